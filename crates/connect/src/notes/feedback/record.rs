//! One row with its cells read, and what it becomes: a note, a contact or an account.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::domain::SourceKind;

use crate::notes::matching::plain_domain;
use crate::notes::text::{characters, clean};
use crate::notes::{Aside, AsideKind, ImportedAccount, ImportedContact, ImportedNote, ImportedRating};
use crate::table::header_words;

/// The cells of a row by what they mean.
#[derive(Default)]
pub(crate) struct Record {
    pub(crate) row: usize,
    pub(crate) id: Option<String>,
    /// Where the row itself tells it.
    pub(crate) kind: Option<SourceKind>,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    /// What was said, each below the question it answers.
    pub(crate) answers: Vec<Answer>,
    pub(crate) rating: Option<ImportedRating>,
    pub(crate) time: Option<Timestamp>,
    pub(crate) language: Option<String>,
    pub(crate) tags: Vec<String>,
    /// The person; `external_id` is the person's.
    pub(crate) contact: ImportedContact,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) domains: Vec<String>,
    pub(crate) plan: Option<String>,
    /// Per year.
    pub(crate) revenue: Option<f64>,
    pub(crate) currency: Option<String>,
    pub(crate) renewal: Option<Date>,
    pub(crate) custom: BTreeMap<String, String>,
}

/// One answer of a form; the question is empty where the column's name is none.
pub(crate) struct Answer {
    pub(crate) question: String,
    pub(crate) words: String,
}

impl Record {
    /// The custom value of the first of these header words that is filled.
    pub(crate) fn custom(&self, words: &[&str]) -> Option<&str> {
        let by_word = |word: &&str| {
            self.custom.iter().find(|(name, _)| header_words(name) == **word).map(|(_, value)| value.as_str())
        };
        words.iter().find_map(by_word)
    }

    /// The person, when anything is known of them.
    pub(crate) fn take_contact(&mut self) -> Option<ImportedContact> {
        let mut contact = std::mem::take(&mut self.contact);
        let parts = [self.first_name.take(), self.last_name.take()];
        let full: Vec<String> = parts.into_iter().flatten().collect();
        contact.name = contact.name.or_else(|| Some(full.join(" ")).filter(|name| !name.is_empty()));
        // Products often know their users by mail address.
        let id = contact.external_id.as_deref().filter(|id| is_email(id)).map(str::to_lowercase);
        contact.email = contact.email.or(id);
        (contact != ImportedContact::default()).then_some(contact)
    }

    /// The note, without an external id where the row has none; `None` when there are no words in it.
    ///
    /// All answers of one response are one note: it is read once, its rating counts once, and whoever triages
    /// it sees what the person thinks as a whole. The questions stand above the answers as asides, so that
    /// neither search nor themes take them for the customer's words. A lone answer needs no heading; its
    /// question is the title.
    pub(crate) fn note(mut self, source: &str, kind: SourceKind) -> Option<ImportedNote> {
        let author = self.take_contact();
        let answers: Vec<Answer> = std::mem::take(&mut self.answers);
        let (text, asides, question) = written(&answers);
        let (text, title) = match (text.is_empty(), self.title.take()) {
            (false, title) => (text, title.or(question)),
            (true, Some(title)) => (title, None),
            (true, None) => return None,
        };
        let facts = [
            ("Plan", self.plan.take()),
            ("Revenue", self.revenue.map(|revenue| revenue.to_string())),
            ("Currency", self.currency.take()),
            ("Renewal", self.renewal.map(|day| day.to_string())),
        ];
        for (name, value) in facts {
            self.custom.extend(value.map(|value| (name.to_owned(), value)));
        }
        let external_id = self.id.take().unwrap_or_default();
        Some(ImportedNote {
            url: self.url,
            title,
            asides,
            author,
            happened_at: self.time,
            rating: self.rating,
            language: self.language,
            tags: self.tags,
            custom: self.custom,
            row: self.row,
            external_id,
            text,
            ..ImportedNote::new(self.kind.unwrap_or(kind), source)
        })
    }

    /// The account; `None` when neither a name nor an id says which.
    pub(crate) fn account(self, source: &str) -> Option<ImportedAccount> {
        let external_id = self.contact.account_id.or(self.id);
        let name = self.contact.company.or_else(|| external_id.clone())?;
        Some(ImportedAccount {
            row: self.row,
            source: source.to_owned(),
            external_id: external_id.unwrap_or_else(|| name.clone()),
            name,
            domains: self
                .domains
                .iter()
                .map(|domain| plain_domain(domain))
                .filter(|domain| domain.contains('.'))
                .collect(),
            plan: self.plan,
            revenue: self.revenue,
            currency: self.currency,
            renewal: self.renewal,
            segment_attributes: self.custom,
        })
    }
}

/// The answers as one text, the questions in it as asides, and the question of a lone answer.
fn written(answers: &[Answer]) -> (String, Vec<Aside>, Option<String>) {
    let answers: Vec<(String, String)> = answers
        .iter()
        .map(|answer| (clean(&answer.question), clean(&answer.words)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    if let [(question, words)] = &answers[..] {
        let question = (!question.is_empty()).then(|| question.clone());
        return (words.clone(), Vec::new(), question);
    }
    let (mut text, mut length, mut asides) = (String::new(), 0, Vec::new());
    for (question, words) in &answers {
        if !text.is_empty() {
            text.push_str("\n\n");
            length += 2;
        }
        if !question.is_empty() {
            let end = length + characters(question);
            asides.push(Aside { kind: AsideKind::Question, start: length, end });
            text.push_str(question);
            text.push('\n');
            length = end + 1;
        }
        text.push_str(words);
        length += characters(words);
    }
    (text, asides, None)
}

/// Whether a text has the form of a mail address.
pub(super) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'))
        && !text.contains(char::is_whitespace)
}
