-- What goes with the articles that an act took out: tags of their own, the feeds that
-- they came by, what they said before.
CREATE TABLE removed_tags (
    act     INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    article INTEGER NOT NULL,
    tag     TEXT    NOT NULL,
    PRIMARY KEY (act, article, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_deliveries (
    act     INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    article INTEGER NOT NULL,
    feed    INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (act, article, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_versions (
    act      INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    id       INTEGER NOT NULL,
    article  INTEGER NOT NULL,
    replaced INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    PRIMARY KEY (act, id)
) STRICT;

-- The feeds that were unsubscribed from. What a fetch tells again is not kept.
CREATE TABLE removed_feeds (
    act       INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    id        INTEGER NOT NULL,
    url       TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    name      TEXT,
    site      TEXT,
    folder    TEXT    NOT NULL,
    private   INTEGER NOT NULL,
    full_text INTEGER NOT NULL,
    keep_days INTEGER,
    keep_count INTEGER,
    every     INTEGER,
    PRIMARY KEY (act, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_feed_tags (
    act  INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    feed INTEGER NOT NULL,
    tag  TEXT    NOT NULL,
    PRIMARY KEY (act, feed, tag)
) STRICT, WITHOUT ROWID;
