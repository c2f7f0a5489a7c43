//! What the feed parser would miss.

use super::read;
use crate::article::Article;

/// The articles of an RSS feed with `items`, whose root declares what `declared` says.
fn of_rss(declared: &str, items: &str) -> Vec<Article> {
    let feed = format!(
        "<rss version='2.0' {declared}><channel><title>س</title>\
         <link>https://a.example/</link>{items}</channel></rss>"
    );
    let parsed = read(&feed).unwrap();
    assert_eq!(parsed.rejected, [], "{items}");
    parsed.articles
}

#[test]
fn podcasts_and_videos_say_who_and_what_in_words_of_their_own() {
    let items = "<item><title>حلقة</title><itunes:author>ليلى</itunes:author>\
        <itunes:subtitle>قصير</itunes:subtitle><itunes:summary>عن المرفأ</itunes:summary>\
        <itunes:category text='ملاحة'/><media:category>مرافئ</media:category>\
        <enclosure url='/1.mp3' type='audio/mpeg' length='7'/>\
        <media:content url='https://a.example/1.jpg' type='image/jpeg'/></item>\
        <item><title>أخرى</title><author>سامي</author><itunes:author>ليلى</itunes:author>\
        <content:encoded>&lt;p&gt;نص&lt;/p&gt;</content:encoded></item>";
    // Not a prefix of these is declared.
    let [first, second] = of_rss("", items).try_into().unwrap();
    assert_eq!(first.authors, ["ليلى"]);
    assert_eq!(first.category.as_deref(), Some("ملاحة"));
    assert_eq!(first.tags, ["مرافئ"]);
    assert_eq!(first.plain_text().trim(), "عن المرفأ");
    assert_eq!(first.image.as_deref(), Some("https://a.example/1.jpg"));
    let [file] = first.enclosures.as_slice() else {
        panic!("{:?}", first.enclosures);
    };
    assert_eq!(
        (file.url.as_str(), file.length),
        ("https://a.example/1.mp3", Some(7))
    );
    assert_eq!(second.authors, ["سامي"]);
    assert_eq!(second.plain_text().trim(), "نص");
    let video = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'>\
        <title>قناة</title><author><name>القناة</name></author><entry><id>yt:1</id><title>مرئي</title>\
        <media:group><media:title>مرئي</media:title><media:description>وصف</media:description></media:group>\
        </entry></feed>";
    let parsed = read(video).unwrap();
    assert_eq!(parsed.articles[0].plain_text().trim(), "وصف");
    assert_eq!(parsed.articles[0].authors, ["القناة"]);
}

#[test]
fn words_of_atom_and_dublin_core_count_in_rss_under_any_prefix() {
    let declared = "xmlns:a10='http://www.w3.org/2005/Atom' xmlns:d='http://purl.org/dc/elements/1.1/' \
        xmlns:dcterms='http://purl.org/dc/terms/'";
    let items = "<item><d:title>خبر</d:title><a10:link href='/1'/><a10:id>urn:1</a10:id>\
        <a10:author><a10:name>ليلى</a10:name></a10:author><d:subject>ملاحة</d:subject>\
        <d:subject>مرافئ</d:subject><a10:content type='html'>&lt;p&gt;نص&lt;/p&gt;</a10:content>\
        <a10:link rel='enclosure' href='/1.pdf' type='application/pdf'/>\
        <dcterms:created>2026-11-22</dcterms:created><dcterms:modified>2026-11-23</dcterms:modified></item>";
    let [article] = of_rss(declared, items).try_into().unwrap();
    assert_eq!(article.title, "خبر");
    assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(article.guid.as_deref(), Some("urn:1"));
    assert_eq!(article.authors, ["ليلى"]);
    assert_eq!(article.category.as_deref(), Some("ملاحة"));
    assert_eq!(article.tags, ["مرافئ"]);
    assert_eq!(article.plain_text().trim(), "نص");
    assert_eq!(article.enclosures.len(), 1);
    assert_eq!(article.published, "2026-11-22T00:00:00Z".parse().ok());
    assert_eq!(article.updated, "2026-11-23T00:00:00Z".parse().ok());
}

#[test]
fn what_stands_before_the_items_is_not_the_first_ones() {
    let items = "<itunes:author>الإذاعة</itunes:author><dc:subject>كل شيء</dc:subject>\
        <media:thumbnail url='/logo.png'/><item><title>خبر</title></item>";
    let [article] = of_rss("", items).try_into().unwrap();
    assert!(article.authors.is_empty() && article.category.is_none());
    assert_eq!(article.image, None);
}

#[test]
fn items_that_share_an_identifier_are_told_apart_by_their_titles() {
    let keys = |items: &str| -> Vec<Option<String>> {
        let articles = of_rss("", items).into_iter();
        articles
            .map(|article| article.guid.or(article.url))
            .collect()
    };
    let item = |title: &str, rest: &str| format!("<item><title>{title}</title>{rest}</item>");
    let site = "<link>https://a.example/</link>";
    let differ = |keys: &[Option<String>]| {
        let known: std::collections::HashSet<_> = keys.iter().flatten().collect();
        known.len()
    };
    // A podcast all of whose items lie at the site's page.
    let podcast = [item("أ", site), item("ب", site), item("أ", site)].concat();
    assert_eq!(differ(&keys(&podcast)), 2);
    // The same entry with another title.
    let guid = "<guid isPermaLink='false'>17</guid>";
    let twice = [item("أ", guid), item("ب", guid)].concat();
    assert_eq!(differ(&keys(&twice)), 1);
    let elsewhere = [item("أ", &format!("{guid}{site}")), item("ب", guid)].concat();
    assert_eq!(differ(&keys(&elsewhere)), 2);
    let file = |n| format!("{guid}<enclosure url='/{n}.mp3'/>");
    let episodes = [item("أ", &file(1)), item("ب", &file(2))].concat();
    assert_eq!(differ(&keys(&episodes)), 2);
    let often = [item("أ", guid), item("ب", guid), item("ج", guid)].concat();
    assert_eq!(differ(&keys(&often)), 3);
}

#[test]
fn what_is_left_open_before_an_item_is_closed() {
    for items in [
        "<itunes:category text='x'><itunes:category text='y'/><item><title>أ</title></item>\n\
         <item><title>ب</title></item>",
        "<item><title>أ</title>\n<item><title>ب</title></item>",
        "<item><title>أ</title><description>متن <b>مهم</description>\n<item><title>ب</title>\n",
    ] {
        let titles: Vec<_> = of_rss("", items).into_iter().map(|a| a.title).collect();
        assert_eq!(titles, ["أ", "ب"], "{items}");
    }
}

#[test]
fn html_that_nobody_escaped_stays_whole() {
    let [article] = of_rss("", "<item><title>خبر <b>مهم</b> جدا</title></item>")
        .try_into()
        .unwrap();
    assert_eq!(article.title, "خبر مهم جدا");
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>س</title>\
        <item><title>خبر <b>مهم</b></title><summary>متن <i>مائل</i> وذيل</summary></item></feed>";
    let parsed = read(atom).unwrap();
    assert_eq!(parsed.articles[0].title, "خبر مهم");
    assert_eq!(parsed.articles[0].plain_text().trim(), "متن مائل وذيل");
}

#[test]
fn texts_in_base64_are_read_and_pictures_are_not() {
    let feed = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>س</title><entry>\
        <title mode='base64' type='application/octet-stream'>2K7YqNix</title>\
        <content mode='base64' type='text/html'>PGI+2YbYtTwvYj4=</content></entry>\
        <entry><title>ثان</title><content mode='base64' type='image/png'>iVBORw0KGgo=</content></entry></feed>";
    let parsed = read(feed).unwrap();
    let [first, second] = parsed.articles.as_slice() else {
        panic!("{parsed:?}");
    };
    assert_eq!(
        (first.title.as_str(), first.plain_text().trim()),
        ("خبر", "نص")
    );
    assert!(second.body.is_empty());
}

#[test]
fn relative_links_are_of_where_the_feed_says_that_it_lies() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>س</title><link href='/news/'/>\
        <link rel='self' href='https://a.example/news/feed.xml'/>\
        <entry><id>1</id><title>خبر</title><link href='/news/1'/></entry></feed>";
    let article = &read(atom).unwrap().articles[0];
    assert_eq!(article.url.as_deref(), Some("https://a.example/news/1"));
}

#[test]
fn an_item_with_nothing_to_read_is_called_by_what_it_has() {
    for (item, title) in [
        ("<guid>17</guid>", "17"),
        (
            "<media:thumbnail url='https://a.example/1.jpg'/>",
            "https://a.example/1.jpg",
        ),
        ("<category>ملاحة</category>", "ملاحة"),
        (
            "<pubDate>22 Nov 2026 11:00 GMT</pubDate>",
            "2026-11-22 11:00",
        ),
        ("<source url='x'>وكالة</source>", "س"),
    ] {
        let [article] = of_rss("", &format!("<item>{item}</item>"))
            .try_into()
            .unwrap();
        assert_eq!(article.title, title);
    }
}

#[test]
fn a_feed_that_says_it_is_a_page_or_lacks_its_last_tag_is_one() {
    let page = "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'x'>\
        <rss version='2.0'><channel><item><title>خبر &#146;</title></item></channel>";
    assert_eq!(read(page).unwrap().articles[0].title, "خبر ’");
    let alone =
        "<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>أ</title></entry>";
    assert_eq!(read(alone).unwrap().articles[0].title, "أ");
    let unknown = "<feed xmlns='https://a.example/'><entry><title>أ</title></entry></feed>";
    assert_eq!(read(unknown).unwrap().articles[0].title, "أ");
}

#[test]
fn items_within_extensions_of_items_are_none() {
    let items = "<item><title>أ</title><itunes:author>ليلى</itunes:author><sx:sync><sx:conflicts><item><title>ب</title></item>\
        </sx:conflicts></sx:sync><pubDate>22 Nov 2026 11:00 GMT</pubDate><dc:date>x</dc:date></item><item/>";
    let [article] = of_rss("", items).try_into().unwrap();
    assert_eq!((article.title.as_str(), article.authors.len()), ("أ", 1));
    assert_eq!(article.published, "2026-11-22T11:00:00Z".parse().ok());
}

#[test]
fn what_the_parser_fails_at_is_read_all_the_same() {
    let feed = r#"<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:media="http://search.yahoo.com/mrss/"><channel><title>س</title>
        <managingEditor>«l@a.example»</managingEditor>
        <item><title>أ</title><author>ليلى«l@a.example»</author></item>
        <item><title>ب</title><itunes:duration>٣٥:٢٠:١٠</itunes:duration></item>
        <item><title>ج</title><media:thumbnail url="https://a.example/t.png" time="٣:٢٠:١٠"/></item>
        <item><title>د</title></item></channel></rss>"#;
    let parsed = read(feed).unwrap();
    let titles = parsed.articles.iter().map(|article| &*article.title);
    assert_eq!(titles.collect::<Vec<_>>(), ["أ", "ب", "د"]);
    assert_eq!(parsed.articles[0].authors, ["ليلى"]);
    assert_eq!(parsed.rejected.len(), 1);
    assert!(parsed.rejected[0].name.starts_with("item 3"));
}
