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

/// What a feed means by its prefixes.
#[derive(Default)]
pub(super) struct Names {
    /// The usual prefixes by those that it has instead.
    usual: HashMap<String, &'static str>,
    /// Which of the usual ones it has.
    has: [bool; USUAL.len()],
}

impl Names {
    /// Takes notice of the prefix of `tag` and of what it declares. That counts for the whole
    /// feed: hardly any feed means two things by one prefix. Returns whether it says what names
    /// without a prefix mean.
    pub(super) fn note(&mut self, tag: &BytesStart<'_>) -> bool {
        if let Some(prefix) = tag.name().prefix() {
            let all = self.has.iter_mut().zip(USUAL);
            let known = all.filter(|(_, (usual, _))| *usual == prefix.as_ref());
            known.for_each(|(has, _)| *has = true);
        }
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
                self.usual.insert(prefix.to_owned(), usual);
            }
        }
        has_default
    }

    /// The usual prefixes that elements of `text` have and its root, `tag`, forgets to declare,
    /// with their namespaces.
    pub(super) fn undeclared(
        &self,
        text: &str,
        tag: &BytesStart<'_>,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let all = USUAL.iter().copied().zip(self.has);
        let has = all.filter_map(|(usual, has)| has.then_some(usual));
        has.filter(|(prefix, _)| {
            let declaration = format!("xmlns:{prefix}");
            let is_in =
                |text: &str| memmem::find(text.as_bytes(), declaration.as_bytes()).is_some();
            // The tag is short and tells of most.
            !is_in(tag) && !is_in(text)
        })
    }

    pub(super) fn split<'n>(&'n self, name: &'n str) -> Name<'n> {
        // Names are short.
        match name.bytes().position(|byte| byte == b':') {
            Some(end) => {
                let prefix = &name[..end];
                let usual = self.usual.get(prefix).copied().unwrap_or(prefix);
                (usual, &name[end + 1..])
            }
            None => ("", name),
        }
    }
}

/// An element's name without its prefix.
pub(super) fn local(name: &str) -> &str {
    let prefix = name.bytes().rposition(|byte| byte == b':');
    prefix.map_or(name, |end| &name[end + 1..])
}

/// Whether `prefix` is the usual one of `namespace`.
pub(super) fn is_usual(prefix: &str, namespace: &str) -> bool {
    USUAL.contains(&(prefix, namespace))
}
