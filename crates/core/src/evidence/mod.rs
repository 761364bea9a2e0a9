//! What customers' voices say of an item: who speaks for it and against it, how good that evidence is, who is
//! silent, and how loud the loudest is.

mod coverage;
mod grade;
mod voices;

pub use coverage::{SegmentVoice, coverage};
pub use grade::{Grade, GradeLevel, grade};
pub use voices::{Influence, Speaker, Voice, influence, voices};
