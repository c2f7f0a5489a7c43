//! Long texts of items, which go round the parser.

use proptest::prelude::*;

use super::read;

/// `feed` with a comment of one character in its first line.
fn noted(feed: &str, note: char) -> String {
    feed.replacen('\n', &format!("<!--{note}-->\n"), 1)
}

#[track_caller]
fn is_same_either_way(feed: &str) {
    // A feed that holds the sign keeps all texts where they are.
    let long = noted(feed, '\u{fdd1}');
    assert_eq!(read(&noted(feed, '\u{fdd0}')), read(&long), "{feed:?}");
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
}
