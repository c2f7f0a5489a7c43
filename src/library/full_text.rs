//! The text of an article's page in place of the summary that its feed gave.

use super::add::{not_stored, put_body};
use super::error::Doing;
use super::{ArticleId, Library, Result, body};
use crate::article::Article;

impl Library {
    /// Stores `whole` as what the article `id` says. What the feed gave is still what
    /// the feed's next word is compared with, so that the same summary changes nothing.
    ///
    /// # Errors
    /// When there is no such article or the store cannot be written.
    pub fn set_full_text(&self, id: ArticleId, whole: &Article) -> Result<()> {
        self.headline(id)?;
        let json = body::to_json(whole).map_err(|cause| not_stored(whole, cause))?;
        let transaction = self.write("begin to store an article's full text")?;
        put_body(&transaction, id, whole, &json)?;
        transaction
            .execute("INSERT INTO changes (article) VALUES (?1)", [id])
            .and_then(|_| transaction.commit())
            .doing("store an article's full text")
    }
}
