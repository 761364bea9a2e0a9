//! `outweigh rank`: the ranked backlog in the terminal, of a workspace or straight from a file.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use outweigh_core::backlog::{Query, order};
use outweigh_core::workspace::{Access, Slot, Workspace};
use serde_json::json;

use super::import::{Source, read_source};
use crate::output::{self, Format, short};
use crate::workspace;

#[derive(Debug, Args)]
pub struct Rank {
    /// An exported backlog to rank without any workspace: Jira, Linear, GitHub, CSV, XLSX, NDJSON
    file: Option<PathBuf>,
    /// Only these, in the filter language: `lane is hotfix and effort < 5`
    #[arg(long, default_value = "")]
    filter: String,
    /// How many to print
    #[arg(long, short = 'n', default_value_t = 40)]
    top: usize,
    /// Print all of them
    #[arg(long)]
    all: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// With a file: the preset to score by (balanced, cost_of_delay, wsjf, rice, ice)
    #[arg(long, default_value = "balanced")]
    rubric: String,
    #[command(flatten)]
    source: Source,
}

impl Rank {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        match &self.file {
            Some(file) => {
                let read = read_source(file, &self.source)?;
                let (workspace, report) = read.into_workspace(&self.rubric)?;
                for warning in report.warnings.iter().take(5) {
                    eprintln!("note: {warning}");
                }
                if !report.errors.is_empty() {
                    eprintln!(
                        "note: {} rows were left out; `outweigh import --dry-run` lists them",
                        report.errors.len()
                    );
                }
                self.print(&workspace)
            }
            None => {
                let store = workspace::open(database).await?;
                self.print(&store.read())
            }
        }
    }

    fn print(&self, workspace: &Workspace) -> Result<()> {
        let query = Query { filter: self.filter.clone(), ..Query::default() };
        let found = order(workspace, &Access::system(), &query)
            .map_err(|e| anyhow::anyhow!("failed to understand the filter\n{}", e.render(&self.filter)))?;
        let slots = if self.all { &found.slots[..] } else { &found.slots[..self.top.min(found.slots.len())] };
        match self.format {
            Format::Table => {
                output::print(&table(workspace, slots))?;
                if slots.len() < found.slots.len() {
                    eprintln!("{} of {} open items; --all prints every one", slots.len(), found.slots.len());
                }
                Ok(())
            }
            Format::Csv => {
                let text =
                    outweigh_server::backlog_csv(workspace, slots).map_err(|p| anyhow::anyhow!(p.detail))?;
                output::print(text.trim_end())
            }
            Format::Json => {
                let rows: Vec<_> = slots.iter().map(|&slot| json_row(workspace, slot)).collect();
                output::print(&serde_json::to_string_pretty(&rows).context("failed to write JSON")?)
            }
        }
    }
}

fn table(workspace: &Workspace, slots: &[Slot]) -> String {
    let unit = workspace.scorer().map_or("", |s| s.rubric().score_unit.as_str());
    let mut table = output::table(&[
        "#",
        "key",
        "title",
        "lane",
        "status",
        &format!("score ({unit})"),
        "effort",
        "because",
    ]);
    for &slot in slots {
        let item = &workspace.items.at(slot).value;
        let score = workspace.score_at(slot);
        let place = workspace.places_at(slot).map_or_else(String::new, |(computed, shown)| {
            if computed == shown { shown.to_string() } else { format!("{shown} (computed {computed})") }
        });
        table.add_row([
            place,
            item.key.clone(),
            item.title.clone(),
            item.lane.map_or("", outweigh_core::domain::Lane::label).to_owned(),
            item.status.to_string(),
            score.map_or_else(String::new, |s| {
                format!("{} ({}..{})", short(s.value), short(s.low), short(s.high))
            }),
            score
                .and_then(|s| s.effort)
                .map_or_else(String::new, |e| format!("{}..{}d", short(e.low), short(e.high))),
            because(workspace, slot),
        ]);
    }
    table.to_string()
}

/// The largest terms and what they rest on, in a few words.
fn because(workspace: &Workspace, slot: Slot) -> String {
    let Some(scorer) = workspace.scorer() else { return String::new() };
    let item = &workspace.items.at(slot).value;
    let detail = scorer.detail(workspace, item);
    let total = detail.score.value;
    let mut terms: Vec<_> = detail.terms.iter().filter(|t| t.value > 0.0).collect();
    terms.sort_by(|a, b| b.value.total_cmp(&a.value));
    let shares: Vec<_> =
        terms.iter().take(2).map(|t| format!("{} {:.0}%", t.label, 100.0 * t.value / total)).collect();
    let mut known: Vec<&str> =
        detail.inputs.iter().flat_map(|(_, _, seen)| seen.iter().map(|o| o.label.as_str())).collect();
    known.dedup();
    known.truncate(3);
    if known.is_empty() {
        return format!("{}; nothing known, wide ranges", shares.join(", "));
    }
    format!("{}; {}", shares.join(", "), known.join(", "))
}

fn json_row(workspace: &Workspace, slot: Slot) -> serde_json::Value {
    let item = &workspace.items.at(slot).value;
    let score = workspace.score_at(slot);
    let places = workspace.places_at(slot);
    let terms: serde_json::Map<_, _> = workspace
        .scorer()
        .zip(score)
        .map(|(scorer, score)| {
            scorer.rubric().terms.iter().zip(&score.terms).map(|(t, v)| (t.key.clone(), json!(v))).collect()
        })
        .unwrap_or_default();
    json!({
        "rank": places.map(|(_, shown)| shown),
        "computed_rank": places.map(|(computed, _)| computed),
        "key": item.key,
        "title": item.title,
        "lane": item.lane,
        "horizon": item.horizon,
        "status": item.status,
        "score": score.map(|s| json!({ "value": s.value, "low": s.low, "high": s.high, "terms": terms })),
        "effort_days": score.and_then(|s| s.effort),
        "because": because(workspace, slot),
    })
}
