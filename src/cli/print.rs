//! Headlines on standard output, for people and for programs.

use std::io::{self, BufWriter, StdoutLock, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::format::Template;
use crate::library::{Headline, Reason, Report};
use crate::text::sanitize;

/// Standard output, buffered. Flush it: what fails while it is dropped goes unheard.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// The argument of an option that gives a width.
pub(super) fn columns(argument: &str) -> Result<usize, String> {
    match argument.parse() {
        Ok(columns @ 1..=10_000) => Ok(columns),
        _ => Err("a line has from 1 to 10000 columns".to_owned()),
    }
}

/// The same, and 0 for no width at all.
pub(super) fn columns_or_none(argument: &str) -> Result<usize, String> {
    match argument {
        "0" => Ok(0),
        _ => columns(argument),
    }
}

/// One line of a list.
pub(super) struct Row<'a> {
    pub headline: &'a Headline,
    /// Where the list is ranked.
    pub score: Option<f32>,
    /// Where the list is of related articles.
    pub reason: Option<&'a Reason>,
}

/// How a list is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Style<'a> {
    People,
    Json,
    Template(&'a Template),
}

impl<'a> Style<'a> {
    /// By the options `--json` and `--format`; a template goes first.
    pub(super) fn new(json: bool, template: Option<&'a Template>) -> Self {
        match template {
            Some(template) => Self::Template(template),
            None if json => Self::Json,
            None => Self::People,
        }
    }
}

/// Writes one line for `row` in the way of `style`.
pub(super) fn row_as(out: &mut impl Write, row: &Row<'_>, style: Style<'_>) -> io::Result<()> {
    match style {
        Style::Template(template) => writeln!(out, "{}", template.fill(row)),
        Style::Json => self::row(out, row, true),
        Style::People => self::row(out, row, false),
    }
}

/// Writes one line for `row`: a JSON object, or number, date, source and title in
/// logical order without any control character.
pub(super) fn row(out: &mut impl Write, row: &Row<'_>, json: bool) -> io::Result<()> {
    if json {
        let object = Object::new(row.headline, row.score);
        serde_json::to_writer(&mut *out, &object)?;
        return writeln!(out);
    }
    let headline = row.headline;
    let local = headline.published.to_zoned_datetime(TimeZone::system());
    write!(
        out,
        "{}  {}  {}  {}",
        headline.id,
        local.strftime("%Y-%m-%d %H:%M"),
        sanitize::line(&headline.source),
        sanitize::line(&headline.title),
    )?;
    match row.reason {
        None => writeln!(out),
        Some(Reason::SameStory) => writeln!(out, "  [same story]"),
        Some(Reason::SharedTerms(terms)) => {
            writeln!(out, "  [{}]", sanitize::line(&terms.join("، ")))
        }
    }
}

/// Writes what became of articles that were added.
pub(super) fn report(out: &mut impl Write, report: &Report, rejected: usize) -> io::Result<()> {
    let Report {
        imported,
        updated,
        unchanged,
    } = report;
    writeln!(
        out,
        "imported {imported}, updated {updated}, unchanged {unchanged}, rejected {rejected}"
    )
}

/// The keys of `--json`, which other programs rely on.
#[derive(Serialize)]
struct Object<'a> {
    id: i64,
    title: &'a str,
    source: &'a str,
    category: Option<&'a str>,
    published: Timestamp,
    url: Option<&'a str>,
    unread: bool,
    starred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
}

impl<'a> Object<'a> {
    fn new(headline: &'a Headline, score: Option<f32>) -> Self {
        Self {
            id: headline.id.0,
            title: &headline.title,
            source: &headline.source,
            category: headline.category.as_deref(),
            published: headline.published,
            url: headline.url.as_deref(),
            unread: headline.unread,
            starred: headline.starred,
            score,
        }
    }
}
