//! A page on the web: the article on it without what stands around it.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use url::Url;

use super::page_meta::PageMeta;
use super::see_also::see_also;
use super::{FeedError, Origin, furniture};
use crate::article::{Article, Block, Inline, MarkKind, html};
use crate::text::fold::fold;
use crate::text::sanitize;

/// Least text of an article, in characters that are no link: by an element that says it
/// is the article, and on a page where it has to be found.
const LEAST_MARKED: usize = 20;
const LEAST_FOUND: usize = 60;

/// Most elements the search for the article looks through.
const ELEMENTS: usize = 100_000;

/// What addresses are relative to on a page that does not say where it is: their text
/// must be known as a link's until the article is found.
const NOWHERE: &str = "https://nowhere.invalid/";

/// The article on a page.
///
/// # Errors
/// When there is none.
pub(super) fn read(text: &str, origin: &Origin) -> Result<Article, FeedError> {
    let tamed = html::tame(text);
    let document = Document::from(tamed.as_str());
    let base = base(&document, origin);
    let meta = PageMeta::new(&document, base.as_ref());
    let heading = first_heading(&document);
    let window_title = sanitize::line(&document.select_single("title").text());
    let title = meta
        .title
        .clone()
        .or_else(|| heading.clone())
        .or_else(|| Some(without_site(&window_title, meta.site.as_deref())))
        .unwrap_or_default();
    let see_also = see_also(&document, base.as_ref(), meta.url.as_deref());
    let nowhere = Url::parse(NOWHERE).ok();
    let link_base = base.as_ref().or(nowhere.as_ref());
    let marked = marked_article(&document, link_base);
    let found = found_article(&tamed, link_base);
    let Some(mut body) = choose(marked, found) else {
        return Err(FeedError::NoArticle {
            reason: "an HTML page without the text of one".to_owned(),
        });
    };
    forget_nowhere(&mut body);
    drop_heading(&mut body, &[Some(title.as_str()), heading.as_deref()]);
    Ok(Article {
        guid: None,
        url: meta.url,
        title,
        source: meta.site.unwrap_or_default(),
        category: meta.category,
        tags: meta.tags,
        authors: meta.authors,
        published: meta.published,
        updated: meta.updated,
        language: meta.language,
        breaking: false,
        summary: meta.summary,
        image: meta.image,
        see_also,
        body,
        ..Article::default()
    })
}

/// What relative addresses are relative to: the page's own word, then where it came
/// from, then where it says it is.
fn base(document: &Document, origin: &Origin) -> Option<Url> {
    let attribute = |selector: &str, name: &str| {
        let value = document.select_single(selector).attr(name)?;
        Url::parse(value.trim()).ok()
    };
    attribute("base[href]", "href")
        .or_else(|| origin.base.clone())
        .or_else(|| attribute("link[rel='canonical']", "href"))
        .or_else(|| attribute("meta[property='og:url']", "content"))
}

fn first_heading(document: &Document) -> Option<String> {
    let within = document.select_single("article h1, main h1");
    let heading = if within.exists() {
        within
    } else {
        document.select_single("h1")
    };
    Some(sanitize::line(&heading.text())).filter(|heading| !heading.is_empty())
}

/// Window titles end in the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    let parts = [" | ", " - ", " – ", " — ", " :: "]
        .iter()
        .find_map(|sign| title.rsplit_once(sign));
    match parts {
        Some((head, tail)) if site == Some(tail) || head.chars().count() > tail.chars().count() => {
            head.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The body of the only element that says it is the article.
fn marked_article(document: &Document, base: Option<&Url>) -> Option<Vec<Block>> {
    let selectors = [
        "[itemprop='articleBody']",
        "article",
        "main",
        "[role='main']",
    ];
    let element: NodeRef = selectors.iter().find_map(|selector| {
        let found = document.select(selector);
        match found.nodes() {
            [one] => Some(*one),
            _ => None,
        }
    })?;
    for selector in ["nav", "header nav", "aside", "footer"] {
        document.select(selector).remove();
    }
    let body = without_furniture(html::blocks_below(&element, base));
    (weight(&body) >= LEAST_MARKED).then_some(body)
}

/// The body that a search by weight finds.
fn found_article(tamed: &str, base: Option<&Url>) -> Option<Vec<Block>> {
    let config = Config {
        // Read by PageMeta, with a parser that has seen more.
        disable_json_ld: true,
        max_elements_to_parse: ELEMENTS,
        ..Config::default()
    };
    let mut search = Readability::new(tamed, None, Some(config)).ok()?;
    let found = search.parse().ok()?;
    let body = without_furniture(html::blocks(&found.content, base));
    (weight(&body) >= LEAST_FOUND).then_some(body)
}

/// A marked element is right unless it holds far less than what the search found.
fn choose(marked: Option<Vec<Block>>, found: Option<Vec<Block>>) -> Option<Vec<Block>> {
    match (marked, found) {
        (Some(marked), Some(found)) => {
            let is_whole = weight(&marked) * 2 >= weight(&found);
            let is_lean = weight(&marked) <= weight(&found) * 2;
            Some(if is_whole && is_lean { marked } else { found })
        }
        (marked, found) => marked.or(found),
    }
}

/// Characters of running text outside links.
fn weight(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => unlinked(text),
            Block::Preformatted(text) => text.chars().count(),
            Block::Quote(blocks) => weight(blocks),
            Block::List { items, .. } => items.iter().map(|item| weight(item)).sum(),
            Block::Table { rows, .. } => rows.iter().flatten().map(unlinked).sum(),
            Block::Heading { .. } | Block::Image { .. } | Block::Rule => 0,
        })
        .sum()
}

fn unlinked(inline: &Inline) -> usize {
    let linked: usize = inline
        .marks
        .iter()
        .filter(|mark| matches!(mark.kind, MarkKind::Link(_)))
        .filter_map(|mark| inline.text.get(mark.range.clone()))
        .map(|text| text.chars().count())
        .sum();
    inline.text.chars().count().saturating_sub(linked)
}

fn without_furniture(blocks: Vec<Block>) -> Vec<Block> {
    let lines: Vec<String> = blocks.iter().map(one_line).collect();
    let mut belonging = furniture::belonging(lines.iter().map(String::as_str)).into_iter();
    let mut blocks = blocks;
    blocks.retain(|block| {
        let is_button = matches!(block, Block::Paragraph(text)
            if unlinked(text) == 0 && furniture::is_button(&text.text));
        belonging.next().unwrap_or(true) && !is_button
    });
    blocks
}

/// Takes out links and pictures whose place is not known.
fn forget_nowhere(blocks: &mut Vec<Block>) {
    let forget = |inline: &mut Inline| {
        let is_nowhere =
            |kind: &MarkKind| matches!(kind, MarkKind::Link(url) if url.starts_with(NOWHERE));
        inline.marks.retain(|mark| !is_nowhere(&mark.kind));
    };
    blocks.retain(|block| !matches!(block, Block::Image { url, .. } if url.starts_with(NOWHERE)));
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => forget(text),
            Block::Quote(blocks) => forget_nowhere(blocks),
            Block::List { items, .. } => items.iter_mut().for_each(forget_nowhere),
            Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(forget),
            Block::Image { caption, .. } => caption.as_deref_mut().into_iter().for_each(forget),
            Block::Preformatted(_) | Block::Rule => {}
        }
    }
}

/// The block as a line that could be furniture; what is none gives a sentence's end, so
/// that it counts as body.
fn one_line(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => text.text.replace('\n', " "),
        // A list of links is what stands beneath «مقالات ذات صلة».
        Block::List { items, .. } => match items.first().map(Vec::as_slice) {
            Some([Block::Paragraph(text)]) if unlinked(text) * 4 <= text.text.chars().count() => {
                text.text.replace('\n', " ")
            }
            _ => ".".to_owned(),
        },
        Block::Image { .. } | Block::Rule => String::new(),
        Block::Quote(_) | Block::Preformatted(_) | Block::Table { .. } => ".".to_owned(),
    }
}

/// The title stands above the body, not in it.
fn drop_heading(body: &mut Vec<Block>, titles: &[Option<&str>]) {
    let at = body
        .iter()
        .position(|block| matches!(block, Block::Heading { .. }));
    let Some(at) = at.filter(|&at| at < 3) else {
        return;
    };
    if let Block::Heading { text, .. } = &body[at]
        && titles
            .iter()
            .flatten()
            .any(|title| fold(title) == fold(&text.text))
    {
        body.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Article, FeedError> {
        super::read(text, &Origin::named("page.html"))
    }

    const PAGE: &str = r#"<!DOCTYPE html><html lang="ar" dir="rtl"><head>
<title>وصول السفينة مرجان - صحيفة المرفأ</title>
<meta property="og:site_name" content="صحيفة المرفأ">
<meta property="article:section" content="ملاحة">
<meta property="article:tag" content="سفن"><meta property="article:tag" content="مرافئ">
<meta property="og:image" content="/1.jpg"><link rel="canonical" href="https://a.example/n/1">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"NewsArticle","headline":"وصول السفينة مرجان","datePublished":"2026-11-22T11:00:00+03:00",
"author":[{"@type":"Person","name":"ليلى"}]}]}</script></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>
<article><h1>وصول السفينة مرجان</h1><p>وصلت السفينة مرجان إلى المرفأ صباح اليوم، وعلى متنها ستون راكبا، بعد رحلة استغرقت تسعة أيام.</p>
<h2>من أين جاءت</h2><p>وقال الربان إن <a href="/n/2">الرحلة السابقة</a> كانت أطول، وإن البحر كان هادئا في معظم الأيام.</p>
<div class="share"><a href="https://facebook.com/share">فيسبوك</a></div>
<h3>مقالات ذات صلة</h3><ul><li><a href="/n/3">القطار يعود غدا</a></li><li><a href="/n/4">مطر متوقع غدا</a></li></ul>
<h3>اترك تعليقاً</h3><form><input name=a></form></article><footer>جميع الحقوق محفوظة</footer></body></html>"#;

    #[test]
    fn a_page_gives_its_article_and_what_it_says_of_it() {
        let article = read(PAGE).unwrap();
        assert_eq!(article.title, "وصول السفينة مرجان");
        assert_eq!(article.source, "صحيفة المرفأ");
        assert_eq!(article.category.as_deref(), Some("ملاحة"));
        assert_eq!(article.tags, ["سفن", "مرافئ"]);
        assert_eq!(article.authors, ["ليلى"]);
        assert_eq!(article.published, "2026-11-22T08:00:00Z".parse().ok());
        assert_eq!(article.url.as_deref(), Some("https://a.example/n/1"));
        assert_eq!(article.image.as_deref(), Some("https://a.example/1.jpg"));
        assert_eq!(article.language.as_deref(), Some("ar"));
        let text = article.plain_text();
        assert!(
            text.starts_with("وصلت السفينة مرجان") && text.contains("من أين جاءت"),
            "{text}"
        );
        for furniture in [
            "القطار يعود",
            "ذات صلة",
            "الرئيسية",
            "تعليق",
            "الحقوق",
            "فيسبوك",
        ] {
            assert!(!text.contains(furniture), "{furniture}: {text}");
        }
        let json = serde_json::to_string(&article.body).unwrap();
        assert!(json.contains("https://a.example/n/2"));
        let beside: Vec<_> = article
            .see_also
            .iter()
            .map(|link| link.url.as_str())
            .collect();
        assert_eq!(beside, ["https://a.example/n/3", "https://a.example/n/4"]);
        assert_eq!(article.see_also[0].title, "القطار يعود غدا");
    }

    #[test]
    fn a_bare_document_is_an_article_too() {
        let article = read("<h1>وصول السفينة</h1><p>وصلت السفينة إلى المرفأ صباح اليوم، وعلى متنها ستون راكبا من أهل الجزيرة.</p>").unwrap();
        assert_eq!(article.title, "وصول السفينة");
        assert_eq!(article.body.len(), 1);
        let article = read(
            "<title>وصول السفينة | المرفأ</title><main><p>وصلت السفينة صباح اليوم.</p></main>",
        )
        .unwrap();
        assert_eq!(article.title, "وصول السفينة");
    }

    #[test]
    fn a_page_without_an_article_is_refused() {
        let links = "<li><a href='/1'>عنوان خبر من الأخبار الكثيرة في الصفحة</a></li>".repeat(40);
        for page in [
            format!("<html><body><ul>{links}</ul></body></html>"),
            "<html><head><title>س</title></head><body></body></html>".to_owned(),
            "<html><script>document.write('نص')</script></html>".to_owned(),
        ] {
            let result = read(&page);
            assert!(
                matches!(result, Err(FeedError::NoArticle { .. })),
                "{result:?}"
            );
        }
    }

    #[test]
    fn a_hostile_page_neither_overflows_nor_hangs() {
        let deep = format!("<html><body>{}<p>قاع</p>", "<div>".repeat(100_000));
        let _ = read(&deep);
    }
}
