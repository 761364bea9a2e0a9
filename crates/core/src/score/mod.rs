//! What an item is worth: a sum of terms, each a formula over what is believed of the item, divided by
//! the effort believed.
//!
//! The seam for the full uncertainty model is [`belief`]: it turns estimates and signals into one
//! distribution per criterion. Everything else here only reads those.

mod belief;
mod presets;
mod scorer;
mod signals;

pub use belief::{Belief, Observation, belief};
pub use presets::{PRESETS, Preset, preset};
pub use scorer::{Score, ScoreDetail, Scorer, Sensitivity, TermDetail, check_rubric, formula_inputs};
