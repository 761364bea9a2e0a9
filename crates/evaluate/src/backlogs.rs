//! Exported backlogs, read and taken in as an import does.

use std::path::Path;

use anyhow::{Context, Result};
use jiff::Timestamp;
use outweigh_connect::plan::{ImportPlan, PlanOptions, plan};
use outweigh_connect::{Options, Parsed, Preset, SourcedLink, parse, parse_links, sniff};
use outweigh_core::domain::RubricState;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_core::score::preset;
use outweigh_core::workspace::{Access, Staged, Workspace};
use uuid::Uuid;

/// A file of issues and, from some systems, one of the links between them.
pub struct Source {
    pub name: String,
    pub file_name: String,
    pub issues: Vec<u8>,
    pub links: Option<Vec<u8>>,
}

impl Source {
    /// A file of a data set, with the links beside it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(folder: &Path, file_name: &str) -> Result<Self> {
        let file = folder.join(file_name);
        let issues = std::fs::read(&file).with_context(|| format!("failed to read {}", file.display()))?;
        Ok(Self {
            name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            file_name: file_name.to_owned(),
            issues,
            links: std::fs::read(folder.join("links.csv")).ok(),
        })
    }

    /// Reads the files as an import does.
    ///
    /// # Errors
    /// They are not what any preset knows.
    pub fn read(&self) -> Result<Read> {
        let preset = sniff(&self.file_name, &self.issues)?.preset;
        let parsed = parse(&self.issues, preset, &Options::default(), &mut |_, _| {})?;
        let links = self.links.as_deref().map(parse_links).transpose()?;
        let links = links.map(|parsed| parsed.links).unwrap_or_default();
        Ok(Read { file_name: self.file_name.clone(), preset, parsed, links })
    }
}

/// A file that was read.
pub struct Read {
    file_name: String,
    pub preset: Preset,
    pub parsed: Parsed,
    pub links: Vec<SourcedLink>,
}

impl Read {
    /// The change set that takes it into a workspace.
    pub fn plan(
        &self,
        workspace: &Workspace,
        new_id: &mut dyn FnMut() -> Uuid,
        now: Timestamp,
    ) -> ImportPlan {
        let options = PlanOptions {
            product: None,
            default_product_key: "BACKLOG".into(),
            default_product_name: "Backlog".into(),
            add_people: true,
            taken_back: Default::default(),
            file_name: self.file_name.clone(),
        };
        plan(workspace, &self.parsed.items, &self.links, &options, new_id, now)
    }
}

/// Names that an exported backlog goes by in a folder of the data.
const FILES: [&str; 4] =
    ["issues.csv", "issues.jsonl", "jira_rest_search_page.json", "github_rest_issues_page.json"];

/// Every backlog in the folders `backlog_*`, by name.
pub(crate) fn sources(data: &Path) -> Result<Vec<Source>> {
    let Ok(folders) = std::fs::read_dir(data) else { return Ok(Vec::new()) };
    let mut folders: Vec<_> = folders.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders
        .retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("backlog_")));
    folders.sort();
    let files = folders.iter().flat_map(|folder| FILES.iter().map(move |file| (folder, *file)));
    files
        .filter(|(folder, file)| folder.join(file).exists())
        .map(|(folder, file)| Source::open(folder, file))
        .collect()
}

/// A workspace in memory, with ids by counting and one time for everything.
pub(crate) struct Bed {
    pub(crate) workspace: Workspace,
    ids: u128,
}

impl Bed {
    /// With nothing but the rubric a new one starts with.
    pub(crate) fn empty() -> Result<Self> {
        let mut bed = Self { workspace: Workspace::empty(jiff::civil::date(2026, 1, 1)), ids: 0 };
        let mut rubric = preset("balanced", bed.new_id().into()).context("the preset is known")?;
        rubric.state = RubricState::Active;
        bed.take_in(vec![Edit::Create(rubric.into())])?;
        Ok(bed)
    }

    /// The change set that takes a file in.
    pub(crate) fn plan(&mut self, read: &Read) -> ImportPlan {
        let ids = &mut self.ids;
        let mut new_id = || {
            *ids += 1;
            Uuid::from_u128(*ids)
        };
        read.plan(&self.workspace, &mut new_id, NOW)
    }

    /// Takes edits in through the same checks as any change set.
    pub(crate) fn take_in(&mut self, edits: Vec<Edit>) -> Result<()> {
        let draft = Draft {
            id: self.new_id().into(),
            at: NOW,
            actor: Actor::system("evaluate"),
            cause: Cause::Import,
            reason: String::new(),
            idempotency_key: None,
            undoes: None,
            edits,
        };
        let mut staged = Staged::new(&self.workspace, [0; 32]);
        staged.stage(&draft, &Access::system())?;
        let outcome = staged.finish();
        let position = self.workspace.position + 1;
        self.workspace.apply(outcome, position);
        Ok(())
    }

    fn new_id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }
}

/// 2026-01-01.
const NOW: Timestamp = Timestamp::constant(1_767_225_600, 0);
