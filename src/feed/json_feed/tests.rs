use super::super::{FeedError, Origin, Parsed, parse, samples};
use super::{Item, Writer};
use crate::article::{Article, Block, Enclosure, Inline, SeeAlso};

fn read(text: &str) -> Result<Parsed, FeedError> {
    parse(text.as_bytes(), &Origin::named("feed.json"))
}

pub(in crate::feed) fn written(articles: &[Article]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), "مرصد \"1\"").unwrap();
    for article in articles {
        let item = Item {
            article,
            id: "urn:test:1",
            listed: None,
        };
        writer.item(item).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn what_is_written_is_read_as_it_was() {
    let mut articles = samples::articles().unwrap();
    articles.push(Article {
        title: "بلا رقم ولا مصدر".into(),
        source: "a".into(),
        breaking: true,
        category: Some("أخبار".into()),
        image: Some("https://a.example/1.jpg".into()),
        updated: "2026-11-22T08:00:00.5Z".parse().ok(),
        enclosures: vec![
            Enclosure {
                url: "https://a.example/1.mp3".into(),
                media_type: Some("audio/mpeg".into()),
                length: Some(12_345),
                title: Some("نشرة".into()),
            },
            Enclosure {
                url: "https://a.example/2".into(),
                media_type: None,
                length: None,
                title: None,
            },
        ],
        discussion: Some("https://a.example/1/comments".into()),
        comments_feed: Some("https://a.example/1/comments.xml".into()),
        in_reply_to: Some("tag:a.example,2026:0".into()),
        see_also: vec![SeeAlso {
            title: "خبر قريب".into(),
            url: "https://a.example/3".into(),
        }],
        body: vec![Block::Paragraph(Inline::plain("نص <b>كما هو</b> &amp;"))],
        ..Article::default()
    });
    let parsed = parse(&written(&articles), &Origin::named("x")).unwrap();
    assert_eq!(parsed.rejected, []);
    assert_eq!(parsed.articles.len(), articles.len());
    for (back, article) in parsed.articles.iter().zip(&articles) {
        assert_eq!(back, article);
    }
    let nothing = parse(&written(&[]), &Origin::named("x")).unwrap();
    assert!(nothing.articles.is_empty() && nothing.rejected.is_empty());
    assert_eq!(nothing.about.title, "مرصد \"1\"");
}

#[test]
fn both_versions_and_sloppy_items_are_read() {
    let parsed = read(
        r#"{"version":"https://jsonfeed.org/version/1","title":"المرفأ","home_page_url":"https://a.example/",
        "author":{"name":"ليلى"},"items":[
        {"id":17,"url":"/1","content_html":"<p>أول <a href='/2'>رابط</a></p>","date_published":"2026-11-22T11:00:00+03:00"},
        {"id":"2","title":"عاجل: ثان","content_text":"سطر\n\nآخر","authors":[{"name":"سامي"}]}]}"#,
    )
    .unwrap();
    let [first, second] = parsed.articles.as_slice() else {
        panic!("{parsed:?}");
    };
    assert_eq!(first.guid.as_deref(), Some("17"));
    assert_eq!(first.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(first.title, "أول رابط");
    assert_eq!(
        (first.source.as_str(), &first.authors),
        ("المرفأ", &vec!["ليلى".to_owned()])
    );
    assert!(second.breaking && !first.breaking);
    assert_eq!(second.body.len(), 2);
}

#[test]
fn a_broken_item_is_named_and_the_rest_goes_in() {
    let parsed = read(
        r#"{"items":[{"id":"1","title":"سليم"},{"id":"2","title":5},{"content_text":" "},"نص"]}"#,
    )
    .unwrap();
    assert_eq!(parsed.articles.len(), 1);
    let names: Vec<_> = parsed.rejected.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["5", "item 3", "item 4"]);
    assert_eq!(parsed.rejected[1].reason, "neither title nor text");
}

#[test]
fn errors_say_where() {
    let half = read("{\"items\": [\n  {\"id\": \"سفينة").unwrap_err();
    assert_eq!(
        half.to_string(),
        "half-written: the JSON breaks off at line 2, column 16"
    );
    let broken = read("{\"items\": [\n  nul]}").unwrap_err();
    assert!(
        broken
            .to_string()
            .starts_with("broken JSON at line 2, column "),
        "{broken}"
    );
    let other = read("{\"a\": 1}").unwrap_err();
    assert_eq!(other.to_string(), "JSON, but no feed: it has no \"items\"");
}
