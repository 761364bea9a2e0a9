//! The part of `outweigh import` that takes in what people said.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use outweigh_connect::notes::plan::{Counts, NotePlan, NotePlanOptions, NoteReport, plan};
use outweigh_connect::notes::{
    NoteFile, NoteOptions, NotePreset, ParsedNotes, parse, parse_folder, sniff_folder,
};
use outweigh_core::ids::ProductId;
use outweigh_core::workspace::Workspace;
use outweigh_server::clock;

use super::import::{print_rows, told};
use super::note::account;
use crate::output;

/// What was read, and how.
pub struct ReadNotes {
    pub preset: NotePreset,
    parsed: ParsedNotes,
    file_name: String,
}

/// Choices about taking notes in.
#[derive(Debug, Default)]
pub struct NoteChoices {
    pub source: Option<String>,
    pub product: Option<ProductId>,
    /// `COMPANY=ACCOUNT`
    pub confirm: Vec<String>,
}

/// Reads one file.
pub fn read_file(
    file_name: &str,
    bytes: &[u8],
    preset: NotePreset,
    options: &NoteOptions,
) -> Result<ReadNotes> {
    let parsed = parse(file_name, bytes, preset, options, &mut |_, _| {}).map_err(|e| told(file_name, &e))?;
    Ok(ReadNotes { preset, parsed, file_name: file_name.to_owned() })
}

/// Reads a folder: an unpacked export of Slack or Notion, or files of any kind.
pub fn read_folder(folder: &Path, preset: Option<NotePreset>, options: &NoteOptions) -> Result<ReadNotes> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut contents = BTreeMap::new();
    gather(folder, "", &mut contents)?;
    let files: Vec<NoteFile<'_>> = contents.iter().map(|(path, bytes)| NoteFile { path, bytes }).collect();
    let failed = |e| told(&name, &e);
    let preset = match preset {
        Some(preset) => preset,
        None => sniff_folder(&files).map_err(failed)?.preset,
    };
    let parsed = parse_folder(&files, preset, options, &mut |_, _| {}).map_err(failed)?;
    Ok(ReadNotes { preset, parsed, file_name: name })
}

/// The files of a folder by their path in it. Hidden ones and links to elsewhere are left out.
fn gather(folder: &Path, prefix: &str, contents: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let failed = || format!("failed to read {}", folder.display());
    for entry in std::fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (kind, path) = (entry.file_type().with_context(failed)?, format!("{prefix}{name}"));
        if kind.is_dir() {
            gather(&entry.path(), &format!("{path}/"), contents)?;
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).with_context(|| format!("failed to read {path}"))?;
            contents.insert(path, bytes);
        }
    }
    Ok(())
}

impl ReadNotes {
    /// The change set that takes the notes into a workspace.
    pub fn plan(&self, workspace: &Workspace, choices: &NoteChoices) -> Result<NotePlan> {
        let confirmed = choices.confirm.iter().map(|pair| {
            let (company, name) = pair
                .split_once('=')
                .with_context(|| format!("\"{pair}\" is not COMPANY=ACCOUNT, such as \"Acme Corp=Acme\""))?;
            Ok((company.to_owned(), account(workspace, name)?))
        });
        let options = NotePlanOptions {
            source: choices.source.clone(),
            product: choices.product,
            account: None,
            confirmed: confirmed.collect::<Result<_>>()?,
            file_name: self.file_name.clone(),
        };
        Ok(plan(workspace, &self.parsed, &options, &mut clock::new_id, clock::now()))
    }
}

/// Says what an import of notes does.
pub fn print_report(report: &NoteReport) {
    let of = |counts: Counts, what: &'static str| {
        [
            (counts.creates, what, "new"),
            (counts.updates, what, "changed"),
            (counts.unchanged, what, "as they are"),
        ]
    };
    let kinds = [
        of(report.notes, "notes"),
        of(report.accounts, "accounts"),
        of(report.contacts, "contacts"),
        of(report.sources, "sources"),
    ];
    let left = [
        (report.left_deleted, "notes", "deleted here stay so"),
        (report.left_erased, "notes", "erased here stay so"),
        (report.too_old, "notes", "older than their source keeps them left out"),
        (report.without_words, "records", "without words left out"),
        (report.redactions, "numbers and addresses", "taken out"),
        (report.errors.len(), "rows", "left out"),
    ];
    let parts: Vec<_> = kinds
        .into_iter()
        .flatten()
        .chain(left)
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, what, how)| format!("{} {what} {how}", output::short(count as f64)))
        .collect();
    println!("{}", parts.join(", "));
    for proposed in report.confirmations.iter().take(10) {
        println!("  is \"{}\" {}? {}", proposed.company, proposed.account_name, proposed.because);
        println!("    if so: --confirm \"{}={}\"", proposed.company, proposed.account_name);
    }
    print_rows(&report.errors, &report.warnings);
}
