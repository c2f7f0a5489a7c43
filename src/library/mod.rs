//! What is on disk: the store (SQLite) and the index derived from it (tantivy),
//! search and related articles. Knows neither the formats articles came in nor the
//! screen they are shown on.
