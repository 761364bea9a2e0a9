//! Running the server until it is told to stop.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::routes::GRACE;
use crate::state::AppState;
use crate::{clock, notes, routes, search, themes, webhooks};

/// Serves until `stop` is ready, then lets requests under way finish.
///
/// # Errors
/// The network fails.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let days = tokio::spawn(turn_days(state.clone()));
    // Other servers and the command line write the same workspace.
    let following = state.store.follow();
    let webhook_work = tokio::spawn(webhooks::run(state.clone()));
    let search_work = tokio::spawn(search::run(state.clone()));
    let theme_work = tokio::spawn(themes::run(state.clone()));
    let retention = tokio::spawn(notes::keep_retention(state.clone()));
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let app = routes::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        stop.await;
        // The other end is gone only when serving ended by itself.
        let _ = stopping.send(());
    });
    let result = tokio::select! {
        result = serving.into_future() => result,
        // Event streams never end by themselves: they get the grace period, then the connection closes.
        () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => Ok(()),
    };
    days.abort();
    webhook_work.abort();
    search_work.abort();
    theme_work.abort();
    retention.abort();
    webhooks::release(&state).await;
    following.abort();
    result
}

/// Overrides expire by the day: tells the store when a new one begins.
async fn turn_days(state: AppState) {
    let mut every = tokio::time::interval(Duration::from_secs(30));
    loop {
        every.tick().await;
        state.store.set_now(clock::now());
    }
}
