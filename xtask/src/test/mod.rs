//! `cargo xtask test`: every stage in order, each with its time, and one table at the end.

pub(crate) mod stages;

use crate::process;
use crate::project::Project;
use anyhow::{Result, bail};
use clap::Args;
use stages::{STAGES, Stage};
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct TestArguments {
    /// Run only this stage (may be given several times)
    #[arg(long, value_name = "STAGE", value_parser = known_stage)]
    only: Vec<String>,
    /// List the stages and end
    #[arg(long)]
    list: bool,
}

fn known_stage(name: &str) -> Result<String, String> {
    let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
    if names.contains(&name) { Ok(name.to_owned()) } else { Err(format!("stages are {}", names.join(", "))) }
}

pub(crate) fn test(project: &Project, arguments: &TestArguments) -> Result<()> {
    if arguments.list {
        for stage in STAGES {
            println!("{:<10} {}", stage.name, stage.about);
        }
        return Ok(());
    }
    let chosen = STAGES
        .iter()
        .filter(|stage| arguments.only.is_empty() || arguments.only.iter().any(|name| name == stage.name));
    run_stages(project, &chosen.collect::<Vec<_>>())
}

struct Outcome {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

/// Runs stages to the last even when one fails, so that one run shows everything there is to mend.
pub(crate) fn run_stages(project: &Project, stages: &[&Stage]) -> Result<()> {
    let mut outcomes = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        eprintln!("\n[{}/{}] {}: {}", index + 1, stages.len(), stage.name, stage.about);
        let started = Instant::now();
        let failure = (stage.run)(project).err().map(|error| format!("{error:#}"));
        if let Some(failure) = &failure {
            eprintln!("  {} failed: {failure}", stage.name);
        }
        outcomes.push(Outcome { name: stage.name, took: started.elapsed(), failure });
        if process::interrupted() {
            break;
        }
    }
    eprint!("\n{}", table(&outcomes, stages.len()));
    let failed: Vec<&str> = outcomes.iter().filter(|one| one.failure.is_some()).map(|one| one.name).collect();
    if !failed.is_empty() {
        bail!("{} of {} stages failed: {}", failed.len(), stages.len(), failed.join(", "));
    }
    Ok(())
}

fn table(outcomes: &[Outcome], planned: usize) -> String {
    let mut text = String::new();
    for one in outcomes {
        let (verdict, why) = match &one.failure {
            None => ("ok", ""),
            Some(failure) => ("FAILED", failure.lines().next().unwrap_or_default()),
        };
        text += &format!("{:<10} {verdict:<7} {:>7.1} s  {why}", one.name, one.took.as_secs_f64());
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    if outcomes.len() < planned {
        text += &format!("{} stages did not run\n", planned - outcomes.len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_failures_and_stages_left_out() {
        let outcomes = [
            Outcome { name: "format", took: Duration::from_millis(1500), failure: None },
            Outcome { name: "lint", took: Duration::from_secs(60), failure: Some("one\ntwo".to_owned()) },
        ];
        assert_eq!(
            table(&outcomes, 3),
            "format     ok          1.5 s\nlint       FAILED     60.0 s  one\n1 stages did not run\n"
        );
    }

    #[test]
    fn an_unknown_stage_is_answered_with_the_known_ones() {
        assert!(known_stage("rust").is_ok());
        assert!(known_stage("rusty").unwrap_err().contains("format, lint"));
    }
}
