//! The customers: accounts with their people, and segments of accounts.

use outweigh_core::domain::{Account, Contact, Segment};
use outweigh_core::ledger::Edit;

use super::cast::Cast;
use super::company::FIRST_DAY;
use super::content::Content;
use super::script::Script;

/// Who brings the accounts in: enterprise sales.
const ACCOUNTS_BY: &str = "callum";

/// Writes the accounts on the first day and the segments a week later.
pub(super) fn write(script: &mut Script, cast: &mut Cast, content: &Content) -> Result<(), anyhow::Error> {
    let at = script.at(FIRST_DAY, 780)?;
    let mut edits = Vec::new();
    for account in &content.accounts {
        let id = script.id(at);
        cast.accounts.put(&account.name, id);
        for contact in &account.contacts {
            let contact_id = script.id(at);
            cast.contacts.put(&contact.email, (contact_id, id));
            let contact = Contact {
                id: contact_id,
                account_id: Some(id),
                name: contact.name.as_str().into(),
                email: Some(contact.email.as_str().into()),
                role: Some(contact.role.clone()),
                erased_at: None,
            };
            edits.push(Edit::Create(contact.into()));
        }
        let account = Account {
            id,
            name: account.name.clone(),
            domains: vec![account.domain.clone()],
            plan: Some(account.plan.clone()),
            revenue: Some(account.revenue),
            currency: Some(account.currency.clone()),
            segment_attributes: account.segment_attributes.clone(),
            renewal: Some(script.date(account.renewal_day)?),
            health: Some(account.health),
        };
        edits.push(Edit::Create(account.into()));
    }
    let reason = format!("The {} largest and most talkative accounts", content.accounts.len());
    script.add(at, &cast.actor(ACCOUNTS_BY)?, &reason, edits);

    for (minute, segment) in (540..).step_by(20).zip(&content.company.segments) {
        let at = script.at(FIRST_DAY + 7, minute)?;
        let (name, predicate) = (segment.name.clone(), segment.predicate.clone());
        let segment_made = Edit::Create(Segment { id: script.id(at), name, predicate }.into());
        script.add(at, &cast.actor(&segment.by)?, "", vec![segment_made]);
    }
    Ok(())
}
