//! Guesses what kind of source a table of unknown origin comes from; a person may say otherwise.

use outweigh_core::domain::{RatingScale, SourceKind};

use crate::words::plain;

/// Words in a file's name or its columns that tell the kind, the most telling first.
const WORDS: [(&str, SourceKind); 17] = [
    ("tech debt", SourceKind::TechDebt),
    ("technical debt", SourceKind::TechDebt),
    ("debt", SourceKind::TechDebt),
    ("incident", SourceKind::Incident),
    ("outage", SourceKind::Incident),
    ("competitor", SourceKind::Competitor),
    ("win loss", SourceKind::WinLoss),
    ("lost reason", SourceKind::WinLoss),
    ("loss reason", SourceKind::WinLoss),
    ("churn", SourceKind::WinLoss),
    ("interview", SourceKind::Interview),
    ("benchmark", SourceKind::Benchmark),
    ("nps", SourceKind::Nps),
    ("csat", SourceKind::Csat),
    ("ticket", SourceKind::Support),
    ("review", SourceKind::Community),
    ("app", SourceKind::Community),
];

/// The kind that the file's name, then its columns tell.
pub(super) fn told(stem: &str, header: &[String]) -> Option<SourceKind> {
    let told = |text: &str| {
        let words = format!(" {} ", plain(text));
        WORDS
            .iter()
            .find(|(telling, _)| {
                words.contains(&format!(" {telling} ")) || words.contains(&format!(" {telling}s "))
            })
            .map(|(_, kind)| *kind)
    };
    told(stem).or_else(|| header.iter().find_map(|name| told(name)))
}

/// The scale that ratings of such a source are on.
pub(super) fn scale_of(kind: SourceKind) -> Option<RatingScale> {
    match kind {
        SourceKind::Nps => Some(RatingScale::Nps),
        SourceKind::Csat => Some(RatingScale::Csat),
        SourceKind::Community => Some(RatingScale::Stars),
        _ => None,
    }
}

/// The kind of a source whose ratings are on this scale.
pub(super) fn kind_of(scale: Option<RatingScale>) -> SourceKind {
    match scale {
        Some(RatingScale::Nps) => SourceKind::Nps,
        Some(RatingScale::Csat) => SourceKind::Csat,
        Some(RatingScale::Stars) => SourceKind::Community,
        None => SourceKind::Support,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_then_the_columns_tell_the_kind() {
        let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (stem, names, expected) in [
            ("tech-debt_2026", &["title"][..], Some(SourceKind::TechDebt)),
            ("export", &["Competitor", "Note"], Some(SourceKind::Competitor)),
            ("export", &["Closed Lost Reason"], Some(SourceKind::WinLoss)),
            ("nps", &["ticket"], Some(SourceKind::Nps)),
            ("reviews", &["text"], Some(SourceKind::Community)),
            ("export", &["snapshot", "comment"], None),
        ] {
            assert_eq!(told(stem, &header(names)), expected, "{stem} {names:?}");
        }
    }
}
