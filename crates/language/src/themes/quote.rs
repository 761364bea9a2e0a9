//! Notes to show for a theme: typical ones, each different, and outlying ones.

use super::Id;
use crate::{CompactVector, Vector};

/// What a typical note loses for being like one shown already (maximal marginal relevance, Carbonell and Goldstein
/// 1998): closeness to the centre and difference from the others count about two to one.
const SAMENESS: f32 = 0.5;

/// Notes to show for a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes<N> {
    /// Near the centre, yet not all alike; the nearest first.
    pub typical: Vec<N>,
    /// Farthest from the centre, the farthest first: where the theme may be wrong, or wider than its label.
    pub outlying: Vec<N>,
}

/// At most `count` typical and `count` outlying notes of a theme, none in both.
#[must_use]
pub fn quotes<N: Id>(centre: &Vector, notes: &[(N, &CompactVector)], count: usize) -> Quotes<N> {
    let mut near: Vec<(f32, N, Vector)> = notes
        .iter()
        .map(|(note, vector)| {
            let vector = vector.expand();
            (vector.cosine(centre), *note, vector)
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut typical: Vec<(N, &Vector)> = Vec::new();
    // The nearest half is typical enough to choose from.
    let mut choices: Vec<&(f32, N, Vector)> = near[..near.len().div_ceil(2)].iter().collect();
    while typical.len() < count {
        let worth = |choice: &(f32, N, Vector)| {
            let alike = typical.iter().map(|(_, shown)| shown.cosine(&choice.2)).fold(0.0, f32::max);
            choice.0 - SAMENESS * alike
        };
        let best = choices.iter().enumerate().map(|(place, choice)| (worth(choice), place));
        let Some((_, place)) = best.reduce(|best, next| if next.0 > best.0 { next } else { best }) else {
            break;
        };
        let (_, note, vector) = choices.remove(place);
        typical.push((*note, vector));
    }
    let typical: Vec<N> = typical.into_iter().map(|(note, _)| note).collect();
    let outlying =
        near.iter().rev().map(|(_, note, _)| *note).filter(|note| !typical.contains(note)).take(count);
    Quotes { outlying: outlying.collect(), typical }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Embedder;

    #[test]
    fn typical_quotes_differ_and_the_outlier_is_told() {
        let embedder = Embedder::default();
        let texts = [
            "the csv export fails",
            "the csv export fails",
            "csv export fails for large files",
            "export to csv stops with an error",
            "please add a dark theme",
        ];
        let vectors: Vec<CompactVector> = texts.iter().map(|text| embedder.embed(text).compact()).collect();
        let expanded: Vec<Vector> = vectors.iter().map(CompactVector::expand).collect();
        let centre = Vector::centre(expanded.iter().map(|vector| (vector, 1.0)));
        let notes: Vec<(usize, &CompactVector)> = vectors.iter().enumerate().collect();
        let quotes = quotes(&centre, &notes, 2);
        assert_eq!(quotes.outlying[0], 4);
        assert_ne!(texts[quotes.typical[0]], texts[quotes.typical[1]]);
        assert!(super::quotes(&centre, &notes[..0], 2).typical.is_empty());
    }
}
