//! What each kind of entity demands of its own values.

use std::collections::HashSet;
use std::hash::Hash;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::{
    Account, Area, Comment, Contact, Dependency, EntityKind, EntityRef, EntityType, Estimate, Evidence, Goal,
    Grant, Highlight, InvalidEntity, Item, LIST_LIMIT, Lane, NOTE_LIMIT, Note, NoteBody, NoteState, Override,
    Person, Product, Promise, PromiseState, Relation, Release, Rubric, Sealed, Segment, Source, Sprint,
    Statement, Status, TEXT_LIMIT, TITLE_LIMIT, Team, Theme, View, Webhook,
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
    ($kind:ident, $this:ident $(of $parent:expr)?, $check:expr $(, seals $sealed:expr)?) => {
        impl EntityType for $kind {
            const KIND: EntityKind = EntityKind::$kind;

            fn uuid(&self) -> Uuid {
                self.id.0
            }

            $(fn parent(&self) -> Option<EntityRef> {
                let $this = self;
                Some(EntityRef::new(EntityKind::Item, $parent))
            })?

            $(fn sealed(&mut self) -> Vec<(&'static str, &mut Sealed)> {
                let seals: fn(&mut Self) -> Vec<(&'static str, &mut Sealed)> = $sealed;
                seals(self)
            }

            fn erased_at(&self) -> Option<Timestamp> {
                self.erased_at
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
entity!(
    Contact,
    contact,
    {
        contact.name.plain().map_or(Ok(()), |value| name("name", value))?;
        let address = contact.email.as_ref().and_then(Sealed::plain);
        address.map_or(Ok(()), |value| email("email", value))?;
        contact.role.as_deref().map_or(Ok(()), |role| name("role", role))
    },
    seals | contact | {
        let email = contact.email.as_mut().map(|email| ("email", email));
        [("name", &mut contact.name)].into_iter().chain(email).collect()
    }
);
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
entity!(Source, source, {
    name("name", &source.name)?;
    if source.reliability.is_some_and(|r| !(0.0..=1.0).contains(&r)) {
        return fail("reliability", "must be from 0 to 1");
    }
    match source.retention_days {
        Some(0) => fail("retention_days", "must be at least 1"),
        _ => Ok(()),
    }
});
entity!(
    Note,
    note,
    {
        name("external_id", &note.external_id)?;
        note.url.as_deref().map_or(Ok(()), |url| address("url", url))?;
        note.thread.as_deref().map_or(Ok(()), |thread| name("thread", thread))?;
        distinct("tags", &note.tags)?;
        note.tags.iter().try_for_each(|tag| name("tags", tag))?;
        if let Some(rating) = note.rating {
            let (low, high) = rating.scale.bounds();
            if !(low..=high).contains(&rating.value) {
                return fail("rating", format!("must be from {low} to {high}"));
            }
        }
        text("state_reason", &note.state_reason)?;
        match note.state {
            NoteState::Dismissed if note.state_reason.trim().is_empty() => {
                return fail("state_reason", "say why the note is dismissed");
            }
            NoteState::Snoozed if note.snoozed_until.is_none() => {
                return fail("snoozed_until", "say on which day the note comes back");
            }
            _ => {}
        }
        if note.duplicate_of_id == Some(note.id) {
            return fail("duplicate_of_id", "a note cannot be a duplicate of itself");
        }
        note.body.plain().map_or(Ok(()), |words| check_body(note, words))
    },
    seals | note | vec![("body", &mut note.body)]
);
entity!(
    Statement,
    statement,
    {
        if let Some(words) = statement.text.plain() {
            if words.trim().is_empty() {
                return fail("text", "must not be empty");
            }
            text("text", words)?;
        }
        statement.stakeholder.as_deref().map_or(Ok(()), |role| name("stakeholder", role))?;
        statement.job.as_deref().map_or(Ok(()), |job| text("job", job))?;
        list("highlights", &statement.highlights)?;
        statement.highlights.iter().try_for_each(|mark| highlight("highlights", mark))
    },
    seals | statement | vec![("text", &mut statement.text)]
);
entity!(Relation, relation, {
    if relation.from == relation.to {
        return fail("to", "must be another thing than the one it relates");
    }
    Ok(())
});
entity!(Evidence, evidence of evidence.item_id, {
    if evidence.note_id.is_some() == evidence.statement_id.is_some() {
        return fail("note_id", "name either the note or the statement it comes from");
    }
    if evidence.strength > 3 {
        return fail("strength", "must be from 0 (not important) to 3 (critical)");
    }
    match &evidence.highlight {
        Some(mark) if Some(mark.note_id) != evidence.note_id => {
            fail("highlight", "must be in the note it comes from")
        }
        Some(mark) => highlight("highlight", mark),
        None => Ok(()),
    }
});
entity!(Theme, theme, {
    name("label", &theme.label)?;
    theme.name.as_deref().map_or(Ok(()), |text| name("name", text))?;
    theme.dismissed.as_deref().map_or(Ok(()), |reason| name("dismissed", reason))?;
    distinct("anchors", &theme.anchors)?;
    distinct("item_ids", &theme.item_ids)?;
    let acts = [&theme.added[..], &theme.removed[..]].concat();
    distinct("added", &acts)?;
    if theme.merged_into_id == Some(theme.id) {
        return fail("merged_into_id", "a theme cannot be merged into itself");
    }
    Ok(())
});
entity!(
    Promise,
    promise,
    {
        if let Some(words) = promise.quote.plain() {
            if words.trim().is_empty() {
                return fail("quote", "say what was promised");
            }
            text("quote", words)?;
        }
        if promise.revenue_at_stake.is_some_and(|r| !(0.0..=1e12).contains(&r)) {
            return fail("revenue_at_stake", "must be from 0 to 1,000,000,000,000 a year");
        }
        if promise.due.is_some_and(|due| due < promise.promised_on) {
            return fail("due", "must not be before it was promised");
        }
        text("state_reason", &promise.state_reason)?;
        let closed = matches!(promise.state, PromiseState::Broken | PromiseState::Renegotiated);
        if closed && promise.state_reason.trim().is_empty() {
            return fail("state_reason", format!("say why the promise was {}", promise.state));
        }
        promise.highlight.as_ref().map_or(Ok(()), |mark| highlight("highlight", mark))
    },
    seals | promise | vec![("quote", &mut promise.quote)]
);

fn highlight(field: &str, mark: &Highlight) -> Checked {
    if mark.start >= mark.end {
        return fail(field, "must mark at least one character");
    }
    Ok(())
}

/// Checks the words of a note before they are sealed.
fn check_body(note: &Note, words: &str) -> Checked {
    if words.len() > NOTE_LIMIT {
        return fail("text", format!("is longer than {NOTE_LIMIT} bytes"));
    }
    if note.erased_at.is_some() {
        return Ok(());
    }
    let body = NoteBody::read(words).map_err(|message| InvalidEntity::new("body", message))?;
    if body.text.trim().is_empty() {
        return fail("text", "must not be empty");
    }
    if body.text.contains('\0') {
        return fail("text", "contains a NUL character");
    }
    if body.hash() != note.hash {
        return fail("hash", "is not that of the text");
    }
    let length = body.text.chars().count();
    let turns = body.turns.iter().map(|turn| ("turns", turn.start, turn.end));
    spans(turns, length)?;
    spans(body.asides.iter().map(|aside| ("asides", aside.start, aside.end)), length)
}

/// Spans of a text: in order, not overlapping, within it.
fn spans(spans: impl Iterator<Item = (&'static str, u32, u32)>, length: usize) -> Checked {
    let mut from = 0;
    for (field, start, end) in spans {
        if start < from || end <= start || end as usize > length {
            return fail(field, "must be in order, apart from each other and within the text");
        }
        from = end;
    }
    Ok(())
}
