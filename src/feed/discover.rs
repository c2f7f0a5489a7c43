//! The feeds that a page names, and where sites put them that name none.

use dom_query::Document;
use url::Url;

use super::{Origin, encoding, format};
use crate::article::html;
use crate::text::sanitize;

/// A feed that a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    /// Where it is, absolute.
    pub url: Url,
    /// Empty when the page gives none.
    pub title: String,
}

/// Where sites put their feed, the likeliest first.
const PLACES: &[&str] = &[
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
    "?feed=rss2",
];

/// Media types of feeds, the one that says most first.
const TYPES: &[&str] = &[
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
    "application/xml",
    "text/xml",
];

/// Whether `bytes` are a feed rather than a page or anything else.
#[must_use]
pub fn is_feed(bytes: &[u8], origin: &Origin) -> bool {
    let Ok(text) = encoding::decode(bytes, origin.charset.as_deref()) else {
        return false;
    };
    matches!(
        format::detect(&text, origin),
        Ok(format::Format::Xml | format::Format::JsonFeed)
    )
}

/// The feeds that the page `bytes` names (`link rel="alternate"`), in its order, those of
/// comments last; then addresses in its text that look like feeds.
#[must_use]
pub fn feeds_of_page(bytes: &[u8], origin: &Origin) -> Vec<FoundFeed> {
    let Ok(text) = encoding::decode(bytes, origin.charset.as_deref()) else {
        return Vec::new();
    };
    let document = Document::from(html::tame(&text).as_str());
    let base = document
        .select_single("base[href]")
        .attr("href")
        .and_then(|href| match &origin.base {
            Some(base) => base.join(href.trim()).ok(),
            None => Url::parse(href.trim()).ok(),
        })
        .or_else(|| origin.base.clone());
    let mut found: Vec<FoundFeed> = Vec::new();
    let mut add = |href: Option<String>, title: String| {
        let address = href.and_then(|href| html::absolute_web(&href, base.as_ref()));
        if let Some(url) = address.and_then(|address| Url::parse(&address).ok())
            && found.iter().all(|known| known.url != url)
        {
            found.push(FoundFeed { url, title });
        }
    };
    for link in document.select("link[rel][href]").nodes() {
        let rel = link.attr_or("rel", "").to_ascii_lowercase();
        let kind = link.attr_or("type", "").to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let mut rels = rel.split_whitespace();
        let is_named =
            rels.any(|rel| rel == "feed") || (rel.contains("alternate") && TYPES.contains(&kind));
        if is_named {
            let title = sanitize::line(&link.attr_or("title", ""));
            add(link.attr("href").map(Into::into), title);
        }
    }
    for link in document.select("a[href]").nodes() {
        let href = link.attr_or("href", "");
        if looks_like_feed(&href) {
            add(Some(href.to_string()), sanitize::line(&link.text()));
        }
    }
    found.sort_by_key(is_of_comments);
    found
}

/// Where the site of `page` may have a feed that no page names, likeliest first: below
/// the page, then below the site's root.
#[must_use]
pub fn likely_places(page: &Url) -> Vec<Url> {
    let mut base = page.clone();
    base.set_query(None);
    base.set_fragment(None);
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    let root = base.join("/").ok();
    let bases = std::iter::once(base.clone()).chain(root.filter(|root| *root != base));
    bases
        .flat_map(|base| PLACES.iter().filter_map(move |place| base.join(place).ok()))
        .collect()
}

fn looks_like_feed(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(
        last,
        "feed" | "rss" | "atom" | "rss.xml" | "feed.xml" | "atom.xml" | "feed.json" | "rss2"
    ) || last.ends_with(".rss")
        || last.ends_with(".atom")
        || last.ends_with(".rdf")
}

fn is_of_comments(feed: &FoundFeed) -> bool {
    let title = feed.title.to_lowercase();
    feed.url.path().contains("/comments")
        || ["comment", "تعليق"].iter().any(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_feeds() {
        let page = r#"<html><head><base href="/ar/"><title>المرفأ</title>
            <link rel="alternate" type="application/rss+xml" title="المرفأ &raquo; التعليقات" href="/comments/feed">
            <link rel="stylesheet alternate" type="text/css" href="/x.css">
            <link REL="Alternate" type="application/rss+xml; charset=utf-8" title="المرفأ" href="rss.php?a=1&amp;b=2">
            <link rel="alternate" type="application/json" href="javascript:alert(1)">
            <link rel="alternate" hreflang="en" href="/en/">
            </head><body><a href="/sport/rss.xml">رياضة</a><a href="/rss">RSS</a><a href="/about">من نحن</a></body></html>"#;
        let origin = Origin::at(Url::parse("https://a.example/news/today").unwrap());
        let found = feeds_of_page(page.as_bytes(), &origin);
        let addresses: Vec<&str> = found.iter().map(|feed| feed.url.as_str()).collect();
        assert_eq!(
            addresses,
            [
                "https://a.example/ar/rss.php?a=1&b=2",
                "https://a.example/sport/rss.xml",
                "https://a.example/rss",
                "https://a.example/comments/feed",
            ]
        );
        assert_eq!(found[0].title, "المرفأ");
        assert!(!is_feed(page.as_bytes(), &origin));
        assert!(is_feed(
            b"<?xml version='1.0'?><rss><channel/></rss>",
            &origin
        ));
    }

    #[test]
    fn a_site_that_names_none_is_looked_through() {
        let places = likely_places(&Url::parse("https://a.example/ar?x=1#y").unwrap());
        assert_eq!(places[0].as_str(), "https://a.example/ar/feed");
        assert!(
            places
                .iter()
                .any(|place| place.as_str() == "https://a.example/rss.xml")
        );
        assert!(
            places
                .iter()
                .any(|place| place.as_str() == "https://a.example/?feed=rss2")
        );
        assert_eq!(places.len(), 2 * PLACES.len());
    }
}
