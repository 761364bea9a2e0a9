//! One note in a line.

use jiff::Timestamp;
use jiff::civil::Date;
use outweigh_core::domain::{
    EntityKind, EntityRef, Evidence, Health, Note, NoteBody, NoteState, Rating, SourceKind, Statement,
};
use outweigh_core::ids::{AccountId, ContactId, NoteId, ProductId, SourceId, ThemeId};
use outweigh_core::workspace::Workspace;
use outweigh_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

use super::reading::{KindShown, NoteRead, NoteReader, own_words};
use crate::problem::Problem;
use crate::quotes::Bodies;
use crate::themes::ThemeBook;

/// Characters shown of a text.
const EXCERPT: usize = 200;

/// One note in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteRow {
    pub id: NoteId,
    pub version: u32,
    pub source: SourceBrief,
    /// Subject, question or file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How its author's own words begin.
    pub excerpt: String,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactBrief>,
    /// Who said it, when they are no contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<NoteAccount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// ISO 639-1, as told or as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    pub tags: Vec<String>,
    /// A snoozed note is open again on its day.
    pub state: NoteState,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state_reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of_id: Option<NoteId>,
    /// The theme it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<NoteTheme>,
    /// Statements pinned to it.
    pub statements: usize,
    /// Items it is evidence on.
    pub evidence: usize,
    /// Of what kind it is, the likeliest first; English only.
    pub kinds: Vec<KindShown>,
    /// From -1 (angry) to 1 (delighted); English only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<f64>,
    /// Its words were erased.
    pub erased: bool,
}

/// A source in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceBrief {
    pub id: SourceId,
    pub name: String,
    pub kind: SourceKind,
}

/// A contact in a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactBrief {
    pub id: ContactId,
    pub name: String,
}

/// The account a note comes from, with what makes it weigh.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteAccount {
    pub id: AccountId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
}

/// The theme of a note.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteTheme {
    pub id: ThemeId,
    pub name: String,
}

impl NoteTheme {
    /// The theme a note is in.
    pub(super) fn of(workspace: &Workspace, themes: &ThemeBook, note: NoteId) -> Option<Self> {
        let theme = workspace.themes.get(themes.theme_of(note)?)?;
        Some(Self { id: theme.id, name: theme.name.as_ref().unwrap_or(&theme.label).clone() })
    }
}

/// The state of a note today.
pub(super) fn state_today(note: &Note, today: Date) -> NoteState {
    match note.state {
        NoteState::Snoozed if note.snoozed_until.is_some_and(|day| day <= today) => NoteState::Open,
        state => state,
    }
}

/// The lines of some notes, in the order given, with words read from the vault; those that are gone are left out.
///
/// # Errors
/// The database cannot be read.
pub async fn note_rows(
    store: &Store,
    reader: &NoteReader,
    ids: Vec<NoteId>,
) -> Result<Vec<NoteRow>, Problem> {
    let bodies = Bodies::read(store, ids.iter().copied()).await?;
    let workspace = store.read();
    Ok(ids.into_iter().filter_map(|id| note_row(&workspace, reader, id, bodies.get(id))).collect())
}

/// The line of a note, unless it is deleted.
pub(super) fn note_row(
    workspace: &Workspace,
    reader: &NoteReader,
    id: NoteId,
    body: Option<&NoteBody>,
) -> Option<NoteRow> {
    let row = workspace.notes.row(id).filter(|row| !row.deleted)?;
    let note = &row.value;
    let source = workspace.sources.get(note.source_id)?;
    let account = note.account_id.and_then(|id| workspace.accounts.get(id));
    let contact = note.contact_id.and_then(|id| workspace.contacts.get(id));
    let here = EntityRef::new(EntityKind::Note, id);
    let read = body.map(|body| reader.read(body, note.rating));
    let NoteRead { kinds, sentiment, language } = read.unwrap_or_default();
    Some(NoteRow {
        id,
        version: row.version,
        source: SourceBrief { id: source.id, name: source.name.clone(), kind: source.kind },
        title: body.and_then(|body| body.title.clone()),
        excerpt: body.map(excerpt).unwrap_or_default(),
        at: note.at,
        contact: contact
            .map(|contact| ContactBrief { id: contact.id, name: workspace.open(&contact.name).to_owned() }),
        author: body.and_then(|body| body.author.clone()),
        account: account.map(|account| NoteAccount {
            id: account.id,
            name: account.name.clone(),
            revenue: account.revenue,
            currency: account.currency.clone(),
            renewal: account.renewal,
            health: account.health,
        }),
        product_id: note.product_id,
        rating: note.rating,
        language: note.language.clone().or_else(|| language.map(str::to_owned)),
        tags: note.tags.clone(),
        state: state_today(note, workspace.today),
        state_reason: note.state_reason.clone(),
        snoozed_until: note.snoozed_until,
        duplicate_of_id: note.duplicate_of_id,
        theme: reader.theme(workspace, id),
        statements: workspace.bearing_on::<Statement>(here).count(),
        evidence: workspace.bearing_on::<Evidence>(here).count(),
        kinds,
        sentiment,
        erased: note.erased_at.is_some(),
    })
}

/// How the author's own words begin: without what is repeated and without signatures.
fn excerpt(body: &NoteBody) -> String {
    let mut shown = String::new();
    let mut characters = 0;
    for character in own_words(body).chars() {
        if character.is_whitespace() {
            if !shown.is_empty() && !shown.ends_with(' ') {
                shown.push(' ');
                characters += 1;
            }
        } else {
            shown.push(character);
            characters += 1;
        }
        if characters >= EXCERPT {
            return format!("{}…", shown.trim_end());
        }
    }
    shown.truncate(shown.trim_end().len());
    shown
}

#[cfg(test)]
mod tests {
    use outweigh_core::domain::{Aside, AsideKind};

    use super::*;

    #[test]
    fn an_excerpt_is_the_authors_own_words() {
        let body = NoteBody {
            text: "> Größe?\n\nJa,  bitte\ngross\n--\nAnn".into(),
            asides: vec![
                Aside { kind: AsideKind::Quote, start: 0, end: 8 },
                Aside { kind: AsideKind::Signature, start: 26, end: 33 },
            ],
            ..NoteBody::default()
        };
        assert_eq!(excerpt(&body), "Ja, bitte gross");
        let long = NoteBody { text: "ä".repeat(500), ..NoteBody::default() };
        assert_eq!(excerpt(&long), format!("{}…", "ä".repeat(EXCERPT)));
    }
}
