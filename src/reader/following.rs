//! Following links: by their numbers, by the mouse, into the library or out of it.

use crossterm::event::KeyCode;

use super::layout::Pane;
use super::menu::digit;
use super::opened::Opened;
use super::state::Reader;
use crate::library::Result;
use crate::terminal::Press;

impl Reader {
    /// What is pressed while the number of a link is typed. Returns whether that was all the
    /// key is for.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn press_in_number(&mut self, press: &Press) -> Result<bool> {
        let Some(typed) = self.link_number.take() else {
            return Ok(false);
        };
        match press.key.code {
            KeyCode::Char(c) if digit(c).is_some() => self.type_link_number(typed, c),
            KeyCode::Backspace | KeyCode::Esc => {}
            KeyCode::Enter => {
                let number: usize = typed.parse().unwrap_or(0);
                let links = self.opened.as_ref().map(Opened::links).unwrap_or_default();
                if let Some(link) = number.checked_sub(1).and_then(|index| links.get(index)) {
                    self.follow(link.url.clone(), link.media_type.clone())?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A digit that stands for nothing else begins the number of a link of the article.
    pub(super) fn begin_number(&mut self, press: &Press) {
        if let KeyCode::Char(c) = press.key.code
            && self.focus == Pane::Article
            && digit(c).is_some_and(|digit| digit != '0')
        {
            self.type_link_number(String::new(), c);
        }
    }

    fn type_link_number(&mut self, mut typed: String, c: char) {
        let Some(opened) = &self.opened else {
            return;
        };
        typed.extend(digit(c));
        let links = opened.links();
        let number: usize = typed.parse().unwrap_or(0);
        let Some(link) = number.checked_sub(1).and_then(|index| links.get(index)) else {
            self.announce(self.locale.text("no-link-of-number"));
            return;
        };
        let name = if link.text.is_empty() {
            &link.url
        } else {
            &link.text
        };
        let values = [
            ("number", typed.clone().into()),
            ("link", name.as_str().into()),
        ];
        self.announce(self.locale.with("link-of-number", values));
        self.link_number = Some(typed);
    }

    /// Reads the article that `url` leads to if the library has it, else asks for the address
    /// to be opened.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn follow(&mut self, url: String, media_type: Option<String>) -> Result<()> {
        let here = self.opened.as_ref().map(Opened::id);
        let headline = match media_type {
            None => self.library.by_url(&url)?,
            Some(_) => None,
        };
        match headline.filter(|headline| Some(headline.id) != here) {
            Some(headline) => {
                self.list.select(headline.id);
                self.read(headline)?;
                self.announce(self.locale.text("link-in-library"));
            }
            None => self.open(url, media_type),
        }
        Ok(())
    }
}
