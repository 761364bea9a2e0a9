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

mod embedding;
mod tokens;
mod vectors;
mod vocabulary;
mod weights;

pub use embedding::Embedder;
pub use tokens::{Token, tokens};
pub use vectors::{CompactVector, DIMENSIONS, Vector};
pub use vocabulary::{VOCABULARY_SIZE, piece};
pub use weights::{CorpusCounts, CorpusWeights, WeightsError};
