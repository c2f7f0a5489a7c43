-- Accounts with servers. How to get at their passwords is kept elsewhere, so that a copy of
-- the library neither tells any nor makes a program run.
CREATE TABLE accounts (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT    NOT NULL UNIQUE,      -- under which the password is kept
    name          TEXT    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL,             -- accounts::Kind
    url           TEXT    NOT NULL,
    user          TEXT    NOT NULL,
    position      INTEGER,                      -- the server's own: articles after it are new
    page          TEXT,                         -- where the list of them was broken off
    reached       INTEGER,                      -- position, once that list is whole
    listed        INTEGER,                      -- when the last whole list began
    synced        INTEGER,                      -- when all was last well; microseconds, as is:
    checked       INTEGER,
    due           INTEGER NOT NULL DEFAULT 0,   -- not to be asked before
    held          INTEGER NOT NULL DEFAULT 0,   -- nor on request: the server's wish
    failures      INTEGER NOT NULL DEFAULT 0,   -- in a row
    failing_since INTEGER,
    failure       TEXT
) STRICT;

-- The feeds of accounts, with what the server last said of them. One that is unsubscribed
-- from here stays until the server knows; its number is never given to another.
CREATE TABLE account_feeds (
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    feed    INTEGER NOT NULL,
    remote  TEXT,                               -- NULL: the server does not know it yet
    title   TEXT    NOT NULL DEFAULT '',
    folder  TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (account, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_feeds_by_feed ON account_feeds (feed);
CREATE UNIQUE INDEX account_feeds_by_remote ON account_feeds (account, remote)
    WHERE remote IS NOT NULL;

-- The articles of accounts by the server's identifiers. One that is gone here stays, so
-- that it is not fetched again, and so that it is whole when its removal is undone.
CREATE TABLE account_articles (
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote  TEXT    NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (account, remote)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_articles_by_article ON account_articles (article);

-- Articles that the server has and that are still to be fetched, in this order.
CREATE TABLE account_wanted (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote  TEXT    NOT NULL,
    UNIQUE (account, remote)
) STRICT;

-- Marks that the server does not know yet: the last of each kind for each article.
CREATE TABLE account_marks (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    remote  TEXT    NOT NULL,
    field   TEXT    NOT NULL,                   -- 'unread' or 'starred'
    value   INTEGER NOT NULL,
    UNIQUE (account, remote, field)
) STRICT;

CREATE TRIGGER unread_to_be_sent AFTER UPDATE OF unread ON articles
WHEN NEW.unread <> OLD.unread AND EXISTS
    (SELECT 1 FROM account_articles WHERE article = NEW.id) BEGIN
    INSERT OR REPLACE INTO account_marks (account, remote, field, value)
        SELECT account, remote, 'unread', NEW.unread
        FROM account_articles WHERE article = NEW.id;
END;

CREATE TRIGGER starred_to_be_sent AFTER UPDATE OF starred ON articles
WHEN NEW.starred <> OLD.starred AND EXISTS
    (SELECT 1 FROM account_articles WHERE article = NEW.id) BEGIN
    INSERT OR REPLACE INTO account_marks (account, remote, field, value)
        SELECT account, remote, 'starred', NEW.starred
        FROM account_articles WHERE article = NEW.id;
END;
