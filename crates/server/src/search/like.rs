//! What is like what: notes that say the same, items a note may be about, notes that may be evidence.

use outweigh_core::domain::NoteBody;
use outweigh_index::{Filter, Hit, Index, Kind, Like};
use outweigh_language::alike;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::finder::blocking;

/// Words told as the reason.
const WORDS: usize = 4;

/// Why something is like something else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Likeness {
    /// Cosine of the two in meaning, about -1 to 1.
    pub closeness: f32,
    /// Telling words that both have.
    pub shared_words: Vec<String>,
}

impl Likeness {
    /// Compares two texts.
    pub fn of(index: &Index, hit: &Hit, one: &str, other: &str) -> Self {
        let shared_words = alike(one, other, WORDS, index.embedder()).shared_words;
        Self { closeness: hit.closeness, shared_words }
    }
}

/// The documents of some kinds that are most like a text, the closest first; `except` is not among them.
/// None when the index failed: what is like what is never worth an error.
pub fn closest(
    index: &Index,
    kinds: &[Kind],
    except: Option<Uuid>,
    title: &str,
    text: &str,
    limit: usize,
) -> Vec<Hit> {
    let filter = Filter { kinds: kinds.to_vec(), ..Filter::default() };
    let found = blocking(|| index.similar(Like { id: except, title, text }, &filter, limit));
    found.unwrap_or_else(|error| {
        tracing::error!("search index: {error}");
        Vec::new()
    })
}

/// Title and own words of a note.
pub fn to_texts(body: &NoteBody) -> (String, String) {
    (body.title.clone().unwrap_or_default(), super::documents::own_words(body))
}
