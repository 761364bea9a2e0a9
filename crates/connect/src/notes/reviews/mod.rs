//! Reviews in app stores: Google Play's monthly CSV, and App Store reviews as JSON.

mod app_store;

pub(crate) use app_store::{is_app_store, parse as parse_app_store};

use outweigh_core::domain::{RatingScale, SourceKind};

use super::feedback::NoteTarget as T;
use super::feedback::{Others, Record, TableSource};

/// The CSV that Google Play's console keeps for each month (UTF-16).
pub(crate) static GOOGLE_PLAY: [TableSource; 1] = [TableSource {
    name: "Google Play",
    kind: SourceKind::Community,
    scale: Some(RatingScale::Stars),
    marks: &["package name", "star rating", "review text"],
    columns: &[
        ("star rating", T::Rating),
        ("review title", T::Title),
        ("review text", T::Text),
        ("review submit date and time", T::Time),
        ("reviewer language", T::Language),
        ("review link", T::Url),
        ("review submit millis since epoch", T::Ignore),
        ("review last update date and time", T::Ignore),
        ("review last update millis since epoch", T::Ignore),
        ("developer reply date and time", T::Ignore),
        ("developer reply millis since epoch", T::Ignore),
    ],
    others: Others::Keep,
    complete: id_from_link,
    ..TableSource::ANY
}];

/// The id of a review stands in its link only: `..&reviewId=gp:AOq..`.
fn id_from_link(record: &mut Record) {
    let query = record.url.as_deref().and_then(|url| url.split_once('?')).map_or("", |(_, query)| query);
    let id = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == "reviewId");
    record.id = id.map(|(_, id)| id.to_owned());
}
