//! Deals: the reason of a closed one is a note, and the won ones say what an account pays.
//!
//! The amount of a deal is no yearly revenue: it may cover three years, or be paid once. Only columns that are
//! called so (ARR, ACV, MRR) count, summed over the deals won in the twelve months up to the newest close in
//! the file, since older ones have been renewed by newer ones.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::is_yes;
use crate::notes::ImportedAccount;
use crate::notes::feedback::Record;
use crate::words::plain;

const STAGE: &[&str] = &["deal stage", "stage", "stagename", "stage name"];
const IS_WON: &[&str] = &["is closed won", "iswon", "is won", "won"];
const IS_CLOSED: &[&str] = &["is deal closed", "isclosed", "is closed", "closed"];
const TYPE: &[&str] = &["deal type", "type", "opportunity type"];
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Won,
    Lost,
}

/// A deal as far as its account is concerned.
struct Deal {
    row: usize,
    account_id: Option<String>,
    company: Option<String>,
    state: State,
    is_renewal: bool,
    closes: Option<Timestamp>,
    revenue: Option<f64>,
    currency: Option<String>,
    /// From a column of its own.
    renewal: Option<Date>,
}

/// The deals of one file.
#[derive(Default)]
pub(crate) struct Deals {
    deals: Vec<Deal>,
    closed_without_reason: usize,
}

impl Deals {
    /// Takes a deal in, and gives back the note of a closed one that has a reason.
    pub(crate) fn take(&mut self, record: Record) -> Option<Record> {
        let state = state(&record);
        let title = plain(record.title.as_deref().unwrap_or_default());
        let kind = plain(record.custom(TYPE).unwrap_or_default());
        self.deals.push(Deal {
            row: record.row,
            account_id: record.contact.account_id.clone(),
            company: record.contact.company.clone(),
            state,
            is_renewal: title.contains("renewal")
                || kind.contains("renewal")
                || kind == "existingbusiness"
                || kind == "existing business",
            closes: record.time,
            revenue: record.revenue,
            currency: record.currency.clone(),
            renewal: record.renewal,
        });
        if state == State::Open {
            return None;
        }
        if record.answers.is_empty() {
            self.closed_without_reason += 1;
            return None;
        }
        Some(record)
    }

    /// The customers among the companies, and what there is to say about the rest.
    pub(crate) fn accounts(self, source: &str) -> (Vec<ImportedAccount>, Vec<String>) {
        let newest =
            self.deals.iter().filter(|deal| deal.state == State::Won).filter_map(|deal| deal.closes).max();
        let counts_from = newest.and_then(|newest| newest.checked_sub(YEAR).ok());
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut accounts: Vec<ImportedAccount> = Vec::new();
        for deal in &self.deals {
            let is_customer = deal.state == State::Won || deal.is_renewal && deal.state == State::Open;
            let Some(id) = deal.account_id.as_ref().or(deal.company.as_ref()).filter(|_| is_customer) else {
                continue;
            };
            let place = *places.entry(id.clone()).or_insert(accounts.len());
            if place == accounts.len() {
                accounts.push(ImportedAccount {
                    row: deal.row,
                    source: source.to_owned(),
                    external_id: id.clone(),
                    name: deal.company.clone().unwrap_or_else(|| id.clone()),
                    ..ImportedAccount::default()
                });
            }
            let account = &mut accounts[place];
            let is_running = deal.state == State::Won
                && deal.closes.is_none_or(|at| counts_from.is_none_or(|from| at > from));
            if let Some(revenue) = deal.revenue.filter(|_| is_running) {
                *account.revenue.get_or_insert_default() += revenue;
                account.currency = account.currency.take().or_else(|| deal.currency.clone());
            }
            let closes = deal.closes.map(|at| at.to_zoned(TimeZone::UTC).date());
            let renews = deal.renewal.or(closes.filter(|_| deal.is_renewal && deal.state == State::Open));
            account.renewal = account.renewal.max(renews);
        }
        let mut warnings = Vec::new();
        if self.closed_without_reason > 0 {
            warnings.push(format!(
                "{} closed deals give no reason, so they are no notes",
                self.closed_without_reason
            ));
        }
        if !accounts.is_empty() && accounts.iter().all(|account| account.revenue.is_none()) {
            warnings.push(
                "no column says what an account pays a year (ARR, ACV or MRR), and the amount of a deal does not".into(),
            );
        }
        (accounts, warnings)
    }
}

fn state(record: &Record) -> State {
    let stage = plain(record.custom(STAGE).unwrap_or_default());
    let says = |columns| record.custom(columns).map(is_yes);
    match says(IS_WON) {
        Some(true) => State::Won,
        Some(false) if says(IS_CLOSED) == Some(true) => State::Lost,
        _ if stage.contains("won") => State::Won,
        _ if stage.contains("lost") => State::Lost,
        _ => State::Open,
    }
}
