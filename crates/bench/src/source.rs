//! Exported files, as an import takes them in.

use std::path::Path;

use anyhow::{Context, Result};
use outweigh_connect::plan::{ImportPlan, PlanOptions, plan};
use outweigh_connect::{Options, Parsed, Preset, SourcedLink, parse, parse_links, sniff};
use outweigh_core::workspace::Workspace;
use outweigh_server::clock;

use crate::bed;

/// A file of issues and, from some systems, one of the links between them.
pub struct Source {
    pub name: String,
    pub file_name: String,
    pub issues: Vec<u8>,
    pub links: Option<Vec<u8>>,
}

impl Source {
    /// A file of a data set, with the links beside it.
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

    /// The Apache issues when they are there, else as many generated ones with as many links.
    pub fn jira(data: &Path) -> Self {
        Self::open(&data.join("backlog_jira_apache"), "issues.csv").unwrap_or_else(|_| Self {
            name: "generated".into(),
            file_name: "issues.csv".into(),
            issues: generated_issues().into_bytes(),
            links: Some(generated_links().into_bytes()),
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
    pub fn plan(&self, workspace: &Workspace) -> ImportPlan {
        let options = PlanOptions {
            product: None,
            default_product_key: "BACKLOG".into(),
            default_product_name: "Backlog".into(),
            add_people: true,
            file_name: self.file_name.clone(),
        };
        plan(workspace, &self.parsed.items, &self.links, &options, &mut clock::new_id, clock::now())
    }
}

const ISSUES: usize = 19_844;
const LINKS: usize = 8_597;

fn generated_issues() -> String {
    let mut text = String::from(
        "key,project,type,priority,status,resolution,created,resolved,updated,due,votes,watches,assignee,\
         reporter,components,fix_versions,affects_versions,labels,summary\n",
    );
    for n in 0..ISSUES {
        let pick = |salt, count| bed::scatter(n, salt) % count;
        let priority = ["Blocker", "Critical", "Major", "Major", "Minor", "Trivial"][pick(70, 6)];
        let (status, resolution) = if pick(71, 4) == 0 { ("Open", "") } else { ("Closed", "Fixed") };
        let (votes, watches, person, part) = (pick(72, 9), pick(73, 12), pick(74, 800), pick(75, 30));
        text.push_str(&format!(
            "GEN-{n},Generated,Bug,{priority},{status},{resolution},2015-03-0{}T10:00:00Z,,2016-04-01T10:00:00Z,,\
             {votes},{watches},u_{person},u_{person},part {part},{}.0,1.0,,{}\n",
            1 + pick(76, 9),
            pick(77, 40),
            bed::title(n)
        ));
    }
    text
}

fn generated_links() -> String {
    let mut text = String::from("source,type,target\n");
    for n in 0..LINKS {
        let kind = ["blocks", "depends upon", "duplicates", "relates to"][bed::scatter(n, 80) % 4];
        let (from, to) = (bed::scatter(n, 81) % ISSUES, bed::scatter(n, 82) % ISSUES);
        text.push_str(&format!("GEN-{from},{kind},GEN-{to}\n"));
    }
    text
}
