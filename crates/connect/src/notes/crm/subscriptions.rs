//! Subscriptions, as billing systems list them: what each account pays is the sum of its running ones.
//!
//! No clock tells which run. One without an end runs, and so does one that ends after the newest start in the
//! file, since the export is at least as young as that. Trials pay nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::is_yes;
use crate::RowProblem;
use crate::notes::ImportedAccount;
use crate::notes::feedback::Record;
use crate::words::plain;

const ENDED: &[&str] =
    &["canceled", "cancelled", "expired", "ended", "incomplete expired", "churned", "inactive"];

struct Subscription {
    account: ImportedAccount,
    starts: Option<Timestamp>,
    has_ended: bool,
    is_trial: bool,
}

/// The subscriptions of one file.
#[derive(Default)]
pub(crate) struct Subscriptions {
    subscriptions: Vec<Subscription>,
}

impl Subscriptions {
    /// Takes a subscription in; one that names no account cannot be anybody's.
    pub(crate) fn take(&mut self, mut record: Record) -> Result<(), RowProblem> {
        let status = plain(record.custom(&["status", "state"]).unwrap_or_default());
        let is = |columns| record.custom(columns).is_some_and(is_yes);
        let has_ended = ENDED.contains(&status.as_str()) || is(&["churn flag", "churned", "is churned"]);
        let is_trial = status == "trialing" || is(&["is trial", "trial"]);
        let (row, starts) = (record.row, record.time);
        // The row's own id is the subscription's.
        record.id = None;
        record.custom = BTreeMap::new();
        let account = record
            .account("")
            .ok_or_else(|| RowProblem::whole_row(row, "an account", "no account is named"))?;
        self.subscriptions.push(Subscription { account, starts, has_ended, is_trial });
        Ok(())
    }

    /// One account for each that has a subscription. Without a running one it pays nothing.
    pub(crate) fn accounts(self, source: &str) -> Vec<ImportedAccount> {
        let newest = self.subscriptions.iter().filter_map(|subscription| subscription.starts).max();
        let newest = newest.map(|at| at.to_zoned(TimeZone::UTC).date());
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut accounts: Vec<ImportedAccount> = Vec::new();
        for Subscription { mut account, has_ended, is_trial, .. } in self.subscriptions {
            let runs =
                !has_ended && account.renewal.is_none_or(|end| newest.is_some_and(|newest| end > newest));
            if !runs || is_trial {
                account.revenue = account.revenue.map(|_| 0.0);
            }
            if !runs {
                account.renewal = None;
                account.plan = None;
            }
            source.clone_into(&mut account.source);
            let place = *places.entry(account.external_id.clone()).or_insert(accounts.len());
            match accounts.get_mut(place) {
                None => accounts.push(account),
                Some(known) => {
                    known.revenue = match (known.revenue, account.revenue) {
                        (Some(known), Some(more)) => Some(known + more),
                        (known, more) => known.or(more),
                    };
                    known.currency = known.currency.take().or(account.currency);
                    known.plan = known.plan.take().or(account.plan);
                    known.renewal = match (known.renewal, account.renewal) {
                        (Some(known), Some(other)) => Some(known.min(other)),
                        (known, other) => known.or(other),
                    };
                }
            }
        }
        accounts
    }
}
