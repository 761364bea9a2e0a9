//! What each kind of entity demands of its own values.

use std::collections::HashSet;
use std::hash::Hash;

use serde_json::Value;
use uuid::Uuid;

use super::{
    Account, Area, Comment, Contact, Dependency, EntityKind, EntityRef, EntityType, Estimate, Goal, Grant,
    InvalidEntity, Item, LIST_LIMIT, Lane, Override, Person, Product, Release, Rubric, Segment, Sprint,
    Status, TEXT_LIMIT, TITLE_LIMIT, Team, View, Webhook,
};

type Checked = Result<(), InvalidEntity>;

fn fail(field: &str, message: impl Into<String>) -> Checked {
    Err(InvalidEntity::new(field, message))
}

fn name(field: &str, text: &str) -> Checked {
    if text.trim().is_empty() {
        return fail(field, "must not be empty");
    }
    if text.len() > TITLE_LIMIT {
        return fail(field, format!("is longer than {TITLE_LIMIT} bytes"));
    }
    if text.contains(['\n', '\r', '\0']) {
        return fail(field, "must be one line");
    }
    Ok(())
}

fn text(field: &str, text: &str) -> Checked {
    if text.len() > TEXT_LIMIT {
        return fail(field, format!("is longer than {TEXT_LIMIT} bytes"));
    }
    if text.contains('\0') {
        return fail(field, "contains a NUL character");
    }
    Ok(())
}

fn list<T>(field: &str, values: &[T]) -> Checked {
    if values.len() > LIST_LIMIT {
        return fail(field, format!("has more than {LIST_LIMIT} entries"));
    }
    Ok(())
}

fn distinct<T: Eq + Hash>(field: &str, values: &[T]) -> Checked {
    list(field, values)?;
    let mut seen = HashSet::new();
    if values.iter().all(|v| seen.insert(v)) { Ok(()) } else { fail(field, "names the same entry twice") }
}

fn email(field: &str, value: &str) -> Checked {
    name(field, value)?;
    match value.split_once('@') {
        Some((user, host)) if !user.is_empty() && host.contains('.') && !value.contains(' ') => Ok(()),
        _ => fail(field, format!("\"{value}\" is not an e-mail address")),
    }
}

fn scale(field: &str, value: Option<u8>) -> Checked {
    if value.is_some_and(|v| !(1..=5).contains(&v)) { fail(field, "must be from 1 to 5") } else { Ok(()) }
}

fn address(field: &str, url: &str) -> Checked {
    if url.len() > 2_000 || !(url.starts_with("https://") || url.starts_with("http://")) {
        return fail(field, "must be an http or https address of at most 2,000 bytes");
    }
    Ok(())
}

impl EntityType for Item {
    const KIND: EntityKind = EntityKind::Item;

    fn uuid(&self) -> Uuid {
        self.id.0
    }

    fn check(&self) -> Checked {
        name("key", &self.key)?;
        if self.key.len() > 100 || self.key.contains(char::is_whitespace) {
            return fail("key", "must be at most 100 bytes without spaces");
        }
        name("title", &self.title)?;
        text("problem", &self.problem)?;
        text("description", &self.description)?;
        text("success_metric", &self.success_metric)?;
        text("status_reason", &self.status_reason)?;
        text("workaround", &self.workaround)?;
        text("outcome_target", &self.outcome_target)?;
        list("acceptance_criteria", &self.acceptance_criteria)?;
        for criterion in &self.acceptance_criteria {
            if criterion.text.trim().is_empty() {
                return fail("acceptance_criteria", "a criterion must not be empty");
            }
            text("acceptance_criteria", &criterion.text)?;
        }
        distinct("tags", &self.tags)?;
        self.tags.iter().try_for_each(|tag| name("tags", tag))?;
        distinct("affected_account_ids", &self.affected_account_ids)?;
        list("milestones", &self.milestones)?;
        self.milestones.iter().try_for_each(|m| name("milestones", &m.title))?;
        list("references", &self.references)?;
        for reference in &self.references {
            name("references", &reference.system)?;
            name("references", &reference.id)?;
            reference.url.as_deref().map_or(Ok(()), |url| address("references", url))?;
        }
        if self.custom.len() > LIST_LIMIT {
            return fail("custom", format!("has more than {LIST_LIMIT} fields"));
        }
        for (field, value) in &self.custom {
            name("custom", field)?;
            match value {
                Value::String(value) => text(&format!("custom.{field}"), value)?,
                Value::Number(_) | Value::Bool(_) => {}
                Value::Array(values) if values.iter().all(Value::is_string) => list(field, values)?,
                _ => {
                    return fail(
                        &format!("custom.{field}"),
                        "must be a text, number, boolean or list of texts",
                    );
                }
            }
        }
        for (kind, signal) in &self.signals {
            name("signals", kind)?;
            match &signal.value {
                Value::String(value) => text(&format!("signals.{kind}"), value)?,
                Value::Number(_) => {}
                _ => return fail(&format!("signals.{kind}"), "must be a number or a text"),
            }
        }
        scale("differentiation", self.differentiation)?;
        scale("scalability", self.scalability)?;
        self.check_lane_fields()?;
        self.check_status_fields()
    }
}

impl Item {
    fn check_lane_fields(&self) -> Checked {
        if self.lane != Some(Lane::Hotfix) {
            let misplaced = [
                ("severity", self.severity.is_some()),
                ("short_term_owner_id", self.short_term_owner_id.is_some()),
                ("workaround", !self.workaround.is_empty()),
                ("expected_resolution", self.expected_resolution.is_some()),
            ];
            if let Some((field, _)) = misplaced.iter().find(|(_, set)| *set) {
                return fail(
                    field,
                    "is for hot fixes only: set lane to hotfix in the same change, or clear it",
                );
            }
        }
        Ok(())
    }

    fn check_status_fields(&self) -> Checked {
        if self.status.needs_reason() && self.status_reason.trim().is_empty() {
            return fail("status_reason", format!("say why the item is {}", self.status));
        }
        if (self.status == Status::Merged) != self.merged_into_id.is_some() {
            return fail(
                "merged_into_id",
                "belongs to a merged item, and a merged item names the one it lives on in",
            );
        }
        if self.merged_into_id == Some(self.id) {
            return fail("merged_into_id", "an item cannot be merged into itself");
        }
        Ok(())
    }
}

/// Implements [`EntityType`] for a kind whose check is one expression.
macro_rules! entity {
    ($kind:ident, $this:ident $(of $parent:expr)?, $check:expr) => {
        impl EntityType for $kind {
            const KIND: EntityKind = EntityKind::$kind;

            fn uuid(&self) -> Uuid {
                self.id.0
            }

            $(fn parent(&self) -> Option<EntityRef> {
                let $this = self;
                Some(EntityRef::new(EntityKind::Item, $parent))
            })?

            fn check(&self) -> Checked {
                let $this = self;
                $check
            }
        }
    };
}

entity!(Product, product, {
    let key = &product.key;
    let shaped = key.len() <= 20
        && key.starts_with(|c: char| c.is_ascii_uppercase())
        && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if !shaped {
        return fail(
            "key",
            format!("\"{key}\" must be 1 to 20 capital letters, digits or _, starting with a letter"),
        );
    }
    name("name", &product.name)?;
    text("description", &product.description)
});
entity!(Area, area, name("name", &area.name));
entity!(Team, team, {
    name("name", &team.name)?;
    distinct("member_ids", &team.member_ids)?;
    match team.capacity_days_per_sprint {
        Some(days) if !(0.0..=10_000.0).contains(&days) => {
            fail("capacity_days_per_sprint", "must be from 0 to 10,000 person-days")
        }
        _ => Ok(()),
    }
});
entity!(Person, person, {
    name("name", &person.name)?;
    person.email.as_deref().map_or(Ok(()), |value| email("email", value))
});
entity!(Grant, _grant, Ok(()));
entity!(Goal, goal, {
    name("name", &goal.name)?;
    text("description", &goal.description)
});
entity!(Release, release, name("name", &release.name));
entity!(Sprint, sprint, {
    name("name", &sprint.name)?;
    match (sprint.starts, sprint.ends) {
        (Some(starts), Some(ends)) if ends < starts => fail("ends", "must not be before it starts"),
        _ => Ok(()),
    }
});
entity!(Account, account, {
    name("name", &account.name)?;
    distinct("domains", &account.domains)?;
    if account.revenue.is_some_and(|r| !(0.0..=1e12).contains(&r)) {
        return fail("revenue", "must be from 0 to 1,000,000,000,000 a year");
    }
    if account.currency.as_deref().is_some_and(|c| c.len() != 3 || !c.chars().all(|c| c.is_ascii_uppercase()))
    {
        return fail("currency", "must be three capital letters (ISO 4217)");
    }
    Ok(())
});
entity!(Contact, contact, {
    name("name", &contact.name)?;
    contact.email.as_deref().map_or(Ok(()), |value| email("email", value))
});
entity!(Segment, segment, {
    name("name", &segment.name)?;
    name("predicate", &segment.predicate)?;
    match crate::filter::Filter::parse(&segment.predicate) {
        Ok(_) => Ok(()),
        Err(error) => fail("predicate", error.render(&segment.predicate).trim_end()),
    }
});
entity!(Estimate, estimate of estimate.item_id, {
    name("quantity", &estimate.quantity)?;
    text("note", &estimate.note)?;
    estimate.range.check().map_err(|message| InvalidEntity::new("range", message))
});
entity!(Dependency, dependency of dependency.item_id, {
    if dependency.item_id == dependency.needs_id {
        return fail("needs_id", "an item cannot need itself");
    }
    Ok(())
});
entity!(Comment, comment of comment.item_id, {
    if comment.text.trim().is_empty() {
        return fail("text", "must not be empty");
    }
    text("text", &comment.text)
});
entity!(Override, pinned of pinned.item_id, {
    if pinned.position == 0 {
        return fail("position", "counts from 1");
    }
    if pinned.reason.trim().is_empty() {
        return fail("reason", "say why the computed rank is overridden");
    }
    text("reason", &pinned.reason)
});
entity!(View, view, {
    name("name", &view.name)?;
    if view.query.len() > 10_000 {
        return fail("query", "is longer than 10,000 bytes");
    }
    Ok(())
});
entity!(Rubric, rubric, {
    name("name", &rubric.name)?;
    crate::score::check_rubric(rubric)
});
entity!(Webhook, webhook, address("url", &webhook.url));
