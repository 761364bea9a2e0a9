//! Company names made comparable, and how alike two of them are.

use std::collections::HashMap;

use crate::words::plain;

/// Words at the end of a name that say what the company is in law, not what it is called.
const LEGAL_FORMS: [&str; 49] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "oao",
    "ohg",
    "ooo",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sasu",
    "se",
    "sl",
    "sp",
    "spa",
    "spzoo",
    "srl",
    "sro",
    "ug",
    "und",
    "zoo",
];

/// A name in lower case, without punctuation and legal form: `The Acme Co., Ltd.` is `acme`. A name that is
/// nothing but a legal form stays.
pub(super) fn normalised(name: &str) -> String {
    // "S.p.A." and "z o.o." lose their dots first, so that they are one word.
    let words = plain(&name.replace(['.', '\'', '’'], ""));
    let mut words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let all = words.clone();
    if words.first() == Some(&"the") {
        words.remove(0);
    }
    loop {
        match words[..] {
            [.., "z", "oo"] => words.truncate(words.len() - 2),
            [.., last] if LEGAL_FORMS.contains(&last) => words.truncate(words.len() - 1),
            _ => break,
        }
    }
    if words.is_empty() { all.join(" ") } else { words.join(" ") }
}

/// Many names, laid out to find those like a given one: the cosine of their letter triples, weighted by how
/// rare a triple is (Salton and Buckley 1988, tf-idf; triples as in Ukkonen 1992). A typing error changes
/// three triples at most; a word that many companies share counts for little.
pub(super) struct NameIndex {
    /// The square of a triple's weight, and which names hold it, by place.
    triples: HashMap<[char; 3], (f64, Vec<u32>)>,
    /// Length of each name's vector of weights.
    lengths: Vec<f64>,
}

impl NameIndex {
    /// Takes in normalised names; a name is later known by its place.
    pub(super) fn new(names: &[String]) -> Self {
        let mut places: HashMap<[char; 3], Vec<u32>> = HashMap::new();
        let sets: Vec<Vec<[char; 3]>> = names.iter().map(|name| triples(name)).collect();
        for (place, set) in (0u32..).zip(&sets) {
            set.iter().for_each(|triple| places.entry(*triple).or_default().push(place));
        }
        let count = names.len() as f64;
        let square = |holders: &Vec<u32>| {
            let weight = libm::log(1.0 + count / (holders.len() as f64 + 0.5));
            weight * weight
        };
        let triples: HashMap<_, _> =
            places.into_iter().map(|(triple, holders)| (triple, (square(&holders), holders))).collect();
        let length = |set: &Vec<[char; 3]>| set.iter().map(|triple| triples[triple].0).sum::<f64>().sqrt();
        let lengths = sets.iter().map(length).collect();
        Self { triples, lengths }
    }

    /// The names at least `floor` alike (0 nothing in common, 1 the same triples), the likest first; of
    /// equally alike ones the earlier first.
    pub(super) fn alike(&self, name: &str, floor: f64, at_most: usize) -> Vec<(usize, f64)> {
        // One slot for each name costs less than a map: common triples touch most names.
        let mut shared = vec![0.0; self.lengths.len()];
        let all = triples(name);
        let known: Vec<_> = all.iter().filter_map(|triple| self.triples.get(triple)).collect();
        for (square, holders) in &known {
            holders.iter().for_each(|place| shared[*place as usize] += square);
        }
        // A triple that no name holds counts as the others of this name do on average: it may be rare because
        // it is wrong.
        let squares: f64 = known.iter().map(|(square, _)| square).sum();
        let length = (squares * all.len() as f64 / known.len().max(1) as f64).sqrt();
        let mut found: Vec<(usize, f64)> = shared
            .into_iter()
            .enumerate()
            .filter(|(_, product)| *product > 0.0)
            .map(|(place, product)| (place, product / (length * self.lengths[place])))
            .filter(|(_, score)| *score >= floor)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(at_most);
        // Rounding may leave a score a hair above one.
        found.into_iter().map(|(place, score)| (place, score.min(1.0))).collect()
    }
}

/// The different letter triples of a name, each word with a blank around it, in order.
fn triples(name: &str) -> Vec<[char; 3]> {
    let padded: Vec<char> = std::iter::once(' ').chain(name.chars()).chain([' ']).collect();
    let mut triples: Vec<[char; 3]> = padded.windows(3).filter_map(|window| window.try_into().ok()).collect();
    triples.sort_unstable();
    triples.dedup();
    triples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_compared_without_its_legal_form() {
        for (name, expected) in [
            ("The Acme Co., Ltd.", "acme"),
            ("ACME, Inc.", "acme"),
            ("Müller GmbH & Co. KG", "müller"),
            ("Fabbrica S.p.A.", "fabbrica"),
            ("Firma Sp. z o.o.", "firma"),
            ("O'Neill Group", "oneill group"),
            ("AG", "ag"),
            ("", ""),
        ] {
            assert_eq!(normalised(name), expected, "{name}");
        }
    }

    #[test]
    fn rare_letters_decide_and_shared_words_do_not() {
        let names = ["northwind bank", "southgate bank", "contoso bank", "acme"].map(str::to_owned);
        let index = NameIndex::new(&names);
        let alike = index.alike("northwnd bank", 0.4, 3);
        assert_eq!(alike.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0]);
        assert!(index.alike("bank", 0.6, 3).is_empty());
        assert_eq!(index.alike("acme", 0.9, 3), [(3, 1.0)]);
        assert!(index.alike("", 0.1, 3).is_empty());
    }
}
