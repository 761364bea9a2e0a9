//! What each field is called and how its values are shown.

use crate::domain::EntityKind;

/// How the values of a field are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// One line, in quotes.
    Text,
    /// Too long for a sentence: written, rewritten, removed.
    Long,
    /// A word of a closed list, or a short code.
    Word,
    /// A name: the entity is renamed.
    Rename,
    Date,
    Time,
    Number,
    /// Person-days.
    Days,
    Money,
    /// The words for true and false.
    Flag(&'static str, &'static str),
    /// The entity of this kind with that id.
    Name(EntityKind),
    /// Those entities.
    Names(EntityKind),
    /// Short texts.
    Texts,
    /// Values by name.
    Map,
    /// Steps that are ticked off.
    Steps,
    /// Low, likely, high.
    Range,
    /// A structure of its own, named but not shown.
    Parts,
    /// Told by another field of the same change, or never changed.
    Silent,
}

/// The fields of a kind: name in its document, words for people, how its values are shown.
pub(super) fn fields(kind: EntityKind) -> &'static [(&'static str, &'static str, Show)] {
    use EntityKind as K;
    use Show::*;
    match kind {
        K::Item => &[
            // The order in which a sentence tells them.
            ("title", "title", Text),
            ("key", "key", Word),
            ("lane", "lane", Word),
            ("horizon", "horizon", Word),
            ("severity", "severity", Word),
            ("due", "due", Date),
            ("owner_id", "owner", Name(K::Person)),
            ("team_id", "team", Name(K::Team)),
            ("product_id", "product", Name(K::Product)),
            ("area_id", "area", Name(K::Area)),
            ("release_id", "release", Name(K::Release)),
            ("sprint_id", "sprint", Name(K::Sprint)),
            ("goal_id", "goal", Name(K::Goal)),
            ("short_term_owner_id", "short-term owner", Name(K::Person)),
            ("expected_resolution", "expected resolution", Date),
            ("merged_into_id", "item it lives on in", Name(K::Item)),
            ("status_reason", "reason of the status", Text),
            ("tags", "tags", Texts),
            ("affected_account_ids", "affected accounts", Names(K::Account)),
            ("acceptance_criteria", "acceptance criteria", Steps),
            ("milestones", "milestones", Steps),
            ("problem", "problem", Long),
            ("description", "description", Long),
            ("success_metric", "success metric", Text),
            ("workaround", "workaround", Text),
            ("outcome_target", "outcome target", Text),
            ("differentiation", "differentiation", Number),
            ("scalability", "scalability", Number),
            ("custom", "custom fields", Map),
            ("signals", "signals", Map),
            ("references", "references to other systems", Parts),
            ("created_at", "creation", Time),
            ("started_at", "start", Time),
            ("done_at", "completion", Time),
            ("status", "status", Silent),
            ("id", "id", Silent),
        ],
        K::Product => &[
            ("name", "name", Rename),
            ("key", "key", Word),
            ("description", "description", Long),
            ("id", "id", Silent),
        ],
        K::Area => {
            &[("name", "name", Rename), ("product_id", "product", Name(K::Product)), ("id", "id", Silent)]
        }
        K::Team => &[
            ("name", "name", Rename),
            ("capacity_days_per_sprint", "capacity per sprint", Days),
            ("member_ids", "members", Names(K::Person)),
            ("id", "id", Silent),
        ],
        K::Person => &[
            ("name", "name", Rename),
            ("email", "e-mail address", Word),
            ("active", "sign-in", Flag("allowed", "blocked")),
            ("external_id", "id in another system", Word),
            ("id", "id", Silent),
        ],
        K::Grant => &[
            ("role", "role", Word),
            ("person_id", "person", Name(K::Person)),
            ("product_id", "product", Name(K::Product)),
            ("id", "id", Silent),
        ],
        K::Goal => &[
            ("name", "name", Rename),
            ("description", "description", Long),
            ("product_id", "product", Name(K::Product)),
            ("due", "due", Date),
            ("id", "id", Silent),
        ],
        K::Release => &[
            ("name", "name", Rename),
            ("product_id", "product", Name(K::Product)),
            ("due", "due", Date),
            ("released", "day it went out", Date),
            ("id", "id", Silent),
        ],
        K::Sprint => &[
            ("name", "name", Rename),
            ("team_id", "team", Name(K::Team)),
            ("product_id", "product", Name(K::Product)),
            ("starts", "start", Date),
            ("ends", "end", Date),
            ("id", "id", Silent),
        ],
        K::Account => &[
            ("name", "name", Rename),
            ("domains", "domains", Texts),
            ("plan", "plan", Word),
            ("revenue", "yearly revenue", Money),
            ("currency", "currency", Word),
            ("segment_attributes", "attributes", Map),
            ("renewal", "renewal", Date),
            ("health", "health", Word),
            ("id", "id", Silent),
        ],
        K::Contact => &[
            ("name", "name", Rename),
            ("account_id", "account", Name(K::Account)),
            ("email", "e-mail address", Word),
            ("role", "role", Text),
            ("id", "id", Silent),
        ],
        K::Segment => &[("name", "name", Rename), ("predicate", "predicate", Text), ("id", "id", Silent)],
        K::Estimate => &[
            ("quantity", "quantity", Word),
            ("range", "range", Range),
            ("note", "note", Text),
            ("person_id", "person", Name(K::Person)),
            ("source", "source", Word),
            ("at", "time", Time),
            ("item_id", "item", Name(K::Item)),
            ("id", "id", Silent),
        ],
        K::Dependency => &[
            ("needs_id", "needed item", Name(K::Item)),
            ("item_id", "item", Name(K::Item)),
            ("id", "id", Silent),
        ],
        K::Comment => &[
            ("text", "text", Long),
            ("person_id", "person", Name(K::Person)),
            ("author", "author", Word),
            ("at", "time", Time),
            ("item_id", "item", Name(K::Item)),
            ("id", "id", Silent),
        ],
        K::Override => &[
            ("position", "place", Number),
            ("reason", "reason", Text),
            ("expires", "last day", Date),
            ("author_id", "author", Name(K::Person)),
            ("item_id", "item", Name(K::Item)),
            ("id", "id", Silent),
        ],
        K::View => &[
            ("name", "name", Rename),
            ("query", "filter", Parts),
            ("shared", "sharing", Flag("everyone", "its owner alone")),
            ("owner_id", "owner", Name(K::Person)),
            ("id", "id", Silent),
        ],
        K::Rubric => &[
            ("name", "name", Rename),
            ("state", "state", Word),
            ("criteria", "criteria", Parts),
            ("terms", "terms", Parts),
            ("thresholds", "thresholds", Parts),
            ("effort", "effort formula", Text),
            ("score_unit", "score unit", Text),
            ("preset", "preset", Word),
            ("version_number", "version", Number),
            ("id", "id", Silent),
        ],
        K::Webhook => &[
            ("url", "address", Word),
            ("kinds", "kinds it is told of", Texts),
            ("enabled", "delivery", Flag("on", "off")),
            ("id", "id", Silent),
        ],
    }
}
