-- Whether a link leads to an article of the library: by the end of its address, which is
-- shorter than the whole and tells nearly all apart.
CREATE INDEX articles_by_end_of_url ON articles (substr(url, -16)) WHERE url IS NOT NULL;

-- Articles that answer another (RFC 4685), by the identifier of that one.
CREATE TABLE replies (
    article  INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    answered TEXT NOT NULL
) STRICT;
CREATE INDEX replies_by_answered ON replies (answered);

-- What is said under an article: by the user, and by others where feeds tell of it.
CREATE TABLE comments (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    guid    TEXT,              -- of one that came by a feed; the user's have none
    name    TEXT    NOT NULL,
    email   TEXT,              -- never shown, exported or logged
    text    TEXT    NOT NULL,
    written INTEGER NOT NULL,  -- microseconds since 1970, as is:
    edited  INTEGER
) STRICT;
CREATE INDEX comments_by_article ON comments (article);
CREATE UNIQUE INDEX comments_by_guid ON comments (article, guid) WHERE guid IS NOT NULL;

-- Passages that the user has marked, by their places in the article: block and byte.
CREATE TABLE notes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start_block INTEGER NOT NULL,
    start_byte  INTEGER NOT NULL,
    end_block   INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL,
    passage     TEXT    NOT NULL,
    note        TEXT    NOT NULL,  -- '' for none
    written     INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_by_article ON notes (article);

-- How comments and notes stood before an act changed them; without the rest of the row
-- where the act made them.
CREATE TABLE act_comments (
    act     INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    id      INTEGER NOT NULL,
    article INTEGER,
    guid    TEXT,
    name    TEXT,
    email   TEXT,
    text    TEXT,
    written INTEGER,
    edited  INTEGER,
    PRIMARY KEY (act, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE act_notes (
    act         INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    id          INTEGER NOT NULL,
    article     INTEGER,
    start_block INTEGER,
    start_byte  INTEGER,
    end_block   INTEGER,
    end_byte    INTEGER,
    passage     TEXT,
    note        TEXT,
    written     INTEGER,
    PRIMARY KEY (act, id)
) STRICT, WITHOUT ROWID;
