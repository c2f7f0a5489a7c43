//! Dates as feeds and pages write them. Knows no clock: a date without a year is none.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{Timestamp, ZonedDateTime};

use crate::text::fold::fold;

/// Month names in Arabic (Egypt and the Gulf, the Levant and Iraq, Algeria and Tunisia,
/// Morocco), Persian and English.
const MONTHS: [&[&str]; 12] = [
    &["يناير", "كانون الثاني", "جانفي", "ژانویه", "january", "jan"],
    &["فبراير", "شباط", "فيفري", "فوریه", "february", "feb"],
    &["مارس", "آذار", "march", "mar"],
    &["أبريل", "إبريل", "نيسان", "أفريل", "آوریل", "april", "apr"],
    &["مايو", "أيار", "ماي", "مه", "may"],
    &["يونيو", "يونيه", "حزيران", "جوان", "ژوئن", "june", "jun"],
    &[
        "يوليو",
        "يوليه",
        "يوليوز",
        "تموز",
        "جويلية",
        "ژوئیه",
        "july",
        "jul",
    ],
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

/// What says that a time is before or after noon, as words of their own.
const BEFORE_NOON: &[&str] = &["am", "a.m", "صباحا", "ص", "ق.ظ"];
const AFTER_NOON: &[&str] = &["pm", "p.m", "مساء", "م", "ظهرا", "عصرا", "ب.ظ"];

/// Times that feeds and pages name by a word, in hours from UTC.
const ZONES: &[(&str, i32)] = &[
    ("gmt", 0),
    ("utc", 0),
    ("غرينتش", 0),
    ("جرينتش", 0),
    ("مكة", 3),
    ("السعودية", 3),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
    ("cet", 1),
    ("cest", 2),
    ("eet", 2),
    ("eest", 3),
];

/// The moment that `raw` names: RFC 3339, RFC 2822, ISO 8601 with parts left out, day,
/// month and year in numbers, or with the month's name in any order. Without an offset
/// it is taken as UTC.
pub(super) fn parse(raw: &str) -> Option<Timestamp> {
    let text = western_digits(raw.trim());
    if text.len() < 4 || text.len() > 200 {
        return None;
    }
    let rfc2822 = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    iso(&text)
        .or_else(|| rfc2822.parse_timestamp(&text).ok())
        .or_else(|| in_words(&text))
        .or_else(|| in_numbers(&text))
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
        .or_else(|| {
            // A month or a year begins on its first day.
            let mut parts = text.split('-');
            let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
            let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
            let date = DateTime::new(year, month, 1, 0, 0, 0, 0).ok()?;
            parts
                .next()
                .is_none()
                .then(|| at_offset(date, Offset::UTC))?
        })
}

fn at_offset(date: DateTime, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(date).ok()
}

/// «الأحد، 23 نوفمبر 2026 - 14:05», "November 23, 2026 2:05 PM".
fn in_words(text: &str) -> Option<Timestamp> {
    let text = fold(text);
    let month = month(&text)?;
    let (numbers, time, offset) = numbers_and_time(&text);
    let four_digits = |n: &&i16| (1900..2200).contains(*n);
    let day_at = numbers.iter().position(|n| (1..=31).contains(n))?;
    let year = numbers.iter().find(four_digits).copied().or_else(|| {
        // "22 Nov 26", of before the year 2000 and since.
        let two_digits = numbers.get(day_at + 1).filter(|n| (0..100).contains(*n))?;
        Some(two_digits + if *two_digits < 70 { 2000 } else { 1900 })
    })?;
    moment(year, month, numbers[day_at], time, offset)
}

/// "22/11/2026 14:05", "22-11-2026", "22.11.2026"; the day comes first unless it cannot.
fn in_numbers(text: &str) -> Option<Timestamp> {
    let text = fold(text);
    let date = text.split([' ', ',', '،', 't']).find_map(|token| {
        let mut parts = token.split(['/', '-', '.']);
        let mut number = || parts.next()?.parse::<i16>().ok();
        let (first, second, year) = (number()?, number()?, number()?);
        ((1900..2200).contains(&year) && parts.next().is_none()).then_some((first, second, year))
    });
    let (first, second, year) = date?;
    let (day, month) = if second > 12 {
        (second, first)
    } else {
        (first, second)
    };
    let (_, time, offset) = numbers_and_time(&text);
    moment(year, i8::try_from(month).ok()?, day, time, offset)
}

fn moment(
    year: i16,
    month: i8,
    day: i16,
    (hours, minutes, seconds): Time,
    offset: Offset,
) -> Option<Timestamp> {
    let day = i8::try_from(day).ok()?;
    let date = DateTime::new(year, month, day, hours, minutes, seconds, 0);
    at_offset(date.ok()?, offset)
}

/// Hours, minutes and seconds.
type Time = (i8, i8, i8);

/// The numbers of a folded text in their order, apart from the time, and the time.
fn numbers_and_time(text: &str) -> (Vec<i16>, Time, Offset) {
    let mut numbers = Vec::new();
    let mut time = (0, 0, 0);
    let mut offset = Offset::UTC;
    let (mut is_before_noon, mut is_after_noon) = (false, false);
    let is_one = |words: &[&str], token: &str| words.iter().any(|word| fold(word) == token);
    for token in text.split(|c: char| c.is_whitespace() || "،,()|/".contains(c)) {
        let token = token.trim_matches(['.', '-', '–', ';']);
        if let Some(clock) = clock(token) {
            time = clock;
            is_before_noon |= token.ends_with("am");
            is_after_noon |= token.ends_with("pm");
        } else if let Ok(number) = token.parse::<i16>()
            && !token.starts_with('+')
        {
            numbers.push(number.abs());
        } else if let Some(found) = utc_offset(token) {
            offset = found;
        } else {
            is_before_noon |= is_one(BEFORE_NOON, token);
            is_after_noon |= is_one(AFTER_NOON, token);
        }
    }
    match time.0 {
        12 if is_before_noon => time.0 = 0,
        hours if is_after_noon && hours < 12 => time.0 += 12,
        _ => {}
    }
    (numbers, time, offset)
}

/// The month, from 1, whose name stands in a folded text as whole words; the longest
/// name found counts, since «كانون» begins two.
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
        .flat_map(|(number, names)| names.iter().map(move |name| (fold(name), number)))
        .filter(|(name, _)| words.contains(&format!(" {name} ")))
        .max_by_key(|(name, _)| name.len())
        .map(|(_, number)| number)
}

fn clock(token: &str) -> Option<Time> {
    let token = token.trim_end_matches(['a', 'p', 'm', '.', 'z']);
    let mut parts = token.split(':').map(str::parse::<i8>);
    let hours = parts.next()?.ok()?;
    let minutes = parts.next()?.ok()?;
    let seconds = parts.next().and_then(Result::ok).unwrap_or(0);
    let is_clock = (0..24).contains(&hours) && (0..60).contains(&minutes);
    (is_clock && (0..60).contains(&seconds) && !token.starts_with(['+', '-']))
        .then_some((hours, minutes, seconds))
}

/// "+0300", "+03:00", "GMT+3", or the name of a zone.
fn utc_offset(token: &str) -> Option<Offset> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| fold(name) == token) {
        return Offset::from_seconds(hours * 3600).ok();
    }
    let token = token.trim_start_matches("gmt").trim_start_matches("utc");
    let sign = match token.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = token[1..].chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        _ => digits.split_at_checked(2)?,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
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
            ("الاحد ٢٢ اكتوبر ٢٠٢٦ ١٢:٣٠ ص", "2026-10-22T00:30:00Z"),
            ("22 يوليوز 2026 بتوقيت غرينتش", "2026-07-22T00:00:00Z"),
            ("5 غشت 2026", "2026-08-05T00:00:00Z"),
            ("5 جويلية 2026 08:00 GMT+1", "2026-07-05T07:00:00Z"),
            ("22 شتنبر 2026 - 10:15 م بتوقيت مكة", "2026-09-22T19:15:00Z"),
            ("5 آذار/مارس 2026", "2026-03-05T00:00:00Z"),
            ("Mon, 22 Nov 2026 11:00:00 GMT", "2026-11-22T11:00:00Z"),
            ("Sun, 22 Nov 26 11:00:00 EST", "2026-11-22T16:00:00Z"),
            ("Sun Nov 22 11:00:00 2026", "2026-11-22T11:00:00Z"),
            ("Nov 22, 2026 11:00am", "2026-11-22T11:00:00Z"),
            ("22/11/2026 14:05", "2026-11-22T14:05:00Z"),
            ("11/22/2026", "2026-11-22T00:00:00Z"),
            ("22-11-2026 2:05 مساءً", "2026-11-22T14:05:00Z"),
            ("2026-11", "2026-11-01T00:00:00Z"),
            ("2026", "2026-01-01T00:00:00Z"),
            ("20261122T110000Z", "2026-11-22T11:00:00Z"),
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
