//! `outweigh import`: a backlog from another system, or a whole workspace from an export.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use outweigh_connect::plan::{ImportPlan, ImportReport, PlanOptions, plan};
use outweigh_connect::{Options, Parsed, Preset, SourcedLink, parse, parse_links, sniff};
use outweigh_core::ids::{ItemId, ProductId};
use outweigh_core::ledger::{Cause, Edit};
use outweigh_core::workspace::Workspace;
use outweigh_server::{clock, read_ndjson};
use outweigh_store::{Caller, Progress, Store};

use crate::output;
use crate::workspace;

#[derive(Debug, Args)]
pub struct Import {
    /// The exported file
    file: PathBuf,
    /// Say what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The file is a whole workspace, written by `outweigh export`; the workspace must be empty
    #[arg(long)]
    workspace: bool,
    /// Put new items into this product (key) instead of one per project
    #[arg(long, value_name = "KEY")]
    product: Option<String>,
    #[command(flatten)]
    source: Source,
}

/// How to read a file.
#[derive(Debug, Args)]
pub struct Source {
    /// What kind of file it is, when that is not seen: jira_csv, linear_csv, github_json, jira_json, csv,
    /// xlsx, ndjson, beads_jsonl
    #[arg(long)]
    preset: Option<String>,
    /// A CSV file of links between items: source, type, target
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// XLSX only: the sheet
    #[arg(long)]
    sheet: Option<String>,
}

/// A file that was read.
pub struct ReadSource {
    file_name: String,
    pub preset: Preset,
    parsed: Parsed,
    links: Vec<SourcedLink>,
    notes: Vec<String>,
}

/// Reads a file and its links.
pub fn read_source(file: &Path, source: &Source) -> Result<ReadSource> {
    let read =
        |path: &Path| std::fs::read(path).with_context(|| format!("failed to read {}", path.display()));
    let bytes = read(file)?;
    let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let preset = match &source.preset {
        Some(key) => Preset::from_key(key).with_context(|| {
            let known: Vec<_> = Preset::ALL.iter().map(|p| p.key()).collect();
            format!("there is no preset \"{key}\"; there are {}", known.join(", "))
        })?,
        None => sniff(&file_name, &bytes).map_err(|e| told(&file_name, &e))?.preset,
    };
    let options = Options { sheet: source.sheet.clone(), ..Options::default() };
    let parsed = parse(&bytes, preset, &options, &mut |_, _| {}).map_err(|e| told(&file_name, &e))?;
    let mut notes = parsed.warnings.clone();
    let links = match &source.links {
        Some(path) => {
            let links = parse_links(&read(path)?).map_err(|e| told(&path.display().to_string(), &e))?;
            notes.extend(links.warnings);
            links.links
        }
        None => Vec::new(),
    };
    Ok(ReadSource { file_name, preset, parsed, links, notes })
}

fn told(file: &str, error: &outweigh_connect::ImportError) -> anyhow::Error {
    let hint = error.hint();
    anyhow::anyhow!("failed to import {file}: {error}\nhint: {hint}")
}

impl ReadSource {
    /// The change set that takes the file into a workspace.
    ///
    /// Of its deleted items, those `taken_back` by an undo come back.
    pub fn plan(
        &self,
        workspace: &Workspace,
        product: Option<ProductId>,
        taken_back: HashSet<ItemId>,
    ) -> ImportPlan {
        let options = PlanOptions {
            product,
            default_product_key: "BACKLOG".into(),
            default_product_name: "Backlog".into(),
            add_people: true,
            taken_back,
            file_name: self.file_name.clone(),
        };
        let mut planned =
            plan(workspace, &self.parsed.items, &self.links, &options, &mut clock::new_id, clock::now());
        planned.report.errors.splice(0..0, self.parsed.problems.iter().cloned());
        planned.report.warnings.splice(0..0, self.notes.iter().cloned());
        planned
    }

    /// A workspace in memory that holds the file.
    pub fn into_workspace(self, rubric: &str) -> Result<(Workspace, ImportReport)> {
        let mut report = ImportReport::default();
        let workspace = workspace::in_memory(
            |empty| {
                let planned = self.plan(empty, None, HashSet::new());
                report = planned.report;
                planned.edits
            },
            rubric,
        )?;
        Ok((workspace, report))
    }
}

impl Import {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let address = workspace::address(database)?;
        if self.workspace {
            let store = workspace::open_or_make(&address).await?;
            return self.whole_workspace(&store).await;
        }
        let source = read_source(&self.file, &self.source)?;
        let store = workspace::open_or_make(&address).await?;
        let taken_back = store.taken_back().await?;
        let planned = {
            let workspace = store.read();
            let product = match &self.product {
                Some(key) => {
                    let product = workspace
                        .product_by_key(key)
                        .with_context(|| format!("there is no product {key}"))?;
                    Some(product.id)
                }
                None => None,
            };
            source.plan(&workspace, product, taken_back)
        };
        println!("{} read as {}", self.file.display(), source.preset.key());
        print_report(&planned.report);
        if self.dry_run {
            println!("Nothing was changed (dry run).");
            return Ok(());
        }
        let mut edits = planned.edits;
        if edits.is_empty() {
            println!("Everything is as the file says: nothing was changed.");
            return Ok(());
        }
        if store.read().active_rubric().is_none() {
            edits.push(workspace::starting_rubric("balanced")?);
        }
        let receipt = self.write(&store, edits).await?;
        if let Some(position) = receipt.position {
            println!("Imported as change set {position}. To take it back: outweigh undo {position}");
        }
        store.close().await;
        Ok(())
    }

    async fn write(&self, store: &Store, edits: Vec<Edit>) -> Result<outweigh_store::Receipt> {
        let (progress, mut told) = tokio::sync::watch::channel(Progress::default());
        let bar = ProgressBar::new(0).with_style(
            ProgressStyle::with_template("{wide_bar} {pos}/{len} rows, {eta} left")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let shown = bar.clone();
        let showing = tokio::spawn(async move {
            while told.changed().await.is_ok() {
                let Progress { done, total } = *told.borrow();
                shown.set_length(total);
                shown.set_position(done);
            }
        });
        let reason = format!("import of {}", self.file.file_name().unwrap_or_default().to_string_lossy());
        let draft = workspace::draft(Cause::Import, &reason, edits);
        let receipt = store.write_with_progress(draft, Caller::System, progress).await;
        bar.finish_and_clear();
        showing.abort();
        Ok(receipt?)
    }

    async fn whole_workspace(&self, store: &Store) -> Result<()> {
        if store.read().position > 0 {
            anyhow::bail!("the workspace is not empty: a whole workspace is imported into a new one");
        }
        let text = std::fs::read_to_string(&self.file)
            .with_context(|| format!("failed to read {}", self.file.display()))?;
        let entities = read_ndjson(&text)
            .map_err(|e| anyhow::anyhow!("failed to import {}: {e}", self.file.display()))?;
        let count = entities.len();
        if self.dry_run {
            println!("{count} entities; nothing was changed (dry run).");
            return Ok(());
        }
        self.write(store, entities.into_iter().map(Edit::Create).collect()).await?;
        println!("Imported {count} entities.");
        Ok(())
    }
}

fn print_report(report: &ImportReport) {
    let counts = [
        (report.creates, "items new"),
        (report.updates, "changed"),
        (report.restored, "brought back"),
        (report.deleted_here, "deleted here"),
        (report.unchanged, "as they are"),
        (report.dependencies, "dependencies"),
        (report.comments, "comments"),
        (report.products, "products"),
        (report.people, "people"),
        (report.releases, "releases"),
        (report.sprints, "sprints"),
        (report.errors.len(), "rows left out"),
    ];
    let parts: Vec<_> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{} {what}", output::short(*n as f64)))
        .collect();
    println!("{}", parts.join(", "));
    for error in report.errors.iter().take(10) {
        let column = error.column.as_deref().map(|c| format!(", column {c}")).unwrap_or_default();
        println!("  row {}{column}: {} (expected {})", error.row, error.message, error.expected);
    }
    if report.errors.len() > 10 {
        println!("  and {} more", report.errors.len() - 10);
    }
    for warning in report.warnings.iter().take(10) {
        println!("  note: {warning}");
    }
}
