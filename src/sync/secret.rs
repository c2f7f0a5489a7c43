//! Where the passwords of accounts are: in the system's keyring, with a program of the
//! user's, or in a file that nobody else can read. Never in the library, in arguments or in
//! a message.
//!
//! What is kept says which server and user it is for, so that a library that was tampered
//! with can send it nowhere else.

mod program;

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::PathBuf;
use std::process::Stdio;

use serde::{Deserialize, Serialize};

use self::program::{said_by, start, wait};
use crate::library::Account;
use crate::web::Secret;

/// The program that reaches the keyring of GNOME, KDE and others (libsecret).
const KEYRING: &str = "secret-tool";

/// Keeps passwords in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    /// The folder, which nobody else may read.
    pub dir: PathBuf,
}

/// How a password is to be kept.
#[derive(Debug, Clone)]
pub enum Keeping {
    /// In the keyring, else in a file.
    Best(Secret),
    /// In a file.
    File(Secret),
    /// Not at all: a program and its arguments say it on the first line of what they write.
    Command(Vec<String>),
}

/// Where a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the desktop's keyring (`secret-tool`).
    Keyring,
    /// In a file of mode 0600.
    File,
    /// A program of the user's gives it.
    Command,
}

impl Kept {
    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
            Self::Command => "command",
        }
    }
}

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum SecretError {
    #[error("no password is kept for it; marsad account password sets one")]
    None,
    #[error(
        "the password that is kept is for another server or user; marsad account password sets one"
    )]
    Other,
    #[error("{} can be read by others; chmod 600 keeps them out", .0.display())]
    Readable(PathBuf),
    #[error("cannot use {}: {cause}", path.display())]
    File { path: PathBuf, cause: io::Error },
    /// The program alone is named: its arguments may say too much.
    #[error("{program} gives no password: {reason}")]
    Program { program: String, reason: String },
}

/// What stands in a file.
#[derive(Serialize, Deserialize)]
struct Entry {
    url: String,
    user: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    command: Vec<String>,
}

impl Secrets {
    /// Keeps the password of `account` as `keeping` says; gives where it is now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, account: &Account, keeping: Keeping) -> Result<Kept, SecretError> {
        let (password, command, kept) = match keeping {
            Keeping::Command(command) => (None, command, Kept::Command),
            Keeping::File(password) => (Some(password), Vec::new(), Kept::File),
            Keeping::Best(password) => match into_keyring(account, &password) {
                Ok(()) => (None, Vec::new(), Kept::Keyring),
                Err(_) => (Some(password), Vec::new(), Kept::File),
            },
        };
        let entry = Entry {
            url: account.url.clone(),
            user: account.user.clone(),
            password: password.map(|password| password.reveal().to_owned()),
            command,
        };
        self.write(account, &entry)?;
        Ok(kept)
    }

    /// The password of `account`.
    ///
    /// # Errors
    /// When there is none or it cannot be had.
    pub fn password(&self, account: &Account) -> Result<Secret, SecretError> {
        let entry = self.read(account)?;
        if let Some(password) = entry.password {
            return Ok(Secret::new(password));
        }
        match entry.command.as_slice() {
            [] => said_by(
                KEYRING,
                &["lookup", "service", "marsad", "account", &account.key],
            ),
            [program, arguments @ ..] => said_by(program, arguments),
        }
    }

    /// Where the password of `account` is.
    ///
    /// # Errors
    /// When nothing is kept.
    pub fn kept(&self, account: &Account) -> Result<Kept, SecretError> {
        let entry = self.read(account)?;
        Ok(if entry.password.is_some() {
            Kept::File
        } else if entry.command.is_empty() {
            Kept::Keyring
        } else {
            Kept::Command
        })
    }

    /// Forgets the password of `account`.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget(&self, account: &Account) -> Result<(), SecretError> {
        if self.kept(account).is_ok_and(|kept| kept == Kept::Keyring) {
            let arguments = ["clear", "service", "marsad", "account", &account.key];
            let _ = start(KEYRING, &arguments, Stdio::null()).map(wait);
        }
        let path = self.path(account)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(SecretError::File { path, cause: error })
            }
            _ => Ok(()),
        }
    }

    /// The file of `account`. Its key comes from the library, and is used as a name only if
    /// it is one.
    fn path(&self, account: &Account) -> Result<PathBuf, SecretError> {
        let is_key = account.key.len() == 32 && account.key.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_key {
            return Err(SecretError::None);
        }
        Ok(self.dir.join(format!("{}.json", account.key)))
    }

    fn read(&self, account: &Account) -> Result<Entry, SecretError> {
        let path = self.path(account)?;
        let failed = |cause: io::Error| match cause.kind() {
            io::ErrorKind::NotFound => SecretError::None,
            _ => SecretError::File {
                path: path.clone(),
                cause,
            },
        };
        let mut file = fs::File::open(&path).map_err(failed)?;
        if file.metadata().map_err(failed)?.mode() & 0o077 != 0 {
            return Err(SecretError::Readable(path));
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        // What is wrong with it is not repeated: it may be the password.
        let entry: Entry = serde_json::from_str(&text).map_err(|_| SecretError::None)?;
        if entry.url != account.url || entry.user != account.user {
            return Err(SecretError::Other);
        }
        Ok(entry)
    }

    fn write(&self, account: &Account, entry: &Entry) -> Result<(), SecretError> {
        let path = self.path(account)?;
        let write = || -> io::Result<()> {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&self.dir)?;
            let part = path.with_extension("part");
            let _ = fs::remove_file(&part);
            let mut file = OpenOptions::new()
                .create_new(true)
                .write(true)
                .mode(0o600)
                .open(&part)?;
            file.write_all(serde_json::to_string(entry)?.as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, &path)
        };
        write().map_err(|cause| SecretError::File {
            path: path.clone(),
            cause,
        })
    }
}

/// Puts a password into the keyring, if there is one.
fn into_keyring(account: &Account, password: &Secret) -> Result<(), SecretError> {
    let label = format!("--label=marsad: {}", account.name);
    let arguments = [
        "store",
        &label,
        "service",
        "marsad",
        "account",
        &account.key,
    ];
    let mut child = start(KEYRING, &arguments, Stdio::piped())?;
    if let Some(mut input) = child.stdin.take() {
        // One that is not there does not read.
        let _ = input.write_all(password.reveal().as_bytes());
    }
    wait(child)
        .map(drop)
        .map_err(|reason| SecretError::Program {
            program: KEYRING.to_owned(),
            reason,
        })
}

#[cfg(test)]
mod tests;
