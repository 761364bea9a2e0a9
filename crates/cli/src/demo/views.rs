//! Saved views of the backlog.

use outweigh_core::domain::View;
use outweigh_core::ledger::Edit;

use super::cast::Cast;
use super::company::FIRST_DAY;
use super::content::{self, Company};
use super::script::Script;

/// Writes the views, one every fortnight of the first half year, as people found that they needed them.
pub(super) fn write(script: &mut Script, cast: &Cast, company: &Company) -> Result<(), anyhow::Error> {
    for (day, view) in (FIRST_DAY + 10..).step_by(14).zip(&company.views) {
        let at = script.at(day, 560)?;
        let saved = View {
            id: script.id(at),
            name: view.name.clone(),
            query: query(view),
            shared: view.shared,
            owner_id: Some(cast.person(&view.owner)?),
        };
        script.add(at, &cast.actor(&view.owner)?, "", vec![Edit::Create(saved.into())]);
    }
    Ok(())
}

/// The part of the backlog's address after `?`.
fn query(view: &content::View) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("filter", &view.filter);
    for (name, value) in [("sort", &view.sort), ("group", &view.group)] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}
