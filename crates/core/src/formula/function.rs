//! The functions a formula may call.

/// A built-in function; users cannot add their own, so every formula ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Clamp,
    Abs,
    Exp,
    Ln,
    Log10,
    Sqrt,
    Logistic,
    If,
    Coalesce,
    Known,
}

impl Function {
    pub(super) const ALL: [Function; 12] = [
        Self::Min,
        Self::Max,
        Self::Clamp,
        Self::Abs,
        Self::Exp,
        Self::Ln,
        Self::Log10,
        Self::Sqrt,
        Self::Logistic,
        Self::If,
        Self::Coalesce,
        Self::Known,
    ];

    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Clamp => "clamp",
            Self::Abs => "abs",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Log10 => "log10",
            Self::Sqrt => "sqrt",
            Self::Logistic => "logistic",
            Self::If => "if",
            Self::Coalesce => "coalesce",
            Self::Known => "known",
        }
    }

    /// How a call is written, for hints.
    pub(super) fn usage(self) -> &'static str {
        match self {
            Self::Min => "min(a, b, ...)",
            Self::Max => "max(a, b, ...)",
            Self::Clamp => "clamp(x, low, high)",
            Self::Abs => "abs(x)",
            Self::Exp => "exp(x)",
            Self::Ln => "ln(x)",
            Self::Log10 => "log10(x)",
            Self::Sqrt => "sqrt(x)",
            Self::Logistic => "logistic(x)",
            Self::If => "if(condition, then, otherwise)",
            Self::Coalesce => "coalesce(x, value_when_missing)",
            Self::Known => "known(x)",
        }
    }

    /// Whether a call with this many arguments is well formed.
    pub(super) fn accepts(self, arguments: usize) -> bool {
        match self {
            Self::Min | Self::Max => arguments >= 2,
            Self::Clamp | Self::If => arguments == 3,
            Self::Coalesce => arguments == 2,
            _ => arguments == 1,
        }
    }
}
