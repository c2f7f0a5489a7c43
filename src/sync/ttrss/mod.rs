//! The JSON interface of Tiny Tiny RSS
//! (<https://tt-rss.org/ApiReference/>): every question is an object that is
//! sent to one address.

mod read;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::http::{self, Http};
use super::{Page, Secret, Server, SyncError};
use crate::library::{List, MarkField, RemoteArticle, RemoteFeed};
use crate::web::Sent;
use read::{Articles, Feeds, Headlines, Tree};

/// All articles of the user.
const ALL_FEEDS: i64 = -4;
/// All feeds but the server's own.
const REAL_FEEDS: i64 = -3;
/// Headlines in a page: the most that any version gives, and the most that old ones do.
const PAGE: usize = 200;
const OLD_PAGE: usize = 60;

/// Speaks to a server.
pub(super) struct TtRss {
    http: Http,
    user: String,
    password: Secret,
    session: Option<Secret>,
}

/// What every answer is.
#[derive(Deserialize)]
struct Answer<'a> {
    status: i64,
    #[serde(borrow)]
    content: &'a RawValue,
}

#[derive(Deserialize)]
struct Fault {
    error: String,
}

impl TtRss {
    pub(super) fn new(http: Http, user: String, password: Secret) -> Self {
        Self {
            http,
            user,
            password,
            session: None,
        }
    }

    /// The content of the answer to `op`, and again after logging in anew where that has
    /// run out.
    fn call(&mut self, op: &str, fields: Value) -> Result<String, SyncError> {
        match self.call_once(op, fields.clone()) {
            Err(SyncError::LogIn) => {
                self.log_in()?;
                self.call_once(op, fields)
            }
            answer => answer,
        }
    }

    fn call_once(&self, op: &str, mut fields: Value) -> Result<String, SyncError> {
        fields["op"] = op.into();
        if let Some(session) = &self.session {
            fields["sid"] = session.reveal().into();
        }
        let sent = Sent {
            media_type: "application/json",
            body: Secret::new(fields.to_string()),
        };
        let text = self.http.ask("/", &[], Some(sent), None)?;
        let answer: Answer<'_> = http::object(&text)?;
        let content = answer.content.get();
        if answer.status == 0 {
            return Ok(content.to_owned());
        }
        let fault: Fault = http::object(content)?;
        Err(match fault.error.as_str() {
            "NOT_LOGGED_IN" | "LOGIN_ERROR" => SyncError::LogIn,
            "API_DISABLED" => SyncError::refused(
                "its API is switched off; switch it on in the preferences of Tiny Tiny RSS",
            ),
            other => SyncError::refused(other),
        })
    }

    /// Changes something.
    fn change(&mut self, op: &str, fields: Value) -> Result<(), SyncError> {
        #[derive(Deserialize)]
        struct Done {
            status: String,
        }
        let text = self.call(op, fields)?;
        match http::object::<Done>(&text)?.status.as_str() {
            "OK" => Ok(()),
            other => Err(SyncError::refused(other)),
        }
    }

    /// Where each feed and each folder stands.
    fn tree(&mut self) -> Result<Tree, SyncError> {
        let text = self.call("getFeedTree", json!({ "include_empty": true }))?;
        Tree::read(&text)
    }
}

impl Server for TtRss {
    fn log_in(&mut self) -> Result<(), SyncError> {
        self.session = None;
        let who = json!({ "user": self.user, "password": self.password.reveal() });
        let text = self.call_once("login", who)?;
        #[derive(Deserialize)]
        struct Session {
            session_id: String,
        }
        let session: Session = http::object(&text)?;
        self.session = Some(Secret::new(session.session_id));
        Ok(())
    }

    fn can_edit(&self) -> bool {
        false
    }

    fn subscriptions(&mut self) -> Result<Vec<RemoteFeed>, SyncError> {
        let text = self.call("getFeeds", json!({ "cat_id": REAL_FEEDS }))?;
        let folders = self.tree()?.feeds;
        Ok(http::json::<Feeds<'_>>(&text)?.feeds(&folders))
    }

    fn subscribe(&mut self, url: &str, folder: &str) -> Result<Option<String>, SyncError> {
        let folders: HashMap<String, i64> = if folder.is_empty() {
            HashMap::new()
        } else {
            self.tree()?.folders
        };
        let folder = folders.get(folder).copied().unwrap_or(0);
        let fields = json!({ "feed_url": url, "category_id": folder });
        let text = self.call("subscribeToFeed", fields)?;
        read::subscribed(&text)
    }

    fn rename(&mut self, _feed: &str, _title: &str) -> Result<(), SyncError> {
        Err(SyncError::refused("it cannot rename feeds"))
    }

    fn move_to(&mut self, _feed: &str, _from: &str, _to: &str) -> Result<(), SyncError> {
        Err(SyncError::refused("it cannot move feeds"))
    }

    fn unsubscribe(&mut self, feed: &str) -> Result<(), SyncError> {
        match self.change("unsubscribeFeed", json!({ "feed_id": feed })) {
            Err(SyncError::Refused(words)) if words == "FEED_NOT_FOUND" => Ok(()),
            done => done,
        }
    }

    fn page(
        &mut self,
        list: List,
        after: Option<i64>,
        page: Option<&str>,
    ) -> Result<Page, SyncError> {
        let skip: usize = page.unwrap_or("0").parse().unwrap_or(0);
        let mode = match list {
            List::All => "all_articles",
            List::Unread => "unread",
            List::Starred => "marked",
        };
        let text = self.call(
            "getHeadlines",
            json!({
                "feed_id": ALL_FEEDS, "view_mode": mode, "limit": PAGE, "skip": skip,
                "since_id": after.filter(|_| list == List::All).unwrap_or(0),
                "show_content": false, "show_excerpt": false, "include_attachments": false,
            }),
        )?;
        let remotes = http::json::<Headlines<'_>>(&text)?.identifiers();
        let next = (remotes.len() >= OLD_PAGE).then(|| (skip + remotes.len()).to_string());
        Ok(Page {
            // Numbers are given out in the order in which articles come.
            reached: remotes.iter().filter_map(|id| id.parse().ok()).max(),
            // Pages are counted from the newest, and what goes from the list or comes to
            // it shifts them.
            is_exact: skip == 0 && next.is_none(),
            remotes,
            next,
        })
    }

    fn articles(&mut self, remotes: &[String]) -> Result<Vec<RemoteArticle>, SyncError> {
        let text = self.call("getArticle", json!({ "article_id": remotes.join(",") }))?;
        Ok(http::json::<Articles<'_>>(&text)?.articles())
    }

    fn mark(&mut self, remotes: &[String], field: MarkField, on: bool) -> Result<(), SyncError> {
        let field = match field {
            MarkField::Starred => 0,
            MarkField::Unread => 2,
        };
        let fields = json!({
            "article_ids": remotes.join(","), "mode": i32::from(on), "field": field,
        });
        self.change("updateArticle", fields)
    }

    fn mark_all_read(&mut self, before: Timestamp) -> Result<(), SyncError> {
        let age = Timestamp::now().duration_since(before);
        // What came at least so long ago.
        let day = SignedDuration::from_hours(24);
        let modes = [("1day", day), ("1week", day * 7), ("2week", day * 14)];
        let mode = modes.into_iter().find(|(_, limit)| age <= *limit);
        let Some((mode, _)) = mode else {
            return Ok(());
        };
        let fields = json!({ "feed_id": ALL_FEEDS, "is_cat": false, "mode": mode });
        self.change("catchupFeed", fields)
    }
}
