//! Salesforce: the CSVs of the Data Export (API names in capitals, 18-character ids) and of reports (labels,
//! 15-character ids, footer lines).

use outweigh_core::domain::SourceKind;

use crate::notes::feedback::NoteTarget as T;
use crate::notes::feedback::{Others, Record, Rows, TableSource};

const NAME: &str = "Salesforce";

/// What the columns of opportunities mean, in exports and in reports.
const OPPORTUNITY: &[(&str, T)] = &[
    ("id", T::Id),
    ("opportunity id", T::Id),
    ("name", T::Title),
    ("opportunity name", T::Title),
    ("accountid", T::AccountId),
    ("account id", T::AccountId),
    ("account name", T::Company),
    ("closedate", T::Time),
    ("close date", T::Time),
    ("loss reason c", T::Text),
    ("loss reason", T::Text),
    ("lost reason c", T::Text),
    ("lost reason", T::Text),
    ("closed lost reason", T::Text),
    ("win reason c", T::Text),
    ("win reason", T::Text),
    ("description", T::Text),
    ("arr c", T::Revenue),
    ("arr", T::Revenue),
    ("annual recurring revenue", T::Revenue),
    ("acv c", T::Revenue),
    ("acv", T::Revenue),
    ("mrr c", T::MonthlyRevenue),
    ("mrr", T::MonthlyRevenue),
    ("currencyisocode", T::Currency),
    ("amount currency", T::Currency),
    ("contract end date", T::Renewal),
    ("renewal date", T::Renewal),
];

/// What the columns of accounts mean.
const ACCOUNT: &[(&str, T)] = &[
    ("id", T::AccountId),
    ("account id", T::AccountId),
    ("name", T::Company),
    ("account name", T::Company),
    ("website", T::Domains),
    ("arr c", T::Revenue),
    ("arr", T::Revenue),
    ("annual recurring revenue", T::Revenue),
    ("mrr c", T::MonthlyRevenue),
    ("mrr", T::MonthlyRevenue),
    // What the company itself turns over, not what it pays.
    ("annualrevenue", T::Custom),
    ("annual revenue", T::Custom),
    ("plan c", T::Plan),
    ("plan", T::Plan),
    ("currencyisocode", T::Currency),
    ("renewal date c", T::Renewal),
    ("renewal date", T::Renewal),
    ("contract end date c", T::Renewal),
    ("contract end date", T::Renewal),
    ("isdeleted", T::Ignore),
    ("systemmodstamp", T::Ignore),
];

const CONTACT: &[(&str, T)] = &[
    ("id", T::AuthorId),
    ("contact id", T::AuthorId),
    ("accountid", T::AccountId),
    ("account id", T::AccountId),
    ("account name", T::Company),
    ("firstname", T::FirstName),
    ("lastname", T::LastName),
    ("email", T::Email),
    ("title", T::Role),
];

const CASE: &[(&str, T)] = &[
    ("id", T::Id),
    ("case number", T::Id),
    ("casenumber", T::Id),
    ("subject", T::Title),
    ("description", T::Text),
    ("accountid", T::AccountId),
    ("account name", T::Company),
    ("contactid", T::AuthorId),
    ("contact name", T::AuthorName),
    ("suppliedname", T::AuthorName),
    ("suppliedemail", T::Email),
    ("contact email", T::Email),
    ("createddate", T::Time),
    ("date time opened", T::Time),
    ("opened date", T::Time),
];

/// A table of opportunities with these marks.
const fn opportunities(marks: &'static [&'static str]) -> TableSource {
    TableSource { rows: Rows::Deals, kind: SourceKind::WinLoss, columns: OPPORTUNITY, ..table(marks) }
}

const fn table(marks: &'static [&'static str]) -> TableSource {
    TableSource { name: NAME, marks, others: Others::Keep, complete: long_ids, ..TableSource::ANY }
}

pub(crate) static SALESFORCE: [TableSource; 8] = [
    opportunities(&["id", "accountid", "stagename", "closedate"]),
    opportunities(&["opportunity name", "stage", "close date"]),
    TableSource { kind: SourceKind::Support, columns: CASE, ..table(&["id", "casenumber", "subject"]) },
    TableSource { kind: SourceKind::Support, columns: CASE, ..table(&["case number", "subject"]) },
    TableSource {
        rows: Rows::Contacts,
        columns: CONTACT,
        ..table(&["id", "accountid", "lastname", "systemmodstamp"])
    },
    TableSource {
        rows: Rows::Contacts,
        columns: CONTACT,
        others: Others::Propose,
        ..table(&["contact id", "last name"])
    },
    TableSource {
        rows: Rows::Accounts,
        columns: ACCOUNT,
        ..table(&["id", "name", "isdeleted", "systemmodstamp"])
    },
    TableSource {
        rows: Rows::Accounts,
        columns: ACCOUNT,
        ..table(&["account id", "account name", "account owner"])
    },
];

fn long_ids(record: &mut Record) {
    let contact = &mut record.contact;
    for id in [&mut record.id, &mut contact.account_id, &mut contact.external_id].into_iter().flatten() {
        *id = long_id(id);
    }
}

/// The 18-character form of a 15-character id: three letters say which of its characters are capitals, five at
/// a time, so that ids differing in case only stay apart where case is lost. Anything else stays as it is.
pub(super) fn long_id(id: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return id.to_owned();
    }
    let checks = id.as_bytes().chunks(5).map(|five| {
        let capitals = five.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        char::from(LETTERS[capitals.fold(0, |bits, (place, _)| bits | 1 << place)])
    });
    id.chars().chain(checks).collect()
}
