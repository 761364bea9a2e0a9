//! The things Outweigh knows about, in one vocabulary. Plain values; rules that span several of them
//! are in [`crate::workspace`].

mod check;
mod customers;
mod entity;
mod insights;
mod item;
mod notes;
mod people;
mod product;
mod range;
mod rubric;
mod sealed;
mod vocabulary;
mod work;

pub use customers::{Account, Contact, Health, Segment};
pub use entity::{Doc, Entity, EntityKind, EntityRef, EntityType, InvalidEntity};
pub use insights::{End, Evidence, Promise, Relation, Statement, Theme};
pub use item::{
    AcceptanceCriterion, Item, LIST_LIMIT, Milestone, NOTE_LIMIT, Reference, Signal, TEXT_LIMIT, TITLE_LIMIT,
};
pub use notes::{Aside, AsideKind, Highlight, Note, NoteBody, Rating, Source, Turn, short_hash};
pub use people::{Grant, Person, Team};
pub use product::{Area, Goal, Product, Release, Sprint};
pub use range::Range;
pub use rubric::{Criterion, Direction, Missing, Rubric, RubricState, Term, Threshold};
pub(crate) use sealed::Salts;
pub use sealed::{ERASED, Sealed, Words, seal};
pub use vocabulary::{
    Horizon, Lane, NoteState, Pillar, Polarity, PromiseState, RatingScale, RelationKind, Role, Severity,
    SourceKind, Standing, StatementKind, Status,
};
pub use work::{Comment, Dependency, Estimate, Override, View, Webhook};
