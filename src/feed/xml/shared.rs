//! Identifiers that tell nothing apart: some feeds give all their items one `guid`, or none
//! and all the same address.

use std::collections::{HashMap, HashSet};

use super::outline::Item;
use super::passed_over::PassedOver;

/// What items of a feed have in common that are not the same.
pub(super) struct Shared<'a>(HashSet<&'a str>);

impl<'a> Shared<'a> {
    /// One entry may well stand in a feed twice, the second time with another title (RFC
    /// 4287, section 4.1.1); it does not lie elsewhere then, nor has it three titles or places. An
    /// address alone may be that of the whole site.
    pub(super) fn of(items: &'a [Item]) -> Self {
        let mut seen = HashSet::new();
        let all = items.iter().map(|item| &item.passed_over);
        let identities = all.clone().filter_map(PassedOver::identity);
        let again: HashSet<_> = identities
            .filter(|identity| !seen.insert(*identity))
            .collect();
        let mut known_by: HashMap<&str, Vec<&PassedOver>> = HashMap::new();
        for item in all {
            if let Some(identity) = item.identity().filter(|known| again.contains(known)) {
                known_by.entry(identity).or_default().push(item);
            }
        }
        let mut shared = HashSet::new();
        for (identity, items) in known_by {
            let titles: HashSet<_> = items.iter().map(|item| item.title()).collect();
            let places: HashSet<_> = items.iter().map(|item| item.place()).collect();
            let is_address = items.iter().all(|item| item.place().0 == Some(identity));
            let (titles, places) = (titles.len(), places.len());
            if titles > 2 || places > 2 || (titles == 2 && (places > 1 || is_address)) {
                shared.insert(identity);
            }
        }
        Self(shared)
    }

    /// An identifier for `item`, if its own is not one.
    pub(super) fn instead(&self, item: &PassedOver) -> Option<String> {
        let identity = item.identity()?;
        let title = item.title().or(item.place().0).unwrap_or_default();
        self.0
            .contains(identity)
            .then(|| format!("{identity} {title}"))
    }
}
