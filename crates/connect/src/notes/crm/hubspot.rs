//! HubSpot's exports of companies, deals and contacts. Labels are those of an English account; the columns are
//! chosen by whoever exports.

use outweigh_core::domain::SourceKind;

use crate::notes::feedback::NoteTarget as T;
use crate::notes::feedback::{Others, Record, Rows, TableSource};

const NAME: &str = "HubSpot";

pub(crate) static HUBSPOT: [TableSource; 3] = [
    TableSource {
        name: NAME,
        rows: Rows::Deals,
        kind: SourceKind::WinLoss,
        marks: &["record id", "deal name", "deal stage"],
        columns: &[
            ("record id", T::Id),
            ("deal name", T::Title),
            ("close date", T::Time),
            ("closed lost reason", T::Text),
            ("closed won reason", T::Text),
            ("associated company ids", T::AccountId),
            ("associated company primary", T::Company),
            ("associated company", T::Company),
            ("annual recurring revenue", T::Revenue),
            ("annual contract value", T::Revenue),
            ("monthly recurring revenue", T::MonthlyRevenue),
            ("currency", T::Currency),
            ("deal currency", T::Currency),
        ],
        others: Others::Keep,
        complete: first_company,
        ..TableSource::ANY
    },
    TableSource {
        name: NAME,
        rows: Rows::Accounts,
        marks: &["record id", "company name"],
        columns: &[
            ("record id", T::AccountId),
            ("company name", T::Company),
            ("company domain name", T::Domains),
            ("website url", T::Domains),
            ("annual recurring revenue", T::Revenue),
            ("arr", T::Revenue),
            ("monthly recurring revenue", T::MonthlyRevenue),
            ("mrr", T::MonthlyRevenue),
            // What the company itself turns over a year, not what it pays: a property like its industry.
            ("annual revenue", T::Custom),
            ("plan", T::Plan),
            ("currency", T::Currency),
            ("renewal date", T::Renewal),
            ("contract end date", T::Renewal),
        ],
        others: Others::Keep,
        ..TableSource::ANY
    },
    TableSource {
        name: NAME,
        rows: Rows::Contacts,
        marks: &["record id", "first name", "last name", "email"],
        columns: &[
            ("record id", T::AuthorId),
            ("email", T::Email),
            ("job title", T::Role),
            ("associated company ids", T::AccountId),
            ("associated company primary", T::Company),
            ("associated company", T::Company),
            ("company name", T::Company),
        ],
        others: Others::Propose,
        complete: first_company,
        ..TableSource::ANY
    },
];

/// A record may be tied to several companies, the primary one first.
fn first_company(record: &mut Record) {
    let contact = &mut record.contact;
    for cell in [&mut contact.account_id, &mut contact.company].into_iter().flatten() {
        if let Some((first, _)) = cell.split_once(';') {
            *cell = first.trim().to_owned();
        }
    }
}
