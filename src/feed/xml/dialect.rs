//! Old dialects in the words of those that the feed parser knows: Atom 0.3 as 1.0, and
//! RSS under the namespaces that it has had.

use quick_xml::events::BytesStart;

pub(super) const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Namespaces that mean the first of each row.
const NAMESPACES: &[(&str, &[&str])] = &[
    (
        ATOM,
        &[
            "http://purl.org/atom/ns#",
            "http://purl.org/atom/ns",
            "http://purl.org/echo/",
            "http://example.com/newformat#",
            "http://example.com/necho",
            "uri/of/echo/namespace#",
            "http://www.w3.org/2005/atom",
            "https://www.w3.org/2005/Atom",
            "http://www.w3.org/2005/Atom/",
        ],
    ),
    (
        "http://purl.org/rss/1.0/",
        &[
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://channel.netscape.com/rdf/simple/0.9/",
            "http://my.netscape.com/publish/formats/rss-0.91.dtd",
            "http://my.netscape.com/publish/formats/rss-0.9.dtd",
            "http://my.netscape.com/rss-0.91.dtd",
            "http://purl.org/rss/1.0",
            "http://purl.org/net/rss1.1#",
            "http://purl.org/net/rss1.1/",
            "http://backend.userland.com/rss",
            "http://backend.userland.com/RSS",
            "http://backend.userland.com/rss2",
            "http://backend.userland.com/RSS2",
            "http://backend.userland.com/rss091",
            "http://backend.userland.com/rss092",
            "http://blogs.law.harvard.edu/tech/rss",
            "http://cyber.law.harvard.edu/rss/rss.html",
            "http://www.rssboard.org/rss-specification",
        ],
    ),
    (
        "http://purl.org/dc/elements/1.1/",
        &[
            "http://purl.org/dc/elements/1.0/",
            "http://purl.org/dc/terms/",
        ],
    ),
    (
        "http://search.yahoo.com/mrss/",
        &["http://search.yahoo.com/mrss"],
    ),
    (
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        &["http://www.itunes.com/DTDs/Podcast-1.0.dtd"],
    ),
];

/// The elements of Atom 0.3 that 1.0 calls otherwise.
const ATOM_0_3: &[(&str, &str)] = &[
    ("modified", "updated"),
    ("issued", "published"),
    ("tagline", "subtitle"),
    ("copyright", "rights"),
];

/// The elements of Atom that hold text of some type.
const TEXTS: &[&str] = &[
    "title",
    "subtitle",
    "summary",
    "content",
    "rights",
    "tagline",
    "copyright",
    "info",
];

/// Which dialect a feed is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    is_atom: bool,
    is_atom_0_3: bool,
}

impl Dialect {
    /// The dialect of a feed that begins with `root`.
    pub(super) fn of(root: &BytesStart<'_>) -> Self {
        let is_feed = matches!(root.local_name().as_ref(), "feed" | "entry");
        let mut attributes = root.attributes();
        let is_old = attributes.with_checks(false).flatten().any(|attribute| {
            let (name, value) = (attribute.key.as_ref(), &*attribute.value);
            let is_namespace = name == "xmlns" || name.starts_with("xmlns:");
            let is_other = is_namespace && NAMESPACES[0].1[..6].contains(&value);
            is_other || (name == "version" && value.starts_with("0."))
        });
        Self {
            is_atom: is_feed,
            is_atom_0_3: is_feed && is_old,
        }
    }

    /// Whether it is one of Atom.
    pub(super) fn is_atom(self) -> bool {
        self.is_atom
    }

    /// The name that the element `name` has where the parser looks for it, if another.
    pub(super) fn renamed(self, name: &str) -> Option<String> {
        if self.is_atom && name == "item" {
            return Some("entry".to_owned());
        }
        if !self.is_atom_0_3 {
            return None;
        }
        let (prefix, local) = match name.rsplit_once(':') {
            Some((prefix, local)) => (format!("{prefix}:"), local),
            None => (String::new(), name),
        };
        let known = ATOM_0_3.iter().find(|(old, _)| *old == local);
        known.map(|(_, new)| format!("{prefix}{new}"))
    }

    /// Whether `name` is that of an element of Atom that holds text.
    pub(super) fn is_text(self, name: &str) -> bool {
        if !self.is_atom {
            return false;
        }
        let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
        // Others have elements of the same names: media:content, dc:title.
        matches!(prefix, "" | "a" | "atom") && TEXTS.contains(&local)
    }

    /// Whether elements within `tag` are HTML that should have been escaped. In XHTML they
    /// have a meaning of their own.
    pub(super) fn is_html(self, tag: &BytesStart<'_>) -> bool {
        let name = tag.name();
        if !self.is_atom {
            return matches!(name.as_ref(), "title" | "description" | "content:encoded");
        }
        let attribute = tag.try_get_attribute("type").ok().flatten();
        let is_xhtml = attribute.is_some_and(|kind| kind.value.trim() == "xhtml");
        self.is_text(name.as_ref()) && !is_xhtml && self.text_type(tag) != Some("xhtml")
    }

    /// Whether `tag` is a text of Atom that is none: a picture, say, or base64.
    pub(super) fn is_unreadable(self, tag: &BytesStart<'_>) -> bool {
        let attribute = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok().flatten();
            attribute.map(|attribute| attribute.value.trim().to_ascii_lowercase())
        };
        if !self.is_text(tag.name().as_ref()) {
            return false;
        }
        // What lies elsewhere is no text here.
        if attribute("src").is_some() {
            return true;
        }
        let kind = attribute("type").unwrap_or_default();
        let is_other = ["image/", "audio/", "video/", "application/"]
            .iter()
            .any(|other| kind.starts_with(other));
        let is_text = kind.ends_with("xml") || kind.contains("html");
        attribute("mode").as_deref() == Some("base64") || (is_other && !is_text)
    }

    /// What the parser is to take the text of `tag` for, if not what it says.
    fn text_type(self, tag: &BytesStart<'_>) -> Option<&'static str> {
        let attribute = tag.try_get_attribute("type").ok().flatten()?;
        let kind = attribute.value.trim().to_ascii_lowercase();
        if matches!(tag.name().as_ref(), "media:title" | "media:description") {
            return match kind.as_str() {
                "plain" | "html" => None,
                kind if kind.contains("html") => Some("html"),
                _ => Some("plain"),
            };
        }
        if !self.is_text(tag.name().as_ref()) {
            return None;
        }
        match kind.as_str() {
            "text" | "html" | "xhtml" => None,
            "text/plain" | "plain" | "txt" => Some("text"),
            kind if kind.contains("xhtml") || kind.ends_with("xml") => Some("xhtml"),
            _ => Some("html"),
        }
    }

    /// `tag` with the names and namespaces that the parser knows, if it has others.
    pub(super) fn start(self, tag: &BytesStart<'_>) -> Option<BytesStart<'static>> {
        let name = tag.name();
        let renamed = self.renamed(name.as_ref());
        let mut attributes = tag.attributes();
        let is_foreign = attributes.with_checks(false).flatten().any(|attribute| {
            attribute.key.as_ref().starts_with("xmlns") && known(&attribute.value).is_some()
        });
        let text_type = self.text_type(tag);
        if renamed.is_none() && !is_foreign && text_type.is_none() {
            return None;
        }
        let name = renamed.unwrap_or_else(|| name.as_ref().to_owned());
        let mut written = BytesStart::new(name);
        for attribute in tag.attributes().with_checks(false).flatten() {
            if let Some(text_type) = text_type.filter(|_| attribute.key.as_ref() == "type") {
                written.push_attribute(("type", text_type));
                continue;
            }
            match known(&attribute.value) {
                Some(namespace) if attribute.key.as_ref().starts_with("xmlns") => {
                    written.push_attribute((attribute.key.as_ref(), namespace));
                }
                _ => written.push_attribute(attribute),
            }
        }
        Some(written)
    }
}

/// The namespace that `namespace` means, if the parser knows it by another name.
pub(super) fn known(namespace: &str) -> Option<&'static str> {
    let namespace = namespace.trim();
    let means = |others: &[&str]| others.contains(&namespace);
    let row = NAMESPACES.iter().find(|(_, others)| means(others));
    row.map(|(namespace, _)| *namespace)
}
