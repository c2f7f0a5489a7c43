//! How many documents a search has to look at, told before it is run.

use tantivy::schema::Field as IndexField;
use tantivy::{Searcher, Term};

use super::index::Fields;
use super::query::Filter;

/// The documents that are looked at to find what matches `filter`, at most.
pub(super) fn effort(filter: &Filter, searcher: &Searcher, fields: Fields) -> tantivy::Result<u64> {
    let all = searcher.num_docs();
    let with = |field: IndexField, ids: &[i64]| -> tantivy::Result<u64> {
        let terms = ids
            .iter()
            .map(|id| Term::from_field_u64(field, id.unsigned_abs()));
        terms.map(|term| searcher.doc_freq(&term)).sum()
    };
    Ok(match filter {
        Filter::Words(_, terms) => {
            let mut fewest = all;
            for term in terms {
                let term = Term::from_field_text(fields.text, term);
                fewest = fewest.min(searcher.doc_freq(&term)?);
            }
            fewest
        }
        Filter::And(parts) => {
            let mut fewest = all;
            for part in parts {
                fewest = fewest.min(effort(part, searcher, fields)?);
            }
            fewest
        }
        Filter::Or(parts) => {
            let mut sum = 0;
            for part in parts {
                sum += effort(part, searcher, fields)?;
            }
            sum
        }
        Filter::Sources(ids) => with(fields.source, ids)?,
        Filter::Categories(ids) => with(fields.category, ids)?,
        Filter::Breaking => searcher.doc_freq(&Term::from_field_bool(fields.breaking, true))?,
        Filter::Articles(ids) => ids.len() as u64,
        Filter::All
        | Filter::Not(_)
        | Filter::Muted
        | Filter::Feeds(_)
        | Filter::Tags(_)
        | Filter::Since(_)
        | Filter::Until(_)
        | Filter::Unread
        | Filter::Starred => all,
    })
}

/// Whether the index itself leaves out what cannot be among the best, as it does where
/// a single word is looked for and nothing else (block-max WAND).
pub(super) fn is_pruned(filter: &Filter) -> bool {
    matches!(filter, Filter::Words(_, terms) if terms.len() == 1)
}
