//! Libraries and a server in step, whatever happens on the way.

mod command;
mod faults;
mod greader;
mod hostile;
mod machines;
mod proxy;
mod reader;
mod real;
mod server;
mod ttrss;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use marsad::library::{Account, AccountKind, Anchor, ArticleId, Library, Query};
use marsad::sync::{Patience, Secret, Summary, SyncError, connect, sync};
use marsad::web::Limits;
use tempfile::TempDir;

use server::{PASSWORD, Server, USER};

const KINDS: [AccountKind; 2] = [AccountKind::GReader, AccountKind::TtRss];

/// Limits that hold on a machine that has much else to do.
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(5),
    total: Duration::from_secs(30),
    bytes: 2_000_000,
};

/// A machine with a library of its own, on the account of a server.
struct Machine {
    library: Library,
    account: Account,
    _dir: TempDir,
}

impl Machine {
    fn new(server: &Server) -> Self {
        let dir = TempDir::new().unwrap();
        let library = Library::open(&dir.path().join("library")).unwrap();
        let id = library
            .add_account("account", server.kind, &server.address, USER)
            .unwrap();
        Self {
            account: library.account(id).unwrap(),
            library,
            _dir: dir,
        }
    }

    /// A machine that is in step.
    fn in_step(server: &Server) -> Self {
        let machine = Self::new(server);
        machine.sync().unwrap();
        machine
    }

    /// A copy of the machine as it is.
    fn copy(&self) -> Self {
        let dir = TempDir::new().unwrap();
        let folder = dir.path().join("library");
        std::fs::create_dir(&folder).unwrap();
        let copy = folder.join("library.db");
        self.library.back_up(&copy, &mut |_| {}).unwrap();
        Self {
            library: Library::open(&folder).unwrap(),
            account: self.account.clone(),
            _dir: dir,
        }
    }

    fn sync(&self) -> Result<Summary, SyncError> {
        let password = Secret::new(PASSWORD);
        let account = self.library.account(self.account.id).unwrap();
        let mut server = connect(&account, password, LIMITS, Patience(Vec::new()))?;
        let now = Timestamp::now();
        let done = sync(&self.library, &account, server.as_mut(), now, &mut |_| {});
        if done.is_ok() {
            self.library.note_synced(account.id, now).unwrap();
        }
        done
    }

    /// The article that the server has under this number.
    fn id(&self, number: i64) -> ArticleId {
        let url = format!("https://feed.example/news/{number}");
        self.library.by_url(&url).unwrap().expect("an article").id
    }

    fn read(&self, numbers: impl IntoIterator<Item = i64>, read: bool) {
        for number in numbers {
            self.library.set_read(self.id(number), read).unwrap();
        }
    }

    fn star(&self, numbers: impl IntoIterator<Item = i64>, starred: bool) {
        for number in numbers {
            self.library.set_starred(self.id(number), starred).unwrap();
        }
    }

    /// Unread and starred by address.
    fn state(&self) -> BTreeMap<String, (bool, bool)> {
        let all = self
            .library
            .headlines(&Query::All, Anchor::Newest, 100_000)
            .unwrap();
        all.into_iter()
            .map(|one| (one.url.unwrap_or_default(), (one.unread, one.starred)))
            .collect()
    }

    /// Name and folder by address.
    fn feeds(&self) -> BTreeMap<String, (String, String)> {
        let feeds = self.library.feeds().unwrap().into_iter();
        feeds
            .map(|feed| {
                let label = feed.label().to_owned();
                (feed.url, (label, feed.settings.folder))
            })
            .collect()
    }
}
