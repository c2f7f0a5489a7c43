//! Dates as feeds and pages write them. Knows no clock: a date without a year is none.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{Timestamp, ZonedDateTime};

/// Month names in Arabic (Egypt and the Gulf, the Levant and Iraq, the Maghreb),
/// Persian and English; folded, several of one month behind each other.
const MONTHS: [&[&str]; 12] = [
    &["يناير", "كانون الثاني", "جانفي", "ژانویه", "january", "jan"],
    &["فبراير", "شباط", "فيفري", "فوریه", "february", "feb"],
    &["مارس", "آذار", "مارس", "march", "mar"],
    &["أبريل", "إبريل", "نيسان", "أفريل", "آوریل", "april", "apr"],
    &["مايو", "أيار", "ماي", "مه", "may"],
    &["يونيو", "حزيران", "جوان", "ژوئن", "june", "jun"],
    &["يوليو", "تموز", "جويلية", "ژوئیه", "july", "jul"],
    &["أغسطس", "آب", "أوت", "غشت", "اوت", "august", "aug"],
    &[
        "سبتمبر",
        "أيلول",
        "شتنبر",
        "سپتامبر",
        "september",
        "sept",
        "sep",
    ],
    &["أكتوبر", "تشرين الأول", "اکتبر", "october", "oct"],
    &[
        "نوفمبر",
        "تشرين الثاني",
        "نونبر",
        "نوامبر",
        "november",
        "nov",
    ],
    &["ديسمبر", "كانون الأول", "دجنبر", "دسامبر", "december", "dec"],
];

/// The moment that `raw` names: RFC 3339, RFC 2822, ISO 8601 with parts left out, or
/// day, month name and year in any order. Without an offset it is taken as UTC.
pub(super) fn parse(raw: &str) -> Option<Timestamp> {
    let text = western_digits(raw.trim());
    if text.len() < 6 || text.len() > 200 {
        return None;
    }
    iso(&text)
        .or_else(|| rfc2822::parse(&text).ok().map(|zoned| zoned.timestamp()))
        .or_else(|| in_words(&text))
}

fn iso(text: &str) -> Option<Timestamp> {
    let text = text.replace(" UTC", "Z").replace(" GMT", "Z");
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| {
            text.parse::<ZonedDateTime>()
                .ok()
                .map(|zoned| zoned.timestamp())
        })
        .or_else(|| {
            // "2026-11-22 10:00:00 +0300"
            let (head, offset) = text.rsplit_once([' '])?;
            format!("{}{offset}", head.replace(' ', "T")).parse().ok()
        })
        .or_else(|| at_offset(text.parse::<DateTime>().ok()?, Offset::UTC))
        .or_else(|| {
            let date = text.replace('/', "-");
            at_offset(date.parse::<DateTime>().ok()?, Offset::UTC)
        })
}

fn at_offset(date: DateTime, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(date).ok()
}

/// «الأحد، 23 نوفمبر 2026 - 14:05», "November 23, 2026 2:05 PM".
fn in_words(text: &str) -> Option<Timestamp> {
    let text = text.to_lowercase();
    let month = month(&text)?;
    let mut numbers = Vec::new();
    let mut time = (0, 0, 0);
    let mut offset = Offset::UTC;
    for token in text.split(|c: char| c.is_whitespace() || "،,()|/".contains(c)) {
        let token = token.trim_matches(['.', '-', '–']);
        if let Some(clock) = clock(token) {
            time = clock;
        } else if let Ok(number) = token.parse::<i16>()
            && !token.starts_with('+')
        {
            numbers.push(number);
        } else if let Some(found) = utc_offset(token) {
            offset = found;
        }
    }
    let year = *numbers.iter().find(|n| (1900..2200).contains(*n))?;
    let day = *numbers.iter().find(|n| (1..=31).contains(*n))?;
    let is_afternoon = ["pm", "p.m", "مساء", "ب.ظ"]
        .iter()
        .any(|pm| text.contains(pm));
    if is_afternoon && time.0 < 12 {
        time.0 += 12;
    }
    let date = DateTime::new(
        year,
        month,
        i8::try_from(day).ok()?,
        time.0,
        time.1,
        time.2,
        0,
    );
    at_offset(date.ok()?, offset)
}

/// The month, from 1, whose name stands in `text` as whole words; the longest name
/// found counts, since «كانون» begins two.
fn month(text: &str) -> Option<i8> {
    let words: String = text
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let words = format!(
        " {} ",
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    (1_i8..)
        .zip(MONTHS)
        .flat_map(|(number, names)| names.iter().map(move |name| (name, number)))
        .filter(|(name, _)| words.contains(&format!(" {name} ")))
        .max_by_key(|(name, _)| name.len())
        .map(|(_, number)| number)
}

/// Hours, minutes and seconds.
fn clock(token: &str) -> Option<(i8, i8, i8)> {
    let token = token.trim_end_matches(['a', 'p', 'm', '.']);
    let mut parts = token.split(':').map(str::parse::<i8>);
    let hours = parts.next()?.ok()?;
    let minutes = parts.next()?.ok()?;
    let seconds = parts.next().and_then(Result::ok).unwrap_or(0);
    let is_clock = (0..24).contains(&hours) && (0..60).contains(&minutes);
    (is_clock && (0..60).contains(&seconds) && !token.starts_with(['+', '-']))
        .then_some((hours, minutes, seconds))
}

/// "+0300", "+03:00".
fn utc_offset(token: &str) -> Option<Offset> {
    let sign = match token.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = token[1..].chars().filter(|&c| c != ':').collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).unwrap_or("0").parse().ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn western_digits(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
        .map(|c| {
            let digit = match c {
                '٠'..='٩' => u32::from(c) - u32::from('٠'),
                '۰'..='۹' => u32::from(c) - u32::from('۰'),
                _ => return c,
            };
            char::from_digit(digit, 10).unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_they_are_written() {
        for (raw, expected) in [
            ("2026-11-22T11:00:00+03:00", "2026-11-22T08:00:00Z"),
            ("2026-11-22T11:00:00+0300", "2026-11-22T08:00:00Z"),
            ("2026-11-22 11:00:00 +0300", "2026-11-22T08:00:00Z"),
            ("2026-11-22 11:00:00", "2026-11-22T11:00:00Z"),
            ("2026-11-22 11:00:00 UTC", "2026-11-22T11:00:00Z"),
            ("2026-11-22T11:00", "2026-11-22T11:00:00Z"),
            ("2026/11/22", "2026-11-22T00:00:00Z"),
            ("Sun, 22 Nov 2026 11:00:00 GMT", "2026-11-22T11:00:00Z"),
            ("Sun, 22 Nov 2026 11:00:00 +0300", "2026-11-22T08:00:00Z"),
            ("22 Nov 2026 11:00 +0300", "2026-11-22T08:00:00Z"),
            ("الأحد، 22 نوفمبر 2026 - 14:05", "2026-11-22T14:05:00Z"),
            ("٢٢ تشرين الثاني ٢٠٢٦", "2026-11-22T00:00:00Z"),
            ("الأحد 22 نوفمبر/تشرين الثاني 2026", "2026-11-22T00:00:00Z"),
            ("5 كانون الثاني 2026", "2026-01-05T00:00:00Z"),
            ("5 كانون الأول 2026 +0200", "2026-12-04T22:00:00Z"),
            ("3 آب 2026 الساعة 3:30 مساء", "2026-08-03T15:30:00Z"),
            ("November 22, 2026 2:05 PM", "2026-11-22T14:05:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(parse(raw), Some(expected), "{raw}");
        }
        for raw in [
            "",
            "اليوم",
            "نوفمبر 2026",
            "32 نوفمبر 2026",
            "99:99",
            "قبل ٣ ساعات",
        ] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
