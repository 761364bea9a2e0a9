//! The files of `content/` as they are written; `content/README.md` says what they mean.

use anyhow::Context;
use outweigh_core::domain::{Health, Horizon, Lane, Role, Severity, Status};
use serde::Deserialize;
use std::collections::BTreeMap;

use super::entries::Entry;
use super::words::{Source, Words};

/// Everything the demo is made of.
pub(super) struct Content {
    pub(super) company: Company,
    pub(super) accounts: Vec<Account>,
    /// In order of creation.
    pub(super) items: Vec<Item>,
    pub(super) words: Words,
}

impl Content {
    /// Reads the files that are built into the program.
    pub(super) fn read() -> Result<Self, anyhow::Error> {
        let company = toml::from_str(include_str!("content/company.toml"))
            .context("failed to read the demo's company.toml")?;
        let accounts = serde_json::from_str(include_str!("content/accounts.json"))
            .context("failed to read the demo's accounts.json")?;
        let items = serde_json::from_str(include_str!("content/items.json"))
            .context("failed to read the demo's items.json")?;
        Ok(Self { company, accounts, items, words: Words::read()? })
    }
}

/// `company.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    /// Every tag an item may use.
    #[cfg_attr(not(test), expect(dead_code, reason = "a vocabulary that the tests hold the items to"))]
    pub(super) tags: Vec<String>,
    #[expect(dead_code, reason = "about the company; the workspace has no place for it")]
    pub(super) company: toml::Table,
    pub(super) people: Vec<Person>,
    pub(super) products: Vec<Product>,
    pub(super) areas: Vec<Area>,
    pub(super) teams: Vec<Team>,
    pub(super) goals: Vec<Goal>,
    pub(super) releases: Vec<Release>,
    pub(super) rubric_changes: Vec<RubricChange>,
    pub(super) views: Vec<View>,
    pub(super) segments: Vec<Segment>,
    pub(super) sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    #[expect(dead_code, reason = "a job title; people of a workspace have roles on products only")]
    pub(super) role: String,
    #[expect(dead_code, reason = "teams name their members")]
    pub(super) team: Option<String>,
    pub(super) grant: Role,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Product {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Area {
    pub(super) key: String,
    pub(super) product: String,
    pub(super) name: String,
    /// Who usually works on it.
    pub(super) team: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) capacity_days_per_sprint: f64,
    /// The first one leads it.
    pub(super) members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Goal {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) product: Option<String>,
    pub(super) outcome: String,
    pub(super) due: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Release {
    pub(super) key: String,
    pub(super) product: String,
    pub(super) name: String,
    pub(super) offset_days: i32,
    pub(super) released: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RubricChange {
    pub(super) day: i32,
    pub(super) by: String,
    pub(super) reason: String,
    /// Weight of each term of the rubric, by its key.
    pub(super) weights: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct View {
    pub(super) name: String,
    pub(super) filter: String,
    pub(super) sort: Option<String>,
    pub(super) group: Option<String>,
    pub(super) shared: bool,
    pub(super) owner: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Segment {
    pub(super) name: String,
    pub(super) predicate: String,
    pub(super) by: String,
}

/// One of `accounts.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) plan: String,
    pub(super) revenue: f64,
    pub(super) currency: String,
    pub(super) segment_attributes: BTreeMap<String, String>,
    pub(super) renewal_day: i32,
    pub(super) health: Health,
    pub(super) contacts: Vec<Contact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) email: String,
}

/// One of `items.json`. Values that only the last change of the timeline repeats are for the tests.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) problem: String,
    #[serde(default)]
    pub(super) description: String,
    pub(super) product: String,
    pub(super) area: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) created_day: i32,
    pub(super) created_minute: i32,
    pub(super) created_by: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) status: Status,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) lane: Option<Lane>,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) horizon: Option<Horizon>,
    pub(super) owner: Option<String>,
    pub(super) team: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) release: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) due_day: Option<i32>,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    pub(super) severity: Option<Severity>,
    #[serde(default)]
    pub(super) workaround: String,
    #[serde(default)]
    pub(super) affected_accounts: Vec<String>,
    #[serde(default)]
    pub(super) outcome_target: String,
    #[serde(default)]
    pub(super) milestones: Vec<Milestone>,
    pub(super) differentiation: Option<u8>,
    pub(super) scalability: Option<u8>,
    pub(super) goal: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) acceptance_criteria: Vec<Criterion>,
    #[serde(default)]
    pub(super) success_metric: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "today's value, which the timeline leads to"))]
    #[serde(default)]
    pub(super) status_reason: String,
    pub(super) merged_into: Option<String>,
    pub(super) votes: u32,
    pub(super) watchers: u32,
    pub(super) timeline: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Milestone {
    pub(super) title: String,
    pub(super) due_day: i32,
    pub(super) done: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Criterion {
    pub(super) text: String,
    pub(super) done: bool,
}
