//! What customers said: the sources, and their notes as each import brought them.

use outweigh_core::domain::{
    Aside, AsideKind, Note, NoteBody, NoteState, Rating, RatingScale, Source, SourceKind, Turn,
};
use outweigh_core::ids::SourceId;
use outweigh_core::ledger::{Actor, Edit};

use super::cast::{Cast, Said};
use super::company::FIRST_DAY;
use super::content::Content;
use super::script::Script;
use super::words;

/// Who connects the sources: the head of support.
const SOURCES_BY: &str = "sofia";
/// The minute of the day at which the first source is imported; the others follow minute by minute.
const IMPORT_MINUTE: i32 = 1290;

/// Writes the sources and every import of theirs.
pub(super) fn write(script: &mut Script, cast: &mut Cast, content: &Content) -> Result<(), anyhow::Error> {
    let at = script.at(FIRST_DAY, 800)?;
    let mut edits = Vec::new();
    for source in &content.company.sources {
        let id = script.id(at);
        cast.sources.put(&source.key, id);
        let words::Source { name, kind, reliability, retention_days, .. } = source;
        let (name, kind) = (name.clone(), *kind);
        let made = Source { id, name, kind, reliability: *reliability, retention_days: *retention_days };
        edits.push(Edit::Create(made.into()));
    }
    script.add(at, &cast.actor(SOURCES_BY)?, "Where we hear from customers", edits);

    for (minute, source) in (IMPORT_MINUTE..).zip(&content.company.sources) {
        let notes = content.words.notes.iter().filter(|(key, _)| *key == source.key);
        for notes in notes.map(|(_, notes)| notes) {
            for batch in notes.chunk_by(|a, b| source.imports_on(a.day) == source.imports_on(b.day)) {
                import(script, cast, source, minute, batch)?;
            }
        }
    }
    Ok(())
}

impl words::Source {
    /// The day on which what was said on a day comes in; the latest import is yesterday's.
    fn imports_on(&self, day: i32) -> i32 {
        let back = -1 - day;
        -1 - back / self.every_days * self.every_days
    }
}

fn import(
    script: &mut Script,
    cast: &mut Cast,
    source: &words::Source,
    minute: i32,
    batch: &[words::Note],
) -> Result<(), anyhow::Error> {
    let Some(first) = batch.first() else { return Ok(()) };
    let at = script.at(source.imports_on(first.day), minute)?;
    let source_id = cast.sources.get(&source.key)?;
    let mut edits = Vec::with_capacity(batch.len());
    for written in batch {
        let note = note(script, cast, source_id, source.kind, written)?;
        edits.push(Edit::Create(note.into()));
    }
    let actor = match &source.by {
        Some(person) => cast.actor(person)?,
        None => Actor::system(&format!("{} sync", source.name)),
    };
    let reason = match batch.len() {
        1 => format!("One note from {}", source.name),
        count => format!("{count} notes from {}", source.name),
    };
    script.import(at, &actor, &reason, edits);
    Ok(())
}

fn note(
    script: &mut Script,
    cast: &mut Cast,
    source_id: SourceId,
    kind: SourceKind,
    written: &words::Note,
) -> Result<Note, anyhow::Error> {
    let at = script.at(written.day, written.minute)?;
    let id = script.id(at);
    let body = body(written);
    let contact = cast.contacts.find(written.from.as_deref())?;
    let account_id = match contact {
        Some((_, account_id)) => Some(account_id),
        None => cast.accounts.find(written.account.as_deref())?,
    };
    let note = Note {
        id,
        source_id,
        external_id: written.id.clone(),
        body: body.words().into(),
        hash: body.hash(),
        url: None,
        thread: written.thread.clone(),
        contact_id: contact.map(|(contact_id, _)| contact_id),
        account_id,
        product_id: cast.products.find(written.product.as_deref())?,
        at,
        rating: written.rating.map(|value| Rating { scale: scale(kind), value }),
        language: None,
        tags: written.tags.clone(),
        state: NoteState::Open,
        state_reason: String::new(),
        snoozed_until: None,
        duplicate_of_id: None,
        erased_at: None,
    };
    cast.notes.put(&written.id, Said { id, text: body.text.into() });
    Ok(note)
}

/// On what scale a source rates.
fn scale(kind: SourceKind) -> RatingScale {
    match kind {
        SourceKind::Nps => RatingScale::Nps,
        SourceKind::Community => RatingScale::Stars,
        _ => RatingScale::Csat,
    }
}

/// The words of a note. What stands below the text is set apart by a blank line, and so are turns.
pub(super) fn body(written: &words::Note) -> NoteBody {
    let mut body = NoteBody {
        title: written.title.clone(),
        author: written.author.clone(),
        custom: written.custom.clone(),
        ..NoteBody::default()
    };
    append(&mut body.text, &written.text);
    for words::Turn(at_seconds, speaker, said) in &written.turns {
        let (start, end) = append(&mut body.text, said);
        body.turns.push(Turn { speaker: speaker.clone(), start, end, at_seconds: Some(*at_seconds) });
    }
    let below = [(AsideKind::Signature, &written.signature), (AsideKind::Quote, &written.quoted)];
    for (kind, part) in below {
        if let Some(part) = part {
            let (start, end) = append(&mut body.text, part);
            body.asides.push(Aside { kind, start, end });
        }
    }
    body
}

/// Adds a paragraph and tells which characters it has.
fn append(text: &mut String, paragraph: &str) -> (u32, u32) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.chars().count();
    text.push_str(paragraph);
    (start as u32, (start + paragraph.chars().count()) as u32)
}
