//! When two articles that came in are the same one, and when it has changed.

use url::Url;

use crate::article::Article;

/// 16 bytes of BLAKE3: enough that two articles never meet by chance.
pub(super) type Digest = [u8; 16];

/// Query parameters that tell a site where a visitor came from, not what the page is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "ocid",
    "at_medium",
    "at_campaign",
];

/// Begins the identifier of an article that came without one of its own; the rest is
/// its key in hexadecimal.
const OWN: &str = "urn:marsad:";

/// What makes an article this one: the publisher's identifier, else the canonical
/// address, else title and text.
pub(super) fn key(article: &Article) -> Digest {
    let guid = article.guid.as_deref().map(str::trim).unwrap_or_default();
    let url = article.url.as_deref().map(str::trim).unwrap_or_default();
    if let Some(key) = guid.strip_prefix(OWN).and_then(from_hex) {
        key
    } else if let Some(address) = plain_address(guid) {
        // The same article may come once with its address as identifier (RSS calls
        // it a permalink) and once with nothing but the address.
        digest(&["url", &address])
    } else if Url::parse(guid).is_ok() {
        digest(&["guid", guid])
    } else if !guid.is_empty() {
        // A bare number or a slug is unique within its outlet only.
        digest(&["guid", &article.source, guid])
    } else if !url.is_empty() {
        digest(&["url", &canonical(url)])
    } else {
        digest(&["text", &article.title, &article.plain_text()])
    }
}

/// The identifier by which an export names `article`: its own or its address if it
/// has one. Imported again under it, it is the same article.
#[must_use]
pub fn identifier(article: &Article) -> String {
    let guid = article.guid.as_deref().map(str::trim).unwrap_or_default();
    let url = article.url.as_deref().map(str::trim).unwrap_or_default();
    if !guid.is_empty() {
        guid.to_owned()
    } else if plain_address(url).is_some() {
        url.to_owned()
    } else {
        format!("{OWN}{}", to_hex(&key(article)))
    }
}

/// The identifier of an article that `parts` tell apart from all others.
pub(super) fn own(parts: &[&str]) -> String {
    format!("{OWN}{}", to_hex(&digest(parts)))
}

/// Of the article's stored form: changes when anything in the article does.
pub(super) fn content_hash(json: &[u8]) -> Digest {
    truncated(blake3::hash(json))
}

/// The [canonical] address that an identifier is, if it is one on the web with nothing about it
/// that makes no difference to an address.
fn plain_address(guid: &str) -> Option<String> {
    let (secure, rest) = match guid.strip_prefix("http://") {
        Some(rest) => ("https://", rest),
        None => guid.split_at_checked("https://".len())?,
    };
    if secure != "https://" {
        return None;
    }
    let canonical = canonical(guid);
    (canonical.strip_prefix(secure) == Some(rest)).then_some(canonical)
}

fn to_hex(key: &Digest) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(hex: &str) -> Option<Digest> {
    let mut key = Digest::default();
    if hex.len() != 2 * key.len() || !hex.is_ascii() {
        return None;
    }
    for (n, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).ok()?;
    }
    Some(key)
}

/// The address without fragment, tracking parameters and the difference between
/// http and https. What is no address stays as it is.
pub(super) fn canonical(raw: &str) -> String {
    let Ok(mut url) = Url::parse(raw) else {
        return raw.to_owned();
    };
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.as_ref()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.set_fragment(None);
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    match url.as_str().strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => url.into(),
    }
}

fn digest(parts: &[&str]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    truncated(hasher.finalize())
}

fn truncated(hash: blake3::Hash) -> Digest {
    let mut digest = Digest::default();
    digest.copy_from_slice(&hash.as_bytes()[..16]);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(guid: Option<&str>, url: Option<&str>, source: &str) -> Digest {
        key(&Article {
            guid: guid.map(Into::into),
            url: url.map(Into::into),
            source: source.into(),
            title: "عنوان".into(),
            ..Article::default()
        })
    }

    #[test]
    fn tracking_and_fragments_do_not_make_another_article() {
        let plain = with(None, Some("https://a.example/1?id=7"), "أ");
        for same in [
            "http://a.example/1?id=7#top",
            "https://A.example/1?utm_source=x&id=7&fbclid=abc",
        ] {
            assert_eq!(with(None, Some(same), "ب"), plain, "{same}");
        }
        assert_ne!(with(None, Some("https://a.example/1?id=8"), "أ"), plain);
    }

    #[test]
    fn a_bare_guid_belongs_to_its_outlet() {
        assert_ne!(with(Some("17"), None, "أ"), with(Some("17"), None, "ب"));
        let global = Some("tag:a.example,2026:17");
        assert_eq!(with(global, None, "أ"), with(global, None, "ب"));
    }

    #[test]
    fn an_address_is_the_same_as_identifier_and_as_address() {
        let address = Some("https://a.example/1?id=7");
        assert_eq!(with(address, None, "أ"), with(None, address, "ب"));
        // Live pages tell their entries apart by fragment.
        let entry = Some("https://a.example/1?id=7#3");
        assert_ne!(with(entry, None, "أ"), with(address, None, "أ"));
    }

    #[test]
    fn an_exported_article_is_the_same_when_it_comes_back() {
        for (guid, url) in [
            (Some("17"), None),
            (Some("tag:a.example,2026:17"), Some("https://a.example/1")),
            (Some(" "), Some("https://a.example/1#top")),
            (None, Some("https://a.example/1")),
            (None, None),
        ] {
            let article = Article {
                guid: guid.map(Into::into),
                url: url.map(Into::into),
                title: "عنوان".into(),
                ..Article::default()
            };
            let mut back = article.clone();
            back.guid = Some(identifier(&article));
            back.title = "عنوان آخر".into();
            assert_eq!(key(&back), key(&article), "{guid:?} {url:?}");
        }
    }

    #[test]
    fn an_empty_guid_is_none() {
        let url = Some("https://a.example/1");
        assert_eq!(with(Some(" "), url, "أ"), with(None, url, "أ"));
    }
}
