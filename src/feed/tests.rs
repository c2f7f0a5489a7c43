use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::{collection, sample};

use super::json_feed::tests::written;
use super::{FeedError, MAX_BYTES, Origin, parse};
use crate::article::Block;

fn reason(bytes: &[u8], name: &str) -> String {
    parse(bytes, &Origin::named(name)).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    assert_eq!(reason(b"", "a.txt"), "empty");
    assert_eq!(reason(b" \n\t\xc2\xa0", "a.txt"), "nothing but white space");
    assert_eq!(
        reason("\u{feff}\n".as_bytes(), "a.txt"),
        "nothing but white space"
    );
    assert_eq!(
        reason(b"\x89PNG\r\n\x1a\n", "a.txt"),
        "a PNG image, not an article"
    );
    assert_eq!(
        reason(b"%PDF-1.7", "a.html"),
        "a PDF document, not an article"
    );
    assert!(reason(&[7; 100], "a").starts_with("binary data"));
    let large = vec![b'a'; usize::try_from(MAX_BYTES).unwrap() + 1];
    assert_eq!(reason(&large, "a.txt"), "larger than 64 MB (65 MB)");
}

#[test]
fn no_control_comes_through_any_format() {
    let hostile = "س\u{1b}]0;x\u{7}\u{202e}ص\u{9b}31m";
    let documents = [
        format!("{hostile} عنوان الخبر\n\n{hostile} متن."),
        format!("---\ntitle: \"{hostile}\"\ntags: [\"{hostile}\"]\nauthor: \"{hostile}\"\n---\n{hostile}"),
        format!("<title>{hostile}</title><main><p>{hostile} نص طويل يكفي لمقال كامل هنا</p></main>"),
        "<rss version='2.0'><channel><title>س&#27;]0;x&#7;</title><item><title>ص&#x9b;&#x202e;</title>\
         <description>ن&#27;[31m</description><category>&#27;c</category></item></channel></rss>"
            .to_owned(),
        r#"{"title":"\u001b]0;x","items":[{"id":"\u001b1","title":"\u202eس","content_html":"<p>&#27;[31m\u001b[0m</p>","tags":["\u0007ا"],"summary":"\u009b"}]}"#
            .to_owned(),
    ];
    // A text with that many controls would be binary.
    let padding = "كلام عادي كثير يجعلها قليلة. ".repeat(30);
    for document in documents {
        let document = if document.starts_with(['<', '{']) {
            document
        } else {
            format!("{document}\n\n{padding}")
        };
        let parsed = match parse(document.as_bytes(), &Origin::named("a")) {
            Ok(parsed) => parsed,
            Err(FeedError::Binary { .. }) => continue,
            Err(error) => panic!("{error}: {document}"),
        };
        let debug = serde_json::to_string(&parsed.articles).unwrap();
        assert!(
            !debug.contains("\\u001b") && !debug.contains("\\u0007"),
            "{debug}"
        );
        assert!(!debug.contains(['\u{9b}', '\u{202e}']), "{debug}");
    }
}

const GOOD: &[&str] = &[
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>\
     <channel><title>س</title><item><title>خبر</title><guid>1</guid><pubDate>Sun, 22 Nov 2026 11:00:00 GMT</pubDate>\
     <content:encoded><![CDATA[<p>نص <b>مهم</b><table><tr><td>1<td>2</table>]]></content:encoded></item></channel></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>س</title><entry><id>1</id><title type='html'>خبر</title>\
     <content type='xhtml'><div><p>نص</p></div></content><updated>2026-11-22T11:00:00Z</updated></entry></feed>",
    r#"{"version":"https://jsonfeed.org/version/1.1","title":"س","items":[{"id":"1","title":"خبر","content_html":"<ul><li>نص<li>آخر</ul>"}]}"#,
    "---\ntitle: \"خبر\"\ntags: [ا, ب]\npublished: 2026-11-22T11:00:00+03:00\n---\n# عنوان\n\n| ا | ب |\n|---|---|\n| 1 | 2 |\n\n> قول\n",
    "+++\ntitle = \"خبر\"\ntags = [\"ا\"]\n+++\nنص",
    "<!DOCTYPE html><html><head><title>خبر | س</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>\
     </head><body><article><h1>خبر</h1><p>نص طويل يكفي لأن يكون مقالا.</p><figure><img src='https://a.example/1'></figure></article>",
    "ملاحة\n\nعاجل: عنوان الخبر الطويل\n\nنص.\n\nمقالات ذات صلة\n\nآخر\n\nاترك تعليقا\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes, &Origin::named("a"));
    }

    #[test]
    fn damaged_documents_never_panic(
        document in sample::select(GOOD),
        edits in collection::vec((any::<sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
        name in sample::select(&["a.json", "a.xml", "a.html", "a.md", "a.txt", "a"][..]),
    ) {
        let mut bytes = document.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len().max(1));
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.insert(at, b"<>\"'{}[]&;-:#|*\n"[usize::from(byte) % 16]),
                _ => bytes.extend_from_within(at..),
            }
        }
        if let Ok(parsed) = parse(&bytes, &Origin::named(name)) {
            let again = parse(&written(&parsed.articles), &Origin::named("a.json"));
            assert_eq!(again.map(|parsed| parsed.articles).as_ref(), Ok(&parsed.articles));
            for article in parsed.articles {
                assert!(!article.title.is_empty() && !article.source.is_empty());
                for mark in marks(&article.body) {
                    assert!(mark);
                }
            }
        }
    }
}

/// Of every mark whether it lies on character boundaries and holds text.
fn marks(blocks: &[Block]) -> Vec<bool> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => text
                .marks
                .iter()
                .map(|mark| {
                    text.text
                        .get(mark.range.clone())
                        .is_some_and(|t| !t.is_empty())
                })
                .collect(),
            Block::Quote(blocks) => marks(blocks),
            Block::List { items, .. } => items.iter().flat_map(|item| marks(item)).collect(),
            _ => Vec::new(),
        })
        .collect()
}
