//! Where the timelines lead: each item stands as the content says it does today.

use jiff::ToSpan;
use jiff::civil::Date;
use outweigh_core::backlog::{GroupBy, ItemRecord, ItemSchema, Sort};
use outweigh_core::customers::Members;
use outweigh_core::domain::Status;
use outweigh_core::filter::Filter;

use super::{TODAY, filled};
use crate::demo::content::Content;
use crate::demo::entries::Change;

fn date_of(day: i32) -> Date {
    TODAY.checked_add(day.days()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_item_stands_as_the_content_says() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let content = Content::read().unwrap();
    let company = &content.company;
    let title_of = |id: &String| content.items.iter().find(|i| i.id == *id).unwrap().title.clone();
    for told in &content.items {
        let item = workspace.items.iter().find(|item| item.title == told.title).unwrap();
        let what = &told.id;
        assert_eq!(item.problem, told.problem, "{what}");
        assert_eq!(item.description, told.description, "{what}");
        assert_eq!(item.status, told.status, "{what}");
        assert_eq!(item.status_reason, told.status_reason, "{what}");
        assert_eq!(item.lane, told.lane, "{what}");
        assert_eq!(item.horizon, told.horizon, "{what}");
        assert_eq!(item.severity, told.severity, "{what}");
        assert_eq!(item.workaround, told.workaround, "{what}");
        assert_eq!(item.outcome_target, told.outcome_target, "{what}");
        assert_eq!(item.differentiation, told.differentiation, "{what}");
        assert_eq!(item.scalability, told.scalability, "{what}");
        assert_eq!(item.success_metric, told.success_metric, "{what}");
        assert_eq!(item.tags, told.tags, "{what}");
        assert_eq!(item.due, told.due_day.map(date_of), "{what}");
        assert_eq!(item.signal_number("votes").unwrap_or(0.0), f64::from(told.votes), "{what}");
        assert_eq!(item.signal_number("watchers").unwrap_or(0.0), f64::from(told.watchers), "{what}");
        assert_eq!(item.signal_text("type"), Some(told.kind.as_str()), "{what}");
        let criteria: Vec<_> = item.acceptance_criteria.iter().map(|c| (&c.text, c.done)).collect();
        assert_eq!(criteria, told.acceptance_criteria.iter().map(|c| (&c.text, c.done)).collect::<Vec<_>>());
        let milestones: Vec<_> = item.milestones.iter().map(|m| (&m.title, m.due, m.done)).collect();
        let told_milestones = told.milestones.iter().map(|m| (&m.title, Some(date_of(m.due_day)), m.done));
        assert_eq!(milestones, told_milestones.collect::<Vec<_>>(), "{what}");

        let owner = item.owner_id.map(|id| workspace.people.get(id).unwrap().name.clone());
        let told_owner = told.owner.as_ref().map(|id| company.people.iter().find(|p| p.id == *id).unwrap());
        assert_eq!(owner, told_owner.map(|p| p.name.clone()), "{what}");
        let team = item.team_id.map(|id| workspace.teams.get(id).unwrap().name.clone());
        let told_team = told.team.as_ref().map(|key| company.teams.iter().find(|t| t.key == *key).unwrap());
        assert_eq!(team, told_team.map(|t| t.name.clone()), "{what}");
        let release = item.release_id.map(|id| workspace.releases.get(id).unwrap().name.clone());
        let told_release =
            told.release.as_ref().map(|key| company.releases.iter().find(|r| r.key == *key).unwrap());
        assert_eq!(release, told_release.map(|r| r.name.clone()), "{what}");
        let goal = item.goal_id.map(|id| workspace.goals.get(id).unwrap().name.clone());
        let told_goal = told.goal.as_ref().map(|key| company.goals.iter().find(|g| g.key == *key).unwrap());
        assert_eq!(goal, told_goal.map(|g| g.name.clone()), "{what}");
        let accounts = item.affected_account_ids.iter().map(|id| &workspace.accounts.get(*id).unwrap().name);
        assert_eq!(accounts.collect::<Vec<_>>(), told.affected_accounts.iter().collect::<Vec<_>>(), "{what}");
        let merged_into = item.merged_into_id.map(|id| workspace.items.get(id).unwrap().title.clone());
        assert_eq!(merged_into, told.merged_into.as_ref().map(title_of), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_in_progress_is_in_the_sprint_of_today() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    for item in workspace.items.iter().filter(|item| item.status == Status::Doing) {
        let sprint = workspace.sprints.get(item.sprint_id.unwrap()).unwrap();
        assert_eq!(sprint.team_id, item.team_id, "{}", item.key);
        assert!(sprint.starts.unwrap() <= TODAY && TODAY <= sprint.ends.unwrap(), "{}", item.key);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn overrides_hold_until_the_day_they_expire() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    for told in Content::read().unwrap().items {
        let item = workspace.items.iter().find(|item| item.title == told.title).unwrap();
        let newest = told.timeline.iter().rev().find_map(|entry| match &entry.change {
            Change::Override(pinned) if pinned.expires_day >= 0 => {
                Some((pinned.position, pinned.expires_day))
            }
            _ => None,
        });
        let holds = workspace.override_of(item.id).map(|pinned| (pinned.position, pinned.expires));
        assert_eq!(holds, newest.map(|(position, expires)| (position, date_of(expires))), "{}", told.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_views_open_and_choose_something() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let open = workspace.shown_order();
    for view in Content::read().unwrap().company.views {
        let schema = ItemSchema::new(&workspace);
        let filter = Filter::parse(&view.filter).unwrap().compile(&schema, TODAY).unwrap();
        let chosen = open.iter().filter(|slot| filter.matches(&ItemRecord::new(&workspace, &[], **slot)));
        assert!(chosen.count() > 0, "{} is empty", view.name);
        view.sort.as_deref().map(str::parse::<Sort>).transpose().unwrap();
        view.group.as_deref().map(str::parse::<GroupBy>).transpose().unwrap();
    }
    let hot_fixes = workspace.views.iter().find(|view| view.name == "Hot fixes").unwrap();
    assert_eq!(hot_fixes.query, "filter=lane+is+hotfix&sort=due");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_segment_holds_some_accounts_and_not_all() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    for segment in workspace.segments.iter() {
        let members = Members::of(&workspace, &segment.predicate).unwrap().accounts().count();
        assert!((3..=60).contains(&members), "{} holds {members}", segment.name);
    }
}
