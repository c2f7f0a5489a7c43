//! Days and ages in words.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::Locale;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Clocks differ a little; what is further ahead is no age.
const NEAR_FUTURE: i64 = -HOUR;
/// Seconds after which an age says less than the day itself.
const LONGEST_AGE: i64 = 7 * DAY;

impl Locale {
    /// How long before `now` something was: an age up to a week, then the day in
    /// `zone`, with its year if that is another.
    #[must_use]
    pub fn age(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let seconds = now.as_second().saturating_sub(then.as_second());
        match seconds {
            NEAR_FUTURE..MINUTE => self.text("age-now"),
            MINUTE..HOUR => self.count("age-minutes", (seconds / MINUTE).unsigned_abs()),
            HOUR..DAY => self.count("age-hours", (seconds / HOUR).unsigned_abs()),
            DAY..LONGEST_AGE => self.count("age-days", (seconds / DAY).unsigned_abs()),
            _ => {
                let then = then.to_zoned_datetime(zone.clone());
                if then.year() == now.to_zoned_datetime(zone.clone()).year() {
                    self.day_of_year(&then)
                } else {
                    self.day(&then)
                }
            }
        }
    }

    /// Day, month and year.
    #[must_use]
    pub fn day(&self, time: &ZonedDateTime) -> String {
        self.with(
            "day",
            [
                ("day", time.day().to_string().into()),
                ("month", self.month(time).into()),
                ("year", time.year().to_string().into()),
            ],
        )
    }

    /// Day and month, for days of this year.
    fn day_of_year(&self, time: &ZonedDateTime) -> String {
        let day = time.day().to_string();
        let values = [("day", day.into()), ("month", self.month(time).into())];
        self.with("day-of-year", values)
    }

    /// The day with its weekday and the time.
    #[must_use]
    pub fn day_and_time(&self, time: &ZonedDateTime) -> String {
        let weekday = time.weekday().to_monday_one_offset();
        self.with(
            "day-of-week",
            [
                ("weekday", self.text(&format!("weekday-{weekday}")).into()),
                ("day", time.day().to_string().into()),
                ("month", self.month(time).into()),
                ("year", time.year().to_string().into()),
                ("time", time.strftime("%H:%M").to_string().into()),
            ],
        )
    }

    fn month(&self, time: &ZonedDateTime) -> String {
        self.text(&format!("month-{}", time.month()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn ages_grow_from_minutes_to_days() {
        let locale = Locale::new(Language::Arabic);
        let now: Timestamp = "2026-11-24T12:00:00Z".parse().expect("a time");
        let age = |seconds: i64| {
            let then = Timestamp::from_second(now.as_second() - seconds).expect("a time");
            plain(&locale.age(then, now, &TimeZone::UTC))
        };
        assert_eq!(age(5), "الآن");
        assert_eq!(age(3 * MINUTE), "قبل 3 دقائق");
        assert_eq!(age(2 * HOUR), "قبل ساعتين");
        assert_eq!(age(DAY + HOUR), "أمس");
        assert_eq!(age(6 * DAY), "قبل 6 أيام");
        assert_eq!(age(9 * DAY), "15 نوفمبر");
        assert_eq!(age(-3 * DAY), "27 نوفمبر");
        assert_eq!(age(400 * DAY), "20 أكتوبر 2025");
    }

    #[test]
    fn a_date_names_its_weekday() {
        let time: Timestamp = "2026-11-24T12:05:00Z".parse().expect("a time");
        let time = time.to_zoned_datetime(TimeZone::UTC);
        let arabic = Locale::new(Language::Arabic).day_and_time(&time);
        assert_eq!(plain(&arabic), "الثلاثاء 24 نوفمبر 2026، 12:05");
        let english = Locale::new(Language::English).day_and_time(&time);
        assert_eq!(plain(&english), "Tuesday, 24 November 2026, 12:05");
    }
}
