//! A server over an empty workspace, people to call it, and the answers they get.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use futures_util::{Stream, StreamExt};
use outweigh_core::domain::Role;
use outweigh_server::{AppState, Settings, clock, first_start_link, new_token, router};
use outweigh_store::{Address, Store};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Who calls.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Nobody,
    /// A person at a screen: the session cookie's value, sent with the CSRF header.
    Session(String),
    /// A script with an API token.
    Token(String),
}

/// A running server; its database goes with it.
pub(crate) struct App {
    router: Router,
    pub(crate) state: AppState,
    pub(crate) anna: Who,
    pub(crate) anna_id: String,
    _folder: TempDir,
}

impl App {
    /// A server with nobody in it.
    pub(crate) async fn empty(base_url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Sqlite(folder.path().join("outweigh.sqlite"));
        let store = Store::open(&address, clock::now()).await.unwrap();
        let settings = Settings { base_url: base_url.into(), data_folder: folder.path().into(), demo: false };
        let state = AppState::new(store, settings);
        let router = router(state.clone());
        Self { router, state, anna: Who::Nobody, anna_id: String::new(), _folder: folder }
    }

    /// A server with the administrator Anna, the product PAY and a rubric.
    pub(crate) async fn start() -> Self {
        let mut app = Self::empty("http://localhost").await;
        let answer = app.first_admin(&app.setup_token().await).await.ok(200);
        app.anna = answer.session();
        app.anna_id = text(&answer.json["person"]["id"]);
        app.product("PAY", "Payments").await;
        app
    }

    /// The same server with another limit on uploads.
    pub(crate) fn with_upload_limit(mut self, bytes: u64) -> Self {
        self.state = self.state.with_upload_limit(bytes);
        self.router = router(self.state.clone());
        self
    }

    /// The secret of a new first-start link.
    pub(crate) async fn setup_token(&self) -> String {
        let link = first_start_link(&self.state, None).await.unwrap();
        link.split_once("token=").unwrap().1.to_owned()
    }

    pub(crate) async fn first_admin(&self, token: &str) -> Answer {
        let body =
            json!({ "token": token, "name": "Anna", "email": "anna@example.org", "password": PASSWORD });
        self.call(&Who::Nobody, "POST", "/setup").json(body).send().await
    }

    pub(crate) fn call(&self, who: &Who, method: &str, path: &str) -> Call<'_> {
        let path = if path.starts_with("/api/") || path.ends_with('z') || path == "/metrics" {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let request = Request::builder().method(method).uri(path);
        let request = match who {
            Who::Nobody => request,
            Who::Session(cookie) => request
                .header("cookie", format!("theme=dark; outweigh_session={cookie}"))
                .header("x-outweigh-csrf", "1"),
            Who::Token(token) => request.header("authorization", format!("Bearer {token}")),
        };
        Call { app: self, request, body: Body::empty() }
    }

    /// A file beside the API.
    pub(crate) async fn file(&self, path: &str) -> Answer {
        Call { app: self, request: Request::builder().uri(path), body: Body::empty() }.send().await
    }

    pub(crate) async fn get(&self, who: &Who, path: &str) -> Answer {
        self.call(who, "GET", path).send().await
    }

    pub(crate) async fn post(&self, who: &Who, path: &str, body: Value) -> Answer {
        self.call(who, "POST", path).json(body).send().await
    }

    /// Changes whatever is there.
    pub(crate) async fn patch(&self, who: &Who, path: &str, body: Value) -> Answer {
        self.call(who, "PATCH", path).header("if-match", "*").json(body).send().await
    }

    /// Adds a product and gives its id.
    pub(crate) async fn product(&self, key: &str, name: &str) -> String {
        let answer = self.post(&self.anna, "/products", json!({ "key": key, "name": name })).await.ok(201);
        text(&answer.json["id"])
    }

    /// Adds an item of product PAY and gives its detail.
    pub(crate) async fn item(&self, title: &str) -> Value {
        self.item_with(json!({ "title": title })).await
    }

    pub(crate) async fn item_with(&self, mut fields: Value) -> Value {
        if fields.get("product_id").is_none() {
            fields["product_id"] = json!("PAY");
        }
        self.post(&self.anna, "/items", fields).await.ok(201).json
    }

    /// Adds a person with a role, on one product or on all; they call with a token of their own.
    pub(crate) async fn person(&self, name: &str, role: &str, product: Option<&str>) -> Who {
        let email = format!("{}@example.org", name.to_lowercase());
        let person = self.post(&self.anna, "/people", json!({ "name": name, "email": email })).await.ok(201);
        let grant = json!({ "person_id": person.json["id"], "role": role, "product_id": product });
        self.post(&self.anna, "/grants", grant).await.ok(201);
        self.token(&text(&person.json["id"]), Role::Admin).await
    }

    /// A token of a person that may do at most what `scope` says.
    pub(crate) async fn token(&self, person: &str, scope: Role) -> Who {
        let person = person.parse().unwrap();
        Who::Token(new_token(&self.state.store, person, "test", scope, None).await.unwrap().1)
    }

    pub(crate) fn position(&self) -> i64 {
        self.state.store.read().position
    }

    /// Titles of the items a list shows, in its order.
    pub(crate) async fn titles(&self, who: &Who, query: &str) -> Vec<String> {
        let answer = self.get(who, &format!("/items?{query}")).await.ok(200);
        answer.json["items"].as_array().unwrap().iter().map(|row| text(&row["title"])).collect()
    }
}

/// A request being put together.
pub(crate) struct Call<'a> {
    app: &'a App,
    request: axum::http::request::Builder,
    body: Body,
}

impl Call<'_> {
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// As if it came from this address.
    pub(crate) fn from(mut self, address: [u8; 4]) -> Self {
        self.request = self.request.extension(ConnectInfo(SocketAddr::from((address, 40_000))));
        self
    }

    pub(crate) fn json(self, body: Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub(crate) fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let request = self.request.body(self.body).unwrap();
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, json, bytes }
    }

    /// Sends it and reads the answer as a stream of events.
    pub(crate) async fn follow(self) -> Events {
        let request = self.request.body(self.body).unwrap();
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Events { stream: Box::pin(response.into_body().into_data_stream()), read: String::new() }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Null when the body is no JSON.
    pub(crate) json: Value,
    pub(crate) bytes: Bytes,
}

impl Answer {
    /// The answer, which must have this status.
    #[track_caller]
    pub(crate) fn ok(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The problem document, which must have this status and this word for programs.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, kind: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.json["type"].as_str()),
            (status, Some(kind)),
            "{}",
            self.text()
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.json["status"], status);
        self.json
    }

    /// Refused with 422 because of one field; gives what is said of it.
    #[track_caller]
    pub(crate) fn refused_field(self, field: &str) -> String {
        let problem = self.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        text(&problem["errors"][0]["message"])
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The ledger position of the write.
    #[track_caller]
    pub(crate) fn position(&self) -> i64 {
        self.headers["x-outweigh-position"].to_str().unwrap().parse().unwrap()
    }

    /// The session that was begun.
    #[track_caller]
    pub(crate) fn session(&self) -> Who {
        let cookie = self.headers["set-cookie"].to_str().unwrap();
        let value = cookie.split(';').next().unwrap().strip_prefix("outweigh_session=").unwrap();
        Who::Session(value.to_owned())
    }
}

/// A stream of server-sent events.
pub(crate) struct Events {
    stream: std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, axum::Error>> + Send>>,
    read: String,
}

/// One event.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) data: Value,
}

impl Events {
    /// The next event; none at the end of the stream. Fails when none comes within ten seconds.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    line.unwrap_or_default().to_owned()
                };
                let found = Event {
                    name: field("event"),
                    id: field("id"),
                    data: serde_json::from_str(&field("data")).unwrap_or_default(),
                };
                self.read = rest.to_owned();
                return Some(found);
            }
            let chunk = tokio::time::timeout(std::time::Duration::from_secs(10), self.stream.next());
            let chunk = chunk.await.unwrap()?.unwrap();
            self.read.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next event, which must have this name.
    pub(crate) async fn expect(&mut self, name: &str) -> Event {
        let event = self.next().await.unwrap();
        assert_eq!(event.name, name, "{event:?}");
        event
    }
}

/// The text of a JSON string.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// A text as it stands in a URL's query.
pub(crate) fn quoted(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
