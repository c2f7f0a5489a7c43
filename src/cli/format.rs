//! Templates of `--format`: how each article of a list is written.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::print::Row;
use crate::config::nearest;
use crate::text::sanitize;

/// Text with fields of an article in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field {
        field: Field,
        /// How a time is written, as strftime has it.
        time: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Title,
    Source,
    Category,
    Published,
    Url,
    Unread,
    Starred,
    Score,
}

impl Field {
    const ALL: [(&'static str, Self); 9] = [
        ("id", Self::Id),
        ("title", Self::Title),
        ("source", Self::Source),
        ("category", Self::Category),
        ("published", Self::Published),
        ("url", Self::Url),
        ("unread", Self::Unread),
        ("starred", Self::Starred),
        ("score", Self::Score),
    ];
}

impl FromStr for Template {
    type Err = String;

    /// Reads `{id}\t{title}` and the like: `\n`, `\t` and `\\` are a line's end, a tab and
    /// a stroke, `{{` and `}}` are brackets, and `{published:%Y-%m-%d}` says how a time is
    /// written.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut written = String::new();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let follows = chars.peek().map(|(_, c)| *c);
            match (c, follows) {
                ('{', Some('{')) | ('}', Some('}')) | ('\\', Some('\\')) => {
                    chars.next();
                    written.push(c);
                }
                ('\\', Some(letter @ ('n' | 't'))) => {
                    chars.next();
                    written.push(if letter == 'n' { '\n' } else { '\t' });
                }
                ('{', _) => {
                    let rest = &text[at + 1..];
                    let end = rest
                        .find('}')
                        .ok_or("a { is never closed by }; {{ is a bracket")?;
                    if !written.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut written)));
                    }
                    parts.push(field(&rest[..end])?);
                    while chars.next_if(|(next, _)| *next <= at + 1 + end).is_some() {}
                }
                ('}', _) => return Err("a } closes nothing; }} is a bracket".to_owned()),
                _ => written.push(c),
            }
        }
        if !written.is_empty() {
            parts.push(Part::Text(written));
        }
        Ok(Self(parts))
    }
}

fn field(text: &str) -> Result<Part, String> {
    let (name, time) = match text.split_once(':') {
        Some((name, time)) => (name, Some(time.to_owned())),
        None => (text, None),
    };
    let mut same = Field::ALL.into_iter().filter(|(known, _)| *known == name);
    let names = Field::ALL.map(|(name, _)| name);
    let Some((_, field)) = same.next() else {
        let hint = match nearest(name, names) {
            hint if hint.is_empty() => format!(": use {}", names.join(", ")),
            hint => hint,
        };
        return Err(format!("there is no field {{{name}}}{hint}"));
    };
    if let Some(time) = &time {
        if field != Field::Published {
            return Err(format!("{{{name}}} is no time"));
        }
        written(time, Timestamp::UNIX_EPOCH)
            .map_err(|error| format!("{time:?} is no way to write a time: {error}"))?;
    }
    Ok(Part::Field { field, time })
}

/// A time where the user is, as `format` has it.
fn written(format: &str, time: Timestamp) -> Result<String, jiff::Error> {
    let local = time.to_zoned_datetime(TimeZone::system());
    jiff::fmt::strtime::format(format, &local)
}

impl Template {
    /// `row` as the template has it, without any control character of its own.
    pub(super) fn fill(&self, row: &Row<'_>) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Field { field, time } => value(*field, time.as_deref(), row),
            })
            .collect()
    }
}

fn value(field: Field, time: Option<&str>, row: &Row<'_>) -> String {
    let headline = row.headline;
    match field {
        Field::Id => headline.id.to_string(),
        Field::Title => sanitize::line(&headline.title),
        Field::Source => sanitize::line(&headline.source),
        Field::Category => sanitize::line(headline.category.as_deref().unwrap_or_default()),
        Field::Published => match time {
            None => headline.published.to_string(),
            Some(time) => sanitize::line(&written(time, headline.published).unwrap_or_default()),
        },
        Field::Url => sanitize::line(headline.url.as_deref().unwrap_or_default()),
        Field::Unread => headline.unread.to_string(),
        Field::Starred => headline.starred.to_string(),
        Field::Score => row
            .score
            .map_or_else(String::new, |score| score.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{ArticleId, Headline};

    fn headline() -> Headline {
        Headline {
            id: ArticleId(7),
            title: "خبر\u{1b}[31m {id}".to_owned(),
            source: "المرفأ".to_owned(),
            category: None,
            published: "2026-11-24T09:00:00Z".parse().expect("a time"),
            url: None,
            unread: true,
            starred: false,
            breaking: false,
        }
    }

    fn filled(template: &str) -> String {
        let headline = headline();
        let row = Row {
            score: Some(0.5),
            ..Row::of(&headline)
        };
        template.parse::<Template>().expect(template).fill(&row)
    }

    #[test]
    fn fields_are_filled_in_and_never_read_again() {
        assert_eq!(filled(r"{id}\t{source}\\{{x}}"), "7\tالمرفأ\\{x}");
        let title = filled("{title}");
        assert!(
            title.ends_with("{id}") && !title.contains('\u{1b}'),
            "{title}"
        );
        assert_eq!(
            filled("{published}|{category}|{unread}|{score}"),
            "2026-11-24T09:00:00Z||true|0.5"
        );
        assert_eq!(filled("{published:%Y}"), "2026");
        assert_eq!(filled("خبر"), "خبر");
    }

    #[test]
    fn what_is_wrong_is_told() {
        let wrong = |template: &str| template.parse::<Template>().expect_err(template);
        assert_eq!(
            wrong("{titel}"),
            "there is no field {titel}; did you mean `title`?"
        );
        assert!(wrong("{zzzzzzz}").contains("use id, title"));
        assert!(wrong("{id").contains("never closed"));
        assert!(wrong("id}").contains("closes nothing"));
        assert!(wrong("{id:%Y}").contains("no time"));
        assert!(wrong("{published:%Q%!}").contains("no way"));
    }
}
