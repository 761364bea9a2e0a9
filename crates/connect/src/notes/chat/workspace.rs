//! Who is who and which channel is which in an export.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Names;
use super::message::{Message, Profile};
use crate::notes::text::filled;
use crate::notes::{ImportedContact, NoteFile};
use crate::{ImportError, json};

/// The files of which an export has at least one, at its root.
const LISTS: [&str; 3] = ["channels.json", "groups.json", "users.json"];

/// The folder of the lists with a `/` at its end, or nothing when they lie at the top.
pub(super) fn root<'a>(paths: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let roots = paths.filter_map(|path| {
        let root = LISTS.iter().find_map(|list| path.strip_suffix(list))?;
        (root.is_empty() || root.ends_with('/')).then_some(root)
    });
    roots.min_by_key(|root| root.len())
}

/// A channel by its folder.
pub(super) struct Channel<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
}

/// What the lists say.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    users: Names,
    emails: Names,
    channel_names: Names,
    channel_ids: Names,
    /// Folders of conversations between a few.
    private: HashSet<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Listed {
    id: String,
    name: Option<String>,
    real_name: Option<String>,
    profile: Profile,
}

impl Workspace {
    /// Reads the lists below the root.
    pub(super) fn read(files: &[NoteFile<'_>], root: &str) -> Result<Self, ImportError> {
        let mut workspace = Self::default();
        for user in list::<Listed>(files, root, "users.json")? {
            let Listed { id, name, real_name, profile } = user;
            let names = [profile.real_name, real_name, profile.display_name, name];
            if let Some(name) = names.into_iter().flatten().find_map(|name| filled(&name)) {
                workspace.users.insert(id.clone(), name);
            }
            if let Some(email) = profile.email.as_deref().and_then(filled) {
                workspace.emails.insert(id, email.to_lowercase());
            }
        }
        for name in ["channels.json", "groups.json"] {
            for Listed { id, name, .. } in list::<Listed>(files, root, name)? {
                let name = name.unwrap_or_else(|| id.clone());
                workspace.channel_ids.insert(name.clone(), id.clone());
                workspace.channel_names.insert(id, name);
            }
        }
        for name in ["dms.json", "mpims.json"] {
            for Listed { id, name, .. } in list::<Listed>(files, root, name)? {
                workspace.private.extend(name);
                workspace.private.insert(id);
            }
        }
        Ok(workspace)
    }

    /// Whether a folder holds direct messages. Folders of channels carry a name, those of conversations an id.
    pub(super) fn is_private(&self, folder: &str) -> bool {
        let is_listed = self.channel_ids.contains_key(folder) || self.channel_names.contains_key(folder);
        self.private.contains(folder) || !is_listed && folder.starts_with("mpdm-")
    }

    /// The channel of a folder; folders that no list names stand for themselves.
    pub(super) fn channel<'a>(&'a self, folder: &'a str) -> Channel<'a> {
        let id = self.channel_ids.get(folder).map_or(folder, String::as_str);
        let name = self.channel_names.get(folder).map_or(folder, String::as_str);
        Channel { id, name }
    }

    pub(super) fn channel_name(&self, id: &str) -> Option<&str> {
        self.channel_names.get(id).map(String::as_str)
    }

    pub(super) fn user_name(&self, id: &str) -> Option<&str> {
        self.users.get(id).map(String::as_str)
    }

    /// Who says a message: from the list, from the message itself (guests of other workspaces), a bot's name.
    pub(super) fn speaker<'a>(&'a self, message: &'a Message) -> Cow<'a, str> {
        let listed = message.user.as_deref().and_then(|id| self.user_name(id));
        let own = || [&message.user_profile, &message.bot_profile].into_iter().flatten().find_map(shown_name);
        let named = listed.or_else(own).or(message.username.as_deref()).or(message.user.as_deref());
        Cow::Borrowed(named.or(message.bot_id.as_deref()).unwrap_or_default())
    }

    /// The person who says a message.
    pub(super) fn contact(&self, message: &Message) -> Option<ImportedContact> {
        let id = message.user.as_deref().or(message.bot_id.as_deref())?;
        let guest = message.user_profile.as_ref().and_then(|profile| profile.email.clone());
        Some(ImportedContact {
            external_id: Some(id.to_owned()),
            name: filled(&self.speaker(message)).filter(|name| name != id),
            email: self.emails.get(id).cloned().or(guest),
            ..ImportedContact::default()
        })
    }

    #[cfg(test)]
    pub(super) fn of(users: &[(&str, &str)], channels: &[(&str, &str)]) -> Self {
        let names = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
        };
        Self { users: names(users), channel_names: names(channels), ..Self::default() }
    }
}

fn shown_name(profile: &Profile) -> Option<&str> {
    let names = [&profile.real_name, &profile.display_name, &profile.name];
    names.into_iter().flatten().map(String::as_str).find(|name| !name.trim().is_empty())
}

/// The entries of a list that can be read; an absent list has none.
fn list<T: DeserializeOwned>(files: &[NoteFile<'_>], root: &str, name: &str) -> Result<Vec<T>, ImportError> {
    let Some(file) = files.iter().find(|file| file.path.strip_prefix(root) == Some(name)) else {
        return Ok(Vec::new());
    };
    let text = String::from_utf8_lossy(file.bytes);
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let records = json::records(&text, &[])?;
    Ok(records.iter().filter_map(|record| serde_json::from_str(record).ok()).collect())
}
