//! The closed lists of the domain: lanes, horizons, statuses, severities, pillars, roles, sources.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares an enum whose variants have one spelling everywhere: JSON, filters, screens. The spelling is a `tt`,
/// as the derive that describes the API does not see through a `literal`.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:tt / $label:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// Every value, in the order people read them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The spelling used in JSON, filters and the database.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The words shown to people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|v| v.as_str().eq_ignore_ascii_case(text)).ok_or_else(|| {
                    let known: Vec<_> = Self::ALL.iter().map(|v| v.as_str()).collect();
                    format!("\"{text}\" is not one of {}", known.join(", "))
                })
            }
        }
    };
}

vocabulary! {
    /// What kind of work an item is; its written definition is part of the policy.
    Lane {
        /// Something is broken for customers now.
        Hotfix => "hotfix" / "hot fix",
        /// Keeps the product reliable, safe and fast: debt, risk, prevention.
        Stability => "stability" / "stability",
        /// Makes something that exists better for those who use it.
        Improvement => "improvement" / "improvement",
        /// A new direction with an uncertain, larger return.
        Bet => "bet" / "strategic bet",
    }
}

vocabulary! {
    /// How soon an item is meant to be done.
    Horizon {
        /// This sprint.
        Now => "now" / "now",
        /// The next release.
        Next => "next" / "next",
        /// Some day after that.
        Later => "later" / "later",
    }
}

vocabulary! {
    /// Where an item stands: inbox -> triaged -> ready -> doing -> done, or set aside with a reason.
    Status {
        /// Arrived, not yet looked at.
        Inbox => "inbox" / "inbox",
        /// Looked at and understood.
        Triaged => "triaged" / "triaged",
        /// Clear enough to be started; names the problem it solves.
        Ready => "ready" / "ready",
        /// Being worked on.
        Doing => "doing" / "doing",
        /// Delivered.
        Done => "done" / "done",
        /// Set aside for now, with a reason.
        Paused => "paused" / "paused",
        /// Will not be built, with a reason.
        Declined => "declined" / "declined",
        /// Lives on in another item.
        Merged => "merged" / "merged",
    }
}

impl Status {
    /// Whether the item still competes for a place in the ranking.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Declined | Self::Merged)
    }

    /// Whether this status must be explained.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Paused | Self::Declined | Self::Merged)
    }

    /// Where an item in this status may go next.
    ///
    /// The main line may be walked one step at a time in either direction (work goes back to be
    /// clarified again) and triage may be skipped over; every open status may be set aside; what was
    /// set aside or finished comes back through triage.
    pub fn next(self) -> &'static [Status] {
        use Status::{Declined, Doing, Done, Inbox, Merged, Paused, Ready, Triaged};
        match self {
            Inbox => &[Triaged, Ready, Paused, Declined, Merged],
            Triaged => &[Inbox, Ready, Paused, Declined, Merged],
            Ready => &[Triaged, Doing, Paused, Declined, Merged],
            Doing => &[Ready, Done, Paused, Declined, Merged],
            Paused => &[Triaged, Ready, Doing, Declined, Merged],
            Done => &[Doing, Triaged],
            Declined | Merged => &[Inbox, Triaged],
        }
    }
}

vocabulary! {
    /// How bad a hot fix is.
    Severity {
        /// Everyone is stopped or money is lost.
        S1 => "S1" / "S1 critical",
        /// Many are stopped; no workaround.
        S2 => "S2" / "S2 major",
        /// Some are hindered; there is a workaround.
        S3 => "S3" / "S3 moderate",
        /// An annoyance.
        S4 => "S4" / "S4 minor",
    }
}

vocabulary! {
    /// The three reasons to build something.
    Pillar {
        /// Money gained or kept.
        BusinessValue => "business_value" / "business value",
        /// Customers helped.
        CustomerImpact => "customer_impact" / "customer impact",
        /// Technical loss avoided.
        TechnicalRisk => "technical_risk" / "technical risk",
    }
}

vocabulary! {
    /// What a person may do on a product; each role includes those before it.
    Role {
        /// Reads.
        Viewer => "viewer" / "viewer",
        /// Adds and edits items, estimates, comments, dependencies.
        Contributor => "contributor" / "contributor",
        /// Ranks, sorts, imports, deletes, plans releases.
        ProductOwner => "product_owner" / "product owner",
        /// Activates rubrics.
        Approver => "approver" / "approver",
        /// Everything, incl. people, rights and webhooks.
        Admin => "admin" / "admin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_can_be_left_and_reached() {
        for &status in Status::ALL {
            assert!(!status.next().is_empty());
            assert!(Status::ALL.iter().any(|from| from.next().contains(&status)), "{status} is unreachable");
            assert!(!status.next().contains(&status));
        }
    }

    #[test]
    fn spellings_read_back() {
        for &lane in Lane::ALL {
            assert_eq!(lane.as_str().parse::<Lane>(), Ok(lane));
        }
        assert!("urgent".parse::<Lane>().unwrap_err().contains("hotfix, stability"));
    }
}

vocabulary! {
    /// Where notes come from.
    SourceKind {
        /// Tickets and conversations of a help desk.
        Support => "support" / "support",
        /// Mail from customers.
        Email => "email" / "e-mail",
        /// "How likely are you to recommend us", 0 to 10, with a verbatim.
        Nps => "nps" / "NPS",
        /// "How satisfied were you", 1 to 5, with a verbatim.
        Csat => "csat" / "CSAT",
        /// A conversation held to learn.
        Interview => "interview" / "interview",
        /// A conversation held to sell.
        SalesCall => "sales_call" / "sales call",
        /// Why a deal was won or lost.
        WinLoss => "win_loss" / "win/loss",
        /// What a competitor does.
        Competitor => "competitor" / "competitor",
        /// A measured comparison with others.
        Benchmark => "benchmark" / "benchmark",
        /// Studies of jobs to be done and of markets.
        Research => "research" / "research",
        /// Answers to a questionnaire.
        Survey => "survey" / "survey",
        /// What engineers report of debt and its cost.
        TechDebt => "tech_debt" / "tech debt",
        /// Something broke.
        Incident => "incident" / "incident",
        /// What people were seen to do.
        Usage => "usage" / "usage",
        /// Public places: app stores, forums, chats.
        Community => "community" / "community",
        /// Colleagues.
        Internal => "internal" / "internal",
        /// Our own portal and widget.
        Portal => "portal" / "portal",
    }
}

vocabulary! {
    /// On what scale somebody rated.
    RatingScale {
        /// 0 to 10; 9 and 10 promote, 0 to 6 detract.
        Nps => "nps" / "0 to 10",
        /// 1 to 5, how satisfied.
        Csat => "csat" / "1 to 5",
        /// 1 to 5 stars.
        Stars => "stars" / "stars",
    }
}

impl RatingScale {
    /// The lowest and the highest rating there is.
    pub fn bounds(self) -> (u8, u8) {
        match self {
            Self::Nps => (0, 10),
            Self::Csat | Self::Stars => (1, 5),
        }
    }
}

vocabulary! {
    /// How far a note was dealt with.
    NoteState {
        /// Waits in the inbox.
        Open => "open" / "open",
        /// Read, and its evidence taken.
        Processed => "processed" / "processed",
        /// Comes back to the inbox on a day.
        Snoozed => "snoozed" / "snoozed",
        /// Says nothing worth keeping, with a reason.
        Dismissed => "dismissed" / "dismissed",
    }
}

vocabulary! {
    /// What a statement says.
    StatementKind {
        /// Something true of customers.
        Insight => "insight" / "insight",
        /// An obstacle to a job.
        Problem => "problem" / "problem",
        /// A change that would be worth it.
        Opportunity => "opportunity" / "opportunity",
        /// A way to do it.
        Idea => "idea" / "idea",
    }
}

vocabulary! {
    /// Whether a person stands behind something that was suggested.
    Standing {
        /// Proposed by an agent or an assistant; counts for nothing yet.
        Suggested => "suggested" / "suggested",
        /// Written or confirmed by a person.
        Confirmed => "confirmed" / "confirmed",
        /// Turned down; kept so that it is not proposed again.
        Rejected => "rejected" / "rejected",
    }
}

vocabulary! {
    /// How one thing bears on another; read "from KIND to".
    RelationKind {
        /// An insight makes a statement more likely to be true.
        Supports => "supports" / "supports",
        /// An insight makes a statement less likely to be true.
        Contradicts => "contradicts" / "contradicts",
        /// An opportunity would remove a problem.
        Addresses => "addresses" / "addresses",
        /// An idea is a way to an opportunity.
        Realises => "realises" / "realises",
        /// An item is the work an idea needs.
        Implements => "implements" / "implements",
        /// An item removes a problem.
        Solves => "solves" / "solves",
        /// A problem or opportunity bears on a goal.
        Serves => "serves" / "serves",
        /// A narrower one of the same kind.
        PartOf => "part_of" / "is part of",
        /// The same thing said twice.
        Duplicates => "duplicates" / "duplicates",
    }
}

vocabulary! {
    /// Whether evidence speaks for an item or against it.
    Polarity {
        /// Makes it more worth doing.
        For => "for" / "for",
        /// Makes it less worth doing.
        Against => "against" / "against",
    }
}

vocabulary! {
    /// What became of a promise.
    PromiseState {
        /// Not due yet, or overdue.
        Open => "open" / "open",
        /// Delivered.
        Kept => "kept" / "kept",
        /// Not delivered, and it will not be.
        Broken => "broken" / "broken",
        /// Replaced by another agreement.
        Renegotiated => "renegotiated" / "renegotiated",
    }
}
