//! `outweigh why`: an item's score taken apart, and why it moved.

use anyhow::Result;
use clap::Args;
use outweigh_core::explain::explain;
use outweigh_core::workspace::Workspace;

use crate::output::{self, short};
use crate::workspace;

#[derive(Debug, Args)]
pub struct Why {
    /// Key or id of the item
    item: String,
    /// Explain its move since this date (2026-03-01), time or ledger position
    #[arg(long)]
    since: Option<String>,
}

impl Why {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let store = workspace::open(database).await?;
        let id = workspace::find(&store.read(), &self.item)?.id;
        let text = match &self.since {
            None => score(&store.read(), &self.item)?,
            Some(since) => {
                let position = position(&store, since).await?;
                let before = store.as_of(position).await?;
                let after = store.read();
                let Some(told) = explain(&before, &after, id) else {
                    anyhow::bail!("{} was not there yet", self.item);
                };
                let mut text = format!("{} {}", self.item, told.sentence);
                for cause in &told.causes {
                    text.push_str(&format!("\n  {:+.2} places  {}", -cause.rank_delta, cause.label));
                }
                text
            }
        };
        output::print(&text)
    }
}

/// The ledger position that a position, date or time stands for.
async fn position(store: &outweigh_store::Store, text: &str) -> Result<i64> {
    if let Ok(position) = text.parse() {
        return Ok(position);
    }
    let start_of_day =
        || Some(text.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp());
    let at = text.parse().ok().or_else(start_of_day);
    let at = at
        .ok_or_else(|| anyhow::anyhow!("\"{text}\" is no date, time or ledger position\nhint: 2026-03-01"))?;
    Ok(store.position_at(at).await?)
}

fn score(ws: &Workspace, key: &str) -> Result<String> {
    let item = workspace::find(ws, key)?;
    let scorer = ws.scorer().ok_or_else(|| anyhow::anyhow!("no rubric is active"))?;
    let detail = scorer.detail(ws, item);
    let place = ws.items.slot(item.id).and_then(|slot| ws.places_at(slot));
    let standing = match place {
        Some((computed, shown)) if computed == shown => format!("rank {shown} of {}", ws.shown_order().len()),
        Some((computed, shown)) => format!("rank {shown} by override, {computed} by score"),
        None => format!("not ranked: {}", item.status),
    };
    let mut table = output::table(&["term", "value", "share", "formula"]);
    for term in &detail.terms {
        table.add_row([
            term.label.clone(),
            short(term.value),
            format!("{:.0}%", 100.0 * term.value / detail.score.value.max(f64::MIN_POSITIVE)),
            format!("{} x ({}) / ({})", short(term.weight), term.formula, scorer.rubric().effort),
        ]);
    }
    let mut inputs = output::table(&["input", "low", "likely", "high", "from"]);
    for (criterion, belief, seen) in &detail.inputs {
        let range = belief.range();
        let labels: Vec<_> = seen.iter().map(|o| o.label.clone()).collect();
        let from = if belief.imputed {
            "nothing known: a wide range stands in".to_owned()
        } else {
            labels.join(", ")
        };
        inputs.add_row([
            criterion.label.clone(),
            short(range.low),
            short(range.likely),
            short(range.high),
            from,
        ]);
    }
    Ok(format!(
        "{} {}\n{standing}; score {} {} ({} to {}), the sum of\n{table}\n\n{inputs}",
        item.key,
        item.title,
        short(detail.score.value),
        scorer.rubric().score_unit,
        short(detail.score.low),
        short(detail.score.high),
    ))
}
