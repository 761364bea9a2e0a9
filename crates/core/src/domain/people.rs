//! Who works on it and what they may do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Role;
use crate::ids::{GrantId, PersonId, ProductId, TeamId};

/// Someone who signs in or is named on items. Secrets are kept apart, never here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// Unique among people; absent for someone known only by name from an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether they may sign in and be given work.
    #[serde(default = "active")]
    pub active: bool,
    /// The id they have in the system they were imported from, as `system:id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

fn active() -> bool {
    true
}

/// People who deliver together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// Person-days the team can give to items in one sprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_days_per_sprint: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_ids: Vec<PersonId>,
}

/// A role of a person, on one product or on all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub id: GrantId,
    pub person_id: PersonId,
    /// Absent: every product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    pub role: Role,
}
