//! What is wrong with a search, in the language of the interface.

use crate::library::{QueryError, QueryErrorKind};
use crate::locale::Locale;

/// Says where `error` is and what it is.
#[must_use]
pub fn message(error: &QueryError, locale: &Locale) -> String {
    let (id, what) = match &error.kind {
        QueryErrorKind::UnclosedQuote => ("query-unclosed-quote", ""),
        QueryErrorKind::UnclosedBracket => ("query-unclosed-bracket", ""),
        QueryErrorKind::UnopenedBracket => ("query-unopened-bracket", ""),
        QueryErrorKind::TooDeep => ("query-too-deep", ""),
        QueryErrorKind::NothingAfter(sign) => ("query-nothing-after", *sign),
        QueryErrorKind::NothingBefore(sign) => ("query-nothing-before", *sign),
        QueryErrorKind::NoWord => ("query-no-word", ""),
        QueryErrorKind::UnknownField(name) => ("query-unknown-field", name.as_str()),
        QueryErrorKind::UnknownState(name) => ("query-unknown-state", name.as_str()),
        QueryErrorKind::NotADate(text) => ("query-not-a-date", text.as_str()),
    };
    let reason = locale.with(id, [("what", what.into())]);
    let column = error.column.to_string();
    let values = [("column", column.into()), ("reason", reason.into())];
    locale.with("query-error", values)
}
