//! Accounts and contacts as sales and billing systems export them, and the reasons why deals were won or lost.

mod deals;
mod hubspot;
mod plain;
mod salesforce;
mod subscriptions;

pub(crate) use deals::Deals;
pub(crate) use hubspot::HUBSPOT;
pub(crate) use plain::{ACCOUNTS, CONTACTS, is_accounts, is_contacts};
pub(crate) use salesforce::SALESFORCE;
pub(crate) use subscriptions::Subscriptions;

use std::collections::HashMap;

use super::ImportedAccount;

/// One account for each id of a source, in the order they first come. What a later row tells fills what the
/// earlier ones left open, so that a list of accounts and a list of their subscriptions make one.
pub(crate) fn joined(accounts: Vec<ImportedAccount>) -> Vec<ImportedAccount> {
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut joined: Vec<ImportedAccount> = Vec::with_capacity(accounts.len());
    for account in accounts {
        let next = joined.len();
        let key = (account.source.clone(), account.external_id.clone());
        match joined.get_mut(*places.entry(key).or_insert(next)) {
            Some(known) => fill(known, account),
            None => joined.push(account),
        }
    }
    joined
}

fn fill(known: &mut ImportedAccount, other: ImportedAccount) {
    if known.name == known.external_id {
        known.name = other.name;
    }
    for domain in other.domains {
        if !known.domains.contains(&domain) {
            known.domains.push(domain);
        }
    }
    known.plan = known.plan.take().or(other.plan);
    if known.revenue.is_none() {
        known.revenue = other.revenue;
        known.currency = other.currency.or(known.currency.take());
    }
    known.renewal = known.renewal.or(other.renewal);
    for (name, value) in other.segment_attributes {
        known.segment_attributes.entry(name).or_insert(value);
    }
}

/// Whether a cell says yes, as exports write it.
fn is_yes(cell: &str) -> bool {
    ["1", "true", "yes", "y"].iter().any(|yes| cell.eq_ignore_ascii_case(yes))
}

#[cfg(test)]
mod tests;
