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

/// What makes an article this one: the publisher's identifier, else the canonical
/// address, else title and text.
pub(super) fn key(article: &Article) -> Digest {
    let guid = article.guid.as_deref().map(str::trim);
    let url = article.url.as_deref().map(str::trim);
    match (guid, url) {
        (Some(guid), _) if is_global(guid) => digest(&["guid", guid]),
        // A bare number or a slug is unique within its outlet only.
        (Some(guid), _) if !guid.is_empty() => digest(&["guid", &article.source, guid]),
        (_, Some(url)) if !url.is_empty() => digest(&["url", &canonical(url)]),
        _ => digest(&["text", &article.title, &article.plain_text()]),
    }
}

/// Of the article's stored form: changes when anything in the article does.
pub(super) fn content_hash(json: &[u8]) -> Digest {
    truncated(blake3::hash(json))
}

fn is_global(guid: &str) -> bool {
    Url::parse(guid).is_ok()
}

/// The address without fragment, tracking parameters and the difference between
/// http and https. What is no address stays as it is.
fn canonical(raw: &str) -> String {
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
    fn an_empty_guid_is_none() {
        let url = Some("https://a.example/1");
        assert_eq!(with(Some(" "), url, "أ"), with(None, url, "أ"));
    }
}
