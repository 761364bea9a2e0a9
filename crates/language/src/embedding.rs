//! The trained table, and how a text becomes a vector: the weighted sum of its tokens' rows.

use crate::tokens::each_token;
use crate::vectors::{DIMENSIONS, Vector};
use crate::vocabulary::VOCABULARY_SIZE;
use crate::weights::CorpusWeights;

/// A safetensors file: its header, then `scales` (f32) and `rows` (i8), one of each per word piece.
const FILE: &[u8] = include_bytes!("../model/embedding-256-int8.safetensors");
const SCALES_BYTES: usize = VOCABULARY_SIZE * size_of::<f32>();
const ROWS_BYTES: usize = VOCABULARY_SIZE * DIMENSIONS;
/// The tensors are the file's end, whatever its header says beside.
const SCALES_START: usize = FILE.len() - ROWS_BYTES - SCALES_BYTES;
const ROWS_START: usize = FILE.len() - ROWS_BYTES;

/// Turns texts into vectors.
///
/// As it stands it weighs words as the table was trained; [`Embedder::with`] adds what the workspace's own texts
/// say of how telling each word is there.
///
/// ```
/// use outweigh_language::Embedder;
///
/// let embedder = Embedder::default();
/// assert!(embedder.embed("").is_zero());
/// assert!(embedder.embed("\u{1F600}").is_zero());
/// let [export, import] = ["Export to CSV", "Download as spreadsheet"].map(|text| embedder.embed(text));
/// assert!(export.cosine(&import) > 0.3);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Embedder {
    weights: CorpusWeights,
}

impl Embedder {
    /// The table's version: vectors of different versions cannot be compared.
    pub const MODEL: &str = "minilm-table-256-1";

    /// With weights learnt from texts of the same kind.
    #[must_use]
    pub fn with(weights: CorpusWeights) -> Self {
        Self { weights }
    }

    /// The weights it uses.
    #[must_use]
    pub fn weights(&self) -> &CorpusWeights {
        &self.weights
    }

    /// The vector of a text. A text without known words, such as one in a script the table does not know, has
    /// [`Vector::ZERO`].
    #[must_use]
    pub fn embed(&self, text: &str) -> Vector {
        let mut sum = [0.0_f32; DIMENSIONS];
        each_token(text, |token| {
            let factor = scale(token.id) * self.weights.of(token.id);
            let values = row(token.id).iter().map(|&byte| f32::from(byte as i8));
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
        });
        Vector::normalised(sum)
    }

    /// The vector of a text with a title, in which the two count alike: a title says in six words what two pages
    /// of log lines below it drown out. Either may be empty.
    #[must_use]
    pub fn embed_titled(&self, title: &str, text: &str) -> Vector {
        Vector::centre([(&self.embed(title), 1.0), (&self.embed(text), 1.0)])
    }
}

fn scale(id: u32) -> f32 {
    let at = SCALES_START + id as usize * size_of::<f32>();
    f32::from_le_bytes([FILE[at], FILE[at + 1], FILE[at + 2], FILE[at + 3]])
}

fn row(id: u32) -> &'static [u8; DIMENSIONS] {
    let at = ROWS_START + id as usize * DIMENSIONS;
    FILE[at..].first_chunk().unwrap_or(&[0; DIMENSIONS])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_file_holds_what_the_constants_say() {
        let header_bytes = u64::from_le_bytes(*FILE.first_chunk().unwrap()) as usize;
        let header: serde_json::Value = serde_json::from_slice(&FILE[8..8 + header_bytes]).unwrap();
        assert_eq!(8 + header_bytes, SCALES_START);
        assert_eq!(header["scales"]["data_offsets"], serde_json::json!([0, SCALES_BYTES]));
        assert_eq!(
            header["rows"]["data_offsets"],
            serde_json::json!([SCALES_BYTES, SCALES_BYTES + ROWS_BYTES])
        );
    }

    #[test]
    fn vectors_are_the_same_on_every_machine() {
        let embedder = Embedder::default();
        let bits =
            |text: &str| embedder.embed(text).values()[..4].iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        insta::assert_debug_snapshot!([
            bits("The export to CSV loses my custom columns"),
            bits("Crème brûlée"),
            bits("503 Service Unavailable on /api/v2/orders"),
        ]);
    }

    #[test]
    fn closer_in_meaning_is_closer_in_the_table() {
        let embedder = Embedder::default();
        let cosine = |a, b| embedder.embed(a).cosine(&embedder.embed(b));
        let same = cosine("I can't sign in to my account", "login fails with the right password");
        let other = cosine("I can't sign in to my account", "the chart has the wrong colours");
        assert!(same > other + 0.2, "{same} {other}");
    }

    proptest! {
        #[test]
        fn any_text_has_a_vector_of_length_one_or_zero(text in "\\PC*|(?s).{0,200}") {
            let vector = Embedder::default().embed(&text);
            prop_assert!(vector.is_zero() || (vector.cosine(&vector) - 1.0).abs() < 1e-5);
        }
    }
}
