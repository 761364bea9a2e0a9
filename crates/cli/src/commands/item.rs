//! `outweigh item list|show|add|edit`

use anyhow::{Context, Result};
use clap::Subcommand;
use outweigh_core::backlog::{Query, order};
use outweigh_core::domain::{Doc, Entity, EntityKind, EntityRef};
use outweigh_core::ledger::{Edit, Expected};
use outweigh_core::workspace::Access;
use outweigh_server::clock;
use serde_json::{Value, json};

use crate::output;
use crate::workspace;

#[derive(Debug, Subcommand)]
pub enum Item {
    /// List items
    List {
        /// In the filter language
        #[arg(default_value = "")]
        filter: String,
    },
    /// Show one item
    Show {
        /// Key or id
        item: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Add an item
    Add {
        /// Its title
        title: String,
        /// Key of its product; not needed when there is only one
        #[arg(long)]
        product: Option<String>,
        /// Further fields: lane=bet "problem=Cards are declined abroad"
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// Change fields of an item
    Edit {
        /// Key or id
        item: String,
        /// lane=bet status=ready due= (empty clears)
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
        /// Kept in the ledger
        #[arg(long, default_value = "")]
        reason: String,
    },
}

impl Item {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        match self {
            Self::List { filter } => {
                let read = store.read();
                let query = Query { filter: filter.clone(), ..Query::default() };
                let found = order(&read, &Access::system(), &query)
                    .map_err(|e| anyhow::anyhow!("failed to understand the filter\n{}", e.render(&filter)))?;
                let mut table = output::table(&["key", "title", "lane", "horizon", "status", "owner"]);
                for slot in found.slots {
                    let item = &read.items.at(slot).value;
                    let owner = item.owner_id.and_then(|id| read.people.get(id)).map(|p| p.name.clone());
                    table.add_row([
                        item.key.clone(),
                        item.title.clone(),
                        item.lane.map_or("", outweigh_core::domain::Lane::label).into(),
                        item.horizon.map_or("", outweigh_core::domain::Horizon::label).into(),
                        item.status.to_string(),
                        owner.unwrap_or_default(),
                    ]);
                }
                output::print(&table.to_string())
            }
            Self::Show { item, json } => {
                let read = store.read();
                let found = workspace::find(&read, &item)?;
                let doc = Entity::from(found.clone()).doc();
                if json {
                    return output::print(&serde_json::to_string_pretty(&doc)?);
                }
                let mut table = output::table(&["field", "value"]);
                for (field, value) in doc {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    table.add_row([field, value]);
                }
                output::print(&table.to_string())
            }
            Self::Add { title, product, fields } => {
                let mut doc = read_fields(&fields)?;
                let edit = {
                    let read = store.read();
                    let product = match &product {
                        Some(key) => {
                            read.product_by_key(key).with_context(|| format!("there is no product {key}"))?
                        }
                        None if read.products.len() == 1 => {
                            read.products.iter().next().context("no product")?
                        }
                        None => anyhow::bail!("say for which product: --product KEY"),
                    };
                    doc.insert("id".into(), json!(clock::new_id()));
                    doc.insert("key".into(), json!(""));
                    doc.insert("product_id".into(), json!(product.id));
                    doc.insert("title".into(), json!(title));
                    doc.insert("created_at".into(), json!(clock::now()));
                    doc.entry("status").or_insert(json!("inbox"));
                    doc.retain(|_, value| !value.is_null());
                    Edit::Create(Entity::from_doc(EntityKind::Item, doc)?)
                };
                let id = edit.entity().id;
                workspace::write(&store, "", vec![edit]).await?;
                let read = store.read();
                let added = read.items.get(id).context("the item is gone again")?;
                output::print(&format!("Added {}.", added.key))
            }
            Self::Edit { item, fields, reason } => {
                let patch = read_fields(&fields)?;
                let id = workspace::find(&store.read(), &item)?.id;
                let entity = EntityRef::new(EntityKind::Item, id);
                let edit = Edit::Patch { entity, expected: Expected::Anything, patch };
                let receipt = workspace::write(&store, &reason, vec![edit]).await?;
                output::print(&match receipt.position {
                    Some(position) => format!("Changed as change set {position}."),
                    None => "It is so already: nothing was changed.".into(),
                })
            }
        }
    }
}

/// Reads `field=value`: JSON where it is JSON, else text; empty clears.
fn read_fields(fields: &[String]) -> Result<Doc> {
    let mut doc = Doc::new();
    for field in fields {
        let (name, value) = field
            .split_once('=')
            .with_context(|| format!("\"{field}\" is not FIELD=VALUE, such as lane=bet"))?;
        let value = match value {
            "" => Value::Null,
            text if text.starts_with(['[', '{', '"']) => {
                serde_json::from_str(text).with_context(|| format!("the value of {name} is no JSON"))?
            }
            "true" => json!(true),
            "false" => json!(false),
            text => text.parse::<i64>().map_or_else(|_| json!(text), |n| json!(n)),
        };
        doc.insert(name.to_owned(), value);
    }
    Ok(doc)
}
