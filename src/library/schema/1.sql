-- Lists read `articles` and never `bodies`; what a list needs stands in its row.
CREATE TABLE sources (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE categories (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- AUTOINCREMENT: the number of a removed article is never given to another.
CREATE TABLE articles (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    key       BLOB    NOT NULL UNIQUE,  -- identity::key
    hash      BLOB    NOT NULL,         -- of the article as it came in
    published INTEGER NOT NULL,         -- microseconds since 1970, UTC
    dated     INTEGER NOT NULL,         -- 0: published is the time of import
    source    INTEGER NOT NULL REFERENCES sources (id),
    category  INTEGER REFERENCES categories (id),
    unread    INTEGER NOT NULL DEFAULT 1,
    starred   INTEGER NOT NULL DEFAULT 0,
    breaking  INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    url       TEXT
) STRICT;

-- Each index ends in the row id, so (published, id) order is in all of them.
CREATE INDEX articles_by_date ON articles (published);
CREATE INDEX articles_by_source ON articles (source, published);
CREATE INDEX articles_by_category ON articles (category, published);
CREATE INDEX articles_unread ON articles (published) WHERE unread;
CREATE INDEX articles_starred ON articles (published) WHERE starred;

-- The whole article as JSON, compressed with zstd.
CREATE TABLE bodies (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    data    BLOB NOT NULL
) STRICT;

-- Where reading stopped: a logical place, so that it survives a change of width.
CREATE TABLE positions (
    article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    block   INTEGER NOT NULL,
    byte    INTEGER NOT NULL
) STRICT;

-- One row, kept by triggers, so that no start has to count.
CREATE TABLE counts (
    total   INTEGER NOT NULL,
    unread  INTEGER NOT NULL,
    starred INTEGER NOT NULL
) STRICT;
INSERT INTO counts VALUES (0, 0, 0);

-- What the index has yet to take in; entries go once it has. AUTOINCREMENT: a
-- number is never used twice, so the index's watermark always means the same.
CREATE TABLE changes (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL
) STRICT;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('library', lower(hex(randomblob(16)))), ('changes_dropped_to', 0);

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
    UPDATE counts SET total = total + 1,
        unread = unread + NEW.unread, starred = starred + NEW.starred;
    INSERT INTO changes (article) VALUES (NEW.id);
END;

CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
    UPDATE counts SET total = total - 1,
        unread = unread - OLD.unread, starred = starred - OLD.starred;
    INSERT INTO changes (article) VALUES (OLD.id);
END;

CREATE TRIGGER article_marked AFTER UPDATE OF unread, starred ON articles BEGIN
    UPDATE counts SET unread = unread + NEW.unread - OLD.unread,
        starred = starred + NEW.starred - OLD.starred;
END;

CREATE TRIGGER article_changed AFTER UPDATE OF hash ON articles BEGIN
    INSERT INTO changes (article) VALUES (NEW.id);
END;
