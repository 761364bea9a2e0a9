//! A quote as a statement: the same words, without hesitation, as one line that begins with a capital.

/// Said while thinking; left out where commas set them apart.
const HESITATIONS: [&str; 7] = ["um", "uh", "erm", "hmm", "you know", "i mean", "like"];

/// Cleans a quote up; no word is added.
///
/// ```
/// use outweigh_language::wording;
/// assert_eq!(wording("we, um, copy the numbers\n by hand."), "We copy the numbers by hand");
/// ```
#[must_use]
pub fn wording(quote: &str) -> String {
    let mut words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    for hesitation in HESITATIONS {
        remove(&mut words, &format!(", {hesitation}, "), " ");
        remove(&mut words, &format!("{hesitation}, "), "");
    }
    let ends = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '-') || c.is_whitespace();
    let mut letters = words.trim_end_matches(ends).chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Replaces an expression wherever it begins a word or with a comma, whatever its case.
fn remove(text: &mut String, expression: &str, with: &str) {
    let place = |text: &str| {
        let lower = text.to_ascii_lowercase();
        let begins = |at: &usize| *at == 0 || expression.starts_with(',') || lower[..*at].ends_with(' ');
        lower.match_indices(expression).map(|(at, _)| at).find(begins)
    };
    while let Some(at) = place(text) {
        text.replace_range(at..at + expression.len(), with);
    }
}
