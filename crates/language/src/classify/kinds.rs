//! What a text may be; several may hold at once.

use serde::{Deserialize, Serialize};

/// A kind of text or sentence. The first nine are of notes; [`Kind::Problem`], [`Kind::Idea`] and [`Kind::Insight`] are
/// there for statements. The order is part of the model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something does not do what it should: an error, a crash, a loss.
    Bug,
    /// Someone asks for something the product does not have.
    Request,
    /// Someone wants to know something.
    Question,
    /// Someone is pleased with the product.
    Praise,
    /// A customer has left, is about to, or says under which condition they would.
    Churn,
    /// Someone was told that something will come, or tells it.
    Promise,
    /// Hard to find, to understand or to use.
    Usability,
    /// Slow, or heavy on memory, battery or data.
    Performance,
    /// Access, privacy, fraud, compliance.
    Security,
    /// Something stands in the way of someone's work, whether the product is at fault or not.
    Problem,
    /// A way to do it.
    Idea,
    /// A fact about how someone works, decides or pays.
    Insight,
}

impl Kind {
    /// All, in the order of the model file.
    pub const ALL: [Self; 12] = [
        Self::Bug,
        Self::Request,
        Self::Question,
        Self::Praise,
        Self::Churn,
        Self::Promise,
        Self::Usability,
        Self::Performance,
        Self::Security,
        Self::Problem,
        Self::Idea,
        Self::Insight,
    ];

    /// The kinds of notes.
    pub const OF_NOTES: [Self; 9] = [
        Self::Bug,
        Self::Request,
        Self::Question,
        Self::Praise,
        Self::Churn,
        Self::Promise,
        Self::Usability,
        Self::Performance,
        Self::Security,
    ];

    /// As it is written in files: `bug`, `request`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bug => "bug",
            Self::Request => "request",
            Self::Question => "question",
            Self::Praise => "praise",
            Self::Churn => "churn",
            Self::Promise => "promise",
            Self::Usability => "usability",
            Self::Performance => "performance",
            Self::Security => "security",
            Self::Problem => "problem",
            Self::Idea => "idea",
            Self::Insight => "insight",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
