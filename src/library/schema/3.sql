-- Subscriptions.
CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT    NOT NULL UNIQUE,
    title         TEXT    NOT NULL DEFAULT '',  -- the feed's own; '' until it is known
    name          TEXT,                         -- the reader's name for it
    site          TEXT,
    folder        TEXT    NOT NULL DEFAULT '',  -- levels set apart by '/'
    private       INTEGER NOT NULL DEFAULT 0,   -- may lie in a private network
    full_text     INTEGER NOT NULL DEFAULT 0,
    keep_days     INTEGER,
    keep_count    INTEGER,
    every         INTEGER,                      -- minutes between refreshes
    etag          TEXT,
    last_modified TEXT,
    checked       INTEGER,                      -- microseconds since 1970, as are:
    fetched       INTEGER,                      -- the last time that all was well
    due           INTEGER NOT NULL DEFAULT 0,   -- not to be asked before
    held          INTEGER NOT NULL DEFAULT 0,   -- nor on request: the server's wish
    failures      INTEGER NOT NULL DEFAULT 0,   -- in a row
    failing_since INTEGER,
    failure       TEXT,
    total         INTEGER NOT NULL DEFAULT 0,   -- kept by triggers
    unread        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which feeds an article came by, and the fetch that last had it.
CREATE TABLE deliveries (
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    feed    INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (article, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_feed ON deliveries (feed);

CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
    UPDATE feeds SET total = total + 1,
        unread = unread + (SELECT unread FROM articles WHERE id = NEW.article)
        WHERE id = NEW.feed;
END;

CREATE TRIGGER delivery_removed BEFORE DELETE ON deliveries BEGIN
    UPDATE feeds SET total = total - 1,
        unread = unread - (SELECT unread FROM articles WHERE id = OLD.article)
        WHERE id = OLD.feed;
END;

-- A cascade comes after the article is gone, when no one knows any more whether it
-- was unread.
CREATE TRIGGER delivered_removed BEFORE DELETE ON articles BEGIN
    DELETE FROM deliveries WHERE article = OLD.id;
END;

CREATE TRIGGER delivered_marked AFTER UPDATE OF unread ON articles
WHEN NEW.unread <> OLD.unread BEGIN
    UPDATE feeds SET unread = unread + NEW.unread - OLD.unread
        WHERE id IN (SELECT feed FROM deliveries WHERE article = NEW.id);
END;

-- The reader's own tags, of articles and of feeds.
CREATE TABLE tags (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_tags (
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag     INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_by_tag ON article_tags (tag);

CREATE TABLE feed_tags (
    feed INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    tag  INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (feed, tag)
) STRICT, WITHOUT ROWID;

-- What an article said before it was changed, as in `bodies`.
CREATE TABLE versions (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    article  INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    replaced INTEGER NOT NULL,
    data     BLOB    NOT NULL
) STRICT;
CREATE INDEX versions_by_article ON versions (article);

-- What is done with new articles that a query finds.
CREATE TABLE filters (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    query  TEXT NOT NULL,
    action TEXT NOT NULL,
    tag    TEXT
) STRICT;

CREATE TABLE smart_feeds (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL
) STRICT;

-- Muted articles stand in no list that does not ask for them.
ALTER TABLE articles ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_muted ON articles (published) WHERE muted;
