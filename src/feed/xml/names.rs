//! What prefixes of namespaces stand for.

use std::collections::HashMap;

use memchr::memmem;
use quick_xml::events::BytesStart;

use super::dialect;

/// The namespaces whose elements mean something here, by their usual prefixes.
const USUAL: &[(&str, &str)] = &[
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("thr", "http://purl.org/syndication/thread/1.0"),
    ("wfw", "http://wellformedweb.org/CommentAPI/"),
    ("xhtml", "http://www.w3.org/1999/xhtml"),
];

/// The name of an element: the usual prefix of its namespace, or the one that it has, and
/// what stands after it.
pub(super) type Name<'a> = (&'a str, &'a str);

/// The usual prefixes by those that a feed has instead.
#[derive(Default)]
pub(super) struct Names(HashMap<String, &'static str>);

impl Names {
    /// Takes notice of what `tag` declares. It counts for the whole feed: hardly any feed
    /// means two things by one prefix. Returns whether it says what names without a prefix mean.
    pub(super) fn note(&mut self, tag: &BytesStart<'_>) -> bool {
        if tag.attributes_raw().is_empty() || !tag.contains("xmlns") {
            return false;
        }
        let mut has_default = false;
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            has_default |= key == "xmlns";
            let Some(prefix) = key.strip_prefix("xmlns:") else {
                continue;
            };
            let namespace = attribute.value.trim();
            let is_terms = namespace == "http://purl.org/dc/terms/";
            let known = dialect::known(namespace).filter(|_| !is_terms);
            let namespace = known.unwrap_or(namespace);
            let usual = USUAL.iter().find(|(_, known)| *known == namespace);
            if let Some((usual, _)) = usual.filter(|(usual, _)| *usual != prefix) {
                self.0.insert(prefix.to_owned(), usual);
            }
        }
        has_default
    }

    pub(super) fn split<'n>(&'n self, name: &'n str) -> Name<'n> {
        match name.split_once(':') {
            Some((prefix, local)) => (self.0.get(prefix).copied().unwrap_or(prefix), local),
            None => ("", name),
        }
    }
}

/// An element's name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Whether `prefix` is the usual one of `namespace`.
pub(super) fn is_usual(prefix: &str, namespace: &str) -> bool {
    USUAL.contains(&(prefix, namespace))
}

/// The usual prefixes that `text` has and its root, `tag`, forgets to declare, with their
/// namespaces.
pub(super) fn undeclared<'t>(
    text: &'t str,
    tag: &'t BytesStart<'_>,
) -> impl Iterator<Item = (&'static str, &'static str)> + 't {
    let declares = |prefix: &str| format!("xmlns:{prefix}");
    let has = |sought: String| memmem::find(text.as_bytes(), sought.as_bytes()).is_some();
    let all = USUAL.iter().copied();
    // The tag is short and tells of most.
    all.filter(move |(prefix, _)| !tag.contains(&declares(prefix)))
        .filter(move |(prefix, _)| has(format!("<{prefix}:")) && !has(declares(prefix)))
}
