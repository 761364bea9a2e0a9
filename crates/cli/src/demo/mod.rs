//! The demo workspace: a year of a fictitious company's backlog and of its customers' words, replayed as
//! real change sets through the write path. The same content on the same day gives the same change sets,
//! with the same ids.
//!
//! What is told is in `content/`; what it means is in `content/README.md`.

mod cast;
mod company;
mod content;
mod customers;
mod entries;
mod evidence;
mod insights;
mod items;
mod notes;
mod promises;
mod reading;
mod replay;
mod rubrics;
mod script;
mod sprints;
#[cfg(test)]
mod tests;
mod timeline;
mod views;
mod words;

use jiff::civil::Date;
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::Draft;
use outweigh_store::Store;

use cast::Cast;
use content::Content;
use script::Script;

/// The person the demo signs in as: the head of product, who may do everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    pub id: PersonId,
    pub name: String,
}

/// Fills an empty store with the demo as if it had been in use for the year before `today`, telling
/// `on_progress` how many of how many change sets are durable. Needs tokio's multi-threaded runtime, as
/// every store does.
///
/// # Errors
/// The content contradicts itself, or the store refuses it or cannot be written.
pub async fn fill(
    store: &Store,
    today: Date,
    on_progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<DemoPerson, anyhow::Error> {
    let content = Content::read()?;
    let (drafts, person) = tell(&content, today)?;
    replay::replay(store, drafts, on_progress).await?;
    Ok(person)
}

/// The year as change sets by time, and who signs in.
fn tell(content: &Content, today: Date) -> Result<(Vec<Draft>, DemoPerson), anyhow::Error> {
    let mut script = Script::new(today);
    let mut cast = Cast::new();
    let person = company::write(&mut script, &mut cast, &content.company)?;
    customers::write(&mut script, &mut cast, content)?;
    rubrics::write(&mut script, &cast, &content.company)?;
    sprints::write(&mut script, &mut cast, content)?;
    views::write(&mut script, &cast, &content.company)?;
    items::write(&mut script, &mut cast, content)?;
    sprints::carry_over(&mut script, &cast, content)?;
    notes::write(&mut script, &mut cast, content)?;
    reading::write(&mut script, &cast, content)?;
    insights::write(&mut script, &mut cast, content)?;
    evidence::write(&mut script, &cast, content)?;
    promises::write(&mut script, &cast, content)?;
    Ok((script.into_drafts(), person))
}
