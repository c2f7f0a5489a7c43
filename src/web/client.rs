//! The client: one request, followed wherever it is redirected to.

use std::io;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, AsSendBody, Body, Proxy};
use url::Url;

use super::body::{self, ReadError};
use super::hosts::Hosts;
use super::private::{IsPrivate, PublicOnly, is_private_by_name};
use super::{Limits, Request, Response, Validators, WebError, freshness};

/// Redirects that are followed. RFC 9110 leaves the number open; browsers follow 20.
const REDIRECTS: usize = 10;

/// How servers see who asks.
const USER_AGENT: &str = concat!(
    "marsad/",
    env!("CARGO_PKG_VERSION"),
    " (news reader; fetches feeds for one person)"
);

/// Fetches from the web. Can be shared between threads; what it has open is closed
/// with it.
#[derive(Debug)]
pub struct Client {
    /// Reaches public addresses only.
    public: Agent,
    /// Reaches any.
    any: Agent,
    hosts: Hosts,
    limits: Limits,
}

/// What a single step brought.
enum Step {
    Done(Box<Response>),
    Redirect { to: String, is_permanent: bool },
}

impl Client {
    /// A client that uses the system's roots of trust and, where the environment names
    /// one, a proxy.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let proxy = Proxy::try_from_env();
        let reached = proxy.as_ref();
        let reached = reached.map(|proxy| (proxy.host().to_owned(), proxy.port()));
        let public = PublicOnly::new(reached);
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .proxy(proxy)
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .accept_encoding(body::ENCODINGS)
            .http_status_as_error(false)
            // Followed here, where it shows which are permanent.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .build();
        Self {
            public: Agent::with_parts(config.clone(), DefaultConnector::default(), public),
            any: Agent::with_parts(
                config,
                DefaultConnector::default(),
                DefaultResolver::default(),
            ),
            hosts: Hosts::default(),
            limits,
        }
    }

    /// Fetches what `request` asks for.
    ///
    /// # Errors
    /// When nothing came back, or not what can be used.
    pub fn fetch(&self, request: &Request) -> Result<Response, WebError> {
        let deadline = Instant::now() + self.limits.total;
        let mut url = request.url.clone();
        let mut moved = None;
        let mut is_for_good = true;
        for _ in 0..=REDIRECTS {
            match self.step(&url, request, deadline)? {
                Step::Done(mut response) => {
                    response.moved = moved;
                    return Ok(*response);
                }
                Step::Redirect { to, is_permanent } => {
                    let from = url;
                    url = from.join(&to).map_err(|_| WebError::BadRedirect(to))?;
                    if request.is_confidential() && !is_same_server(&from, &url) {
                        return Err(WebError::SentElsewhere {
                            host: url.host_str().unwrap_or_default().to_owned(),
                        });
                    }
                    // Only an unbroken chain from the start tells where it moved to.
                    is_for_good &= is_permanent;
                    if is_for_good {
                        moved = Some(url.clone());
                    }
                }
            }
        }
        Err(WebError::Redirects(REDIRECTS))
    }

    fn step(&self, url: &Url, request: &Request, deadline: Instant) -> Result<Step, WebError> {
        let host = match url.host_str() {
            Some(host) if matches!(url.scheme(), "http" | "https") => host,
            _ => return Err(WebError::NoWebAddress(url.clone())),
        };
        let failed = |error: ureq::Error| self.error(error, host);
        if !request.may_be_private && is_private_by_name(url) {
            return Err(WebError::Private {
                host: host.to_owned(),
            });
        }
        let _turn = self.hosts.turn(host);
        let agent = if request.may_be_private {
            &self.any
        } else {
            &self.public
        };
        let parts = head(url, request)?;
        let left = deadline.saturating_duration_since(Instant::now());
        // Zero would mean no limit.
        let left = left.max(Duration::from_millis(1));
        let answer = match &request.sent {
            None => agent.run(timed(agent, parts.clone(), (), left)),
            Some(sent) => {
                let body = sent.body.reveal().as_bytes();
                agent.run(timed(agent, parts.clone(), body, left))
            }
        };
        let answer = answer.map_err(failed)?;
        let (answer, body) = answer.into_parts();
        self.take_in(url, request, &parts, &answer, body)
            .map_err(|error| match error {
                ReadError::Other(error) => error,
                ReadError::Io(error) => match error.downcast::<ureq::Error>() {
                    Ok(error) => failed(error),
                    Err(error) => failed(error.into()),
                },
            })
    }

    fn take_in(
        &self,
        url: &Url,
        request: &Request,
        asked: &http::request::Parts,
        answer: &http::response::Parts,
        body: Body,
    ) -> Result<Step, ReadError> {
        let text = |name: http::HeaderName| {
            let value = answer.headers.get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let code = answer.status.as_u16();
        let is_copy_good = code == 304 && request.validators != Validators::default();
        if matches!(code, 301 | 302 | 303 | 307 | 308)
            && let Some(to) = text(http::header::LOCATION)
        {
            let is_permanent = matches!(code, 301 | 308);
            return Ok(Step::Redirect { to, is_permanent });
        }
        if !(answer.status.is_success() || is_copy_good) {
            let retry_after = freshness::retry_after(&answer.headers, Timestamp::now());
            return Err(ReadError::Other(WebError::Status { code, retry_after }));
        }
        let (media_type, charset) = match text(http::header::CONTENT_TYPE) {
            Some(value) => media_type(&value),
            None => (None, None),
        };
        let mut validators = Validators {
            etag: text(http::header::ETAG),
            last_modified: text(http::header::LAST_MODIFIED),
        };
        let body = if is_copy_good {
            // A short answer need not say again what has not changed.
            let known = request.validators.clone();
            validators.etag = validators.etag.or(known.etag);
            validators.last_modified = validators.last_modified.or(known.last_modified);
            None
        } else {
            let encoding = text(http::header::CONTENT_ENCODING);
            let bytes = body::read(body.into_reader(), encoding.as_deref(), self.limits.bytes)?;
            Some(bytes)
        };
        Ok(Step::Done(Box::new(Response {
            body,
            url: url.clone(),
            moved: None,
            media_type,
            charset,
            validators,
            fresh_for: freshness::fresh_for(asked, answer, SystemTime::now()),
        })))
    }

    fn error(&self, error: ureq::Error, host: &str) -> WebError {
        let host = host.to_owned();
        match error {
            ureq::Error::Other(cause) if cause.is::<IsPrivate>() => WebError::Private { host },
            ureq::Error::HostNotFound => WebError::NoHost { host },
            ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
                WebError::TooSlow {
                    what: "connecting",
                    after: self.limits.connect,
                }
            }
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::Tls(reason) => WebError::Insecure {
                host,
                reason: reason.to_owned(),
            },
            ureq::Error::Rustls(reason) => WebError::Insecure {
                host,
                reason: reason.to_string(),
            },
            ureq::Error::Io(error) => match error.kind() {
                // What rustls finds wrong comes as this.
                io::ErrorKind::InvalidData => WebError::Insecure {
                    host,
                    reason: error.to_string(),
                },
                io::ErrorKind::UnexpectedEof => WebError::Broken("it breaks off".to_owned()),
                io::ErrorKind::TimedOut => self.too_slow(),
                _ => WebError::Unreachable {
                    host,
                    reason: error.to_string(),
                },
            },
            ureq::Error::ConnectionFailed => WebError::Unreachable {
                host,
                reason: "the connection was refused".to_owned(),
            },
            ureq::Error::ConnectProxyFailed(reason) => WebError::Unreachable { host, reason },
            error => WebError::Broken(error.to_string()),
        }
    }

    fn too_slow(&self) -> WebError {
        WebError::TooSlow {
            what: "the answer",
            after: self.limits.total,
        }
    }
}

/// A question that is given up after `left`.
fn timed<B: AsSendBody>(
    agent: &Agent,
    parts: http::request::Parts,
    body: B,
    left: Duration,
) -> http::Request<B> {
    agent
        .configure_request(http::Request::from_parts(parts, body))
        .timeout_global(Some(left))
        .build()
}

/// Whether what is meant for `from` may go to `to`: the same host, at the same port or
/// over a secure connection instead of an open one.
fn is_same_server(from: &Url, to: &Url) -> bool {
    let is_same =
        from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default();
    let is_safer = from.scheme() == "http" && to.scheme() == "https";
    from.host_str() == to.host_str() && (is_same || is_safer)
}

/// The head of the request for `url`.
fn head(url: &Url, request: &Request) -> Result<http::request::Parts, WebError> {
    let mut head = match &request.sent {
        None => http::Request::get(url.as_str()),
        Some(sent) => {
            http::Request::post(url.as_str()).header(http::header::CONTENT_TYPE, sent.media_type)
        }
    };
    head = head.header(http::header::ACCEPT, request.accept);
    if let Some(authorization) = &request.authorization {
        head = head.header(http::header::AUTHORIZATION, authorization.reveal());
    }
    // After a redirect too: it is what was found there that they are of.
    let Validators {
        etag,
        last_modified,
    } = &request.validators;
    if let Some(etag) = etag {
        head = head.header(http::header::IF_NONE_MATCH, etag);
    }
    if let Some(date) = last_modified {
        head = head.header(http::header::IF_MODIFIED_SINCE, date);
    }
    let head = head
        .body(())
        .map_err(|_| WebError::NoWebAddress(url.clone()))?;
    Ok(head.into_parts().0)
}

/// The media type and the encoding that a `Content-Type` names.
fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase);
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (kind.filter(|kind| !kind.is_empty()), charset)
}
