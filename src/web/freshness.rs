//! How long an answer stays good.

use std::time::{Duration, SystemTime};

use http_cache_semantics::{CacheOptions, CachePolicy};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Longest time that a server's word is taken for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long `response` to `request`, which came at `now`, stays good by its own word
/// (`Cache-Control`, `Expires`, `Age`). Nothing is made up where it says nothing.
pub(super) fn fresh_for(
    request: &http::request::Parts,
    response: &http::response::Parts,
    now: SystemTime,
) -> Duration {
    let options = CacheOptions {
        shared: false,
        cache_heuristic: 0.0,
        ..CacheOptions::default()
    };
    let policy = CachePolicy::new_options(request, response, now, options);
    if policy.is_storable() {
        policy.time_to_live(now).min(LONGEST)
    } else {
        Duration::ZERO
    }
}

/// `Retry-After`: seconds or a date.
pub(super) fn retry_after(headers: &http::HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers
        .get(http::header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = rfc2822::parse(value).ok()?.timestamp();
            Duration::try_from(until.duration_since(now)).ok()?
        }
    };
    Some(wait.min(LONGEST * 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(headers: &[(&str, &str)]) -> Duration {
        let (request, ()) = http::Request::get("https://a.example/")
            .body(())
            .unwrap()
            .into_parts();
        let mut response = http::Response::builder();
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let (response, ()) = response.body(()).unwrap().into_parts();
        fresh_for(&request, &response, SystemTime::now())
    }

    #[test]
    fn only_the_servers_word_makes_an_answer_fresh() {
        assert_eq!(fresh(&[]), Duration::ZERO);
        let old = ("last-modified", "Sun, 22 Nov 2015 08:00:00 GMT");
        assert_eq!(fresh(&[old]), Duration::ZERO);
        let hour = ("cache-control", "max-age=3600");
        assert_eq!(fresh(&[hour]).as_secs(), 3600);
        assert_eq!(fresh(&[hour, ("age", "600")]).as_secs(), 3000);
        assert_eq!(
            fresh(&[("cache-control", "no-store, max-age=3600")]),
            Duration::ZERO
        );
        assert_eq!(fresh(&[("cache-control", "max-age=99999999")]), LONGEST);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        let wait = |value: &str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("retry-after", value.parse().unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        let date = "Sun, 22 Nov 2026 08:01:00 GMT";
        assert_eq!(wait(date), Some(Duration::from_secs(60)));
        assert_eq!(wait("Sun, 22 Nov 2026 07:00:00 GMT"), None);
        assert_eq!(wait("soon"), None);
    }
}
