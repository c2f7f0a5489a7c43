//! Rows that an act adds, changes or deletes, kept as they were before it.

use rusqlite::{Connection, Params, params};

use super::{Act, begin, end};
use crate::library::error::Doing;
use crate::library::{Library, Result};

/// A table whose rows stand under articles and have numbers of their own.
#[derive(Debug, Clone, Copy)]
pub(in crate::library) struct Rows {
    /// Those of an act are kept in `act_` and this.
    pub table: &'static str,
    /// All of them, `id` first.
    pub columns: &'static str,
}

impl Rows {
    /// Enters how the rows stand whose column `column` is `value`.
    pub(super) fn enter(
        self,
        db: &Connection,
        act: i64,
        column: &'static str,
        value: i64,
    ) -> rusqlite::Result<()> {
        let Self { table, columns } = self;
        db.prepare_cached(&format!(
            "INSERT INTO act_{table} (act, {columns}) SELECT ?1, {columns} FROM {table}
             WHERE {column} = ?2"
        ))?
        .execute([act, value])?;
        Ok(())
    }

    /// Makes the rows what they were before `act`; those whose article is gone stay gone.
    pub(super) fn put_back(self, db: &Connection, act: i64) -> rusqlite::Result<()> {
        let Self { table, columns } = self;
        db.execute(
            &format!("DELETE FROM {table} WHERE id IN (SELECT id FROM act_{table} WHERE act = ?1)"),
            [act],
        )?;
        db.execute(
            &format!(
                "INSERT OR IGNORE INTO {table} ({columns}) SELECT {columns} FROM act_{table}
                 WHERE act = ?1 AND article IN (SELECT id FROM articles)"
            ),
            [act],
        )?;
        Ok(())
    }
}

impl Library {
    /// Adds a row by `insert`, as an act of its own; gives its number.
    pub(in crate::library) fn add_row(
        &self,
        rows: Rows,
        act: Act,
        insert: &str,
        values: impl Params,
        doing: &'static str,
    ) -> Result<i64> {
        let transaction = self.write(doing)?;
        let seq = begin(&transaction, act).doing(doing)?;
        let id = transaction
            .prepare_cached(insert)
            .and_then(|mut insert| insert.insert(values))
            .doing(doing)?;
        // That there was none.
        let none = format!("INSERT INTO act_{} (act, id) VALUES (?1, ?2)", rows.table);
        transaction.execute(&none, params![seq, id]).doing(doing)?;
        end(&transaction, seq, 1).doing(doing)?;
        transaction.commit().doing(doing)?;
        Ok(id)
    }

    /// Changes the row `id` by `change`, or deletes it, as an act of its own; that is none
    /// when the row is gone.
    pub(in crate::library) fn change_row(
        &self,
        rows: Rows,
        act: Act,
        id: i64,
        change: &str,
        values: impl Params,
        doing: &'static str,
    ) -> Result<()> {
        let transaction = self.write(doing)?;
        let seq = begin(&transaction, act).doing(doing)?;
        rows.enter(&transaction, seq, "id", id).doing(doing)?;
        let changed = transaction.execute(change, values).doing(doing)?;
        end(&transaction, seq, changed as u64).doing(doing)?;
        transaction.commit().doing(doing)
    }
}
