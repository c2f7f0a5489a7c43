//! What a server answers, made harmless.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::SyncError;
use super::super::server::{is_identifier, number};
use super::{LABEL, READ, STARRED};
use crate::article::{Enclosure, html};
use crate::feed::{Entry, from_entry};
use crate::library::{RemoteArticle, RemoteFeed, RemoteState};
use crate::text::sanitize;

/// Begins the long form of an article's identifier, in hexadecimal digits.
const LONG: &str = "tag:google.com,2005:reader/item/";

#[derive(Deserialize)]
pub(super) struct Subscriptions<'a> {
    #[serde(borrow)]
    subscriptions: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Subscription {
    id: String,
    title: Option<String>,
    categories: Vec<Category>,
    url: Option<String>,
    html_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Category {
    id: String,
    label: Option<String>,
}

impl Subscriptions<'_> {
    /// The feeds that can be used.
    pub(super) fn feeds(&self) -> Vec<RemoteFeed> {
        let all = self.subscriptions.iter();
        all.filter_map(|raw| feed(serde_json::from_str(raw.get()).ok()?))
            .collect()
    }
}

fn feed(subscription: Subscription) -> Option<RemoteFeed> {
    let Subscription {
        id,
        title,
        categories,
        url,
        html_url,
    } = subscription;
    let url = url.or_else(|| id.strip_prefix("feed/").map(str::to_owned))?;
    let url = html::absolute_web(&url, None)?;
    let folder = categories.first().map(|category| {
        let label = category.label.as_deref();
        label.unwrap_or_else(|| label_of(&category.id).unwrap_or_default())
    });
    is_identifier(&id).then(|| RemoteFeed {
        remote: id,
        url,
        title: html::one_line(&title.unwrap_or_default()),
        site: html_url.and_then(|site| html::absolute_web(&site, None)),
        folder: sanitize::line(folder.unwrap_or_default()),
    })
}

/// The name of the label that `category` is, if it is one.
fn label_of(category: &str) -> Option<&str> {
    category.strip_prefix(LABEL).or_else(|| {
        let (user, label) = category.strip_prefix("user/")?.split_once("/label/")?;
        (!user.contains('/')).then_some(label)
    })
}

/// What `user/-/state/com.google/read` and the like are, whoever the user is.
fn is_state(category: &str, state: &str) -> bool {
    let end = state.trim_start_matches("user/-");
    let user = category.strip_suffix(end);
    user.and_then(|user| user.strip_prefix("user/"))
        .is_some_and(|user| !user.contains('/'))
}

/// The answer to `quickadd`.
#[derive(Deserialize)]
pub(super) struct Added {
    #[serde(rename = "streamId")]
    stream_id: Option<String>,
    error: Option<String>,
}

impl Added {
    pub(super) fn feed(self) -> Result<Option<String>, SyncError> {
        match self.stream_id.filter(|id| is_identifier(id)) {
            Some(id) => Ok(Some(id)),
            None => Err(SyncError::refused(
                self.error.as_deref().unwrap_or("there is no feed"),
            )),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct ItemRefs<'a> {
    #[serde(borrow, rename = "itemRefs")]
    refs: Vec<&'a RawValue>,
    pub(super) continuation: Option<String>,
}

#[derive(Deserialize)]
struct ItemRef {
    id: Value,
}

impl ItemRefs<'_> {
    pub(super) fn identifiers(&self) -> Vec<String> {
        let all = self.refs.iter();
        all.filter_map(|raw| {
            let item: ItemRef = serde_json::from_str(raw.get()).ok()?;
            identifier(&item.id)
        })
        .collect()
    }
}

/// An article's identifier in its short form: the number in decimal digits where it is
/// one, else as the server writes it.
fn identifier(id: &Value) -> Option<String> {
    let id = match id {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    let short = match id.strip_prefix(LONG) {
        Some(digits) if digits.len() == 16 => {
            // Its 64 bits are a number with a sign.
            let bits = u64::from_str_radix(digits, 16).ok()?;
            bits.cast_signed().to_string()
        }
        Some(other) => other.to_owned(),
        None => id,
    };
    is_identifier(&short).then_some(short)
}

#[derive(Deserialize)]
pub(super) struct Items<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Value,
    title: Option<String>,
    published: Value,
    canonical: Vec<Link>,
    alternate: Vec<Link>,
    categories: Vec<String>,
    origin: Origin,
    summary: Option<Content>,
    content: Option<Content>,
    author: Option<String>,
    enclosure: Vec<Link>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Link {
    href: String,
    #[serde(rename = "type")]
    media_type: Option<String>,
    length: Value,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Origin {
    stream_id: Option<String>,
    title: Option<String>,
    html_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    content: String,
}

impl Items<'_> {
    /// The articles that can be used.
    pub(super) fn articles(&self) -> Vec<RemoteArticle> {
        let all = self.items.iter();
        all.filter_map(|raw| article(serde_json::from_str(raw.get()).ok()?))
            .collect()
    }
}

fn article(item: Item) -> Option<RemoteArticle> {
    let remote = identifier(&item.id)?;
    let has = |state| item.categories.iter().any(|one| is_state(one, state));
    let state = RemoteState {
        is_unread: !has(READ),
        is_starred: has(STARRED),
    };
    let source = item.origin.title.unwrap_or_default();
    let address = item.origin.html_url.unwrap_or_default();
    let links = [&item.canonical, &item.alternate];
    let link = links.into_iter().flatten().next();
    let content = [item.content, item.summary].into_iter().flatten();
    let is_publishers = |category: &&String| !category.starts_with("user/");
    let entry = Entry {
        title: item.title.unwrap_or_default(),
        author: item.author.unwrap_or_default(),
        url: link.map(|link| link.href.clone()).unwrap_or_default(),
        published: number(&item.published)
            .filter(|seconds| *seconds > 0)
            .and_then(|seconds| Timestamp::from_second(seconds).ok()),
        content: content
            .map(|content| content.content)
            .find(|content| !content.trim().is_empty())
            .unwrap_or_default(),
        enclosures: item.enclosure.into_iter().map(enclosure).collect(),
        labels: item
            .categories
            .iter()
            .filter(is_publishers)
            .cloned()
            .collect(),
        ..Entry::default()
    };
    let labels = item.categories.iter().filter_map(|one| label_of(one));
    Some(RemoteArticle {
        remote,
        feed: item.origin.stream_id.filter(|id| is_identifier(id)),
        article: from_entry(entry, &source, &address).ok()?,
        state,
        tags: labels
            .map(sanitize::line)
            .filter(|label| !label.is_empty())
            .collect(),
    })
}

fn enclosure(link: Link) -> Enclosure {
    Enclosure {
        url: link.href,
        media_type: link.media_type,
        length: number(&link.length).and_then(|length| length.try_into().ok()),
        title: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_article_has_one_identifier_however_it_is_written() {
        for (written, short) in [
            (
                json!("tag:google.com,2005:reader/item/00061f2e8a3b4c5d"),
                "1723134608362589",
            ),
            (json!("1723134608362589"), "1723134608362589"),
            (json!(17), "17"),
            (
                json!("tag:google.com,2005:reader/item/ffffffffffffffff"),
                "-1",
            ),
            (json!("-1"), "-1"),
            // The Old Reader's have 24 digits.
            (
                json!("tag:google.com,2005:reader/item/5118cc5e1a2b3c4d5e6f7a8b"),
                "5118cc5e1a2b3c4d5e6f7a8b",
            ),
        ] {
            assert_eq!(identifier(&written).as_deref(), Some(short), "{written}");
        }
        for broken in [json!(null), json!(""), json!("a\u{1b}b"), json!(["7"])] {
            assert_eq!(identifier(&broken), None, "{broken}");
        }
    }

    #[test]
    fn states_and_labels_are_told_from_what_looks_like_them() {
        assert!(is_state("user/1005/state/com.google/read", READ));
        assert!(is_state("user/-/state/com.google/starred", STARRED));
        assert!(!is_state("user/-/state/com.google/kept-unread", READ));
        assert!(!is_state("user/-/label/state/com.google/read", READ));
        assert_eq!(label_of("user/me/label/أخبار/محلية"), Some("أخبار/محلية"));
        assert_eq!(label_of("user/-/state/com.google/read"), None);
    }
}
