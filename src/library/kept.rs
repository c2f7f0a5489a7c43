//! What the reader keeps of itself for its next run, beside the articles: it is of this
//! library and no setting of the user's.

use rusqlite::{OptionalExtension, params};

use super::error::Doing;
use super::{Library, Result};

impl Library {
    /// What was last kept under `name`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<String>> {
        self.db
            .prepare_cached("SELECT value FROM meta WHERE key = 'kept.' || ?1")
            .and_then(|mut select| select.query_row([name], |row| row.get(0)).optional())
            .doing("read what the reader has kept")
    }

    /// Keeps `value` under `name`.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep(&self, name: &str, value: &str) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO meta VALUES ('kept.' || ?1, ?2)")
            .and_then(|mut insert| insert.execute(params![name, value]))
            .map(|_| ())
            .doing("keep something for the reader")
    }
}

#[cfg(test)]
mod tests {
    use crate::library::testing::library;

    #[test]
    fn what_was_kept_last_is_there() {
        let library = library();
        assert_eq!(library.kept("language").unwrap(), None);
        library.keep("language", "fa").unwrap();
        library.keep("language", "ar").unwrap();
        let again = crate::library::Library::open(library.dir()).unwrap();
        assert_eq!(again.kept("language").unwrap().as_deref(), Some("ar"));
        assert_eq!(again.kept("library").unwrap(), None);
    }
}
