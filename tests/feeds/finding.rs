//! How feeds are found.

use std::fs;

use marsad::gather::typed;

use super::server::{Answer, Server};
use super::{Bench, rss};

fn html(body: &str) -> Answer {
    Answer::ok(format!(
        "<!DOCTYPE html><html><head>{body}</head><body><p>صفحة</p></body></html>"
    ))
    .with("Content-Type", "text/html")
}

#[test]
fn a_pages_address_leads_to_its_feed() {
    let server = Server::new(|question, _| match question.path.as_str() {
        "/page" => html(
            "<link rel=alternate type=application/rss+xml href=/broken>\
             <link rel=alternate type=application/rss+xml href=feed.rss title='الأخبار'>\
             <link rel=alternate type=application/atom+xml href=/sport>",
        ),
        "/feed.rss" | "/quiet/rss.xml" => Answer::ok(rss(2, "")),
        "/moved" => Answer::redirect(301, "/page"),
        "/quiet/news" => html(""),
        "/quiet/" => html(""),
        _ => Answer::of(404, ""),
    });
    let bench = Bench::new();
    let find = |path: &str| bench.gatherer.find(&typed(&server.url(path)).unwrap());
    for path in ["/page", "/moved", "/feed.rss"] {
        let found = find(path).unwrap();
        assert_eq!(found.url.as_str(), server.url("/feed.rss"), "{path}");
        assert_eq!(found.parsed.articles.len(), 2);
        assert!(found.is_private);
    }
    assert_eq!(find("/page").unwrap().others.len(), 2);
    let quiet = find("/quiet/").unwrap();
    assert_eq!(quiet.url.as_str(), server.url("/quiet/rss.xml"));
    let none = find("/quiet/news").unwrap_err().to_string();
    assert_eq!(none, "neither a feed nor a page that names one");
    assert!(find("/none").unwrap_err().to_string().contains("404"));
}

#[test]
fn a_file_is_followed_too() {
    let bench = Bench::new();
    let path = bench.dir.path().join("خبر.rss");
    fs::write(&path, rss(2, "")).unwrap();
    let url = typed(path.to_str().unwrap()).unwrap();
    let found = bench.gatherer.find(&url).unwrap();
    assert_eq!(found.parsed.articles.len(), 2);
    let id = bench.subscribe(found.url.as_str());
    assert_eq!(bench.refresh(id), "imported 2, updated 0");
    assert_eq!(bench.refresh(id), "not modified");
    fs::write(&path, rss(3, "")).unwrap();
    assert_eq!(bench.refresh(id), "imported 1, updated 0");
    fs::remove_file(&path).unwrap();
    assert!(bench.refresh(id).contains("No such file"));
}

#[test]
fn an_article_is_taken_from_its_page() {
    let text = "وصلت السفينة مرجان إلى المرفأ صباح اليوم، وعلى متنها ستون راكبا.";
    let server = Server::new(move |_, _| {
        Answer::ok(format!(
            "<html><head><title>وصول السفينة</title></head><article><h1>وصول السفينة</h1><p>{text}</p></article></html>"
        ))
    });
    let bench = Bench::new();
    let parsed = bench
        .gatherer
        .document(&typed(&server.url("/1")).unwrap())
        .unwrap();
    assert_eq!(parsed.articles[0].title, "وصول السفينة");
    assert_eq!(
        parsed.articles[0].url.as_deref(),
        Some(server.url("/1").as_str())
    );
}
