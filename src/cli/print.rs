//! Headlines on standard output, for people and for programs.

use std::io::{self, BufWriter, StdoutLock, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::format::Template;
use crate::library::{Failing, Headline, Reason, Report};
use crate::text::sanitize;

/// Standard output, buffered. Flush it: what fails while it is dropped goes unheard.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// A time where the user is, to the minute.
pub(super) fn local(time: Timestamp) -> String {
    let local = time.to_zoned_datetime(TimeZone::system());
    local.strftime("%Y-%m-%d %H:%M").to_string()
}

/// One object on a line of its own, for other programs.
pub(super) fn json(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    writeln!(out)
}

/// Ends a line with how a feed or an account fares: since when and why it fails, else when
/// it was last `done` ("fetched").
pub(super) fn fares(
    out: &mut impl Write,
    failing: Option<&Failing>,
    at: Option<Timestamp>,
    done: &str,
) -> io::Result<()> {
    match (failing, at) {
        (Some(failing), _) => writeln!(
            out,
            "  FAILING since {}, {}: {}",
            local(failing.since),
            match failing.times {
                1 => "once".to_owned(),
                times => format!("{times} times"),
            },
            sanitize::line(&failing.reason)
        ),
        (None, Some(at)) => writeln!(out, "  {done} {}", local(at)),
        (None, None) => writeln!(out, "  never {done}"),
    }
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
    /// The same text elsewhere.
    pub copies: &'a [Headline],
    /// Where the list is of related articles.
    pub reason: Option<&'a Reason>,
    /// Where the list is a story: what the article adds to it.
    pub adds: Option<&'a [String]>,
}

impl<'a> Row<'a> {
    /// A line about `headline` and nothing else.
    pub fn of(headline: &'a Headline) -> Self {
        Self {
            headline,
            score: None,
            copies: &[],
            reason: None,
            adds: None,
        }
    }
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
        return self::json(out, &Object::new(row));
    }
    let headline = row.headline;
    write!(
        out,
        "{}  {}  {}  {}",
        headline.id,
        local(headline.published),
        sanitize::line(&outlets(row).join(" = ")),
        sanitize::line(&headline.title),
    )?;
    let words = |words: &[String]| sanitize::line(&words.join("، "));
    match (row.reason, row.adds) {
        (Some(Reason::SameText), _) => write!(out, "  [same text]")?,
        (Some(Reason::SameStory), _) => write!(out, "  [same story]")?,
        (Some(Reason::SharedTerms(terms)), _) => write!(out, "  [{}]", words(terms))?,
        (None, Some(adds)) if !adds.is_empty() => write!(out, "  [+ {}]", words(adds))?,
        (None, _) => {}
    }
    writeln!(out)
}

/// The outlets that have the text of `row`, each once.
fn outlets<'a>(row: &Row<'a>) -> Vec<&'a str> {
    let mut outlets = vec![row.headline.source.as_str()];
    for copy in row.copies {
        if !outlets.contains(&copy.source.as_str()) {
            outlets.push(&copy.source);
        }
    }
    outlets
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
    /// Why it is related.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The same text elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<Copy<'a>>,
    /// What the article adds to a story.
    #[serde(skip_serializing_if = "Option::is_none")]
    adds: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Copy<'a> {
    id: i64,
    source: &'a str,
    title: &'a str,
    url: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn new(row: &Row<'a>) -> Self {
        let headline = row.headline;
        Self {
            id: headline.id.0,
            title: &headline.title,
            source: &headline.source,
            category: headline.category.as_deref(),
            published: headline.published,
            url: headline.url.as_deref(),
            unread: headline.unread,
            starred: headline.starred,
            score: row.score,
            reason: row.reason.map(|reason| match reason {
                Reason::SameText => "same text",
                Reason::SameStory => "same story",
                Reason::SharedTerms(_) => "same subject",
            }),
            copies: row.copies.iter().map(Copy::new).collect(),
            adds: row.adds,
        }
    }
}

impl<'a> Copy<'a> {
    fn new(headline: &'a Headline) -> Self {
        Self {
            id: headline.id.0,
            source: &headline.source,
            title: &headline.title,
            url: headline.url.as_deref(),
        }
    }
}
