//! Terms in the form that the index takes them. Articles are analysed before they come
//! to the index, since more than the index needs their terms.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::words::Term;

/// The name under which the index knows it.
pub(super) const NAME: &str = "marsad";

/// Stands between two terms; no term holds it.
const SEPARATOR: char = '\u{1f}';

/// `terms` as one text, which [`TermTokenizer`] takes apart again.
pub(super) fn joined(terms: &[Term]) -> String {
    let mut text = String::with_capacity(terms.iter().map(|term| term.len() + 1).sum());
    for term in terms {
        if !text.is_empty() {
            text.push(SEPARATOR);
        }
        text.push_str(term);
    }
    text
}

#[derive(Clone, Default)]
pub(super) struct TermTokenizer;

pub(super) struct Terms<'a> {
    left: std::str::Split<'a, char>,
    token: Token,
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms {
            left: text.split(SEPARATOR),
            token: Token::default(),
        }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        // A text without terms is split into one that is empty.
        let Some(term) = self.left.next().filter(|term| !term.is_empty()) else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(term);
        // The first token's position wraps from usize::MAX to 0.
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
