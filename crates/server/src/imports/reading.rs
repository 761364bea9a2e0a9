//! How an upload is read: as a backlog or as what people said. The steps are the same for both.

use std::collections::{BTreeMap, HashSet};

use outweigh_connect::notes::plan::{NotePlanOptions, NoteReport};
use outweigh_connect::notes::{self, NoteOptions, NotePreset, NoteTarget, ParsedNotes};
use outweigh_connect::plan::{ImportReport, PlanOptions};
use outweigh_connect::{
    Options, Parsed, Preset, Recognised, SourcedLink, Target, inspect, parse, plan, recognise,
};
use outweigh_core::domain::Role;
use outweigh_core::ids::{AccountId, ItemId};
use outweigh_core::ledger::Edit;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::inspect::{ColumnShown, ImportShown, import_problem};
use super::uploads::{Choices, Upload};
use crate::caller::Caller;
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// What an upload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A backlog.
    Items,
    /// What people said.
    Notes,
    /// Customers, with what they pay, and their people.
    Accounts,
}

/// What an import does, in numbers: of items or of notes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ImportOutcome {
    Items(Box<ImportReport>),
    Notes(Box<NoteReport>),
}

/// A preset of items or of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged, try_from = "String")]
pub enum ImportPreset {
    Items(Preset),
    Notes(NotePreset),
}

impl TryFrom<String> for ImportPreset {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        let notes = || NotePreset::from_key(&key).map(Self::Notes);
        Preset::from_key(&key).map(Self::Items).or_else(notes).ok_or_else(|| {
            let items = Preset::ALL.iter().map(|preset| preset.key());
            let known: Vec<_> = items.chain(NotePreset::ALL.iter().map(|preset| preset.key())).collect();
            format!("there is no preset \"{key}\"; there are {}", known.join(", "))
        })
    }
}

/// What a column becomes, of items or of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ImportTarget {
    Items(Target),
    Notes(NoteTarget),
}

/// How a file is read.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    Items { preset: Preset, options: Options, links: Vec<SourcedLink> },
    Notes { preset: NotePreset, options: NoteOptions, confirmed: BTreeMap<String, AccountId> },
}

/// What a file holds, with the choices that bear on taking it in.
pub(super) enum Content {
    Items { parsed: Parsed, links: Vec<SourcedLink> },
    Notes { parsed: ParsedNotes, confirmed: BTreeMap<String, AccountId> },
}

/// The change set of an import and what it will do.
pub(super) struct Planned {
    pub(super) edits: Vec<Edit>,
    pub(super) outcome: ImportOutcome,
}

impl Reading {
    /// As the file itself tells, with why.
    pub(super) fn recognised(file_name: &str, content: &[u8]) -> Result<(Self, String), Problem> {
        Ok(match recognise(file_name, content).map_err(|e| import_problem(&e))? {
            Recognised::Items(found) => (Self::of_items(found.preset), found.reason),
            Recognised::Notes(found) => (Self::of_notes(found.preset), found.reason),
        })
    }

    /// Chooses a preset of either kind. What was chosen for the same kind of file stays, but for the mapping.
    pub(super) fn choose(&mut self, chosen: ImportPreset) {
        match (&mut *self, chosen) {
            (Self::Items { preset, options, .. }, ImportPreset::Items(chosen)) => {
                *preset = chosen;
                options.mapping = None;
            }
            (Self::Notes { preset, options, .. }, ImportPreset::Notes(chosen)) => {
                *preset = chosen;
                options.mapping = None;
            }
            (_, ImportPreset::Items(chosen)) => *self = Self::of_items(chosen),
            (_, ImportPreset::Notes(chosen)) => *self = Self::of_notes(chosen),
        }
    }

    fn preset(&self) -> ImportPreset {
        match self {
            Self::Items { preset, .. } => ImportPreset::Items(*preset),
            Self::Notes { preset, .. } => ImportPreset::Notes(*preset),
        }
    }

    fn of_items(preset: Preset) -> Self {
        Self::Items { preset, options: Options::default(), links: Vec::new() }
    }

    fn of_notes(preset: NotePreset) -> Self {
        Self::Notes { preset, options: NoteOptions::default(), confirmed: BTreeMap::new() }
    }

    fn kind(&self) -> ImportKind {
        match self {
            Self::Items { .. } => ImportKind::Items,
            Self::Notes {
                preset:
                    NotePreset::HubSpot | NotePreset::Salesforce | NotePreset::Accounts | NotePreset::Contacts,
                ..
            } => ImportKind::Accounts,
            Self::Notes { .. } => ImportKind::Notes,
        }
    }

    /// Which column means what, by the names of targets.
    pub(super) fn set_mapping(&mut self, mapping: &BTreeMap<usize, String>) -> Result<(), Problem> {
        match self {
            Self::Items { options, .. } => options.mapping = Some(targets(mapping)?),
            Self::Notes { options, .. } => options.mapping = Some(targets(mapping)?),
        }
        Ok(())
    }

    /// The upload as it would be read.
    pub(super) fn shown(
        &self,
        upload: &Upload,
        choices: &Choices,
        content: &[u8],
    ) -> Result<ImportShown, Problem> {
        let mut shown = ImportShown {
            id: upload.id,
            file_name: upload.file_name.clone(),
            bytes: upload.bytes,
            kind: self.kind(),
            preset: self.preset(),
            preset_reason: choices.preset_reason.clone(),
            takes_mapping: false,
            rows: 0,
            columns: Vec::new(),
            targets: Vec::new(),
            mapping: None,
            sheets: Vec::new(),
            sheet: None,
            product_id: choices.product,
            source_name: choices.source_name.clone(),
            redact: None,
            links: 0,
            warnings: Vec::new(),
            state: upload.state.borrow().clone(),
        };
        match self {
            Self::Items { preset, options, links } => {
                let found = inspect(content, *preset, options).map_err(|e| import_problem(&e))?;
                shown.takes_mapping = preset.takes_mapping();
                shown.rows = found.rows;
                shown.columns = found.columns.into_iter().map(ColumnShown::of_items).collect();
                shown.targets = found.targets;
                shown.mapping = options.mapping.as_ref().map(keys);
                shown.sheets = found.sheets;
                shown.sheet = options.sheet.clone();
                shown.links = links.len();
                shown.warnings = found.warnings;
            }
            Self::Notes { preset, options, .. } => {
                let failed = |e| import_problem(&e);
                let parsed = notes::parse(&upload.file_name, content, *preset, options, &mut |_, _| {});
                shown.rows = parsed.map_err(failed)?.rows;
                shown.takes_mapping = preset.takes_mapping();
                if shown.takes_mapping {
                    let found =
                        notes::inspect(&upload.file_name, content, *preset, options).map_err(failed)?;
                    shown.columns = found.columns.into_iter().map(ColumnShown::of_notes).collect();
                    shown.targets = found.targets;
                    shown.sheets = found.sheets;
                    shown.warnings = found.warnings;
                }
                shown.mapping = options.mapping.as_ref().map(keys);
                shown.sheet = options.sheet.clone();
                shown.redact = Some(options.redacts(*preset));
            }
        }
        Ok(shown)
    }

    /// Reads the file.
    pub(super) fn read(
        &self,
        file_name: &str,
        content: &[u8],
        on_progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Content, Problem> {
        let read = match self {
            Self::Items { preset, options, links } => parse(content, *preset, options, on_progress)
                .map(|parsed| Content::Items { parsed, links: links.clone() }),
            Self::Notes { preset, options, confirmed } => {
                notes::parse(file_name, content, *preset, options, on_progress)
                    .map(|parsed| Content::Notes { parsed, confirmed: confirmed.clone() })
            }
        };
        read.map_err(|e| import_problem(&e))
    }
}

fn targets<T: DeserializeOwned>(mapping: &BTreeMap<usize, String>) -> Result<BTreeMap<usize, T>, Problem> {
    let target = |(column, key): (&usize, &String)| {
        let read = serde_json::from_value(serde_json::Value::from(key.as_str()));
        read.map(|target| (*column, target)).map_err(|_| {
            Problem::invalid("mapping", format!("there is no target \"{key}\" for column {column}"))
        })
    };
    mapping.iter().map(target).collect()
}

/// A mapping by the names of its targets.
fn keys<T: Serialize>(mapping: &BTreeMap<usize, T>) -> BTreeMap<usize, String> {
    let key = |target: &T| match serde_json::to_value(target) {
        Ok(serde_json::Value::String(key)) => key,
        _ => unreachable!("targets are spelled as one word"),
    };
    mapping.iter().map(|(column, target)| (*column, key(target))).collect()
}

impl Content {
    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Items { parsed, .. } => parsed.items.len(),
            Self::Notes { parsed, .. } => parsed.notes.len() + parsed.accounts.len() + parsed.contacts.len(),
        }
    }
}

/// The change set that takes a file in.
pub(super) async fn planned(
    state: &AppState,
    caller: &Caller,
    file_name: &str,
    choices: &Choices,
    content: &Content,
) -> Result<Planned, Problem> {
    let taken_back = state.store.taken_back().await?;
    Ok(tokio::task::block_in_place(|| plan_now(state, caller, file_name, choices, content, taken_back)))
}

fn plan_now(
    state: &AppState,
    caller: &Caller,
    file_name: &str,
    choices: &Choices,
    content: &Content,
    taken_back: HashSet<ItemId>,
) -> Planned {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let (file_name, ids, at) = (file_name.to_owned(), &mut clock::new_id, clock::now());
    match content {
        Content::Items { parsed, links } => {
            let options = PlanOptions {
                product: choices.product,
                default_product_key: "BACKLOG".into(),
                default_product_name: "Backlog".into(),
                add_people: access.everywhere() == Some(Role::Admin),
                taken_back,
                file_name,
            };
            let mut made = plan::plan(&workspace, &parsed.items, links, &options, ids, at);
            // A row may match an item the caller may not read: it is counted, and refused at commit, but not shown.
            made.report.sample.retain(|row| {
                workspace.item_by_key(&row.key).is_none_or(|item| access.reads(item.product_id))
            });
            made.report.errors.splice(0..0, parsed.problems.iter().cloned());
            made.report.warnings.splice(0..0, parsed.warnings.iter().cloned());
            Planned { edits: made.edits, outcome: ImportOutcome::Items(Box::new(made.report)) }
        }
        Content::Notes { parsed, confirmed } => {
            let options = NotePlanOptions {
                source: choices.source_name.clone(),
                product: choices.product,
                account: None,
                confirmed: confirmed.clone(),
                file_name,
            };
            let made = notes::plan::plan(&workspace, parsed, &options, ids, at);
            Planned { edits: made.edits, outcome: ImportOutcome::Notes(Box::new(made.report)) }
        }
    }
}
