//! Notes, statements, relations and evidence: sealed words, voices on items, the tree.

use outweigh_core::domain::*;
use outweigh_core::evidence::{GradeLevel, coverage, grade, influence, voices};
use outweigh_core::ids::*;
use outweigh_core::insights::{contradictions, move_below, orphans, tree};
use outweigh_core::ledger::{Edit, Op};
use serde_json::json;

use crate::support::*;

const ACME: u128 = 21;
const BOLT: u128 = 22;

impl World {
    fn source(&mut self, kind: SourceKind) -> SourceId {
        let source = Source {
            id: self.fresh(),
            name: kind.as_str().into(),
            kind,
            reliability: None,
            retention_days: None,
        };
        let id = source.id;
        self.commit(vec![Edit::Create(source.into())]);
        id
    }

    fn note(&mut self, source: SourceId, account: Option<u128>, text: &str) -> NoteId {
        let note_id: NoteId = self.fresh();
        let body = NoteBody { text: text.into(), ..NoteBody::default() };
        let note = Note {
            id: note_id,
            source_id: source,
            external_id: note_id.to_string(),
            hash: body.hash(),
            body: body.words().into(),
            url: None,
            thread: None,
            contact_id: None,
            account_id: account.map(id),
            product_id: None,
            at: at(0),
            rating: None,
            language: None,
            tags: Vec::new(),
            state: NoteState::Open,
            state_reason: String::new(),
            snoozed_until: None,
            duplicate_of_id: None,
            erased_at: None,
        };
        self.commit(vec![Edit::Create(note.into())]);
        note_id
    }

    fn statement(&mut self, kind: StatementKind, text: &str, notes: &[NoteId]) -> StatementId {
        let mark = |note: &NoteId| Highlight::of(*note, "export fails", 0, 6).unwrap();
        let statement = Statement {
            id: self.fresh(),
            kind,
            text: text.into(),
            stakeholder: None,
            job: None,
            highlights: notes.iter().map(mark).collect(),
            product_id: None,
            standing: Standing::Confirmed,
            created_at: at(0),
            erased_at: None,
        };
        let id = statement.id;
        self.commit(vec![Edit::Create(statement.into())]);
        id
    }

    fn relate(&mut self, kind: RelationKind, from: EntityRef, to: EntityRef) -> Result<RelationId, String> {
        let relation = Relation { id: self.fresh(), kind, from, to };
        let id = relation.id;
        self.try_commit(vec![Edit::Create(relation.into())]).map(|_| id).map_err(|e| e.to_string())
    }

    fn link(&mut self, item: ItemId, note: NoteId, polarity: Polarity, strength: u8) {
        let evidence = Evidence {
            id: self.fresh(),
            item_id: item,
            note_id: Some(note),
            statement_id: None,
            highlight: None,
            polarity,
            strength,
            pillar: None,
            standing: Standing::Confirmed,
            at: at(0),
            person_id: None,
        };
        self.commit(vec![Edit::Create(evidence.into())]);
    }

    fn added_item(&mut self, title: &str) -> ItemId {
        let item = self.item(title);
        let id = item.id;
        self.commit(vec![Edit::Create(item.into())]);
        id
    }
}

fn statement(id: StatementId) -> EntityRef {
    EntityRef::new(EntityKind::Statement, id)
}

fn item(id: ItemId) -> EntityRef {
    EntityRef::new(EntityKind::Item, id)
}

#[test]
fn words_are_sealed_before_they_become_changes() {
    let mut world = World::new();
    let source = world.source(SourceKind::Support);
    let note = world.note(source, None, "our Zanzibar export fails");
    world.statement(StatementKind::Problem, "Zanzibar exports fail", &[note]);
    for change in world.ledger.iter().flatten() {
        assert!(!change.op.data().contains("Zanzibar"), "{}", change.op.data());
    }
    let made = world.workspace.statements.iter().next().unwrap();
    assert_eq!(world.workspace.open(&made.text), "Zanzibar exports fail");
    assert_eq!(world.workspace.said(made).text, Sealed::from("Zanzibar exports fail"));
}

#[test]
fn the_same_words_again_are_no_change_and_other_words_are_one() {
    let mut world = World::new();
    let problem = world.statement(StatementKind::Problem, "exports fail", &[]);
    let set = |text: &str| vec![patch(EntityKind::Statement, problem, json!({ "text": text }))];
    assert!(!world.try_commit(set("exports fail")).unwrap());
    assert!(world.try_commit(set("exports fail on Mondays")).unwrap());
    let last = world.position();
    assert!(matches!(&world.ledger.last().unwrap()[0].op, Op::Update { fields } if fields.len() == 1));
    world.try_undo(last).unwrap();
    let text = &world.workspace.statements.get(problem).unwrap().text;
    assert_eq!(world.workspace.open(text), "exports fail");
}

#[test]
fn an_empty_or_ill_formed_text_is_refused_before_it_is_sealed() {
    let mut world = World::new();
    let problem = world.statement(StatementKind::Problem, "exports fail", &[]);
    let refused =
        world.try_commit(vec![patch(EntityKind::Statement, problem, json!({ "text": " " }))]).unwrap_err();
    assert!(refused.to_string().contains("must not be empty"), "{refused}");
    let seal = world.workspace.statements.get(problem).unwrap().text.seal().unwrap();
    let other = world.statement(StatementKind::Problem, "another", &[]);
    let stolen = json!({ "text": { "sealed": seal.to_string() } });
    let refused = world.try_commit(vec![patch(EntityKind::Statement, other, stolen)]).unwrap_err();
    assert!(refused.to_string().contains("must be a text"), "{refused}");
}

#[test]
fn one_external_id_is_one_note_of_its_source() {
    let mut world = World::new();
    let source = world.source(SourceKind::Support);
    let first = world.note(source, None, "export fails");
    let external_id = first.to_string();
    assert_eq!(world.workspace.note_by_source(source, &external_id).map(|n| n.id), Some(first));
    let mut again = world.workspace.notes.get(first).unwrap().clone();
    again.id = world.fresh();
    again.body = NoteBody { text: "export fails".into(), ..NoteBody::default() }.words().into();
    let refused = world.try_commit(vec![Edit::Create(again.into())]).unwrap_err();
    assert!(refused.to_string().contains("is taken"), "{refused}");
}

#[test]
fn a_relation_that_makes_no_sense_is_refused_with_those_that_do() {
    let mut world = World::new();
    let insight = world.statement(StatementKind::Insight, "auditors ask for PDFs", &[]);
    let problem = world.statement(StatementKind::Problem, "no PDF export", &[]);
    let idea = world.statement(StatementKind::Idea, "a PDF button", &[]);
    let refused = world.relate(RelationKind::Solves, statement(idea), statement(insight)).unwrap_err();
    assert!(refused.contains("no relation leads from idea to insight"), "{refused}");
    let refused = world.relate(RelationKind::Solves, statement(insight), statement(problem)).unwrap_err();
    assert!(refused.contains("there are: supports, contradicts"), "{refused}");
    world.relate(RelationKind::Supports, statement(insight), statement(problem)).unwrap();

    let narrower = world.statement(StatementKind::Problem, "no PDF on phones", &[]);
    world.relate(RelationKind::PartOf, statement(narrower), statement(problem)).unwrap();
    let refused = world.relate(RelationKind::PartOf, statement(problem), statement(narrower)).unwrap_err();
    assert!(refused.contains("circle"), "{refused}");
}

#[test]
fn voices_count_once_each_and_the_loud_saturate() {
    let mut world = World::new();
    let (support, sales) = (world.source(SourceKind::Support), world.source(SourceKind::SalesCall));
    let export = world.added_item("Export");
    for _ in 0..8 {
        let note = world.note(support, Some(ACME), "export fails");
        world.link(export, note, Polarity::For, 2);
    }
    let level = |world: &World| grade(&world.workspace, &voices(&world.workspace, export)).level;
    assert_eq!(level(&world), GradeLevel::Anecdote);
    let bolt = world.note(sales, Some(BOLT), "we need the export");
    world.link(export, bolt, Polarity::For, 3);
    world.link(export, bolt, Polarity::For, 1);
    let heard = voices(&world.workspace, export);
    assert_eq!(heard.len(), 9);
    assert_eq!(heard.iter().map(|voice| voice.strength).max(), Some(3));
    let loudest = &influence(&heard)[0];
    // 1 - 2^-8 against one half: eight voices of one account are less than twice one voice of another.
    assert!((loudest.share - 0.99609375 / 1.49609375).abs() < 1e-12, "{loudest:?}");

    // A third voice, of nobody known: three independent, two kinds of source.
    let unknown = world.note(support, None, "export fails again");
    world.link(export, unknown, Polarity::For, 1);
    assert_eq!(level(&world), GradeLevel::Data);
}

#[test]
fn evidence_reaches_an_item_through_the_problem_it_solves() {
    let mut world = World::new();
    let support = world.source(SourceKind::Support);
    let said = world.note(support, Some(ACME), "export fails");
    let denied = world.note(support, Some(BOLT), "export works for us");
    let problem = world.statement(StatementKind::Problem, "exports fail", &[said]);
    let insight = world.statement(StatementKind::Insight, "exports are reliable", &[denied]);
    let export = world.added_item("Export");
    assert!(voices(&world.workspace, export).is_empty());
    world.relate(RelationKind::Solves, item(export), statement(problem)).unwrap();
    world.relate(RelationKind::Contradicts, statement(insight), statement(problem)).unwrap();
    let mut heard: Vec<_> =
        voices(&world.workspace, export).iter().map(|voice| (voice.note, voice.polarity)).collect();
    heard.sort();
    assert_eq!(heard, [(said, Polarity::For), (denied, Polarity::Against)]);
    let found = contradictions(&world.workspace);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].statement, &found[0].contradicts[..]), (problem, &[insight][..]));

    // A repeated note lends its voice to the one that stays.
    let again = world.note(support, Some(ACME), "the export fails!");
    world.link(export, again, Polarity::For, 3);
    world.commit(vec![patch(EntityKind::Note, again, json!({ "duplicate_of_id": said }))]);
    let voices = voices(&world.workspace, export);
    assert_eq!(voices.len(), 2);
    assert_eq!(voices.iter().find(|voice| voice.note == said).unwrap().strength, 3);
}

#[test]
fn a_silent_segment_shows() {
    let mut world = World::new();
    for (number, predicate) in [(1, "revenue >= 100000"), (2, "revenue < 100000")] {
        let segment =
            Segment { id: id(50 + number), name: format!("S{number}"), predicate: predicate.into() };
        world.commit(vec![Edit::Create(segment.into())]);
    }
    let support = world.source(SourceKind::Support);
    let export = world.added_item("Export");
    let note = world.note(support, Some(ACME), "export fails");
    world.link(export, note, Polarity::For, 2);
    let heard = coverage(&world.workspace, &voices(&world.workspace, export));
    let heard: Vec<_> = heard.iter().map(|s| (s.name.as_str(), s.accounts, s.voices)).collect();
    assert_eq!(heard, [("S1", 1, 0), ("S2", 1, 1)]);
}

#[test]
fn the_tree_grows_from_goals_and_can_be_rearranged() {
    let mut world = World::new();
    let goal = Goal {
        id: id(60),
        name: "Fewer calls".into(),
        description: String::new(),
        product_id: None,
        due: None,
    };
    let top = EntityRef::new(EntityKind::Goal, goal.id);
    world.commit(vec![Edit::Create(goal.into())]);
    let problem = world.statement(StatementKind::Problem, "exports fail", &[]);
    let opportunity = world.statement(StatementKind::Opportunity, "exports that retry", &[]);
    let idea = world.statement(StatementKind::Idea, "a queue", &[]);
    let export = world.added_item("Queue");
    assert_eq!(orphans(&world.workspace).problems, [problem]);
    assert_eq!(orphans(&world.workspace).items, [export]);
    let hang = |world: &mut World, child: EntityRef, parent: EntityRef, from: Option<RelationId>| {
        let new_id = world.fresh();
        let edits = move_below(&world.workspace, child, Some(parent), from, new_id)?;
        world.try_commit(edits).map_err(|e| e.to_string())
    };
    hang(&mut world, statement(problem), top, None).unwrap();
    hang(&mut world, statement(opportunity), statement(problem), None).unwrap();
    hang(&mut world, statement(idea), statement(opportunity), None).unwrap();
    hang(&mut world, item(export), statement(idea), None).unwrap();
    let nodes = tree(&world.workspace, |_| true);
    let mut path = Vec::new();
    let mut here = &nodes;
    while let Some(node) = here.first() {
        path.push(node.entity);
        here = &node.children;
    }
    assert_eq!(path, [top, statement(problem), statement(opportunity), statement(idea), item(export)]);
    assert_eq!(nodes.len(), 1);
    assert!(orphans(&world.workspace).problems.is_empty());

    // The opportunity moves from the problem to the goal; what hangs below moves with it.
    let held = nodes[0].children[0].children[0].relation;
    hang(&mut world, statement(opportunity), top, held).unwrap();
    let nodes = tree(&world.workspace, |_| true);
    assert_eq!(nodes[0].children.len(), 2);
    let refused = hang(&mut world, top, statement(idea), None).unwrap_err();
    assert!(refused.contains("a goal cannot hang below an idea"), "{refused}");
}
