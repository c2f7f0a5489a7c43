//! Long texts of items that the feed parser need not go through: a sign stands in their place
//! in what it is given, and they are put back into what it makes of that.

use std::ops::Range;

use feed_rs::model::Entry;
use memchr::memmem;

/// What a number stands between that stands for a text; no character at all. A feed that holds
/// it is left as it is.
const SIGN: char = '\u{fdd1}';

/// Ends of what a reference to the sign may be in small letters, without and with `x`.
const NUMBERS: [&str; 2] = ["64977", "fdd1"];

/// Shortest text set aside, in bytes.
const SHORTEST: usize = 256;

/// Texts of `document` that are set aside.
pub(super) struct SetAside<'a> {
    document: &'a str,
    places: Vec<Range<usize>>,
    is_possible: bool,
}

impl<'a> SetAside<'a> {
    pub(super) fn of(document: &'a str) -> Self {
        Self {
            document,
            places: Vec::new(),
            is_possible: !names_sign(document),
        }
    }

    /// From here on nothing is set aside: it is not known what elements mean.
    pub(super) fn give_up(&mut self) {
        self.is_possible = false;
    }

    /// Whether anything may be set aside.
    pub(super) fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// What stands for the text in `place`, if it is set aside.
    pub(super) fn add(&mut self, place: Range<usize>) -> Option<String> {
        if !self.is_possible || place.len() < SHORTEST {
            return None;
        }
        self.places.push(place);
        Some(format!("{SIGN}{}{SIGN}", self.places.len() - 1))
    }

    /// Puts the texts of `entry` back.
    pub(super) fn restore(&self, entry: &mut Entry) {
        if let Some(summary) = &mut entry.summary {
            self.restore_in(&mut summary.content);
        }
        if let Some(content) = &mut entry.content
            && let Some(body) = &mut content.body
        {
            self.restore_in(body);
        }
    }

    /// Puts the texts back whose signs are in `text`.
    pub(super) fn restore_in(&self, text: &mut String) {
        let Some(first) = self.places.first().and_then(|_| first_sign(text)) else {
            return;
        };
        let (before, rest) = text.split_at(first);
        let mut whole = String::with_capacity(text.len() + 8 * SHORTEST);
        whole.push_str(before);
        let mut is_number = false;
        for part in rest.split(SIGN) {
            let place = part.parse().ok().filter(|_| is_number);
            let place = place.and_then(|number: usize| self.places.get(number));
            whole.push_str(place.map_or(part, |place| &self.document[place.clone()]));
            is_number = !is_number;
        }
        *text = whole;
    }
}

/// Whether `text` stands for one that is set aside.
pub(super) fn is_sign(text: &str) -> bool {
    text.starts_with(SIGN)
}

/// Where the first sign of `text` stands.
fn first_sign(text: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), SIGN.encode_utf8(&mut [0; 4]).as_bytes())
}

/// Whether the sign is in `document`, or may be in what references there stand for.
fn names_sign(document: &str) -> bool {
    let bytes = document.as_bytes();
    first_sign(document).is_some()
        || memmem::find_iter(bytes, b"&#").any(|at| {
            let number = &bytes[at + "&#".len()..];
            // No further than it goes: whoever writes many without an end has each gone through.
            let end = number.iter().position(|byte| !byte.is_ascii_alphanumeric());
            let reference = &number[..end.unwrap_or(number.len())];
            NUMBERS.iter().any(|number| {
                let end = reference.len().saturating_sub(number.len());
                reference[end..].eq_ignore_ascii_case(number.as_bytes())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use feed_rs::model::Content;

    #[test]
    fn texts_come_back_where_their_signs_stand() {
        let document = format!("{}{}", "ب".repeat(SHORTEST), "ت".repeat(SHORTEST));
        let mut aside = SetAside::of(&document);
        let half = document.len() / 2;
        let first = aside.add(0..half).unwrap();
        let second = aside.add(half..document.len()).unwrap();
        assert_eq!(aside.add(0..8), None, "what is short stays");
        let mut entry = Entry {
            content: Some(Content {
                body: Some(format!("أ {second}{first}1 {first}")),
                ..Content::default()
            }),
            ..Entry::default()
        };
        aside.restore(&mut entry);
        let (ba, ta) = document.split_at(half);
        let body = entry.content.unwrap().body.unwrap();
        assert_eq!(body, format!("أ {ta}{ba}1 {ba}"));
    }

    #[test]
    fn a_feed_that_has_the_sign_keeps_its_texts() {
        for document in [
            "\u{fdd1}",
            "&#64977;",
            "&#0064977;",
            "&#xFdD1;",
            "a&#b&#x000fdd1;",
        ] {
            assert!(SetAside::of(document).add(0..9999).is_none(), "{document}");
        }
        let many = "&#".repeat(1 << 20);
        for document in ["", "64977", "&#1576;", "&#649770;", &many] {
            assert!(SetAside::of(document).add(0..9999).is_some(), "{document}");
        }
    }
}
