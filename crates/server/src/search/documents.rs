//! What of each entity can be searched.

use outweigh_core::domain::{Account, Entity, EntityKind, EntityRef, Item, Note, NoteBody, Statement};
use outweigh_core::workspace::Workspace;
use outweigh_index::{Document, Edit, Facets, Kind};
use outweigh_language::language;

use crate::quotes::Bodies;

/// The kinds that can be searched.
pub(super) fn kind_of(kind: EntityKind) -> Option<Kind> {
    match kind {
        EntityKind::Note => Some(Kind::Note),
        EntityKind::Statement => Some(Kind::Statement),
        EntityKind::Item => Some(Kind::Item),
        EntityKind::Account => Some(Kind::Account),
        _ => None,
    }
}

/// How the index must change for an entity: what is deleted or erased leaves it.
pub(super) fn edit(workspace: &Workspace, bodies: &Bodies, entity: EntityRef) -> Edit {
    let document = workspace.row(entity).filter(|row| !row.deleted).and_then(|row| match &row.value {
        Entity::Note(x) => note(workspace, bodies.get(x.id)?, x),
        Entity::Statement(x) => statement(workspace, x),
        Entity::Item(x) => Some(item(x)),
        Entity::Account(x) => Some(account(x)),
        _ => None,
    });
    document.map_or(Edit::Remove(entity.id), |mut document| {
        document.has_meaning = is_english(&document);
        Edit::Upsert(Box::new(document))
    })
}

/// Whether the table knows the language; short texts get the benefit of the doubt.
fn is_english(document: &Document) -> bool {
    let text = format!("{}\n{}", document.title, document.text);
    language(&text).is_none_or(|language| language == "en")
}

fn note(workspace: &Workspace, body: &NoteBody, note: &Note) -> Option<Document> {
    let source = workspace.sources.get(note.source_id)?;
    let title = body.title.clone().unwrap_or_default();
    let mut document = Document::new(Kind::Note, note.id.0, title, own_words(body));
    document.facets = Facets {
        source_kind: Some(source.kind.as_str().to_owned()),
        account_id: note.account_id.map(|id| id.0),
        product_id: note.product_id.map(|id| id.0),
        status: Some(note.state.as_str().to_owned()),
        time_micros: Some(note.at.as_microsecond()),
        ..Facets::default()
    };
    Some(document)
}

/// The text of a note without earlier messages and signatures.
pub(crate) fn own_words(body: &NoteBody) -> String {
    if body.asides.is_empty() {
        return body.text.clone();
    }
    let aside = |at: usize| body.asides.iter().any(|a| (a.start as usize..a.end as usize).contains(&at));
    body.text.chars().enumerate().filter(|(at, _)| !aside(*at)).map(|(_, c)| c).collect()
}

fn statement(workspace: &Workspace, statement: &Statement) -> Option<Document> {
    if statement.erased_at.is_some() {
        return None;
    }
    let rest = [&statement.stakeholder, &statement.job].into_iter().flatten();
    let rest: Vec<&str> = rest.map(String::as_str).collect();
    let text = workspace.open(&statement.text);
    let mut document = Document::new(Kind::Statement, statement.id.0, text, rest.join("\n"));
    document.facets = Facets {
        product_id: statement.product_id.map(|id| id.0),
        status: Some(statement.standing.as_str().to_owned()),
        time_micros: Some(statement.created_at.as_microsecond()),
        ..Facets::default()
    };
    Some(document)
}

fn item(item: &Item) -> Document {
    let text = format!("{}\n{}\n{}", item.problem, item.description, item.key);
    let mut document = Document::new(Kind::Item, item.id.0, item.title.as_str(), text);
    document.facets = Facets {
        product_id: Some(item.product_id.0),
        status: Some(item.status.as_str().to_owned()),
        time_micros: Some(item.created_at.as_microsecond()),
        ..Facets::default()
    };
    document
}

fn account(account: &Account) -> Document {
    let attributes = account.segment_attributes.values().cloned();
    let text: Vec<String> = account.domains.iter().cloned().chain(attributes).collect();
    let mut document = Document::new(Kind::Account, account.id.0, account.name.as_str(), text.join("\n"));
    document.facets =
        Facets { account_id: Some(account.id.0), revenue: account.revenue, ..Facets::default() };
    document
}
