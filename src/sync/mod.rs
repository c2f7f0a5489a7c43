//! Accounts with servers that people keep their subscriptions on: what is read there and
//! here, in step. The library is the truth for reading and is never waited for; what is
//! done while no server can be reached is sent later. `docs/sync.md` has the rules by
//! which two histories become one.

mod course;
mod error;
mod greader;
mod http;
mod lock;
mod parts;
mod secret;
mod send;
mod server;
mod service;
mod ttrss;

use jiff::Timestamp;

use crate::library::{Account, AccountKind, Library, LibraryError};
use crate::web::Limits;

pub use course::{Step, Summary, sync};
pub use error::SyncError;
pub use http::Patience;
pub use secret::{Keeping, Kept, SecretError, Secrets};
pub use server::{Page, Server};
pub use service::{Service, ServiceError};

pub use crate::web::Secret;

/// What speaks to the server of `account`, whose user has this password.
///
/// # Errors
/// When the account's address is none.
pub fn connect(
    account: &Account,
    password: Secret,
    limits: Limits,
    patience: Patience,
) -> Result<Box<dyn Server>, SyncError> {
    let http = http::Http::new(&account.url, limits, patience)?;
    let user = account.user.clone();
    Ok(match account.kind {
        AccountKind::GReader => Box::new(greader::GReader::new(http, user, password)),
        AccountKind::TtRss => Box::new(ttrss::TtRss::new(http, user, password)),
    })
}

/// Brings `account` and its server in step and notes what came of it.
///
/// # Errors
/// When the library cannot be read or written. What goes wrong with the server is in what
/// is returned.
pub fn bring_in_step(
    library: &Library,
    account: &Account,
    secrets: &Secrets,
    limits: Limits,
    now: Timestamp,
    tell: &mut dyn FnMut(Step),
) -> Result<Result<Summary, SyncError>, LibraryError> {
    let mut attempt = || {
        let _lock = lock::Lock::take(library.dir())?;
        let password = secrets.password(account)?;
        let mut server = connect(account, password, limits, Patience::default())?;
        sync(library, account, server.as_mut(), now, tell)
    };
    match attempt() {
        Ok(summary) => {
            library.note_synced(account.id, now)?;
            Ok(Ok(summary))
        }
        Err(SyncError::Library(error)) => Err(error),
        // The other is at it, and notes what comes of that.
        Err(SyncError::Busy) => Ok(Err(SyncError::Busy)),
        Err(error) => {
            library.note_not_synced(account.id, &error.to_string(), error.retry_after(), now)?;
            Ok(Err(error))
        }
    }
}
