//! Jira's "Export > CSV (all fields)".

use std::collections::HashMap;

use super::columns::{self, Column};
use super::sprints;
use crate::dates::{self, DateOrder, OrderEvidence};
use crate::links::link_of_type;
use crate::options::Progress;
use crate::table::{self, Grid, Plan, Row, Target, add_custom};
use crate::text::jira_wiki::{People, to_markdown};
use crate::{ImportError, ImportedComment, ImportedItem, Options, Parsed, Preset, StatusCategory};

/// Reads the export.
pub(crate) fn parse(
    bytes: &[u8],
    options: &Options,
    on_progress: Progress<'_>,
) -> Result<Parsed, ImportError> {
    let loaded = table::load(bytes, Preset::JiraCsv, options)?;
    let header = loaded.grid.header();
    if !columns::is_export(&header) {
        return Err(ImportError::WrongShape {
            preset: Preset::JiraCsv.key(),
            missing: "the columns \"Summary\", \"Issue key\" and \"Issue id\" of Jira's export".into(),
        });
    }
    let extra: Vec<(usize, Column<'_>)> = header
        .iter()
        .enumerate()
        .map(|(index, name)| (index, columns::column(name)))
        .filter(|(_, column)| !matches!(column, Column::Plain(_)))
        .collect();
    let plain: Vec<Target> = header
        .iter()
        .map(|name| match columns::column(name) {
            Column::Plain(target) => target,
            _ => Target::Ignore,
        })
        .collect();
    let plan = Plan::new(&loaded.grid, &plain, options.date_order, "jira");
    let people = people(&loaded.grid, &header);
    let keys = keys_by_id(&loaded.grid, &header);
    let order = order_in_comments(&loaded.grid, &extra, plan.shown_order);
    Ok(table::collect_rows(&loaded, &plan, on_progress, |item, row| {
        if let Some(description) = &mut item.description {
            *description = to_markdown(description, &people);
        }
        let mut epic = None;
        for (index, column) in &extra {
            let cell = row.cell(*index);
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::Plain(_) => {}
                Column::Comment => item.comments.push(comment(cell, order, &people)),
                Column::Sprint => item.sprints.extend(sprints::from_text(cell)),
                Column::InwardLink(name) => {
                    item.links.extend(keys_in(cell).map(|key| link_of_type(name, false, key)));
                }
                Column::OutwardLink(name) => {
                    item.links.extend(keys_in(cell).map(|key| link_of_type(name, true, key)));
                }
                Column::ParentId => {
                    if item.parent_key.is_none() {
                        // Newer exports write the key itself here; an id outside the file says nothing.
                        let key = keys.get(cell).copied().or_else(|| cell.contains('-').then_some(cell));
                        item.parent_key = key.map(str::to_owned);
                    }
                }
                Column::EpicLink => epic = Some(cell),
                Column::CategoryChanged => {
                    if item.status_category == StatusCategory::Doing {
                        item.started_at = dates::parse(cell, order).and_then(dates::Moment::timestamp);
                    }
                }
                Column::Custom(name) => add_custom(item, name, cell.to_owned()),
            }
        }
        if item.parent_key.is_none() {
            item.parent_key = epic.map(str::to_owned);
        }
        finish(item);
    }))
}

/// The keys in a cell of links; some sites show all links of one type in one column.
fn keys_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|key| !key.is_empty())
}

fn finish(item: &mut ImportedItem) {
    if !item.comments.is_empty() {
        item.comment_count = u32::try_from(item.comments.len()).ok();
    }
}

/// Names by account id, from every pair of columns such as `Assignee` and `Assignee Id`. Of repeated
/// columns (`Watchers`) the n-th name belongs to the n-th id.
fn people<'a>(grid: &'a Grid, header: &[&str]) -> People<'a> {
    let places = |wanted: &str| -> Vec<usize> {
        header
            .iter()
            .enumerate()
            .filter(|(_, name)| name.eq_ignore_ascii_case(wanted))
            .map(|(place, _)| place)
            .collect()
    };
    let mut pairs = Vec::new();
    for name in ["Assignee", "Reporter", "Creator", "Project lead", "Watchers"] {
        pairs.extend(places(name).into_iter().zip(places(&format!("{name} Id"))));
    }
    let mut people = HashMap::new();
    for row in grid.body() {
        for &(name, id) in &pairs {
            let (name, id) = (row.cell(name), row.cell(id));
            if !name.is_empty() && !id.is_empty() {
                people.insert(id, name);
            }
        }
    }
    people
}

/// Keys by issue id: Cloud names the parent by its id when the parent key column was not chosen.
fn keys_by_id<'a>(grid: &'a Grid, header: &[&str]) -> HashMap<&'a str, &'a str> {
    let place = |wanted: &str| header.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    match (place("Issue id"), place("Issue key")) {
        (Some(id), Some(key)) => grid.body().map(|row: Row<'a>| (row.cell(id), row.cell(key))).collect(),
        _ => HashMap::new(),
    }
}

/// The order of day and month in the dates that begin comments. Jira's own format spells the month, so
/// this matters only where a site's look and feel was changed; the other date columns know it then.
fn order_in_comments(grid: &Grid, extra: &[(usize, Column<'_>)], shown: Option<DateOrder>) -> DateOrder {
    if let Some(shown) = shown {
        return shown;
    }
    let dated =
        extra.iter().filter(|(_, column)| matches!(column, Column::Comment | Column::CategoryChanged));
    let cells =
        dated.flat_map(|(index, _)| grid.column(*index)).map(|cell| cell.split(';').next().unwrap_or(cell));
    match dates::order_evidence(cells) {
        OrderEvidence::Shown(order) => order,
        OrderEvidence::Ambiguous { twelve_hour: true } => DateOrder::MonthFirst,
        OrderEvidence::NotNeeded | OrderEvidence::Ambiguous { .. } => DateOrder::DayFirst,
    }
}

/// `date;author;text`. A cell without that head is all text: exports from apps write it so.
fn comment(cell: &str, order: DateOrder, people: &People<'_>) -> ImportedComment {
    let mut parts = cell.splitn(3, ';');
    if let (Some(date), Some(author), Some(text)) = (parts.next(), parts.next(), parts.next())
        && let Some(moment) = dates::parse(date, order)
    {
        let author = author.trim();
        return ImportedComment {
            at: moment.timestamp(),
            author: (!author.is_empty()).then(|| people.get(author).copied().unwrap_or(author).to_owned()),
            text: to_markdown(text.trim(), people),
        };
    }
    ImportedComment { at: None, author: None, text: to_markdown(cell, people) }
}
