-- How small acts are taken back: what to do, one after the other, the last first.
CREATE TABLE act_steps (
    n    INTEGER PRIMARY KEY,
    act  INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    step TEXT    NOT NULL  -- undo::Step
) STRICT;

CREATE INDEX act_steps_by_act ON act_steps (act);

-- What the articles that an act took out answered.
CREATE TABLE removed_replies (
    act      INTEGER NOT NULL REFERENCES acts (seq) ON DELETE CASCADE,
    article  INTEGER NOT NULL,
    answered TEXT    NOT NULL,
    PRIMARY KEY (act, article)
) STRICT, WITHOUT ROWID;
