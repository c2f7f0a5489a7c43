//! What a feed says of itself: its title, its page, and when it is worth asking again.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// Longest time between two refreshes that a feed is believed to want.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A feed's own account of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Empty when it has none.
    pub title: String,
    /// The page that it is the feed of.
    pub site: Option<Url>,
    /// How often it says that it changes.
    pub rhythm: Rhythm,
}

/// When a feed changes, by its own word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// How long what it says may be kept (`ttl`, `sy:updatePeriod`).
    pub keep_for: Option<Duration>,
    /// Hours of the day, 0 to 23 and in UTC, in which nothing comes (`skipHours`).
    pub skip_hours: Vec<i8>,
    /// Days, in UTC, on which nothing comes (`skipDays`).
    pub skip_days: Vec<Weekday>,
}

impl Rhythm {
    /// How long after `now` it is worth asking again.
    #[must_use]
    pub fn pause(&self, now: Timestamp) -> Duration {
        let mut pause = self.keep_for.unwrap_or_default().min(LONGEST);
        // Hour by hour out of the times in which nothing comes, for a day at most.
        for _ in 0..24 {
            let then = now
                .checked_add(jiff::SignedDuration::try_from(pause).unwrap_or_default())
                .unwrap_or(now)
                .to_zoned_datetime(TimeZone::UTC);
            if !self.skip_hours.contains(&then.hour()) && !self.skip_days.contains(&then.weekday())
            {
                break;
            }
            let into = u64::try_from(i64::from(then.minute()) * 60 + i64::from(then.second()));
            pause += Duration::from_secs(3600 - into.unwrap_or_default());
        }
        pause
    }

    /// The rhythm that an XML feed declares before its first item.
    pub(super) fn of_xml(text: &str) -> Self {
        let mut rhythm = Self::default();
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut element = String::new();
        let mut period = None;
        let mut frequency = 1_u32;
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    let name = start.name();
                    let name: &str = name.as_ref();
                    if matches!(name, "item" | "entry") {
                        break;
                    }
                    element = name.to_owned();
                }
                Ok(Event::Text(text)) => {
                    let text = text.trim();
                    match element.as_str() {
                        "ttl" => {
                            let minutes = text.parse().ok();
                            rhythm.keep_for =
                                minutes.map(|n: u32| Duration::from_secs(u64::from(n) * 60));
                        }
                        "hour" => rhythm
                            .skip_hours
                            .extend(text.parse().ok().map(|h: i8| h % 24)),
                        "day" => rhythm.skip_days.extend(weekday(text)),
                        "sy:updatePeriod" => period = seconds(text),
                        "sy:updateFrequency" => frequency = text.parse().unwrap_or(1).max(1),
                        _ => {}
                    }
                }
                Ok(Event::End(_)) => element.clear(),
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        let of_period =
            period.map(|period: u64| Duration::from_secs(period / u64::from(frequency)));
        rhythm.keep_for = rhythm.keep_for.or(of_period);
        rhythm
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.to_ascii_lowercase().as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The seconds of an `updatePeriod`. Longer ones say nothing: what comes monthly is
/// still news on the day that it comes.
fn seconds(period: &str) -> Option<u64> {
    match period {
        "hourly" => Some(60 * 60),
        "daily" => Some(24 * 60 * 60),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rhythm(head: &str) -> Rhythm {
        Rhythm::of_xml(&format!(
            "<rss><channel><title>س & ص</title>{head}<item><ttl>9</ttl></item></channel></rss>"
        ))
    }

    #[test]
    fn a_feed_says_how_often_it_is_worth_asking() {
        assert_eq!(rhythm(""), Rhythm::default());
        let minutes = |head: &str| rhythm(head).keep_for.map(|time| time.as_secs() / 60);
        assert_eq!(minutes("<ttl> 90 </ttl>"), Some(90));
        let hourly = "<sy:updatePeriod>\nhourly</sy:updatePeriod>";
        assert_eq!(minutes(hourly), Some(60));
        let twice = format!("{hourly}<sy:updateFrequency>2</sy:updateFrequency>");
        assert_eq!(minutes(&twice), Some(30));
    }

    #[test]
    fn hours_and_days_of_silence_are_waited_for() {
        // A Sunday.
        let now: Timestamp = "2026-11-22T22:30:00Z".parse().unwrap();
        let minutes = |head: &str| rhythm(head).pause(now).as_secs() / 60;
        assert_eq!(minutes(""), 0);
        let hours = "<skipHours><hour>22</hour><hour>23</hour><hour>24</hour></skipHours>";
        assert_eq!(minutes(hours), 30 + 60 + 60);
        let day = "<skipDays><day>Sunday</day></skipDays>";
        assert_eq!(minutes(day), 90);
        let all: String = (0..24).map(|hour| format!("<hour>{hour}</hour>")).collect();
        assert!(minutes(&format!("<skipHours>{all}</skipHours>")) <= 25 * 60);
        assert_eq!(minutes("<ttl>999999</ttl>"), 24 * 60);
    }
}
