//! The command line: every action by its name, with completion.

use super::action::Action;
use super::input::Input;
use super::state::Reader;
use super::typing::Prompt;
use crate::config::nearest;
use crate::locale::Locale;
use crate::text::fold;

/// Where completion stands: what was typed, and which of what matches is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completing {
    typed: String,
    chosen: usize,
}

/// The actions that `typed` may be meant for, best first: each of its words begins a word
/// of the action's name or of what it does.
#[must_use]
pub fn matching(typed: &str, locale: &Locale) -> Vec<Action> {
    let typed = fold::fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(bool, Action)> = Action::ALL
        .iter()
        .filter(|action| {
            let about = fold::fold(&locale.text(&action.message()));
            let known: Vec<&str> = action
                .name()
                .split('-')
                .chain(about.split_whitespace())
                .collect();
            let begins = |word: &&str| {
                // Arabic words begin with the article, or with a particle and the article.
                let within = |known: &&str| {
                    known.starts_with(*word) || !word.is_ascii() && known.contains(*word)
                };
                action.name().starts_with(*word) || known.iter().any(within)
            };
            words.iter().all(begins)
        })
        .map(|&action| (!action.name().starts_with(typed.trim()), action))
        .collect();
    found.sort_by_key(|(is_worse, _)| *is_worse);
    found.into_iter().map(|(_, action)| action).collect()
}

impl Reader {
    /// The actions that what is typed at the command line may be meant for, and which of
    /// them is filled in.
    pub(super) fn candidates(&self) -> Option<(Vec<Action>, Option<usize>)> {
        let input = self
            .input
            .as_ref()
            .filter(|_| self.prompt == Prompt::Command)?;
        Some(match &self.completing {
            Some(completing) => (
                matching(&completing.typed, &self.locale),
                Some(completing.chosen),
            ),
            None => (matching(input.text(), &self.locale), None),
        })
    }

    /// Fills in the next of what matches, or the one before.
    pub(super) fn complete(&mut self, back: bool) {
        let Some((found, chosen)) = self.candidates() else {
            return;
        };
        let count = found.len();
        let chosen = match chosen {
            None if back => count.saturating_sub(1),
            None => 0,
            Some(chosen) if back => (chosen + count.saturating_sub(1)) % count.max(1),
            Some(chosen) => (chosen + 1) % count.max(1),
        };
        let (Some(action), Some(input)) = (found.get(chosen), self.input.take()) else {
            return;
        };
        let typed = match self.completing.take() {
            Some(completing) => completing.typed,
            None => input.text().to_owned(),
        };
        self.completing = Some(Completing { typed, chosen });
        self.input = Some(Input::new(action.name().to_owned()));
    }

    /// Does what was typed: a name, or what only one action matches.
    pub(super) fn run_command(&mut self, input: Input) {
        self.completing = None;
        let typed = input.text().trim();
        if typed.is_empty() {
            return;
        }
        let found = matching(typed, &self.locale);
        let meant = Action::named(typed).or(match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        match meant {
            Some(action) => self.perform(action),
            None => {
                let hint = nearest(typed, Action::ALL.iter().map(|action| action.name()));
                let hint = hint.split('`').nth(1).unwrap_or_default();
                let id = if found.len() > 1 {
                    "command-ambiguous"
                } else if hint.is_empty() {
                    "command-unknown"
                } else {
                    "command-meant"
                };
                let values = [("command", typed.into()), ("meant", hint.into())];
                self.warn(self.locale.with(id, values));
                self.input = Some(input);
            }
        }
    }
}
