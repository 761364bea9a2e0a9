//! Findings, with what they should be, as one table or as JSON.

use anyhow::{Context, Result};
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::machine::Machine;

/// One number and what it should stay below.
#[derive(Debug, Serialize)]
struct Finding {
    name: String,
    value: Option<f64>,
    unit: &'static str,
    /// The most it may be.
    target: Option<f64>,
    /// How it came about.
    note: String,
}

/// All findings of a run.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a number that has a target.
    pub fn check(
        &mut self,
        name: &str,
        value: f64,
        unit: &'static str,
        target: f64,
        note: impl Into<String>,
    ) {
        self.add(name, Some(value), unit, Some(target), note.into());
    }

    /// Adds a number worth knowing.
    pub fn tell(&mut self, name: &str, value: f64, unit: &'static str, note: impl Into<String>) {
        self.add(name, Some(value), unit, None, note.into());
    }

    /// Adds what could not be measured, and why.
    pub fn miss(&mut self, name: &str, unit: &'static str, target: f64, why: impl Into<String>) {
        self.add(name, None, unit, Some(target), why.into());
    }

    fn add(&mut self, name: &str, value: Option<f64>, unit: &'static str, target: Option<f64>, note: String) {
        self.findings.push(Finding { name: name.to_owned(), value, unit, target, note });
    }

    /// Prints everything, and the machine it was measured on.
    pub fn print(&self, json: bool) -> Result<()> {
        let machine = Machine::here();
        if json {
            let all = serde_json::json!({ "machine": machine, "findings": self.findings });
            println!("{}", serde_json::to_string_pretty(&all)?);
            return Ok(());
        }
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        table.set_header(["name", "measured", "target", "ratio", "verdict", "how"]);
        for finding in &self.findings {
            table.add_row([
                finding.name.clone(),
                finding.value.map_or_else(|| "-".into(), |value| shown(value, finding.unit)),
                finding.target.map_or_else(String::new, |target| shown(target, finding.unit)),
                finding.share().map_or_else(String::new, |share| format!("{share:.2}")),
                finding.verdict().to_owned(),
                finding.note.clone(),
            ]);
        }
        for column in 1..=3 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        println!("{machine}\n\n{table}");
        Ok(())
    }
}

impl Finding {
    fn share(&self) -> Option<f64> {
        Some(self.value? / self.target?)
    }

    fn verdict(&self) -> &'static str {
        match (self.value, self.share()) {
            (None, _) => "not measured",
            (_, None) => "",
            (_, Some(share)) if share <= 1.0 => "met",
            _ => "MISSED",
        }
    }
}

fn shown(value: f64, unit: &str) -> String {
    let digits = if value.abs() >= 100.0 { 0 } else { 2 };
    format!("{value:.digits$} {unit}")
}

/// The name if it is one of those there are.
///
/// # Errors
/// Says which names there are.
pub fn known<'a>(name: &str, names: &[&'a str]) -> Result<&'a str> {
    let found = names.iter().find(|known| **known == name);
    found.copied().with_context(|| format!("there is no group \"{name}\"; there are {}", names.join(", ")))
}
