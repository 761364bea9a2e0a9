//! Lists of accounts and of subscriptions from anywhere, RavenStack's tables among them.

use crate::notes::feedback::NoteTarget as T;
use crate::notes::feedback::{Others, Rows, TableSource, offered};
use crate::table::header_words;

pub(crate) static ACCOUNTS: [TableSource; 2] = [
    TableSource {
        rows: Rows::Subscriptions,
        marks: &["subscription id", "account id"],
        columns: &[
            ("account id", T::AccountId),
            ("start date", T::Time),
            ("started at", T::Time),
            ("end date", T::Renewal),
            ("ended at", T::Renewal),
        ],
        others: Others::Propose,
        ..TableSource::ANY
    },
    TableSource {
        rows: Rows::Accounts,
        columns: &[
            ("account id", T::AccountId),
            ("company id", T::AccountId),
            ("id", T::AccountId),
            ("customer id", T::AccountId),
            ("account name", T::Company),
            ("company name", T::Company),
            ("company", T::Company),
            ("name", T::Company),
            ("customer", T::Company),
            ("customer name", T::Company),
            // Of the account, nothing here asks when it came.
            ("created at", T::Custom),
            ("signup date", T::Custom),
        ],
        others: Others::Propose,
        ..TableSource::ANY
    },
];

/// Whether a header alone shows a list of accounts: a company, what it pays, has or is found under, and nothing
/// that anybody said.
pub(crate) fn is_accounts(header: &[String]) -> bool {
    let words: Vec<String> = header.iter().map(|name| header_words(name)).collect();
    let is_called = |targets: &[T]| {
        targets.iter().any(|target| words.iter().any(|word| target.header_words().contains(&word.as_str())))
    };
    let names_company = is_called(&[T::Company, T::AccountId]) || words.iter().any(|word| word == "customer");
    let of_accounts: Vec<T> = T::ALL
        .iter()
        .copied()
        .filter(|target| offered(Rows::Accounts, *target) && !offered(Rows::Notes, *target))
        .collect();
    names_company && is_called(&of_accounts) && !is_called(&[T::Text, T::Rating, T::Email])
}
