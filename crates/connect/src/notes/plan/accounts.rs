//! Takes in the accounts that a CRM or billing system knows: finds those that are here, adds the others.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::{Account, EntityType};
use outweigh_core::ids::AccountId;
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::edits::change;
use super::{NoteAction, NotePlanOptions, NoteReport};
use crate::RowProblem;
use crate::notes::matching::{AccountIndex, AccountMatch, KnownAccount, MatchReason, plain_domain};
use crate::notes::{ImportedAccount, ImportedContact};
use crate::plan::{Findings, one_line};

/// The accounts as the import leaves them.
pub(super) struct TakenIn {
    pub(super) all: Vec<Account>,
    pub(super) edits: Vec<Edit>,
}

/// The attribute of an account that keeps its id in a source.
fn id_attribute(source: &str) -> String {
    format!("{source} id")
}

/// The ids an account has in other systems.
pub(super) fn external_ids(account: &Account) -> Vec<String> {
    let ids = account.segment_attributes.iter().filter(|(name, _)| name.ends_with(" id"));
    ids.map(|(_, id)| id.clone()).collect()
}

/// Takes rows of accounts in. An account here stands for one row at most: ids decide before names, and names
/// before domains. It keeps the name it has here.
pub(super) fn taken_in(
    workspace: &Workspace,
    rows: &[ImportedAccount],
    options: &NotePlanOptions,
    ids: &mut dyn FnMut() -> Uuid,
    findings: &mut Findings,
    report: &mut NoteReport,
) -> TakenIn {
    let mut all: Vec<Account> = workspace.accounts.iter().cloned().collect();
    let mut edits = Vec::new();
    let found = if rows.is_empty() { Vec::new() } else { Known::new(&all, options).find_all(rows) };
    for (row, found) in rows.iter().zip(found) {
        let name =
            one_line(&row.name, "names of accounts longer than 1,000 bytes were cut", row.row, findings);
        let mut account = match found {
            Some(place) => all[place].clone(),
            None => blank(AccountId(ids()), name.clone()),
        };
        fill(&mut account, row, findings);
        if let Err(invalid) = account.check() {
            report.errors.push(RowProblem::whole_row(row.row, "an account", &invalid.to_string()));
            continue;
        }
        let action = match found {
            None => {
                edits.push(Edit::Create(account.clone().into()));
                all.push(account);
                NoteAction::Create
            }
            Some(place) => match change(all[place].clone(), account.clone()) {
                None => NoteAction::Unchanged,
                Some(edit) => {
                    edits.push(edit);
                    all[place] = account;
                    NoteAction::Update
                }
            },
        };
        report.accounts.count(action);
    }
    TakenIn { all, edits }
}

fn blank(id: AccountId, name: String) -> Account {
    Account {
        id,
        name,
        domains: Vec::new(),
        plan: None,
        revenue: None,
        currency: None,
        segment_attributes: Default::default(),
        renewal: None,
        health: None,
    }
}

/// What the row says replaces what is there; domains are added.
fn fill(account: &mut Account, row: &ImportedAccount, findings: &mut Findings) {
    for domain in row.domains.iter().map(|domain| plain_domain(domain)) {
        if !domain.is_empty() && !account.domains.contains(&domain) {
            account.domains.push(domain);
        }
    }
    if row.plan.is_some() {
        account.plan.clone_from(&row.plan);
    }
    if row.revenue.is_some() {
        account.revenue = row.revenue;
    }
    if let Some(currency) = &row.currency {
        if currency.len() == 3 && currency.chars().all(|letter| letter.is_ascii_uppercase()) {
            account.currency = Some(currency.clone());
        } else {
            findings.add("currencies that are no three capital letters were left out", row.row);
        }
    }
    account.renewal = row.renewal.or(account.renewal);
    account.segment_attributes.extend(row.segment_attributes.clone());
    if row.external_id != row.name {
        account.segment_attributes.insert(id_attribute(&row.source), row.external_id.clone());
    }
}

/// The accounts that were here before, laid out for finding.
struct Known<'a> {
    accounts: &'a [Account],
    places: HashMap<AccountId, usize>,
    by_attribute: HashMap<(&'a str, &'a str), usize>,
    index: AccountIndex,
    options: &'a NotePlanOptions,
}

/// A way to find the account of a row: every place that comes into question, the likeliest first.
type Find<'a> = fn(&Known<'a>, &ImportedAccount) -> Vec<usize>;

impl<'a> Known<'a> {
    fn new(accounts: &'a [Account], options: &'a NotePlanOptions) -> Self {
        let mut known = Self {
            accounts,
            places: accounts.iter().zip(0..).map(|(account, place)| (account.id, place)).collect(),
            by_attribute: HashMap::new(),
            index: index(accounts),
            options,
        };
        for (account, place) in accounts.iter().zip(0..) {
            for (name, value) in &account.segment_attributes {
                known.by_attribute.entry((name, value)).or_insert(place);
            }
        }
        known
    }

    /// The place of each row's account.
    fn find_all(&self, rows: &[ImportedAccount]) -> Vec<Option<usize>> {
        let ways: [Find<'a>; 4] = [Self::by_id, Self::by_confirmation, Self::by_name, Self::by_domain];
        let mut found = vec![None; rows.len()];
        let mut claimed = HashSet::new();
        for find in ways {
            for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                let mut places = find(self, row).into_iter().filter(|place| self.may_be(*place, row));
                *found = places.find(|place| claimed.insert(*place));
            }
        }
        found
    }

    /// Two ids in one source are two accounts, whatever they are called.
    fn may_be(&self, place: usize, row: &ImportedAccount) -> bool {
        let id = self.accounts[place].segment_attributes.get(&id_attribute(&row.source));
        id.is_none_or(|id| *id == row.external_id)
    }

    fn by_id(&self, row: &ImportedAccount) -> Vec<usize> {
        let name = id_attribute(&row.source);
        self.by_attribute.get(&(name.as_str(), row.external_id.as_str())).copied().into_iter().collect()
    }

    fn by_confirmation(&self, row: &ImportedAccount) -> Vec<usize> {
        let confirmed = self.options.confirmed.get(&row.name);
        confirmed.and_then(|id| self.places.get(id)).copied().into_iter().collect()
    }

    fn by_name(&self, row: &ImportedAccount) -> Vec<usize> {
        let contact = ImportedContact { company: Some(row.name.clone()), ..ImportedContact::default() };
        self.candidates(&contact, |_, reason| matches!(reason, MatchReason::SameName(_)))
    }

    fn by_domain(&self, row: &ImportedAccount) -> Vec<usize> {
        let domains =
            row.domains.iter().map(|domain| plain_domain(domain)).filter(|domain| !domain.is_empty());
        domains
            .flat_map(|domain| {
                let email = Some(format!("x@{domain}"));
                let contact = ImportedContact { email, ..ImportedContact::default() };
                self.candidates(&contact, |account, reason| {
                    let has = || account.domains.iter().any(|known| plain_domain(known) == domain);
                    matches!(reason, MatchReason::Domain(_)) && has()
                })
            })
            .collect()
    }

    fn candidates(
        &self,
        contact: &ImportedContact,
        fits: impl Fn(&Account, &MatchReason) -> bool,
    ) -> Vec<usize> {
        let candidates = match self.index.find(contact) {
            AccountMatch::Unknown => Vec::new(),
            AccountMatch::Certain(candidate) => vec![candidate],
            AccountMatch::Proposed(candidates) => candidates,
        };
        let places = candidates.iter().map(|candidate| (self.places[&candidate.account], &candidate.reason));
        places
            .filter(|(place, reason)| fits(&self.accounts[*place], reason))
            .map(|(place, _)| place)
            .collect()
    }
}

/// Accounts laid out so that contacts find theirs.
pub(super) fn index(accounts: &[Account]) -> AccountIndex {
    let external: Vec<Vec<String>> = accounts.iter().map(external_ids).collect();
    AccountIndex::new(accounts.iter().zip(&external).map(|(account, external_ids)| KnownAccount {
        id: account.id,
        name: &account.name,
        domains: &account.domains,
        external_ids,
    }))
}
