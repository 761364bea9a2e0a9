//! Which accounts a segment holds: its predicate, held against accounts.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Account, Health};
use crate::filter::{Compiled, Field, FieldType, FieldValue, Filter, Record, Resolution, Schema};
use crate::formula::SourceError;
use crate::workspace::Workspace;

/// Fields every account has; the index is the place in this table.
const FIELDS: [(&str, FieldType); 7] = [
    ("name", FieldType::Text),
    ("domain", FieldType::KeywordList),
    ("plan", FieldType::Keyword),
    ("revenue", FieldType::Number),
    ("currency", FieldType::Keyword),
    ("renewal", FieldType::Date),
    ("health", FieldType::Keyword),
];

/// What predicates over accounts may name: the fields of an account and the attributes that any of them has.
/// An attribute whose every value is a number is compared as one.
pub struct AccountSchema<'a> {
    workspace: &'a Workspace,
    attributes: Vec<(&'a str, FieldType)>,
}

impl<'a> AccountSchema<'a> {
    /// The fields of a workspace's accounts.
    pub fn new(workspace: &'a Workspace) -> Self {
        let mut attributes: BTreeMap<&str, bool> = BTreeMap::new();
        for (name, value) in workspace.accounts.iter().flat_map(|account| &account.segment_attributes) {
            let numeric = attributes.entry(name).or_insert(true);
            *numeric = *numeric && value.trim().parse::<f64>().is_ok();
        }
        let field_type = |numeric| if numeric { FieldType::Number } else { FieldType::Keyword };
        let attributes = attributes.into_iter().map(|(name, numeric)| (name, field_type(numeric)));
        Self { workspace, attributes: attributes.collect() }
    }

    fn fields(&self) -> impl Iterator<Item = (&str, FieldType)> {
        FIELDS.into_iter().chain(self.attributes.iter().copied())
    }

    /// An account as the schema sees it.
    fn record<'b>(&'b self, account: &'b Account) -> AccountRecord<'b> {
        AccountRecord { account, attributes: &self.attributes }
    }
}

impl Schema for AccountSchema<'_> {
    fn field(&self, name: &str) -> Option<Field> {
        let mut fields = self.fields().enumerate();
        let (index, (_, field_type)) = fields.find(|(_, (known, _))| known.eq_ignore_ascii_case(name))?;
        Some(Field { index, field_type })
    }

    fn field_names(&self) -> Vec<String> {
        self.fields().map(|(name, _)| name.to_owned()).collect()
    }

    fn resolve(&self, field: usize, text: &str) -> Resolution {
        let accounts = self.workspace.accounts.iter();
        let known: BTreeSet<String> = match FIELDS.get(field).map(|(name, _)| *name) {
            Some("domain") => accounts.flat_map(|account| account.domains.clone()).collect(),
            Some("plan") => accounts.filter_map(|account| account.plan.clone()).collect(),
            Some("currency") => accounts.filter_map(|account| account.currency.clone()).collect(),
            Some("health") => ["green", "amber", "red"].map(String::from).into(),
            _ => {
                let name = self.attributes.get(field - FIELDS.len()).map_or("", |(name, _)| name);
                accounts.filter_map(|account| account.segment_attributes.get(name).cloned()).collect()
            }
        };
        // Before the first account is there, every value may come to be.
        match known.is_empty() || known.iter().any(|value| value.eq_ignore_ascii_case(text)) {
            true => Resolution::AsWritten,
            false => Resolution::Unknown(known.into_iter().collect()),
        }
    }
}

struct AccountRecord<'a> {
    account: &'a Account,
    attributes: &'a [(&'a str, FieldType)],
}

impl Record for AccountRecord<'_> {
    fn value(&self, field: usize) -> FieldValue<'_> {
        fn text(text: Option<&String>) -> FieldValue<'_> {
            text.map_or(FieldValue::Empty, |text| FieldValue::Text(text))
        }
        let account = self.account;
        match FIELDS.get(field).map(|(name, _)| *name) {
            Some("name") => FieldValue::Text(&account.name),
            Some("domain") => FieldValue::List(&account.domains),
            Some("plan") => text(account.plan.as_ref()),
            Some("revenue") => account.revenue.map_or(FieldValue::Empty, FieldValue::Number),
            Some("currency") => text(account.currency.as_ref()),
            Some("renewal") => account.renewal.map_or(FieldValue::Empty, FieldValue::Date),
            Some("health") => account.health.map_or(FieldValue::Empty, |health| {
                FieldValue::Text(match health {
                    Health::Green => "green",
                    Health::Amber => "amber",
                    Health::Red => "red",
                })
            }),
            _ => {
                let Some((name, field_type)) = self.attributes.get(field - FIELDS.len()) else {
                    return FieldValue::Empty;
                };
                let value = account.segment_attributes.get(*name);
                match (value, field_type) {
                    (Some(value), FieldType::Number) => {
                        value.trim().parse().map_or(FieldValue::Empty, FieldValue::Number)
                    }
                    (value, _) => text(value),
                }
            }
        }
    }
}

/// A predicate ready to be held against the accounts of a workspace.
pub struct Members<'a> {
    schema: AccountSchema<'a>,
    filter: Compiled,
}

impl<'a> Members<'a> {
    /// Reads a predicate: `plan is enterprise and revenue >= 50000`.
    ///
    /// # Errors
    /// The first mistake, with the characters it concerns.
    pub fn of(workspace: &'a Workspace, predicate: &str) -> Result<Self, SourceError> {
        let schema = AccountSchema::new(workspace);
        let filter = Filter::parse(predicate)?.compile(&schema, workspace.today)?;
        Ok(Self { schema, filter })
    }

    /// Whether the account belongs to the segment.
    pub fn holds(&self, account: &Account) -> bool {
        self.filter.matches(&self.schema.record(account))
    }

    /// The accounts of the segment.
    pub fn accounts(&self) -> impl Iterator<Item = &'a Account> + '_ {
        self.schema.workspace.accounts.iter().filter(|account| self.holds(account))
    }
}
