//! Mail addresses.

use super::before;

/// Longest local part and domain (RFC 5321, section 4.5.3.1).
const LOCAL_CHARACTERS: usize = 64;
const DOMAIN_CHARACTERS: usize = 255;

/// The end of the address that begins here.
pub(super) fn at(letters: &[char], start: usize) -> Option<usize> {
    let is_local = |letter: char| letter.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter);
    let begins = letters[start].is_alphanumeric() && !before(letters, start).is_some_and(is_local);
    if !begins {
        return None;
    }
    let local =
        letters[start..].iter().take(LOCAL_CHARACTERS + 1).take_while(|letter| is_local(**letter)).count();
    let domain = start + local + 1;
    if letters.get(start + local) != Some(&'@') {
        return None;
    }
    let is_domain = |letter: &&char| letter.is_alphanumeric() || matches!(letter, '.' | '-');
    let length = letters[domain..].iter().take(DOMAIN_CHARACTERS).take_while(is_domain).count();
    let text: String = letters[domain..domain + length].iter().collect();
    let kept = text.trim_end_matches(['.', '-']);
    let (_, last) = kept.rsplit_once('.')?;
    let is_name =
        last.chars().count() >= 2 && last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    is_name.then(|| domain + kept.chars().count())
}
