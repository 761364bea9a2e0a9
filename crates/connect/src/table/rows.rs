//! Turns rows of a grid into items by a target per column, and reports every cell that cannot be read.

use jiff::Timestamp;

use super::grid::{Grid, Row};
use super::lists::{self, add_new};
use super::numbers::{SECONDS_PER_DAY, parse_count, parse_days, parse_number};
use super::proposal::is_blank;
use super::targets::{Shape, Target};
use crate::dates::{self, DateOrder, Moment, OrderEvidence};
use crate::limits::{MAX_CELL_BYTES, MEBIBYTE};
use crate::text::cells::without_guard;
use crate::{
    ImportedComment, ImportedItem, ImportedLink, ImportedMilestone, ImportedPerson, ImportedSprint, LinkKind,
    RowProblem, words,
};

/// A column with all that was decided about it.
pub(crate) struct Column {
    pub(crate) index: usize,
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) separator: Option<char>,
    order: DateOrder,
}

/// How the rows of one table are read.
pub(crate) struct Plan {
    pub(crate) columns: Vec<Column>,
    /// What was assumed.
    pub(crate) warnings: Vec<String>,
    /// Reads a due moment as the nearest UTC day instead of the day as written.
    pub(crate) rounds_due: bool,
    /// The order of day and month that at least one column of the file shows.
    pub(crate) shown_order: Option<DateOrder>,
    system: &'static str,
}

impl Plan {
    /// Decides separators and date orders over whole columns. `targets` holds one target per column.
    pub(crate) fn new(
        grid: &Grid,
        targets: &[Target],
        chosen_order: Option<DateOrder>,
        system: &'static str,
    ) -> Self {
        let header = grid.header();
        let mut plan = Self {
            columns: Vec::new(),
            warnings: Vec::new(),
            rounds_due: false,
            shown_order: chosen_order,
            system,
        };
        let mut undecided = Vec::new();
        let mut shown = None;
        for (index, &target) in targets.iter().enumerate().filter(|(_, target)| **target != Target::Ignore) {
            let name = header.get(index).copied().unwrap_or_default().to_owned();
            let separator =
                if target.shape() == Shape::List { lists::find_separator(grid.column(index)) } else { None };
            let mut order = chosen_order.unwrap_or(DateOrder::DayFirst);
            if target.shape() == Shape::Moment && chosen_order.is_none() {
                match dates::order_evidence(grid.column(index)) {
                    OrderEvidence::NotNeeded => {}
                    OrderEvidence::Shown(found) => {
                        order = found;
                        shown = Some(found);
                    }
                    OrderEvidence::Ambiguous { twelve_hour } => {
                        undecided.push((plan.columns.len(), twelve_hour))
                    }
                }
            }
            plan.columns.push(Column { index, name, target, separator, order });
        }
        for (position, twelve_hour) in undecided {
            let likely = if twelve_hour { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            let column = &mut plan.columns[position];
            column.order = shown.unwrap_or(likely);
            // Another date column of the same file is proof enough: a site writes all dates one way.
            if shown.is_none() {
                let order = if likely == DateOrder::DayFirst { "day" } else { "month" };
                plan.warnings.push(format!(
                    "the dates in column \"{}\" can be read both ways; they were read with the {order} first",
                    column.name
                ));
            }
        }
        plan.shown_order = plan.shown_order.or(shown);
        plan
    }

    /// Reads one row; every unreadable cell of it is reported.
    pub(crate) fn read(&self, row: Row<'_>) -> Result<ImportedItem, Vec<RowProblem>> {
        let mut reading = Reading {
            item: ImportedItem { row: row.number, system: self.system.to_owned(), ..ImportedItem::default() },
            problems: Vec::new(),
            category: "",
            assignee: PersonCells::default(),
            reporter: PersonCells::default(),
        };
        for column in &self.columns {
            let cell = row.cell(column.index);
            if cell.len() > MAX_CELL_BYTES {
                let expected = format!("text of at most {} MiB", MAX_CELL_BYTES / MEBIBYTE);
                reading.problems.push(RowProblem::in_column(row.number, &column.name, cell, &expected));
            } else if !cell.is_empty() {
                reading.take(column, cell, self.rounds_due);
            }
        }
        reading.finish()
    }
}

/// The cells that name one person.
#[derive(Default)]
struct PersonCells<'a> {
    name: &'a str,
    id: &'a str,
    email: &'a str,
}

impl PersonCells<'_> {
    fn person(&self) -> Option<ImportedPerson> {
        let known = [self.name, self.email, self.id].into_iter().find(|text| !text.is_empty())?;
        let mut person = ImportedPerson::from_text(known)?;
        if let Some(id) = [self.id, self.email].into_iter().find(|text| !text.is_empty()) {
            id.clone_into(&mut person.external_id);
        }
        if !self.email.is_empty() {
            person.email = Some(self.email.to_owned());
        }
        Some(person)
    }
}

/// An item while its row is read.
struct Reading<'a> {
    item: ImportedItem,
    problems: Vec<RowProblem>,
    category: &'a str,
    assignee: PersonCells<'a>,
    reporter: PersonCells<'a>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, column: &Column, cell: &'a str, rounds_due: bool) {
        match column.target.shape() {
            Shape::Text => self.take_text(column, cell),
            Shape::List => self.take_list(column, cell),
            _ if is_blank(cell) => {}
            Shape::Moment => self.take_moment(column, cell, rounds_due),
            Shape::Number | Shape::Count => self.take_number(column, cell),
        }
    }

    fn take_text(&mut self, column: &Column, cell: &'a str) {
        let item = &mut self.item;
        let text = || lists::display(without_guard(cell));
        match column.target {
            Target::Key => item.external_key = text(),
            Target::Id => item.external_id = text(),
            Target::Url => item.url = Some(text()),
            Target::Title => item.title = one_line(&text()),
            Target::Description => item.description = Some(text()),
            Target::ItemType => item.item_type = Some(text()),
            Target::Status => item.status_text = Some(text()),
            Target::StatusCategory => self.category = cell,
            Target::Resolution if words::is_resolved(cell) => item.resolution = Some(text()),
            Target::Priority if !is_blank(cell) => item.priority = Some(text()),
            Target::ProjectKey => item.project_key = Some(text()),
            Target::ProjectName => item.project_name = Some(text()),
            Target::Assignee => self.assignee.name = lists::split(cell, None).next().unwrap_or(cell),
            Target::AssigneeId => self.assignee.id = cell,
            Target::AssigneeEmail => self.assignee.email = cell,
            Target::Reporter => self.reporter.name = lists::split(cell, None).next().unwrap_or(cell),
            Target::ReporterId => self.reporter.id = cell,
            Target::Comment => {
                item.comments.push(ImportedComment { text: text(), ..ImportedComment::default() })
            }
            Target::Milestone => item.milestone.get_or_insert_default().title = text(),
            Target::Parent if !is_blank(cell) => item.parent_key = Some(text()),
            Target::Custom => add_custom(item, &column.name, text()),
            _ => {}
        }
    }

    fn take_list(&mut self, column: &Column, cell: &str) {
        let item = &mut self.item;
        let values = lists::split(cell, column.separator);
        let kind = match column.target {
            Target::Labels => return add_new(&mut item.labels, values),
            Target::Components => return add_new(&mut item.components, values),
            Target::FixVersions => return add_new(&mut item.fix_versions, values),
            Target::Sprint => {
                let sprint =
                    |name: &str| ImportedSprint { name: name.to_owned(), ..ImportedSprint::default() };
                return item.sprints.extend(values.map(sprint));
            }
            Target::Needs => LinkKind::Needs,
            Target::NeededBy => LinkKind::NeededBy,
            Target::DuplicateOf => LinkKind::Duplicates,
            _ => LinkKind::Relates,
        };
        let phrase = &column.name;
        item.links.extend(values.filter(|value| !is_blank(value)).map(|target| ImportedLink {
            kind,
            target_key: target.to_owned(),
            phrase: phrase.clone(),
        }));
    }

    fn take_moment(&mut self, column: &Column, cell: &str, rounds_due: bool) {
        let Some(moment) = dates::parse(cell, column.order) else {
            return self.refuse(column, cell, "a date");
        };
        let item = &mut self.item;
        let day = || if rounds_due { moment.nearest_utc_day() } else { Some(moment.day()) };
        let instant: &mut Option<Timestamp> = match column.target {
            Target::Due => return item.due = day(),
            Target::MilestoneDue => return item.milestone.get_or_insert_default().due = day(),
            Target::Created => &mut item.created_at,
            Target::Updated => &mut item.updated_at,
            Target::Started => &mut item.started_at,
            _ => &mut item.resolved_at,
        };
        *instant = instant.or_else(|| Moment::timestamp(moment));
    }

    fn take_number(&mut self, column: &Column, cell: &str) {
        const HOURS: f64 = 1.0 / 8.0;
        const SECONDS: f64 = 1.0 / SECONDS_PER_DAY;
        let item = &mut self.item;
        let (slot, unit_days) = match column.target {
            Target::Votes => return self.take_count(column, cell, |item| &mut item.votes),
            Target::Watchers => return self.take_count(column, cell, |item| &mut item.watchers),
            Target::Reactions => return self.take_count(column, cell, |item| &mut item.reactions),
            Target::CommentCount => return self.take_count(column, cell, |item| &mut item.comment_count),
            Target::StoryPoints => match parse_number(cell) {
                Some(points) => return item.story_points = item.story_points.or(Some(points)),
                None => return self.refuse(column, cell, "a number of at least 0"),
            },
            Target::EstimateDays => (&mut item.original_estimate_days, 1.0),
            Target::EstimateHours => (&mut item.original_estimate_days, HOURS),
            Target::EstimateSeconds => (&mut item.original_estimate_days, SECONDS),
            Target::SpentDays => (&mut item.time_spent_days, 1.0),
            Target::SpentHours => (&mut item.time_spent_days, HOURS),
            _ => (&mut item.time_spent_days, SECONDS),
        };
        match parse_days(cell, unit_days) {
            Some(days) => *slot = slot.or(Some(days)),
            None => self.refuse(column, cell, "a duration: a number, or parts such as 2d 4h"),
        }
    }

    fn take_count(&mut self, column: &Column, cell: &str, slot: fn(&mut ImportedItem) -> &mut Option<u32>) {
        match parse_count(cell) {
            Some(count) => *slot(&mut self.item) = Some(count),
            None => self.refuse(column, cell, "a whole number of at least 0"),
        }
    }

    fn refuse(&mut self, column: &Column, cell: &str, expected: &str) {
        self.problems.push(RowProblem::in_column(self.item.row, &column.name, cell, expected));
    }

    fn finish(self) -> Result<ImportedItem, Vec<RowProblem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let mut item = self.item;
        item.assignee = self.assignee.person();
        item.reporter = self.reporter.person();
        // A milestone known by its day only has nothing to be called by.
        item.milestone = item.milestone.filter(|milestone: &ImportedMilestone| !milestone.title.is_empty());
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        item.status_category =
            words::status_category(self.category, &text(&item.status_text), &text(&item.resolution));
        item.severity_share = item.priority.as_deref().and_then(words::severity_share);
        name_project(&mut item);
        Ok(item)
    }
}

/// Takes the project's short name from a key such as PAY-12 when no column gives it. A project column
/// that repeats the short name is that, not a name.
fn name_project(item: &mut ImportedItem) {
    if item.project_key.is_none()
        && let Some((prefix, number)) = item.external_key.rsplit_once('-')
        && !prefix.is_empty()
        && prefix.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        item.project_key = Some(prefix.to_owned());
    }
    if item.project_key == item.project_name {
        item.project_name = None;
    }
}

/// Keeps a custom value; a second column of one name adds to the first.
pub(crate) fn add_custom(item: &mut ImportedItem, name: &str, value: String) {
    match item.custom.get_mut(name) {
        Some(known) => {
            known.push_str(", ");
            known.push_str(&value);
        }
        None => drop(item.custom.insert(name.to_owned(), value)),
    }
}

/// A title is one line; exports of pasted titles hold line feeds.
pub(crate) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}
