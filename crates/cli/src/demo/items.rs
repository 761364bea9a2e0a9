//! Items come into the inbox, each under the next key of its product.

use std::collections::{BTreeMap, HashMap};

use outweigh_core::domain::{Item, Signal};
use outweigh_core::ledger::Edit;
use serde_json::{Value, json};

use super::cast::Cast;
use super::content::{self, Content};
use super::script::Script;
use super::timeline;

/// Where type, votes and watchers of the items come from.
const SIGNAL_SOURCE: &str = "support desk";

/// Writes the items and everything that happens to them.
pub(super) fn write(script: &mut Script, cast: &mut Cast, content: &Content) -> Result<(), anyhow::Error> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    // All ids first: a timeline may name an item that is written further down.
    for item in &content.items {
        let at = script.at(item.created_day, item.created_minute)?;
        cast.items.put(&item.id, script.id(at));
    }
    for item in &content.items {
        let number = numbers.entry(&item.product).or_default();
        *number += 1;
        create(script, cast, item, *number)?;
        timeline::write(script, cast, item)?;
    }
    Ok(())
}

fn create(script: &mut Script, cast: &Cast, item: &content::Item, number: u32) -> Result<(), anyhow::Error> {
    let at = script.at(item.created_day, item.created_minute)?;
    let key = format!("{}-{number}", item.product);
    let product_id = cast.products.get(&item.product)?;
    let mut created = Item::new(cast.items.get(&item.id)?, key, product_id, item.title.clone(), at);
    created.area_id = Some(cast.areas.get(&item.area)?);
    created.problem = item.problem.clone();
    created.description = item.description.clone();
    created.tags = item.tags.clone();
    created.signals = signals(item);
    script.add(at, &cast.actor(&item.created_by)?, "", vec![Edit::Create(created.into())]);
    Ok(())
}

fn signals(item: &content::Item) -> BTreeMap<String, Signal> {
    let signal =
        |kind: &str, value: Value| (kind.to_owned(), Signal { value, source: SIGNAL_SOURCE.to_owned() });
    let counts = [("votes", item.votes), ("watchers", item.watchers)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(kind, count)| signal(kind, json!(count))).chain([signal("type", json!(item.kind))]).collect()
}
