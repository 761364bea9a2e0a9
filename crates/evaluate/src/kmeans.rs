//! Spherical k-means (Dhillon and Modha 2001) with careful seeding (Arthur and Vassilvitskii 2007): what shows how
//! well vectors separate themes when their number is known.

use outweigh_language::Vector;

const STARTS: u64 = 4;
const ROUNDS: usize = 25;

/// The group of each vector; the tightest of several starts. The same every time.
pub(crate) fn kmeans(vectors: &[Vector], groups: usize) -> Vec<usize> {
    let runs = (1..=STARTS).map(|seed| run(vectors, groups, seed));
    runs.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, groups)| groups).unwrap_or_default()
}

/// How tight the groups are (the sum of cosines to their centres), and the group of each vector.
fn run(vectors: &[Vector], groups: usize, seed: u64) -> (f64, Vec<usize>) {
    let mut centres = seeds(vectors, groups, seed);
    let mut of: Vec<usize> = Vec::new();
    let mut tightness = 0.0;
    for _ in 0..ROUNDS {
        let nearest: Vec<(usize, f32)> = vectors.iter().map(|vector| nearest(vector, &centres)).collect();
        let now: Vec<usize> = nearest.iter().map(|(group, _)| *group).collect();
        tightness = nearest.iter().map(|(_, cosine)| f64::from(*cosine)).sum();
        if now == of {
            break;
        }
        of = now;
        for (group, centre) in centres.iter_mut().enumerate() {
            let members = vectors.iter().zip(&of).filter(|(_, of)| **of == group);
            let moved = Vector::centre(members.map(|(vector, _)| (vector, 1.0)));
            if !moved.is_zero() {
                *centre = moved;
            }
        }
    }
    (tightness, of)
}

fn nearest(vector: &Vector, centres: &[Vector]) -> (usize, f32) {
    let cosines = centres.iter().map(|centre| vector.cosine(centre)).enumerate();
    cosines.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
}

/// Vectors far from one another, drawn with a seed.
fn seeds(vectors: &[Vector], groups: usize, seed: u64) -> Vec<Vector> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut draw = || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut far = vec![2.0_f64; vectors.len()];
    let mut centres = Vec::new();
    while centres.len() < groups.min(vectors.len()) {
        let mut left = draw() * far.iter().sum::<f64>();
        let chosen = far.iter().position(|distance| {
            left -= distance;
            left < 0.0
        });
        let centre = vectors[chosen.unwrap_or(vectors.len() - 1)].clone();
        for (distance, vector) in far.iter_mut().zip(vectors) {
            *distance = distance.min(f64::from(1.0 - vector.cosine(&centre)).max(0.0));
        }
        centres.push(centre);
    }
    centres
}

#[cfg(test)]
mod tests {
    use outweigh_language::Embedder;

    use super::*;

    #[test]
    fn what_is_about_two_things_falls_into_two_groups() {
        let embedder = Embedder::default();
        let texts = ["export csv", "csv export file", "log in", "sign in to log in", "export a file"];
        let groups = kmeans(&texts.map(|text| embedder.embed(text)), 2);
        assert_eq!((groups[0], groups[0], groups[2]), (groups[1], groups[4], groups[3]));
        assert_ne!(groups[0], groups[2]);
    }
}
