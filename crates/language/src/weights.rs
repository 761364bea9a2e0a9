//! How telling each word piece is among the texts of one workspace.
//!
//! In a bank's feedback "card" says little, in a kitchen's much. Counted over the workspace's own texts, a piece
//! that stands in most of them is weighed down, as in the smooth inverse frequency of Arora et al. 2017.

use crate::tokens::each_token;
use crate::vocabulary::VOCABULARY_SIZE;

/// How many texts each word piece stands in, kept up to date as texts come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusCounts {
    texts: u32,
    texts_with: Vec<u32>,
}

impl Default for CorpusCounts {
    fn default() -> Self {
        Self { texts: 0, texts_with: vec![0; VOCABULARY_SIZE] }
    }
}

impl CorpusCounts {
    /// Counts one more text.
    pub fn add(&mut self, text: &str) {
        self.texts = self.texts.saturating_add(1);
        for id in distinct(text) {
            let count = &mut self.texts_with[id as usize];
            *count = count.saturating_add(1);
        }
    }

    /// Takes back a text that was counted.
    pub fn remove(&mut self, text: &str) {
        self.texts = self.texts.saturating_sub(1);
        for id in distinct(text) {
            let count = &mut self.texts_with[id as usize];
            *count = count.saturating_sub(1);
        }
    }

    /// Texts counted.
    #[must_use]
    pub fn texts(&self) -> u32 {
        self.texts
    }
}

/// The word pieces of a text, each once.
fn distinct(text: &str) -> Vec<u32> {
    let mut ids = Vec::new();
    each_token(text, |token| ids.push(token.id));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A weight for each word piece: 1 as long as nothing was learnt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CorpusWeights {
    /// Empty, or one per word piece.
    weights: Vec<f32>,
}

/// Fewer texts say more of chance than of the workspace.
const ENOUGH_TEXTS: u32 = 50;

impl CorpusWeights {
    /// Learns from counts: the cube root of the inverse text frequency's logarithm. (Powers from 1/4 to 1/2 are
    /// within chance of each other on twelve sets; below, common words drown duplicates, above, themes fall
    /// apart.) Of fewer than 50 texts nothing is learnt.
    ///
    /// ```
    /// use outweigh_language::{CorpusCounts, CorpusWeights, tokens};
    ///
    /// let mut counts = CorpusCounts::default();
    /// (0..100).for_each(|n| counts.add(&format!("card number {n}")));
    /// let weights = CorpusWeights::learn(&counts);
    /// let of = |word: &str| weights.of(tokens(word)[0].id);
    /// assert!(of("card") < of("terminal"));
    /// ```
    #[must_use]
    pub fn learn(counts: &CorpusCounts) -> Self {
        if counts.texts < ENOUGH_TEXTS {
            return Self::default();
        }
        let texts = f64::from(counts.texts);
        let weight = |&with: &u32| libm::cbrt(libm::log((texts + 1.0) / (f64::from(with) + 0.5))) as f32;
        Self { weights: counts.texts_with.iter().map(weight).collect() }
    }

    /// The weight of a word piece.
    #[must_use]
    pub fn of(&self, id: u32) -> f32 {
        self.weights.get(id as usize).copied().unwrap_or(1.0)
    }

    /// Tells weights apart: equal for equal weights, on every machine (FNV-1a over their bytes). 0 when nothing was
    /// learnt.
    #[must_use]
    pub fn version(&self) -> u64 {
        if self.weights.is_empty() {
            return 0;
        }
        let bytes = self.weights.iter().flat_map(|weight| weight.to_le_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }

    /// The weights as bytes to keep: the number of the format, then each as a little-endian `f32`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        std::iter::once(FORMAT).chain(self.weights.iter().flat_map(|weight| weight.to_le_bytes())).collect()
    }

    /// Weights that [`CorpusWeights::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are of another format or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (&format, rest) = bytes.split_first().ok_or(WeightsError::Length(0))?;
        if format != FORMAT {
            return Err(WeightsError::Format(format));
        }
        if !rest.is_empty() && rest.len() != VOCABULARY_SIZE * size_of::<f32>() {
            return Err(WeightsError::Length(rest.len()));
        }
        let (weights, _) = rest.as_chunks();
        Ok(Self { weights: weights.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect() })
    }
}

const FORMAT: u8 = 1;

/// Why bytes are no weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WeightsError {
    /// Written by a newer program.
    #[error("failed to read corpus weights: format {0} is not known")]
    Format(u8),
    /// Cut short, or no weights at all.
    #[error("failed to read corpus weights: {0} bytes are not one weight per word piece")]
    Length(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn learnt() -> CorpusWeights {
        let mut counts = CorpusCounts::default();
        (0..200).for_each(|n| counts.add(&format!("the export number {n} fails")));
        CorpusWeights::learn(&counts)
    }

    #[test]
    fn what_is_everywhere_weighs_less() {
        let weights = learnt();
        let of = |word: &str| weights.of(tokens(word)[0].id);
        assert!(of("the") < of("7") && of("7") < of("zebra"));
    }

    #[test]
    fn few_texts_teach_nothing() {
        let mut counts = CorpusCounts::default();
        counts.add("the export");
        assert_eq!(CorpusWeights::learn(&counts), CorpusWeights::default());
    }

    #[test]
    fn taking_texts_back_leaves_the_counts_as_they_were() {
        let mut counts = CorpusCounts::default();
        counts.add("first the text");
        let before = counts.clone();
        counts.add("second the the text");
        counts.remove("second the the text");
        assert_eq!(counts, before);
    }

    #[test]
    fn weights_survive_being_kept() {
        for weights in [learnt(), CorpusWeights::default()] {
            let kept = CorpusWeights::from_bytes(&weights.to_bytes()).unwrap();
            assert_eq!((kept.version(), &kept), (weights.version(), &weights));
        }
        assert_ne!(learnt().version(), CorpusWeights::default().version());
        assert_eq!(CorpusWeights::from_bytes(&[9]), Err(WeightsError::Format(9)));
        assert_eq!(CorpusWeights::from_bytes(&[1, 0]), Err(WeightsError::Length(1)));
    }
}
