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

pub(crate) static CONTACTS: [TableSource; 1] = [TableSource {
    rows: Rows::Contacts,
    columns: &[
        ("id", T::AuthorId),
        ("contact id", T::AuthorId),
        ("user id", T::AuthorId),
        ("title", T::Role),
    ],
    ..TableSource::ANY
}];

/// Whether one of the columns is called one of these targets.
fn has(words: &[String], targets: &[T]) -> bool {
    targets.iter().any(|target| words.iter().any(|word| target.header_words().contains(&word.as_str())))
}

/// Whether a header alone shows a list of accounts: a company, what it pays, has or is found under, and nothing
/// that anybody said.
pub(crate) fn is_accounts(header: &[String]) -> bool {
    let words: Vec<String> = header.iter().map(|name| header_words(name)).collect();
    let names_company = has(&words, &[T::Company, T::AccountId])
        || words.iter().any(|word| word == "customer" || word == "name");
    let of_accounts = |target: &T| offered(Rows::Accounts, *target) && !offered(Rows::Notes, *target);
    let of_accounts: Vec<T> = T::ALL.iter().copied().filter(of_accounts).collect();
    names_company && has(&words, &of_accounts) && !has(&words, &[T::Text, T::Rating, T::Email])
}

/// Whether a header alone shows a list of people: addresses with names or companies, and nothing they said.
pub(crate) fn is_contacts(header: &[String]) -> bool {
    let words: Vec<String> = header.iter().map(|name| header_words(name)).collect();
    has(&words, &[T::Email])
        && has(&words, &[T::AuthorName, T::LastName, T::Company])
        && !has(&words, &[T::Text, T::Rating])
}
