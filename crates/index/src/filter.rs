//! What hits must be, as the engine asks it. It adds nothing to a score.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use uuid::Uuid;

use crate::index::Index;
use crate::query::Filter;
use crate::schema::Facet;
use crate::word_query::BoxedQuery;

/// A query among the documents that a filter allows.
pub(crate) fn within(filter: Option<&BoxedQuery>, query: BoxedQuery) -> BooleanQuery {
    let filter = filter.map(|filter| (Occur::Must, unscored(filter.box_clone())));
    BooleanQuery::new([(Occur::Must, query)].into_iter().chain(filter).collect())
}

fn unscored(query: BoxedQuery) -> BoxedQuery {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

impl Index {
    /// The documents a filter allows; none where it allows all.
    pub(crate) fn filter(&self, filter: &Filter) -> Option<BoxedQuery> {
        let ids = |ids: &[Uuid]| ids.iter().map(Uuid::to_string).collect::<Vec<_>>();
        let kinds: Vec<String> = filter.kinds.iter().map(|kind| (*kind as u8).to_string()).collect();
        let facets = [
            (Facet::Kind, kinds),
            (Facet::Source, filter.source_kinds.clone()),
            (Facet::Account, ids(&filter.account_ids)),
            (Facet::Product, ids(&filter.product_ids)),
            (Facet::Status, filter.statuses.clone()),
            (Facet::Segment, ids(&filter.segment_ids)),
        ];
        let facets = facets.into_iter().filter(|(_, values)| !values.is_empty());
        let mut all: Vec<BoxedQuery> = facets.map(|(name, values)| self.one_of(name, &values)).collect();
        if filter.since_micros.is_some() || filter.before_micros.is_some() {
            let term = |micros| Term::from_field_i64(self.fields.time, micros);
            let since = filter.since_micros.map_or(Bound::Unbounded, |micros| Bound::Included(term(micros)));
            let before =
                filter.before_micros.map_or(Bound::Unbounded, |micros| Bound::Excluded(term(micros)));
            all.push(Box::new(RangeQuery::new(since, before)));
        }
        if let Some(least) = filter.least_revenue {
            let least = Bound::Included(Term::from_field_f64(self.fields.revenue, least));
            all.push(Box::new(RangeQuery::new(least, Bound::Unbounded)));
        }
        (!all.is_empty()).then(|| Box::new(BooleanQuery::intersection(all)) as BoxedQuery)
    }

    fn one_of(&self, name: Facet, values: &[String]) -> BoxedQuery {
        let query = |value: &String| {
            let term = self.fields.facet_term(name, value);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as BoxedQuery
        };
        Box::new(BooleanQuery::union(values.iter().map(query).collect()))
    }
}
