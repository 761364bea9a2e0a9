//! What people made of the notes: statements pinned to what was said, and how these bear on one another,
//! on items and on goals.

use anyhow::{Context, bail};
use outweigh_core::domain::{EntityKind, EntityRef, Relation, Standing, Statement};
use outweigh_core::ledger::Edit;
use serde_json::json;

use super::cast::Cast;
use super::content::Content;
use super::script::{Script, patch};
use super::words;

/// Writes the statements, the quotes they got later, and the relations.
pub(super) fn write(script: &mut Script, cast: &mut Cast, content: &Content) -> Result<(), anyhow::Error> {
    for statement in &content.words.statements {
        write_statement(script, cast, statement)?;
    }
    let moment = |relation: &words::Relation| (relation.day, relation.minute, relation.by.clone());
    for sitting in content.words.relations.chunk_by(|a, b| moment(a) == moment(b)) {
        let Some(first) = sitting.first() else { continue };
        let at = script.at(first.day, first.minute)?;
        let mut edits = Vec::with_capacity(sitting.len());
        for written in sitting {
            let (from, to) = (end(cast, &written.from)?, end(cast, &written.to)?);
            edits.push(Edit::Create(Relation { id: script.id(at), kind: written.kind, from, to }.into()));
        }
        script.add(at, &cast.actor(&first.by)?, "", edits);
    }
    Ok(())
}

fn write_statement(
    script: &mut Script,
    cast: &mut Cast,
    written: &words::Statement,
) -> Result<(), anyhow::Error> {
    let at = script.at(written.day, written.minute)?;
    let quotes = written.quotes.iter().map(|quote| cast.highlight(&quote.note, &quote.words));
    let mut highlights = quotes.collect::<Result<Vec<_>, _>>()?;
    let statement = Statement {
        id: script.id(at),
        kind: written.kind,
        text: written.text.as_str().into(),
        stakeholder: written.stakeholder.clone(),
        job: written.job.clone(),
        highlights: highlights.clone(),
        product_id: cast.products.find(written.product.as_deref())?,
        standing: Standing::Confirmed,
        created_at: at,
        erased_at: None,
    };
    let entity = EntityRef::new(EntityKind::Statement, statement.id);
    cast.statements.put(&written.id, statement.id);
    script.add(at, &cast.actor(&written.by)?, "", vec![Edit::Create(statement.into())]);
    for later in &written.more {
        highlights.push(cast.highlight(&later.note, &later.words)?);
        let quoted = patch(entity, [("highlights", json!(highlights))]);
        let at = script.at(later.day, later.minute)?;
        script.add(at, &cast.actor(&later.by)?, "Said again", vec![quoted]);
    }
    Ok(())
}

/// One end of a relation, written `KIND:NAME`.
fn end(cast: &Cast, written: &str) -> Result<EntityRef, anyhow::Error> {
    let (kind, name) = written.split_once(':').with_context(|| format!("\"{written}\" is no KIND:NAME"))?;
    Ok(match kind {
        "statement" => EntityRef::new(EntityKind::Statement, cast.statements.get(name)?),
        "item" => EntityRef::new(EntityKind::Item, cast.items.get(name)?),
        "goal" => EntityRef::new(EntityKind::Goal, cast.goals.get(name)?),
        _ => bail!("\"{written}\" is neither a statement nor an item nor a goal"),
    })
}
