//! Addresses on the web into bytes, politely and within limits: few at once from a
//! host, conditional requests, no private network unless it is allowed, nothing that is
//! secret to another host. Knows neither what the bytes are nor what becomes of them.

mod body;
mod client;
mod error;
mod freshness;
mod hosts;
mod private;
mod secret;

use std::time::Duration;

use url::Url;

pub use client::Client;
pub use error::WebError;
pub use private::is_private_by_name;
pub use secret::Secret;

/// What a fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time to find and reach a host.
    pub connect: Duration,
    /// Time for everything, from the first question to the last byte, redirects
    /// included.
    pub total: Duration,
    /// Bytes of a body after decompression.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            bytes: 16 << 20,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where; `http` or `https`.
    pub url: Url,
    /// `Accept`, as of RFC 9110.
    pub accept: &'static str,
    /// Whether it may lie in a private network, on this machine for instance.
    pub may_be_private: bool,
    /// What came with the copy that is there already.
    pub validators: Validators,
    /// What is sent to it (POST); nothing where it is only asked for.
    pub sent: Option<Sent>,
    /// `Authorization`, as of RFC 9110.
    pub authorization: Option<Secret>,
}

/// A body that is sent. It may hold a password, and is never shown.
#[derive(Debug, Clone)]
pub struct Sent {
    /// `Content-Type`.
    pub media_type: &'static str,
    /// What is sent.
    pub body: Secret,
}

impl Request {
    /// A question of an interface for programs, which answers in JSON. It may lie in a
    /// private network: the user has named it. It is never sent on to another host.
    #[must_use]
    pub fn api(url: Url, sent: Option<Sent>, authorization: Option<Secret>) -> Self {
        Self {
            accept: "application/json, text/plain;q=0.5, */*;q=0.1",
            may_be_private: true,
            sent,
            authorization,
            ..Self::feed(url)
        }
    }

    /// Whether it holds what only the server that it is for may see.
    fn is_confidential(&self) -> bool {
        self.sent.is_some() || self.authorization.is_some()
    }

    /// A feed.
    #[must_use]
    pub fn feed(url: Url) -> Self {
        Self {
            url,
            accept: "application/atom+xml, application/rss+xml, application/feed+json, \
                     application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, \
                     application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
            may_be_private: false,
            validators: Validators::default(),
            sent: None,
            authorization: None,
        }
    }

    /// A page.
    #[must_use]
    pub fn page(url: Url) -> Self {
        Self {
            accept: "text/html, application/xhtml+xml, */*;q=0.5",
            ..Self::feed(url)
        }
    }
}

/// What tells whether a copy is still good, as the server gave it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, compared byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, sent back as it came.
    pub last_modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The body after decompression; `None` when the copy that is there is still good.
    pub body: Option<Vec<u8>>,
    /// Where it was found in the end.
    pub url: Url,
    /// Where it has moved for good, if it has.
    pub moved: Option<Url>,
    /// The media type in small letters, without parameters.
    pub media_type: Option<String>,
    /// The encoding of text that the server names.
    pub charset: Option<String>,
    /// With which the next request for it is made.
    pub validators: Validators,
    /// How long the server says that this stays good (RFC 9111).
    pub fresh_for: Duration,
}
