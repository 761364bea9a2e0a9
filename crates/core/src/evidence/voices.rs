//! The notes that speak for an item or against it, each once.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::{
    EntityKind, EntityRef, Evidence, Note, Polarity, Relation, RelationKind, SourceKind, Standing, Statement,
};
use crate::ids::{AccountId, ContactId, EvidenceId, ItemId, NoteId, SourceId, StatementId};
use crate::workspace::Workspace;

/// How strongly a note speaks that reaches an item through a statement alone: nice to have.
const BY_RELATION: u8 = 1;

/// One note that bears on an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// The note; of several that say the same, the one that stays.
    pub note: NoteId,
    pub source: SourceId,
    pub source_kind: SourceKind,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub at: Timestamp,
    pub polarity: Polarity,
    /// 0 to 3, as the strongest link says.
    pub strength: u8,
    /// The link it comes by; none when relations of statements lead here.
    pub evidence: Option<EvidenceId>,
    /// The statement it comes through.
    pub statement: Option<StatementId>,
}

/// Every voice on an item: notes linked to it, notes of statements linked to it, and notes of the problems it
/// solves and the ideas it implements, with the insights that support or contradict them. A note speaks once
/// each way; of duplicates the original does. Erased notes still count: that somebody spoke is not erased.
pub fn voices(workspace: &Workspace, item: ItemId) -> Vec<Voice> {
    let mut found: BTreeMap<(NoteId, Polarity), Voice> = BTreeMap::new();
    let mut add = |note: NoteId, polarity, strength, evidence, statement| {
        let Some(note) = original(workspace, note) else { return };
        let Some(source) = workspace.sources.get(note.source_id) else { return };
        let voice = Voice {
            note: note.id,
            source: source.id,
            source_kind: source.kind,
            account: note.account_id,
            contact: note.contact_id,
            at: note.at,
            polarity,
            strength,
            evidence,
            statement,
        };
        let stronger = found.get(&(note.id, polarity)).is_none_or(|known| known.strength < strength);
        if stronger {
            found.insert((note.id, polarity), voice);
        }
    };
    let here = EntityRef::new(EntityKind::Item, item);
    let linked = workspace.bearing_on::<Evidence>(here);
    for evidence in linked.filter(|evidence| evidence.standing == Standing::Confirmed) {
        let by = Some(evidence.id);
        match (evidence.note_id, evidence.statement_id.and_then(|id| workspace.statements.get(id))) {
            (Some(note), _) => add(note, evidence.polarity, evidence.strength, by, None),
            (None, Some(statement)) => {
                for mark in &statement.highlights {
                    add(mark.note_id, evidence.polarity, evidence.strength, by, Some(statement.id));
                }
            }
            (None, None) => {}
        }
    }
    let leading = workspace.bearing_on::<Relation>(here).filter(|relation| {
        relation.from == here && matches!(relation.kind, RelationKind::Solves | RelationKind::Implements)
    });
    for statement in leading.filter_map(|relation| confirmed(workspace, relation.to)) {
        let mut said = |statement: &Statement, polarity| {
            for mark in &statement.highlights {
                add(mark.note_id, polarity, BY_RELATION, None, Some(statement.id));
            }
        };
        said(statement, Polarity::For);
        let about = EntityRef::new(EntityKind::Statement, statement.id);
        for relation in workspace.bearing_on::<Relation>(about).filter(|relation| relation.to == about) {
            let polarity = match relation.kind {
                RelationKind::Supports => Polarity::For,
                RelationKind::Contradicts => Polarity::Against,
                _ => continue,
            };
            if let Some(insight) = confirmed(workspace, relation.from) {
                said(insight, polarity);
            }
        }
    }
    found.into_values().collect()
}

fn confirmed(workspace: &Workspace, entity: EntityRef) -> Option<&Statement> {
    let statement = (entity.kind == EntityKind::Statement).then(|| workspace.statements.get(entity.id))??;
    (statement.standing == Standing::Confirmed).then_some(statement)
}

/// The note that stays where several say the same.
fn original(workspace: &Workspace, note: NoteId) -> Option<&Note> {
    let mut note = workspace.notes.get(note)?;
    // A chain of duplicates is short; a circle must not hold us.
    for _ in 0..10 {
        match note.duplicate_of_id.and_then(|id| workspace.notes.get(id)) {
            Some(original) => note = original,
            None => break,
        }
    }
    Some(note)
}

/// Whose voice it is, as far as voices are independent: an account, else a contact, else all that a source
/// brought in without saying whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    Account(AccountId),
    Contact(ContactId),
    Source(SourceId),
}

impl Voice {
    /// See [`Speaker`].
    pub fn speaker(&self) -> Speaker {
        match (self.account, self.contact) {
            (Some(account), _) => Speaker::Account(account),
            (None, Some(contact)) => Speaker::Contact(contact),
            (None, None) => Speaker::Source(self.source),
        }
    }
}

/// What one speaker contributes.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    pub speaker: Speaker,
    pub voices: usize,
    /// `1 - 2^-n` of its n voices: the first counts half, all together never more than one.
    pub weight: f64,
    /// Its part of all weights, 0 to 1.
    pub share: f64,
}

/// How much each speaker contributes, largest first. One loud account cannot outweigh many: its weight
/// saturates.
pub fn influence(voices: &[Voice]) -> Vec<Influence> {
    let mut counts: BTreeMap<Speaker, usize> = BTreeMap::new();
    for voice in voices {
        *counts.entry(voice.speaker()).or_default() += 1;
    }
    let weight = |count: usize| 1.0 - 0.5f64.powi(count.min(60) as i32);
    let total: f64 = counts.values().map(|count| weight(*count)).sum();
    let influence = |(speaker, voices): (Speaker, usize)| {
        let weight = weight(voices);
        Influence { speaker, voices, weight, share: weight / total }
    };
    let mut all: Vec<Influence> = counts.into_iter().map(influence).collect();
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.speaker.cmp(&b.speaker)));
    all
}
