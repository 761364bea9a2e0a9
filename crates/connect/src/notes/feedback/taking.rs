//! Takes in what the rows of a table became, and counts what holds no words.

use std::collections::HashMap;

use outweigh_core::domain::SourceKind;

use super::record::Record;
use super::source::{Rows, TableSource};
use crate::RowProblem;
use crate::notes::collector::NoteCollector;
use crate::notes::crm::{Deals, Subscriptions};
use crate::notes::text::content_id;
use crate::notes::{ImportedAccount, ImportedContact, ImportedNote, NoteOptions, ParsedNotes};

/// The name of a source that neither the table nor a person tells.
const UNNAMED: &str = "Table";

/// The result of one table being built.
pub(super) struct Taker {
    rows: Rows,
    kind: SourceKind,
    source: String,
    collector: NoteCollector,
    accounts: Vec<ImportedAccount>,
    contacts: Vec<ImportedContact>,
    deals: Deals,
    subscriptions: Subscriptions,
    without_words: usize,
    /// How often an id made of the content occurred: two rows that read alike are two notes.
    repeated: HashMap<String, usize>,
}

impl Taker {
    pub(super) fn new(source: &TableSource, kind: SourceKind, options: &NoteOptions) -> Self {
        let named = if source.name.is_empty() { UNNAMED } else { source.name };
        Self {
            rows: source.rows,
            kind,
            source: options.source.clone().unwrap_or_else(|| named.to_owned()),
            collector: NoteCollector::default(),
            accounts: Vec::new(),
            contacts: Vec::new(),
            deals: Deals::default(),
            subscriptions: Subscriptions::default(),
            without_words: 0,
            repeated: HashMap::new(),
        }
    }

    pub(super) fn warn(&mut self, warning: &str) {
        self.collector.warn(warning);
    }

    pub(super) fn problem(&mut self, problem: RowProblem) {
        self.collector.problem(problem);
    }

    pub(super) fn take(&mut self, record: Record) {
        let row = record.row;
        match self.rows {
            Rows::Notes => self.take_note(record),
            Rows::Contacts => self.take_contact(record),
            Rows::Accounts => match record.account(&self.source) {
                Some(account) => self.accounts.push(account),
                None => self.problem(RowProblem::whole_row(row, "a company", "no company is named")),
            },
            Rows::Subscriptions => {
                if let Err(problem) = self.subscriptions.take(record) {
                    self.problem(problem);
                }
            }
            Rows::Deals => {
                if let Some(note) = self.deals.take(record) {
                    self.take_note(note);
                }
            }
        }
    }

    fn take_note(&mut self, record: Record) {
        match record.note(&self.source, self.kind) {
            Some(mut note) => {
                if note.external_id.is_empty() {
                    note.external_id = self.id_by_content(&note);
                }
                self.collector.add(note);
            }
            None => self.without_words += 1,
        }
    }

    fn id_by_content(&mut self, note: &ImportedNote) -> String {
        let email = note.author.as_ref().and_then(|author| author.email.as_deref()).unwrap_or_default();
        let time = note.happened_at.map(|time| time.to_string()).unwrap_or_default();
        let title = note.title.as_deref().unwrap_or_default();
        let id = content_id([&time, email, title, &note.text].join("\u{1f}").as_bytes());
        let count = self.repeated.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}#{count}") }
    }

    fn take_contact(&mut self, mut record: Record) {
        let id = record.id.take();
        record.contact.external_id = record.contact.external_id.take().or(id);
        match record.take_contact() {
            Some(contact) if contact.email.is_some() || contact.name.is_some() => self.contacts.push(contact),
            _ => {
                self.problem(RowProblem::whole_row(record.row, "a mail address or a name", "nobody is named"))
            }
        }
    }

    pub(super) fn finish(mut self, rows: usize) -> ParsedNotes {
        if self.without_words > 0 {
            self.collector.warn(format!(
                "{} records have no words in them and were left out; a bare score is a figure, not a note",
                self.without_words
            ));
        }
        let (deals, warnings) = self.deals.accounts(&self.source);
        warnings.into_iter().for_each(|warning| self.collector.warn(warning));
        self.accounts.extend(deals);
        self.accounts.extend(self.subscriptions.accounts(&self.source));
        self.collector.count(rows);
        let mut parsed = self.collector.finish();
        parsed.accounts = crate::notes::crm::joined(self.accounts);
        parsed.contacts = self.contacts;
        parsed.without_words = self.without_words;
        parsed
    }
}
