//! The files of `content/notes` and `content/insights` as they are written: what customers said, and what
//! people made of it. `content/README.md` says what they mean.

use std::collections::BTreeMap;

use anyhow::Context;
use outweigh_core::domain::{
    NoteState, Pillar, Polarity, PromiseState, RelationKind, SourceKind, Standing, StatementKind,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The notes of each source, by its key in `company.toml`.
const NOTES: [(&str, &str); 12] = [
    ("zendesk", include_str!("content/notes/zendesk.ndjson")),
    ("nps", include_str!("content/notes/nps.ndjson")),
    ("csat", include_str!("content/notes/csat.ndjson")),
    ("mail", include_str!("content/notes/mail.ndjson")),
    ("interviews", include_str!("content/notes/interviews.ndjson")),
    ("sales-calls", include_str!("content/notes/sales-calls.ndjson")),
    ("win-loss", include_str!("content/notes/win-loss.ndjson")),
    ("slack", include_str!("content/notes/slack.ndjson")),
    ("app-reviews", include_str!("content/notes/app-reviews.ndjson")),
    ("incidents", include_str!("content/notes/incidents.ndjson")),
    ("tech-debt", include_str!("content/notes/tech-debt.ndjson")),
    ("competitors", include_str!("content/notes/competitors.ndjson")),
];

/// Everything that was said, and what people made of it.
pub(super) struct Words {
    /// By the key of their source; in order of time.
    pub(super) notes: Vec<(&'static str, Vec<Note>)>,
    pub(super) statements: Vec<Statement>,
    pub(super) relations: Vec<Relation>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) promises: Vec<Promise>,
}

impl Words {
    /// Reads the files that are built into the program.
    pub(super) fn read() -> Result<Self, anyhow::Error> {
        let notes = NOTES.iter().map(|(source, file)| Ok((*source, lines(source, file)?)));
        Ok(Self {
            notes: notes.collect::<Result<_, anyhow::Error>>()?,
            statements: lines("statements", include_str!("content/insights/statements.ndjson"))?,
            relations: lines("relations", include_str!("content/insights/relations.ndjson"))?,
            evidence: lines("evidence", include_str!("content/insights/evidence.ndjson"))?,
            promises: lines("promises", include_str!("content/insights/promises.ndjson"))?,
        })
    }
}

/// One JSON document per line.
fn lines<T: DeserializeOwned>(name: &str, file: &str) -> Result<Vec<T>, anyhow::Error> {
    let line = |(number, line)| {
        serde_json::from_str(line)
            .with_context(|| format!("failed to read line {number} of the demo's {name}.ndjson"))
    };
    (1..).zip(file.lines()).map(line).collect()
}

/// One of `[[sources]]` in `company.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: SourceKind,
    pub(super) reliability: Option<f64>,
    pub(super) retention_days: Option<u32>,
    /// Days from one import to the next.
    pub(super) every_days: i32,
    /// Who imports; absent: a connection that runs by itself.
    pub(super) by: Option<String>,
}

/// One of `notes/*.ndjson`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) day: i32,
    pub(super) minute: i32,
    /// The mail address of a contact, who also tells the account.
    pub(super) from: Option<String>,
    /// When there is no contact.
    pub(super) account: Option<String>,
    pub(super) author: Option<String>,
    pub(super) product: Option<String>,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) text: String,
    /// In place of a text.
    #[serde(default)]
    pub(super) turns: Vec<Turn>,
    /// Below the text.
    pub(super) signature: Option<String>,
    /// An earlier message, below all.
    pub(super) quoted: Option<String>,
    pub(super) rating: Option<u8>,
    pub(super) thread: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) custom: BTreeMap<String, String>,
    /// The row of BANKING77 that the text was taken from.
    #[cfg_attr(not(test), expect(dead_code, reason = "attribution, which the tests check"))]
    pub(super) origin: Option<String>,
    /// How it was dealt with; absent: it waits in the inbox.
    pub(super) read: Option<Read>,
}

/// Seconds from the start, who speaks, and what they say.
#[derive(Deserialize)]
pub(super) struct Turn(pub(super) f64, pub(super) String, pub(super) String);

/// How a note was dealt with. Those of one moment and person are one change set.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) state: NoteState,
    #[serde(default)]
    pub(super) reason: String,
    /// The day a snoozed note comes back.
    pub(super) until: Option<i32>,
    /// The note that says the same.
    pub(super) duplicate_of: Option<String>,
}

/// One of `statements.ndjson`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    pub(super) id: String,
    pub(super) kind: StatementKind,
    pub(super) text: String,
    pub(super) stakeholder: Option<String>,
    pub(super) job: Option<String>,
    pub(super) product: Option<String>,
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    #[serde(default)]
    pub(super) quotes: Vec<Quote>,
    /// Quotes found later, in order.
    #[serde(default)]
    pub(super) more: Vec<LaterQuote>,
}

/// Words of a note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub(super) note: String,
    pub(super) words: String,
}

/// A quote added to a statement that exists.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LaterQuote {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) note: String,
    pub(super) words: String,
}

/// One of `relations.ndjson`; the ends are written `statement:ID`, `item:ID` or `goal:KEY`. Those of one
/// moment and person are one change set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relation {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) from: String,
    pub(super) kind: RelationKind,
    pub(super) to: String,
}

/// One of `evidence.ndjson`. Those of one moment and person are one change set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) item: String,
    pub(super) note: Option<String>,
    /// The words of the note that say it.
    pub(super) words: Option<String>,
    pub(super) statement: Option<String>,
    /// Absent: for.
    pub(super) polarity: Option<Polarity>,
    pub(super) strength: u8,
    pub(super) pillar: Option<Pillar>,
    /// Absent: confirmed.
    pub(super) standing: Option<Standing>,
}

/// One of `promises.ndjson`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    pub(super) account: String,
    /// What was said; in `note`, if it comes from one.
    pub(super) words: String,
    pub(super) note: Option<String>,
    /// Who promised it.
    pub(super) promised_by: String,
    pub(super) promised_day: i32,
    pub(super) due_day: Option<i32>,
    pub(super) revenue: Option<f64>,
    pub(super) item: Option<String>,
    /// When it was written down, and by whom.
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) outcome: Option<Outcome>,
}

/// What became of a promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    pub(super) day: i32,
    pub(super) minute: i32,
    pub(super) by: String,
    pub(super) state: PromiseState,
    #[serde(default)]
    pub(super) reason: String,
    /// The new date, when it was renegotiated.
    pub(super) due_day: Option<i32>,
}
