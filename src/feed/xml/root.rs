//! The tags of a feed's root, as a parser that is strict wants them.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::dialect::ATOM;
use super::names::{Names, local};

/// Versions of RSS that the feed parser knows; the others are read as 2.0.
const VERSIONS: &[&str] = &["2.0", "0.91", "0.92"];

/// The root's start tag; an RSS version that is unknown becomes 2.0, and prefixes that `text`,
/// whose names are `names`, has without saying what they are get their usual meaning.
pub(super) fn start_tag(tag: &BytesStart, names: &Names, text: &str) -> String {
    let mut written = BytesStart::new(tag.name().as_ref().to_owned());
    let is_rss = tag.local_name().as_ref() == "rss";
    let own_namespace = match tag.name().prefix() {
        Some(prefix) => format!("xmlns:{}", prefix.as_ref()),
        None => "xmlns".to_owned(),
    };
    for attribute in tag.attributes().with_checks(false).flatten() {
        let is_version = attribute.key.as_ref() == "version";
        // Whatever else it may say that it is.
        let is_own = attribute.key.as_ref() == own_namespace;
        if is_own && tag.local_name().as_ref() == "feed" {
            written.push_attribute((own_namespace.as_str(), ATOM));
        } else if !(is_rss && is_version && !VERSIONS.contains(&&*attribute.value)) {
            written.push_attribute(attribute);
        }
    }
    if is_rss && !matches!(written.try_get_attribute("version"), Ok(Some(_))) {
        written.push_attribute(("version", "2.0"));
    }
    for (prefix, namespace) in names.undeclared(text, tag) {
        written.push_attribute((format!("xmlns:{prefix}").as_str(), namespace));
    }
    format!("<{}>", &*written)
}

/// `text` with the root's end tag, where nothing else is missing than its last sign or, after
/// the end of an RSS channel, all of it.
pub(super) fn completed<'a>(text: &'a str, root: &str) -> Cow<'a, str> {
    let trimmed = text.trim_end();
    match trimmed.rsplit_once("</") {
        Some((_, name)) if name == root => Cow::Owned(format!("{trimmed}>")),
        Some((_, "channel>")) if local(root) == "rss" => Cow::Owned(format!("{trimmed}</{root}>")),
        _ => Cow::Borrowed(text),
    }
}
