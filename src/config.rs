//! The settings file and the places on disk. Knows nothing of what the settings are for.

mod choice;
mod commands;
mod edit;
mod feeds;
mod keys;
pub mod paths;
mod reading;
mod settings;
mod suggest;
#[cfg(test)]
mod tests;

pub use choice::{Base16, Bidi, Command, Keyboard, Speech, ThemeName};
pub use commands::Commands;
pub use edit::TEMPLATE;
pub use feeds::Feeds;
pub use keys::{KeySetting, Placed};
pub use reading::{Harakat, Reading};
pub use settings::{Hooks, Settings, SettingsError};
pub use suggest::nearest;
