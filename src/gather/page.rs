//! Pages in full. `robots.txt` is not asked: it speaks to programs that go through sites by
//! themselves (RFC 9309), and here one page is fetched for one person who subscribes to it,
//! once, under a name that servers can refuse.

use jiff::Timestamp;
use url::Url;

use super::source::origin;
use super::{GatherError, Gatherer};
use crate::article::Article;
use crate::feed::{self, Parsed};
use crate::library::{ArticleId, Library};
use crate::web::{Request, Response, WebError};

impl Gatherer {
    /// What there is at `url`, which a person typed: a page's article, or a feed's.
    ///
    /// # Errors
    /// When it cannot be fetched or holds no article.
    pub fn document(&self, url: &Url) -> Result<Parsed, GatherError> {
        let (response, _) = self.as_typed(Request::page(url.clone()))?;
        let body = response.body.as_deref().unwrap_or_default();
        Ok(feed::parse(body, &origin(&response))?)
    }

    /// Fetches the page of the article `id` and stores its text in place of what the feed
    /// gave.
    ///
    /// # Errors
    /// When it cannot be fetched, says no more than the feed, or the library fails.
    pub fn full_text(&self, library: &Library, id: ArticleId) -> Result<(), GatherError> {
        let article = library.article(id)?;
        let whole = self.whole(&article, library.came_from_private(id)?)?;
        library.set_full_text(id, &whole)?;
        Ok(())
    }

    /// Fetches what the site has of comments on the article `id`; gives how many are new.
    ///
    /// # Errors
    /// When the article tells of no feed of comments, that cannot be fetched or read, or the
    /// library fails.
    pub fn comments(
        &self,
        library: &Library,
        id: ArticleId,
        now: Timestamp,
    ) -> Result<usize, GatherError> {
        let article = library.article(id)?;
        let url = article.comments_feed.as_deref();
        let url = url.and_then(|url| Url::parse(url).ok());
        let mut request = Request::page(url.ok_or(GatherError::NowhereOnTheWeb)?);
        request.may_be_private = library.came_from_private(id)?;
        let response = self.client.fetch(&request)?;
        let body = response.body.as_deref().unwrap_or_default();
        let parsed = feed::parse(body, &origin(&response))?;
        Ok(library.take_comments(id, &parsed.articles, now)?)
    }

    /// `article` with the text of its page.
    pub(super) fn whole(
        &self,
        article: &Article,
        may_be_private: bool,
    ) -> Result<Article, GatherError> {
        let url = article.url.as_deref().and_then(|url| Url::parse(url).ok());
        let url = url.ok_or(GatherError::NowhereOnTheWeb)?;
        let mut request = Request::page(url);
        request.may_be_private = may_be_private;
        let response = self.client.fetch(&request)?;
        let body = response.body.as_deref().unwrap_or_default();
        let page = feed::parse(body, &origin(&response))?;
        let page = page.articles.into_iter().next();
        completed(article, page.ok_or(GatherError::NoMore)?)
    }

    /// Asks for what a person typed: a private address is fetched too, and that it is one
    /// is told. Where it leads to counts only as far as it was typed itself.
    pub(super) fn as_typed(&self, mut request: Request) -> Result<(Response, bool), GatherError> {
        let typed = request.url.host_str().unwrap_or_default().to_owned();
        match self.client.fetch(&request) {
            Err(WebError::Private { host }) if host == typed => {
                request.may_be_private = true;
                Ok((self.client.fetch(&request)?, true))
            }
            other => Ok((other?, false)),
        }
    }
}

/// What the feed says of an article with the text of its page, and what else the page
/// knows.
fn completed(article: &Article, page: Article) -> Result<Article, GatherError> {
    let length = |article: &Article| article.plain_text().chars().count();
    if length(&page) <= length(article) {
        return Err(GatherError::NoMore);
    }
    let summary = article
        .summary
        .clone()
        .or_else(|| Some(article.plain_text()))
        .filter(|summary| !summary.is_empty())
        .or(page.summary);
    let mut whole = Article {
        category: article.category.clone().or(page.category),
        published: article.published.or(page.published),
        updated: article.updated.or(page.updated),
        language: page.language.or_else(|| article.language.clone()),
        image: article.image.clone().or(page.image),
        summary: summary.map(|summary| summary.trim().replace('\n', " ")),
        see_also: page.see_also,
        body: page.body,
        ..article.clone()
    };
    if whole.authors.is_empty() {
        whole.authors = page.authors;
    }
    if whole.tags.is_empty() {
        whole.tags = page.tags;
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Inline};

    fn article(title: &str, text: &str) -> Article {
        Article {
            title: title.into(),
            body: vec![Block::Paragraph(Inline::plain(text))],
            ..Article::default()
        }
    }

    #[test]
    fn the_page_gives_the_text_and_the_feed_the_identity() {
        let mut of_feed = article("عنوان", "ملخص");
        of_feed.guid = Some("17".into());
        of_feed.authors = vec!["ليلى".into()];
        let mut page = article("عنوان آخر", "ملخص، والنص كله كما هو على الصفحة");
        page.authors = vec!["المحرر".into()];
        page.image = Some("https://a.example/1.jpg".into());
        let whole = completed(&of_feed, page.clone()).unwrap();
        assert_eq!((&whole.guid, &whole.title), (&of_feed.guid, &of_feed.title));
        assert_eq!(whole.body, page.body);
        assert_eq!(whole.summary.as_deref(), Some("ملخص"));
        assert_eq!(
            (&whole.authors, &whole.image),
            (&of_feed.authors, &page.image)
        );
        assert!(matches!(
            completed(&page, of_feed),
            Err(GatherError::NoMore)
        ));
    }
}
