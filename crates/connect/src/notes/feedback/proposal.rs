//! Proposes what each column becomes: what its source says, then the words of its header and the look of its
//! cells.

use super::ratings;
use super::sheet::Sheet;
use super::source::{Others, Rows, TableSource};
use super::targets::{NoteTarget, Shape};
use crate::dates::{self, DateOrder};
use crate::table::{header_words, is_blank, parse_count};

/// Cells looked at per column to see whether they fit.
const EXAMINED_CELLS: usize = 200;

/// What columns of such rows can become.
pub(crate) fn offered(rows: Rows, target: NoteTarget) -> bool {
    use NoteTarget as T;
    let of_people = matches!(
        target,
        T::Email
            | T::AuthorName
            | T::FirstName
            | T::LastName
            | T::AuthorId
            | T::Role
            | T::Company
            | T::AccountId
    );
    let of_notes = matches!(
        target,
        T::Text | T::Title | T::Rating | T::RatingScale | T::Time | T::Url | T::Language | T::Tags
    );
    let of_money = matches!(target, T::Plan | T::Revenue | T::MonthlyRevenue | T::Currency | T::Renewal);
    match (rows, target) {
        (_, T::Id | T::Custom | T::Ignore) => true,
        (Rows::Notes, _) => of_notes || of_people,
        (Rows::Contacts, _) => of_people,
        (Rows::Accounts | Rows::Subscriptions, _) => {
            of_money || matches!(target, T::Company | T::AccountId | T::Domains | T::Time)
        }
        (Rows::Deals, _) => {
            of_money || matches!(target, T::Company | T::AccountId | T::Title | T::Text | T::Time | T::Url)
        }
    }
}

/// One target per column.
pub(crate) fn propose(sheet: &Sheet, source: &TableSource) -> Vec<NoteTarget> {
    let words: Vec<String> = sheet.names.iter().map(|name| header_words(name)).collect();
    let mut targets: Vec<Option<NoteTarget>> =
        words.iter().map(|word| word.is_empty().then_some(NoteTarget::Ignore)).collect();
    for &(word, target) in source.columns {
        let is_free = target.takes_several_columns() || !targets.contains(&Some(target));
        let column = (0..words.len()).find(|&column| targets[column].is_none() && words[column] == word);
        if let Some(column) = column.filter(|_| is_free) {
            targets[column] = Some(target);
        }
    }
    if source.others != Others::Keep {
        by_words(sheet, source, &words, &mut targets);
    }
    if source.others == Others::Questions {
        let answers = answers(sheet, &words, &targets);
        for column in answers {
            targets[column] = Some(NoteTarget::Text);
        }
    }
    let notes_are_wordless = source.rows == Rows::Notes
        && !targets.iter().any(|target| matches!(target, Some(NoteTarget::Text | NoteTarget::Title)));
    if notes_are_wordless && source.others == Others::Propose {
        // Nothing is called a text: the last column that people wrote in is it.
        let free = (0..words.len()).filter(|&column| targets[column].is_none());
        if let Some(column) = free.rev().find(|&column| is_prose(sheet, column)) {
            targets[column] = Some(NoteTarget::Text);
        }
    }
    targets.into_iter().map(|target| target.unwrap_or(NoteTarget::Custom)).collect()
}

fn by_words(sheet: &Sheet, source: &TableSource, words: &[String], targets: &mut [Option<NoteTarget>]) {
    for &target in NoteTarget::ALL.iter().filter(|target| offered(source.rows, **target)) {
        // Of several columns called "comment" and "notes" one is the text; the others are kept beside it.
        let mut is_free = !targets.contains(&Some(target));
        for word in target.header_words() {
            for column in 0..words.len() {
                if is_free
                    && targets[column].is_none()
                    && words[column] == *word
                    && fits(sheet, column, target)
                {
                    targets[column] = Some(target);
                    is_free = target.shape() == Shape::List;
                }
            }
        }
    }
    let has_rating = targets.contains(&Some(NoteTarget::Rating));
    if source.rows == Rows::Notes && !has_rating {
        let asks = |column: &usize| {
            words[*column].contains("how likely") || words[*column].contains("how satisfied")
        };
        let free = (0..words.len()).filter(|&column| targets[column].is_none());
        if let Some(column) = free.filter(asks).find(|&column| fits(sheet, column, NoteTarget::Rating)) {
            targets[column] = Some(NoteTarget::Rating);
        }
    }
}

/// The questions that people answered in their own words.
fn answers(sheet: &Sheet, words: &[String], targets: &[Option<NoteTarget>]) -> Vec<usize> {
    (0..words.len())
        .filter(|&column| targets[column].is_none())
        .filter(|&column| match sheet.is_open[column] {
            Some(open) => open,
            None => {
                sheet.names[column].trim_end().ends_with('?') && is_prose(sheet, column)
                    || is_long(sheet, column)
            }
        })
        .collect()
}

/// Words that differ from row to row: no figures, dates, addresses, and no choice out of a list.
fn is_prose(sheet: &Sheet, column: usize) -> bool {
    let cells = filled(sheet, column);
    let is_worded =
        |cell: &&&str| cell.contains(' ') && !fits_moment(cell) && ratings::figure(cell).is_none();
    let mut different = cells.clone();
    different.sort_unstable();
    different.dedup();
    !cells.is_empty()
        && cells.iter().filter(is_worded).count() * 2 > cells.len()
        && different.len() * 3 >= cells.len() * 2
}

/// Prose of several words throughout, whatever the column is called.
fn is_long(sheet: &Sheet, column: usize) -> bool {
    const WORDS: usize = 6;
    let cells = filled(sheet, column);
    let words: usize = cells.iter().map(|cell| cell.split_whitespace().count()).sum();
    is_prose(sheet, column) && words >= cells.len() * WORDS
}

fn filled(sheet: &Sheet, column: usize) -> Vec<&str> {
    sheet.column(column).filter(|cell| !is_blank(cell)).take(EXAMINED_CELLS).collect()
}

/// Whether at least half of the filled cells can be read as the target; an empty column fits anything.
fn fits(sheet: &Sheet, column: usize, target: NoteTarget) -> bool {
    let cells = filled(sheet, column);
    let readable: fn(&str) -> bool = match target.shape() {
        Shape::Text if target == NoteTarget::Text => |cell| parse_count(cell).is_none(),
        Shape::Text | Shape::List => return true,
        Shape::Moment => fits_moment,
        Shape::Rating => |cell| {
            ratings::is_unrated(cell)
                || ratings::figure(cell).or(ratings::step(cell).map(u32::from)).is_some()
        },
        Shape::Money => |cell| super::money::read(cell).is_some(),
    };
    cells.iter().filter(|cell| readable(cell)).count() * 2 >= cells.len()
}

fn fits_moment(cell: &str) -> bool {
    [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().any(|order| dates::parse(cell, order).is_some())
}
