//! Understands short texts on the machine it runs on: no network, no clock, the same result everywhere.
//!
//! Begin with [`Embedder`]: it turns a text into a [`Vector`] whose cosine with another says how close in meaning
//! the two are.
//!
//! ```
//! use outweigh_language::Embedder;
//!
//! let embedder = Embedder::default();
//! let invoice = embedder.embed("Where do I download my invoice?");
//! let bill = embedder.embed("I cannot find the bill for last month");
//! let crash = embedder.embed("The app crashes on start");
//! assert!(invoice.cosine(&bill) > invoice.cosine(&crash));
//! ```

mod alike;
pub mod classify;
mod embedding;
mod fusion;
mod gist;
mod languages;
mod phrases;
mod reading;
mod sentences;
mod sentiment;
mod spans;
mod statements;
pub mod themes;
mod tokens;
mod vector_index;
mod vectors;
mod vocabulary;
mod weights;

pub use alike::{Alike, NearestSentences, alike};
pub use embedding::Embedder;
pub use fusion::{SENTENCE_WORD_WEIGHT, fuse, is_code, word_weight};
pub use gist::gist;
pub use languages::language;
pub use phrases::{Phrase, is_empty_word, key_phrases};
pub use reading::{KindRead, Reader, Reading};
pub use sentences::{Sentence, sentences};
pub use sentiment::sentiment;
pub use spans::Span;
pub use statements::{Passage, StatementKind, Suggestion, suggest, wording};
pub use tokens::{Token, tokens};
pub use vector_index::{Near, VectorIndex};
pub use vectors::{CompactVector, DIMENSIONS, Vector};
pub use vocabulary::{VOCABULARY_SIZE, piece};
pub use weights::{CorpusCounts, CorpusWeights, WeightsError};
