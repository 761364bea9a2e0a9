//! Reads what customers and colleagues said: mail, surveys, transcripts, chats, tickets, reviews.

mod model;

pub use model::{
    Aside, AsideKind, ImportedAccount, ImportedContact, ImportedNote, ImportedRating, ParsedNotes, Turn,
};
