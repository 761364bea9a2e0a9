//! Behaviour of tables as a whole: mapping, problems, traps.

use crate::{DateOrder, Options, Parsed, Preset, Target, parse};

fn parsed(table: &str) -> Parsed {
    parse(table.as_bytes(), Preset::Csv, &Options::default(), &mut |_, _| {}).unwrap()
}

#[test]
fn a_bad_row_is_reported_and_left_out_and_the_rest_continues() {
    let parsed = parsed("key,title,created,votes\nA-1,one,2026-01-09,3\nA-2,two,soon,many\nA-3,three,,\n");
    assert_eq!(
        parsed.items.iter().map(|item| item.external_key.as_str()).collect::<Vec<_>>(),
        ["A-1", "A-3"]
    );
    let messages: Vec<_> = parsed.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "row 3, column \"created\": \"soon\" is not a date",
            "row 3, column \"votes\": \"many\" is not a whole number of at least 0"
        ]
    );
    assert_eq!(parsed.rows, 3);
}

#[test]
fn dates_that_can_be_read_both_ways_are_read_one_way_with_a_warning() {
    let table = "title,created,updated\none,3/4/2026,5/6/2026\n";
    let ambiguous = parsed(table);
    assert_eq!(ambiguous.items[0].created_at.unwrap().to_string(), "2026-04-03T00:00:00Z");
    assert!(ambiguous.warnings[0].contains("\"created\" can be read both ways"), "{:?}", ambiguous.warnings);

    // One column that shows the order is proof for the others.
    let shown = parsed("title,created,updated\none,3/4/2026,5/26/2026\n");
    assert_eq!(shown.items[0].created_at.unwrap().to_string(), "2026-03-04T00:00:00Z");
    assert!(!shown.warnings.iter().any(|warning| warning.contains("both ways")));

    let options = Options { date_order: Some(DateOrder::MonthFirst), ..Options::default() };
    let chosen = parse(table.as_bytes(), Preset::Csv, &options, &mut |_, _| {}).unwrap();
    assert_eq!(chosen.items[0].created_at.unwrap().to_string(), "2026-03-04T00:00:00Z");
}

#[test]
fn formulas_stay_plain_text_and_the_guard_is_taken_off() {
    let parsed = parsed("key,title\nA-1,'=SSO (SAML)\nA-2,\"=HYPERLINK(\"\"x\"\")\"\nA-3,'quoted'\n");
    let titles: Vec<_> = parsed.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["=SSO (SAML)", "=HYPERLINK(\"x\")", "'quoted'"]);
}

#[test]
fn repeated_columns_add_up_by_position_and_wide_rows_are_accepted() {
    let parsed = parsed("key,title,labels,labels,note,note\nA-1,one,a,b,x,y,beyond\nA-2,two,c\n");
    assert_eq!(parsed.items[0].labels, ["a", "b"]);
    assert_eq!(parsed.items[0].custom["note"], "x, y");
    assert_eq!(parsed.items[1].labels, ["c"]);
    assert!(parsed.warnings[0].starts_with("1 rows are wider than the header (row 2 first)"));
}

#[test]
fn a_cell_beyond_the_limit_takes_out_its_row_with_its_place() {
    let table = format!("key,title,description\nA-1,one,{}\nA-2,two,fine\n", "x".repeat(1024 * 1024 + 1));
    let parsed = parsed(&table);
    assert_eq!(parsed.items.len(), 1);
    assert_eq!((parsed.problems[0].row, parsed.problems[0].column.as_deref()), (2, Some("description")));
    assert_eq!(parsed.problems[0].expected, "text of at most 1 MiB");
}

#[test]
fn a_chosen_mapping_replaces_the_proposed_one() {
    let options =
        Options { mapping: Some([(0, Target::Title), (1, Target::Needs)].into()), ..Options::default() };
    let parsed =
        parse(b"what now,after,key\none,\"A-1, A-2\",K\n", Preset::Csv, &options, &mut |_, _| {}).unwrap();
    let item = &parsed.items[0];
    assert_eq!((item.title.as_str(), item.external_key.as_str()), ("one", ""));
    assert_eq!(item.links.iter().map(|link| link.target_key.as_str()).collect::<Vec<_>>(), ["A-1", "A-2"]);
}

#[test]
fn a_table_without_title_names_its_columns() {
    let error = parse(b"a,b\n1,2\n", Preset::Csv, &Options::default(), &mut |_, _| {}).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file is not what csv expects: no column is mapped to the title; the columns are a, b"
    );
}

#[test]
fn objects_one_per_line_are_a_table_of_their_names() {
    let stream = concat!(
        "{\"key\":\"A-1\",\"title\":\"one\",\"labels\":[\"a, b\",\"c\"],\"owner\":{\"name\":\"Ann\"},\"votes\":3}\n",
        "{\"title\":\"two\",\"key\":\"A-2\",\"extra\":{\"x\":1}}\n[1]\n"
    );
    let parsed = parse(stream.as_bytes(), Preset::Ndjson, &Options::default(), &mut |_, _| {}).unwrap();
    assert_eq!(parsed.items[0].labels, ["a, b", "c"]);
    assert_eq!(parsed.items[0].assignee.as_ref().unwrap().name, "Ann");
    assert_eq!(parsed.items[1].custom["extra"], "{\"x\":1}");
    assert_eq!(parsed.problems[0].message, "row 3: it is not a JSON object");
}

#[test]
fn progress_ends_at_the_total() {
    let mut calls = Vec::new();
    parse(b"title\na\nb\n", Preset::Csv, &Options::default(), &mut |done, total| calls.push((done, total)))
        .unwrap();
    assert_eq!(calls, [(0, 2), (2, 2)]);
}

#[test]
fn a_last_row_that_seems_cut_is_left_out() {
    let parsed = parsed("key,title,votes\nA-1,one,1\nA-2,two,2\nA-3,thr");
    assert_eq!(parsed.items.len(), 2);
    assert!(parsed.problems[0].message.starts_with("row 4: it has 2 cells where every other row has 3"));
}
