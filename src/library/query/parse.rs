//! Tokens into the tree, by recursive descent:
//!
//! ```text
//! any   = all ("OR" all)*
//! all   = not+
//! not   = "-"? one
//! one   = "(" any ")" | field text | text
//! ```

use jiff::civil::Date;

use super::lexer::{FieldName, Token, TokenKind, is_blank, tokens};
use super::{Condition, Field, Phrase, Query, QueryError, QueryErrorKind, State};
use crate::text::fold::fold;
use crate::text::words::words;

/// Brackets within brackets that are still followed.
const DEEPEST: usize = 50;

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
    };
    if parser.tokens.is_empty() {
        return match text.find(|c| !is_blank(c)) {
            None => Ok(Query::All),
            Some(at) => Err(QueryError::new(text, at, QueryErrorKind::NoWord)),
        };
    }
    let start = parser.tokens[0].at;
    let query = parser.any()?;
    match parser.peek() {
        // Only a closing bracket stops `any` before the end.
        Some(token) => Err(parser.error(token.at, QueryErrorKind::UnopenedBracket)),
        None => query.ok_or_else(|| parser.error(start, QueryErrorKind::NoWord)),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    next: usize,
    depth: usize,
}

/// `None` is a part with no word in it (a dash, a full stop): it asks for nothing.
type Part = Result<Option<Query>, QueryError>;

impl<'a> Parser<'a> {
    fn any(&mut self) -> Part {
        let mut parts = Vec::new();
        let mut or: Option<Token<'a>> = None;
        loop {
            if let Some(or) = or
                && self.at_end_of_part()
            {
                return Err(self.error(or.at, QueryErrorKind::NothingAfter("OR")));
            }
            parts.extend(self.all()?);
            match self.peek() {
                Some(token) if token.kind == TokenKind::Or => {
                    if parts.is_empty() {
                        return Err(self.error(token.at, QueryErrorKind::NothingBefore("OR")));
                    }
                    or = self.take();
                }
                _ => return Ok(joined(parts, Query::Or)),
            }
        }
    }

    fn all(&mut self) -> Part {
        let mut parts = Vec::new();
        while !self.at_end_of_part() {
            parts.extend(self.not()?);
        }
        Ok(joined(parts, Query::And))
    }

    fn not(&mut self) -> Part {
        let Some(sign) = self.take_if(TokenKind::Not) else {
            return self.one();
        };
        if self.at_end_of_part() {
            return Err(self.error(sign.at, QueryErrorKind::NothingAfter("-")));
        }
        Ok(self.one()?.map(|query| Query::Not(Box::new(query))))
    }

    fn one(&mut self) -> Part {
        let Some(token) = self.take() else {
            return Ok(None);
        };
        match token.kind {
            TokenKind::Open => self.bracketed(token.at),
            TokenKind::Field(field) => self.field(field, token.at).map(Some),
            TokenKind::Text(text) => {
                Ok(phrase(text).map(|phrase| Query::Is(Condition::Words(Field::Anywhere, phrase))))
            }
            // `all` and `not` stop before these.
            TokenKind::Or | TokenKind::Not | TokenKind::Close => Ok(None),
        }
    }

    fn bracketed(&mut self, at: usize) -> Part {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(at, QueryErrorKind::TooDeep));
        }
        let query = self.any()?;
        self.depth -= 1;
        if self.take_if(TokenKind::Close).is_none() {
            return Err(self.error(at, QueryErrorKind::UnclosedBracket));
        }
        Ok(query)
    }

    fn field(&mut self, field: FieldName, at: usize) -> Result<Query, QueryError> {
        let Some(Token {
            at: value_at,
            kind: TokenKind::Text(value),
        }) = self.take()
        else {
            return Err(self.error(at, QueryErrorKind::NoWord));
        };
        let words = || phrase(value).ok_or_else(|| self.error(at, QueryErrorKind::NoWord));
        let date = || {
            date(value)
                .ok_or_else(|| self.error(value_at, QueryErrorKind::NotADate(value.to_owned())))
        };
        Ok(Query::Is(match field {
            FieldName::Title => Condition::Words(Field::Title, words()?),
            FieldName::Source => Condition::Source(words()?),
            FieldName::Category => Condition::Category(words()?),
            FieldName::Feed => Condition::Feed(words()?),
            FieldName::Folder => Condition::Folder(words()?),
            FieldName::Tag => Condition::Tag(words()?),
            FieldName::After => Condition::After(date()?),
            FieldName::Before => Condition::Before(date()?),
            FieldName::Is => Condition::State(state(value).ok_or_else(|| {
                self.error(value_at, QueryErrorKind::UnknownState(value.to_owned()))
            })?),
        }))
    }

    fn at_end_of_part(&self) -> bool {
        self.peek()
            .is_none_or(|token| matches!(token.kind, TokenKind::Or | TokenKind::Close))
    }

    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.next).copied()
    }

    fn take(&mut self) -> Option<Token<'a>> {
        let token = self.peek()?;
        self.next += 1;
        Some(token)
    }

    fn take_if(&mut self, kind: TokenKind<'a>) -> Option<Token<'a>> {
        self.peek()
            .filter(|token| token.kind == kind)
            .and_then(|_| self.take())
    }

    fn error(&self, at: usize, kind: QueryErrorKind) -> QueryError {
        QueryError::new(self.text, at, kind)
    }
}

/// No part is nothing, one is itself, more are `join`ed.
fn joined(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Option<Query> {
    if parts.len() > 1 {
        return Some(join(parts));
    }
    parts.pop()
}

fn phrase(text: &str) -> Option<Phrase> {
    let terms: Vec<_> = words(text).map(|word| word.term).collect();
    (!terms.is_empty()).then(|| Phrase {
        text: text.to_owned(),
        terms,
    })
}

fn state(text: &str) -> Option<State> {
    match text.to_ascii_lowercase().as_str() {
        "unread" => Some(State::Unread),
        "read" => Some(State::Read),
        "starred" => Some(State::Starred),
        "breaking" => Some(State::Breaking),
        "muted" => Some(State::Muted),
        _ => None,
    }
}

/// A day, or the first of a month or a year, in digits of any script.
fn date(text: &str) -> Option<Date> {
    let folded = fold(text);
    let mut parts = folded.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let day = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in a short notation.
    fn shape(query: &Query) -> String {
        let all = |parts: &[Query]| parts.iter().map(shape).collect::<Vec<_>>().join(" ");
        match query {
            Query::All => "all".into(),
            Query::And(parts) => format!("(and {})", all(parts)),
            Query::Or(parts) => format!("(or {})", all(parts)),
            Query::Not(part) => format!("(not {})", shape(part)),
            Query::Is(Condition::Words(field, phrase)) => format!("{field:?}[{}]", phrase.text),
            Query::Is(Condition::Source(phrase)) => format!("source[{}]", phrase.text),
            Query::Is(Condition::Category(phrase)) => format!("category[{}]", phrase.text),
            Query::Is(Condition::Feed(phrase)) => format!("feed[{}]", phrase.text),
            Query::Is(Condition::Folder(phrase)) => format!("folder[{}]", phrase.text),
            Query::Is(Condition::Tag(phrase)) => format!("tag[{}]", phrase.text),
            Query::Is(Condition::After(date)) => format!("after[{date}]"),
            Query::Is(Condition::Before(date)) => format!("before[{date}]"),
            Query::Is(Condition::State(state)) => format!("{state:?}"),
        }
    }

    #[track_caller]
    fn parses(text: &str, expected: &str) {
        let query = Query::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(shape(&query), expected, "{text}");
    }

    #[track_caller]
    fn fails(text: &str, at: usize, column: usize, kind: QueryErrorKind) {
        let error = Query::parse(text).expect_err(text);
        assert_eq!(
            (error.at, error.column, error.kind),
            (at, column, kind),
            "{text}"
        );
    }

    #[test]
    fn trees() {
        parses("", "all");
        parses("  \u{200f} ", "all");
        parses("نفط غاز", "(and Anywhere[نفط] Anywhere[غاز])");
        parses(
            "نفط غاز OR قمح",
            "(or (and Anywhere[نفط] Anywhere[غاز]) Anywhere[قمح])",
        );
        parses(
            "نفط (غاز OR قمح)",
            "(and Anywhere[نفط] (or Anywhere[غاز] Anywhere[قمح]))",
        );
        parses("-نفط غاز", "(and (not Anywhere[نفط]) Anywhere[غاز])");
        parses("-(is:unread OR is:starred)", "(not (or Unread Starred))");
        for quoted in [
            "\"كأس العالم\"",
            "«كأس العالم»",
            "“كأس العالم”",
            "”كأس العالم“",
            "»كأس العالم«",
        ] {
            parses(quoted, "Anywhere[كأس العالم]");
        }
        parses(
            "title:نفط عنوان:«كأس العالم»",
            "(and Title[نفط] Title[كأس العالم])",
        );
        parses(
            "مصدر:المرفأ قسم:اقتصاد",
            "(and source[المرفأ] category[اقتصاد])",
        );
        parses(
            "feed:المرفأ مجلد:أخبار وسم:«كأس العالم»",
            "(and feed[المرفأ] folder[أخبار] tag[كأس العالم])",
        );
        parses(
            "after:2026-01-31 قبل:٢٠٢٦-٠٣",
            "(and after[2026-01-31] before[2026-03-01])",
        );
    }

    #[test]
    fn what_only_looks_like_syntax_is_text() {
        parses("وزير -- نفط -", "(and Anywhere[وزير] Anywhere[نفط])");
        parses("وزير - نفط", "(and Anywhere[وزير] Anywhere[نفط])");
        parses("https://a.example/1", "Anywhere[https://a.example/1]");
        parses("10:30", "Anywhere[10:30]");
        parses("عاجل: نفط", "(and Anywhere[عاجل:] Anywhere[نفط])");
        parses("بعد: نفط", "(and Anywhere[بعد:] Anywhere[نفط])");
        parses("قالت:نعم", "Anywhere[قالت:نعم]");
        parses("or OR مصر،", "(or Anywhere[or] Anywhere[مصر،])");
    }

    #[test]
    fn errors_point_at_the_place() {
        use QueryErrorKind::*;
        fails("نفط \"غاز", 7, 5, UnclosedQuote);
        fails("(نفط", 0, 1, UnclosedBracket);
        fails("نفط )", 7, 5, UnopenedBracket);
        fails("نفط OR", 7, 5, NothingAfter("OR"));
        fails("نفط OR OR غاز", 7, 5, NothingAfter("OR"));
        fails("OR نفط", 0, 1, NothingBefore("OR"));
        fails("-OR نفط", 0, 1, NothingAfter("-"));
        fails("؟!", 0, 1, NoWord);
        fails("نفط title:", 7, 5, NoWord);
        fails("title:\"\"", 0, 1, NoWord);
        fails("نفط sorce:x", 7, 5, UnknownField("sorce".into()));
        fails("is:new", 3, 4, UnknownState("new".into()));
        fails("after:غدا", 6, 7, NotADate("غدا".into()));
        fails("before:2026-02-30", 7, 8, NotADate("2026-02-30".into()));
        fails(&"(".repeat(60), 50, 51, TooDeep);
    }

    #[test]
    fn an_error_is_one_line() {
        let error = Query::parse("نفط sorce:x").unwrap_err().to_string();
        assert!(error.starts_with("the query, column 5: there is no field sorce:"));
        assert!(!error.contains('\n'));
    }

    proptest::proptest! {
        #[test]
        fn any_text_parses_or_says_where_not(
            text in "\\PC{0,40}|([a-zأ-ي\"«»“”()\\-: ]|OR |is:|title:|after:|2026){0,30}"
        ) {
            if let Err(error) = Query::parse(&text) {
                assert!(text.is_char_boundary(error.at) && error.at < text.len());
            }
        }
    }
}
