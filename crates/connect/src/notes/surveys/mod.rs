//! Surveys: what people answered to Delighted, Typeform, SurveyMonkey, Qualtrics and Pendo.

mod layouts;
mod pendo;

pub(crate) use pendo::{is_poll, parse_polls};

use outweigh_core::domain::{RatingScale, SourceKind};

use super::feedback::NoteTarget as T;
use super::feedback::{Others, TableSource};

/// Delighted's responses. The scale stands in each row: one account runs surveys of several kinds.
pub(crate) static DELIGHTED: [TableSource; 1] = [TableSource {
    name: "Delighted",
    kind: SourceKind::Nps,
    marks: &["survey response id", "score"],
    columns: &[
        ("survey response id", T::Id),
        ("person id", T::AuthorId),
        ("score", T::Rating),
        ("survey type", T::RatingScale),
        ("comment", T::Text),
        ("created at", T::Time),
        // What the team wrote beside the response.
        ("notes", T::Custom),
        ("updated at", T::Ignore),
    ],
    ..TableSource::ANY
}];

/// Typeform's results.
pub(crate) static TYPEFORM: [TableSource; 1] = [TableSource {
    name: "Typeform",
    marks: &["number", "submit date utc"],
    columns: &[
        ("number", T::Id),
        ("submit date utc", T::Time),
        ("response type", T::Custom),
        ("start date utc", T::Ignore),
        ("stage date utc", T::Ignore),
        // Made of the address people answered from.
        ("network id", T::Ignore),
    ],
    others: Others::Questions,
    lay_out: layouts::plain_names,
    ..TableSource::ANY
}];

/// SurveyMonkey's responses, condensed and expanded: a second header row tells the choices.
pub(crate) static SURVEYMONKEY: [TableSource; 1] = [TableSource {
    name: "SurveyMonkey",
    marks: &["respondent id"],
    columns: &[
        ("respondent id", T::Id),
        ("end date", T::Time),
        ("start date", T::Ignore),
        ("date modified", T::Ignore),
        ("email address", T::Email),
        ("ip address", T::Ignore),
        ("collector id", T::Custom),
    ],
    others: Others::Questions,
    lay_out: layouts::choices_below,
    ..TableSource::ANY
}];

/// Qualtrics' responses: below the names of the columns stand the questions, then the ids they import by.
pub(crate) static QUALTRICS: [TableSource; 1] = [TableSource {
    name: "Qualtrics",
    marks: &["response id", "recorded date", "distribution channel"],
    columns: &[
        ("response id", T::Id),
        ("recorded date", T::Time),
        ("recipient email", T::Email),
        ("recipient first name", T::FirstName),
        ("recipient last name", T::LastName),
        ("external data reference", T::AuthorId),
        ("user language", T::Language),
        ("start date", T::Ignore),
        ("end date", T::Ignore),
        ("ip address", T::Ignore),
        ("location latitude", T::Ignore),
        ("location longitude", T::Ignore),
    ],
    others: Others::Questions,
    lay_out: layouts::questions_below,
    ..TableSource::ANY
}];

/// Pendo's list of NPS responses.
pub(crate) static PENDO: [TableSource; 1] = [TableSource {
    name: "Pendo",
    kind: SourceKind::Nps,
    scale: Some(RatingScale::Nps),
    marks: &["visitor id", "account id", "rating"],
    columns: &[
        ("visitor id", T::AuthorId),
        ("account id", T::AccountId),
        ("rating", T::Rating),
        ("response", T::Text),
        ("date", T::Time),
    ],
    ..TableSource::ANY
}];
