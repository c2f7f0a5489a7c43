//! The settings file and the places on disk. Knows nothing of what the settings are for.

pub mod paths;
mod settings;

pub use settings::{Settings, SettingsError};
