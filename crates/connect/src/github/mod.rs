//! GitHub issues: the REST list (an array), a REST search page (`items`), or `gh issue list --json`.

use serde_json::{Map, Value};

use crate::dates::{self, DateOrder, Moment};
use crate::issues::Issues;
use crate::json::{Lookup, count, names};
use crate::options::Progress;
use crate::table::one_line;
use crate::{
    ImportError, ImportedComment, ImportedItem, ImportedMilestone, ImportedPerson, Parsed, Preset,
    RowProblem, StatusCategory, words,
};

const ISSUES: Issues = Issues {
    preset: Preset::GithubJson,
    lists: &["items", "issues"],
    expected: "a GitHub issue",
    fields: "\"number\" and \"title\"",
    is_issue,
    is_left_out: is_pull_request,
    left_out: "pull requests were left out; only issues are imported",
    item,
};

/// Reads the issues. Pull requests are not items; they are dropped and counted in a warning.
pub(crate) fn parse(bytes: &[u8], on_progress: Progress<'_>) -> Result<Parsed, ImportError> {
    ISSUES.parse(bytes, on_progress)
}

/// Whether an object has the shape of an issue in one of the three forms.
pub(crate) fn is_issue(object: &Map<String, Value>) -> bool {
    object.get("number").is_some_and(Value::is_u64) && object.get("title").is_some_and(Value::is_string)
}

/// Whether an issue surely comes from GitHub and not from some other stream with numbers and titles.
pub(crate) fn is_marked(object: &Map<String, Value>) -> bool {
    let marks =
        ["html_url", "node_id", "repository_url", "stateReason", "reactionGroups", "author_association"];
    is_issue(object)
        && (marks.iter().any(|mark| object.contains_key(*mark))
            || object.text("url").is_some_and(|url| url.contains("github.com"))
            || object.contains_key("createdAt") && object.contains_key("state"))
}

fn is_pull_request(object: &Map<String, Value>) -> bool {
    // Dumps that flatten the object keep its kind in words.
    object.get("pull_request").is_some_and(|link| !link.is_null())
        || object.text("kind") == Some("pull_request")
        || address(object).is_some_and(|address| address.contains("/pull/"))
}

fn address(issue: &Map<String, Value>) -> Option<&str> {
    issue.text("html_url").or_else(|| issue.text("url").filter(|url| !url.contains("api.github.com")))
}

fn item(row: usize, issue: &Map<String, Value>) -> Result<ImportedItem, RowProblem> {
    let number = issue.get("number").and_then(Value::as_u64).unwrap_or_default();
    let repository = repository(issue);
    let key = match &repository {
        Some(repository) => format!("{repository}#{number}"),
        None => format!("#{number}"),
    };
    // REST spells names with underscores, the command line in camel case.
    let either = |rest: &str, gh: &str| issue.text(rest).or_else(|| issue.text(gh)).map(str::to_owned);
    let moment = |rest: &str, gh: &str| match issue.text(rest).or_else(|| issue.text(gh)) {
        None => Ok(None),
        Some(text) => dates::parse(text, DateOrder::DayFirst)
            .map(Moment::timestamp)
            .ok_or_else(|| RowProblem::in_column(row, rest, text, "a date")),
    };
    let labels = names(issue.get("labels"));
    let priority = labels.iter().find_map(|label| priority_of(label)).map(str::to_owned);
    let state = issue.text("state").unwrap_or("open").to_lowercase();
    let mut item = ImportedItem {
        row,
        system: "github".into(),
        external_id: either("node_id", "id").unwrap_or_default(),
        url: address(issue).map(str::to_owned),
        project_name: None,
        title: one_line(issue.text("title").unwrap_or_default()),
        description: issue.text("body").map(|body| body.replace("\r\n", "\n")),
        item_type: issue
            .get("type")
            .or_else(|| issue.get("issueType"))
            .and_then(|kind| kind.text("name"))
            .map(str::to_owned),
        status_category: if state == "closed" { StatusCategory::Done } else { StatusCategory::Todo },
        status_text: Some(state),
        resolution: either("state_reason", "stateReason")
            .map(|reason| reason.to_lowercase())
            .filter(|reason| reason != "reopened"),
        severity_share: priority.as_deref().and_then(words::severity_share),
        priority,
        assignee: issue
            .get("assignee")
            .and_then(person)
            .or_else(|| issue.get("assignees")?.get(0).and_then(person)),
        reporter: issue.get("user").or_else(|| issue.get("author")).and_then(person),
        created_at: moment("created_at", "createdAt")?,
        updated_at: moment("updated_at", "updatedAt")?,
        resolved_at: moment("closed_at", "closedAt")?,
        votes: votes(issue),
        reactions: reactions(issue),
        comment_count: comment_count(issue),
        comments: comments(issue),
        milestone: issue.get("milestone").and_then(milestone),
        parent_key: parent(issue, repository.as_deref()),
        labels,
        external_key: key,
        project_key: repository,
        ..ImportedItem::default()
    };
    if let Some(association) = issue.text("author_association") {
        item.custom.insert("author association".into(), association.to_lowercase());
    }
    Ok(item)
}

/// `owner/name`, from whichever address the object shows.
fn repository(issue: &Map<String, Value>) -> Option<String> {
    let after = |address: &str, marker: &str| {
        let mut parts = address.split_once(marker)?.1.split('/');
        Some(format!("{}/{}", parts.next()?, parts.next()?))
    };
    let host_rest = |address: &str| {
        // Enterprise servers have hosts of their own: https://host/owner/name/issues/7.
        let path = address.split_once("://")?.1.split_once('/')?.1;
        let (repository, _) = path.split_once("/issues/")?;
        Some(repository.to_owned()).filter(|repository| repository.matches('/').count() == 1)
    };
    issue
        .text("repository_url")
        .and_then(|url| after(url, "/repos/"))
        .or_else(|| address(issue).and_then(host_rest))
        .or_else(|| issue.at(&["repository", "nameWithOwner"])?.as_str().map(str::to_owned))
}

/// GitHub has no priority field; projects use labels such as `priority/high`, `P1` or `severity: major`.
fn priority_of(label: &str) -> Option<&str> {
    let lower = label.to_lowercase();
    let named = ["priority", "prio", "severity", "sev"].iter().any(|word| lower.starts_with(word));
    let bare = words::plain(label);
    let is_bare =
        matches!(bare.as_str(), "p0" | "p1" | "p2" | "p3" | "p4" | "critical" | "blocker" | "urgent");
    ((named || is_bare) && words::severity_share(label).is_some()).then_some(label)
}

fn person(value: &Value) -> Option<ImportedPerson> {
    let login = value.text("login")?;
    Some(ImportedPerson {
        external_id: login.to_owned(),
        name: value.text("name").unwrap_or(login).to_owned(),
        email: value.text("email").map(str::to_owned),
    })
}

fn milestone(value: &Value) -> Option<ImportedMilestone> {
    let due = value.text("due_on").or_else(|| value.text("dueOn"));
    Some(ImportedMilestone {
        title: value.text("title")?.to_owned(),
        due: due.and_then(|due| dates::parse(due, DateOrder::DayFirst)).map(Moment::day),
    })
}

fn votes(issue: &Map<String, Value>) -> Option<u32> {
    count(issue.at(&["reactions", "+1"])).or_else(|| group_total(issue, |content| content == "THUMBS_UP"))
}

fn reactions(issue: &Map<String, Value>) -> Option<u32> {
    count(issue.at(&["reactions", "total_count"])).or_else(|| group_total(issue, |_| true))
}

/// The command line lists reactions in groups; absent groups are zero once the field is there.
fn group_total(issue: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> Option<u32> {
    let groups = issue.get("reactionGroups")?.as_array()?;
    let wanted = groups.iter().filter(|group| group.text("content").is_some_and(&wanted));
    Some(wanted.filter_map(|group| count(group.at(&["users", "totalCount"]))).fold(0, u32::saturating_add))
}

fn comment_count(issue: &Map<String, Value>) -> Option<u32> {
    match issue.get("comments")? {
        Value::Array(comments) => u32::try_from(comments.len()).ok(),
        number => count(Some(number)),
    }
}

fn comments(issue: &Map<String, Value>) -> Vec<ImportedComment> {
    let comments = issue.get("comments").and_then(Value::as_array).into_iter().flatten();
    comments
        .filter_map(|comment| {
            Some(ImportedComment {
                at: comment
                    .text("createdAt")
                    .and_then(|at| dates::parse(at, DateOrder::DayFirst))
                    .and_then(Moment::timestamp),
                author: comment.at(&["author", "login"]).and_then(Value::as_str).map(str::to_owned),
                text: comment.text("body")?.replace("\r\n", "\n"),
            })
        })
        .collect()
}

/// A parent may live in another repository; its address says which.
fn parent(issue: &Map<String, Value>, repository: Option<&str>) -> Option<String> {
    let address = issue.text("parent_issue_url")?;
    let (before, number) = address.rsplit_once("/issues/")?;
    let owner = before.split_once("/repos/").map(|(_, owner)| owner).or(repository)?;
    Some(format!("{owner}#{number}"))
}
