//! Gives every new item a key of its own: the source's when it looks like one of ours and is free, else the
//! product's next number.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::Item;
use outweigh_core::ids::ItemId;
use outweigh_core::workspace::Workspace;

/// Numbers beyond this are no counters and are not counted on from.
const HIGHEST_NUMBER: u64 = 1_000_000_000_000;

/// Keys that are taken, and the highest number of each prefix.
pub(super) struct Keys<'a> {
    workspace: &'a Workspace,
    taken: HashSet<String>,
    highest: HashMap<String, u64>,
}

impl<'a> Keys<'a> {
    /// Looks once at every item and every key of the file, so that no number given out is used later.
    pub(super) fn new(workspace: &'a Workspace, in_file: impl Iterator<Item = &'a str>) -> Self {
        let mut highest: HashMap<String, u64> = HashMap::new();
        let in_workspace = workspace.items.rows().iter().map(|row| row.value.key.as_str());
        for (prefix, number) in in_workspace.chain(in_file).filter_map(numbered) {
            match highest.get_mut(prefix) {
                Some(known) => *known = number.max(*known),
                None => drop(highest.insert(prefix.to_owned(), number)),
            }
        }
        Self { workspace, taken: HashSet::new(), highest }
    }

    /// A key for a new item.
    pub(super) fn claim(&mut self, external_key: &str, product_key: &str) -> String {
        if looks_like_ours(external_key) && self.take(external_key, None) {
            return external_key.to_owned();
        }
        let number = self.highest.entry(product_key.to_owned()).or_default();
        *number += 1;
        let key = format!("{product_key}-{number}");
        self.taken.insert(key.clone());
        key
    }

    /// The key of an item that is brought back: its own, unless another has taken it meanwhile.
    pub(super) fn reclaim(&mut self, item: &Item, product_key: &str) -> String {
        if self.take(&item.key, Some(item.id)) { item.key.clone() } else { self.claim("", product_key) }
    }

    fn take(&mut self, key: &str, own: Option<ItemId>) -> bool {
        let free = self.workspace.item_by_key(key).is_none_or(|item| Some(item.id) == own);
        free && self.taken.insert(key.to_owned())
    }
}

/// `PAY-12`: capital letters, digits and _ starting with a letter, then a number.
fn looks_like_ours(key: &str) -> bool {
    const KEY_LIMIT: usize = 100;
    key.len() <= KEY_LIMIT
        && numbered(key).is_some_and(|(prefix, _)| {
            prefix.starts_with(|c: char| c.is_ascii_uppercase())
                && prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        })
}

fn numbered(key: &str) -> Option<(&str, u64)> {
    let (prefix, number) = key.rsplit_once('-')?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|number| digits && *number <= HIGHEST_NUMBER)?;
    Some((prefix, number))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_key_is_kept_once_and_numbers_go_on_after_the_highest() {
        let workspace = Workspace::empty(date(2026, 1, 1));
        let mut keys = Keys::new(&workspace, ["PAY-7", "PAY-99999999999999999999", "a#3"].into_iter());
        assert_eq!(keys.claim("PAY-7", "PAY"), "PAY-7");
        assert_eq!(keys.claim("PAY-7", "PAY"), "PAY-8");
        assert_eq!(keys.claim("a#3", "PAY"), "PAY-9");
        assert_eq!(keys.claim("PAY-99999999999999999999", "PAY"), "PAY-10");
        assert_eq!(keys.claim("pay-3", "NEW"), "NEW-1");
    }
}
