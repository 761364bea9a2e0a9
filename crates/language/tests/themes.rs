//! Themes over an excerpt of BANKING77: what they find, and what must hold whatever they find.

#![expect(clippy::unwrap_used, reason = "a test stops where its data are not as they were made")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use outweigh_language::themes::{Acts, Placement, Settings, Split, Themes, labels, quotes};
use outweigh_language::{CompactVector, CorpusCounts, CorpusWeights, Embedder, VectorIndex};

type Note = u32;
type Theme = u32;

struct Corpus {
    texts: Vec<(&'static str, &'static str)>,
    vectors: Vec<CompactVector>,
    embedder: Embedder,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let texts: Vec<(&str, &str)> =
        include_str!("data/banking77/texts.tsv").lines().map(|line| line.split_once('\t').unwrap()).collect();
    let mut counts = CorpusCounts::default();
    texts.iter().for_each(|(_, text)| counts.add(text));
    let embedder = Embedder::with(CorpusWeights::learn(&counts));
    let vectors = texts.iter().map(|(_, text)| embedder.embed(text).compact()).collect();
    Corpus { texts, vectors, embedder }
});

fn notes(which: impl Iterator<Item = Note>) -> Vec<(Note, &'static CompactVector)> {
    which.map(|note| (note, &CORPUS.vectors[note as usize])).collect()
}

fn all() -> Vec<(Note, &'static CompactVector)> {
    notes(0..CORPUS.texts.len() as Note)
}

fn discover(
    notes: &[(Note, &CompactVector)],
    known: &BTreeMap<Note, Theme>,
    acts: &Acts<Note, Theme>,
    first_id: Theme,
) -> Themes<Note, Theme> {
    let mut ids = first_id..;
    Themes::discover(notes, known, acts, Settings::default(), || ids.next().unwrap())
}

fn fresh() -> Themes<Note, Theme> {
    discover(&all(), &BTreeMap::new(), &Acts::default(), 1)
}

fn assigned(themes: &Themes<Note, Theme>) -> BTreeMap<Note, Theme> {
    themes
        .members()
        .into_iter()
        .flat_map(|(theme, notes)| notes.into_iter().map(move |note| (note, theme)))
        .collect()
}

/// The sets of notes, whatever their themes are called.
fn groups(themes: &Themes<Note, Theme>) -> BTreeSet<Vec<Note>> {
    themes.members().into_values().collect()
}

#[test]
fn themes_have_labels_and_quotes_a_person_can_read() {
    let themes = fresh();
    let members = themes.members();
    let vector = |note: Note| &CORPUS.vectors[note as usize];
    let said = members
        .iter()
        .map(|(theme, notes)| {
            let centre = &themes.themes()[theme].centre;
            let close = |note: Note| (CORPUS.texts[note as usize].1, vector(note).expand().cosine(centre));
            (*theme, notes.iter().map(|note| close(*note)).collect())
        })
        .collect();
    let labels = labels(&said, 3);
    let mut shown = String::new();
    for (id, notes) in &members {
        let found = &themes.themes()[id];
        let notes: Vec<(Note, &CompactVector)> = notes.iter().map(|note| (*note, vector(*note))).collect();
        let quotes = quotes(&found.centre, &notes, 1);
        writeln!(shown, "{id}: {} ({} notes)", labels[id].text(), found.size).unwrap();
        writeln!(shown, "   typical: {}", CORPUS.texts[quotes.typical[0] as usize].1).unwrap();
        writeln!(shown, "   outlying: {}", CORPUS.texts[quotes.outlying[0] as usize].1).unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn most_notes_of_a_theme_are_about_the_same() {
    let mut right = 0;
    for notes in fresh().members().values() {
        let mut intents: BTreeMap<&str, usize> = BTreeMap::new();
        notes.iter().for_each(|note| *intents.entry(CORPUS.texts[*note as usize].0).or_default() += 1);
        right += intents.values().max().unwrap();
    }
    assert!(right * 100 >= CORPUS.texts.len() * 80, "{right} of {}", CORPUS.texts.len());
}

#[test]
fn the_order_of_the_notes_does_not_matter() {
    let mut turned = all();
    turned.reverse();
    turned.rotate_left(77);
    assert_eq!(discover(&turned, &BTreeMap::new(), &Acts::default(), 1), fresh());
}

#[test]
fn the_partition_does_not_hang_on_the_ids() {
    let last = CORPUS.texts.len() as Note - 1;
    let renamed: Vec<_> = all().iter().map(|(note, vector)| (last - note, *vector)).collect();
    let renamed = groups(&discover(&renamed, &BTreeMap::new(), &Acts::default(), 1));
    let back = |notes: &Vec<Note>| notes.iter().rev().map(|note| last - note).collect();
    assert_eq!(renamed.iter().map(back).collect::<BTreeSet<Vec<Note>>>(), groups(&fresh()));
}

#[test]
fn ids_stay_when_notes_are_added_even_from_anchors_alone() {
    let few = discover(&notes((0..300).filter(|note| note % 5 != 0)), &BTreeMap::new(), &Acts::default(), 1);
    for known in [assigned(&few), few.anchors()] {
        let more = discover(&all(), &known, &Acts::default(), 1000);
        for (id, theme) in more.themes().iter().filter(|(id, _)| **id < 1000) {
            let kept = theme.anchors.iter().filter(|note| few.theme_of(**note) == Some(*id)).count();
            let seen = theme.anchors.iter().filter(|note| few.theme_of(**note).is_some()).count();
            assert!(2 * kept >= seen, "theme {id} kept {kept} of {seen} anchors");
        }
        let kept = more.themes().keys().filter(|id| **id < 1000).count();
        assert!(kept * 10 >= few.themes().len() * 8, "{kept} of {} themes stayed", few.themes().len());
    }
}

#[test]
fn a_second_pass_over_the_same_notes_changes_nothing() {
    let first = fresh();
    assert_eq!(discover(&all(), &assigned(&first), &Acts::default(), 1000), first);
    assert_eq!(discover(&all(), &first.anchors(), &Acts::default(), 1000), first);
}

#[test]
fn new_notes_are_placed_where_the_full_pass_puts_them() {
    let (old, new): (Vec<_>, Vec<_>) = all().into_iter().partition(|(note, _)| note % 10 != 3);
    let themes = discover(&old, &BTreeMap::new(), &Acts::default(), 1);
    let mut index = VectorIndex::default();
    old.iter().for_each(|(note, vector)| index.put(*note, vector));
    let intent_of = |notes: &[Note]| {
        let mut intents: BTreeMap<&str, usize> = BTreeMap::new();
        notes.iter().for_each(|note| *intents.entry(CORPUS.texts[*note as usize].0).or_default() += 1);
        intents.into_iter().max_by_key(|(_, count)| *count).unwrap().0
    };
    let members = themes.members();
    let (mut joined, mut right) = (0, 0);
    for (note, vector) in &new {
        let near = index.nearest(&vector.expand(), 15, |_| true);
        let near: Vec<(Note, f32)> = near.iter().map(|near| (near.slot, near.closeness)).collect();
        if let Placement::Joins { theme, agreement, .. } = themes.place(&vector.expand(), &near) {
            assert!(agreement >= 0.5);
            joined += 1;
            right += usize::from(intent_of(&members[&theme]) == CORPUS.texts[*note as usize].0);
        }
    }
    assert!(joined * 2 > new.len(), "{joined} of {} were placed", new.len());
    assert!(right * 10 >= joined * 8, "{right} of {joined} are placed well");
    let far = CORPUS.embedder.embed("The museum's roof garden is closed on rainy afternoons");
    let near = index.nearest(&far, 15, |_| true);
    let near: Vec<(Note, f32)> = near.iter().map(|near| (near.slot, near.closeness)).collect();
    assert!(matches!(themes.place(&far, &near), Placement::Unplaced { .. }));
    assert_eq!(themes.place(&far, &[]), Placement::Unplaced { likeliest: None });
}

#[test]
fn a_theme_appears_in_a_local_pass_and_the_others_stay() {
    // One intent comes later, its notes placed nowhere.
    let later: BTreeSet<Note> = (0..25).collect();
    let mut themes = discover(&notes(25..300), &BTreeMap::new(), &Acts::default(), 1);
    let before = themes.clone();
    later.iter().for_each(|note| themes.put(*note, None));
    let scope = notes(themes.scope(&BTreeSet::new()));
    assert!(scope.len() >= later.len());
    themes.settle(&scope, &Acts::default(), Settings::default(), || 1000);
    let found = themes.members()[&1000].iter().filter(|note| later.contains(note)).count();
    assert!(found >= 13, "{found} of 25 are in the new theme");
    for note in 25..300 {
        assert!(
            before.theme_of(note).is_none_or(|theme| themes.theme_of(note) == Some(theme)),
            "note {note} moved"
        );
    }
}

#[test]
fn pins_bars_and_merges_hold_in_every_pass() {
    let first = fresh();
    let ids: Vec<Theme> = first.themes().keys().copied().collect();
    let [a, b, c] = [ids[0], ids[1], ids[2]];
    let (to_pin, to_bar) = (first.themes()[&c].anchors[0], first.themes()[&c].anchors[1]);
    let acts = Acts {
        merges: BTreeMap::from([(b, a)]),
        pinned: BTreeMap::from([(to_pin, a)]),
        barred: BTreeSet::from([(to_bar, c)]),
        ..Acts::default()
    };
    let mut themes = discover(&all(), &assigned(&first), &acts, 1000);
    for pass in 0..3 {
        assert!(!themes.themes().contains_key(&b), "pass {pass}: a merged theme came back");
        for note in first.members()[&b].iter().chain(&first.members()[&a]) {
            assert_eq!(themes.theme_of(*note), Some(a), "pass {pass}, note {note}");
        }
        assert_eq!((themes.theme_of(to_pin), themes.theme_of(to_bar)), (Some(a), None), "pass {pass}");
        assert!(themes.themes().keys().all(|id| *id < 1000), "pass {pass}: nothing is new");
        if pass == 0 {
            let known = themes.anchors();
            themes = discover(&all(), &known, &acts, 1000);
        } else {
            themes.settle(&all(), &acts, Settings::default(), || 1000);
        }
    }
}

#[test]
fn a_split_is_done_again() {
    let first = fresh();
    // Two themes of the pass, merged by an earlier act, are the one that a person splits.
    let ids: Vec<Theme> = first.themes().keys().copied().collect();
    let (a, b) = (ids[0], ids[1]);
    let notes: BTreeSet<Note> = first.themes()[&b].anchors[..3].iter().copied().collect();
    let split = Split { from: a, into: 500, notes: notes.clone() };
    let acts = Acts { merges: BTreeMap::from([(b, a)]), splits: vec![split], ..Acts::default() };
    let mut known = assigned(&first);
    for _ in 0..2 {
        let themes = discover(&all(), &known, &acts, 1000);
        assert!(notes.iter().all(|note| themes.theme_of(*note) == Some(500)));
        let followed = first.members()[&b].iter().filter(|note| themes.theme_of(**note) == Some(500)).count();
        assert!(followed * 10 >= first.themes()[&b].size * 8, "{followed} of {}", first.themes()[&b].size);
        let stayed = first.members()[&a].iter().filter(|note| themes.theme_of(**note) == Some(a)).count();
        assert!(stayed * 10 >= first.themes()[&a].size * 8, "{stayed} of {}", first.themes()[&a].size);
        known = assigned(&themes);
    }
}

#[test]
fn a_dismissed_theme_does_not_come_back_as_new() {
    let first =
        discover(&notes((0..300).filter(|note| note % 2 == 0)), &BTreeMap::new(), &Acts::default(), 1);
    let known = first.anchors();
    for dismissed in first.themes().keys() {
        let acts = Acts { dismissed: BTreeSet::from([*dismissed]), ..Acts::default() };
        let themes = discover(&all(), &known, &acts, 1000);
        let anchors = &first.themes()[dismissed].anchors;
        let new = anchors.iter().filter(|note| themes.theme_of(**note).is_some_and(|id| id >= 1000)).count();
        assert!(2 * new < anchors.len(), "{new} anchors of theme {dismissed} are in new themes");
    }
}

#[test]
fn nothing_equal_or_empty_breaks_a_pass() {
    assert!(discover(&[], &BTreeMap::new(), &Acts::default(), 1).themes().is_empty());
    let zero = CORPUS.embedder.embed("").compact();
    let same = CORPUS.embedder.embed("the app crashes").compact();
    let notes: Vec<(Note, &CompactVector)> =
        (0..40).map(|note| (note, if note < 20 { &zero } else { &same })).collect();
    let themes = discover(&notes, &BTreeMap::new(), &Acts::default(), 1);
    assert_eq!(themes.members(), BTreeMap::from([(1, (20..40).collect())]));
}
