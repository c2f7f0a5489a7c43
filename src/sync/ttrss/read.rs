//! What a server answers, made harmless.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::SyncError;
use super::super::http::object;
use super::super::server::number;
use crate::article::{Enclosure, html};
use crate::feed::{Entry, from_entry};
use crate::library::{RemoteArticle, RemoteFeed, RemoteState};
use crate::text::sanitize;

/// Levels of folders that are gone into.
const DEEPEST: usize = 16;

/// Articles and feeds are numbered from 1.
fn identifier(value: &Value) -> Option<String> {
    let number = number(value).filter(|number| *number > 0)?;
    Some(number.to_string())
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Feeds<'a> {
    #[serde(borrow)]
    feeds: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Feed {
    id: Value,
    feed_url: String,
    title: Option<String>,
}

impl Feeds<'_> {
    /// The feeds that can be used, each in its folder.
    pub(super) fn feeds(&self, folders: &HashMap<String, String>) -> Vec<RemoteFeed> {
        let all = self.feeds.iter();
        all.filter_map(|raw| {
            let feed: Feed = serde_json::from_str(raw.get()).ok()?;
            let remote = identifier(&feed.id)?;
            Some(RemoteFeed {
                url: html::absolute_web(&feed.feed_url, None)?,
                title: html::one_line(&feed.title.unwrap_or_default()),
                site: None,
                folder: folders.get(&remote).cloned().unwrap_or_default(),
                remote,
            })
        })
        .collect()
    }
}

/// The folders, and what is in them.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The folder of each feed.
    pub(super) feeds: HashMap<String, String>,
    /// The number of each folder.
    pub(super) folders: HashMap<String, i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Node {
    id: String,
    bare_id: Value,
    name: Option<String>,
    items: Vec<Node>,
}

impl Tree {
    pub(super) fn read(text: &str) -> Result<Self, SyncError> {
        #[derive(Deserialize)]
        struct Whole {
            categories: Node,
        }
        let whole: Whole = object(text)?;
        let mut tree = Self::default();
        for node in &whole.categories.items {
            tree.take(node, "", DEEPEST);
        }
        Ok(tree)
    }

    fn take(&mut self, node: &Node, folder: &str, depth: usize) {
        let Some(id) = number(&node.bare_id).filter(|_| depth > 0) else {
            return;
        };
        if node.id.starts_with("FEED:") {
            if id > 0 {
                self.feeds.insert(id.to_string(), folder.to_owned());
            }
            return;
        }
        // 0 is what has no folder, below are the server's own.
        let path = if id > 0 {
            let name = sanitize::line(node.name.as_deref().unwrap_or_default());
            let name = name.replace('/', "∕");
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            self.folders.insert(path.clone(), id);
            path
        } else {
            String::new()
        };
        for node in &node.items {
            self.take(node, &path, depth - 1);
        }
    }
}

/// The identifier of a feed that was subscribed to.
pub(super) fn subscribed(text: &str) -> Result<Option<String>, SyncError> {
    #[derive(Deserialize)]
    struct Done {
        status: Status,
    }
    #[derive(Deserialize)]
    struct Status {
        code: i64,
        feed_id: Option<Value>,
        message: Option<String>,
    }
    let Done { status } = object(text)?;
    let said = status.message.unwrap_or_default();
    match status.code {
        0 | 1 => Ok(status.feed_id.as_ref().and_then(identifier)),
        2 => Err(SyncError::refused("it takes the address for none")),
        3 => Err(SyncError::refused("there is no feed")),
        4 => Err(SyncError::refused("there are several feeds; name one")),
        _ => Err(SyncError::refused(&format!(
            "it cannot fetch the feed {said}"
        ))),
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Headlines<'a> {
    #[serde(borrow)]
    headlines: Vec<&'a RawValue>,
}

impl Headlines<'_> {
    pub(super) fn identifiers(&self) -> Vec<String> {
        #[derive(Deserialize)]
        struct Headline {
            id: Value,
        }
        let all = self.headlines.iter();
        all.filter_map(|raw| {
            let headline: Headline = serde_json::from_str(raw.get()).ok()?;
            identifier(&headline.id)
        })
        .collect()
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Articles<'a> {
    #[serde(borrow)]
    articles: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Value,
    title: Option<String>,
    link: Option<String>,
    unread: bool,
    marked: bool,
    author: Option<String>,
    updated: Value,
    feed_id: Value,
    feed_title: Option<String>,
    content: Option<String>,
    /// Number, name and colours of each.
    labels: Value,
    attachments: Value,
}

impl Articles<'_> {
    /// The articles that can be used.
    pub(super) fn articles(&self) -> Vec<RemoteArticle> {
        let all = self.articles.iter();
        all.filter_map(|raw| article(serde_json::from_str(raw.get()).ok()?))
            .collect()
    }
}

fn article(item: Item) -> Option<RemoteArticle> {
    let remote = identifier(&item.id)?;
    let attachments = item.attachments.as_array().into_iter().flatten();
    let entry = Entry {
        title: item.title.unwrap_or_default(),
        author: item.author.unwrap_or_default(),
        url: item.link.unwrap_or_default(),
        published: number(&item.updated)
            .filter(|seconds| *seconds > 0)
            .and_then(|seconds| Timestamp::from_second(seconds).ok()),
        content: item.content.unwrap_or_default(),
        enclosures: attachments.filter_map(enclosure).collect(),
        ..Entry::default()
    };
    let source = item.feed_title.unwrap_or_default();
    let labels = item.labels.as_array().into_iter().flatten();
    let labels = labels.filter_map(|label| label.get(1)?.as_str());
    Some(RemoteArticle {
        remote,
        feed: identifier(&item.feed_id),
        article: from_entry(entry, &source, "").ok()?,
        state: RemoteState {
            is_unread: item.unread,
            is_starred: item.marked,
        },
        tags: labels
            .map(sanitize::line)
            .filter(|label| !label.is_empty())
            .collect(),
    })
}

fn enclosure(attachment: &Value) -> Option<Enclosure> {
    let text = |name: &str| attachment.get(name)?.as_str().map(str::to_owned);
    Some(Enclosure {
        url: text("content_url")?,
        media_type: text("content_type"),
        length: None,
        title: text("title"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_stand_in_folders() {
        let tree = Tree::read(
            r#"{"categories":{"items":[
                {"id":"CAT:-1","bare_id":-1,"name":"Special","items":[
                    {"id":"FEED:-4","bare_id":-4,"name":"All"}]},
                {"id":"CAT:3","bare_id":3,"name":"أخبار","items":[
                    {"id":"CAT:4","bare_id":4,"name":"a/b","items":[
                        {"id":"FEED:7","bare_id":7,"name":"x"}]},
                    {"id":"FEED:8","bare_id":"8","name":"y"}]},
                {"id":"CAT:0","bare_id":0,"name":"Uncategorized","items":[
                    {"id":"FEED:9","bare_id":9,"name":"z"}]}]}}"#,
        )
        .unwrap();
        assert_eq!(tree.feeds["7"], "أخبار/a∕b");
        assert_eq!(tree.feeds["8"], "أخبار");
        assert_eq!(tree.feeds["9"], "");
        assert_eq!(tree.feeds.len(), 3);
        assert_eq!(tree.folders["أخبار"], 3);
    }
}
