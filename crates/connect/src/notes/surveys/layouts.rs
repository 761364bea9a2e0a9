//! Header rows of surveys: which rows are headers, and what the columns are called once they are read together.

use crate::notes::feedback::Sheet;
use crate::notes::html;

/// Questions as plain text: form builders keep their markup in the header.
pub(super) fn plain_names(sheet: &mut Sheet) {
    for name in &mut sheet.names {
        if name.contains('<') {
            *name = html::read(name).text.replace('\n', " ");
        }
    }
}

/// A question stands once above all of its choices, and the row below tells them apart. That row has no
/// respondent, so its first cell is empty.
pub(super) fn choices_below(sheet: &mut Sheet) {
    let Some(row) = sheet.row_below_header(0).filter(|row| row.cell(0).is_empty()) else {
        return plain_names(sheet);
    };
    let choices: Vec<String> = (0..sheet.names.len()).map(|column| row.cell(column).to_owned()).collect();
    let mut question = String::new();
    for (column, choice) in choices.iter().enumerate() {
        let name = &mut sheet.names[column];
        if !name.is_empty() {
            question.clone_from(name);
        }
        if choice.is_empty() {
            continue;
        }
        let is_open = choice == "Open-Ended Response" || choice.starts_with("Other (");
        sheet.is_open[column] = Some(is_open);
        *name = match choice.as_str() {
            "Response" | "Open-Ended Response" | "NPS®" | "NPS" => question.clone(),
            choice => format!("{question}: {choice}"),
        };
    }
    sheet.skip_header_rows(1);
    plain_names(sheet);
}

/// The questions in full stand in the row below, if the row after it holds the ids they import by.
pub(super) fn questions_below(sheet: &mut Sheet) {
    let has_ids = |row: crate::table::Row<'_>| row.cells().any(|cell| cell.starts_with("{\"ImportId\""));
    if sheet.row_below_header(1).is_some_and(has_ids)
        && let Some(row) = sheet.row_below_header(0)
    {
        let questions: Vec<String> = row.cells().map(str::to_owned).collect();
        for (name, question) in sheet.names.iter_mut().zip(questions) {
            if !question.is_empty() {
                *name = question;
            }
        }
        sheet.skip_header_rows(2);
    }
    plain_names(sheet);
}
