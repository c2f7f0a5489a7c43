//! The analyser of [`crate::text::words`] in the form tantivy asks for.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::words::{Analyser, Word};

/// The name under which the index knows it.
pub(super) const NAME: &str = "marsad";

#[derive(Clone, Default)]
pub(super) struct WordTokenizer {
    analyser: Analyser,
}

pub(super) struct WordStream<'a> {
    words: Box<dyn Iterator<Item = Word> + 'a>,
    token: Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            words: Box::new(self.analyser.words(text)),
            token: Token::default(),
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(&word.term);
        self.token.offset_from = word.range.start;
        self.token.offset_to = word.range.end;
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
