//! How people went through the inbox.

use outweigh_core::domain::{EntityKind, EntityRef};
use serde_json::{Value, json};

use super::cast::Cast;
use super::content::Content;
use super::script::{Script, patch};
use super::words::{Note, Read};

/// Writes what was done with each note; notes dealt with in one go are one change set.
pub(super) fn write(script: &mut Script, cast: &Cast, content: &Content) -> Result<(), anyhow::Error> {
    let notes = content.words.notes.iter().flat_map(|(_, notes)| notes);
    let mut dealt: Vec<(&Note, &Read)> = notes.filter_map(|note| Some((note, note.read.as_ref()?))).collect();
    dealt.sort_by_key(|(note, read)| (read.day, read.minute, &read.by, &note.id));
    let moment = |read: &Read| (read.day, read.minute, read.by.clone());
    for sitting in dealt.chunk_by(|(_, a), (_, b)| moment(a) == moment(b)) {
        let Some((_, first)) = sitting.first() else { continue };
        let at = script.at(first.day, first.minute)?;
        let mut edits = Vec::with_capacity(sitting.len());
        for (note, read) in sitting {
            let note = EntityRef::new(EntityKind::Note, cast.notes.get(&note.id)?.id);
            edits.push(patch(note, fields(script, cast, read)?));
        }
        script.add(at, &cast.actor(&first.by)?, "", edits);
    }
    Ok(())
}

fn fields(script: &Script, cast: &Cast, read: &Read) -> Result<Vec<(&'static str, Value)>, anyhow::Error> {
    let mut fields = vec![("state", json!(read.state))];
    if !read.reason.is_empty() {
        fields.push(("state_reason", json!(read.reason)));
    }
    if let Some(day) = read.until {
        fields.push(("snoozed_until", json!(script.date(day)?)));
    }
    if let Some(said) = cast.notes.find(read.duplicate_of.as_deref())? {
        fields.push(("duplicate_of_id", json!(said.id)));
    }
    Ok(fields)
}
