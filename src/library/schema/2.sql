-- Lists whose conditions few articles fulfil: each of these finds them without going
-- through all that fulfil one condition and not the other. `read` is indexed too: after
-- a large import it holds for few.
CREATE INDEX articles_by_source_and_category ON articles (source, category, published);
CREATE INDEX articles_unread_by_source ON articles (source, published) WHERE unread;
CREATE INDEX articles_unread_by_category ON articles (category, published) WHERE unread;
CREATE INDEX articles_unread_by_both ON articles (source, category, published) WHERE unread;
CREATE INDEX articles_read ON articles (published) WHERE NOT unread;
CREATE INDEX articles_read_by_source ON articles (source, published) WHERE NOT unread;
CREATE INDEX articles_read_by_category ON articles (category, published) WHERE NOT unread;
CREATE INDEX articles_read_by_both ON articles (source, category, published) WHERE NOT unread;
CREATE INDEX articles_breaking ON articles (published) WHERE breaking;
