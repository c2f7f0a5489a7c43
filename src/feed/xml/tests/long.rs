//! Long texts of items, and whole items, which go round the parser.

use proptest::prelude::*;

use super::super::outline::Outline;
use super::read;

/// `feed` with a comment of one character in its first line.
fn noted(feed: &str, note: char) -> String {
    feed.replacen('\n', &format!("<!--{note}-->\n"), 1)
}

#[track_caller]
fn is_same_either_way(feed: &str) {
    // Of a feed that holds the sign everything goes to the parser.
    let long = noted(feed, '\u{fdd1}');
    assert_eq!(read(&noted(feed, '\u{fdd0}')), read(&long), "{feed:?}");
}

#[test]
fn items_are_taken_for_plain_where_they_are() {
    let item = |inside: &str| format!("<item><title>ع</title>{inside}</item>");
    let outline = |feed: &str| Outline::new(feed).map(|outline| outline.plain_item(0, None));
    let creator = "<dc:creator>ليلى</dc:creator>";
    for (feed, is_plain) in [
        (feed("", &item("")), true),
        (
            feed(
                "",
                &item(&format!(
                    "<description><![CDATA[{}]]></description>",
                    "م".repeat(300)
                )),
            ),
            true,
        ),
        (
            feed(
                " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
                &item(creator),
            ),
            true,
        ),
        // The root forgets it.
        (feed("", &item(creator)), true),
        (feed(" xmlns:dc=\"urn:other\"", &item(creator)), false),
        (feed(" xml:base=\"https://b.example/\"", &item("")), false),
        (feed(" xmlns=\"urn:other\"", &item("")), false),
        (
            feed("", &item("<enclosure url=\"https://a.example/1.mp3\"/>")),
            false,
        ),
        (
            feed("", &item("<link>https://a.example/?a&b</link>")),
            false,
        ),
        (feed("", &item("</b>")), false),
        (feed("", &format!("<b>{}</b>", item(""))), false),
        (noted(&feed("", &item("")), '\u{fdd1}'), false),
    ] {
        let found = outline(&feed).unwrap();
        assert_eq!(found.is_some(), is_plain, "{feed}");
        is_same_either_way(&feed);
    }
}

fn feed(root: &str, items: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"{root}>\n\
         <channel><title>س</title>{items}</channel></rss>"
    )
}

#[test]
fn long_texts_are_taken_where_they_belong() {
    let body = "متن ".repeat(100);
    let text = format!("<![CDATA[<p>{body}]]>");
    for items in [
        format!("<item><description>{text}</description></item>"),
        format!("<item><description>أ &amp; {text}<!-- --> ب</description></item>"),
        format!("<item><description>{text}{text}</description></item>"),
        format!("<item><description>{text}<b>{text}</b></description></item>"),
        format!("<item><description>{text}</description><description>ب</description></item>"),
        format!("<item><content:encoded>{text}</content:encoded><item>{text}</item></item>"),
        format!(
            "<item><title>{text}</title><description>{text}<?xml version='1.0'?></description></item>"
        ),
        format!("<item><description>{text}<item><description>{text}</description></item>"),
        format!(
            "<item><description>{}<![CDATA[]]></description></item>",
            text.replace(&body, &" ".repeat(300))
        ),
    ] {
        is_same_either_way(&feed("", &items));
        is_same_either_way(&feed(" xmlns=\"http://search.yahoo.com/mrss/\"", &items));
        is_same_either_way(&feed(
            "",
            &items.replace("<item>", "<item xmlns=\"http://search.yahoo.com/mrss/\">"),
        ));
    }
    let parsed = read(&feed(
        "",
        &format!("<item><description>{text}</description></item>"),
    ))
    .unwrap();
    assert_eq!(parsed.articles[0].plain_text().trim(), body.trim());
}

proptest! {
    #[test]
    fn any_feed_is_the_same_either_way(
        items in "(<item>|</item>|<title>ع</title>|<description>|</description>|<content:encoded>\
            |</content:encoded>|<!\\[CDATA\\[(<p>م{150}</p>| {300}|a{20}|&#1576;)\\]\\]>|نص|&amp;|<b>|</b>\
            |<link>https://a.example/1</link>|<description/>|<!-- -->|<p>|&#64976;|<media:description>\
            |</media:description>|<media:group>|</media:group>|<description xmlns=\"http://search.yahoo.com/mrss/\">){0,24}"
    ) {
        is_same_either_way(&feed("", &items));
        is_same_either_way(&feed("", &format!("<item>{items}</item>")));
    }

    #[test]
    fn any_plain_feed_is_the_same_either_way(
        items in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec![
                    "<title>", "<link>", "<guid>", "<guid isPermaLink=\"false\">", "<pubDate>",
                    "<category>", "<category domain=\"x\">", "<description>", "<content:encoded>",
                    "<dc:creator>", "<author>", "<comments>", "<dc:date>", "<media:title>",
                ])
                .prop_flat_map(|start| (
                    Just(start),
                    "|ع|  نص |<!\\[CDATA\\[|\\]\\]>|<!\\[CDATA\\[(|<p>ب</p>|م{150}| |&amp;|x\\]y)\\]\\]>|a@b\\.example|أ &amp; ب|&lt;p&gt;ت|\
                     &#8217;|&#x85;|&#0;|&nbsp;|R&D|https://a\\.example/[1-3]|/[1-3]\\?a=b&amp;c| 7 |\
                     Sun, 22 Nov 2026 1[0-3]:00:00 GMT|2026-11-22|\u{85}|\r\n|ي<b>|</title>|<br/>|<!-- -->",
                    "|\n|  |س|\r",
                )),
                0..7,
            ),
            1..4,
        ),
        root in prop::sample::select(vec![
            "", " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", " xmlns:dc=\"urn:other\"",
            " xmlns:media=\"http://search.yahoo.com/mrss/\"",
        ]),
    ) {
        let element = |(start, text, after): &(&str, String, String)| {
            let name = start.trim_matches(['<', '>']).split(' ').next().unwrap();
            format!("{start}{text}</{name}>{after}")
        };
        let item = |elements: &Vec<_>| {
            format!("<item>{}</item>", elements.iter().map(element).collect::<String>())
        };
        let items: String = items.iter().map(item).collect();
        is_same_either_way(&feed(root, &items));
    }
}
