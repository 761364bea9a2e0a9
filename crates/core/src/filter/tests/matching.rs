//! Which records a filter chooses, and how it is written canonically.

use jiff::civil::date;

use super::super::{Expression, Filter};
use super::{Blank, Item, chooses};

#[test]
fn comparisons_hold_or_fail() {
    for (source, expected) in [
        ("", true),
        ("  ", true),
        ("lane is hotfix", true),
        ("lane is HotFix", true),
        ("lane is bet, hotfix", true),
        ("lane is bet, stability", false),
        ("lane is not bet, stability", true),
        ("lane is not bet, hotfix", false),
        ("LANE IS hotfix AND Open Is True", true),
        ("lane = hotfix", true),
        ("lane == hotfix", true),
        ("lane:hotfix", true),
        ("lane!=hotfix", false),
        ("lane contains fix", true),
        ("owner is Anna", true),
        ("owner is \"anna@x.io\"", true),
        ("owner is anna@x.io", true),
        ("owner is not Bert", true),
        ("owner is team", true),
        ("owner is not team", false),
        ("tag is api", true),
        ("tag is billing", true),
        ("tag is mobile", false),
        ("tag is not mobile", true),
        ("tag is not api", false),
        ("tag contains bill", true),
        ("tag contains zzz", false),
        ("title contains card", true),
        ("title contains \"PAYMENTS FAIL\"", true),
        ("title contains zürich", true),
        ("title contains ZÜRICH", true),
        ("title contains züri, nothing", true),
        ("title contains \"\"", true),
        ("title contains \"card payments fail in zürich and then some\"", false),
        ("title is \"card payments fail in ZÜRICH\"", true),
        ("title is card", false),
        ("key is PAY-12", true),
        ("key is pay-12, PAY-13", true),
        ("effort is 5", true),
        ("effort is 4, 5.0", true),
        ("effort < 5", false),
        ("effort <= 5", true),
        ("effort > 4.5", true),
        ("effort >= 5e0", true),
        ("effort > -1", true),
        ("custom.\"Story points\" > 2", true),
        ("\"custom.Story points\" > 3", false),
        ("due < today", true),
        ("due is 7 days ago", true),
        ("due is 1 week ago", true),
        ("due is \"7 Days Ago\"", true),
        ("due >= 2 weeks ago and due < yesterday", true),
        ("due < in 2 weeks", true),
        ("due > tomorrow", false),
        ("due is 2026-02-22", true),
        ("due > 1 month ago", true),
        ("due > 1 year ago", true),
        ("open is true", true),
        ("open is no", false),
        ("open is not false", true),
        ("effort is empty", false),
        ("effort is not empty", true),
        ("tag is empty", false),
        ("not lane is bet", true),
        ("not not lane is bet", false),
        ("lane is bet or lane is hotfix and effort > 9", false),
        ("(lane is bet or lane is hotfix) and effort > 4", true),
        ("lane is hotfix or lane is bet and effort > 9", true),
        ("not (lane is hotfix and effort > 9)", true),
        ("not lane is hotfix and effort > 9 or open is yes", true),
        (
            "lane is hotfix and (owner is \"anna@x.io\" or tag is not api) and effort > 4 and title contains \"card\"",
            true,
        ),
    ] {
        assert_eq!(chooses(source, &Item::default()), expected, "{source}");
    }
}

#[test]
fn a_record_without_a_value_matches_only_what_is_said_about_absence() {
    for (source, expected) in [
        ("effort is empty", true),
        ("effort is not empty", false),
        ("tag is empty", true),
        ("effort < 5", false),
        ("effort >= 5", false),
        ("not effort < 5", true),
        ("lane is hotfix", false),
        ("lane is not hotfix", true),
        ("title contains \"\"", false),
        ("due < today", false),
        ("open is false", false),
        ("owner is Anna", false),
    ] {
        assert_eq!(chooses(source, &Blank), expected, "{source}");
    }
    let hollow = Item { title: String::new(), tags: Vec::new(), effort: f64::NAN, ..Item::default() };
    for field in ["title", "tag", "effort"] {
        assert!(chooses(&format!("{field} is empty"), &hollow), "{field}");
    }
}

#[test]
fn relative_dates_follow_the_calendar() {
    let leap = Item { due: date(2026, 2, 28), ..Item::default() };
    assert!(chooses("due is 1 day ago", &leap));
    assert!(chooses("due is yesterday", &leap));
    assert!(chooses("due < in 1 month", &leap));
    let next = Item { due: date(2026, 4, 1), ..Item::default() };
    assert!(chooses("due is in 1 month", &next));
    assert!(chooses("due is in 31 days", &next));
}

#[test]
fn canonical_text_is_stable() {
    for (source, canonical) in [
        ("", ""),
        ("lane:hotfix AND effort>5", "lane is hotfix and effort > 5"),
        ("lane != bet,hotfix", "lane is not bet, hotfix"),
        ("((lane is bet))", "lane is bet"),
        ("a is b and (c is d and e is f)", "a is b and (c is d and e is f)"),
        ("(a is b and c is d) or e is f", "a is b and c is d or e is f"),
        ("a is b and (c is d or e is f)", "a is b and (c is d or e is f)"),
        ("not (a is b)", "not a is b"),
        ("NOT (a is b or c is d)", "not (a is b or c is d)"),
        ("title is \"plain\"", "title is plain"),
        ("title is \"two words\"", "title is \"two words\""),
        (r#"title is "say \"hi\" \\ \n""#, r#"title is "say \"hi\" \\ \\n""#),
        ("title is \"and\", \"\"", "title is \"and\", \"\""),
        ("due > 07 DAY ago", "due > 7 days ago"),
        ("due > In 1 weeks", "due > in 1 week"),
        ("due > \"7 days ago\"", "due > 7 days ago"),
        ("custom.\"Story points\" is 3", "custom.\"Story points\" is 3"),
        ("\"custom.Story points\" is 3", "custom.\"Story points\" is 3"),
        ("\"my field\" IS NOT EMPTY", "\"my field\" is not empty"),
        ("\"is\" is empty", "\"is\" is empty"),
        ("tag is c++, #1, a/b, o'neil", "tag is c++, #1, a/b, o'neil"),
    ] {
        let filter = Filter::parse(source).unwrap_or_else(|error| panic!("{}", error.render(source)));
        assert_eq!(filter.to_string(), canonical);
        assert_eq!(Filter::parse(canonical).unwrap().to_string(), canonical);
    }
}

#[test]
fn the_tree_tells_where_each_part_stands() {
    let source = "größe is 1 and not lane is bet, hotfix";
    let filter = Filter::parse(source).unwrap();
    assert_eq!(filter.fields(), ["größe", "lane"]);
    let Some(Expression::All { parts, span }) = filter.expression() else { panic!("not a conjunction") };
    let piece = |start: usize, end: usize| source.chars().skip(start).take(end - start).collect::<String>();
    assert_eq!(piece(span.start, span.end), source);
    let Expression::Not { part, span } = &parts[1] else { panic!("not a negation") };
    assert_eq!(piece(span.start, span.end), "not lane is bet, hotfix");
    let Expression::Compare(lane) = &**part else { panic!("not a comparison") };
    assert_eq!(piece(lane.operator_span.start, lane.operator_span.end), "is");
    assert_eq!(piece(lane.values[1].span.start, lane.values[1].span.end), "hotfix");
}
