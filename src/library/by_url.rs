//! Which article of the library an address leads to.

use super::error::Doing;
use super::headline::{COLUMNS, TABLES, from_row};
use super::identity::canonical;
use super::{Headline, Library, Result};

/// Articles whose addresses end alike and that are looked at.
const MOST: i64 = 50;

impl Library {
    /// The article at `url`, the newest where there are several. Neither a fragment nor
    /// tracking parameters make another address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn by_url(&self, url: &str) -> Result<Option<Headline>> {
        let wanted = canonical(url);
        let found: Vec<Headline> = self
            .db
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM {TABLES} WHERE substr(a.url, -16) = substr(?1, -16)
                 AND a.url IS NOT NULL ORDER BY a.published DESC LIMIT ?2"
            ))
            .and_then(|mut select| {
                let rows = select.query_map(rusqlite::params![wanted, MOST], from_row)?;
                rows.collect()
            })
            .doing("look an address up")?;
        let leads = |headline: &Headline| {
            headline
                .url
                .as_deref()
                .is_some_and(|url| canonical(url) == wanted)
        };
        Ok(found.into_iter().find(leads))
    }
}

#[cfg(test)]
mod tests {
    use crate::library::ArticleId;
    use crate::library::testing::{article, library, time};

    #[test]
    fn an_address_is_found_whatever_a_visitor_carries_along() {
        let library = library();
        let mut articles = [article("أول", "متن", 0), article("ثان", "متن", 1)];
        articles[0].guid = Some("https://a.example/?p=7".to_owned());
        articles[0].url = Some("http://a.example/news/flood-in-the-old-bridge".to_owned());
        articles[1].url = Some("https://b.example/news/flood-in-the-old-bridge".to_owned());
        library.add(articles, time(0)).unwrap();
        let id = |url: &str| library.by_url(url).unwrap().map(|headline| headline.id);
        let address = "https://a.example/news/flood-in-the-old-bridge";
        assert_eq!(id(address), Some(ArticleId(1)));
        assert_eq!(
            id(&format!("{address}?utm_source=x#top")),
            Some(ArticleId(1))
        );
        assert_eq!(
            id("https://b.example/news/flood-in-the-old-bridge"),
            Some(ArticleId(2))
        );
        assert_eq!(id("https://c.example/news/flood-in-the-old-bridge"), None);
        assert_eq!(id("https://a.example/"), None);
        let plan: String = library
            .db
            .query_row(
                "EXPLAIN QUERY PLAN SELECT id FROM articles a
                 WHERE substr(a.url, -16) = 'x' AND a.url IS NOT NULL",
                [],
                |row| row.get(3),
            )
            .unwrap();
        assert!(plan.contains("articles_by_end_of_url"), "{plan}");
    }
}
