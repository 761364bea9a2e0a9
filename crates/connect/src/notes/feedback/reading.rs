//! Reads the cells of each row by a target per column, and reports every cell that cannot be read.

use jiff::Timestamp;
use outweigh_core::domain::{RatingScale, SourceKind};

use super::money;
use super::ratings;
use super::record::{Answer, Record, is_email};
use super::sheet::Sheet;
use super::source::{Others, TableSource};
use super::targets::{NoteTarget, Shape};
use crate::RowProblem;
use crate::dates::{self, DateOrder, Moment, OrderEvidence};
use crate::limits::{MAX_CELL_BYTES, MEBIBYTE};
use crate::notes::{NoteOptions, html};
use crate::table::lists::{self, add_new};
use crate::table::{Row, is_blank, one_line};
use crate::text::cells::without_guard;

/// A column with all that was decided about it.
struct Column {
    index: usize,
    name: String,
    target: NoteTarget,
    separator: Option<char>,
    order: DateOrder,
}

/// How the rows of one table are read.
pub(super) struct Reading {
    columns: Vec<Column>,
    /// Of ratings in rows that do not tell.
    pub(super) scale: Option<RatingScale>,
    /// Whether the names of the text columns are questions.
    has_questions: bool,
    /// What was assumed.
    pub(super) warnings: Vec<String>,
}

impl Reading {
    /// Decides separators, date orders and the scale over whole columns.
    pub(super) fn new(
        sheet: &Sheet,
        source: &TableSource,
        targets: &[NoteTarget],
        options: &NoteOptions,
        likely_scale: Option<RatingScale>,
    ) -> Self {
        let texts = targets.iter().filter(|target| **target == NoteTarget::Text).count();
        let mut reading = Self {
            columns: Vec::new(),
            scale: None,
            has_questions: texts > 1 || source.others == Others::Questions,
            warnings: Vec::new(),
        };
        let mut undecided = Vec::new();
        let mut shown = options.date_order;
        for (index, &target) in
            targets.iter().enumerate().filter(|(_, target)| **target != NoteTarget::Ignore)
        {
            let is_list = target.shape() == Shape::List;
            let separator = is_list.then(|| lists::find_separator(sheet.column(index))).flatten();
            let mut order = shown.unwrap_or(DateOrder::DayFirst);
            if target.shape() == Shape::Moment && options.date_order.is_none() {
                match dates::order_evidence(sheet.column(index)) {
                    OrderEvidence::NotNeeded => {}
                    OrderEvidence::Shown(found) => {
                        order = found;
                        shown = Some(found);
                    }
                    OrderEvidence::Ambiguous { twelve_hour } => {
                        undecided.push((reading.columns.len(), twelve_hour))
                    }
                }
            }
            let name = sheet.names[index].clone();
            reading.columns.push(Column { index, name, target, separator, order });
        }
        for (place, twelve_hour) in undecided {
            reading.settle_order(place, twelve_hour, shown);
        }
        let rating = reading.columns.iter().find(|column| column.target == NoteTarget::Rating);
        let by_row = targets.contains(&NoteTarget::RatingScale);
        if let Some(column) = rating {
            let (index, name) = (column.index, column.name.clone());
            reading.scale =
                options.scale.or(source.scale).or_else(|| ratings::scale_of(&name)).or(likely_scale);
            if reading.scale.is_none() && !by_row {
                reading.find_scale(sheet, index, &name);
            }
        }
        reading
    }

    /// Another date column of the same file is proof enough: a system writes all dates one way.
    fn settle_order(&mut self, place: usize, twelve_hour: bool, shown: Option<DateOrder>) {
        let likely = if twelve_hour { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        let column = &mut self.columns[place];
        column.order = shown.unwrap_or(likely);
        if shown.is_none() {
            let first = if likely == DateOrder::DayFirst { "day" } else { "month" };
            self.warnings.push(format!(
                "the dates in column \"{}\" can be read both ways; they were read with the {first} first",
                column.name
            ));
        }
    }

    /// Figures tell their scale by how far they reach. Beyond ten there is no scale to hold them.
    fn find_scale(&mut self, sheet: &Sheet, column: usize, name: &str) {
        let figures: Vec<u32> = sheet.column(column).filter_map(ratings::figure).collect();
        let (lowest, highest) = (figures.iter().min().copied(), figures.iter().max().copied());
        let (scale, words) = match (lowest, highest) {
            (_, Some(11..)) => {
                self.warnings.push(format!(
                    "the figures in column \"{name}\" go beyond 10, so they are on no known scale and were kept as a custom field"
                ));
                return;
            }
            (Some(0), _) | (_, Some(6..)) => (RatingScale::Nps, "0 to 10"),
            _ => (RatingScale::Csat, "1 to 5"),
        };
        self.scale = Some(scale);
        if highest.is_some() {
            self.warnings
                .push(format!("the figures in column \"{name}\" were taken to be on a scale of {words}"));
        }
    }

    /// Reads one row; every unreadable cell of it is reported.
    pub(super) fn read(&self, row: Row<'_>) -> Result<Record, Vec<RowProblem>> {
        let mut reader =
            RowReader { record: Record { row: row.number, ..Record::default() }, problems: Vec::new() };
        let (mut rating, mut scale) = (None, self.scale);
        for column in &self.columns {
            let cell = row.cell(column.index);
            if cell.len() > MAX_CELL_BYTES {
                let expected = format!("text of at most {} MiB", MAX_CELL_BYTES / MEBIBYTE);
                reader.problems.push(RowProblem::in_column(row.number, &column.name, cell, &expected));
                continue;
            }
            match column.target {
                _ if cell.is_empty() => {}
                NoteTarget::Rating => rating = Some((column, cell)),
                NoteTarget::RatingScale => {
                    scale = ratings::scale_of(cell);
                    reader.record.kind = Some(survey_of(scale));
                    reader.keep(column, cell);
                }
                _ => reader.take(column, cell, self.has_questions),
            }
        }
        if let Some((column, cell)) = rating.filter(|(_, cell)| !ratings::is_unrated(cell)) {
            reader.rate(column, cell, scale);
        }
        if reader.problems.is_empty() { Ok(reader.record) } else { Err(reader.problems) }
    }
}

/// A record while its row is read.
struct RowReader {
    record: Record,
    problems: Vec<RowProblem>,
}

impl RowReader {
    fn take(&mut self, column: &Column, cell: &str, has_questions: bool) {
        match column.target.shape() {
            // "n/a" answers nothing.
            _ if is_blank(cell) => {}
            Shape::List => {
                let values = lists::split(cell, column.separator);
                let is_domains = column.target == NoteTarget::Domains;
                add_new(if is_domains { &mut self.record.domains } else { &mut self.record.tags }, values);
            }
            Shape::Text if column.target == NoteTarget::Text => {
                let question = if has_questions { column.name.clone() } else { String::new() };
                self.record.answers.push(Answer { question, words: words_of(without_guard(cell)) });
            }
            Shape::Moment => self.take_moment(column, cell),
            Shape::Money => self.take_money(column, cell),
            _ => self.take_text(column, cell),
        }
    }

    fn take_text(&mut self, column: &Column, cell: &str) {
        let text = || one_line(&lists::display(without_guard(cell)));
        let record = &mut self.record;
        let slot = match column.target {
            NoteTarget::Id => &mut record.id,
            NoteTarget::Url => &mut record.url,
            NoteTarget::Title => &mut record.title,
            NoteTarget::AuthorName => &mut record.contact.name,
            NoteTarget::FirstName => &mut record.first_name,
            NoteTarget::LastName => &mut record.last_name,
            NoteTarget::AuthorId => &mut record.contact.external_id,
            NoteTarget::Role => &mut record.contact.role,
            NoteTarget::Company => &mut record.contact.company,
            NoteTarget::AccountId => &mut record.contact.account_id,
            NoteTarget::Plan => &mut record.plan,
            NoteTarget::Email if is_email(cell) => return record.contact.email = Some(cell.to_lowercase()),
            NoteTarget::Language if is_language(cell) => {
                return record.language = Some(cell.replace('_', "-"));
            }
            NoteTarget::Currency if money::is_currency(&cell.to_ascii_uppercase()) => {
                return record.currency = Some(cell.to_ascii_uppercase());
            }
            _ => return self.keep(column, cell),
        };
        *slot = Some(text());
    }

    fn take_moment(&mut self, column: &Column, cell: &str) {
        let Some(moment) = dates::parse(cell, column.order) else {
            return self.refuse(column, cell, "a date");
        };
        let instant: Option<Timestamp> = Moment::timestamp(moment);
        match column.target {
            NoteTarget::Renewal => self.record.renewal = Some(moment.day()),
            _ => self.record.time = self.record.time.or(instant),
        }
    }

    fn take_money(&mut self, column: &Column, cell: &str) {
        let Some((amount, currency)) = money::read(cell) else {
            return self.refuse(column, cell, "an amount of at least 0");
        };
        let yearly = if column.target == NoteTarget::MonthlyRevenue { amount * 12.0 } else { amount };
        // A yearly figure stands before twelve times a monthly one, whichever column comes first.
        if column.target == NoteTarget::Revenue || self.record.revenue.is_none() {
            self.record.revenue = Some(yearly);
        }
        self.record.currency = self.record.currency.take().or(currency);
    }

    /// A figure on a scale that is not known here is kept as it stands.
    fn rate(&mut self, column: &Column, cell: &str, scale: Option<RatingScale>) {
        let Some(scale) = scale else { return self.keep(column, cell) };
        match ratings::read(cell, scale) {
            Some(rating) => {
                self.record.rating = Some(rating);
                if ratings::figure(cell).is_none() {
                    self.keep(column, cell);
                }
            }
            None => self.refuse(column, cell, &ratings::expected(scale)),
        }
    }

    /// Keeps a custom value; a second column of one name adds to the first.
    fn keep(&mut self, column: &Column, cell: &str) {
        let value = lists::display(without_guard(cell));
        match self.record.custom.get_mut(&column.name) {
            Some(known) => {
                known.push_str(", ");
                known.push_str(&value);
            }
            None => drop(self.record.custom.insert(column.name.clone(), value)),
        }
    }

    fn refuse(&mut self, column: &Column, cell: &str, expected: &str) {
        self.problems.push(RowProblem::in_column(self.record.row, &column.name, cell, expected));
    }
}

/// The kind of a survey that asks on this scale.
fn survey_of(scale: Option<RatingScale>) -> SourceKind {
    match scale {
        Some(RatingScale::Nps) => SourceKind::Nps,
        Some(RatingScale::Csat) => SourceKind::Csat,
        Some(RatingScale::Stars) | None => SourceKind::Survey,
    }
}

/// What a cell says: an array as a list, HTML without its markup.
fn words_of(cell: &str) -> String {
    let is_html = cell.starts_with('<') && cell.contains("</");
    if is_html { html::read(cell).text } else { lists::display(cell) }
}

/// `de`, `pt-BR`, `zh_Hant_TW`: the form of BCP 47, not its registry.
fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let is_first = parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    is_first
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
