//! The query's text into tokens.

use super::{QueryError, QueryErrorKind};

/// The fields by all their names. An Arabic name that is also a word is a field only
/// when something follows its colon.
pub(super) const FIELDS: &[(&str, FieldName)] = &[
    ("title", FieldName::Title),
    ("source", FieldName::Source),
    ("category", FieldName::Category),
    ("feed", FieldName::Feed),
    ("folder", FieldName::Folder),
    ("tag", FieldName::Tag),
    ("after", FieldName::After),
    ("before", FieldName::Before),
    ("is", FieldName::Is),
    ("عنوان", FieldName::Title),
    ("العنوان", FieldName::Title),
    ("مصدر", FieldName::Source),
    ("المصدر", FieldName::Source),
    ("قسم", FieldName::Category),
    ("القسم", FieldName::Category),
    ("تغذية", FieldName::Feed),
    ("مجلد", FieldName::Folder),
    ("وسم", FieldName::Tag),
    ("بعد", FieldName::After),
    ("قبل", FieldName::Before),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    Title,
    Source,
    Category,
    Feed,
    Folder,
    Tag,
    After,
    Before,
    Is,
}

/// A token and the byte of the query where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub at: usize,
    pub kind: TokenKind<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
    /// A bare word, or what stood between quotation marks.
    Text(&'a str),
    Field(FieldName),
    Or,
    Not,
    Open,
    Close,
}

/// The tokens of `query`, in logical order.
pub(super) fn tokens(query: &str) -> Result<Vec<Token<'_>>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let next = at + c.len_utf8();
        let token = |kind| Token { at, kind };
        let end = match c {
            _ if is_blank(c) => next,
            '(' => {
                tokens.push(token(TokenKind::Open));
                next
            }
            ')' => {
                tokens.push(token(TokenKind::Close));
                next
            }
            '-' => {
                // A dash with a blank after it is punctuation.
                if query[next..].starts_with(|c: char| !is_blank(c) && c != '-') {
                    tokens.push(token(TokenKind::Not));
                }
                next
            }
            _ if is_quote(c) => {
                let length = query[next..]
                    .find(|end| closes(c, end))
                    .ok_or_else(|| QueryError::new(query, at, QueryErrorKind::UnclosedQuote))?;
                tokens.push(token(TokenKind::Text(&query[next..next + length])));
                let closer = query[next + length..].chars().next();
                next + length + closer.map_or(0, char::len_utf8)
            }
            _ => {
                let word = word(&query[at..]);
                if word == "OR" {
                    tokens.push(token(TokenKind::Or));
                    at + word.len()
                } else if let Some((field, length)) = field(query, at, word)? {
                    tokens.push(token(TokenKind::Field(field)));
                    at + length
                } else {
                    tokens.push(token(TokenKind::Text(word)));
                    at + word.len()
                }
            }
        };
        at = end;
    }
    Ok(tokens)
}

/// The bare word that `rest` begins with: up to a blank, a bracket or a quotation mark.
fn word(rest: &str) -> &str {
    let end = rest.find(|c| is_blank(c) || matches!(c, '(' | ')') || is_quote(c));
    &rest[..end.unwrap_or(rest.len())]
}

/// The field that `word` (at byte `at`) begins with, and the length of its name with
/// the colon. Addresses, times of day and Arabic words before a colon are text.
fn field(query: &str, at: usize, word: &str) -> Result<Option<(FieldName, usize)>, QueryError> {
    let Some((name, value)) = word.split_once(':') else {
        return Ok(None);
    };
    let length = name.len() + 1;
    let lower = name.to_ascii_lowercase();
    let known = FIELDS.iter().find(|(field, _)| *field == lower);
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    let followed = !value.is_empty() || query[at + length..].starts_with(is_quote);
    match known {
        Some(&(_, field)) if is_name || followed => Ok(Some((field, length))),
        None if is_name && followed && !value.starts_with("//") => Err(QueryError::new(
            query,
            at,
            QueryErrorKind::UnknownField(name.to_owned()),
        )),
        _ => Ok(None),
    }
}

/// White space, and the controls of direction that an input method may leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟')
}

/// Quotation marks of one kind close each other whichever way they face: keyboards
/// and mirroring turn them about.
fn closes(open: char, close: char) -> bool {
    match open {
        '"' => close == '"',
        '«' | '»' => matches!(close, '«' | '»'),
        _ => matches!(close, '“' | '”' | '„' | '‟'),
    }
}
