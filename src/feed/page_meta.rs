//! What an HTML page says of itself: JSON-LD first, then its meta elements.

use dom_query::{Document, NodeRef};
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::date;
use crate::article::html;
use crate::text::sanitize;

/// A page's own account of the article on it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct PageMeta {
    pub(super) title: Option<String>,
    pub(super) site: Option<String>,
    pub(super) category: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) language: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) image: Option<String>,
    pub(super) url: Option<String>,
}

impl PageMeta {
    pub(super) fn new(document: &Document, base: Option<&Url>) -> Self {
        let linked = linked_article(document).unwrap_or_default();
        let ld = |name: &str| texts(&linked[name]);
        let meta = |names: &[&str]| meta(document, names);
        let one = |ld: Vec<String>, names: &[&str]| {
            ld.into_iter()
                .next()
                .or_else(|| meta(names).into_iter().next())
        };
        let address = |raw: Option<String>| raw.and_then(|raw| html::absolute_web(&raw, base));
        let canonical = attribute(document, "link[rel='canonical']", "href");
        let mut tags = meta(&["article:tag", "og:article:tag"]);
        if tags.is_empty() {
            tags = split(ld("keywords"));
        }
        if tags.is_empty() {
            tags = split(meta(&["news_keywords", "keywords"]));
        }
        let mut authors = ld("author");
        if authors.is_empty() {
            authors = meta(&[
                "author",
                "article:author",
                "byl",
                "dc.creator",
                "parsely-author",
            ]);
        }
        // Some give the address of the author's page.
        authors.retain(|author| !author.starts_with("http"));
        let time = attribute(document, "time[datetime]", "datetime");
        Self {
            title: one(ld("headline"), &["og:title", "twitter:title", "dc.title"]),
            site: one(ld("publisher"), &["og:site_name", "application-name"]),
            category: one(
                ld("articleSection"),
                &["article:section", "og:article:section", "section"],
            ),
            tags,
            authors,
            published: one(
                ld("datePublished"),
                &[
                    "article:published_time",
                    "og:published_time",
                    "datepublished",
                    "pubdate",
                    "date",
                    "dc.date",
                    "dc.date.issued",
                    "parsely-pub-date",
                ],
            )
            .as_deref()
            .and_then(date::parse)
            .or_else(|| time.as_deref().and_then(date::parse)),
            updated: one(
                ld("dateModified"),
                &[
                    "article:modified_time",
                    "og:updated_time",
                    "datemodified",
                    "lastmod",
                ],
            )
            .as_deref()
            .and_then(date::parse),
            language: attribute(document, "html", "lang"),
            summary: one(ld("description"), &["og:description", "description"]),
            image: address(one(ld("image"), &["og:image", "twitter:image"])),
            url: address(canonical)
                .or_else(|| address(one(ld("url"), &["og:url"])))
                .or_else(|| base.map(Url::to_string)),
        }
    }
}

/// The first object of JSON-LD that is an article.
fn linked_article(document: &Document) -> Option<Value> {
    let scripts = document.select("script[type='application/ld+json']");
    scripts.iter().find_map(|script| {
        let value: Value = serde_json::from_str(script.text().trim()).ok()?;
        find_article(value)
    })
}

fn find_article(value: Value) -> Option<Value> {
    match value {
        Value::Array(values) => values.into_iter().find_map(find_article),
        Value::Object(mut object) => {
            let kinds = object.get("@type").map(texts).unwrap_or_default();
            let is_article = |kind: &String| {
                kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
            };
            if kinds.iter().any(is_article) {
                return Some(Value::Object(object));
            }
            object.remove("@graph").and_then(find_article)
        }
        _ => None,
    }
}

/// The texts of a value that may be one, several, or objects with a name or an address.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => Some(html::one_line(text))
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect(),
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(object) => ["name", "url", "@id"]
            .iter()
            .find_map(|name| object.get(*name))
            .map(texts)
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The contents of the meta elements of the first of `names` that has any.
fn meta(document: &Document, names: &[&str]) -> Vec<String> {
    let elements = document.select("meta[content]");
    let all: Vec<(String, String)> = elements
        .nodes()
        .iter()
        .filter_map(|element| Some((meta_name(element)?, content(element)?)))
        .collect();
    names
        .iter()
        .map(|name| {
            let found = all.iter().filter(|(found, _)| found == name);
            found
                .map(|(_, content)| content.clone())
                .collect::<Vec<_>>()
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn meta_name(element: &NodeRef) -> Option<String> {
    let name = ["property", "name", "itemprop"]
        .iter()
        .find_map(|name| element.attr(name))?;
    Some(name.trim().to_ascii_lowercase())
}

fn content(element: &NodeRef) -> Option<String> {
    Some(sanitize::line(&element.attr("content")?)).filter(|content| !content.is_empty())
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let value = document.select_single(selector).attr(name)?;
    Some(sanitize::line(&value)).filter(|value| !value.is_empty())
}

/// Several keywords in one string, set apart by commas.
fn split(keywords: Vec<String>) -> Vec<String> {
    let split = keywords.iter().flat_map(|line| line.split([',', '،', ';']));
    split
        .map(sanitize::line)
        .filter(|word| !word.is_empty())
        .collect()
}
