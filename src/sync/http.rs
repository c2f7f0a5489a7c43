//! A server's interface over HTTP: a question, and its answer once it comes.

use std::thread;
use std::time::Duration;

use serde::Deserialize;
use url::Url;
use url::form_urlencoded::Serializer;

use super::SyncError;
use crate::web::{Client, Limits, Request, Secret, Sent, WebError};

/// The longest time that a server which asks for a pause is waited for; for a longer one
/// it is left alone.
const WAITED: Duration = Duration::from_secs(5);

/// How often a question is asked again that was not answered, and after what pauses.
#[derive(Debug, Clone)]
pub struct Patience(pub Vec<Duration>);

impl Default for Patience {
    fn default() -> Self {
        Self([300, 2_000].map(Duration::from_millis).to_vec())
    }
}

/// Asks a server.
#[derive(Debug)]
pub(super) struct Http {
    client: Client,
    /// Begins every address; without a stroke at its end.
    base: String,
    patience: Patience,
}

impl Http {
    pub(super) fn new(base: &str, limits: Limits, patience: Patience) -> Result<Self, SyncError> {
        let base = base.trim_end_matches('/');
        Url::parse(base).map_err(|_| SyncError::NoAddress(base.to_owned()))?;
        Ok(Self {
            client: Client::new(limits),
            base: base.to_owned(),
            patience,
        })
    }

    /// The answer to a question at `path`, with what is `sent` there.
    pub(super) fn ask(
        &self,
        path: &str,
        query: &[(&str, &str)],
        sent: Option<Sent>,
        authorization: Option<&Secret>,
    ) -> Result<String, SyncError> {
        let address = format!("{}{path}", self.base);
        let mut url = Url::parse(&address).map_err(|_| SyncError::NoAddress(address))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = Request::api(url, sent, authorization.cloned());
        let mut pauses = self.patience.0.iter();
        loop {
            match self.client.fetch(&request) {
                Ok(response) => {
                    let bytes = response.body.unwrap_or_default();
                    return Ok(String::from_utf8(bytes).unwrap_or_else(|error| {
                        String::from_utf8_lossy(error.as_bytes()).into_owned()
                    }));
                }
                Err(error) => match pauses.next() {
                    Some(pause) if may_pass(&error) => {
                        thread::sleep(error.retry_after().unwrap_or(*pause));
                    }
                    _ => return Err(error.into()),
                },
            }
        }
    }
}

/// Whether the same question may be answered a little later.
fn may_pass(error: &WebError) -> bool {
    match error {
        WebError::Unreachable { .. } | WebError::TooSlow { .. } | WebError::Broken(_) => true,
        WebError::Status { code, retry_after } => {
            matches!(code, 429 | 502..=504) && retry_after.is_none_or(|pause| pause <= WAITED)
        }
        _ => false,
    }
}

/// A form with these fields.
pub(super) fn form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sent {
    let body = Serializer::new(String::new()).extend_pairs(fields).finish();
    Sent {
        media_type: "application/x-www-form-urlencoded",
        body: Secret::new(body),
    }
}

/// The object that `text` is in JSON. A list, which would be taken for its fields in their
/// order, is none.
pub(super) fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, SyncError> {
    if !text.trim_start().starts_with('{') {
        return Err(SyncError::Broken("it is no object of JSON".to_owned()));
    }
    json(text)
}

/// What `text` says in JSON.
pub(super) fn json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, SyncError> {
    serde_json::from_str(text).map_err(|error| SyncError::broken(&error))
}
