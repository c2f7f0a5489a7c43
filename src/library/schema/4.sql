-- What can be undone, the newest last, and how many articles it changed.
CREATE TABLE acts (
    seq   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind  TEXT    NOT NULL,  -- undo::Act
    count INTEGER NOT NULL
) STRICT;

-- The articles whose marks an act changed.
CREATE TABLE act_articles (
    act     INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    article INTEGER NOT NULL,
    PRIMARY KEY (act, article)
) STRICT, WITHOUT ROWID;

-- The articles that an act took out, whole.
CREATE TABLE removed (
    act       INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    id        INTEGER NOT NULL,
    key       BLOB    NOT NULL,
    hash      BLOB    NOT NULL,
    published INTEGER NOT NULL,
    dated     INTEGER NOT NULL,
    source    TEXT    NOT NULL,
    category  TEXT,
    unread    INTEGER NOT NULL,
    starred   INTEGER NOT NULL,
    breaking  INTEGER NOT NULL,
    muted     INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    url       TEXT,
    body      BLOB    NOT NULL,
    block     INTEGER,
    byte      INTEGER,
    PRIMARY KEY (act, id)
) STRICT;
