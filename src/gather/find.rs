//! The feed that an address leads to.

use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::source::{describe, origin};
use super::{GatherError, Gatherer};
use crate::feed::{self, FoundFeed, Origin, Parsed, feeds_of_page, is_feed, likely_places};
use crate::library::{Answer, Validators};
use crate::web::{Request, Response};

/// Feeds named by one page that are tried.
const TRIED: usize = 5;

/// A feed that was found.
#[derive(Debug)]
pub struct Found {
    /// Where it is in the end, after redirects.
    pub url: Url,
    /// Whether it was typed with an address in a private network.
    pub is_private: bool,
    /// What it has now.
    pub parsed: Parsed,
    /// What there is to note of it.
    pub answer: Answer,
    /// What else the page names.
    pub others: Vec<FoundFeed>,
}

impl Gatherer {
    /// The feed at `url`, or the first good one that the page there names, or that lies
    /// where sites put theirs.
    ///
    /// # Errors
    /// When nothing can be fetched there, or no feed is found.
    pub fn find(&self, url: &Url) -> Result<Found, GatherError> {
        if url.scheme() == "file" {
            return in_file(url);
        }
        let (response, is_private) = self.as_typed(Request::feed(url.clone()))?;
        let body = response.body.as_deref().unwrap_or_default();
        let at = origin(&response);
        if is_feed(body, &at) {
            return found(&response, url, is_private);
        }
        let mut named = feeds_of_page(body, &at);
        named.truncate(TRIED);
        for (place, candidate) in named.iter().enumerate() {
            if let Ok(mut found) = self.try_at(&candidate.url, is_private) {
                found.others = named.clone();
                found.others.remove(place);
                return Ok(found);
            }
        }
        likely_places(&response.url)
            .iter()
            .find_map(|place| self.try_at(place, is_private).ok())
            .ok_or(GatherError::NoFeed)
    }

    fn try_at(&self, url: &Url, may_be_private: bool) -> Result<Found, GatherError> {
        let mut request = Request::feed(url.clone());
        request.may_be_private = may_be_private;
        let response = self.client.fetch(&request)?;
        found(&response, url, may_be_private)
    }
}

/// The feed in `response` to a question for `asked`.
fn found(response: &Response, asked: &Url, is_private: bool) -> Result<Found, GatherError> {
    let body = response.body.as_deref().unwrap_or_default();
    let parsed = feed::parse_feed(body, &origin(response))?;
    let mut answer = Answer {
        validators: Validators {
            etag: response.validators.etag.clone(),
            last_modified: response.validators.last_modified.clone(),
        },
        fresh_for: response.fresh_for,
        ..Answer::default()
    };
    describe(&parsed, &mut answer, Timestamp::now());
    Ok(Found {
        url: response.moved.clone().unwrap_or_else(|| asked.clone()),
        is_private,
        parsed,
        answer,
        others: Vec::new(),
    })
}

fn in_file(url: &Url) -> Result<Found, GatherError> {
    let path = url
        .to_file_path()
        .map_err(|()| GatherError::NoAddress(url.to_string()))?;
    let bytes = std::fs::read(&path)?;
    let at = Origin::named(path.display().to_string());
    let parsed = feed::parse_feed(&bytes, &at)?;
    let mut answer = Answer::default();
    describe(&parsed, &mut answer, Timestamp::now());
    answer.fresh_for = Duration::ZERO;
    Ok(Found {
        url: url.clone(),
        is_private: false,
        parsed,
        answer,
        others: Vec::new(),
    })
}
