//! Labels for reviews that nobody labelled, by words that leave little doubt.
//!
//! A cue says yes; where there is none and the mood speaks against the kind, that says no; all else stays open.

use outweigh_language::classify::Kind;
use outweigh_language::sentiment;

use crate::sources::Text;

/// Weight of a label that a cue gave.
const BY_CUE: f64 = 0.5;
/// Weight of a label that the lack of cues gave.
const BY_LACK: f64 = 0.2;

const CUES: [(Kind, &[&str]); 7] = [
    (
        Kind::Bug,
        &[
            "crash",
            "doesn't work",
            "does not work",
            "doesnt work",
            "not working",
            "stopped working",
            "won't open",
            "wont open",
            "won't load",
            "wont load",
            "doesn't load",
            "can't log in",
            "cant log in",
            "can't login",
            "cant login",
            "error",
            " bug",
            "glitch",
            "freezes",
            "fix this",
            "fix it",
            "please fix",
            "force close",
            "black screen",
            "keeps closing",
            "disappeared",
            "broken",
            "isn't working",
            "isnt working",
            "can't open",
            "cant open",
            "stopped",
            "keeps saying",
        ],
    ),
    (
        Kind::Request,
        &[
            "please add",
            "pls add",
            "would be nice",
            "would be great",
            "would love",
            "would like to",
            "i wish",
            "wish it",
            "wish there",
            "wish you",
            "should add",
            "need more",
            "needs more",
            "needs a",
            "need a",
            "add more",
            "should have",
            "should be able",
            "could have",
            "if only",
            "hope you",
            "feature request",
            "needs to have",
            "bring back",
            "let us",
            "allow us",
            "make it possible",
            "be better if",
            "should let",
        ],
    ),
    (
        Kind::Performance,
        &[
            "slow",
            " lag",
            "laggy",
            "takes forever",
            "drains",
            "battery",
            "too much memory",
            "too much space",
            "takes too long",
            "buffering",
            "takes ages",
            "loading time",
            "freezes",
        ],
    ),
    (
        Kind::Usability,
        &[
            "confusing",
            "hard to use",
            "difficult to use",
            "hard to navigate",
            "not user friendly",
            "complicated",
            "can't find",
            "cant find",
            "hard to find",
            "not intuitive",
            "cluttered",
            "clunky",
            "counter-intuitive",
            "hard to figure",
            "hard to read",
            "can't figure",
            "cant figure",
        ],
    ),
    (
        Kind::Churn,
        &[
            "uninstall",
            "deleting",
            "i deleted",
            "switching to",
            "switched to",
            "cancelled my",
            "canceled my",
            "cancelling my",
            "cancel my",
            "going back to",
            "moving to",
            "waste of money",
            "want my money back",
            "never use it again",
            "looking for another",
            "looking for an alternative",
        ],
    ),
    (
        Kind::Security,
        &[
            "hacked",
            "hacker",
            "privacy",
            "permission",
            "security",
            "stolen",
            "my password",
            "personal information",
            "virus",
            "malware",
            "spyware",
            "encrypt",
            "unauthorized",
        ],
    ),
    (
        Kind::Promise,
        &[
            "you promised",
            "was promised",
            "were promised",
            "was told",
            "were told",
            "you said",
            "they said",
            "promised to",
        ],
    ),
];

/// What can be said of a review without a label.
pub fn review(text: &str) -> Text {
    let lower = text.to_lowercase().replace('’', "'");
    let mood = sentiment(text);
    let words = lower.split_whitespace().count();
    let cued =
        |kind: Kind| CUES.iter().any(|(of, cues)| *of == kind && cues.iter().any(|cue| lower.contains(cue)));
    let mut known = Text::new(text).and(&[Kind::Question], asks(text), BY_CUE);
    for (kind, _) in CUES {
        let contradicted =
            matches!(kind, Kind::Bug | Kind::Performance | Kind::Usability | Kind::Security) && mood > 0.5;
        known = match (cued(kind), contradicted) {
            (true, false) => known.and(&[kind], true, BY_CUE),
            (true, true) => known,
            (false, _) => known.and(&[kind], false, BY_LACK),
        };
    }
    let complaint = [Kind::Bug, Kind::Performance, Kind::Usability].into_iter().any(cued);
    known = match (mood, complaint) {
        (mood, false) if mood > 0.5 => {
            known.and(&[Kind::Praise], true, BY_CUE).and(&[Kind::Problem], false, BY_CUE)
        }
        (mood, true) if mood < 0.3 => {
            known.and(&[Kind::Problem], true, BY_CUE).and(&[Kind::Praise], false, BY_CUE)
        }
        (mood, _) if mood < -0.1 => {
            known.and(&[Kind::Problem], true, BY_LACK).and(&[Kind::Praise], false, BY_CUE)
        }
        _ => known,
    };
    if words <= 6 && !cued(Kind::Request) {
        known.and(&[Kind::Idea, Kind::Insight], false, BY_LACK)
    } else {
        known
    }
}

/// Words that begin a question, with the verbs that stand first in one.
const ASKING: [&str; 26] = [
    "what", "what's", "whats", "how", "why", "when", "where", "who", "which", "is", "are", "can", "could",
    "do", "does", "did", "will", "would", "should", "am", "was", "were", "has", "have", "may", "whose",
];

/// Whether a text is, or holds, a question.
pub fn asks(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("");
    let wants = [
        "i want to know",
        "i would like to know",
        "i'd like to know",
        "tell me",
        "i wonder",
        "not sure how",
        "not sure why",
    ];
    text.contains('?') || ASKING.contains(&first) || wants.iter().any(|words| lower.contains(words))
}
