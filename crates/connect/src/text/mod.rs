//! Text on its way in: byte encodings, guards in cells, and markup turned into Markdown.

pub(crate) mod adf;
pub(crate) mod cells;
pub(crate) mod encoding;
pub(crate) mod jira_wiki;
pub(crate) mod markdown;
