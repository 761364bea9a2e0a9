//! Notion's export as Markdown and CSV (or HTML): one note a page with words in it. Rows of databases are pages
//! with properties; a row without a page is read from the table.

mod database;
mod names;
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use outweigh_core::domain::SourceKind;

use super::markdown;
use crate::notes::collector::NoteCollector;
use crate::notes::text::{clean, content_id};
use crate::notes::{ImportedNote, NoteFile, NotePreset, ParsedNotes, html};
use crate::text::encoding;
use crate::{ImportError, Progress, RowProblem};
use database::Database;
use names::{Named, file_named};
use properties::Properties;

/// Known by file names that end in a page's id: `Interviews 248104cd477e80fdb757e945d38000bd.csv`.
pub(crate) fn recognise(paths: &[&str]) -> Option<String> {
    let pages = paths.iter().filter(|path| names::of_path(path).is_some()).count();
    (pages > 0).then(|| format!("a Notion export: {pages} file(s) are named after the ids of pages"))
}

/// Reads an export.
pub(crate) fn parse(files: &[NoteFile<'_>], on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let mut collector = NoteCollector::default();
    let named: Vec<(NoteFile<'_>, Named<'_>)> =
        files.iter().filter_map(|file| Some((*file, names::of_path(file.path)?))).collect();
    if named.is_empty() {
        return Err(ImportError::WrongShape {
            preset: NotePreset::Notion.key(),
            missing: "no file is named after the id of a page".into(),
        });
    }
    let mut databases = databases(&named, &mut collector);
    let (mut row, mut wordless) = (0, 0);
    for (index, (file, name)) in named.iter().enumerate() {
        on_progress(index, named.len());
        if file.extension() == "csv" || file.bytes.is_empty() {
            continue;
        }
        row += 1;
        let database = databases.iter_mut().find(|database| database.holds(file));
        match page(*file, name, row, database) {
            Ok(Some(note)) => collector.add(note),
            Ok(None) => wordless += 1,
            Err(error) => {
                let finding = format!("{}: {error}", file.path);
                collector.problem(RowProblem::whole_row(row, "a page", &finding));
            }
        }
    }
    for database in &databases {
        for (id, properties) in database.rows_without_page() {
            row += 1;
            match of_properties(id, properties, row) {
                Some(note) => collector.add(note),
                None => wordless += 1,
            }
        }
    }
    collector.count_without_words(wordless);
    collector.count(row);
    Ok(collector.finish())
}

/// Every database once: the table of all rows where there is one, else that of the rows in view.
fn databases(named: &[(NoteFile<'_>, Named<'_>)], collector: &mut NoteCollector) -> Vec<Database> {
    let mut tables: BTreeMap<&str, (NoteFile<'_>, &Named<'_>)> = BTreeMap::new();
    for (file, name) in named.iter().filter(|(file, _)| file.extension() == "csv") {
        let known = tables.entry(name.id).or_insert((*file, name));
        if name.is_of_all_rows {
            *known = (*file, name);
        }
    }
    let mut databases = Vec::new();
    for (file, name) in tables.into_values() {
        match Database::read(file, name) {
            Ok(database) => databases.push(database),
            Err(error) => collector.warn(format!("{}: {error}", file.path)),
        }
    }
    databases
}

/// One page; `None` when it only holds other pages, or nothing.
fn page(
    file: NoteFile<'_>,
    name: &Named<'_>,
    row: usize,
    database: Option<&mut Database>,
) -> Result<Option<ImportedNote>, ImportError> {
    let decoded = encoding::decode(file.bytes)?;
    let (mut title, mut properties, mut text, mut pictures) =
        (None, Properties::default(), String::new(), Vec::new());
    if file.extension() == "html" {
        let page = html::read(&decoded.text);
        (title, text) = (page.title, page.text);
    } else {
        let columns = database.as_ref().map(|database| database.columns()).unwrap_or_default();
        let (heading, rest) = properties::split_heading(&decoded.text);
        let (found, body) = Properties::split_off(rest, columns);
        let body = markdown::read(body);
        (title, properties) = (heading.map(str::to_owned).or(title), found);
        if body.has_words {
            text = body.text;
        }
        pictures = body.pictures;
    }
    let title = title.unwrap_or_else(|| name.title.to_owned());
    if let Some(database) = database {
        database.claim(&title);
    }
    // A database of feedback holds what was said in a property, and the page what was made of it.
    let parts = [properties.words().unwrap_or_default(), &text].map(clean);
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Ok(None);
    }
    let mut note = ImportedNote {
        row,
        external_id: name.id.to_owned(),
        url: Some(format!("https://www.notion.so/{}", name.id)),
        title: Some(title),
        text,
        ..ImportedNote::new(SourceKind::Research, "Notion")
    };
    properties.fill(&mut note);
    let pictures: BTreeSet<String> = pictures.iter().filter_map(|target| file_named(target)).collect();
    note.attachments = pictures.into_iter().collect();
    Ok(Some(note))
}

/// A row of a table that has no page; `None` when none of its cells holds words.
fn of_properties(id: String, properties: &Properties, row: usize) -> Option<ImportedNote> {
    let text = clean(properties.words()?);
    let mut note = ImportedNote {
        row,
        external_id: content_id(id.as_bytes()),
        title: properties.title().map(str::to_owned),
        text,
        ..ImportedNote::new(SourceKind::Research, "Notion")
    };
    properties.fill(&mut note);
    Some(note)
}
