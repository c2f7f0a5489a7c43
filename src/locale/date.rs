//! Days and ages in words.

use icu_calendar::cal::{Hijri, Persian};
use icu_calendar::{AsCalendar, Date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::{Calendar, Dates, Locale};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Clocks differ a little; what is further ahead is no age.
const NEAR_FUTURE: i64 = -HOUR;
/// Seconds after which an age says less than the day itself.
const LONGEST_AGE: i64 = 7 * DAY;

/// A day in some calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    year: i32,
    /// From 1.
    month: u8,
    day: u8,
}

impl Day {
    fn new(time: &ZonedDateTime, calendar: Calendar) -> Self {
        let (year, month, day) = (time.year(), time.month(), time.day());
        let gregorian = Self {
            year: year.into(),
            month: month.unsigned_abs(),
            day: day.unsigned_abs(),
        };
        let iso = Date::try_new_iso(gregorian.year, gregorian.month, gregorian.day);
        match (calendar, iso) {
            (Calendar::Hijri, Ok(iso)) => Self::of(&iso.to_calendar(Hijri::new_umm_al_qura())),
            (Calendar::Persian, Ok(iso)) => Self::of(&iso.to_calendar(Persian)),
            _ => gregorian,
        }
    }

    fn of<C: AsCalendar>(date: &Date<C>) -> Self {
        Self {
            year: date.year().extended_year(),
            month: date.month().ordinal,
            day: date.day_of_month().0,
        }
    }
}

/// A date without the isolates around its parts: within another, which takes its direction
/// from the first letter that is in none, it would seem to have no letters.
fn bare(date: &str) -> String {
    date.replace(['\u{2068}', '\u{2069}'], "")
}

impl Locale {
    /// When something was, as lists tell it: how long before `now` up to a week, then the
    /// day in `zone`, with its year if that is another. With absolute dates: the time if
    /// it was today, then the day.
    #[must_use]
    pub fn age(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let seconds = now.as_second().saturating_sub(then.as_second());
        let relative = self.conventions.dates == Dates::Relative;
        match seconds {
            NEAR_FUTURE..MINUTE if relative => return self.text("age-now"),
            MINUTE..HOUR if relative => {
                return self.count("age-minutes", (seconds / MINUTE).unsigned_abs());
            }
            HOUR..DAY if relative => {
                return self.count("age-hours", (seconds / HOUR).unsigned_abs());
            }
            DAY..LONGEST_AGE if relative => {
                return self.count("age-days", (seconds / DAY).unsigned_abs());
            }
            _ => {}
        }
        let then = then.to_zoned_datetime(zone.clone());
        let now = now.to_zoned_datetime(zone.clone());
        if !relative && then.date() == now.date() {
            return self.time(&then);
        }
        let calendar = self.calendar();
        let day = Day::new(&then, calendar);
        if day.year == Day::new(&now, calendar).year {
            self.day_of_year(day, calendar)
        } else {
            self.full_day(day, calendar)
        }
    }

    /// Day, month and year in the first of the user's calendars.
    #[must_use]
    pub fn day(&self, time: &ZonedDateTime) -> String {
        let calendar = self.calendar();
        self.full_day(Day::new(time, calendar), calendar)
    }

    /// Day, month and year in all of the user's calendars.
    #[must_use]
    pub fn day_in_all_calendars(&self, time: &ZonedDateTime) -> String {
        let day = |calendar| self.full_day(Day::new(time, calendar), calendar);
        let mut days = self.calendars.iter().copied().map(day);
        let first = days.next().unwrap_or_else(|| self.day(time));
        days.fold(first, |day, beside| {
            let values = [("day", bare(&day).into()), ("beside", bare(&beside).into())];
            self.with("day-beside", values)
        })
    }

    /// The day with its weekday and the time.
    #[must_use]
    pub fn day_and_time(&self, time: &ZonedDateTime) -> String {
        let weekday = time.weekday().to_monday_one_offset();
        self.with(
            "day-of-week",
            [
                ("weekday", self.text(&format!("weekday-{weekday}")).into()),
                ("day", bare(&self.day_in_all_calendars(time)).into()),
                ("time", self.time(time).into()),
            ],
        )
    }

    fn calendar(&self) -> Calendar {
        self.calendars
            .first()
            .copied()
            .unwrap_or(Calendar::Gregorian)
    }

    fn time(&self, time: &ZonedDateTime) -> String {
        self.number(time.strftime("%H:%M"))
    }

    fn full_day(&self, day: Day, calendar: Calendar) -> String {
        let id = match calendar {
            Calendar::Gregorian => "day",
            Calendar::Hijri => "day-hijri",
            Calendar::Persian => "day-persian",
        };
        let values = [
            ("day", self.number(day.day).into()),
            ("month", self.month(day, calendar).into()),
            ("year", self.number(day.year).into()),
        ];
        self.with(id, values)
    }

    /// Day and month, for days of this year.
    fn day_of_year(&self, day: Day, calendar: Calendar) -> String {
        let values = [
            ("day", self.number(day.day).into()),
            ("month", self.month(day, calendar).into()),
        ];
        self.with("day-of-year", values)
    }

    /// Day and month in the first of the user's calendars.
    #[cfg(test)]
    pub(super) fn day_of_year_in(&self, time: &ZonedDateTime) -> String {
        self.day_of_year(Day::new(time, self.calendar()), self.calendar())
    }

    fn month(&self, day: Day, calendar: Calendar) -> String {
        let month = day.month;
        let id = match calendar {
            Calendar::Gregorian => format!("month-{month}"),
            Calendar::Hijri => format!("hijri-month-{month}"),
            Calendar::Persian => format!("persian-month-{month}"),
        };
        let months = self.conventions.months.name();
        self.with(&id, [("months", months.into())])
    }
}
