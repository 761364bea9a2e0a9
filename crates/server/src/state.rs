//! What every handler can reach.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use outweigh_connect::limits::MAX_FILE_BYTES;
use outweigh_store::Store;

use crate::capture::Rates;
use crate::clock;
use crate::imports::Uploads;
use crate::items::OrderCache;
use crate::notes::NoteReader;
use crate::search::Finder;
use crate::session::Attempts;
use crate::themes::ThemeBook;
use crate::webhooks::Courier;

/// How the server is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach it: `http://localhost:8080`. Links and cookies follow it.
    pub base_url: String,
    /// Where uploads wait until they are imported.
    pub data_folder: PathBuf,
    /// Shown on screens; the demo signs anyone with its link in.
    pub demo: bool,
}

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub settings: Arc<Settings>,
    pub(crate) attempts: Arc<Mutex<Attempts>>,
    pub(crate) rates: Arc<Mutex<Rates>>,
    pub(crate) orders: Arc<OrderCache>,
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) courier: Arc<Courier>,
    pub(crate) finder: Arc<Finder>,
    pub(crate) themes: Arc<ThemeBook>,
    pub(crate) reader: Arc<NoteReader>,
}

impl AppState {
    /// The state of a server over an open store.
    pub fn new(store: Store, settings: Settings) -> Self {
        let uploads = Uploads::new(settings.data_folder.join("uploads"), MAX_FILE_BYTES as u64);
        let themes = Arc::new(ThemeBook::new(clock::new_id()));
        let finder = Finder::new(settings.data_folder.join("index"));
        Self {
            store,
            settings: Arc::new(settings),
            attempts: Arc::default(),
            rates: Arc::default(),
            orders: Arc::default(),
            uploads: Arc::new(uploads),
            courier: Arc::new(Courier::new(false)),
            finder: Arc::new(finder),
            themes: Arc::clone(&themes),
            reader: Arc::new(NoteReader::with_themes(themes)),
        }
    }
    /// The same with another limit on the files that are uploaded, in bytes.
    #[must_use]
    pub fn with_upload_limit(mut self, bytes: u64) -> Self {
        let folder = self.settings.data_folder.join("uploads");
        self.uploads = Arc::new(Uploads::new(folder, bytes));
        self
    }

    /// Lets webhooks go to addresses inside the server's own network. Never for a server that strangers
    /// administer, such as a public demo.
    #[must_use]
    pub fn allowing_private_webhooks(self) -> Self {
        Self { courier: Arc::new(Courier::new(true)), ..self }
    }
}
