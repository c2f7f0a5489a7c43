//! Search against a plain reading of what queries mean.

use proptest::prelude::*;

use super::*;
use crate::library::testing::{Temporary, article, library, time};
use crate::library::{Condition, Field, Key, State};
use crate::text::words::words;

fn found(library: &Library, query: &str) -> Vec<i64> {
    let query = Query::parse(query).unwrap();
    let hits = library.search(&query, Order::Relevance, 50).unwrap();
    hits.iter().map(|hit| hit.headline.id.0).collect()
}

#[test]
fn forms_of_a_word_meet() {
    let library = library();
    library
        .add(
            [article("نشرة الأخبار", "متن", 0), article("طقس", "غيوم", 1)],
            time(0),
        )
        .unwrap();
    for query in [
        "أخبار",
        "اخبار",
        "الأخبار",
        "الأَخْبَار",
        "وبالأخبار",
        "«نشره الاخبار»",
    ] {
        assert_eq!(found(&library, query), [1], "{query}");
    }
    assert_eq!(found(&library, "رياضة"), Vec::<i64>::new());
}

#[test]
fn the_title_counts_more_and_the_newer_comes_first_among_equals() {
    let library = library();
    let articles = [
        article("طقس", "الميناء مغلق", 3),
        article("الميناء", "طقس مغلق", 0),
        article("الطقس", "الميناء مغلق", 4),
    ];
    library.add(articles, time(0)).unwrap();
    assert_eq!(found(&library, "ميناء"), [2, 3, 1]);
    let query = Query::parse("ميناء").unwrap();
    let by_date = library.search(&query, Order::Date, 2).unwrap();
    let ids: Vec<i64> = by_date.iter().map(|hit| hit.headline.id.0).collect();
    assert_eq!(ids, [3, 1]);
}

#[test]
fn marks_are_followed_at_once() {
    let library = library();
    let articles = (0..4).map(|n| article(&format!("خبر {n}"), "نفط", n));
    library.add(articles, time(0)).unwrap();
    assert_eq!(found(&library, "نفط is:unread").len(), 4);
    library.set_read(ArticleId(2), true).unwrap();
    assert_eq!(found(&library, "نفط is:read"), [2]);
    let other = Library::open(library.dir()).unwrap();
    other.set_read(ArticleId(3), true).unwrap();
    assert_eq!(found(&library, "نفط is:read"), [3, 2]);
    assert_eq!(found(&library, "نفط -is:read"), [4, 1]);
}

#[test]
fn removed_and_changed_articles_are_no_longer_found_by_what_they_were() {
    let library = library();
    let old = article("خبر", "قمح", 0);
    library
        .add([old.clone(), article("آخر", "قمح", 1)], time(0))
        .unwrap();
    assert_eq!(found(&library, "قمح").len(), 2);
    library.add([article("خبر", "شعير", 0)], time(0)).unwrap();
    assert_eq!(found(&library, "قمح"), [2]);
    assert_eq!(found(&library, "شعير"), [1]);
    library.remove([&old]).unwrap();
    assert_eq!(found(&library, "شعير"), Vec::<i64>::new());
}

/// Small articles in which every condition holds for some and not for others.
fn varied() -> (Temporary, Vec<Known>) {
    let library = library();
    let nouns = ["نفط", "غاز", "قمح"];
    let mut known = Vec::new();
    for n in 0..24_usize {
        let title = format!("{} {n}", nouns[n % 3]);
        let body = format!("{} {}", nouns[n / 3 % 3], nouns[n / 9 % 3]);
        let mut article = article(&title, &body, 24 * (n as i64 / 2));
        article.source = ["صحيفة المرفأ", "وكالة ضفاف"][n % 2].into();
        article.category = [None, Some("اقتصاد".into()), Some("علوم".into())][n / 2 % 3].clone();
        article.breaking = n % 5 == 0;
        let id = ArticleId(n as i64 + 1);
        library.add([article], time(0)).unwrap();
        if n % 3 == 1 {
            library.set_read(id, true).unwrap();
        }
        if n % 4 == 1 {
            library.set_starred(id, true).unwrap();
        }
        known.push(Known {
            headline: library.headline(id).unwrap(),
            text: format!("{title} {body}"),
        });
    }
    (library, known)
}

struct Known {
    headline: Headline,
    text: String,
}

/// What a query means, without store or index.
fn holds(query: &Query, known: &Known) -> bool {
    let has = |text: &str, phrase: &crate::library::Phrase| {
        let terms: Vec<_> = words(text).map(|word| word.term).collect();
        terms
            .windows(phrase.terms.len())
            .any(|part| part == phrase.terms)
    };
    let headline = &known.headline;
    let day = headline
        .published
        .to_zoned_datetime(jiff::tz::TimeZone::system())
        .date();
    match query {
        Query::All => true,
        Query::And(parts) => parts.iter().all(|part| holds(part, known)),
        Query::Or(parts) => parts.iter().any(|part| holds(part, known)),
        Query::Not(part) => !holds(part, known),
        Query::Is(condition) => match condition {
            Condition::Words(Field::Anywhere, phrase) => has(&known.text, phrase),
            Condition::Words(Field::Title, phrase) => has(&headline.title, phrase),
            Condition::Source(phrase) => has(&headline.source, phrase),
            Condition::Category(phrase) => headline
                .category
                .as_ref()
                .is_some_and(|name| has(name, phrase)),
            Condition::After(date) => day >= *date,
            Condition::Before(date) => day < *date,
            Condition::State(State::Unread) => headline.unread,
            Condition::State(State::Read) => !headline.unread,
            Condition::State(State::Starred) => headline.starred,
            Condition::State(State::Breaking) => headline.breaking,
            Condition::Feed(_)
            | Condition::Folder(_)
            | Condition::Tag(_)
            | Condition::State(State::Muted) => unreachable!("no query here asks for it"),
        },
    }
}

fn any_query() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "نفط",
        "غاز",
        "\"نفط غاز\"",
        "title:قمح",
        "source:ضفاف",
        "source:لا",
        "category:اقتصاد",
        "after:2026-01-05",
        "before:2026-01-09",
        "is:unread",
        "is:read",
        "is:starred",
        "is:breaking",
        "غائب",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.prop_map(|part| format!("-({part})")),
        ]
    })
}

#[test]
fn any_query_finds_what_it_means_by_either_order() {
    let (library, known) = varied();
    let config = ProptestConfig::with_cases(300);
    proptest!(config, |(text in any_query())| {
        let query = Query::parse(&text).unwrap();
        let mut expected: Vec<Key> = known
            .iter()
            .filter(|known| holds(&query, known))
            .map(|known| known.headline.key())
            .collect();
        expected.sort_by(|a, b| b.cmp(a));
        let keys = |order| {
            let hits = library.search(&query, order, 50).unwrap();
            hits.iter().map(|hit| hit.headline.key()).collect::<Vec<_>>()
        };
        prop_assert_eq!(&keys(Order::Date), &expected, "{}", text);
        let mut best = keys(Order::Relevance);
        best.sort_by(|a, b| b.cmp(a));
        prop_assert_eq!(&best, &expected, "{}", text);
    });
}
