//! The first day: people and their rights, products, areas, teams, goals, releases.

use anyhow::Context;
use outweigh_core::domain::{Area, EntityKind, EntityRef, Goal, Grant, Person, Product, Release, Role, Team};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, Edit};
use serde_json::json;

use super::DemoPerson;
use super::cast::Cast;
use super::content::{self, Company};
use super::script::{Script, patch};

/// The day the workspace was set up.
pub(super) const FIRST_DAY: i32 = -385;

/// Writes the company and returns its head of product, who signs in.
pub(super) fn write(
    script: &mut Script,
    cast: &mut Cast,
    company: &Company,
) -> Result<DemoPerson, anyhow::Error> {
    let head = people(script, cast, company)?;
    let actor = Actor::person(head.id, &head.name);
    let at = script.at(FIRST_DAY, 500)?;

    let mut edits = Vec::new();
    for product in &company.products {
        let id = script.id(at);
        cast.products.put(&product.key, id);
        let content::Product { key, name, description } = product;
        let (key, name, description) = (key.clone(), name.clone(), description.clone());
        edits.push(Edit::Create(Product { id, key, name, description }.into()));
    }
    for area in &company.areas {
        let id = script.id(at);
        cast.areas.put(&area.key, id);
        let product_id = cast.products.get(&area.product)?;
        edits.push(Edit::Create(Area { id, product_id, name: area.name.clone() }.into()));
    }
    script.add(at, &actor, "What we build, and its parts", edits);

    let at = script.at(FIRST_DAY, 515)?;
    let mut edits = Vec::new();
    for team in &company.teams {
        let id = script.id(at);
        cast.teams.put(&team.key, id);
        let members = team.members.iter().map(|person| cast.person(person));
        let team = Team {
            id,
            name: team.name.clone(),
            capacity_days_per_sprint: Some(team.capacity_days_per_sprint),
            member_ids: members.collect::<Result<_, _>>()?,
        };
        edits.push(Edit::Create(team.into()));
    }
    script.add(at, &actor, "", edits);

    grants(script, cast, company, &actor)?;
    goals(script, cast, company, &actor)?;
    releases(script, cast, company)?;
    Ok(head)
}

/// The head of product comes first, made by the program as on any first start; she adds the others.
fn people(script: &mut Script, cast: &mut Cast, company: &Company) -> Result<DemoPerson, anyhow::Error> {
    let head = company.people.iter().find(|p| p.grant == Role::Admin);
    let head = head.context("the demo's content has nobody with the grant admin")?;
    let at = script.at(FIRST_DAY, 480)?;
    let add = |script: &mut Script, cast: &mut Cast, at, person: &content::Person| {
        let id: PersonId = script.id(at);
        let content::Person { name, email, .. } = person;
        cast.people.put(&person.id, (id, Actor::person(id, name)));
        let (name, email) = (name.clone(), Some(email.clone()));
        Edit::Create(Person { id, name, email, active: true, external_id: None }.into())
    };
    let first = add(script, cast, at, head);
    let id = cast.person(&head.id)?;
    let grant = Grant { id: script.id(at), person_id: id, product_id: None, role: Role::Admin };
    script.add(at, &Actor::system("Outweigh"), "First start", vec![first, Edit::Create(grant.into())]);

    let at = script.at(FIRST_DAY, 490)?;
    let others = company.people.iter().filter(|p| p.id != head.id);
    let edits = others.map(|person| add(script, cast, at, person)).collect();
    script.add(at, &Actor::person(id, &head.name), "The people who decide and build", edits);
    Ok(DemoPerson { id, name: head.name.clone() })
}

/// Everyone contributes everywhere; product owners own the products their teams work on.
fn grants(script: &mut Script, cast: &Cast, company: &Company, actor: &Actor) -> Result<(), anyhow::Error> {
    let at = script.at(FIRST_DAY, 520)?;
    let mut edits = Vec::new();
    for person in company.people.iter().filter(|p| p.grant != Role::Admin) {
        let person_id = cast.person(&person.id)?;
        let everywhere = person.grant != Role::ProductOwner;
        let role = if everywhere { person.grant } else { Role::Contributor };
        edits.push(Edit::Create(Grant { id: script.id(at), person_id, product_id: None, role }.into()));
        let owned = company.products.iter().filter(|p| !everywhere && owns(company, &person.id, &p.key));
        for product in owned {
            let product_id = Some(cast.products.get(&product.key)?);
            let grant = Grant { id: script.id(at), person_id, product_id, role: person.grant };
            edits.push(Edit::Create(grant.into()));
        }
    }
    script.add(at, actor, "Who may do what", edits);
    Ok(())
}

fn owns(company: &Company, person: &str, product: &str) -> bool {
    let member = |team: &str| {
        company.teams.iter().any(|t| t.key == team && t.members.iter().any(|member| member == person))
    };
    company.areas.iter().any(|area| area.product == product && member(&area.team))
}

fn goals(
    script: &mut Script,
    cast: &mut Cast,
    company: &Company,
    actor: &Actor,
) -> Result<(), anyhow::Error> {
    let at = script.at(FIRST_DAY, 600)?;
    let mut edits = Vec::new();
    for goal in &company.goals {
        let id = script.id(at);
        cast.goals.put(&goal.key, id);
        let goal = Goal {
            id,
            name: goal.name.clone(),
            description: goal.outcome.clone(),
            product_id: cast.products.find(goal.product.as_deref())?,
            due: Some(script.date(goal.due)?),
        };
        edits.push(Edit::Create(goal.into()));
    }
    script.add(at, actor, "What the year is about", edits);
    Ok(())
}

/// Product owners plan their releases on the first day and mark each as released on the day it goes out.
fn releases(script: &mut Script, cast: &mut Cast, company: &Company) -> Result<(), anyhow::Error> {
    for (minute, product) in (630..).step_by(15).zip(&company.products) {
        let is_owner =
            |p: &&content::Person| p.grant == Role::ProductOwner && owns(company, &p.id, &product.key);
        let owner = company.people.iter().find(is_owner);
        let owner = owner.with_context(|| format!("nobody owns the product {}", product.key))?;
        let actor = cast.actor(&owner.id)?;
        let product_id = cast.products.get(&product.key)?;
        let at = script.at(FIRST_DAY, minute)?;
        let mut edits = Vec::new();
        for release in company.releases.iter().filter(|r| r.product == product.key) {
            let id = script.id(at);
            cast.releases.put(&release.key, id);
            let (name, due) = (release.name.clone(), script.date(release.offset_days)?);
            edits.push(Edit::Create(Release { id, product_id, name, due: Some(due), released: None }.into()));
            if release.released {
                let out = patch(EntityRef::new(EntityKind::Release, id), [("released", json!(due))]);
                script.add(script.at(release.offset_days, 720)?, &actor, "", vec![out]);
            }
        }
        script.add(at, &actor, "Releases of the next quarters", edits);
    }
    Ok(())
}
