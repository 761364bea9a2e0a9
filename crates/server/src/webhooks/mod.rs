//! Webhooks: addresses that are told of every change set, signed and retried as Standard Webhooks says.
//!
//! A [`worker`] reads the ledger, [`queue`]s one delivery per change set and webhook, and [`deliver`]s what
//! is due. Deliveries are rows: a killed server's successor goes on where it stopped.

mod courier;
mod deliver;
mod deliveries;
mod endpoints;
mod message;
mod queue;
mod secrets;
mod signature;
mod target;
#[cfg(test)]
mod tests;
mod worker;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) use courier::Courier;
pub(crate) use worker::{release, run};

/// The routes of webhooks.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::list_webhooks, endpoints::create_webhook))
        .routes(routes!(endpoints::get_webhook, endpoints::update_webhook, endpoints::delete_webhook))
        .routes(routes!(secrets::renew_webhook_secret))
        .routes(routes!(deliveries::test_webhook))
        .routes(routes!(deliveries::list_deliveries))
        .routes(routes!(deliveries::replay_delivery))
}
