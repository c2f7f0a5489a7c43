//! Where this platform keeps an application's files.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The folder for the library when the user names none; `None` when the user has no
/// home folder.
#[must_use]
pub fn library() -> Option<PathBuf> {
    let project = ProjectDirs::from("", "", "marsad")?;
    Some(project.data_dir().to_owned())
}

/// The settings file; `None` when the user has no home folder.
#[must_use]
pub fn settings() -> Option<PathBuf> {
    let project = ProjectDirs::from("", "", "marsad")?;
    Some(project.config_dir().join("config.toml"))
}

/// The folder in which it is kept how to get at the passwords of accounts: neither the
/// library's nor the settings', which people copy and show around. `None` when the user
/// has no home folder.
#[must_use]
pub fn accounts() -> Option<PathBuf> {
    let project = ProjectDirs::from("", "", "marsad")?;
    let dir = project
        .state_dir()
        .unwrap_or_else(|| project.data_local_dir());
    Some(dir.join("accounts"))
}
