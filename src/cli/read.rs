//! `marsad read`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context as _;
use jiff::tz::TimeZone;

use super::context::Context;
use super::print;
use crate::library::ArticleId;
use crate::reader::typeset::{Document, Head, Hits, Row, Setting};
use crate::terminal::encode_line;

/// Print an article
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  marsad read 12 --width 60\n  marsad search --format '{id}' القمح | head -1 | xargs marsad read"
)]
pub(super) struct Args {
    /// Number of the article, as `list` prints it
    #[arg(value_name = "ID")]
    id: i64,

    /// Columns of a line
    #[arg(long, value_name = "N", default_value_t = 72, value_parser = print::columns)]
    width: usize,

    /// An earlier version: 1 is the one before the last change
    #[arg(long, value_name = "N")]
    version: Option<usize>,

    /// Stretch running text to both edges, by kashida and blanks
    #[arg(long)]
    justify: bool,

    /// Fetch the article's page first, for its full text
    #[arg(long)]
    full_text: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let id = ArticleId(args.id);
    if args.full_text {
        context.gatherer()?.full_text(&library, id)?;
    }
    let headline = library.headline(id)?;
    let article = match args.version {
        None => library.article(id)?,
        Some(number) => {
            let versions = library.versions(id)?;
            let index = number.checked_sub(1);
            let version = index.and_then(|index| versions.into_iter().nth(index));
            version
                .with_context(|| format!("there is no earlier version {number}"))?
                .article
        }
    };
    let locale = context.locale()?;
    let published = headline.published.to_zoned_datetime(TimeZone::system());
    let head = Head {
        date: locale.day_and_time(&published),
        ..Head::default()
    };
    let setting = Setting {
        justified: args.justify,
        ..Setting::plain(args.width)
    };
    let hits: Hits = Box::new(|_, _| Vec::new());
    let mut document = Document::new(article.into(), head, locale.into(), setting, hits);
    let mut out = print::stdout();
    let form = context.form.unwrap_or_default();
    document.each_row(|row| writeln!(out, "{}", encode_line(form, &as_text(row))))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The cells of `row` from left to right, blanks between them.
fn as_text(row: &Row<'_>) -> String {
    let mut glyphs = Vec::new();
    row.draw(|glyph| glyphs.push(glyph));
    glyphs.sort_by_key(|glyph| glyph.left);
    let mut text = String::new();
    let mut column = 0;
    for glyph in glyphs {
        text.extend(std::iter::repeat_n(' ', glyph.left - column));
        text.push_str(&glyph.symbol);
        column = glyph.left + glyph.width;
    }
    text
}
