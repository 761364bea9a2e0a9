//! Typed identifiers: a UUIDv7 each, so that an item's id is never mistaken for an account's.

/// Declares a newtype around [`uuid::Uuid`] that reads and writes as its usual text.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

id! {
    /// A product.
    ProductId,
    /// An area of a product.
    AreaId,
    /// A team.
    TeamId,
    /// A person who signs in or is named on items.
    PersonId,
    /// A role of a person on a product.
    GrantId,
    /// A goal.
    GoalId,
    /// A release.
    ReleaseId,
    /// A sprint.
    SprintId,
    /// A customer's company.
    AccountId,
    /// A person at an account.
    ContactId,
    /// A saved predicate over accounts.
    SegmentId,
    /// A backlog item.
    ItemId,
    /// A low / likely / high estimate of one quantity of an item.
    EstimateId,
    /// "This item needs that item."
    DependencyId,
    /// A remark on an item.
    CommentId,
    /// A pinned place in the ranking.
    OverrideId,
    /// A saved view of the backlog.
    ViewId,
    /// A versioned way of scoring.
    RubricId,
    /// An address that is told of changes.
    WebhookId,
    /// Where notes come from.
    SourceId,
    /// One raw input.
    NoteId,
    /// One sentence in the team's words.
    StatementId,
    /// How one thing bears on another.
    RelationId,
    /// A note or statement that bears on an item.
    EvidenceId,
    /// A group of notes found by meaning.
    ThemeId,
    /// What was promised to an account.
    PromiseId,
    /// One change set in the ledger.
    ChangeSetId,
}
