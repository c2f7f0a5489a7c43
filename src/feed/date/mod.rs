//! Dates as feeds and pages write them. Knows no clock: a date without a year is none.

mod names;

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{Timestamp, ZonedDateTime};

use self::names::{AFTER_NOON, BEFORE_NOON, MONTHS, ZONES};
use crate::text::fold::fold;

/// The moment that `raw` names: RFC 3339, RFC 2822, ISO 8601 with parts left out, day,
/// month and year in numbers, or with the month's name in any order, or seconds since 1970.
/// Without an offset it is taken as UTC.
pub(super) fn parse(raw: &str) -> Option<Timestamp> {
    let text = &*western_digits(raw.trim());
    if text.len() < 4 || text.len() > 200 {
        return None;
    }
    let rfc2822 = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    // Of the names of zones the parser knows a few, and takes the others for UTC.
    let is_named = || {
        let zone = text.rsplit(' ').next().unwrap_or_default();
        let zone = Some(zone).filter(|zone| !is_in_digits(zone)).map(fold);
        zone.is_some_and(|zone| ZONES.iter().any(|(name, _)| fold(name) == zone))
    };
    // What begins with a word is none of ISO's.
    let may_be_iso = !text.starts_with(|c: char| c.is_ascii_alphabetic());
    may_be_iso
        .then(|| iso(text))
        .flatten()
        .or_else(|| rfc2822.parse_timestamp(text).ok().filter(|_| !is_named()))
        .or_else(|| in_words(text))
        .or_else(|| in_numbers(text))
        .or_else(|| since_1970(text))
}

/// Seconds, or thousandths of them; what would lie before 2001 is no such number.
fn since_1970(text: &str) -> Option<Timestamp> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

fn iso(text: &str) -> Option<Timestamp> {
    let text = text.replace(" UTC", "Z").replace(" GMT", "Z");
    // What has an offset has no need of the Z.
    let text = match text.strip_suffix('Z') {
        Some(rest)
            if rest
                .get(rest.len().saturating_sub(6)..)
                .is_some_and(is_offset) =>
        {
            rest
        }
        _ => &text,
    };
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

/// "+03:00"
fn is_offset(text: &str) -> bool {
    text.starts_with(['+', '-']) && text.as_bytes().get(3) == Some(&b':')
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
        // "22 Nov 26"
        let two_digits = numbers.get(day_at + 1)?;
        of_two_digits(*two_digits)
    })?;
    moment(year, month, numbers[day_at], time, offset)
}

/// "22/11/2026 14:05", "22-11-2026", "22.11.26", "22 11 2026", "2026/11/22"; the day comes
/// before the month unless it cannot.
fn in_numbers(text: &str) -> Option<Timestamp> {
    let text = set_apart(&fold(text));
    let is_year = |number: i16| (1900..2200).contains(&number);
    let (numbers, time, offset) = numbers_and_time(&text);
    let date = text.split([' ', ',', '،']).find_map(|token| {
        let mut parts = token.split(['/', '-', '.']);
        let mut number = || parts.next()?.parse::<i16>().ok();
        let three = [number()?, number()?, number()?];
        parts.next().is_none().then_some(three)
    });
    let date = date.or(match numbers.as_slice() {
        &[day, month, year] if is_year(year) => Some([day, month, year]),
        _ => None,
    });
    let (first, second, year) = match date? {
        [year, month, day] if is_year(year) => (day, month, year),
        [first, second, year] if is_year(year) => (first, second, year),
        [first, second, year] => (first, second, of_two_digits(year)?),
    };
    let (day, month) = if second > 12 {
        (second, first)
    } else {
        (first, second)
    };
    moment(year, i8::try_from(month).ok()?, day, time, offset)
}

/// `text` with blanks for a `T` between date and time, and before the offset that follows a
/// time.
fn set_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut is_in_time = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            't' if out.ends_with(|c: char| c.is_ascii_digit())
                && chars.peek().is_some_and(char::is_ascii_digit) =>
            {
                out.push(' ');
                continue;
            }
            '+' | '-' if is_in_time => out.push(' '),
            _ => {}
        }
        is_in_time = c == ':' || (is_in_time && c.is_ascii_digit());
        out.push(c);
    }
    out
}

/// A year of before 2000, from 70 on, or since.
fn of_two_digits(year: i16) -> Option<i16> {
    let century = if year < 70 { 2000 } else { 1900 };
    (0..100).contains(&year).then(|| century + year)
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
    let mut has_time = false;
    for token in text.split(|c: char| c.is_whitespace() || "،,()|/".contains(c)) {
        let signed = utc_offset(token).filter(|_| has_time);
        let token = token.trim_matches(['.', '-', '–', ';']);
        if let Some(found) = signed {
            offset = found;
        } else if let Some(clock) = clock(token) {
            time = clock;
            has_time = true;
            is_before_noon |= token.ends_with("am");
            is_after_noon |= token.ends_with("pm");
        } else if let Some(number) = number(token) {
            numbers.push(number);
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

/// "22", "22nd"
fn number(token: &str) -> Option<i16> {
    let ordinal = ["st", "nd", "rd", "th", "er"];
    let digits = ordinal.iter().find_map(|end| token.strip_suffix(end));
    let digits = digits.unwrap_or(token);
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_digits)
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

/// Whether a zone is one like "+0300", which no name is.
fn is_in_digits(zone: &str) -> bool {
    zone.strip_prefix(['+', '-'])
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn western_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
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
            ("2026-11-22T11:00:00-05:00Z", "2026-11-22T16:00:00Z"),
            ("2026-11-22T11:00:5+01:00", "2026-11-22T10:00:05Z"),
            ("2026/1/2 14:33:00", "2026-01-02T14:33:00Z"),
            ("Sun, 22 Nov 2026 11:00:00 -03:00", "2026-11-22T14:00:00Z"),
            ("22 نوفمبر 2026 -14:05", "2026-11-22T14:05:00Z"),
            ("Sun, 22nd Nov 2026 11:00 GMT", "2026-11-22T11:00:00Z"),
            ("Sun, 22 11 2026 11:00:00 +0100", "2026-11-22T10:00:00Z"),
            ("Sun, 22 Nov 2026 11:00:00 MET", "2026-11-22T10:00:00Z"),
            ("22.11.26", "2026-11-22T00:00:00Z"),
            ("11/22/26 21:55:58", "2026-11-22T21:55:58Z"),
            ("lundi 1er août 2026 à 08:30 GMT+1", "2026-08-01T07:30:00Z"),
            ("اتوار، 22 نومبر 2026", "2026-11-22T00:00:00Z"),
            ("1795345200", "2026-11-22T11:00:00Z"),
            ("1795345200500", "2026-11-22T11:00:00.5Z"),
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
