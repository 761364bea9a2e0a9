//! What the link phrases of other systems mean, and the reader of a file of links.

use serde::{Deserialize, Serialize};

use crate::table::{self, Loaded};
use crate::words::plain;
use crate::{ImportError, ImportedLink, LinkKind, Options, Preset, RowProblem};

/// Phrases by what "source PHRASE target" says about the source.
///
/// Only phrases that state an order of work become [`LinkKind::Needs`] or [`LinkKind::NeededBy`]. Left as
/// relations on purpose: "breaks", "causes" and their inverses (they tell where a fault came from; the
/// fix waits for nothing), "clones" and "supersedes" (one replaces the other), and Apache's "Blocked",
/// "Dependent", "Dependency" and "Parent Feature", whose two ends carry the same word, so the direction
/// cannot be known.
const PHRASES: [(LinkKind, &[&str]); 6] = [
    (
        LinkKind::Needs,
        &[
            "needs",
            "is blocked by",
            "blocked by",
            "depends on",
            "depends upon",
            "requires",
            "has to be done after",
            "must be done after",
            "waits for",
            "follows",
            "is dependent on",
        ],
    ),
    (
        LinkKind::NeededBy,
        &[
            "needed by",
            "is needed by",
            "blocks",
            "is depended upon by",
            "is depended on by",
            "depended on by",
            "is required by",
            "required by",
            "has to be done before",
            "must be done before",
            "blocking",
            "precedes",
        ],
    ),
    (LinkKind::Duplicates, &["duplicates", "duplicate of", "is a duplicate of", "duplicate"]),
    (LinkKind::DuplicatedBy, &["is duplicated by", "duplicated by", "has duplicate"]),
    // A whole is done when its parts are; that is membership, not an order between two pieces of work.
    (
        LinkKind::Parent,
        &[
            "is part of",
            "is contained by",
            "is a child of",
            "is child of",
            "child of",
            "parent",
            "part of",
            "has parent",
            "split from",
        ],
    ),
    (
        LinkKind::Child,
        &[
            "contains",
            "incorporates",
            "is a parent of",
            "is parent of",
            "parent of",
            "child",
            "has child",
            "includes",
            "split to",
        ],
    ),
];

/// Jira's link types by name, for CSV exports: a column says "Outward issue link (Blocks)" and shows no
/// phrase. The kind is that of the outward direction (the words "this ... that" of the type).
const OUTWARD_TYPES: [(&[&str], LinkKind); 6] = [
    (&["blocks", "blocker"], LinkKind::NeededBy),
    (&["dependency", "dependent", "depends", "required", "requires", "dependence"], LinkKind::Needs),
    (&["duplicate", "duplicates"], LinkKind::Duplicates),
    (&["container", "incorporates", "parent", "work item split", "issue split"], LinkKind::Child),
    (&["child issue", "parent child"], LinkKind::Child),
    (
        &["gantt end to start", "gantt finish to start", "finish to start", "has to be done before"],
        LinkKind::NeededBy,
    ),
];

impl LinkKind {
    /// The same relation seen from the other item.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Needs => Self::NeededBy,
            Self::NeededBy => Self::Needs,
            Self::Duplicates => Self::DuplicatedBy,
            Self::DuplicatedBy => Self::Duplicates,
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Relates => Self::Relates,
        }
    }

    /// What a phrase means; [`LinkKind::Relates`] for every phrase that states no order.
    pub fn of_phrase(phrase: &str) -> Self {
        let words = plain(phrase);
        PHRASES
            .iter()
            .find(|(_, known)| known.contains(&words.as_str()))
            .map_or(Self::Relates, |(kind, _)| *kind)
    }

    /// What the outward end of a Jira link type of that name means.
    pub(crate) fn of_outward_type(name: &str) -> Self {
        let words = plain(name);
        OUTWARD_TYPES
            .iter()
            .find(|(known, _)| known.contains(&words.as_str()))
            .map_or(Self::Relates, |(_, kind)| *kind)
    }
}

/// A link known by its Jira type and its end, as CSV exports show it.
pub(crate) fn link_of_type(name: &str, outward: bool, target_key: &str) -> ImportedLink {
    let kind = LinkKind::of_outward_type(name);
    let end = if outward { "outward" } else { "inward" };
    ImportedLink {
        kind: if outward { kind } else { kind.inverse() },
        target_key: target_key.to_owned(),
        phrase: format!("{name} ({end})"),
    }
}

/// One row of a links file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcedLink {
    /// Place in the file; the header is row 1.
    pub row: usize,
    /// Key of the item the link starts from.
    pub source_key: String,
    /// The link, read from that item outwards.
    pub link: ImportedLink,
}

/// Everything a links file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParsedLinks {
    /// The links, in file order.
    pub links: Vec<SourcedLink>,
    /// Rows left out, with the reason.
    pub problems: Vec<RowProblem>,
    /// Things worth knowing that stop nothing.
    pub warnings: Vec<String>,
    /// Rows read, the header not counted.
    pub rows: usize,
}

/// Reads a table with the columns source, type and target (or words like them), in any order.
///
/// # Errors
/// When the file as a whole cannot be read or one of the three columns is missing.
pub fn parse_links(bytes: &[u8]) -> Result<ParsedLinks, ImportError> {
    let Loaded { grid, warnings, .. } = table::load(bytes, Preset::Csv, &Options::default())?;
    let header: Vec<String> = grid.header().iter().map(|name| plain(name)).collect();
    let find = |what: &str, words: &[&str]| {
        words.iter().find_map(|word| header.iter().position(|name| name == word)).ok_or_else(|| {
            ImportError::WrongShape {
                preset: Preset::Csv.key(),
                missing: format!(
                    "a links file needs the columns source, type and target, and {what} is missing"
                ),
            }
        })
    };
    let source = find("source", &["source", "source key", "from", "from key", "issue", "key", "item"])?;
    let kind = find("type", &["type", "link type", "relation", "link", "kind", "phrase"])?;
    let target =
        find("target", &["target", "target key", "to", "to key", "linked issue", "linked key", "other"])?;
    let mut parsed = ParsedLinks { warnings, ..ParsedLinks::default() };
    for row in grid.body() {
        parsed.rows += 1;
        let (source_key, phrase, target_key) = (row.cell(source), row.cell(kind), row.cell(target));
        let empty = [(source_key, source), (phrase, kind), (target_key, target)]
            .into_iter()
            .find(|(cell, _)| cell.is_empty());
        if let Some((_, column)) = empty {
            parsed.problems.push(RowProblem::in_column(row.number, grid.header()[column], "", "a value"));
        } else if source_key == target_key {
            let finding = format!("{source_key} is linked to itself");
            parsed.problems.push(RowProblem::whole_row(row.number, "two different items", &finding));
        } else {
            let link = ImportedLink {
                kind: LinkKind::of_phrase(phrase),
                target_key: target_key.to_owned(),
                phrase: phrase.to_owned(),
            };
            parsed.links.push(SourcedLink { row: row.number, source_key: source_key.to_owned(), link });
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use LinkKind::{Child, DuplicatedBy, Duplicates, NeededBy, Needs, Parent, Relates};

    #[test]
    fn phrases_give_the_direction_of_the_dependency() {
        for (phrase, kind) in [
            ("blocks", NeededBy),
            ("is blocked by", Needs),
            ("depends upon", Needs),
            ("depends on", Needs),
            ("is depended upon by", NeededBy),
            ("requires", Needs),
            ("is required by", NeededBy),
            ("required by", NeededBy),
            ("duplicates", Duplicates),
            ("is duplicated by", DuplicatedBy),
            ("Is contained by", Parent),
            ("contains", Child),
            ("is part of", Parent),
            ("incorporates", Child),
            ("breaks", Relates),
            ("is broken by", Relates),
            ("is caused by", Relates),
            ("is a clone of", Relates),
            ("supercedes", Relates),
            ("Blocked", Relates),
            ("Dependent", Relates),
            ("relates to", Relates),
        ] {
            assert_eq!(LinkKind::of_phrase(phrase), kind, "{phrase}");
        }
    }

    #[test]
    fn both_ends_of_a_phrase_pair_are_inverse() {
        for (one, other) in [
            ("blocks", "is blocked by"),
            ("depends upon", "is depended upon by"),
            ("requires", "is required by"),
            ("duplicates", "is duplicated by"),
            ("contains", "is contained by"),
            ("breaks", "is broken by"),
        ] {
            assert_eq!(LinkKind::of_phrase(one).inverse(), LinkKind::of_phrase(other), "{one}");
        }
    }

    #[test]
    fn a_links_file_is_read_whatever_the_order_of_its_columns() {
        let parsed =
            parse_links(b"target;source;type\nA-2;A-1;blocks\n;A-1;blocks\nA-1;A-1;blocks\n").unwrap();
        assert_eq!((parsed.links.len(), parsed.rows), (1, 3));
        assert_eq!((parsed.links[0].source_key.as_str(), parsed.links[0].link.kind), ("A-1", NeededBy));
        let messages: Vec<_> = parsed.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            messages,
            ["row 3, column \"target\": \"\" is not a value", "row 4: A-1 is linked to itself"]
        );
        let error = parse_links(b"a,b\n1,2\n").unwrap_err();
        assert!(error.to_string().ends_with("and source is missing"), "{error}");
    }
}
