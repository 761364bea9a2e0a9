//! Finds the account a contact belongs to: surely by id, mail domain or name, or as proposals that a person
//! confirms.

mod free_mail;
mod names;

use std::collections::HashMap;

use outweigh_core::ids::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ImportedContact;
use names::{NameIndex, normalised};

/// How alike a name must be to be proposed; see [`AccountCandidate::score`].
const ALIKE: f64 = 0.55;
/// Proposals per contact.
const MOST_PROPOSALS: usize = 3;
/// Score of an account that shares its domain or name with others, or is contradicted.
const DOUBTED: f64 = 0.9;
/// Score of an account whose name reads like the mail domain.
const READS_LIKE_DOMAIN: f64 = 0.8;

/// An account of the workspace, as far as matching needs it.
#[derive(Debug, Clone, Copy)]
pub struct KnownAccount<'a> {
    /// Its id in the workspace.
    pub id: AccountId,
    /// Its name.
    pub name: &'a str,
    /// The domains of its mail addresses.
    pub domains: &'a [String],
    /// Its ids in the source that is imported, if any are known.
    pub external_ids: &'a [String],
}

/// What is known about a contact's account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountMatch {
    /// Nothing points to an account.
    Unknown,
    /// It is this one.
    Certain(AccountCandidate),
    /// It may be one of these, the likeliest first; a person has to say.
    Proposed(Vec<AccountCandidate>),
}

/// An account a contact may belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AccountCandidate {
    /// Which account.
    pub account: AccountId,
    /// From 0 to 1, for ordering and showing; no probability. 1 for a certain one, how alike the names are for
    /// a similar one.
    pub score: f64,
    /// Why.
    pub reason: MatchReason,
}

/// What points to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// The source names the account by its id.
    ExternalId(String),
    /// The mail address is under this domain of the account.
    Domain(String),
    /// The company has the account's name, but for case, punctuation and legal form.
    SameName(String),
    /// The company's name is like the account's, which is this.
    SimilarName(String),
    /// The account's name reads like this mail domain.
    NameLikeDomain(String),
}

impl MatchReason {
    /// The reason as a sentence for the person who confirms.
    pub fn sentence(&self) -> String {
        match self {
            Self::ExternalId(id) => format!("the source names the account \"{id}\""),
            Self::Domain(domain) => format!("the mail address is at {domain}"),
            Self::SameName(name) => format!("the company is called \"{name}\""),
            Self::SimilarName(name) => format!("the company's name is like \"{name}\""),
            Self::NameLikeDomain(domain) => format!("its name reads like the mail domain {domain}"),
        }
    }
}

/// All known accounts, laid out for matching: building it costs once, a contact then costs microseconds.
pub struct AccountIndex {
    ids: Vec<AccountId>,
    names: Vec<String>,
    by_external_id: HashMap<String, Vec<usize>>,
    by_domain: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// By name without blanks, as a domain spells it.
    by_run_together_name: HashMap<String, Vec<usize>>,
    alike: NameIndex,
}

impl AccountIndex {
    /// Lays out the accounts. Free-mail domains that an account claims count for nothing.
    pub fn new<'a>(accounts: impl IntoIterator<Item = KnownAccount<'a>>) -> Self {
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        let mut maps: [HashMap<String, Vec<usize>>; 4] = Default::default();
        let [by_external_id, by_domain, by_name, by_run_together_name] = &mut maps;
        let add = |map: &mut HashMap<String, Vec<usize>>, key: String, place| {
            let places = map.entry(key).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        };
        let mut comparable = Vec::new();
        for (place, account) in accounts.into_iter().enumerate() {
            for id in account.external_ids {
                add(by_external_id, id.clone(), place);
            }
            let domains = account.domains.iter().map(|domain| plain_domain(domain));
            for domain in domains.filter(|domain| !domain.is_empty() && !free_mail::is_free_mail(domain)) {
                add(by_domain, domain, place);
            }
            let name = normalised(account.name);
            if !name.is_empty() {
                add(by_name, name.clone(), place);
                add(by_run_together_name, name.replace(' ', ""), place);
            }
            comparable.push(name);
            ids.push(account.id);
            names.push(account.name.to_owned());
        }
        let alike = NameIndex::new(&comparable);
        let [by_external_id, by_domain, by_name, by_run_together_name] = maps;
        Self { ids, names, by_external_id, by_domain, by_name, by_run_together_name, alike }
    }

    /// The account of a contact.
    pub fn find(&self, contact: &ImportedContact) -> AccountMatch {
        let by_id = contact.account_id.as_ref().and_then(|id| Some((id, self.by_external_id.get(id)?)));
        if let Some((id, [place])) = by_id.map(|(id, places)| (id, &places[..])) {
            return AccountMatch::Certain(self.candidate(*place, 1.0, MatchReason::ExternalId(id.clone())));
        }
        let domain = contact.email.as_deref().and_then(mail_domain);
        let by_domain = domain.as_deref().and_then(|domain| self.under(domain));
        let company = contact.company.as_deref().map(normalised).filter(|name| !name.is_empty());
        let by_name = company.as_ref().and_then(|name| self.by_name.get(name)).map_or(&[][..], Vec::as_slice);
        match (by_domain, by_name) {
            (Some((domain, places)), named) => self.by_domain(domain, places, named),
            (None, [place]) => AccountMatch::Certain(self.named(*place, 1.0)),
            (None, named @ [_, ..]) => self.proposed(named.iter().map(|place| self.named(*place, DOUBTED))),
            (None, []) => self.guess(company.as_deref(), domain.as_deref()),
        }
    }

    /// A domain decides, unless several accounts claim it or the company's name says otherwise.
    fn by_domain(&self, domain: &str, places: &[usize], named: &[usize]) -> AccountMatch {
        let reason = || MatchReason::Domain(domain.to_owned());
        let both: Vec<usize> = places.iter().copied().filter(|place| named.contains(place)).collect();
        match (places, &both[..]) {
            (_, [place]) => AccountMatch::Certain(self.candidate(*place, 1.0, reason())),
            ([place], []) if named.is_empty() => AccountMatch::Certain(self.candidate(*place, 1.0, reason())),
            _ => {
                let others = named.iter().filter(|place| !places.contains(place));
                let by_domain = places.iter().map(|place| self.candidate(*place, DOUBTED, reason()));
                self.proposed(by_domain.chain(others.map(|place| self.named(*place, DOUBTED))))
            }
        }
    }

    /// Accounts with a name like the company's, or like the domain where no company is named.
    fn guess(&self, company: Option<&str>, domain: Option<&str>) -> AccountMatch {
        if let Some(company) = company {
            let alike = self.alike.alike(company, ALIKE, MOST_PROPOSALS);
            return self.proposed(alike.into_iter().map(|(place, score)| {
                self.candidate(place, score, MatchReason::SimilarName(self.names[place].clone()))
            }));
        }
        let Some(domain) = domain.filter(|domain| !free_mail::is_free_mail(domain)) else {
            return AccountMatch::Unknown;
        };
        let reason = || MatchReason::NameLikeDomain(domain.to_owned());
        let labels = domain.rsplit('.').skip(1);
        let places = labels.filter_map(|label| self.by_run_together_name.get(&label.replace('-', "")));
        self.proposed(places.flatten().map(|place| self.candidate(*place, READS_LIKE_DOMAIN, reason())))
    }

    /// The accounts under the longest known domain that ends the given one.
    fn under<'a>(&self, domain: &'a str) -> Option<(&'a str, &[usize])> {
        let mut rest = domain;
        loop {
            if let Some(places) = self.by_domain.get(rest) {
                return Some((rest, places));
            }
            rest = rest.split_once('.')?.1;
        }
    }

    fn candidate(&self, place: usize, score: f64, reason: MatchReason) -> AccountCandidate {
        AccountCandidate { account: self.ids[place], score, reason }
    }

    fn named(&self, place: usize, score: f64) -> AccountCandidate {
        self.candidate(place, score, MatchReason::SameName(self.names[place].clone()))
    }

    fn proposed(&self, candidates: impl Iterator<Item = AccountCandidate>) -> AccountMatch {
        let candidates: Vec<_> = candidates.take(MOST_PROPOSALS).collect();
        if candidates.is_empty() { AccountMatch::Unknown } else { AccountMatch::Proposed(candidates) }
    }
}

/// The domain of a mail address in lower case.
pub(crate) fn mail_domain(email: &str) -> Option<String> {
    let domain = plain_domain(email.rsplit_once('@')?.1);
    (!domain.is_empty()).then_some(domain)
}

/// `https://www.Acme.com/about`, `@acme.com` and `acme.com.` are all `acme.com`.
pub(crate) fn plain_domain(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.trim_matches(['.', '@', ' ']);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests;
