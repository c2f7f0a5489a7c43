//! `marsad notes`.

use std::io::Write;
use std::process::ExitCode;

use jiff::tz::TimeZone;
use serde_json::json;

use super::context::Context;
use super::print;
use crate::library::{ArticleId, Headline, Note};
use crate::text::sanitize;

/// Print the marked passages with your notes as Markdown
///
/// By articles, that which was marked last first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of an article, as list prints it; without one, those of all
    #[arg(value_name = "ID")]
    id: Option<i64>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let notes = match args.id {
        Some(id) => {
            library.headline(ArticleId(id))?;
            library.notes(ArticleId(id))?
        }
        None => library.all_notes()?,
    };
    let locale = context.locale()?;
    let mut out = print::stdout();
    let mut last = None;
    for note in &notes {
        if context.json {
            print::json(&mut out, &object(note, &library.headline(note.article)?))?;
            continue;
        }
        if last != Some(note.article) {
            let headline = library.headline(note.article)?;
            let published = headline.published.to_zoned_datetime(TimeZone::system());
            let date = locale.day_and_time(&published);
            if last.replace(note.article).is_some() {
                writeln!(out)?;
            }
            out.write_all(heading(&headline, &date).as_bytes())?;
        }
        out.write_all(entry(note).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn object(note: &Note, headline: &Headline) -> serde_json::Value {
    json!({
        "id": note.id.0,
        "article": note.article.0,
        "title": headline.title,
        "passage": note.passage.text,
        "note": note.note,
        "written": note.written,
    })
}

/// The title of an article and what there is to find it by.
fn heading(headline: &Headline, date: &str) -> String {
    let title = escaped(&sanitize::line(&headline.title));
    let title = match &headline.url {
        // An address has no angle brackets.
        Some(url) => format!("[{title}](<{url}>)"),
        None => title,
    };
    let about = [sanitize::line(&headline.source), date.to_owned()];
    let about: Vec<String> = about
        .iter()
        .filter(|one| !one.is_empty())
        .map(|one| escaped(one))
        .collect();
    format!("# {title}\n\n{}\n", about.join(" · "))
}

/// A passage as a quotation, and the note on it.
fn entry(note: &Note) -> String {
    let mut entry = String::from("\n");
    for line in note.passage.text.lines() {
        let line = format!("> {}", escaped(line));
        entry.push_str(line.trim_end());
        entry.push('\n');
    }
    if !note.note.is_empty() {
        entry.push('\n');
        for line in note.note.lines() {
            entry.push_str(&escaped(line));
            entry.push('\n');
        }
    }
    entry
}

/// `text` with what Markdown would take for marks escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let numbered = text
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let begins_list = numbered.len() < text.trim_start().len() && numbered.starts_with(['.', ')']);
    let mut at_start = true;
    for c in text.chars() {
        let marks_line = at_start && matches!(c, '#' | '>' | '-' | '+' | '=' | '~' | '|');
        let ends_number = begins_list && matches!(c, '.' | ')') && at_start_digits(&escaped);
        if marks_line || ends_number || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&')
        {
            escaped.push('\\');
        }
        escaped.push(c);
        at_start &= c.is_whitespace();
    }
    escaped
}

/// Whether nothing but digits was written so far.
fn at_start_digits(written: &str) -> bool {
    let written = written.trim_start();
    !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markdown_stays_text() {
        for (text, expected) in [
            ("# عنوان", "\\# عنوان"),
            ("1. أول", "1\\. أول"),
            ("2026 عام", "2026 عام"),
            ("نسبة 5.5 *تقريبًا*", "نسبة 5.5 \\*تقريبًا\\*"),
            ("<b> [رابط](x) a_b", "\\<b> \\[رابط\\](x) a\\_b"),
            ("قال - ثم", "قال - ثم"),
        ] {
            assert_eq!(escaped(text), expected);
            let blocks = crate::article::markdown::blocks(&escaped(text), None);
            let crate::article::Block::Paragraph(inline) = &blocks[0] else {
                panic!("{blocks:?}");
            };
            assert_eq!(inline.text, text);
        }
    }
}
