//! Why nothing came back.

use std::time::Duration;

use url::Url;

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the messages say it")]
pub enum WebError {
    #[error("{0} is no address on the web")]
    NoWebAddress(Url),
    #[error("{host} lies in a private network")]
    Private { host: String },
    #[error("there is no host {host}")]
    NoHost { host: String },
    #[error("cannot reach {host}: {reason}")]
    Unreachable { host: String, reason: String },
    #[error("no secure connection to {host}: {reason}")]
    Insecure { host: String, reason: String },
    /// `after` is the limit that was reached.
    #[error("{what} took longer than {} s", after.as_secs_f32())]
    TooSlow { what: &'static str, after: Duration },
    #[error("larger than {} MB", limit.div_ceil(1 << 20))]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    #[error("more than {0} redirects")]
    Redirects(usize),
    /// What only the server that was named may see.
    #[error("redirected to another server, {host}, which is not given the password")]
    SentElsewhere { host: String },
    #[error("redirected to nowhere: {0}")]
    BadRedirect(String),
    #[error("the server answered {code}{}", reason(*code))]
    Status {
        code: u16,
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
    #[error("the answer is broken: {0}")]
    Broken(String),
}

impl WebError {
    /// How long the server wants to be left alone, if it said.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

fn reason(code: u16) -> String {
    let status = http::StatusCode::from_u16(code).ok();
    let reason = status.and_then(|status| status.canonical_reason());
    reason.map_or_else(String::new, |reason| format!(" ({reason})"))
}
