//! Rubrics to start from (decision-science 2.2 and 2.4).

use crate::domain::{
    Criterion, Direction, Lane, Missing, Pillar, Range, Rubric, RubricState, Term, Threshold,
};
use crate::formula::Unit;
use crate::ids::RubricId;

/// A rubric to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    pub key: &'static str,
    pub name: &'static str,
    pub summary: &'static str,
}

/// Every preset; the first is what a new workspace uses.
pub const PRESETS: &[Preset] = &[
    Preset {
        key: "balanced",
        name: "Three pillars",
        summary: "Business value, customer impact and technical risk in money a year, per day of effort.",
    },
    Preset {
        key: "cost_of_delay",
        name: "Cost of delay",
        summary: "What each week of waiting costs, per week of work (CD3).",
    },
    Preset {
        key: "wsjf",
        name: "WSJF",
        summary: "User value, time criticality and risk reduction, per job size.",
    },
    Preset { key: "rice", name: "RICE", summary: "Reach x impact x confidence / effort." },
    Preset { key: "ice", name: "ICE", summary: "Impact x confidence x ease." },
];

/// The preset with this key as a draft rubric.
pub fn preset(key: &str, id: RubricId) -> Option<Rubric> {
    let known = PRESETS.iter().find(|p| p.key == key)?;
    let (criteria, terms, effort, score_unit, thresholds) = match key {
        "balanced" => balanced(),
        "cost_of_delay" => cost_of_delay(),
        "wsjf" => wsjf(),
        "rice" => rice(),
        _ => ice(),
    };
    Some(Rubric {
        id,
        name: known.name.into(),
        preset: Some(key.into()),
        version_number: 1,
        state: RubricState::Draft,
        criteria,
        terms,
        effort: effort.into(),
        score_unit: score_unit.into(),
        thresholds,
    })
}

type Parts = (Vec<Criterion>, Vec<Term>, &'static str, &'static str, Vec<Threshold>);

fn criterion(
    key: &str,
    label: &str,
    pillar: Pillar,
    unit: Unit,
    prior: (f64, f64, f64),
    help: &str,
) -> Criterion {
    Criterion {
        key: key.into(),
        label: label.into(),
        pillar,
        unit,
        direction: Direction::MoreIsBetter,
        prior: Range { low: prior.0, likely: prior.1, high: prior.2 },
        help: help.into(),
        missing: Missing::Prior,
    }
}

fn effort(label: &str, prior: (f64, f64, f64)) -> Criterion {
    Criterion {
        direction: Direction::LessIsBetter,
        ..criterion(
            "effort",
            label,
            Pillar::BusinessValue,
            Unit::Days,
            prior,
            "Person-days until it is in use.",
        )
    }
}

fn term(key: &str, label: &str, pillar: Pillar, weight: f64, formula: &str) -> Term {
    Term { key: key.into(), label: label.into(), pillar, weight, formula: formula.into() }
}

const CONFIDENCE: &str = "Chance that what is built solves it; few ideas do, so 0.25 is the base rate.";

fn balanced() -> Parts {
    use Pillar::{BusinessValue, CustomerImpact, TechnicalRisk};
    (
        vec![
            criterion(
                "revenue",
                "Revenue of those affected",
                BusinessValue,
                Unit::Money,
                (3_000.0, 20_000.0, 130_000.0),
                "Yearly revenue of the accounts that have the problem.",
            ),
            criterion(
                "reach",
                "Accounts affected",
                CustomerImpact,
                Unit::Accounts,
                (0.5, 2.5, 12.0),
                "How many accounts have the problem, those who stay silent included.",
            ),
            criterion(
                "pain",
                "Pain",
                CustomerImpact,
                Unit::Share,
                (0.10, 0.35, 0.95),
                "How much of a problem it is for someone who has it: 0 cosmetic, 1 cannot work.",
            ),
            criterion(
                "technical_risk",
                "Technical loss",
                TechnicalRisk,
                Unit::Money,
                (300.0, 2_000.0, 12_000.0),
                "Expected yearly cost of incidents and drag if nothing is done.",
            ),
            criterion(
                "solves",
                "Chance it helps",
                BusinessValue,
                Unit::Share,
                (0.10, 0.25, 0.60),
                CONFIDENCE,
            ),
            effort("Effort", (1.5, 5.0, 16.0)),
        ],
        vec![
            term("business_value", "business value", BusinessValue, 1.0, "solves * revenue * pain * 0.2"),
            term("customer_impact", "customer impact", CustomerImpact, 1.0, "solves * reach * pain * 3000"),
            term("technical_risk", "technical risk", TechnicalRisk, 1.0, "technical_risk * 0.5"),
        ],
        "effort",
        "EUR per day",
        vec![
            Threshold {
                name: "many customers hurt badly".into(),
                condition: "reach * pain >= 15".into(),
                lane: Some(Lane::Hotfix),
            },
            Threshold {
                name: "large technical loss".into(),
                condition: "technical_risk >= 100000".into(),
                lane: Some(Lane::Stability),
            },
        ],
    )
}

fn cost_of_delay() -> Parts {
    use Pillar::{BusinessValue, CustomerImpact, TechnicalRisk};
    let cost =
        |key, label, pillar, help| criterion(key, label, pillar, Unit::Money, (100.0, 600.0, 4_000.0), help);
    (
        vec![
            cost(
                "revenue_delay",
                "Revenue lost per week",
                BusinessValue,
                "Money not earned each week it is missing.",
            ),
            cost(
                "impact",
                "Customer cost per week",
                CustomerImpact,
                "What waiting costs the customers, in money.",
            ),
            cost("technical_risk", "Technical loss per week", TechnicalRisk, "Incidents and drag, in money."),
            effort("Duration", (1.5, 5.0, 16.0)),
        ],
        vec![
            term("revenue_delay", "revenue", BusinessValue, 1.0, "revenue_delay"),
            term("customer_delay", "customers", CustomerImpact, 1.0, "impact"),
            term("technical_delay", "technical risk", TechnicalRisk, 1.0, "technical_risk"),
        ],
        "effort / 5",
        "EUR per week, per week of work",
        vec![Threshold {
            name: "waiting is expensive".into(),
            condition: "revenue_delay + impact >= 20000".into(),
            lane: None,
        }],
    )
}

fn wsjf() -> Parts {
    use Pillar::{BusinessValue, CustomerImpact, TechnicalRisk};
    let points =
        |key, label, pillar, help| criterion(key, label, pillar, Unit::Score, (1.0, 4.0, 13.0), help);
    (
        vec![
            points(
                "user_value",
                "User and business value",
                BusinessValue,
                "1 to 20, relative to the others.",
            ),
            points(
                "time_criticality",
                "Time criticality",
                CustomerImpact,
                "1 to 20: how fast the value fades.",
            ),
            points(
                "technical_risk",
                "Risk reduction",
                TechnicalRisk,
                "1 to 20: risk reduced or options opened.",
            ),
            effort("Job size", (1.5, 5.0, 16.0)),
        ],
        vec![
            term("user_value", "user value", BusinessValue, 1.0, "user_value"),
            term("time_criticality", "time criticality", CustomerImpact, 1.0, "time_criticality"),
            term("risk_reduction", "risk reduction", TechnicalRisk, 1.0, "technical_risk"),
        ],
        "effort",
        "points per day",
        vec![Threshold {
            name: "cannot wait".into(),
            condition: "time_criticality >= 15".into(),
            lane: None,
        }],
    )
}

fn rice() -> Parts {
    use Pillar::{BusinessValue, CustomerImpact};
    (
        vec![
            criterion(
                "reach",
                "Reach",
                CustomerImpact,
                Unit::Accounts,
                (5.0, 50.0, 500.0),
                "Accounts per quarter.",
            ),
            criterion(
                "impact",
                "Impact",
                CustomerImpact,
                Unit::Score,
                (0.25, 0.8, 3.0),
                "0.25 minimal to 3 massive.",
            ),
            criterion("confidence", "Confidence", BusinessValue, Unit::Share, (0.3, 0.5, 0.9), CONFIDENCE),
            Criterion { unit: Unit::Number, ..effort("Effort", (1.5, 5.0, 16.0)) },
        ],
        vec![term("rice", "reach x impact x confidence", CustomerImpact, 1.0, "reach * impact * confidence")],
        "effort",
        "points per day",
        Vec::new(),
    )
}

fn ice() -> Parts {
    use Pillar::{BusinessValue, CustomerImpact};
    let points = |key, label, pillar| criterion(key, label, pillar, Unit::Score, (2.0, 4.5, 8.0), "1 to 10.");
    (
        vec![
            points("impact", "Impact", CustomerImpact),
            points("confidence", "Confidence", BusinessValue),
            points("ease", "Ease", BusinessValue),
        ],
        vec![term("ice", "impact x confidence x ease", CustomerImpact, 1.0, "impact * confidence * ease")],
        "1",
        "points",
        Vec::new(),
    )
}
