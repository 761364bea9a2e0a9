//! What was linked to items: notes, quotes and statements, for and against.

use outweigh_core::domain::{Evidence, Polarity, Standing};
use outweigh_core::ledger::Edit;

use super::cast::Cast;
use super::content::Content;
use super::script::Script;
use super::words;

/// Writes the evidence; what one person links in one go is one change set.
pub(super) fn write(script: &mut Script, cast: &Cast, content: &Content) -> Result<(), anyhow::Error> {
    let moment = |evidence: &words::Evidence| (evidence.day, evidence.minute, evidence.by.clone());
    for sitting in content.words.evidence.chunk_by(|a, b| moment(a) == moment(b)) {
        let Some(first) = sitting.first() else { continue };
        let at = script.at(first.day, first.minute)?;
        let mut edits = Vec::with_capacity(sitting.len());
        for written in sitting {
            let note = cast.notes.find(written.note.as_deref())?;
            let highlight = match (&written.note, &written.words) {
                (Some(note), Some(words)) => Some(cast.highlight(note, words)?),
                _ => None,
            };
            let evidence = Evidence {
                id: script.id(at),
                item_id: cast.items.get(&written.item)?,
                note_id: note.map(|said| said.id),
                statement_id: cast.statements.find(written.statement.as_deref())?,
                highlight,
                polarity: written.polarity.unwrap_or(Polarity::For),
                strength: written.strength,
                pillar: written.pillar,
                standing: written.standing.unwrap_or(Standing::Confirmed),
                at,
                person_id: Some(cast.person(&written.by)?),
            };
            edits.push(Edit::Create(evidence.into()));
        }
        script.add(at, &cast.actor(&first.by)?, "", edits);
    }
    Ok(())
}
