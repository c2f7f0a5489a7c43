//! Bytes of a feed or a document into articles, and articles back into a feed.
//! Knows neither the store nor the screen.
//!
//! Until the parsers are merged: JSON Feed and plain text in their plainest form.
pub mod samples;

use crate::article::*;
pub struct Origin {
    pub name: String,
}
pub struct Parsed {
    pub articles: Vec<Article>,
    pub rejected: Vec<Rejected>,
}
pub struct Rejected {
    pub name: String,
    pub reason: String,
}
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct FeedError(pub String);
pub fn parse(bytes: &[u8], origin: &Origin) -> Result<Parsed, FeedError> {
    let text = std::str::from_utf8(bytes).map_err(|_| FeedError("not text".into()))?;
    if text.trim().is_empty() {
        return Err(FeedError("empty".into()));
    }
    if text.contains('\0') {
        return Err(FeedError("binary".into()));
    }
    let para = |t: &str| {
        vec![Block::Paragraph(Inline {
            text: t.into(),
            marks: vec![],
        })]
    };
    let mut articles = vec![];
    if text.trim_start().starts_with('{') {
        let v: serde_json::Value =
            serde_json::from_str(text).map_err(|e| FeedError(format!("broken JSON: {e}")))?;
        for i in v["items"].as_array().ok_or(FeedError("no items".into()))? {
            let s = |k: &str| i[k].as_str().map(str::to_owned);
            articles.push(Article {
                guid: s("id"),
                url: s("url"),
                title: s("title").unwrap_or_default(),
                source: v["title"].as_str().unwrap_or(&origin.name).into(),
                published: s("date_published").and_then(|d| d.parse().ok()),
                body: para(&s("content_text").unwrap_or_default()),
                ..Default::default()
            });
        }
    } else {
        let (title, body) = text.split_once('\n').unwrap_or((text, ""));
        articles.push(Article {
            title: title.into(),
            source: origin.name.clone(),
            body: para(body),
            ..Default::default()
        });
    }
    Ok(Parsed {
        articles,
        rejected: vec![],
    })
}
