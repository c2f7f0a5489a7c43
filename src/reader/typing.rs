//! What is typed at the foot: a search, a command, a word to look for among the keys.

use crossterm::event::KeyCode;

use super::action::Action;
use super::input::{Input, Room};
use super::keymap::Found;
use super::layout::Pane;
use super::query_error;
use super::state::Reader;
use crate::library::Query;
use crate::terminal::Press;

/// What the text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    Search,
    /// In the article.
    Find,
    Command,
    /// The page of keys shows those that match.
    Keys,
    /// A file for the offer of the welcome that this message tells of.
    Path(&'static str),
    /// The address of a feed to subscribe to.
    Feed,
}

impl Prompt {
    /// The message that asks for it.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Search => "search-prompt",
            Self::Find => "find-prompt",
            Self::Command => "command-prompt",
            Self::Keys => "keys-prompt",
            Self::Path(_) => "path-prompt",
            Self::Feed => "feed-prompt",
        }
    }
}

impl Reader {
    /// Asks for a text, beginning with `text`.
    pub(super) fn ask(&mut self, prompt: Prompt, text: String) {
        self.prompt = prompt;
        self.input = Some(Input::new(text));
        self.completing = None;
    }

    /// A key was pressed while a text is typed.
    pub(super) fn type_key(&mut self, press: &Press) {
        let Some(input) = &mut self.input else {
            return;
        };
        let quits = self
            .keyboard
            .readings(press)
            .iter()
            .any(|combo| self.keymap.find(&[*combo]) == Found::Action(Action::Quit));
        let is_character = matches!(press.key.code, KeyCode::Char(_));
        let types = is_character
            && (press.key.modifiers - crossterm::event::KeyModifiers::SHIFT).is_empty();
        let is_shifted_only =
            (press.key.modifiers - crossterm::event::KeyModifiers::SHIFT).is_empty();
        match press.key.code {
            KeyCode::Esc => self.stop_typing(),
            KeyCode::Enter => self.enter(),
            KeyCode::Tab | KeyCode::BackTab if self.prompt == Prompt::Command => {
                let back = press.key.code == KeyCode::BackTab
                    || press
                        .key
                        .modifiers
                        .contains(crossterm::event::KeyModifiers::SHIFT);
                self.complete(back);
            }
            KeyCode::Backspace if input.text().is_empty() => self.stop_typing(),
            _ if quits && !types && !input.selected().is_empty() => {
                self.copied = Some(input.selected().to_owned());
            }
            _ if quits && !types => self.stop_typing(),
            _ => {
                let before = input.text().to_owned();
                if press.key.code == KeyCode::Char('x')
                    && !is_shifted_only
                    && !input.selected().is_empty()
                {
                    self.copied = Some(input.selected().to_owned());
                }
                input.press(&press.key, Room::line(self.locale.direction()));
                self.completing = None;
                if self
                    .input
                    .as_ref()
                    .is_some_and(|input| input.text() != before)
                {
                    self.typed();
                }
            }
        }
    }

    /// The text has changed.
    pub(super) fn typed(&mut self) {
        if self.prompt == Prompt::Search {
            self.look_ahead();
        }
        if self.prompt == Prompt::Find {
            self.find_typed();
        }
        if let (Prompt::Keys, Some(input), Some(help)) = (self.prompt, &self.input, &mut self.help)
        {
            input.text().clone_into(&mut help.filter);
            help.top = 0;
        }
    }

    pub(super) fn stop_typing(&mut self) {
        self.input = None;
        if self.prompt == Prompt::Search {
            self.forget_found();
        }
        if self.prompt == Prompt::Find {
            self.end_finding(true);
        }
        if let (Prompt::Keys, Some(help)) = (self.prompt, &mut self.help) {
            help.filter.clear();
        }
    }

    fn enter(&mut self) {
        let Some(input) = self.input.take() else {
            return;
        };
        match self.prompt {
            Prompt::Search => self.run_search(input),
            Prompt::Find => self.keep_finding(),
            Prompt::Command => self.run_command(input),
            // The filter stays until the page is closed.
            Prompt::Keys => {}
            Prompt::Path(offer) => self.take(offer, input.text().trim().to_owned()),
            Prompt::Feed => self.subscribe(input.text().trim().to_owned()),
        }
    }

    pub(super) fn run_search(&mut self, input: Input) {
        match Query::parse(input.text()) {
            Ok(query) => {
                if !self.keep_found(input.text()) {
                    let text = input.text().trim().to_owned();
                    if let Err(error) = self.list_all_of(query, text, None) {
                        self.complain(&error);
                    }
                }
                self.set_focus(Pane::Headlines);
            }
            Err(error) => {
                self.warn(query_error::message(&error, &self.locale));
                // The mistake is still there to be mended.
                self.input = Some(input);
            }
        }
    }
}
