//! One feed from where it lies: the web, or a file.

use std::fs::File;
use std::io::{self, Read};
use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp;
use url::Url;

use super::{GatherError, Gatherer};
use crate::feed::{self, Origin, Parsed};
use crate::library::{Answer, Feed, Validators};
use crate::web::{self, Request};

/// What a feed gave.
pub(super) struct Fetched {
    pub(super) answer: Answer,
    /// `None` when it has not changed.
    pub(super) parsed: Option<Parsed>,
}

impl Gatherer {
    /// Asks for `feed`, unless what is known of it is still good.
    pub(super) fn fetch(&self, feed: &Feed, now: Timestamp) -> Result<Fetched, GatherError> {
        let url = Url::parse(&feed.url).map_err(|_| GatherError::NoAddress(feed.url.clone()))?;
        if url.scheme() == "file" {
            return file(&url, &feed.validators);
        }
        let mut request = Request::feed(url);
        request.may_be_private = feed.is_private;
        request.validators = web::Validators {
            etag: feed.validators.etag.clone(),
            last_modified: feed.validators.last_modified.clone(),
        };
        let response = self.client.fetch(&request)?;
        let mut answer = Answer {
            moved: response.moved.as_ref().map(Url::to_string),
            validators: Validators {
                etag: response.validators.etag.clone(),
                last_modified: response.validators.last_modified.clone(),
            },
            fresh_for: response.fresh_for,
            ..Answer::default()
        };
        let parsed = match &response.body {
            None => None,
            Some(body) => {
                let parsed = feed::parse_feed(body, &origin(&response))?;
                describe(&parsed, &mut answer, now);
                Some(parsed)
            }
        };
        Ok(Fetched { answer, parsed })
    }
}

/// Where the body of `response` came from, for its parser.
pub(super) fn origin(response: &web::Response) -> Origin {
    Origin {
        charset: response.charset.clone(),
        ..Origin::at(response.url.clone())
    }
}

/// What the feed says of itself into `answer`.
pub(super) fn describe(parsed: &Parsed, answer: &mut Answer, now: Timestamp) {
    let about = &parsed.about;
    answer.title = Some(about.title.clone()).filter(|title| !title.is_empty());
    answer.site = about.site.as_ref().map(Url::to_string);
    answer.fresh_for = answer.fresh_for.max(about.rhythm.pause(now));
}

/// A feed in a file; a list of feeds may name anything, so that what is no file, and could
/// wait or go on for ever, is not read. When it was last written says whether it has changed.
fn file(url: &Url, known: &Validators) -> Result<Fetched, GatherError> {
    let path = url
        .to_file_path()
        .map_err(|()| GatherError::NoAddress(url.to_string()))?;
    let meta = std::fs::metadata(&path)?;
    if !meta.is_file() {
        let kind = io::ErrorKind::InvalidInput;
        return Err(io::Error::new(kind, "no regular file").into());
    }
    let file = File::open(&path)?;
    let written = meta.modified()?;
    let since = written.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let validators = Validators {
        etag: None,
        last_modified: Some(format!("{}.{:09}", since.as_secs(), since.subsec_nanos())),
    };
    let mut answer = Answer {
        validators,
        ..Answer::default()
    };
    if answer.validators == *known {
        return Ok(Fetched {
            answer,
            parsed: None,
        });
    }
    let mut bytes = Vec::new();
    file.take(feed::MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let origin = Origin::named(path.display().to_string());
    let parsed = feed::parse_feed(&bytes, &origin)?;
    describe(&parsed, &mut answer, Timestamp::now());
    // A file changes when it is written, whatever it says.
    answer.fresh_for = Duration::ZERO;
    Ok(Fetched {
        answer,
        parsed: Some(parsed),
    })
}
