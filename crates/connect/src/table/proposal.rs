//! Proposes what each column becomes, by the words of its header and the look of its cells.

use super::grid::Grid;
use super::numbers::{SECONDS_PER_DAY, parse_count, parse_days, parse_number};
use super::targets::{Shape, Target};
use crate::dates::{self, DateOrder};
use crate::words::plain;

/// Cells looked at per column to see whether they fit.
const EXAMINED_CELLS: usize = 200;

/// One target per column of the header; unknown columns are kept as custom fields.
pub(crate) fn propose(grid: &Grid) -> Vec<Target> {
    let names: Vec<String> = grid.header().iter().map(|name| header_words(name)).collect();
    let mut targets: Vec<Option<Target>> =
        names.iter().map(|name| name.is_empty().then_some(Target::Ignore)).collect();
    for &target in Target::ALL {
        'words: for word in target.header_words() {
            for column in 0..names.len() {
                if targets[column].is_none() && names[column] == *word && fits(grid, column, target) {
                    targets[column] = Some(target);
                    if !target.takes_several_columns() {
                        break 'words;
                    }
                }
            }
        }
    }
    targets.into_iter().map(|target| target.unwrap_or(Target::Custom)).collect()
}

/// `Custom field (Story Points)`, `storyPoints` and `story_points` are all "story points".
pub(crate) fn header_words(name: &str) -> String {
    if name == "#" {
        return "number".into();
    }
    let inner = name.strip_prefix("Custom field (").and_then(|rest| rest.strip_suffix(')')).unwrap_or(name);
    let mut spaced = String::with_capacity(inner.len() + 4);
    let mut after_small = false;
    for character in inner.chars() {
        if character.is_uppercase() && after_small {
            spaced.push(' ');
        }
        after_small = character.is_lowercase();
        spaced.push(character);
    }
    plain(&spaced)
}

/// Whether at least half of the filled cells can be read as the target; an empty column fits anything.
fn fits(grid: &Grid, column: usize, target: Target) -> bool {
    let readable: fn(&str) -> bool = match (target.shape(), target) {
        (Shape::Text | Shape::List, _) => return true,
        (Shape::Moment, _) => |cell| {
            [DateOrder::DayFirst, DateOrder::MonthFirst]
                .into_iter()
                .any(|order| dates::parse(cell, order).is_some())
        },
        (Shape::Count, _) => |cell| parse_count(cell).is_some(),
        (Shape::Number, Target::StoryPoints) => |cell| parse_number(cell).is_some(),
        (Shape::Number, _) => |cell| parse_days(cell, 1.0 / SECONDS_PER_DAY).is_some(),
    };
    let (mut filled, mut fitting) = (0, 0);
    for cell in grid.column(column).filter(|cell| !is_blank(cell)).take(EXAMINED_CELLS) {
        filled += 1;
        fitting += usize::from(readable(cell));
    }
    fitting * 2 >= filled
}

/// Cells people fill in to say that there is nothing.
pub(crate) fn is_blank(cell: &str) -> bool {
    cell.is_empty()
        || ["-", "–", "n/a", "null", "none", "nan"].iter().any(|blank| cell.eq_ignore_ascii_case(blank))
}

#[cfg(test)]
mod tests {
    use super::super::delimited;
    use super::*;

    fn check(table: &str, expected: &[Target]) {
        assert_eq!(propose(&delimited::read(table, b',').unwrap()), expected, "{table}");
    }

    #[test]
    fn header_words_propose_targets() {
        check(
            "Issue key,Summary,dueDate,Story_Points,Severity,Tags,Weather,",
            &[
                Target::Key,
                Target::Title,
                Target::Due,
                Target::StoryPoints,
                Target::Priority,
                Target::Labels,
                Target::Custom,
                Target::Ignore,
            ],
        );
    }

    #[test]
    fn cells_that_do_not_fit_veto_the_header_word() {
        check("name,effort\na,XL\nb,S\n", &[Target::Title, Target::Custom]);
        check("name,effort\na,3d\nb,1w 2d\n", &[Target::Title, Target::EstimateDays]);
        check("name,comments\na,3\n", &[Target::Title, Target::CommentCount]);
        check("name,comments\na,please do\n", &[Target::Title, Target::Comment]);
    }

    #[test]
    fn of_two_columns_for_one_target_the_likelier_word_wins() {
        check("name,title,labels,labels", &[Target::Custom, Target::Title, Target::Labels, Target::Labels]);
    }
}
