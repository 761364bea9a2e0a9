//! Adds the comments a file carries, each once: the same text at the same time on the same item is the
//! same comment.

use std::collections::HashMap;

use jiff::Timestamp;
use outweigh_core::domain::{Comment, EntityKind, EntityRef};
use outweigh_core::ids::{CommentId, ItemId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::people::People;
use super::report::Findings;
use super::{Planned, fit};

/// The comments to add or bring back. Authors who are not people here keep their name.
pub(super) fn comments(
    workspace: &Workspace,
    planned: &[Planned<'_>],
    people: &People,
    ids: &mut dyn FnMut() -> Uuid,
    notes: &mut Findings,
) -> Vec<Edit> {
    let mut gone: HashMap<ItemId, Vec<&Comment>> = HashMap::new();
    for row in workspace.comments.rows().iter().filter(|row| row.deleted) {
        gone.entry(row.value.item_id).or_default().push(&row.value);
    }
    let mut edits = Vec::new();
    for Planned { row, item, .. } in planned.iter().filter(|entry| !entry.row.comments.is_empty()) {
        let mut times_by_text: HashMap<String, Vec<Timestamp>> = HashMap::new();
        for comment in workspace.comments_of(item.id) {
            times_by_text.entry(comment.text.clone()).or_default().push(comment.at);
        }
        for said in &row.comments {
            let text =
                fit::long_text(&said.text, "comments longer than 200,000 bytes were cut", row.row, notes);
            // A comment without a time of its own is the same as any of that text.
            let is_it = |at: &Timestamp| said.at.is_none_or(|said_at| said_at == *at);
            let known = times_by_text.get(&text).is_some_and(|times| times.iter().any(is_it));
            if text.trim().is_empty() || known {
                continue;
            }
            let old = gone
                .get(&item.id)
                .and_then(|gone| gone.iter().find(|old| old.text == text && is_it(&old.at)));
            let at = old.map_or(said.at.unwrap_or(item.created_at), |old| old.at);
            edits.push(match old {
                Some(old) => Edit::Restore { entity: EntityRef::new(EntityKind::Comment, old.id) },
                None => {
                    let name = said.author.as_deref().map(str::trim).filter(|name| !name.is_empty());
                    let person_id = name.and_then(|name| people.find(&row.system, name));
                    let author = name.filter(|_| person_id.is_none()).map(str::to_owned);
                    let (id, text) = (CommentId(ids()), text.clone());
                    Edit::Create(Comment { id, item_id: item.id, person_id, author, at, text }.into())
                }
            });
            times_by_text.entry(text).or_default().push(at);
        }
    }
    edits
}
