//! Reading the backlog: which items, in which order, in which groups, with which counts.

mod facets;
mod fields;
mod query;

pub use facets::{Facet, Facets, facets};
pub use fields::{ItemRecord, ItemSchema};
pub use query::{Group, GroupBy, Order, Query, Selection, Sort, SortKey, order, select};
