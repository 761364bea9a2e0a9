//! What is measured on: a workspace with generated items behind the real router, called with a real token.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, Response, StatusCode};
use jiff::{Timestamp, ToSpan};
use outweigh_core::domain::{
    Dependency, Estimate, Grant, Horizon, Item, Lane, Person, Product, Range, Role, RubricState, Signal,
    Status,
};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_core::score::preset;
use outweigh_server::{AppState, Settings, clock, new_token};
use outweigh_store::{Address, Caller, Store};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// Items of the large workspace.
pub const LARGE: usize = 100_000;

/// A server without a network: its router, its store, a token.
pub struct Bed {
    pub store: Store,
    pub router: Router,
    pub token: String,
    folder: TempDir,
}

/// The large workspace, made when it is first wanted: several groups measure on it.
#[derive(Default)]
pub struct Large(Option<Bed>);

impl Large {
    /// The workspace of [`LARGE`] items.
    pub async fn bed(&mut self) -> Result<&Bed> {
        if self.0.is_none() {
            self.0 = Some(Bed::with(LARGE).await?);
        }
        self.0.as_ref().context("the large workspace is made")
    }
}

impl Bed {
    /// A workspace of so many items in a file, one person with every right and their token.
    pub async fn with(items: usize) -> Result<Self> {
        let folder = TempDir::new()?;
        let address = Address::Sqlite(file_in(folder.path()));
        let store = Store::open(&address, clock::now()).await?;
        let (edits, person) = workspace(items)?;
        store.write(draft(edits), Caller::System).await?;
        let (_, token) = new_token(&store, person, "bench", Role::Admin, None).await?;
        let settings = Settings {
            base_url: "http://localhost".into(),
            data_folder: folder.path().to_owned(),
            demo: false,
        };
        let router = outweigh_server::router(AppState::new(store.clone(), settings));
        Ok(Self { store, router, token, folder })
    }

    /// The database file.
    pub fn file(&self) -> PathBuf {
        file_in(self.folder.path())
    }

    /// A call with the token, answered in JSON.
    pub async fn call(&self, method: Method, uri: &str, body: Option<&Value>) -> Result<Value> {
        let answer = call(&self.router, Some(&self.token), method, uri, body).await?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// A call whose answer goes on, such as the live updates.
    pub async fn open(&self, uri: &str) -> Result<Response<Body>> {
        let request = request(Some(&self.token), Method::GET, uri, None)?;
        Ok(self.router.clone().oneshot(request).await?)
    }
}

/// A call to a router, as `axum` itself makes it for a connection: the bytes of the answer.
pub async fn call(
    router: &Router,
    token: Option<&str>,
    method: Method,
    uri: &str,
    body: Option<&Value>,
) -> Result<Bytes> {
    let response = router.clone().oneshot(request(token, method, uri, body)?).await?;
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    let fine = matches!(status, StatusCode::OK | StatusCode::CREATED);
    ensure!(fine, "{uri} answered {status}: {}", String::from_utf8_lossy(&bytes));
    Ok(bytes)
}

fn request(token: Option<&str>, method: Method, uri: &str, body: Option<&Value>) -> Result<Request<Body>> {
    let mut request = Request::builder().method(method).uri(uri);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}")).header("if-match", "*");
    }
    Ok(match body {
        None => request.body(Body::empty())?,
        Some(body) => {
            request.header("content-type", "application/json").body(Body::from(body.to_string()))?
        }
    })
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("bench.sqlite")
}

/// A change set by the bench.
pub fn draft(edits: Vec<Edit>) -> Draft {
    Draft {
        id: clock::new_id().into(),
        at: clock::now(),
        actor: Actor::system("bench"),
        cause: Cause::Import,
        reason: String::new(),
        idempotency_key: None,
        undoes: None,
        edits,
    }
}

/// The active rubric everything is scored by: the one a new workspace starts with.
pub fn rubric() -> Result<Edit> {
    let mut rubric = preset("balanced", clock::new_id().into()).context("the preset is known")?;
    rubric.state = RubricState::Active;
    Ok(Edit::Create(rubric.into()))
}

/// A workspace of items with the fields, signals, estimates and dependencies a used backlog has.
pub fn workspace(items: usize) -> Result<(Vec<Edit>, PersonId)> {
    let product = Product {
        id: clock::new_id().into(),
        key: "PAY".into(),
        name: "Payments".into(),
        description: String::new(),
    };
    let person = Person {
        id: clock::new_id().into(),
        name: "Anna".into(),
        email: Some("anna@bench.example".into()),
        active: true,
        external_id: None,
    };
    let grant =
        Grant { id: clock::new_id().into(), person_id: person.id, product_id: None, role: Role::Admin };
    let person_id = person.id;
    let mut edits = vec![
        Edit::Create(product.clone().into()),
        Edit::Create(person.into()),
        Edit::Create(grant.into()),
        rubric()?,
    ];
    let now = clock::now();
    let mut made: Vec<Item> = Vec::with_capacity(items);
    let mut parts = Vec::new();
    for number in 0..items {
        let item = item(number, &product, person_id, now)?;
        if number % 2 == 0 {
            let likely = 1.0 + (scatter(number, 5) % 40) as f64;
            parts.push(Edit::Create(
                Estimate {
                    id: clock::new_id().into(),
                    item_id: item.id,
                    quantity: "effort".into(),
                    range: Range { low: likely * 0.6, likely, high: likely * 2.1 },
                    person_id: Some(person_id),
                    source: None,
                    at: now,
                    note: String::new(),
                }
                .into(),
            ));
        }
        if number % 5 == 4 {
            let needs_id = made[scatter(number, 6) % made.len()].id;
            let id = clock::new_id().into();
            parts.push(Edit::Create(Dependency { id, item_id: item.id, needs_id }.into()));
        }
        made.push(item);
    }
    edits.extend(made.into_iter().map(|item| Edit::Create(item.into())));
    edits.extend(parts);
    Ok((edits, person_id))
}

const WORDS: [&str; 24] = [
    "export",
    "invoice",
    "refund",
    "card",
    "terminal",
    "payout",
    "report",
    "login",
    "search",
    "mobile",
    "tax",
    "dispute",
    "slow",
    "crash",
    "limit",
    "webhook",
    "currency",
    "audit",
    "statement",
    "receipt",
    "sandbox",
    "merchant",
    "token",
    "backup",
];

/// Some words that look like a title, the same for the same number.
pub fn title(number: usize) -> String {
    let word = |at| WORDS[scatter(number, at) % WORDS.len()];
    format!("{} {} {} for {} {number}", word(1), word(2), word(3), word(4))
}

/// The problem an item solves, in about 200 characters.
pub fn problem(number: usize) -> String {
    let words: Vec<_> = (10..40).map(|at| WORDS[scatter(number, at) % WORDS.len()]).collect();
    words.join(" ")
}

/// The day by which an item is due.
pub fn due(number: usize) -> jiff::civil::Date {
    jiff::civil::date(2026, 1, 1).saturating_add((scatter(number, 7) as i64 % 700).days())
}

/// The lane of an item.
pub fn lane(number: usize) -> Lane {
    [Lane::Stability, Lane::Improvement, Lane::Improvement, Lane::Bet][scatter(number, 8) % 4]
}

fn item(number: usize, product: &Product, owner: PersonId, now: Timestamp) -> Result<Item> {
    let made = now.checked_sub(((scatter(number, 9) % 9_000) as i64).hours())?;
    let mut item = Item::new(
        clock::new_id().into(),
        format!("{}-{}", product.key, number + 1),
        product.id,
        title(number),
        made,
    );
    item.problem = problem(number);
    item.lane = Some(lane(number));
    item.horizon = Some([Horizon::Now, Horizon::Next, Horizon::Later][scatter(number, 11) % 3]);
    item.status = if number.is_multiple_of(4) { Status::Triaged } else { Status::Inbox };
    item.owner_id = number.is_multiple_of(3).then_some(owner);
    item.due = Some(due(number));
    item.tags = vec![WORDS[scatter(number, 12) % WORDS.len()].to_owned()];
    let signal = |value: Value| Signal { value, source: "jira".into() };
    item.signals.insert("votes".into(), signal(json!(scatter(number, 13) % 30)));
    item.signals.insert("watchers".into(), signal(json!(scatter(number, 14) % 20)));
    Ok(item)
}

/// A number that looks like chance and is the same every time (the finaliser of SplitMix64).
pub fn scatter(number: usize, salt: u64) -> usize {
    let mut z = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt << 32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1) as usize
}
