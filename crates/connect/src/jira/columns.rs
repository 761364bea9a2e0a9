//! What the columns of Jira's CSV export mean. Names differ between Cloud (`Fix versions`, `Due date`) and
//! Data Center (`Fix Version/s`, `Due Date`), and one name may head many columns: places tell them apart.

use crate::table::Target;

/// A column of the export.
pub(crate) enum Column<'a> {
    /// Read like a column of any table.
    Plain(Target),
    /// `date;author;text` in each cell.
    Comment,
    /// A sprint name, or Data Center's dump of the sprint object.
    Sprint,
    /// Key of an item that points here through a link type of that name.
    InwardLink(&'a str),
    /// Key of an item this one points to.
    OutwardLink(&'a str),
    /// Cloud's parent: an issue id, not a key.
    ParentId,
    /// The epic's key; an older way to name the parent.
    EpicLink,
    /// When the status category last changed.
    CategoryChanged,
    /// A custom field by its name.
    Custom(&'a str),
}

/// What a header means.
pub(crate) fn column(header: &str) -> Column<'_> {
    if let Some(name) = inside(header, "Custom field (") {
        return custom(name);
    }
    if let Some(name) = inside(header, "Inward issue link (") {
        return Column::InwardLink(name);
    }
    if let Some(name) = inside(header, "Outward issue link (") {
        return Column::OutwardLink(name);
    }
    let lower = header.to_lowercase();
    Column::Plain(match lower.as_str() {
        "summary" => Target::Title,
        "issue key" => Target::Key,
        "issue id" => Target::Id,
        "issue type" => Target::ItemType,
        "status" => Target::Status,
        "status category" => Target::StatusCategory,
        "project key" => Target::ProjectKey,
        "project name" => Target::ProjectName,
        "priority" => Target::Priority,
        "resolution" => Target::Resolution,
        "assignee" => Target::Assignee,
        "assignee id" => Target::AssigneeId,
        "reporter" => Target::Reporter,
        "reporter id" => Target::ReporterId,
        "created" => Target::Created,
        "updated" => Target::Updated,
        "resolved" => Target::Resolved,
        "due date" => Target::Due,
        "fix versions" | "fix version/s" => Target::FixVersions,
        "components" | "component/s" => Target::Components,
        "labels" => Target::Labels,
        "votes" => Target::Votes,
        "description" => Target::Description,
        "original estimate" => Target::EstimateSeconds,
        "time spent" => Target::SpentSeconds,
        "parent key" => Target::Parent,
        "comment" | "comments" => return Column::Comment,
        "sprint" => return Column::Sprint,
        "parent" | "parent id" => return Column::ParentId,
        "status category changed" => return Column::CategoryChanged,
        "environment" => return Column::Custom(header),
        _ => Target::Ignore,
    })
}

fn custom(name: &str) -> Column<'_> {
    match name.to_lowercase().as_str() {
        "story points" | "story point estimate" => Column::Plain(Target::StoryPoints),
        "epic link" => Column::EpicLink,
        "sprint" => Column::Sprint,
        "actual start" => Column::Plain(Target::Started),
        // Jira's own bookkeeping; the rank is a string that means nothing outside the site.
        "rank"
        | "epic name"
        | "epic status"
        | "epic color"
        | "epic colour"
        | "development"
        | "[chart] date of first response"
        | "[chart] time in status" => Column::Plain(Target::Ignore),
        _ => Column::Custom(name),
    }
}

fn inside<'a>(header: &'a str, prefix: &str) -> Option<&'a str> {
    header.strip_prefix(prefix)?.strip_suffix(')')
}

/// One target per column for tables that only show what is read.
pub(crate) fn targets(header: &[&str]) -> Vec<Target> {
    header
        .iter()
        .map(|name| match column(name) {
            Column::Plain(target) => target,
            Column::Comment => Target::Comment,
            Column::Sprint => Target::Sprint,
            Column::InwardLink(_) | Column::OutwardLink(_) => Target::RelatesTo,
            Column::ParentId | Column::EpicLink => Target::Parent,
            Column::CategoryChanged => Target::Started,
            Column::Custom(_) => Target::Custom,
        })
        .collect()
}

/// Whether a header is that of Jira's export.
pub(crate) fn is_export(header: &[&str]) -> bool {
    let has = |name: &str| header.iter().any(|known| known.eq_ignore_ascii_case(name));
    has("Summary") && has("Issue key") && (has("Issue id") || has("Issue Type") || has("Project key"))
}
