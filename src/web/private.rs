//! Addresses that are not on the public internet, and a look-up of names that refuses
//! them. A name is judged by what it resolves to at the moment it is connected to, so
//! one that changes its mind gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// Looks names up as the system does, and gives no private address.
#[derive(Debug)]
pub(super) struct PublicOnly {
    system: DefaultResolver,
    /// The user's proxy, which may well stand in a private network.
    proxy: Option<(String, u16)>,
}

impl PublicOnly {
    /// `proxy` is the host and port of the user's proxy, if there is one.
    pub(super) fn new(proxy: Option<(String, u16)>) -> Self {
        Self {
            system: DefaultResolver::default(),
            proxy,
        }
    }
}

/// The error of [`PublicOnly`].
#[derive(Debug, thiserror::Error)]
#[error("a private address")]
pub(super) struct IsPrivate;

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.system.resolve(uri, config, timeout)?;
        let is_proxy = self.proxy.as_ref().is_some_and(|(host, port)| {
            uri.host() == Some(host) && uri.port_u16().is_none_or(|found| found == *port)
        });
        // One private address among public ones is a trick as well.
        if !is_proxy && addresses.iter().any(|address| is_private(address.ip())) {
            return Err(ureq::Error::Other(Box::new(IsPrivate)));
        }
        Ok(addresses)
    }
}

/// Whether the host of `url` is private by its name or number alone. Behind a proxy
/// nothing else is known of it.
#[must_use]
pub fn is_private_by_name(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private(address.into()),
        Some(Host::Ipv6(address)) => is_private(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.')
                || ["localhost", "local", "internal", "lan", "home.arpa"]
                    .iter()
                    .any(|end| {
                        name.strip_suffix(end)
                            .is_some_and(|rest| rest.ends_with('.'))
                    })
        }
        None => false,
    }
}

/// Whether `address` is none that the public internet routes: the special-purpose
/// registries of RFC 6890.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_private_v4(inner),
            None => is_private_v6(address),
        },
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || first & 0xfe00 == 0xfc00
        || first & 0xffc0 == 0xfe80
        || first & 0xffc0 == 0xfec0
        || (first == 0x2001 && second == 0x0db8)
}

/// The address of version 4 within one of version 6: mapped, compatible, NAT64, 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let at = |n: usize| {
        let [a, b] = segments[n].to_be_bytes();
        let [c, d] = segments[n + 1].to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(at(6)),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 || low > 1 => Some(at(6)),
        [0x2002, ..] => Some(at(1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_internet_does_not_route_is_private() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fd00::1",
            "fe80::1",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn a_number_in_any_disguise_is_private() {
        for (address, expected) in [
            ("http://localhost/", true),
            ("http://2130706433/", true),
            ("http://0x7f.1/", true),
            ("http://[::1]:80/", true),
            ("http://printer/", true),
            ("http://nas.local/", true),
            ("http://a.example/", false),
            ("http://local.example/", false),
        ] {
            let url = Url::parse(address).unwrap();
            assert_eq!(is_private_by_name(&url), expected, "{address}");
        }
    }
}
