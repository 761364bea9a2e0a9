//! What the files say holds together, and so does what is made of it.

use std::collections::HashSet;

use jiff::civil::date;
use outweigh_core::domain::Role;
use outweigh_core::workspace::{Access, Staged, Workspace};

use super::TODAY;
use crate::demo::content::Content;
use crate::demo::entries::Change;
use crate::demo::tell;

#[test]
fn the_content_reads_and_every_name_in_it_is_known() {
    let content = Content::read().unwrap();
    tell(&content, TODAY).unwrap();
    let tags: HashSet<_> = content.company.tags.iter().collect();
    let unknown: Vec<_> =
        content.items.iter().flat_map(|i| &i.tags).filter(|tag| !tags.contains(tag)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn everything_happens_before_today_and_timelines_are_in_order() {
    let content = Content::read().unwrap();
    for item in &content.items {
        let mut before = (item.created_day, item.created_minute);
        for entry in &item.timeline {
            let now = (entry.day, entry.minute);
            assert!(before <= now && now < (0, 0), "{} at {now:?}", item.id);
            before = now;
        }
    }
    let (drafts, _) = tell(&content, TODAY).unwrap();
    assert!(drafts.is_sorted_by_key(|draft| draft.at));
    assert!(drafts.iter().all(|draft| draft.at < super::now()));
}

#[test]
fn each_moment_is_one_persons_and_changes_nothing_twice() {
    for item in Content::read().unwrap().items {
        for moment in item.timeline.chunk_by(|a, b| (a.day, a.minute) == (b.day, b.minute)) {
            let mut seen = HashSet::new();
            for entry in moment {
                assert_eq!(entry.by, moment[0].by, "{}", item.id);
                let quantity = match &entry.change {
                    Change::Estimate(estimate) => Some(estimate.quantity.clone()),
                    _ => None,
                };
                let kind = std::mem::discriminant(&entry.change);
                assert!(seen.insert((kind, quantity)), "{} at {}/{}", item.id, entry.day, entry.minute);
            }
        }
    }
}

#[test]
fn ids_are_unique_and_follow_the_day_alone() {
    let content = Content::read().unwrap();
    let ids = |today| -> Vec<_> {
        let (drafts, _) = tell(&content, today).unwrap();
        drafts
            .iter()
            .flat_map(|d| [d.id.0].into_iter().chain(d.edits.iter().map(|e| e.entity().id)))
            .collect()
    };
    let made = ids(TODAY);
    assert_eq!(made, ids(TODAY));
    assert_ne!(made, ids(date(2026, 3, 19)));
    assert!(made.iter().all(|id| id.get_version_num() == 7));
    let (drafts, _) = tell(&content, TODAY).unwrap();
    let change_sets: HashSet<_> = drafts.iter().map(|draft| draft.id).collect();
    assert_eq!(change_sets.len(), drafts.len());
}

#[test]
fn everyone_changes_something_and_only_what_their_role_allows() {
    let (drafts, _) = tell(&Content::read().unwrap(), TODAY).unwrap();
    let mut workspace = Workspace::empty(TODAY);
    let mut forbidden = Vec::new();
    for (position, draft) in (1..).zip(&drafts) {
        let person = draft.actor.person_id;
        let access = person.map_or_else(Access::system, |id| Access::of(&workspace, id, Role::Admin));
        let mut staged = Staged::new(&workspace, [0; 32]);
        let what = format!("{} by {}", draft.at, draft.actor.name);
        match staged.stage(draft, &access) {
            Ok(changes) => {
                assert!(!changes.is_empty(), "the change set of {what} changes nothing: {draft:?}")
            }
            Err(refusal) => {
                forbidden.push(format!("{what}: {refusal}"));
                staged.stage(draft, &Access::system()).unwrap();
            }
        }
        let outcome = staged.finish();
        workspace.apply(outcome, position);
    }
    assert!(forbidden.is_empty(), "{}", forbidden.join("\n"));
}

#[test]
fn it_can_be_made_on_any_day() {
    let content = Content::read().unwrap();
    let sizes = [date(2024, 2, 29), date(2026, 12, 31), date(2030, 1, 1)].map(|today| {
        let (drafts, _) = tell(&content, today).unwrap();
        drafts.len()
    });
    assert!(sizes.iter().all(|size| *size == sizes[0]));
}
