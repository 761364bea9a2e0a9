//! The things Outweigh knows about, in one vocabulary. Plain values; rules that span several of them
//! are in [`crate::workspace`].

mod check;
mod customers;
mod entity;
mod item;
mod people;
mod product;
mod range;
mod rubric;
mod vocabulary;
mod work;

pub use customers::{Account, Contact, Health, Segment};
pub use entity::{Doc, Entity, EntityKind, EntityRef, EntityType, InvalidEntity};
pub use item::{
    AcceptanceCriterion, Item, LIST_LIMIT, Milestone, Reference, Signal, TEXT_LIMIT, TITLE_LIMIT,
};
pub use people::{Grant, Person, Team};
pub use product::{Area, Goal, Product, Release, Sprint};
pub use range::Range;
pub use rubric::{Criterion, Direction, Missing, Rubric, RubricState, Term, Threshold};
pub use vocabulary::{Horizon, Lane, Pillar, RatingScale, Role, Severity, SourceKind, Status};
pub use work::{Comment, Dependency, Estimate, Override, View, Webhook};
