//! The API's description.

use anyhow::Result;

/// The OpenAPI document, as it is committed.
pub fn document() -> Result<String> {
    Ok(outweigh_server::openapi().to_pretty_json()?)
}
