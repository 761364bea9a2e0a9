//! Files that wait to be imported, each with what its uploader chose.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use outweigh_core::ids::{PersonId, ProductId};
use tempfile::TempPath;
use tokio::sync::watch;
use uuid::Uuid;

use super::commit::ImportState;
use super::reading::Reading;
use crate::problem::Problem;

/// Files that may wait at once.
const LIMIT: usize = 50;
/// Files of one person that may wait at once.
const LIMIT_EACH: usize = 10;
/// How long a file may wait.
const WAITS: SignedDuration = SignedDuration::from_hours(24);

/// Files that wait to be imported. They are gone with the server: nothing was promised yet.
pub struct Uploads {
    folder: PathBuf,
    waiting: Mutex<HashMap<Uuid, Arc<Upload>>>,
    /// Largest file, in bytes.
    pub(super) limit_bytes: u64,
}

/// One file.
pub(super) struct Upload {
    pub(super) id: Uuid,
    pub(super) owner: PersonId,
    pub(super) file_name: String,
    pub(super) bytes: u64,
    /// Deleted with the upload.
    pub(super) path: TempPath,
    pub(super) arrived: Timestamp,
    pub(super) choices: Mutex<Choices>,
    /// How far the commit is.
    pub(super) state: watch::Sender<ImportState>,
}

/// What the uploader chose.
#[derive(Clone)]
pub(super) struct Choices {
    pub(super) reading: Reading,
    /// Why it is read so.
    pub(super) preset_reason: String,
    pub(super) product: Option<ProductId>,
    /// Notes only.
    pub(super) source_name: Option<String>,
}

impl Upload {
    pub(super) fn choices(&self) -> std::sync::MutexGuard<'_, Choices> {
        self.choices.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The file's content, read off the threads that serve requests.
    pub(super) async fn content(&self) -> Result<Vec<u8>, Problem> {
        tokio::fs::read(&self.path).await.map_err(|e| {
            Problem::not_found("upload").hint(format!("the file is gone ({e}); upload it again"))
        })
    }
}

impl Upload {
    /// Lets go of the file's content.
    pub(super) async fn empty(&self) {
        if let Err(e) = tokio::fs::remove_file(&self.path).await {
            tracing::warn!("failed to remove the upload {}: {e}", self.path.display());
        }
    }
}

impl Uploads {
    /// Files of at most so many bytes wait in this folder.
    pub fn new(folder: PathBuf, limit_bytes: u64) -> Self {
        remove_forgotten(&folder);
        Self { folder, waiting: Mutex::default(), limit_bytes }
    }

    /// A file to write an upload to.
    pub(super) fn new_file(&self) -> Result<tempfile::NamedTempFile, Problem> {
        let make = || {
            std::fs::create_dir_all(&self.folder)?;
            tempfile::NamedTempFile::new_in(&self.folder)
        };
        make().map_err(|e| {
            tracing::error!("failed to make a file in {}: {e}", self.folder.display());
            Problem::new(axum::http::StatusCode::INSUFFICIENT_STORAGE, "storage", "the upload cannot be kept")
                .hint("the server's log says more")
        })
    }

    pub(super) fn add(&self, upload: Upload) -> Result<Arc<Upload>, Problem> {
        let mut waiting = self.waiting();
        waiting.retain(|_, known| known.arrived + WAITS > upload.arrived);
        let full = |waiting: &HashMap<Uuid, Arc<Upload>>| {
            let yours = waiting.values().filter(|known| known.owner == upload.owner).count();
            yours >= LIMIT_EACH || waiting.len() >= LIMIT
        };
        if full(&waiting) {
            // What is taken in needs its file no longer.
            waiting.retain(|_, known| !matches!(*known.state.borrow(), ImportState::Done { .. }));
        }
        if full(&waiting) {
            return Err(Problem::new(
                axum::http::StatusCode::TOO_MANY_REQUESTS,
                "too_many_uploads",
                format!("{LIMIT_EACH} files of yours, or {LIMIT} in all, wait to be imported"),
            )
            .hint("import or remove one first"));
        }
        let upload = Arc::new(upload);
        waiting.insert(upload.id, Arc::clone(&upload));
        Ok(upload)
    }

    /// The upload, if it is the caller's.
    pub(super) fn get(&self, id: Uuid, owner: PersonId) -> Result<Arc<Upload>, Problem> {
        let waiting = self.waiting();
        let upload = waiting.get(&id).filter(|upload| upload.owner == owner);
        upload
            .cloned()
            .ok_or_else(|| Problem::not_found("upload").hint("it may have expired; upload the file again"))
    }

    /// The uploads of a person, newest first.
    pub(super) fn of(&self, owner: PersonId) -> Vec<Arc<Upload>> {
        let mut uploads: Vec<_> =
            self.waiting().values().filter(|upload| upload.owner == owner).cloned().collect();
        uploads.sort_by_key(|upload| std::cmp::Reverse((upload.arrived, upload.id)));
        uploads
    }

    pub(super) fn remove(&self, id: Uuid) {
        self.waiting().remove(&id);
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Arc<Upload>>> {
        self.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Removes the files of a server that was killed. Younger ones may be another server's.
fn remove_forgotten(folder: &Path) {
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let age = file.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > WAITS.unsigned_abs())
            && let Err(e) = std::fs::remove_file(file.path())
        {
            tracing::warn!("failed to remove the forgotten upload {}: {e}", file.path().display());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn files_of_a_killed_server_are_removed_when_they_are_old() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, at: SystemTime| {
            std::fs::File::create(folder.path().join(name)).unwrap().set_modified(at).unwrap();
        };
        make("old", SystemTime::UNIX_EPOCH);
        make("ahead", SystemTime::UNIX_EPOCH + Duration::from_secs(100 * 365 * 24 * 3_600));
        Uploads::new(folder.path().into(), 1);
        let left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().flatten().map(|f| f.file_name()).collect();
        assert_eq!(left, ["ahead"]);
    }
}
