//! The issue database of beads (`.beads/issues.jsonl`): one object per line, priorities 0 to 4, typed
//! dependencies read as "this issue depends on that one".

use serde_json::{Map, Value};

use crate::dates::{self, DateOrder, Moment};
use crate::issues::Issues;
use crate::json::{Lookup, names};
use crate::options::Progress;
use crate::table::one_line;
use crate::{
    ImportError, ImportedComment, ImportedItem, ImportedLink, ImportedPerson, LinkKind, Parsed, Preset,
    RowProblem, words,
};

const ISSUES: Issues = Issues {
    preset: Preset::BeadsJsonl,
    lists: &["issues"],
    expected: "a beads issue",
    fields: "\"id\", \"title\" and \"status\"",
    is_issue,
    is_left_out: is_deleted,
    left_out: "deleted issues were left out",
    item,
};

/// Reads the issues; deleted ones (tombstones) are dropped and counted in a warning.
pub(crate) fn parse(bytes: &[u8], on_progress: Progress<'_>) -> Result<Parsed, ImportError> {
    ISSUES.parse(bytes, on_progress)
}

fn is_deleted(issue: &Map<String, Value>) -> bool {
    issue.text("status") == Some("tombstone")
}

/// Whether an object has the shape of a beads issue: its ids are a prefix and a hash, and its priority is
/// a number from 0 to 4.
pub(crate) fn is_issue(object: &Map<String, Value>) -> bool {
    object.text("id").is_some_and(|id| id.contains('-'))
        && object.text("title").is_some()
        && object.text("status").is_some()
        && object.get("priority").and_then(Value::as_u64).is_some_and(|priority| priority <= 4)
}

fn item(row: usize, issue: &Map<String, Value>) -> Result<ImportedItem, RowProblem> {
    let owned = |name: &str| issue.text(name).map(str::to_owned);
    let moment = |name: &str| match issue.text(name) {
        None => Ok(None),
        Some(text) => dates::parse(text, DateOrder::DayFirst)
            .map(Moment::timestamp)
            .ok_or_else(|| RowProblem::in_column(row, name, text, "a date")),
    };
    let id = issue.text("id").unwrap_or_default();
    let priority = issue.get("priority").and_then(Value::as_u64).map(|priority| format!("P{priority}"));
    let status = issue.text("status").unwrap_or_default();
    let mut item = ImportedItem {
        row,
        system: "beads".into(),
        external_id: id.to_owned(),
        external_key: id.to_owned(),
        project_key: id.split_once('-').map(|(prefix, _)| prefix.to_owned()),
        title: one_line(issue.text("title").unwrap_or_default()),
        description: description(issue),
        item_type: owned("issue_type").or_else(|| owned("type")),
        status_category: words::status_category("", status, ""),
        status_text: Some(status.to_owned()),
        resolution: owned("close_reason"),
        severity_share: priority.as_deref().and_then(words::severity_share),
        priority,
        labels: names(issue.get("labels")),
        assignee: issue.text("assignee").and_then(ImportedPerson::from_text),
        reporter: issue.text("created_by").and_then(ImportedPerson::from_text),
        created_at: moment("created_at")?,
        updated_at: moment("updated_at")?,
        resolved_at: moment("closed_at")?,
        due: issue.text("due_at").and_then(|due| dates::parse(due, DateOrder::DayFirst)).map(Moment::day),
        original_estimate_days: issue
            .get("estimated_minutes")
            .and_then(Value::as_f64)
            .map(|minutes| minutes / 480.0),
        comments: comments(issue),
        ..ImportedItem::default()
    };
    for dependency in issue.get("dependencies").and_then(Value::as_array).into_iter().flatten() {
        take_dependency(&mut item, dependency);
    }
    Ok(item)
}

/// The description and the design and acceptance texts beads keeps beside it.
fn description(issue: &Map<String, Value>) -> Option<String> {
    let mut parts: Vec<String> = issue.text("description").map(str::to_owned).into_iter().collect();
    for (field, heading) in
        [("design", "Design"), ("acceptance_criteria", "Acceptance criteria"), ("notes", "Notes")]
    {
        parts.extend(issue.text(field).map(|text| format!("## {heading}\n\n{text}")));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// `blocks` is stored on the issue that waits: the issue depends on the other one.
fn take_dependency(item: &mut ImportedItem, dependency: &Value) {
    let Some(target) = dependency.text("depends_on_id").or_else(|| dependency.text("on")) else { return };
    let phrase = dependency.text("type").unwrap_or("blocks");
    let kind = match phrase {
        "blocks" | "conditional-blocks" | "waits-for" => LinkKind::Needs,
        "parent-child" if item.parent_key.is_none() => {
            item.parent_key = Some(target.to_owned());
            return;
        }
        "parent-child" => LinkKind::Parent,
        "duplicates" => LinkKind::Duplicates,
        // Where an issue was found, and what it relates to, sets no order.
        _ => LinkKind::Relates,
    };
    item.links.push(ImportedLink { kind, target_key: target.to_owned(), phrase: phrase.to_owned() });
}

fn comments(issue: &Map<String, Value>) -> Vec<ImportedComment> {
    let comments = issue.get("comments").and_then(Value::as_array).into_iter().flatten();
    comments
        .filter_map(|comment| {
            Some(ImportedComment {
                at: comment
                    .text("created_at")
                    .and_then(|at| dates::parse(at, DateOrder::DayFirst))
                    .and_then(Moment::timestamp),
                author: comment.text("author").map(str::to_owned),
                text: comment.text("text")?.to_owned(),
            })
        })
        .collect()
}
