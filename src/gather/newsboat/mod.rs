//! Moving in from newsboat: its feeds, articles, marks and named queries.

mod cache;
mod keys;
mod options;
mod query;
mod urls;

use std::io;
use std::path::{Path, PathBuf};

use directories::BaseDirs;
use jiff::Timestamp;

use super::{GatherError, typed};
use crate::library::{Act, FeedSettings, Library, Report, Tagged};
use crate::web::is_private_by_name;

pub use keys::{Binding, Counterpart, bindings};
pub use options::{Choice, Setting, Value};

/// What became of a move.
#[derive(Debug, Default)]
pub struct Moved {
    /// Subscriptions that are new.
    pub feeds: usize,
    /// Subscriptions that were there already.
    pub known_feeds: usize,
    /// Query feeds that became smart feeds; those that were there already are left alone.
    pub smart_feeds: usize,
    /// What became of the articles of the cache.
    pub report: Report,
    /// Of the articles imported.
    pub read: usize,
    /// Of the articles imported, those with a flag.
    pub starred: usize,
    /// What could not be taken over, and why.
    pub rejected: Vec<(String, String)>,
    /// The keys of its configuration.
    pub keys: Vec<Binding>,
    /// Its other options, of those that may mean something here.
    pub options: Vec<Choice>,
}

/// Where newsboat's files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The list of feeds.
    pub urls: PathBuf,
    /// The database of articles.
    pub cache: PathBuf,
    /// The settings and the keys.
    pub config: PathBuf,
}

impl Files {
    /// Those in the folder `dir`.
    #[must_use]
    pub fn within(dir: &Path) -> Self {
        Self {
            urls: dir.join("urls"),
            cache: dir.join("cache.db"),
            config: dir.join("config"),
        }
    }

    /// Whether there is anything of newsboat's to take over.
    #[must_use]
    pub fn are_there(&self) -> bool {
        self.urls.is_file() || self.cache.is_file()
    }

    /// Those of the user: `~/.newsboat`, else where the XDG folders are.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let dirs = BaseDirs::new()?;
        let home = dirs.home_dir().join(".newsboat");
        if home.is_dir() {
            return Some(Self::within(&home));
        }
        let config = dirs.config_dir().join("newsboat");
        Some(Self {
            cache: dirs.data_dir().join("newsboat/cache.db"),
            ..Self::within(&config)
        })
    }
}

/// Takes over what `files` hold. Doing it again adds what is new and changes no mark.
///
/// # Errors
/// When there is neither a list of feeds nor a cache, or the list cannot be read, or the
/// cache of one that has no list, or the library fails.
pub fn move_in(library: &Library, files: &Files, now: Timestamp) -> Result<Moved, GatherError> {
    let mut moved = Moved::default();
    let urls = optional(&files.urls)?;
    if !files.are_there() {
        let cause = io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "neither {} nor {} is there",
                files.urls.display(),
                files.cache.display()
            ),
        );
        return Err(cause.into());
    }
    let mut cache = Some(&files.cache).filter(|cache| cache.is_file());
    let titles = match cache.map(|cache| cache::titles(cache)) {
        // One that newsboat has only just made holds nothing, and is no reason to stay.
        Some(Err(GatherError::File(error))) if urls.is_some() => {
            moved
                .rejected
                .push(("newsboat".to_owned(), error.to_string()));
            cache = None;
            Vec::new()
        }
        titles => titles.transpose()?.unwrap_or_default(),
    };
    library.as_one_act(Act::Subscribed, || {
        urls::lines(&urls.unwrap_or_default())
            .into_iter()
            .try_for_each(|line| take_line(library, line, &titles, &mut moved))
    })?;
    if let Some(cache) = cache {
        cache::take_over(library, cache, now, &mut moved)?;
    }
    let config = optional(&files.config)?.unwrap_or_default();
    moved.keys = keys::bindings(&config);
    moved.options = options::choices(&config);
    Ok(moved)
}

/// Takes over the articles of a cache alone.
///
/// # Errors
/// When it cannot be read or the library fails.
pub fn take_cache(library: &Library, path: &Path, now: Timestamp) -> Result<Moved, GatherError> {
    let mut moved = Moved::default();
    cache::take_over(library, path, now, &mut moved)?;
    Ok(moved)
}

fn take_line(
    library: &Library,
    line: urls::Line,
    titles: &[(String, String)],
    moved: &mut Moved,
) -> Result<(), GatherError> {
    let mut reject = |name: &str, reason: String| {
        moved.rejected.push((name.to_owned(), reason));
    };
    match line {
        urls::Line::Feed {
            address,
            title,
            tags,
        } => {
            let url = match typed(&address) {
                Ok(url) => url,
                Err(error) => {
                    reject(&address, error.to_string());
                    return Ok(());
                }
            };
            let settings = FeedSettings {
                name: title,
                // Its readers use tags as others do folders; they stay tags.
                ..FeedSettings::default()
            };
            let known = titles.iter().find(|(known, _)| *known == address);
            let own = known.map_or("", |(_, title)| title.as_str());
            let (id, is_new) =
                library.subscribe(url.as_str(), own, is_private_by_name(&url), &settings)?;
            for tag in &tags {
                library.tag(Tagged::Feed(id), tag)?;
            }
            if is_new {
                moved.feeds += 1;
            } else {
                moved.known_feeds += 1;
            }
        }
        urls::Line::Query { name, expression } => match query::translated(&expression) {
            Ok(query) => {
                if library.smart_feed(&name)?.is_none() {
                    library.set_smart_feed(&name, &query)?;
                    moved.smart_feeds += 1;
                }
            }
            Err(reason) => reject(&name, reason),
        },
        urls::Line::Program { address } => {
            reject(
                &address,
                "it runs a program, which marsad does not".to_owned(),
            );
        }
    }
    Ok(())
}

/// The text of a file that need not be there.
fn optional(path: &Path) -> io::Result<Option<String>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(
            error.kind(),
            format!("{}: {error}", path.display()),
        )),
    }
}
