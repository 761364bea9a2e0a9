//! Linear's CSV export of a workspace, a team or a view: 34 columns today, 21 in its oldest form.

use crate::options::Progress;
use crate::table::{self, Plan, Target};
use crate::{ImportError, ImportedSprint, Options, Parsed, Preset, StatusCategory};

/// Reads the export.
pub(crate) fn parse(
    bytes: &[u8],
    options: &Options,
    on_progress: Progress<'_>,
) -> Result<Parsed, ImportError> {
    let loaded = table::load(bytes, Preset::LinearCsv, options)?;
    let header = loaded.grid.header();
    if !is_export(&header) {
        return Err(ImportError::WrongShape {
            preset: Preset::LinearCsv.key(),
            missing:
                "the columns \"ID\", \"Team\", \"Title\", \"Status\" and \"Priority\" of Linear's export"
                    .into(),
        });
    }
    let mut plan = Plan::new(&loaded.grid, &targets(&header), options.date_order, "linear");
    // A due day is written as midnight in the zone of whoever exported.
    plan.rounds_due = true;
    let place = |name: &str| header.iter().position(|known| *known == name);
    let cycle = ["Cycle Name", "Cycle Number", "Cycle Start", "Cycle End"].map(place);
    let canceled = place("Canceled");
    let initiatives = place("Initiatives").or_else(|| place("Roadmaps"));
    Ok(table::collect_rows(&loaded, &plan, on_progress, |item, row| {
        let cell = |place: Option<usize>| place.map_or("", |column| row.cell(column));
        let day = |text: &str| crate::dates::parse(text, crate::DateOrder::DayFirst)?.nearest_utc_day();
        let name = match (cell(cycle[0]), cell(cycle[1])) {
            ("", "") => None,
            ("", number) => Some(format!("Cycle {number}")),
            (name, _) => Some(name.to_owned()),
        };
        item.sprints.extend(name.map(|name| ImportedSprint {
            name,
            state: None,
            starts: day(cell(cycle[2])),
            ends: day(cell(cycle[3])),
        }));
        if !cell(canceled).is_empty() {
            // Canceled, Duplicate, Won't do: the status is the reason.
            item.resolution = item.status_text.clone();
        }
        if !cell(initiatives).is_empty() {
            item.custom.insert("Initiatives".into(), cell(initiatives).to_owned());
        }
        // Teams name their states as they like; the dates of completing and starting do not lie.
        if item.resolved_at.is_some() {
            item.status_category = StatusCategory::Done;
        } else if item.started_at.is_some() && item.status_category == StatusCategory::Todo {
            item.status_category = StatusCategory::Doing;
        }
        if item.priority.as_deref() == Some("No priority") {
            item.priority = None;
        }
        // A key such as ENG-12 says the team, and the team's name stands beside it.
        item.project_key = item.external_key.rsplit_once('-').map(|(team, _)| team.to_owned());
    }))
}

/// One target per column.
pub(crate) fn targets(header: &[&str]) -> Vec<Target> {
    header
        .iter()
        .map(|name| match *name {
            "ID" | "Id" => Target::Key,
            "UUID" => Target::Id,
            "Team" => Target::ProjectName,
            "Title" => Target::Title,
            "Description" => Target::Description,
            "Status" => Target::Status,
            "Estimate" => Target::StoryPoints,
            "Priority" => Target::Priority,
            "Project" | "SLA Status" => Target::Custom,
            "Creator" => Target::Reporter,
            "Assignee" => Target::Assignee,
            "Labels" => Target::Labels,
            "Created" => Target::Created,
            "Updated" => Target::Updated,
            "Started" => Target::Started,
            "Completed" | "Canceled" => Target::Resolved,
            "Due Date" => Target::Due,
            "Parent issue" => Target::Parent,
            "Project Milestone" => Target::Milestone,
            "Related to" => Target::RelatesTo,
            "Blocked by" => Target::Needs,
            "Duplicate of" => Target::DuplicateOf,
            _ => Target::Ignore,
        })
        .collect()
}

/// Whether a header is that of Linear's export.
pub(crate) fn is_export(header: &[&str]) -> bool {
    let has = |name: &str| header.contains(&name);
    (has("ID") || has("Id"))
        && ["Team", "Title", "Status", "Priority", "Created"].iter().all(|name| has(name))
        && (has("Cycle Number") || has("Project ID") || has("Canceled"))
}
