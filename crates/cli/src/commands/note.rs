//! `outweigh note add|list|show`

use std::io::{IsTerminal, Read};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use outweigh_connect::notes::{ImportedContact, ImportedNote};
use outweigh_core::domain::{ERASED, NoteBody, NoteState, SourceKind};
use outweigh_core::ids::{AccountId, NoteId, ProductId};
use outweigh_core::workspace::Workspace;
use outweigh_server::{Captured, NoteReader, capture, note_rows};
use outweigh_store::Store;

use crate::output;
use crate::workspace;

#[derive(Debug, Subcommand)]
pub enum Note {
    /// Take a note down; without words they are read from standard input: `pbpaste | outweigh note add`
    Add(Add),
    /// List notes, newest first
    List {
        /// open, processed, snoozed, dismissed, or all
        #[arg(long, default_value = "open")]
        state: String,
        /// Only those of this source
        #[arg(long)]
        source: Option<String>,
        /// How many
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Show one note with all its words
    Show {
        /// Its id
        note: NoteId,
    },
}

#[derive(Debug, Args)]
pub struct Add {
    /// What was said
    text: Vec<String>,
    #[arg(long)]
    title: Option<String>,
    /// Where it comes from, by name; added when missing
    #[arg(long, default_value = "Quick capture")]
    source: String,
    /// What kind of source it is, when it is new: support, email, interview, sales_call ..
    #[arg(long, default_value = "internal")]
    kind: SourceKind,
    /// The account it comes from: name or id; otherwise it is found by the contact's mail domain
    #[arg(long)]
    account: Option<String>,
    /// Who said it: `Ann <ann@acme.example>`, an address, or a name
    #[arg(long)]
    contact: Option<String>,
    /// Key of the product it is about
    #[arg(long)]
    product: Option<String>,
    #[arg(long)]
    url: Option<String>,
    #[arg(long = "tag")]
    tags: Vec<String>,
}

impl Note {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        match self {
            Self::Add(add) => add.run(database).await,
            Self::List { state, source, limit } => {
                list(&workspace::open(database).await?, &state, source.as_deref(), limit).await
            }
            Self::Show { note } => show(&workspace::open(database).await?, note).await,
        }
    }
}

impl Add {
    async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open_or_make(&workspace::address(database)?).await?;
        let text = words(&self.text)?;
        let edits = {
            let read = store.read();
            let captured = self.captured(&read, text)?;
            capture(&read, captured).map_err(|problem| anyhow::anyhow!(problem.detail))?
        };
        let id = edits.last().context("no note")?.entity().id;
        workspace::write(&store, "", edits).await?;
        let row = note_rows(&store, &NoteReader::default(), vec![NoteId(id)])
            .await
            .map_err(|problem| anyhow::anyhow!(problem.detail))?;
        let account = row.first().and_then(|row| row.account.as_ref());
        output::print(&match account {
            Some(account) => format!("Added note {id} of {}.", account.name),
            None => format!("Added note {id}."),
        })
    }

    fn captured(self, workspace: &Workspace, text: String) -> Result<Captured> {
        let known = workspace.sources.iter().find(|source| source.name.eq_ignore_ascii_case(&self.source));
        let kind = known.map_or(self.kind, |source| source.kind);
        let note = ImportedNote {
            text,
            title: self.title,
            author: self.contact.as_deref().map(contact),
            url: self.url,
            tags: self.tags,
            ..ImportedNote::new(kind, self.source)
        };
        let account = self.account.map(|name| account(workspace, &name)).transpose()?;
        let product = self.product.map(|key| product(workspace, &key)).transpose()?;
        Ok(Captured { note, account, product })
    }
}

/// The words given, or those on standard input.
fn words(given: &[String]) -> Result<String> {
    if !given.is_empty() {
        return Ok(given.join(" "));
    }
    let mut input = std::io::stdin();
    if input.is_terminal() {
        anyhow::bail!("there are no words\nhint: give them, or pipe them in: pbpaste | outweigh note add");
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).context("failed to read standard input")?;
    let text = String::from_utf8(bytes).context("failed to read standard input: it is no UTF-8 text")?;
    Ok(text.trim().replace("\r\n", "\n"))
}

/// `Ann <ann@acme.example>`, an address or a name.
fn contact(told: &str) -> ImportedContact {
    let told = told.trim();
    let some = |text: &str| Some(text.trim().trim_matches('"').to_owned()).filter(|text| !text.is_empty());
    let (name, email) = match told.split_once('<') {
        Some((name, rest)) => (some(name), some(rest.trim_end_matches('>'))),
        None if told.contains('@') => (None, some(told)),
        None => (some(told), None),
    };
    ImportedContact { name, email: email.map(|email| email.to_lowercase()), ..ImportedContact::default() }
}

/// The account with this id or name.
pub fn account(workspace: &Workspace, text: &str) -> Result<AccountId> {
    let by_id = text.parse::<AccountId>().ok().and_then(|id| workspace.accounts.get(id));
    let by_name = || workspace.accounts.iter().find(|account| account.name.eq_ignore_ascii_case(text));
    Ok(by_id.or_else(by_name).with_context(|| format!("there is no account \"{text}\""))?.id)
}

/// The product with this key.
pub fn product(workspace: &Workspace, key: &str) -> Result<ProductId> {
    Ok(workspace.product_by_key(key).with_context(|| format!("there is no product {key}"))?.id)
}

async fn list(store: &Store, state: &str, source: Option<&str>, limit: usize) -> Result<()> {
    let wanted = match state {
        "all" => None,
        state => Some(state.parse::<NoteState>().map_err(|e| anyhow::anyhow!("{e}, or all"))?),
    };
    let ids = {
        let read = store.read();
        let of_source = |id| {
            read.sources.get(id).is_some_and(|s| source.is_none_or(|name| s.name.eq_ignore_ascii_case(name)))
        };
        let mut notes: Vec<_> = read
            .notes
            .iter()
            .filter(|note| wanted.is_none_or(|wanted| note.state == wanted) && of_source(note.source_id))
            .collect();
        notes.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
        notes.truncate(limit);
        notes.into_iter().map(|note| note.id).collect::<Vec<_>>()
    };
    let rows = note_rows(store, &NoteReader::default(), ids)
        .await
        .map_err(|problem| anyhow::anyhow!(problem.detail))?;
    let mut table = output::table(&["id", "day", "source", "account", "state", "note"]);
    for row in rows {
        let words = if row.erased { ERASED.to_owned() } else { row.title.unwrap_or(row.excerpt) };
        table.add_row([
            row.id.to_string(),
            row.at.to_zoned(TimeZone::UTC).date().to_string(),
            row.source.name,
            row.account.map(|account| account.name).unwrap_or_default(),
            row.state.to_string(),
            words,
        ]);
    }
    output::print(&table.to_string())
}

async fn show(store: &Store, id: NoteId) -> Result<()> {
    let rows = note_rows(store, &NoteReader::default(), vec![id])
        .await
        .map_err(|problem| anyhow::anyhow!(problem.detail))?;
    let row = rows.into_iter().next().with_context(|| format!("there is no note {id}"))?;
    let seal = store.read().notes.get(id).and_then(|note| note.body.seal());
    let words = match seal {
        Some(seal) => store.words([seal]).await?.remove(&seal),
        None => None,
    };
    let text = match words.map(|words| NoteBody::read(&words)) {
        Some(Ok(body)) => body.text,
        _ => ERASED.to_owned(),
    };
    let mut table = output::table(&["field", "value"]);
    let fields = [
        ("title", row.title),
        ("source", Some(row.source.name)),
        ("said", Some(row.at.to_string())),
        ("contact", row.contact.map(|contact| contact.name).or(row.author)),
        ("account", row.account.map(|account| account.name)),
        ("state", Some(row.state.to_string())),
        ("tags", Some(row.tags.join(", ")).filter(|tags| !tags.is_empty())),
    ];
    for (field, value) in fields.into_iter().filter_map(|(field, value)| Some((field, value?))) {
        table.add_row([field.to_owned(), value]);
    }
    output::print(&format!("{table}\n\n{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_told_in_three_ways() {
        for (told, name, email) in [
            ("Ann <Ann@Acme.example>", Some("Ann"), Some("ann@acme.example")),
            ("\"Ann Smith\" <ann@acme.example>", Some("Ann Smith"), Some("ann@acme.example")),
            ("<ann@acme.example>", None, Some("ann@acme.example")),
            (" ann@acme.example ", None, Some("ann@acme.example")),
            ("Ann", Some("Ann"), None),
        ] {
            let found = contact(told);
            assert_eq!((found.name.as_deref(), found.email.as_deref()), (name, email), "{told}");
        }
    }
}
