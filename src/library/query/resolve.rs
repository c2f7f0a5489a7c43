//! A query made ready for one library at one time: names of sources and categories
//! become their numbers, days become points in time. Store and index both work from
//! this form, so that they cannot differ on what a query means.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;

use super::{Condition, Field, Phrase, Query, State};
use crate::text::words::{Analyser, Term};

/// All points in time, in microseconds since 1970.
pub(in crate::library) const ALWAYS: Range<i64> = i64::MIN..i64::MAX;

/// A resolved query.
#[derive(Debug, Clone)]
pub(in crate::library) enum Filter {
    All,
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Words(Field, Vec<Term>),
    /// One of these sources.
    Sources(Vec<i64>),
    /// One of these categories.
    Categories(Vec<i64>),
    /// Published at this microsecond or later.
    Since(i64),
    /// Published before this microsecond.
    Until(i64),
    Unread,
    Starred,
    Breaking,
    Muted,
    /// Brought by one of these feeds.
    Feeds(Set),
    /// With one of these tags of its own.
    Tags(Set),
    /// One of these articles.
    Articles(Arc<[i64]>),
}

/// Numbers of feeds or tags.
#[derive(Debug, Clone)]
pub(in crate::library) struct Set {
    ids: Arc<[i64]>,
    /// Their articles are so few that they are collected and sorted sooner than they are
    /// met on the way down a long list.
    is_small: bool,
}

/// Most articles of a small [`Set`]. Sorting so many takes 20 ms; of more in a million, a page
/// is met about as soon on the way down.
const SMALL: i64 = 5_000;

impl Filter {
    /// The same in two parts: when all that match were published, in microseconds since
    /// 1970, and what else is asked of them.
    pub(in crate::library) fn split_time(&self) -> (Range<i64>, Self) {
        match self {
            Self::Since(at) => (*at..i64::MAX, Self::All),
            Self::Until(at) => (i64::MIN..*at, Self::All),
            Self::And(parts) => {
                let mut time = ALWAYS;
                let mut others = Vec::with_capacity(parts.len());
                for part in parts {
                    let (of_part, other) = part.split_time();
                    time = time.start.max(of_part.start)..time.end.min(of_part.end);
                    if !matches!(other, Self::All) {
                        others.push(other);
                    }
                }
                match others.len() {
                    0 => (time, Self::All),
                    1 => (time, others.remove(0)),
                    _ => (time, Self::And(others)),
                }
            }
            other => (ALWAYS, other.clone()),
        }
    }

    pub(in crate::library) fn new(
        query: &Query,
        db: &Connection,
        zone: &TimeZone,
    ) -> rusqlite::Result<Self> {
        let all = |parts: &[Query]| -> rusqlite::Result<Vec<Self>> {
            parts.iter().map(|part| Self::new(part, db, zone)).collect()
        };
        Ok(match query {
            Query::All => Self::All,
            Query::And(parts) => Self::And(all(parts)?),
            Query::Or(parts) => Self::Or(all(parts)?),
            Query::Not(part) => Self::Not(Box::new(Self::new(part, db, zone)?)),
            Query::Is(condition) => match condition {
                Condition::Words(field, phrase) => Self::Words(*field, phrase.terms.clone()),
                Condition::Source(name) => Self::Sources(named(db, "sources", name)?),
                Condition::Category(name) => Self::Categories(named(db, "categories", name)?),
                Condition::Feed(name) => {
                    let ids = match name.text.parse::<i64>() {
                        // What lists of feeds number them by.
                        Ok(number) => [number].into(),
                        Err(_) => named_feeds(db, FEED_LABEL, name)?,
                    };
                    Self::Feeds(Set::new(db, "deliveries", "feed", ids)?)
                }
                Condition::Folder(name) => {
                    let ids = named_feeds(db, "folder", name)?;
                    Self::Feeds(Set::new(db, "deliveries", "feed", ids)?)
                }
                Condition::Tag(name) => tagged(db, name)?,
                Condition::After(day) => Self::Since(beginning(*day, zone)),
                Condition::Before(day) => Self::Until(beginning(*day, zone)),
                Condition::State(State::Unread) => Self::Unread,
                Condition::State(State::Read) => Self::Not(Box::new(Self::Unread)),
                Condition::State(State::Starred) => Self::Starred,
                Condition::State(State::Breaking) => Self::Breaking,
                Condition::State(State::Muted) => Self::Muted,
            },
        })
    }

    /// The filter as a condition on the articles' table `a`, or `None` when it asks
    /// for words, which only the index knows. It holds nothing but numbers of our
    /// own, so there is nothing to bind; it is never NULL, so that NOT is safe.
    pub(in crate::library) fn sql(&self) -> Option<String> {
        self.condition(Columns::Indexed)
    }

    /// The articles `x.article` that a table of its own tells.
    pub(in crate::library) fn select_articles(&self) -> Option<String> {
        match self {
            Self::Feeds(set) => Some(select_articles("deliveries", "feed", &set.ids)),
            Self::Tags(set) => Some(select_articles("article_tags", "tag", &set.ids)),
            _ => None,
        }
    }

    /// Whether its articles are few and told by a table of their own: then a list of them
    /// is sorted, and no index may be asked for its order.
    pub(in crate::library) fn is_small(&self) -> bool {
        match self {
            Self::Feeds(set) | Self::Tags(set) => set.is_small,
            Self::And(parts) => parts.iter().any(Self::is_small),
            Self::Or(parts) => !parts.is_empty() && parts.iter().all(Self::is_small_set),
            _ => false,
        }
    }

    fn is_small_set(&self) -> bool {
        matches!(self, Self::Feeds(set) | Self::Tags(set) if set.is_small)
    }

    fn condition(&self, columns: Columns) -> Option<String> {
        let plus = columns.prefix();
        Some(match self {
            Self::All => "1".to_owned(),
            Self::And(parts) => {
                let small = parts.iter().position(Self::is_small);
                let rare = small.or_else(|| parts.iter().position(Self::is_rare));
                let conditions: Option<Vec<String>> = (0..)
                    .zip(parts)
                    .map(|(n, part)| {
                        let is_passed_over = rare.is_some_and(|rare| rare != n);
                        part.condition(if is_passed_over {
                            Columns::Plain
                        } else {
                            columns
                        })
                    })
                    .collect();
                format!("({})", conditions?.join(" AND "))
            }
            Self::Or(parts) if self.is_small() && matches!(columns, Columns::Indexed) => {
                let selects: Option<Vec<String>> =
                    parts.iter().map(Self::select_articles).collect();
                format!("a.id IN ({})", selects?.join(" UNION "))
            }
            Self::Or(parts) => {
                let conditions: Option<Vec<String>> = parts
                    .iter()
                    .map(|part| part.condition(Columns::Plain))
                    .collect();
                format!("({})", conditions?.join(" OR "))
            }
            Self::Not(part) => {
                // There is an index of what is read, too.
                let columns = match **part {
                    Self::Unread => columns,
                    _ => Columns::Plain,
                };
                format!("NOT ({})", part.condition(columns)?)
            }
            Self::Words(..) => return None,
            Self::Sources(ids) => columns.one_of("a.source", ids),
            Self::Categories(ids) => {
                let known = columns.one_of("a.category", ids);
                format!("({plus}a.category IS NOT NULL AND {known})")
            }
            Self::Since(at) => format!("{plus}a.published >= {at}"),
            Self::Until(at) => format!("{plus}a.published < {at}"),
            Self::Unread => format!("{plus}a.unread"),
            Self::Starred => format!("{plus}a.starred"),
            Self::Breaking => format!("{plus}a.breaking"),
            Self::Muted => format!("{plus}a.muted"),
            Self::Feeds(_) | Self::Tags(_)
                if self.is_small_set() && matches!(columns, Columns::Indexed) =>
            {
                format!("a.id IN ({})", self.select_articles()?)
            }
            Self::Feeds(_) | Self::Tags(_) => {
                format!("EXISTS ({} AND x.article = a.id)", self.select_articles()?)
            }
            Self::Articles(ids) => format!("a.id IN ({})", listed(ids)),
        })
    }

    /// Whether it holds for so few articles that going through all of them is nothing.
    fn is_rare(&self) -> bool {
        matches!(self, Self::Starred | Self::Breaking)
    }
}

impl Set {
    fn new(db: &Connection, table: &str, column: &str, ids: Arc<[i64]>) -> rusqlite::Result<Self> {
        let articles = select_articles(table, column, &ids);
        let count = format!("SELECT count(*) FROM ({articles} LIMIT {SMALL} + 1)");
        let count: i64 = db.query_row(&count, [], |row| row.get(0))?;
        let is_small = count <= SMALL;
        Ok(Self { ids, is_small })
    }
}

fn select_articles(table: &str, column: &str, ids: &[i64]) -> String {
    let ids = listed(ids);
    format!("SELECT x.article FROM {table} x WHERE x.{column} IN ({ids})")
}

/// Whether SQLite may look a column up in its index. An index keeps the articles of
/// one value in the order of the list, but not those of several, nor of several
/// conditions of which one must hold: these SQLite would collect and sort. A plus
/// before a column keeps it from that, and it goes down the list instead.
#[derive(Debug, Clone, Copy)]
enum Columns {
    Indexed,
    Plain,
}

impl Columns {
    fn prefix(self) -> &'static str {
        match self {
            Self::Indexed => "",
            Self::Plain => "+",
        }
    }

    fn one_of(self, column: &str, ids: &[i64]) -> String {
        let plus = match ids {
            [_] => self.prefix(),
            _ => Self::Plain.prefix(),
        };
        format!("{plus}{column} IN ({})", listed(ids))
    }
}

fn listed(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    ids.join(",")
}

/// What a feed is called, as `Feed::label` has it: SQL of its table's columns.
pub(in crate::library) const FEED_LABEL: &str = "coalesce(name, nullif(title, ''), url)";

fn named_feeds(db: &Connection, column: &str, phrase: &Phrase) -> rusqlite::Result<Arc<[i64]>> {
    let table = format!("(SELECT id, {column} AS name FROM feeds)");
    Ok(named(db, &table, phrase)?.into())
}

/// What has a tag of that name, or came by a feed that has.
fn tagged(db: &Connection, phrase: &Phrase) -> rusqlite::Result<Filter> {
    let tags = named(db, "tags", phrase)?;
    let select = format!(
        "SELECT DISTINCT feed FROM feed_tags WHERE tag IN ({})",
        listed(&tags)
    );
    let feeds: Vec<i64> = db
        .prepare(&select)?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let of_its_own = Filter::Tags(Set::new(db, "article_tags", "tag", tags.into())?);
    if feeds.is_empty() {
        return Ok(of_its_own);
    }
    let by_feeds = Filter::Feeds(Set::new(db, "deliveries", "feed", feeds.into())?);
    Ok(Filter::Or(vec![of_its_own, by_feeds]))
}

/// Microseconds since 1970 at which `day` begins; a day beyond the calendar's end
/// begins never.
fn beginning(day: Date, zone: &TimeZone) -> i64 {
    day.to_zoned_datetime(zone.clone())
        .map_or(i64::MAX, |zoned| zoned.timestamp().as_microsecond())
}

/// The rows of `table` whose name has the phrase's words in it, one after the other.
fn named(db: &Connection, table: &str, phrase: &Phrase) -> rusqlite::Result<Vec<i64>> {
    let mut analyser = Analyser::default();
    let mut select = db.prepare_cached(&format!("SELECT id, name FROM {table}"))?;
    let mut rows = select.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let terms: Vec<Term> = analyser.words(&name).map(|word| word.term).collect();
        if terms
            .windows(phrase.terms.len())
            .any(|window| window == phrase.terms)
        {
            ids.push(row.get(0)?);
        }
    }
    Ok(ids)
}
