//! Pages of Jira's REST search, version 2 (wiki markup) and 3 (Atlassian Document Format), with changelog
//! and comments where they were expanded.

use serde_json::{Map, Value};

use super::sprints;
use crate::collector::Collector;
use crate::dates::{self, DateOrder, Moment};
use crate::json::{self, Lookup, count, names};
use crate::options::{PROGRESS_STEP, Progress};
use crate::table::{SECONDS_PER_DAY, add_custom, one_line};
use crate::text::jira_wiki::People;
use crate::text::{adf, encoding, jira_wiki};
use crate::{
    ImportError, ImportedComment, ImportedItem, ImportedLink, ImportedPerson, LinkKind, Parsed, Preset,
    RowProblem, StatusCategory, words,
};

/// Reads a page, an array of issues, or issues one after another.
pub(crate) fn parse(bytes: &[u8], on_progress: Progress<'_>) -> Result<Parsed, ImportError> {
    let decoded = encoding::decode(bytes)?;
    let records = json::records(&decoded.text, &["issues"])?;
    let field_names = FieldNames::of_page(&decoded.text);
    let mut collector = Collector::new(decoded.warning);
    let mut nameless = 0;
    for (index, record) in records.iter().enumerate() {
        let row = index + 1;
        match json::object(record) {
            Ok(issue) if is_issue(&issue) => match item(row, &issue, &field_names, &mut nameless) {
                Ok(item) => collector.add(item),
                Err(problem) => collector.problem(problem),
            },
            Ok(_) => collector.problem(RowProblem::whole_row(
                row,
                "a Jira issue",
                "it has no \"key\" and \"fields\"",
            )),
            Err(finding) => collector.problem(RowProblem::whole_row(row, "a Jira issue", &finding)),
        }
        if index % PROGRESS_STEP == 0 {
            on_progress(index, records.len());
        }
    }
    on_progress(records.len(), records.len());
    if nameless > 0 {
        collector.warn(format!(
            "{nameless} values of custom fields were left out because the page does not name the fields; ask Jira for it with expand=names"
        ));
    }
    let parsed = collector.finish(records.len());
    if parsed.items.is_empty() && parsed.problems.len() == parsed.rows && parsed.rows > 0 {
        let missing = format!("issues with \"key\" and \"fields\" ({})", parsed.problems[0].message);
        return Err(ImportError::WrongShape { preset: Preset::JiraJson.key(), missing });
    }
    Ok(parsed)
}

/// Whether an object has the shape of an issue.
pub(crate) fn is_issue(object: &Map<String, Value>) -> bool {
    object.text("key").is_some() && object.get("fields").is_some_and(Value::is_object)
}

/// Names of custom fields, given by `expand=names`.
struct FieldNames(Map<String, Value>);

impl FieldNames {
    fn of_page(text: &str) -> Self {
        #[derive(serde::Deserialize)]
        struct Page {
            #[serde(default)]
            names: Map<String, Value>,
        }
        Self(serde_json::from_str::<Page>(text).map(|page| page.names).unwrap_or_default())
    }
}

fn item(
    row: usize,
    issue: &Map<String, Value>,
    field_names: &FieldNames,
    nameless: &mut usize,
) -> Result<ImportedItem, RowProblem> {
    let empty = Map::new();
    let fields = issue.get("fields").and_then(Value::as_object).unwrap_or(&empty);
    let key = issue.text("key").unwrap_or_default();
    let name_of = |field: &str| fields.get(field)?.text("name").map(str::to_owned);
    let moment = |field: &str| moment(row, fields, field);
    let days = |field: &str| Some(fields.get(field)?.as_f64()? / SECONDS_PER_DAY);
    let status = name_of("status");
    let resolution = name_of("resolution");
    let priority = name_of("priority");
    let category = fields
        .at(&["status", "statusCategory"])
        .and_then(|category| category.text("key"))
        .unwrap_or_default();
    let mut item = ImportedItem {
        row,
        system: "jira".into(),
        external_id: issue.text("id").unwrap_or_default().to_owned(),
        external_key: key.to_owned(),
        url: issue.text("self").and_then(|address| browse_url(address, key)),
        project_key: fields.get("project").and_then(|project| project.text("key")).map(str::to_owned),
        project_name: name_of("project"),
        title: one_line(fields.text("summary").unwrap_or_default()),
        description: fields.get("description").and_then(rich_text),
        item_type: name_of("issuetype"),
        status_category: words::status_category(
            category,
            status.as_deref().unwrap_or_default(),
            resolution.as_deref().unwrap_or_default(),
        ),
        status_text: status,
        resolution,
        severity_share: priority.as_deref().and_then(words::severity_share),
        priority,
        labels: names(fields.get("labels")),
        components: names(fields.get("components")),
        assignee: fields.get("assignee").and_then(person),
        reporter: fields.get("reporter").and_then(person),
        created_at: moment("created")?.and_then(Moment::timestamp),
        updated_at: moment("updated")?.and_then(Moment::timestamp),
        started_at: started_at(issue),
        resolved_at: moment("resolutiondate")?.and_then(Moment::timestamp),
        due: moment("duedate")?.map(Moment::day),
        original_estimate_days: days("timeoriginalestimate"),
        time_spent_days: days("timespent"),
        votes: count(fields.at(&["votes", "votes"])),
        watchers: count(fields.at(&["watches", "watchCount"])),
        comments: comments(fields),
        comment_count: count(fields.at(&["comment", "total"])),
        fix_versions: names(fields.get("fixVersions")),
        parent_key: fields.get("parent").and_then(|parent| parent.text("key")).map(str::to_owned),
        links: links(fields),
        ..ImportedItem::default()
    };
    for (field, value) in
        fields.iter().filter(|(field, value)| field.starts_with("customfield_") && !value.is_null())
    {
        if let Some(sprints) = sprints::from_json(value) {
            item.sprints.extend(sprints);
        } else if let Some(name) = field_names.0.text(field) {
            take_custom(&mut item, name, value);
        } else {
            *nameless += 1;
        }
    }
    Ok(item)
}

fn moment(row: usize, fields: &Map<String, Value>, field: &str) -> Result<Option<Moment>, RowProblem> {
    match fields.text(field) {
        None => Ok(None),
        Some(text) => dates::parse(text, DateOrder::DayFirst)
            .map(Some)
            .ok_or_else(|| RowProblem::in_column(row, field, text, "a date")),
    }
}

/// `https://host/rest/api/2/issue/10279` is for programs; people open `https://host/browse/OUT-12`.
fn browse_url(address: &str, key: &str) -> Option<String> {
    address.split_once("/rest/api/").map(|(site, _)| format!("{site}/browse/{key}"))
}

fn rich_text(value: &Value) -> Option<String> {
    let markdown = match value {
        Value::String(wiki) => jira_wiki::to_markdown(wiki, &People::new()),
        Value::Object(_) => adf::to_markdown(value),
        _ => return None,
    };
    (!markdown.is_empty()).then_some(markdown)
}

fn person(value: &Value) -> Option<ImportedPerson> {
    let name = ["displayName", "name", "emailAddress"].iter().find_map(|field| value.text(field))?;
    let id = ["accountId", "key", "name"].iter().find_map(|field| value.text(field)).unwrap_or(name);
    Some(ImportedPerson {
        external_id: id.to_owned(),
        name: name.to_owned(),
        email: value.text("emailAddress").map(str::to_owned),
    })
}

fn comments(fields: &Map<String, Value>) -> Vec<ImportedComment> {
    let comments = fields.at(&["comment", "comments"]).and_then(Value::as_array);
    comments
        .into_iter()
        .flatten()
        .filter_map(|comment| {
            Some(ImportedComment {
                at: comment
                    .text("created")
                    .and_then(|at| dates::parse(at, DateOrder::DayFirst))
                    .and_then(Moment::timestamp),
                author: comment.get("author").and_then(person).map(|person| person.name),
                text: comment.get("body").and_then(rich_text)?,
            })
        })
        .collect()
}

/// A link shows the other issue at the end it stands: `inwardIssue` means that this issue is at the inward
/// phrase ("is blocked by"), `outwardIssue` that it is at the outward one ("blocks").
fn links(fields: &Map<String, Value>) -> Vec<ImportedLink> {
    let links = fields.get("issuelinks").and_then(Value::as_array).into_iter().flatten();
    links
        .filter_map(|link| {
            let ends = [("inwardIssue", "inward"), ("outwardIssue", "outward")];
            let (issue, end) = ends.iter().find_map(|(issue, end)| Some((link.get(*issue)?, *end)))?;
            let kind = link.get("type")?;
            let phrase = kind.text(end).or_else(|| kind.text("name"))?;
            Some(ImportedLink {
                kind: LinkKind::of_phrase(phrase),
                target_key: issue.text("key")?.to_owned(),
                phrase: phrase.to_owned(),
            })
        })
        .collect()
}

/// When the status first became one of work in progress, by the changelog.
fn started_at(issue: &Map<String, Value>) -> Option<jiff::Timestamp> {
    let histories = issue.get("changelog")?.get("histories")?.as_array()?;
    let began = |item: &Value| {
        item.text("field") == Some("status")
            && item
                .text("toString")
                .is_some_and(|to| words::status_category("", to, "") == StatusCategory::Doing)
    };
    histories
        .iter()
        .filter(|history| {
            history.get("items").and_then(Value::as_array).is_some_and(|items| items.iter().any(began))
        })
        .filter_map(|history| dates::parse(history.text("created")?, DateOrder::DayFirst)?.timestamp())
        .min()
}

fn take_custom(item: &mut ImportedItem, name: &str, value: &Value) {
    match name.to_lowercase().as_str() {
        "story points" | "story point estimate" => item.story_points = item.story_points.or(value.as_f64()),
        "epic link" if item.parent_key.is_none() => item.parent_key = value.as_str().map(str::to_owned),
        "rank" | "epic name" | "epic status" | "epic color" | "epic colour" | "development" => {}
        _ => {
            let text = match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
                Value::Array(_) => Some(names(Some(value)).join(", ")),
                Value::Object(_) if value.get("type").is_some() => rich_text(value),
                _ => ["value", "name", "displayName"]
                    .iter()
                    .find_map(|field| value.text(field))
                    .map(str::to_owned),
            };
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                add_custom(item, name, text);
            }
        }
    }
}
