//! The files that imports are measured on.

use std::path::Path;

use outweigh_connect::plan::ImportPlan;
use outweigh_core::workspace::Workspace;
use outweigh_evaluate::backlogs::{Read, Source};
use outweigh_server::clock;

use crate::bed;

/// The Apache issues when they are there, else as many generated ones with as many links.
pub fn jira(data: &Path) -> Source {
    Source::open(&data.join("backlog_jira_apache"), "issues.csv").unwrap_or_else(|_| Source {
        name: "generated".into(),
        file_name: "issues.csv".into(),
        issues: generated_issues().into_bytes(),
        links: Some(generated_links().into_bytes()),
    })
}

/// The change set that takes a file in, now.
pub fn plan(read: &Read, workspace: &Workspace) -> ImportPlan {
    read.plan(workspace, &mut clock::new_id, clock::now())
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
