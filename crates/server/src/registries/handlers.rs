//! List, get, add, change and delete for each registry, from one macro: they differ only in kind.

use axum::Json;
use axum::extract::{Path, Query as Params, State};
use axum::http::{HeaderMap, StatusCode};
use outweigh_core::domain::{
    Account, Area, Contact, Doc, Entity, EntityRef, Goal, Grant, Person, Product, Promise, Relation, Release,
    Segment, Source, Sprint, Team, View,
};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Caller, Writing, Written};
use crate::clock;
use crate::items::{DeleteParams, condition, created};
use crate::problem::Problem;
use crate::state::AppState;

/// Most entries in one page.
const LIMIT: usize = 1_000;

/// Which part of a registry.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct PageParams {
    /// Where the page before ended.
    pub cursor: Option<Uuid>,
    /// Entries wanted, at most 1,000; 200 when absent.
    pub limit: Option<usize>,
    /// Words in the name.
    pub q: String,
}

/// An entry with its version.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Versioned<T> {
    #[serde(flatten)]
    pub value: T,
    pub version: u32,
}

/// A part of a registry, in the order the entries were made.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegistryPage<T> {
    pub data: Vec<Versioned<T>>,
    pub total: usize,
    /// Send as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<Uuid>,
}

/// Fields of an entry with the reason for the change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Fields {
    /// Kept in the ledger.
    #[serde(default)]
    pub reason: Option<String>,
    /// Fields of the entry; null clears one.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub fields: Doc,
}

/// What a registry needs to know of its kind.
trait Registered: outweigh_core::workspace::InTable {
    /// What it is searched by.
    fn name<'a>(&'a self, workspace: &'a Workspace) -> &'a str;

    /// Fields the server fills in when a new entry lacks them.
    fn complete(fields: &mut Doc, caller: &Caller) {
        let _ = (fields, caller);
    }
}

fn list<T: Registered>(state: &AppState, caller: &Caller, params: &PageParams) -> RegistryPage<T> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    let words = params.q.to_lowercase();
    let mut rows: Vec<_> = T::table(&workspace)
        .rows()
        .iter()
        .filter(|row| !row.deleted && workspace.readable(&access, EntityRef::new(T::KIND, row.value.uuid())))
        .filter(|row| words.is_empty() || row.value.name(&workspace).to_lowercase().contains(&words))
        .collect();
    rows.sort_by_key(|row| row.value.uuid());
    let total = rows.len();
    let limit = params.limit.unwrap_or(200).clamp(1, LIMIT);
    let from = params.cursor.map_or(0, |after| rows.partition_point(|row| row.value.uuid() <= after));
    let page = &rows[from..(from + limit).min(total)];
    let next_cursor = page.last().map(|row| row.value.uuid()).filter(|_| from + limit < total);
    let data = page
        .iter()
        .map(|row| Versioned { value: workspace.said(&row.value), version: row.version })
        .collect();
    RegistryPage { data, total, next_cursor }
}

fn get<T: Registered>(state: &AppState, caller: &Caller, id: Uuid) -> Result<Json<Versioned<T>>, Problem> {
    let workspace = state.store.read();
    let access = caller.access(&workspace);
    T::table(&workspace)
        .row(id)
        .filter(|row| !row.deleted && workspace.readable(&access, EntityRef::new(T::KIND, row.value.uuid())))
        .map(|row| Json(Versioned { value: workspace.said(&row.value), version: row.version }))
        .ok_or_else(|| Problem::not_found(T::KIND.as_str()))
}

/// Refuses what the caller may not see.
fn check_readable<T: Registered>(state: &AppState, caller: &Caller, id: Uuid) -> Result<(), Problem> {
    get::<T>(state, caller, id).map(|_| ())
}

async fn create<T: Registered>(
    state: &AppState,
    writing: &Writing,
    body: Fields,
) -> Result<Written<(StatusCode, Json<Versioned<T>>)>, Problem> {
    let mut fields = body.fields;
    if fields.contains_key("id") {
        return Err(Problem::invalid("id", "is set by the server"));
    }
    fields.retain(|_, value| !value.is_null());
    fields.insert("id".into(), json!(clock::new_id()));
    T::complete(&mut fields, &writing.caller);
    let entity = Entity::from_doc(T::KIND, fields).map_err(|e| Problem::invalid(&e.field, e.message))?;
    let receipt = writing.write(state, body.reason, vec![Edit::Create(entity)]).await?;
    let shown = get::<T>(state, &writing.caller, created(&receipt, T::KIND)?)?;
    Ok(Written(receipt.position, (StatusCode::CREATED, shown)))
}

async fn update<T: Registered>(
    state: &AppState,
    writing: &Writing,
    headers: &HeaderMap,
    id: Uuid,
    body: Fields,
) -> Result<Written<Json<Versioned<T>>>, Problem> {
    check_readable::<T>(state, &writing.caller, id)?;
    let expected = condition(writing, headers)?;
    let edit = Edit::Patch { entity: EntityRef::new(T::KIND, id), expected, patch: body.fields };
    let receipt = writing.write(state, body.reason, vec![edit]).await?;
    Ok(Written(receipt.position, get::<T>(state, &writing.caller, id)?))
}

async fn delete<T: Registered>(
    state: &AppState,
    writing: &Writing,
    headers: &HeaderMap,
    id: Uuid,
    reason: Option<String>,
) -> Result<Written<StatusCode>, Problem> {
    check_readable::<T>(state, &writing.caller, id)?;
    let expected = condition(writing, headers)?;
    let edit = Edit::Delete { entity: EntityRef::new(T::KIND, id), expected };
    let receipt = writing.write(state, reason, vec![edit]).await?;
    Ok(Written(receipt.position, StatusCode::NO_CONTENT))
}

macro_rules! registry {
    ($module:ident, $kind:ident, $path:literal, $one:literal,
     $list:ident, $get:ident, $create:ident, $update:ident, $delete:ident) => {
        mod $module {
            use super::*;

            #[doc = concat!("List ", $path)]
            #[utoipa::path(get, path = concat!("/", $path), tag = "registries", params(PageParams),
                responses((status = 200, body = RegistryPage<$kind>)))]
            pub async fn $list(
                State(state): State<AppState>,
                caller: Caller,
                Params(params): Params<PageParams>,
            ) -> Json<RegistryPage<$kind>> {
                Json(list(&state, &caller, &params))
            }

            #[doc = concat!("Get ", $one)]
            #[utoipa::path(get, path = concat!("/", $path, "/{id}"), tag = "registries", params(("id" = String, Path,)),
                responses((status = 200, body = Versioned<$kind>), (status = 404, body = Problem)))]
            pub async fn $get(
                State(state): State<AppState>,
                caller: Caller,
                Path(id): Path<Uuid>,
            ) -> Result<Json<Versioned<$kind>>, Problem> {
                get(&state, &caller, id)
            }

            #[doc = concat!("Add ", $one)]
            #[utoipa::path(post, path = concat!("/", $path), tag = "registries", request_body = Fields,
                responses((status = 201, body = Versioned<$kind>), (status = 422, body = Problem)))]
            pub async fn $create(
                State(state): State<AppState>,
                writing: Writing,
                Json(body): Json<Fields>,
            ) -> Result<Written<(StatusCode, Json<Versioned<$kind>>)>, Problem> {
                create(&state, &writing, body).await
            }

            #[doc = concat!("Change ", $one)]
            #[utoipa::path(patch, path = concat!("/", $path, "/{id}"), tag = "registries", request_body = Fields,
                params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw")),
                responses((status = 200, body = Versioned<$kind>), (status = 409, body = Problem), (status = 422, body = Problem)))]
            pub async fn $update(
                State(state): State<AppState>,
                writing: Writing,
                Path(id): Path<Uuid>,
                headers: HeaderMap,
                Json(body): Json<Fields>,
            ) -> Result<Written<Json<Versioned<$kind>>>, Problem> {
                update(&state, &writing, &headers, id, body).await
            }

            #[doc = concat!("Delete ", $one, "; can be undone")]
            #[utoipa::path(delete, path = concat!("/", $path, "/{id}"), tag = "registries",
                params(("id" = String, Path,), ("If-Match" = String, Header, description = "The version you saw"), DeleteParams),
                responses((status = 204), (status = 409, body = Problem)))]
            pub async fn $delete(
                State(state): State<AppState>,
                writing: Writing,
                Path(id): Path<Uuid>,
                headers: HeaderMap,
                Params(params): Params<DeleteParams>,
            ) -> Result<Written<StatusCode>, Problem> {
                delete::<$kind>(&state, &writing, &headers, id, params.reason).await
            }

            pub fn routes() -> OpenApiRouter<AppState> {
                OpenApiRouter::new().routes(routes!($list, $create)).routes(routes!($get, $update, $delete))
            }
        }
    };
}

registry!(
    products,
    Product,
    "products",
    "a product",
    list_products,
    get_product,
    create_product,
    update_product,
    delete_product
);
registry!(areas, Area, "areas", "an area", list_areas, get_area, create_area, update_area, delete_area);
registry!(teams, Team, "teams", "a team", list_teams, get_team, create_team, update_team, delete_team);
registry!(
    people,
    Person,
    "people",
    "a person",
    list_people,
    get_person,
    create_person,
    update_person,
    delete_person
);
registry!(
    grants,
    Grant,
    "grants",
    "a role of a person",
    list_grants,
    get_grant,
    create_grant,
    update_grant,
    delete_grant
);
registry!(goals, Goal, "goals", "a goal", list_goals, get_goal, create_goal, update_goal, delete_goal);
registry!(
    releases,
    Release,
    "releases",
    "a release",
    list_releases,
    get_release,
    create_release,
    update_release,
    delete_release
);
registry!(
    sprints,
    Sprint,
    "sprints",
    "a sprint",
    list_sprints,
    get_sprint,
    create_sprint,
    update_sprint,
    delete_sprint
);
registry!(
    accounts,
    Account,
    "accounts",
    "an account",
    list_accounts,
    get_account,
    create_account,
    update_account,
    delete_account
);
registry!(
    contacts,
    Contact,
    "contacts",
    "a contact",
    list_contacts,
    get_contact,
    create_contact,
    update_contact,
    delete_contact
);
registry!(
    segments,
    Segment,
    "segments",
    "a segment",
    list_segments,
    get_segment,
    create_segment,
    update_segment,
    delete_segment
);
registry!(
    sources,
    Source,
    "sources",
    "a source of notes",
    list_sources,
    get_source,
    create_source,
    update_source,
    delete_source
);
registry!(
    relations,
    Relation,
    "relations",
    "a relation",
    list_relations,
    get_relation,
    create_relation,
    update_relation,
    delete_relation
);
registry!(
    promises,
    Promise,
    "promises",
    "a promise",
    list_promises,
    get_promise,
    create_promise,
    update_promise,
    delete_promise
);
registry!(views, View, "views", "a saved view", list_views, get_view, create_view, update_view, delete_view);

/// The routes of every registry.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(products::routes())
        .merge(areas::routes())
        .merge(teams::routes())
        .merge(people::routes())
        .merge(grants::routes())
        .merge(goals::routes())
        .merge(releases::routes())
        .merge(sprints::routes())
        .merge(accounts::routes())
        .merge(contacts::routes())
        .merge(segments::routes())
        .merge(views::routes())
        .merge(sources::routes())
        .merge(relations::routes())
        .merge(promises::routes())
}

/// Registries whose entries go by a name.
macro_rules! named {
    ($($kind:ident),* $(,)?) => {$(
        impl Registered for $kind {
            fn name<'a>(&'a self, _: &'a Workspace) -> &'a str {
                &self.name
            }
        }
    )*};
}

named! { Product, Area, Team, Person, Goal, Release, Sprint, Account, Segment, Source }

impl Registered for Contact {
    fn name<'a>(&'a self, workspace: &'a Workspace) -> &'a str {
        workspace.open(&self.name)
    }
}

impl Registered for Grant {
    fn name<'a>(&'a self, _: &'a Workspace) -> &'a str {
        self.role.as_str()
    }
}

impl Registered for Relation {
    fn name<'a>(&'a self, _: &'a Workspace) -> &'a str {
        self.kind.as_str()
    }
}

impl Registered for Promise {
    fn name<'a>(&'a self, workspace: &'a Workspace) -> &'a str {
        workspace.open(&self.quote)
    }
}

impl Registered for View {
    fn name<'a>(&'a self, _: &'a Workspace) -> &'a str {
        &self.name
    }

    fn complete(fields: &mut Doc, caller: &Caller) {
        fields.insert("owner_id".into(), json!(caller.person_id));
    }
}

/// Kinds that have a registry, for the tests of the routes.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_registry_has_five_operations() {
        let (_, api) = routes().split_for_parts();
        let operations: usize = api
            .paths
            .paths
            .values()
            .map(|item| {
                [&item.get, &item.post, &item.patch, &item.delete].into_iter().filter(|o| o.is_some()).count()
            })
            .sum();
        assert_eq!(operations, 15 * 5);
    }
}
