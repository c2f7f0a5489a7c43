-- Who adds an article counts it and enters it in the log of changes (entered.rs): with a trigger,
-- SQLite keeps what each page held before the article, and looks for rows that refer to it.
DROP TRIGGER article_added;
