//! Bytes of a feed or a document into articles, and articles back into a feed.
//! Knows neither the store nor the screen.
