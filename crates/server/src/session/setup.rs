//! The first start: a one-time link makes the first administrator, or signs the demo's visitor in.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use outweigh_core::domain::{Entity, Grant, Person, Role, RubricState};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::{Actor, Cause, Draft, Edit};
use outweigh_core::score::preset;
use outweigh_store::{Caller as StoreCaller, SetupPurpose, TokenHash};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{password, sign_in};
use crate::clock;
use crate::problem::Problem;
use crate::state::AppState;

/// How long a link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Makes the link that a first start prints: it replaces every earlier one.
///
/// # Errors
/// The database cannot be written.
pub async fn first_start_link(state: &AppState, demo: Option<PersonId>) -> Result<String, Problem> {
    let secret = clock::new_secret();
    let purpose = demo.map_or(SetupPurpose::FirstAdmin, SetupPurpose::Demo);
    state.store.set_setup_link(&TokenHash::of(&secret), purpose, clock::now() + GOOD_FOR).await?;
    Ok(format!("{}/welcome?token={secret}", state.settings.base_url))
}

/// The token of a link.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct LinkToken {
    pub token: String,
}

/// What a link is for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Setup {
    pub state: SetupState,
}

/// How a link stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SetupState {
    /// It makes the first administrator.
    NeedsAdmin,
    /// It signs the demo's visitor in.
    Demo,
    /// It was used, has expired, or never was.
    Used,
}

/// What a one-time link is for
#[utoipa::path(get, path = "/setup", tag = "session", params(LinkToken), responses((status = 200, body = Setup)))]
pub async fn get_setup(
    State(state): State<AppState>,
    Query(link): Query<LinkToken>,
) -> Result<Json<Setup>, Problem> {
    let purpose = state.store.setup_link(&TokenHash::of(&link.token), clock::now()).await?;
    Ok(Json(Setup {
        state: match purpose {
            Some(SetupPurpose::FirstAdmin) => SetupState::NeedsAdmin,
            Some(SetupPurpose::Demo(_)) => SetupState::Demo,
            None => SetupState::Used,
        },
    }))
}

/// The first administrator.
#[derive(Debug, Deserialize, ToSchema)]
pub struct FirstAdmin {
    pub token: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// Make the first administrator and sign them in
#[utoipa::path(post, path = "/setup", tag = "session", request_body = FirstAdmin,
    responses((status = 200, body = super::sign_in::Session), (status = 403, body = Problem)))]
pub async fn create_first_admin(
    State(state): State<AppState>,
    Json(admin): Json<FirstAdmin>,
) -> Result<Response, Problem> {
    let token = TokenHash::of(&admin.token);
    let now = clock::now();
    if state.store.setup_link(&token, now).await? != Some(SetupPurpose::FirstAdmin) {
        return Err(used());
    }
    let hash = password::hash(admin.password).await?;
    // Used up before anyone is made: of two who send it at once, one gets in. Given back when refused.
    if !state.store.use_setup_link(&token).await? {
        return Err(used());
    }
    let made = make_admin(&state, admin.name, &admin.email, &hash, now).await;
    if made.is_err() {
        state.store.set_setup_link(&token, SetupPurpose::FirstAdmin, now + GOOD_FOR).await?;
    }
    let (id, name) = made?;
    sign_in::begin(&state, id, &name, now).await
}

async fn make_admin(
    state: &AppState,
    name: String,
    email: &str,
    password_hash: &str,
    now: Timestamp,
) -> Result<(PersonId, String), Problem> {
    let person = Person {
        id: clock::new_id().into(),
        name,
        email: Some(email.trim().to_owned()),
        active: true,
        external_id: None,
    };
    let (id, name) = (person.id, person.name.clone());
    let grant = Grant { id: clock::new_id().into(), person_id: id, product_id: None, role: Role::Admin };
    let mut edits = vec![Edit::Create(person.into()), Edit::Create(grant.into())];
    if state.store.read().active_rubric().is_none() {
        edits.extend(starting_rubric().map(Edit::Create));
    }
    let draft = Draft {
        id: clock::new_id().into(),
        at: now,
        actor: Actor::person(id, &name),
        cause: Cause::Setup,
        reason: "first start".into(),
        idempotency_key: None,
        undoes: None,
        edits,
    };
    state.store.write(draft, StoreCaller::System).await?;
    state.store.set_password(id, password_hash, now).await?;
    Ok((id, name))
}

/// The rubric a new workspace scores by until someone chooses another.
pub(crate) fn starting_rubric() -> Option<Entity> {
    let mut rubric = preset("balanced", clock::new_id().into())?;
    rubric.state = RubricState::Active;
    Some(rubric.into())
}

/// Sign the demo's visitor in
#[utoipa::path(post, path = "/setup/demo", tag = "session", request_body = LinkToken,
    responses((status = 200, body = super::sign_in::Session), (status = 403, body = Problem)))]
pub async fn claim_demo(
    State(state): State<AppState>,
    Json(link): Json<LinkToken>,
) -> Result<Response, Problem> {
    let now = clock::now();
    let purpose = state.store.setup_link(&TokenHash::of(&link.token), now).await?;
    let Some(SetupPurpose::Demo(person)) = purpose else { return Err(used()) };
    let name = state.store.read().people.get(person).map(|p| p.name.clone()).ok_or_else(used)?;
    // The demo's link stays good: it is printed on the console of whoever runs it, for their browsers.
    sign_in::begin(&state, person, &name, now).await
}

fn used() -> Problem {
    Problem::forbidden("this link was used or has expired")
        .hint("start the server again: while nobody can sign in, it prints a new link")
}
