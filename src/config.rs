//! The settings file and the places on disk. Knows nothing of what the settings are for.

mod commands;
mod feeds;
pub mod paths;
mod settings;

pub use commands::Commands;
pub use feeds::Feeds;
pub use settings::{Settings, SettingsError};
