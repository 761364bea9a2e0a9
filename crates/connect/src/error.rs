//! Why a whole file cannot be imported, in words a person can act on.

/// A file that was refused as a whole; nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Bytes of a kind no connector reads.
    #[error("the file is {found}")]
    NotReadable {
        /// What the bytes look like.
        found: String,
        /// What to do instead.
        hint: String,
    },
    /// The file stops in the middle of something.
    #[error("the file is cut off: {what} begun at line {line} (byte {byte}) never ends")]
    Truncated {
        /// Line (from 1) where the unfinished part begins or the text stops.
        line: usize,
        /// Byte (from 0) of that place in the decoded text.
        byte: usize,
        /// The unfinished part.
        what: String,
    },
    /// JSON that breaks the grammar.
    #[error("the file is not valid JSON at line {line}, column {column}: {message}")]
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the grammar expected.
        message: String,
    },
    /// A readable file that is not what the preset expects.
    #[error("the file is not what {preset} expects: {missing}")]
    WrongShape {
        /// The key of the preset that was asked for.
        preset: &'static str,
        /// What was looked for in vain.
        missing: String,
    },
    /// More than the importer takes.
    #[error("the file has {found}, and the limit is {limit}")]
    TooBig {
        /// What there is too much of.
        found: String,
        /// How much is taken.
        limit: String,
    },
    /// A sheet that the workbook does not have.
    #[error("the workbook has no sheet \"{name}\"; it has {}", .sheets.join(", "))]
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// The names there are.
        sheets: Vec<String>,
    },
}

impl ImportError {
    /// What the reader of the error can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty => "export again and check that the file has a size".into(),
            Self::NotReadable { hint, .. } => hint.clone(),
            Self::Truncated { .. } => {
                "export or copy the file again; nothing was imported from this one".into()
            }
            Self::Malformed { .. } => "export again, or open the file at that line and mend it".into(),
            Self::WrongShape { .. } => "choose another preset, or map the columns by hand".into(),
            Self::TooBig { .. } => "split the export, for example by project or by year".into(),
            Self::NoSuchSheet { .. } => "choose one of the sheets named above".into(),
        }
    }
}
