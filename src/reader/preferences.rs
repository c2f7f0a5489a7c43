//! What the user has chosen of how the reader is.

use super::keymap::{Keyboard, Keymap};
use crate::config::{Commands, Hooks, Reading, Settings, SettingsError, Speech};
use crate::locale::{Conventions, Language, Region};
use crate::terminal::{OutputForm, Theme};

/// The choices that the settings give, each made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Of the interface, which it mirrors.
    pub language: Language,
    /// How numbers and dates are written.
    pub conventions: Conventions,
    /// The keys of all actions.
    pub keymap: Keymap,
    /// The keyboard's other layout.
    pub keyboard: Keyboard,
    /// How rows are written; by what the terminal is found to be when not given.
    pub form: Option<OutputForm>,
    /// Which colours there are.
    pub theme: Theme,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether what moves by itself holds still.
    pub reduced_motion: bool,
    /// How articles are set.
    pub reading: Reading,
    /// What reads aloud.
    pub speech: Speech,
    /// Programs to run.
    pub commands: Commands,
    /// Programs that are run when something happens.
    pub hooks: Hooks,
}

impl Preferences {
    /// The choices of `settings`, for what they leave open as is usual in `region`.
    ///
    /// # Errors
    /// When they name no action or no key, or one key for two actions.
    pub fn new(settings: &Settings, region: &Region) -> Result<Self, SettingsError> {
        let language = settings.language_in(region);
        Ok(Self {
            language,
            conventions: settings.conventions_in(region),
            keymap: Keymap::new(settings)?,
            keyboard: Keyboard::new(settings.keyboard, language, region),
            form: settings.bidi.form(),
            theme: settings.theme.theme(settings.base16),
            mouse: settings.mouse,
            reduced_motion: settings.reduced_motion,
            reading: settings.reading,
            speech: settings.speech.clone(),
            commands: settings.commands.clone(),
            hooks: settings.hooks.clone(),
        })
    }

    /// What is so by default in `language`.
    #[must_use]
    pub fn in_language(language: Language) -> Self {
        let conventions = Conventions::default();
        Self {
            language,
            conventions,
            keymap: Keymap::default(),
            keyboard: Keyboard::new(None, language, &Region::default()),
            form: None,
            theme: Theme::default(),
            mouse: true,
            reduced_motion: false,
            reading: Reading {
                // Before the settings are known nothing is fetched.
                images: false,
                ..Reading::default()
            },
            speech: Speech::default(),
            commands: Commands::default(),
            hooks: Hooks::default(),
        }
    }
}
