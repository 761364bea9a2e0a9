//! Reads what other systems export and turns it into neutral items.
//!
//! Pure: bytes in, values out; no network, no clock. A caller first asks [`sniff`] what a file is, may show
//! [`inspect`] to a person who adjusts the [`Options`], and then calls [`parse`]. One folder per system;
//! to add one, copy a folder, give it a variant in [`Preset`] and an arm in the functions below.

mod beads;
mod collector;
mod dates;
mod error;
mod github;
mod inspect;
mod issues;
mod jira;
mod json;
pub mod limits;
mod linear;
mod links;
mod model;
pub mod notes;
mod options;
pub mod plan;
mod recognise;
mod sniff;
mod table;
mod text;
mod words;

pub use dates::DateOrder;
pub use error::ImportError;
pub use inspect::{InspectedColumn, Inspection, TargetInfo, inspect};
pub use links::{ParsedLinks, SourcedLink, parse_links};
pub use model::{
    ImportedComment, ImportedItem, ImportedLink, ImportedMilestone, ImportedPerson, ImportedSprint, LinkKind,
    Parsed, RowProblem, StatusCategory,
};
pub use options::{Options, Preset, Progress};
pub use recognise::{Recognised, recognise};
pub use sniff::{Sniffed, sniff};
pub use table::Target;
pub use text::cells::export_safe_cell;
pub use text::encoding::Encoding;

/// Reads a whole file as one preset.
///
/// Rows that cannot be read are reported in [`Parsed::problems`] and left out; the others stand. `on_progress`
/// is called with records done and records in all.
///
/// # Errors
/// When the file as a whole cannot be read: empty, cut off, binary, too big, or not of this preset. Nothing
/// is imported then.
///
/// ```
/// use outweigh_connect::{Options, Preset, parse};
/// let parsed = parse(b"key,title\nA-1,Faster export\n", Preset::Csv, &Options::default(), &mut |_, _| {})?;
/// assert_eq!(parsed.items[0].title, "Faster export");
/// # Ok::<(), outweigh_connect::ImportError>(())
/// ```
pub fn parse(
    bytes: &[u8],
    preset: Preset,
    options: &Options,
    on_progress: Progress<'_>,
) -> Result<Parsed, ImportError> {
    match preset {
        Preset::JiraCsv => jira::parse_csv(bytes, options, on_progress),
        Preset::JiraJson => jira::parse_json(bytes, on_progress),
        Preset::LinearCsv => linear::parse(bytes, options, on_progress),
        Preset::GithubJson => github::parse(bytes, on_progress),
        Preset::BeadsJsonl => beads::parse(bytes, on_progress),
        Preset::Csv | Preset::Xlsx | Preset::Ndjson => table::parse(bytes, preset, options, on_progress),
    }
}
