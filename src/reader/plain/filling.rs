//! Forms in lines: each line fills a field.

use std::io::Write;

use super::Plain;
use crate::library::{Passage, Position};
use crate::reader::form::FieldKind;
use crate::reader::input::Input;
use crate::reader::run::ReaderError;

/// The line that leaves a form.
const LEAVES: &str = ".";

impl<W: Write> Plain<'_, W> {
    /// Says what is to be filled in, if a form has been opened.
    pub(super) fn say_form(&mut self) -> Result<(), ReaderError> {
        let Some(form) = &self.reader.form else {
            return Ok(());
        };
        let title = form.title;
        self.say_id(title)?;
        self.say_id("plain-form")?;
        self.say_field()
    }

    /// The field that the next line fills, what is wrong with it, and what is in it.
    fn say_field(&mut self) -> Result<(), ReaderError> {
        let Some(form) = &self.reader.form else {
            return Ok(());
        };
        let Some(field) = form.fields.get(form.focus) else {
            return Ok(());
        };
        let locale = &self.reader.locale;
        let mark = if field.required { " *" } else { "" };
        let name = format!("{}{mark}", locale.text(field.kind.message()));
        // The e-mail is for nobody's eyes or ears.
        let filled = match field.kind {
            FieldKind::Email => "",
            FieldKind::Name | FieldKind::Text => field.input.text(),
        };
        let lines = [
            field.wrong.map(|wrong| locale.text(wrong)),
            Some(format!("{name}: {}", filled.replace('\n', " "))),
        ];
        lines
            .into_iter()
            .flatten()
            .try_for_each(|line| self.say(line.trim_end()))
    }

    /// Fills the field that was asked for with `line`; an empty one leaves it as it is.
    /// After the last the form is saved.
    pub(super) fn fill(&mut self, line: &str) -> Result<(), ReaderError> {
        let Some(form) = &mut self.reader.form else {
            return Ok(());
        };
        if line == LEAVES {
            self.reader.leave_form();
            return self.say_id("plain-form-left");
        }
        let mut was_wrong = false;
        if let Some(field) = form.fields.get_mut(form.focus) {
            if !line.is_empty() {
                field.input = if field.input.has_lines() {
                    Input::of_lines(line.to_owned())
                } else {
                    Input::new(line.to_owned())
                };
            }
            was_wrong = field.wrong.take().is_some();
        }
        form.focus += 1;
        if was_wrong {
            // What else is well is not asked for again.
            let rest = form.fields.iter().skip(form.focus);
            form.focus += rest.take_while(|field| field.wrong.is_none()).count();
        }
        if form.focus >= form.fields.len() {
            self.reader.notice = None;
            self.reader.save_form()?;
            self.tell_what_stands_under();
        }
        self.say_notice()?;
        self.say_field()
    }

    /// Opens the form for a note on the paragraph that was said last.
    pub(super) fn note_on_paragraph(&mut self) {
        if let Some((block, text)) = self.paragraphs.get(self.at).cloned() {
            self.reader.note_on_passage(Passage {
                start: Position { block, byte: 0 },
                end: Position {
                    block,
                    byte: text.len(),
                },
                text,
            });
        }
    }
}
