//! The words that tell what kind of work an item is. A trailing `*` stands for any ending.

/// What a type of another system says of the kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// Something is down or was.
    Incident,
    /// Something does not work as it should.
    Defect,
    /// Keeps things running: debt, tests, chores.
    Upkeep,
    /// Something that was not there before.
    Feature,
    /// Several items' worth of something new.
    Large,
    /// Makes something better.
    Refinement,
}

/// Types as Jira, Linear, GitHub and others spell them, in lower case. The first that is part of an
/// item's type counts.
pub(super) const TYPES: &[(&str, Work)] = &[
    ("incident", Work::Incident),
    ("outage", Work::Incident),
    ("bug", Work::Defect),
    ("defect", Work::Defect),
    ("tech debt", Work::Upkeep),
    ("technical debt", Work::Upkeep),
    ("test", Work::Upkeep),
    ("chore", Work::Upkeep),
    ("maintenance", Work::Upkeep),
    ("dependency upgrade", Work::Upkeep),
    ("spike", Work::Upkeep),
    ("epic", Work::Large),
    ("initiative", Work::Large),
    ("new feature", Work::Feature),
    ("feature", Work::Feature),
    ("improvement", Work::Refinement),
    ("enhancement", Work::Refinement),
    ("story", Work::Refinement),
    ("wish", Work::Refinement),
    ("documentation", Work::Refinement),
];

/// Something is broken for customers now.
pub(super) const BROKEN: &[&str] = &[
    "crash*",
    "outage*",
    "data loss",
    "lose* data",
    "data corruption",
    "corrupt*",
    "security",
    "vulnerab*",
    "cve",
    "cannot log in",
    "cant log in",
    "cannot login",
    "cannot sign in",
    "payment fails",
    "payments fail",
    "payment failed",
    "production down",
    "is down",
    "hotfix",
    "hot fix",
];

/// Reliability, safety, speed, debt.
pub(super) const UPKEEP: &[&str] = &[
    "flaky",
    "flakiness",
    "refactor*",
    "upgrad*",
    "deprecat*",
    "performance",
    "slow*",
    "memory leak*",
    "leak*",
    "cleanup",
    "clean up",
    "tech debt",
    "technical debt",
    "test",
    "tests",
    "ci",
    "build fails",
    "migrate",
    "bump",
    "deadlock*",
    "race condition*",
    "timeout*",
    "monitoring",
    "reliab*",
    "hardening",
];

/// A new direction, when it is also large.
pub(super) const NEW: &[&str] = &[
    "new",
    "launch*",
    "support for",
    "add support",
    "integrat*",
    "platform",
    "market*",
    "introduce",
    "enter*",
    "self service",
];

/// Shares of the worst case (0 to 1) that priorities stand for when the import gave none.
pub(super) const PRIORITIES: &[(&str, f64)] = &[
    ("blocker", 0.95),
    ("critical", 0.95),
    ("urgent", 0.95),
    ("highest", 0.95),
    ("major", 0.70),
    ("high", 0.70),
    ("medium", 0.40),
    ("normal", 0.40),
    ("minor", 0.20),
    ("low", 0.20),
    ("trivial", 0.05),
    ("lowest", 0.05),
];

/// Lower case, words apart by one space, a space at both ends; "can't" is one word.
pub(super) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for c in text.chars() {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if c != '\'' && c != '\u{2019}' && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The words of [`plain`] text that the first fitting pattern matches.
pub(super) fn find(plain: &str, patterns: &[&str]) -> Option<String> {
    patterns.iter().find_map(|pattern| {
        let Some((start, rest)) = pattern.split_once('*') else {
            return plain.contains(&format!(" {pattern} ")).then(|| (*pattern).to_owned());
        };
        let from = plain.find(&format!(" {start}"))? + 1;
        let end = from + plain[from..].find(' ')?;
        plain[end..].starts_with(&format!("{rest} ")).then(|| plain[from..end + rest.len()].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_or_by_their_start() {
        for (text, found) in [
            ("App crashes on start", Some("crashes")),
            ("We lost it: it loses data", Some("loses data")),
            ("CVE-2026-1234 in parser", Some("cve")),
            ("Can't log in!", Some("cant log in")),
            ("Insecurity of scrashing", None),
            ("", None),
        ] {
            assert_eq!(find(&plain(text), BROKEN).as_deref(), found, "{text}");
        }
    }
}
