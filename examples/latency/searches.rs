//! Searches with one to three words, phrases and conditions, best and newest first.

use marsad::library::{Library, Order, Query};

use super::sample::{Sample, Sampled};
use super::times::Times;

/// Hits that a search gives.
const SHOWN: usize = 20;

type Ask = fn(&Sampled) -> String;

const KINDS: [(&str, Ask); 10] = [
    ("one term", |article| article.words(1).join(" ")),
    ("two terms", |article| article.words(2).join(" ")),
    ("three terms", |article| article.words(3).join(" ")),
    ("phrase of two", |article| quoted(article.phrase(2))),
    ("phrase of three", |article| quoted(article.phrase(3))),
    ("either of two", |article| article.words(2).join(" OR ")),
    ("term, not another", |article| article.words(2).join(" -")),
    ("term and source", |article| {
        let source = quoted(&article.headline.source);
        format!("{} source:{source}", article.words(1).join(" "))
    }),
    ("term and category, unread", |article| {
        let category = quoted(article.headline.category.as_deref().unwrap_or("أخبار"));
        format!(
            "{} category:{category} is:unread",
            article.words(1).join(" ")
        )
    }),
    ("term within a month", |article| {
        let day = article.headline.published.strftime("%Y-%m-01");
        format!("{} after:{day}", article.words(1).join(" "))
    }),
];

/// Measures those kinds whose name has `wanted` in it.
pub fn measure(library: &Library, sample: &Sample, wanted: &str) -> anyhow::Result<()> {
    for (kind, ask) in KINDS {
        for (order, order_name) in [(Order::Relevance, "best"), (Order::Date, "newest")] {
            let name = format!("search, {kind}, {order_name} first");
            if !name.contains(wanted) {
                continue;
            }
            let queries: Vec<Query> = sample
                .articles()
                .iter()
                .filter_map(|article| Query::parse(&ask(article)).ok())
                .collect();
            // The first answers pay for what all after them find in memory.
            for query in &queries {
                library.search(query, order, SHOWN)?;
            }
            let mut times = Times::default();
            for query in &queries {
                times.take(|| library.search(query, order, SHOWN))?;
            }
            times.print(&name);
        }
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}
