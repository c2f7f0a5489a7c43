//! What a document is, by its content first and by its name second.

use super::{FeedError, Origin, Syntax};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    JsonFeed,
    /// RSS or Atom.
    Xml,
    HtmlPage,
    Markdown,
    Plain,
}

/// First bytes of files that people take for articles.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (or an Office or e-book file)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"OggS\0", "an Ogg recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// What `bytes` are, if they are known as something that holds no article.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let container = match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some("a WebP image"),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) => Some("a recording"),
        (_, Some(b"ftyp"), Some(b"avif" | b"heic" | b"mif1")) => Some("an image"),
        (_, Some(b"ftyp"), _) => Some("a video"),
        _ => None,
    };
    container.or_else(|| {
        let known = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic));
        known.map(|(_, kind)| *kind)
    })
}

/// The format of `text`, which is not blank.
///
/// # Errors
/// When it is well known and no feed.
pub(super) fn detect(text: &str, origin: &Origin) -> Result<Format, FeedError> {
    let extension = origin.extension();
    let start = text.trim_start();
    if let Some(after) = start.strip_prefix('{')
        && (extension.contains("json") || after.trim_start().starts_with(['"', '}']))
    {
        return Ok(Format::JsonFeed);
    }
    if start.starts_with('<')
        && let Some(format) = markup(start, &extension)?
    {
        return Ok(format);
    }
    Ok(match extension.as_str() {
        "json" | "jsonfeed" => Format::JsonFeed,
        "xml" | "rss" | "atom" | "rdf" => Format::Xml,
        "html" | "htm" | "xhtml" => Format::HtmlPage,
        "md" | "markdown" | "mkd" => Format::Markdown,
        "txt" | "text" if !has_front_matter(text) => Format::Plain,
        _ if has_front_matter(text) || start.starts_with("# ") => Format::Markdown,
        _ => Format::Plain,
    })
}

/// Whether the text begins with front matter that ends.
pub(super) fn has_front_matter(text: &str) -> bool {
    let mut lines = text.trim_start().lines();
    let fence = lines.next().map(str::trim_end);
    fence.is_some_and(|fence| {
        matches!(fence, "---" | "+++")
            && lines.next().is_some_and(|first| first.contains([':', '=']))
            && lines.any(|line| line.trim_end() == fence)
    })
}

fn markup(start: &str, extension: &str) -> Result<Option<Format>, FeedError> {
    let is_xml = start.starts_with("<?xml");
    let root = root_name(start).to_ascii_lowercase();
    let no_feed = |reason: String| FeedError::NoFeed {
        syntax: Syntax::Xml,
        reason,
    };
    if is_feed_root(&root) {
        return Ok(Some(Format::Xml));
    }
    Ok(match root.as_str() {
        "html" | "!doctype" => Some(Format::HtmlPage),
        "opml" => return Err(no_feed("OPML, a list of subscriptions".to_owned())),
        "urlset" | "sitemapindex" => return Err(no_feed("a sitemap".to_owned())),
        "svg" => {
            return Err(FeedError::Foreign {
                kind: "an SVG image",
            });
        }
        _ if matches!(extension, "xml" | "rss" | "atom" | "rdf") => Some(Format::Xml),
        _ if matches!(extension, "html" | "htm" | "xhtml") => Some(Format::HtmlPage),
        _ if is_xml => return Err(no_feed(format!("it begins with <{root}>"))),
        _ if matches!(extension, "md" | "markdown" | "mkd") => None,
        "head" | "body" | "meta" | "title" | "link" | "script" | "style" | "article" | "main"
        | "section" | "div" | "header" | "p" | "h1" | "h2" | "table" | "center" => {
            Some(Format::HtmlPage)
        }
        _ => None,
    })
}

/// Whether `root`, whatever its prefix, is the first element of a feed.
fn is_feed_root(root: &str) -> bool {
    let local = root.rsplit(':').next().unwrap_or_default();
    let known = ["rss", "rdf", "feed", "entry", "channel"];
    known.iter().any(|known| known.eq_ignore_ascii_case(local))
}

/// The name of the first element, past declarations, comments and white space;
/// `!doctype` if the document has an HTML one.
pub(super) fn root_name(text: &str) -> &str {
    let mut rest = text;
    let mut is_page = false;
    loop {
        rest = rest.trim_start();
        let skipped = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->").map(|(_, after)| after)
        } else if rest.starts_with("<?") {
            rest.split_once("?>").map(|(_, after)| after)
        } else if rest
            .get(..9)
            .is_some_and(|d| d.eq_ignore_ascii_case("<!doctype"))
        {
            is_page |= rest[9..]
                .trim_start()
                .get(..4)
                .is_some_and(|name| name.eq_ignore_ascii_case("html"));
            rest.split_once('>').map(|(_, after)| after)
        } else {
            None
        };
        match skipped {
            Some(after) => rest = after,
            None => break,
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let end = name
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(name.len());
    // Some feeds say that they are pages.
    if is_page && !is_feed_root(&name[..end]) {
        return "!doctype";
    }
    &name[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_before_the_name() {
        for (text, name, expected) in [
            ("{\"version\": 1", "a.txt", Format::JsonFeed),
            (
                "\n<?xml version='1.0'?><!-- x --><rss>",
                "a.html",
                Format::Xml,
            ),
            ("<feed xmlns='x'>", "-", Format::Xml),
            ("<!DOCTYPE HTML PUBLIC><html>", "a.txt", Format::HtmlPage),
            (
                "<?xml version='1.0'?><!DOCTYPE html><html>",
                "a.xml",
                Format::HtmlPage,
            ),
            ("<p>نص</p>", "standard input", Format::HtmlPage),
            ("---\ntitle: س\n---\nنص", "a.txt", Format::Markdown),
            ("---\nليس فاصلا", "a.txt", Format::Plain),
            ("نص", "a.md", Format::Markdown),
            ("<نص> بين قوسين", "a.txt", Format::Plain),
            ("{نص} بين قوسين", "a.txt", Format::Plain),
        ] {
            assert_eq!(detect(text, &Origin::named(name)), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_files_are_called_by_their_name() {
        let opml = detect("<?xml version='1.0'?><opml>", &Origin::named("a.xml"));
        assert!(opml.unwrap_err().to_string().contains("OPML"));
        assert_eq!(
            foreign(b"RIFF\x01\x02\x03\x04WEBPVP8 "),
            Some("a WebP image")
        );
        assert_eq!(foreign(b"%PDF-1.7\n"), Some("a PDF document"));
        assert_eq!(foreign("نص".as_bytes()), None);
    }
}
