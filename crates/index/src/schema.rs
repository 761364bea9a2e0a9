//! The fields of the index, and the record each document leaves in it.

use outweigh_language::{CompactVector, DIMENSIONS};
use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing,
    TextOptions,
};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

use crate::document::{Document, Kind};
use crate::words::ANALYSER;

/// Of the fields below and of how words are cut: another number means the index must be made anew.
pub(crate) const VERSION: u32 = 1;

pub(crate) const SLOT: &str = "slot";
pub(crate) const TIME: &str = "time";
const REVENUE: &str = "revenue";

#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The document's id, to find the one to replace.
    id: Field,
    /// The document's place in memory.
    slot: Field,
    /// Words of title, title again, and text.
    pub(crate) words: Field,
    /// `kind:0`, `account:<id>` and so on.
    facets: Field,
    pub(crate) time: Field,
    pub(crate) revenue: Field,
    /// A [`Record`].
    record: Field,
}

/// Names of the facets.
#[derive(Clone, Copy)]
pub(crate) enum Facet {
    Kind,
    Source,
    Account,
    Product,
    Status,
    Segment,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let indexing = |tokenizer: &str, option| {
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option)
                .set_fieldnorms(true)
        };
        let positions = indexing(ANALYSER, IndexRecordOption::WithFreqsAndPositions);
        let exact = indexing("raw", IndexRecordOption::Basic).set_fieldnorms(false);
        let text = |indexing| TextOptions::default().set_indexing_options(indexing);
        let mut schema = Schema::builder();
        let fields = |schema: &mut tantivy::schema::SchemaBuilder| {
            [
                schema.add_bytes_field("id", INDEXED),
                schema.add_u64_field(SLOT, NumericOptions::from(FAST).set_indexed()),
                schema.add_text_field("words", text(positions)),
                schema.add_text_field("facets", text(exact)),
                schema.add_i64_field(TIME, FAST),
                schema.add_f64_field(REVENUE, FAST),
                schema.add_bytes_field("record", BytesOptions::default().set_stored()),
            ]
        };
        let [id, slot, words, facets, time, revenue, record] = fields(&mut schema);
        Self { schema: schema.build(), id, slot, words, facets, time, revenue, record }
    }

    /// A document as the engine takes it.
    pub(crate) fn document(&self, slot: u32, document: &Document, vector: &CompactVector) -> TantivyDocument {
        let Document { kind, id, title, text, facets, .. } = document;
        let mut made = TantivyDocument::new();
        made.add_bytes(self.id, id.as_bytes());
        made.add_u64(self.slot, slot.into());
        for words in [title, title, text] {
            made.add_text(self.words, words);
        }
        let mut facet = |name, value: &str| made.add_text(self.facets, facet_text(name, value));
        facet(Facet::Kind, &(*kind as u8).to_string());
        facets.source_kind.iter().for_each(|value| facet(Facet::Source, value));
        facets.account_id.iter().for_each(|id| facet(Facet::Account, &id.to_string()));
        facets.product_id.iter().for_each(|id| facet(Facet::Product, &id.to_string()));
        facets.status.iter().for_each(|value| facet(Facet::Status, value));
        facets.segment_ids.iter().for_each(|id| facet(Facet::Segment, &id.to_string()));
        facets.time_micros.iter().for_each(|time| made.add_i64(self.time, *time));
        facets.revenue.iter().for_each(|revenue| made.add_f64(self.revenue, *revenue));
        made.add_bytes(
            self.record,
            &Record { slot, kind: *kind, id: *id, vector: vector.clone() }.to_bytes(),
        );
        made
    }

    pub(crate) fn id_term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    pub(crate) fn slot_term(&self, slot: u32) -> Term {
        Term::from_field_u64(self.slot, slot.into())
    }

    pub(crate) fn word_term(&self, stem: &str) -> Term {
        Term::from_field_text(self.words, stem)
    }

    pub(crate) fn facet_term(&self, name: Facet, value: &str) -> Term {
        Term::from_field_text(self.facets, &facet_text(name, value))
    }

    /// The record of a stored document.
    pub(crate) fn record(&self, document: &TantivyDocument) -> Option<Record> {
        use tantivy::schema::Value;
        Record::from_bytes(document.get_first(self.record)?.as_bytes()?)
    }
}

fn facet_text(name: Facet, value: &str) -> String {
    let name = match name {
        Facet::Kind => "kind",
        Facet::Source => "source",
        Facet::Account => "account",
        Facet::Product => "product",
        Facet::Status => "status",
        Facet::Segment => "segment",
    };
    format!("{name}:{value}")
}

/// What is read back of a document when the index is opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) slot: u32,
    pub(crate) kind: Kind,
    pub(crate) id: Uuid,
    pub(crate) vector: CompactVector,
}

const RECORD_BYTES: usize = 4 + 1 + 16 + 4 + DIMENSIONS;

impl Record {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(RECORD_BYTES);
        bytes.extend(self.slot.to_le_bytes());
        bytes.push(self.kind as u8);
        bytes.extend(self.id.as_bytes());
        bytes.extend(self.vector.scale().to_le_bytes());
        bytes.extend(self.vector.values().map(|value| value as u8));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (slot, rest) = bytes.split_first_chunk()?;
        let (kind, rest) = rest.split_first()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (scale, rest) = rest.split_first_chunk()?;
        let values: &[u8; DIMENSIONS] = rest.try_into().ok()?;
        Some(Self {
            slot: u32::from_le_bytes(*slot),
            kind: Kind::from_number(*kind)?,
            id: Uuid::from_bytes(*id),
            vector: CompactVector::from_parts(values.map(|value| value as i8), f32::from_le_bytes(*scale)),
        })
    }
}

#[cfg(test)]
mod tests {
    use outweigh_language::Embedder;

    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let vector = Embedder::default().embed("export to CSV").compact();
        let record = Record { slot: 70_000, kind: Kind::Decision, id: Uuid::from_u128(9), vector };
        let bytes = record.to_bytes();
        assert_eq!((bytes.len(), Record::from_bytes(&bytes)), (RECORD_BYTES, Some(record)));
        assert_eq!(Record::from_bytes(&bytes[1..]), None);
    }
}
