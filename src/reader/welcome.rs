//! The first run: what a new library can begin with. It stands where the article will be,
//! asks for nothing, and goes with the first key that is about anything else.

use crossterm::event::KeyCode;

use super::state::{Reader, Wish};
use super::typing::Prompt;
use crate::terminal::Press;

/// Something to begin with, chosen by its number. What it is and does is for whoever makes
/// the reader to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The message that says what it is.
    pub message: &'static str,
    /// A file that is asked for, beginning with this path.
    pub path: Option<String>,
}

/// An offer that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The message of the offer.
    pub message: &'static str,
    /// The file that was named, where one was asked for.
    pub path: String,
}

/// What the reader says when it opens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Greeting {
    /// Messages, those that count things with how many.
    pub parts: Vec<(&'static str, Option<u64>)>,
    /// What went wrong before.
    pub error: Option<String>,
}

impl Reader {
    /// Says `greeting`, if there is anything to say.
    pub fn greet(&mut self, greeting: &Greeting) {
        if let Some(error) = &greeting.error {
            return self.complain_of(error);
        }
        let parts = greeting.parts.iter();
        let said: Vec<String> = parts
            .map(|(id, count)| match count {
                Some(count) => self.locale.count(id, *count),
                None => self.locale.text(id),
            })
            .collect();
        if !said.is_empty() {
            self.announce(said.join(" · "));
        }
    }

    /// Welcomes the user and makes `offers`.
    pub fn welcome(&mut self, offers: Vec<Offer>) {
        self.welcome = Some(offers);
    }

    /// Takes the offer whose number was pressed; any other key ends the welcome. Returns
    /// whether the key was for it.
    pub(super) fn press_at_welcome(&mut self, press: &Press) -> bool {
        let Some(offers) = &self.welcome else {
            return false;
        };
        let readings = self.keyboard.readings(press);
        let number = readings.iter().find_map(|combo| match combo.code() {
            KeyCode::Char(c) => c.to_digit(10),
            _ => None,
        });
        let number = number.and_then(|number| (number as usize).checked_sub(1));
        match number.and_then(|number| offers.get(number)).cloned() {
            Some(offer) => {
                match &offer.path {
                    Some(path) => self.ask(Prompt::Path(offer.message), path.clone()),
                    None => self.take(offer.message, String::new()),
                }
                true
            }
            None => {
                let speaks = readings.iter().any(|combo| {
                    self.keymap.find(&[*combo])
                        == super::keymap::Found::Action(super::action::Action::Language)
                });
                // In another language it is still welcome.
                if !speaks {
                    self.welcome = None;
                }
                false
            }
        }
    }

    pub(super) fn take(&mut self, message: &'static str, path: String) {
        self.welcome = None;
        self.taken = Some(Taken { message, path });
        self.wish = Some(Wish::Take);
    }

    /// The offer that was taken since this was last asked.
    pub fn take_taken(&mut self) -> Option<Taken> {
        self.taken.take()
    }
}
