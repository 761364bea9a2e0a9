//! `outweigh import`: a backlog from another system, what people said, or a whole workspace from an export.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use outweigh_connect::notes::plan::NotePlan;
use outweigh_connect::notes::{NoteOptions, NotePreset};
use outweigh_connect::plan::{ImportPlan, ImportReport, PlanOptions, plan};
use outweigh_connect::{
    Options, Parsed, Preset, Recognised, RowProblem, SourcedLink, parse, parse_links, recognise, sniff,
};
use outweigh_core::ids::{ItemId, ProductId};
use outweigh_core::ledger::{Cause, Edit};
use outweigh_core::workspace::Workspace;
use outweigh_server::{clock, read_ndjson};
use outweigh_store::{Caller, Progress, Store};

use super::import_notes::{self, NoteChoices, ReadNotes};
use super::note::product;
use crate::output;
use crate::workspace;

#[derive(Debug, Args)]
pub struct Import {
    /// The exported file, or a folder of notes: an unpacked export of Slack or Notion, transcripts, mail
    file: PathBuf,
    /// Say what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
    /// The file is a whole workspace, written by `outweigh export`; the workspace must be empty
    #[arg(long)]
    workspace: bool,
    /// Put new items into this product (key) instead of one per project; notes: what they are about
    #[arg(long, value_name = "KEY")]
    product: Option<String>,
    #[command(flatten)]
    notes: Notes,
    #[command(flatten)]
    reading: Source,
}

/// How to read what people said.
#[derive(Debug, Args)]
struct Notes {
    /// Notes: what their source is called here, for files of one source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Notes: take mail addresses, phone, card and account numbers out; transcripts are read so anyway
    #[arg(long)]
    redact: bool,
    /// Notes: leave the words of transcripts as they are
    #[arg(long, conflicts_with = "redact")]
    no_redact: bool,
    /// Notes: a company of the file is this account (name or id)
    #[arg(long, value_name = "COMPANY=ACCOUNT")]
    confirm: Vec<String>,
}

/// What a file holds.
enum Read {
    Items(ReadSource),
    Notes(ReadNotes),
}

/// The change set that takes a file in, and what it will do.
enum Planned {
    Items(Box<ImportPlan>),
    Notes(Box<NotePlan>),
}

/// How to read a file.
#[derive(Debug, Args)]
pub struct Source {
    /// What kind of file it is, when that is not seen. Items: jira_csv, linear_csv, github_json, jira_json, csv,
    /// xlsx, ndjson, beads_jsonl. Notes: email, transcript, slack, notion, document, feedback, accounts ..
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
    let (file_name, bytes) = bytes_of(file)?;
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
            let links = parse_links(&bytes_of(path)?.1).map_err(|e| told(&path.display().to_string(), &e))?;
            notes.extend(links.warnings);
            links.links
        }
        None => Vec::new(),
    };
    Ok(ReadSource { file_name, preset, parsed, links, notes })
}

/// The name and content of a file.
fn bytes_of(path: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = std::fs::read(path).with_context(|| format!("failed to read {}", path.display()))?;
    Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
}

/// Why a file cannot be read, for the person who chose it.
pub fn told(file: &str, error: &outweigh_connect::ImportError) -> anyhow::Error {
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
        let read = self.read()?;
        let store = workspace::open_or_make(&address).await?;
        let taken_back = store.taken_back().await?;
        let planned = self.plan(&read, &store.read(), taken_back)?;
        let edits = match planned {
            Planned::Items(planned) => {
                print_report(&planned.report);
                planned.edits
            }
            Planned::Notes(planned) => {
                import_notes::print_report(&planned.report);
                planned.edits
            }
        };
        if self.dry_run {
            println!("Nothing was changed (dry run).");
            return Ok(());
        }
        let mut edits = edits;
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

    /// Reads the file as what it is found or said to be.
    fn read(&self) -> Result<Read> {
        let options = NoteOptions {
            redact: if self.notes.redact { Some(true) } else { self.notes.no_redact.then_some(false) },
            sheet: self.reading.sheet.clone(),
            ..NoteOptions::default()
        };
        let preset = self.reading.preset.as_deref();
        let chosen = preset.filter(|key| Preset::from_key(key).is_none()).and_then(NotePreset::from_key);
        let read = if self.file.is_dir() {
            Read::Notes(import_notes::read_folder(&self.file, chosen, &options)?)
        } else {
            let (name, bytes) = bytes_of(&self.file)?;
            let found = match (preset, chosen) {
                (_, Some(chosen)) => Some(chosen),
                (Some(_), None) => None,
                (None, None) => match recognise(&name, &bytes).map_err(|e| told(&name, &e))? {
                    Recognised::Notes(found) => Some(found.preset),
                    Recognised::Items(_) => None,
                },
            };
            match found {
                Some(preset) => Read::Notes(import_notes::read_file(&name, &bytes, preset, &options)?),
                None => Read::Items(read_source(&self.file, &self.reading)?),
            }
        };
        let key = match &read {
            Read::Items(source) => source.preset.key(),
            Read::Notes(notes) => notes.preset.key(),
        };
        println!("{} read as {key}", self.file.display());
        Ok(read)
    }

    fn plan(&self, read: &Read, workspace: &Workspace, taken_back: HashSet<ItemId>) -> Result<Planned> {
        let product = self.product.as_deref().map(|key| product(workspace, key)).transpose()?;
        Ok(match read {
            Read::Items(source) => Planned::Items(Box::new(source.plan(workspace, product, taken_back))),
            Read::Notes(notes) => {
                let (source, confirm) = (self.notes.source.clone(), self.notes.confirm.clone());
                Planned::Notes(Box::new(notes.plan(workspace, &NoteChoices { source, product, confirm })?))
            }
        })
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
    print_rows(&report.errors, &report.warnings);
}

/// The first rows that were left out, and the first warnings.
pub fn print_rows(errors: &[RowProblem], warnings: &[String]) {
    for error in errors.iter().take(10) {
        let column = error.column.as_deref().map(|c| format!(", column {c}")).unwrap_or_default();
        println!("  row {}{column}: {} (expected {})", error.row, error.message, error.expected);
    }
    if errors.len() > 10 {
        println!("  and {} more", errors.len() - 10);
    }
    for warning in warnings.iter().take(10) {
        println!("  note: {warning}");
    }
}
