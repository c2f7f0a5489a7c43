//! The servers that people have, and where each is asked.

use std::str::FromStr;

use url::Url;

use crate::library::AccountKind;
use crate::web::is_private_by_name;

/// A kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// FreshRSS, by its interface of Google Reader.
    FreshRss,
    /// Miniflux, by its interface of Google Reader.
    Miniflux,
    /// theoldreader.com.
    TheOldReader,
    /// bazqux.com.
    BazQux,
    /// Any that has the interface of Google Reader, by the interface's own address.
    GReader,
    /// Tiny Tiny RSS, by its own interface.
    TtRss,
}

/// Why an address is none of a server's.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ServiceError {
    #[error("{0:?} is no address on the web")]
    NoAddress(String),
    #[error("an address that holds a user name or a password; leave them out")]
    WithUser,
    #[error("the password would go to {0} for all to read; use https")]
    Open(String),
}

impl Service {
    /// All of them, in the order that help names them.
    pub const ALL: [Self; 6] = [
        Self::FreshRss,
        Self::Miniflux,
        Self::TtRss,
        Self::TheOldReader,
        Self::BazQux,
        Self::GReader,
    ];

    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FreshRss => "freshrss",
            Self::Miniflux => "miniflux",
            Self::TheOldReader => "theoldreader",
            Self::BazQux => "bazqux",
            Self::GReader => "greader",
            Self::TtRss => "ttrss",
        }
    }

    /// How it is spoken to.
    #[must_use]
    pub fn kind(self) -> AccountKind {
        match self {
            Self::TtRss => AccountKind::TtRss,
            _ => AccountKind::GReader,
        }
    }

    /// Where its interface is, of a server at the address `typed`; without a scheme, https.
    ///
    /// # Errors
    /// When that is no address to which a password may be sent.
    pub fn address(self, typed: &str) -> Result<Url, ServiceError> {
        let typed = typed.trim();
        let no_address = || ServiceError::NoAddress(typed.to_owned());
        let whole = if typed.contains("://") {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let mut url = Url::parse(&whole).map_err(|_| no_address())?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(no_address());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ServiceError::WithUser);
        }
        if url.scheme() == "http" && !is_private_by_name(&url) {
            let host = url.host_str().unwrap_or_default();
            return Err(ServiceError::Open(host.to_owned()));
        }
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        let path = match self {
            Self::FreshRss if !path.ends_with("greader.php") => {
                let path = path.trim_end_matches("/i").trim_end_matches("/api");
                format!("{path}/api/greader.php")
            }
            Self::TtRss if !path.ends_with("/api") => format!("{path}/api"),
            _ => path,
        };
        url.set_path(&path);
        Ok(url)
    }
}

impl FromStr for Service {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|service| service.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name);
            format!("one of {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_is_found_from_the_address_that_people_know() {
        for (service, typed, expected) in [
            (
                Service::FreshRss,
                "rss.example",
                "https://rss.example/api/greader.php",
            ),
            (
                Service::FreshRss,
                "https://a.example/p/i/?c=1#x",
                "https://a.example/p/api/greader.php",
            ),
            (
                Service::FreshRss,
                "http://127.0.0.1:8080/p/api/greader.php",
                "http://127.0.0.1:8080/p/api/greader.php",
            ),
            (
                Service::TtRss,
                "https://a.example/tt-rss/",
                "https://a.example/tt-rss/api",
            ),
            (Service::Miniflux, "rss.example/", "https://rss.example/"),
        ] {
            assert_eq!(service.address(typed).unwrap().as_str(), expected);
        }
        for (typed, expected) in [
            (
                "http://a.example/",
                "the password would go to a.example for all to read; use https",
            ),
            ("https://me:pw@a.example/", "leave them out"),
            ("file:///etc/passwd", "no address"),
            ("", "no address"),
        ] {
            let error = Service::TtRss.address(typed).unwrap_err().to_string();
            assert!(error.contains(expected) && !error.contains("pw"), "{error}");
        }
    }
}
