//! What the numbers of a formula measure, and how units combine under arithmetic.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What an input or a literal measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// An amount in the portfolio currency.
    Money,
    /// A count of customer accounts.
    Accounts,
    /// Working days.
    Days,
    /// A part of a whole, usually 0 to 1.
    Share,
    /// Points on an interval scale: differences and weighted sums mean something.
    Score,
    /// Ranks on an ordered scale such as 1 to 5: only the order means something.
    Ordinal,
    /// A rate: events in a year.
    PerYear,
    /// A plain number; combines with every unit.
    Number,
    /// True or false.
    Bool,
}

impl Unit {
    /// Every unit with the word for it in formulas.
    pub const ALL: [(Unit, &'static str); 9] = [
        (Unit::Money, "money"),
        (Unit::Accounts, "accounts"),
        (Unit::Days, "days"),
        (Unit::Share, "share"),
        (Unit::Score, "score"),
        (Unit::Ordinal, "ordinal"),
        (Unit::PerYear, "per_year"),
        (Unit::Number, "number"),
        (Unit::Bool, "bool"),
    ];

    /// The word for this unit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Accounts => "accounts",
            Self::Days => "days",
            Self::Share => "share",
            Self::Score => "score",
            Self::Ordinal => "ordinal",
            Self::PerYear => "per_year",
            Self::Number => "number",
            Self::Bool => "bool",
        }
    }
}

/// Base units that keep exponents in products; share and number have none.
const BASES: [Unit; 6] = [Unit::Money, Unit::Accounts, Unit::Days, Unit::Score, Unit::Ordinal, Unit::PerYear];

/// The unit of a whole formula: a [`Unit`], or a product and quotient of them such as `money/days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DerivedUnit(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Bool,
    Number,
    Share,
    /// Exponents in the order of `BASES`; never all zero.
    Powers([i8; 6]),
}

impl From<Unit> for DerivedUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Bool => Self(Kind::Bool),
            Unit::Number => Self(Kind::Number),
            Unit::Share => Self(Kind::Share),
            base => Self::from_powers(BASES.map(|candidate| i8::from(candidate == base))),
        }
    }
}

impl DerivedUnit {
    pub(super) const BOOL: Self = Self(Kind::Bool);
    pub(super) const NUMBER: Self = Self(Kind::Number);

    fn from_powers(powers: [i8; 6]) -> Self {
        if powers == [0; 6] { Self::NUMBER } else { Self(Kind::Powers(powers)) }
    }

    fn powers(self) -> [i8; 6] {
        if let Kind::Powers(powers) = self.0 { powers } else { [0; 6] }
    }

    /// Whether this is a truth value.
    pub fn is_bool(self) -> bool {
        self == Self::BOOL
    }

    /// Whether a value on an ordered scale takes part.
    pub(super) fn has_ordinal(self) -> bool {
        self.powers()[4] != 0
    }

    /// The unit of a sum, a minimum or a comparison of both: equal units, or one of them a plain number.
    pub(super) fn join(self, other: Self) -> Option<Self> {
        match (self.0, other.0) {
            (left, right) if left == right => Some(self),
            (Kind::Bool, _) | (_, Kind::Bool) => None,
            (Kind::Number, _) => Some(other),
            (_, Kind::Number) => Some(self),
            _ => None,
        }
    }

    /// The unit of a product; a share of something is still that something.
    pub(super) fn times(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Kind::Powers(left), Kind::Powers(right)) => {
                Self::from_powers(std::array::from_fn(|at| left[at].saturating_add(right[at])))
            }
            (Kind::Powers(_), _) => self,
            (_, Kind::Powers(_)) => other,
            (Kind::Share, _) | (_, Kind::Share) => Self(Kind::Share),
            _ => Self::NUMBER,
        }
    }

    /// The unit of a quotient.
    pub(super) fn over(self, other: Self) -> Self {
        match (self.0, other.0) {
            (_, Kind::Powers(right)) => self.times(Self::from_powers(right.map(i8::saturating_neg))),
            (Kind::Share, Kind::Share) => Self::NUMBER,
            _ => self,
        }
    }

    /// The unit of a power with a literal whole exponent.
    pub(super) fn power(self, exponent: i8) -> Self {
        match self.0 {
            Kind::Powers(powers) => Self::from_powers(powers.map(|power| power.saturating_mul(exponent))),
            _ => self,
        }
    }

    /// The unit of a square root: half of every exponent, or a plain number where that is not whole.
    pub(super) fn root(self) -> Self {
        let powers = self.powers();
        match self.0 {
            Kind::Powers(_) if powers.iter().all(|power| power % 2 == 0) => {
                Self::from_powers(powers.map(|power| power / 2))
            }
            Kind::Powers(_) => Self::NUMBER,
            _ => self,
        }
    }
}

impl fmt::Display for DerivedUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let powers = match self.0 {
            Kind::Bool => return f.write_str("bool"),
            Kind::Number => return f.write_str("number"),
            Kind::Share => return f.write_str("share"),
            Kind::Powers(powers) => powers,
        };
        let part = |(base, power): (Unit, i8)| match power.unsigned_abs() {
            1 => base.word().to_owned(),
            more => format!("{}^{more}", base.word()),
        };
        let with = |keep: fn(i8) -> bool| {
            let pairs = BASES.into_iter().zip(powers).filter(|(_, power)| keep(*power));
            pairs.map(part).collect::<Vec<_>>()
        };
        let (above, below) = (with(|power| power > 0), with(|power| power < 0));
        f.write_str(if above.is_empty() { "1" } else { "" })?;
        f.write_str(&above.join("*"))?;
        below.iter().try_for_each(|word| write!(f, "/{word}"))
    }
}
