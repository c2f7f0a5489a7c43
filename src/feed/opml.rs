//! Lists of subscriptions: OPML 1.0 and 2.0, in and out.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::{FeedError, Location, Origin, Syntax, encoding};
use crate::text::sanitize;

/// A subscription as a list names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The feed's address (`xmlUrl`), unchecked.
    pub url: String,
    /// Empty when the list gives none.
    pub title: String,
    /// The page that it is the feed of (`htmlUrl`).
    pub site: Option<String>,
    /// Levels set apart by `/`; empty for none.
    pub folder: String,
    /// What `category` holds, but for folders.
    pub tags: Vec<String>,
}

/// Deepest outline within outlines.
const DEPTH: usize = 64;

/// The subscriptions that an OPML document names, in its order.
///
/// # Errors
/// When it is no XML, breaks off, or is no OPML.
pub fn read(bytes: &[u8], origin: &Origin) -> Result<Vec<Subscription>, FeedError> {
    let text = encoding::decode(bytes, origin.charset.as_deref())?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut subscriptions = Vec::new();
    // The folders that are open, one for each outline; a feed is none.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut is_opml = false;
    loop {
        let event = reader.read_event();
        let place = || {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            Location::of(&text, at)
        };
        match event {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "outline" => {
                if open.len() >= DEPTH {
                    return Err(FeedError::Broken {
                        syntax: Syntax::Xml,
                        at: place(),
                        reason: format!("more than {DEPTH} outlines inside each other"),
                    });
                }
                let outline = Outline::of(&tag);
                open.push(outline.is_folder().then(|| outline.label()));
                subscriptions.extend(outline.subscription(&open));
            }
            Ok(Event::Empty(tag)) if tag.name().as_ref() == "outline" => {
                subscriptions.extend(Outline::of(&tag).subscription(&open));
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "outline" => {
                open.pop();
            }
            Ok(Event::Start(tag)) => is_opml |= tag.name().as_ref() == "opml",
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Syntax(_)) => {
                return Err(FeedError::HalfWritten {
                    syntax: Syntax::Xml,
                    at: Location::of(&text, text.len()),
                    inside: None,
                });
            }
            Err(error) => {
                return Err(FeedError::Broken {
                    syntax: Syntax::Xml,
                    at: place(),
                    reason: error.to_string(),
                });
            }
        }
    }
    if !is_opml {
        return Err(FeedError::NoFeed {
            syntax: Syntax::Xml,
            reason: "no OPML, a list of subscriptions".to_owned(),
        });
    }
    Ok(subscriptions)
}

/// The attributes of an outline that count.
#[derive(Default)]
struct Outline {
    title: String,
    text: String,
    url: String,
    site: String,
    categories: String,
}

impl Outline {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut outline = Self::default();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), Into::into);
            let value = sanitize::line(&value);
            match attribute.key.as_ref().to_ascii_lowercase().as_str() {
                "title" => outline.title = value,
                "text" => outline.text = value,
                "xmlurl" => outline.url = value,
                "htmlurl" => outline.site = value,
                "category" => outline.categories = value,
                _ => {}
            }
        }
        outline
    }

    fn is_folder(&self) -> bool {
        self.url.is_empty()
    }

    /// `text` is what the standard demands; `title` repeats it where there is one.
    fn label(&self) -> String {
        if self.title.is_empty() {
            self.text.clone()
        } else {
            self.title.clone()
        }
    }

    fn subscription(&self, open: &[Option<String>]) -> Option<Subscription> {
        if self.is_folder() {
            return None;
        }
        let folders = open.iter().flatten().map(|folder| folder.replace('/', "∕"));
        let folders: Vec<String> = folders.filter(|folder| !folder.is_empty()).collect();
        // A category that is a path says where it lies, not what it is about.
        let tags = self.categories.split(',').map(str::trim);
        let tags = tags.filter(|tag| !tag.is_empty() && !tag.contains('/'));
        Some(Subscription {
            url: self.url.clone(),
            title: self.label(),
            site: Some(self.site.clone()).filter(|site| !site.is_empty()),
            folder: folders.join("/"),
            tags: tags.map(str::to_owned).collect(),
        })
    }
}

/// An OPML 2.0 document that names `subscriptions`, which are to be in the order of
/// their folders.
#[must_use]
pub fn write(title: &str, subscriptions: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>{}</title>\n  </head>\n  <body>\n",
        escape(title)
    );
    let mut open: Vec<&str> = Vec::new();
    for subscription in subscriptions {
        let levels = subscription.folder.split('/');
        let levels: Vec<&str> = levels.filter(|level| !level.is_empty()).collect();
        let shared = open
            .iter()
            .zip(&levels)
            .take_while(|(open, level)| open == level)
            .count();
        close(&mut out, &mut open, shared);
        for level in &levels[shared..] {
            indent(&mut out, open.len());
            let _ = writeln!(out, "<outline text=\"{0}\" title=\"{0}\">", escape(*level));
            open.push(level);
        }
        indent(&mut out, open.len());
        let label = match subscription.title.as_str() {
            "" => &subscription.url,
            title => title,
        };
        let _ = write!(
            out,
            "<outline type=\"rss\" text=\"{0}\" title=\"{0}\" xmlUrl=\"{1}\"",
            escape(label),
            escape(&subscription.url)
        );
        if let Some(site) = &subscription.site {
            let _ = write!(out, " htmlUrl=\"{}\"", escape(site));
        }
        if !subscription.tags.is_empty() {
            let _ = write!(out, " category=\"{}\"", escape(subscription.tags.join(",")));
        }
        out.push_str("/>\n");
    }
    close(&mut out, &mut open, 0);
    out.push_str("  </body>\n</opml>\n");
    out
}

fn close(out: &mut String, open: &mut Vec<&str>, left: usize) {
    while open.len() > left {
        open.pop();
        indent(out, open.len());
        out.push_str("</outline>\n");
    }
}

fn indent(out: &mut String, depth: usize) {
    out.push_str(&"  ".repeat(depth + 2));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Vec<Subscription>, FeedError> {
        read(text.as_bytes(), &Origin::named("feeds.opml"))
    }

    #[test]
    fn folders_titles_and_tags_go_in_and_out() {
        let subscriptions = [
            (
                "https://a.example/1?a=1&b=2",
                "صحيفة \"المرفأ\" <الأولى>",
                "",
            ),
            ("https://a.example/2", "", "أخبار"),
            ("https://a.example/3", "ثالثة", "أخبار/محلية"),
            ("https://a.example/4", "رابعة", "رياضة"),
        ]
        .map(|(url, title, folder)| Subscription {
            url: url.into(),
            title: title.into(),
            site: Some("https://a.example/".into()),
            folder: folder.into(),
            tags: vec!["عربية".into(), "يومية".into()],
        });
        let written = write("مرصد", &subscriptions);
        let mut expected = subscriptions.to_vec();
        expected[1].title = expected[1].url.clone();
        assert_eq!(list(&written).unwrap(), expected);
    }

    #[test]
    fn lists_of_other_programs_are_read() {
        let text = r#"<?xml version="1.0" encoding="utf-8"?><opml version="1.1"><head/><body>
            <outline text="R & D"><outline text='أولى' xmlUrl="https://a.example/1" category="/a/b,تقنية"/>
            <outline TEXT="ثانية" XMLURL="https://a.example/2"></outline></outline>
            <outline text="صفحة" htmlUrl="https://a.example/"/></body></opml>"#;
        let found = list(text).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|feed| (feed.title.as_str(), feed.folder.as_str(), feed.tags.len()))
            .collect();
        assert_eq!(told, [("أولى", "R & D", 1), ("ثانية", "R & D", 0)]);
    }

    #[test]
    fn what_is_no_list_says_so() {
        let feed = list("<rss><channel/></rss>").unwrap_err().to_string();
        assert!(feed.contains("no OPML"), "{feed}");
        let half = list("<opml><body><outline text='س' xmlUrl='https://a.exa").unwrap_err();
        assert!(half.to_string().starts_with("half-written"), "{half}");
        let deep = format!("<opml>{}", "<outline text='س'>".repeat(100));
        assert!(list(&deep).is_err());
        // Entities of a document's own are not followed.
        let bomb = "<!DOCTYPE o [<!ENTITY a 'b'>]><opml><outline text='&a;' xmlUrl='x'/></opml>";
        assert_eq!(list(bomb).unwrap()[0].title, "&a;");
    }
}
