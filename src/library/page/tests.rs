//! Tests of lists.

use super::*;
use crate::library::testing::{article, library, time, titles};

/// Every list that any test reads comes in order from an index: sorting would
/// cost as much as the library is long.
pub(super) fn assert_unsorted(db: &rusqlite::Connection, select: &str) {
    let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {select}")).unwrap();
    let mut steps = explain.raw_query();
    while let Some(step) = steps.next().unwrap() {
        let step: String = step.get(3).unwrap();
        assert!(!step.contains("TEMP B-TREE"), "{step}: {select}");
    }
}

fn page(library: &Library, query: &str, anchor: Anchor, limit: usize) -> Vec<String> {
    let query = Query::parse(query).unwrap();
    let page = library.headlines(&query, anchor, limit).unwrap();
    titles(&page).iter().map(ToString::to_string).collect()
}

/// Every article has the word خبر; the two lists, one from the store and one from
/// the index, must be the same.
#[test]
fn pages_join_without_gap_or_overlap_from_store_and_index() {
    let library = library();
    // Times repeat, so that the order among equals counts.
    let articles = (0..23).map(|n| article(&format!("خبر {n}"), "متن", i64::from(n / 4)));
    library.add(articles, time(0)).unwrap();
    let all: Vec<String> = (0..23).rev().map(|n| format!("خبر {n}")).collect();
    for text in ["", "خبر"] {
        let query = Query::parse(text).unwrap();
        assert_eq!(page(&library, text, Anchor::Newest, 50), all);
        assert_eq!(page(&library, text, Anchor::Oldest, 5), all[18..]);

        let mut walked = Vec::new();
        let mut anchor = Anchor::Newest;
        loop {
            let next = library.headlines(&query, anchor, 5).unwrap();
            let Some(last) = next.last() else { break };
            anchor = Anchor::OlderThan(last.key());
            walked.extend(next.into_iter().map(|h| h.title));
        }
        assert_eq!(walked, all);

        let middle = library.headline(ArticleId(12)).unwrap();
        let up = Anchor::NewerThan(middle.key());
        assert_eq!(page(&library, text, up, 3), all[8..11]);
        let around = Anchor::Around(middle.id);
        assert_eq!(page(&library, text, around, 5), all[9..14]);
        let at_the_end = Anchor::Around(ArticleId(1));
        assert_eq!(page(&library, text, at_the_end, 4), all[19..]);
    }
}

/// Lists that few articles are on are found by an index of these few.
#[test]
fn rare_articles_are_not_looked_for_among_all() {
    let library = library();
    library.add([article("خبر", "متن", 0)], time(0)).unwrap();
    let source = "source:المرفأ";
    let category = "category:اقتصاد";
    for (query, index) in [
        (String::new(), "articles_by_date"),
        ("is:unread".into(), "articles_unread"),
        ("is:read".into(), "articles_read"),
        ("is:breaking".into(), "articles_breaking"),
        (source.into(), "articles_by_source"),
        (format!("{source} is:unread"), "articles_unread_by_source"),
        (
            format!("{category} is:unread"),
            "articles_unread_by_category",
        ),
        (format!("{source} is:read"), "articles_read_by_source"),
        (format!("{category} is:read"), "articles_read_by_category"),
        (
            format!("{source} {category}"),
            "articles_by_source_and_category",
        ),
        (
            format!("{source} {category} is:unread"),
            "articles_unread_by_both",
        ),
        (
            format!("{source} {category} is:read"),
            "articles_read_by_both",
        ),
        (format!("{source} is:unread is:starred"), "articles_starred"),
        (format!("{category} is:breaking"), "articles_breaking"),
        (
            format!("{source} is:unread after:2026-01-01"),
            "articles_unread_by_source",
        ),
    ] {
        let filter = library.resolve(&Query::parse(&query).unwrap()).unwrap();
        let condition = filter.sql().unwrap();
        for order in ["ASC", "DESC"] {
            let plan: String = library
                .db
                .query_row(
                    &format!(
                        "EXPLAIN QUERY PLAN SELECT {COLUMNS} FROM {TABLES} WHERE {condition}
                         ORDER BY a.published {order}, a.id {order} LIMIT 1"
                    ),
                    [],
                    |row| row.get(3),
                )
                .unwrap();
            let used = plan.split("USING INDEX ").nth(1).unwrap_or_default();
            assert_eq!(used.split(' ').next(), Some(index), "{query}: {plan}");
        }
    }
}

/// Lists of several values are merged from the index of each, and are the same as
/// when every article is asked.
#[test]
fn lists_of_several_values_are_merged_in_order() {
    let library = library();
    let articles = (0..240).map(|n| {
        let mut article = article(&format!("خبر {n}"), "متن", n / 3);
        article.source = format!("صحيفة {}", ["المرفأ", "الوادي", "الساحل"][n as usize % 3]);
        let categories = ["اقتصاد", "رياضة", "ثقافة", "علوم"];
        article.category = categories.get(n as usize / 3 % 5).map(ToString::to_string);
        article.breaking = n % 17 == 0;
        article
    });
    library.add(articles, time(0)).unwrap();
    for id in (1..240).step_by(2) {
        library.set_read(ArticleId(id), true).unwrap();
    }
    for id in (1..240).step_by(9) {
        library.set_starred(ArticleId(id), true).unwrap();
    }
    for (text, is_merged) in [
        ("source:صحيفة", true),
        ("source:صحيفة is:unread", true),
        ("source:المرفأ OR source:الوادي", true),
        ("source:المرفأ OR category:رياضة", true),
        ("(source:المرفأ OR category:رياضة) is:unread", true),
        (
            "source:صحيفة (category:علوم OR category:رياضة) is:read",
            true,
        ),
        ("is:starred OR is:breaking", true),
        ("(is:starred OR is:breaking) -source:الساحل", true),
        (
            "(is:starred source:الوادي) OR (is:read -category:علوم)",
            true,
        ),
        ("source:صحيفة -is:starred after:1970-01-03", true),
        ("source:المرفأ OR after:1970-01-03", false),
        ("-(source:المرفأ OR source:الوادي)", false),
        ("source:المرفأ", false),
    ] {
        let query = Query::parse(text).unwrap();
        let filter = library.resolve(&query).unwrap();
        assert_eq!(filter.branches().is_some(), is_merged, "{text}");
        let condition = filter.sql().unwrap();
        let mut ids = library
            .db
            .prepare(&format!(
                "SELECT a.id, a.published FROM articles a WHERE {condition}"
            ))
            .unwrap()
            .query_map([], |row| Ok((row.get(1)?, ArticleId(row.get(0)?))))
            .unwrap()
            .collect::<rusqlite::Result<Vec<(i64, ArticleId)>>>()
            .unwrap();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        let expected: Vec<ArticleId> = ids.into_iter().map(|(_, id)| id).collect();
        assert!(!expected.is_empty(), "{text}");
        let mut walked = Vec::new();
        let mut anchor = Anchor::Newest;
        while let page = library.headlines(&query, anchor, 7).unwrap()
            && let Some(last) = page.last()
        {
            anchor = Anchor::OlderThan(last.key());
            walked.extend(page.iter().map(|headline| headline.id));
        }
        assert_eq!(walked, expected, "{text}");
        let oldest = library.headlines(&query, Anchor::Oldest, 5).unwrap();
        let oldest: Vec<ArticleId> = oldest.iter().map(|headline| headline.id).collect();
        assert!(expected.ends_with(&oldest), "{text}");
    }
}
