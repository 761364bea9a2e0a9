//! What tests of the server start from: a workspace in a temporary folder, its administrator, and tokens.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use outweigh_core::domain::{Entity, Grant, Person, Product, Role, RubricState};
use outweigh_core::ids::{PersonId, ProductId};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_core::score::preset;
use outweigh_store::{Address, Caller, Store};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::session::new_token;
use crate::state::{AppState, Settings};
use crate::{clock, routes};

/// A workspace with one product, an administrator and an active rubric.
pub(crate) struct Workbench {
    pub(crate) state: AppState,
    pub(crate) product: ProductId,
    anna: PersonId,
    folder: TempDir,
}

impl Workbench {
    pub(crate) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let state = open(&folder).await;
        let product = Product {
            id: clock::new_id().into(),
            key: "PAY".into(),
            name: "Payments".into(),
            description: String::new(),
        };
        let anna = Person {
            id: clock::new_id().into(),
            name: "Anna".into(),
            email: None,
            active: true,
            external_id: None,
        };
        let grant =
            Grant { id: clock::new_id().into(), person_id: anna.id, product_id: None, role: Role::Admin };
        let (product_id, anna_id) = (product.id, anna.id);
        let mut rubric = preset("balanced", clock::new_id().into()).unwrap();
        rubric.state = RubricState::Active;
        let entities: [Entity; 4] = [product.into(), anna.into(), grant.into(), rubric.into()];
        let bench = Self { state, product: product_id, anna: anna_id, folder };
        bench.write(entities.into_iter().map(Edit::Create).collect()).await;
        bench
    }

    /// The same workspace as a server sees it that starts after this one was killed.
    pub(crate) async fn restarted(&self) -> AppState {
        open(&self.folder).await
    }

    /// Writes as the program itself.
    pub(crate) async fn write(&self, edits: Vec<Edit>) {
        let draft = Draft {
            id: clock::new_id().into(),
            at: clock::now(),
            actor: Actor::system("test"),
            cause: Cause::Setup,
            reason: String::new(),
            idempotency_key: None,
            undoes: None,
            edits,
        };
        self.state.store.write(draft, Caller::System).await.unwrap();
    }

    /// A token of the administrator, with a scope.
    pub(crate) async fn token(&self, name: &str, scope: Role) -> String {
        new_token(&self.state.store, self.anna, name, scope, None).await.unwrap().1
    }

    /// One call of the API by its address, with any version accepted.
    pub(crate) async fn call(
        &self,
        token: &str,
        method: &str,
        path: &str,
        body: Value,
    ) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("if-match", "*")
            .body(if body.is_null() { Body::empty() } else { Body::from(body.to_string()) })
            .unwrap();
        let response = routes::router(self.state.clone()).oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

async fn open(folder: &TempDir) -> AppState {
    let address = Address::Sqlite(folder.path().join("test.db"));
    let store = Store::open(&address, clock::now()).await.unwrap();
    let settings = Settings {
        base_url: "http://outweigh.test".into(),
        data_folder: folder.path().to_owned(),
        demo: false,
    };
    AppState::new(store, settings).allowing_private_webhooks()
}

/// Serves a router on a free port; gives its address.
pub(crate) async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}
