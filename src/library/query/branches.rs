//! Lists of several values. An index keeps the articles of one outlet in the order of
//! the list, but not those of several; each has its own branch here, and SQLite merges
//! the branches while it reads them.

use super::Filter;

/// Most branches of one list. What asks for more is so much of the library that the
/// way down the list of all soon meets a page of it.
const MOST: usize = 32;

impl Filter {
    /// Filters of which exactly one holds for each article that this one holds for,
    /// each answered in the order of the list by an index; `None` when it is better
    /// answered as it is.
    pub(in crate::library) fn branches(&self) -> Option<Vec<Self>> {
        let branches = self.alternatives();
        let is_one = branches.len() < 2;
        if is_one || branches.len() > MOST || !branches.iter().all(Self::has_index) {
            return None;
        }
        Some(branches)
    }

    /// Filters of which exactly one holds where this one does.
    fn alternatives(&self) -> Vec<Self> {
        match self {
            Self::Sources(ids) => ids.iter().map(|&id| Self::Sources(vec![id])).collect(),
            Self::Categories(ids) => ids.iter().map(|&id| Self::Categories(vec![id])).collect(),
            Self::Or(parts) => {
                let mut alternatives = Vec::new();
                for (n, part) in parts.iter().enumerate() {
                    let not_before = parts[..n].iter().cloned();
                    let not_before = not_before.map(|part| Self::Not(Box::new(part)));
                    for one in part.alternatives() {
                        let mut all = one.conjuncts();
                        all.extend(not_before.clone());
                        alternatives.push(Self::And(all));
                    }
                }
                alternatives
            }
            Self::And(parts) => {
                let mut alternatives = vec![Vec::new()];
                for part in parts {
                    let of_part = part.alternatives();
                    let together = alternatives.len() * of_part.len();
                    // Enough is enough, here as for the whole.
                    if together > MOST || of_part.is_empty() {
                        for all in &mut alternatives {
                            all.push(part.clone());
                        }
                        continue;
                    }
                    let crossed = alternatives.iter().flat_map(|all: &Vec<Self>| {
                        of_part.iter().map(|one| {
                            let mut all = all.clone();
                            all.extend(one.clone().conjuncts());
                            all
                        })
                    });
                    alternatives = crossed.collect();
                }
                alternatives.into_iter().map(Self::And).collect()
            }
            other => vec![other.clone()],
        }
    }

    /// Filters that hold together where this one does.
    fn conjuncts(self) -> Vec<Self> {
        match self {
            Self::And(parts) => parts,
            other => vec![other],
        }
    }

    /// Whether an index knows where the articles are that it holds for.
    fn has_index(&self) -> bool {
        match self {
            Self::Sources(ids) | Self::Categories(ids) => ids.len() == 1,
            Self::Unread | Self::Starred | Self::Breaking | Self::Muted => true,
            Self::Not(part) => matches!(**part, Self::Unread),
            Self::And(parts) => parts.iter().any(Self::has_index),
            _ => false,
        }
    }
}
