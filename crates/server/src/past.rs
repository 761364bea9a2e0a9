//! Reading the workspace as it is, or as it was.

use outweigh_core::ledger::Position;
use outweigh_core::workspace::{Access, Workspace};

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Reads the workspace, now when `as_of` is empty, else at that ledger position or time.
///
/// The past is read with the rights of today: whoever lost a product no longer sees how it was, and
/// whoever joined late sees what came before.
///
/// # Errors
/// `as_of` is no position and no time, or lies beyond the head; or what `read` says.
pub async fn with_workspace<T>(
    state: &AppState,
    caller: &Caller,
    as_of: &str,
    read: impl FnOnce(&Workspace, &Access) -> Result<T, Problem>,
) -> Result<T, Problem> {
    if as_of.is_empty() {
        let workspace = state.store.read();
        return read(&workspace, &caller.access(&workspace));
    }
    let position = position(state, as_of).await?;
    let workspace = state.store.as_of(position).await?;
    let access = caller.access(&state.store.read());
    read(&workspace, &access)
}

/// The ledger position that a position, date or time stands for.
///
/// # Errors
/// It is none of these.
pub async fn position(state: &AppState, text: &str) -> Result<Position, Problem> {
    if let Ok(position) = text.parse() {
        return Ok(position);
    }
    let end_of_day = || -> Option<jiff::Timestamp> {
        let day: jiff::civil::Date = text.parse().ok()?;
        Some(day.tomorrow().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    let at = text.parse().ok().or_else(end_of_day).ok_or_else(|| {
        Problem::invalid("as_of", format!("\"{text}\" is no ledger position, date or time"))
            .hint("send 120, 2026-03-01 or 2026-03-01T12:00:00Z")
    })?;
    Ok(state.store.position_at(at).await?)
}
