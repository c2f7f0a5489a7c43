//! The interface of Google Reader, which FreshRSS, Miniflux, The Old Reader, BazQux and
//! others have kept. There is no standard; what each makes of it is told in
//! <https://github.com/mihaip/google-reader-api>, <https://github.com/theoldreader/api> and
//! <https://feedhq.readthedocs.io/en/latest/api/>.

mod read;

use jiff::{SignedDuration, Timestamp};

use super::http::{Http, form, object};
use super::server::is_identifier;
use super::{Page, Secret, Server, SyncError};
use crate::library::{List, MarkField, RemoteArticle, RemoteFeed};
use read::{Added, ItemRefs, Items, Subscriptions};

const READING_LIST: &str = "user/-/state/com.google/reading-list";
const READ: &str = "user/-/state/com.google/read";
const STARRED: &str = "user/-/state/com.google/starred";
const LABEL: &str = "user/-/label/";

/// Identifiers in a page; servers that give fewer say where to go on.
const PAGE: &str = "10000";
/// Articles are asked for again so long before they were last asked for: what a server
/// takes for the time of an article differs, and so do clocks.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// Bytes of an answer to logging in.
const LONGEST_TOKEN: usize = 4_096;

/// Speaks to a server.
pub(super) struct GReader {
    http: Http,
    user: String,
    password: Secret,
    authorization: Option<Secret>,
    /// What every change has to come with.
    token: Option<Secret>,
}

impl GReader {
    pub(super) fn new(http: Http, user: String, password: Secret) -> Self {
        Self {
            http,
            user,
            password,
            authorization: None,
            token: None,
        }
    }

    fn get(&mut self, path: &str, query: &[(&str, &str)]) -> Result<String, SyncError> {
        let mut query = query.to_vec();
        query.push(("output", "json"));
        self.logged_in(&mut |this| {
            let path = format!("/reader/api/0/{path}");
            this.http
                .ask(&path, &query, None, this.authorization.as_ref())
        })
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<String, SyncError> {
        self.logged_in(&mut |this| {
            let token = this.token()?;
            let token = std::iter::once(("T", token.reveal()));
            let sent = form(fields.iter().copied().chain(token));
            let path = format!("/reader/api/0/{path}");
            this.http.ask(
                &path,
                &[("output", "json")],
                Some(sent),
                this.authorization.as_ref(),
            )
        })
    }

    /// Does `ask`, and again after logging in anew where that has run out.
    fn logged_in(
        &mut self,
        ask: &mut dyn FnMut(&mut Self) -> Result<String, SyncError>,
    ) -> Result<String, SyncError> {
        match ask(self) {
            Err(error) if error.is_logged_out() => {
                self.log_in()?;
                ask(self)
            }
            answer => answer,
        }
    }

    fn token(&mut self) -> Result<Secret, SyncError> {
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let text = self.http.ask(
            "/reader/api/0/token",
            &[],
            None,
            self.authorization.as_ref(),
        )?;
        let token = plain_token(&text)?;
        self.token = Some(token.clone());
        Ok(token)
    }

    /// Changes something. Only `OK` says that it was done: what stands between here and a
    /// server may answer anything.
    fn change(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<(), SyncError> {
        match self.post(path, fields)?.trim() {
            "OK" => Ok(()),
            _ => Err(no_answer(
                "a change is answered with something else than OK",
            )),
        }
    }

    fn edit(&mut self, fields: &[(&str, &str)]) -> Result<(), SyncError> {
        self.change("subscription/edit", fields)
    }
}

impl Server for GReader {
    fn log_in(&mut self) -> Result<(), SyncError> {
        self.token = None;
        let sent = form([
            ("Email", self.user.as_str()),
            ("Passwd", self.password.reveal()),
            ("service", "reader"),
            ("client", "marsad"),
        ]);
        let answer = self
            .http
            .ask("/accounts/ClientLogin", &[], Some(sent), None);
        let answer = answer.map_err(|error| match error {
            SyncError::Web(crate::web::WebError::Status {
                code: 400 | 401 | 403,
                ..
            }) => SyncError::LogIn,
            error => error,
        })?;
        let token = answer.lines().find_map(|line| line.strip_prefix("Auth="));
        let token = token.ok_or_else(|| no_answer("logging in gives no Auth"))?;
        let token = plain_token(token)?;
        let header = format!("GoogleLogin auth={}", token.reveal());
        self.authorization = Some(Secret::new(header));
        Ok(())
    }

    fn can_edit(&self) -> bool {
        true
    }

    fn subscriptions(&mut self) -> Result<Vec<RemoteFeed>, SyncError> {
        let text = self.get("subscription/list", &[])?;
        Ok(object::<Subscriptions<'_>>(&text)?.feeds())
    }

    fn subscribe(&mut self, url: &str, _folder: &str) -> Result<Option<String>, SyncError> {
        let text = self.post("subscription/quickadd", &[("quickadd", url)])?;
        object::<Added>(&text)?.feed()
    }

    fn rename(&mut self, feed: &str, title: &str) -> Result<(), SyncError> {
        self.edit(&[("ac", "edit"), ("s", feed), ("t", title)])
    }

    fn move_to(&mut self, feed: &str, from: &str, to: &str) -> Result<(), SyncError> {
        let (from, to) = (format!("{LABEL}{from}"), format!("{LABEL}{to}"));
        let mut fields = vec![("ac", "edit"), ("s", feed)];
        if to != LABEL {
            fields.push(("a", &to));
        }
        if from != LABEL {
            fields.push(("r", &from));
        }
        self.edit(&fields)
    }

    fn unsubscribe(&mut self, feed: &str) -> Result<(), SyncError> {
        match self.edit(&[("ac", "unsubscribe"), ("s", feed)]) {
            // That there is no such feed any more; the list of feeds will tell.
            Err(error) if error.is_refusal() => Ok(()),
            done => done,
        }
    }

    fn page(
        &mut self,
        list: List,
        after: Option<i64>,
        page: Option<&str>,
    ) -> Result<Page, SyncError> {
        let begun = Timestamp::now();
        let mut query = vec![("n", PAGE)];
        let after = after.map(|after| after.to_string());
        match list {
            List::All => {
                query.push(("s", READING_LIST));
                if let Some(after) = &after {
                    query.push(("ot", after));
                }
            }
            List::Unread => query.extend([("s", READING_LIST), ("xt", READ)]),
            List::Starred => query.push(("s", STARRED)),
        }
        if let Some(page) = page {
            query.push(("c", page));
        }
        let text = self.get("stream/items/ids", &query)?;
        let refs: ItemRefs<'_> = object(&text)?;
        let is_first = page.is_none();
        let reached = begun.checked_sub(OVERLAP).unwrap_or(begun).as_second();
        Ok(Page {
            remotes: refs.identifiers(),
            next: refs.continuation.filter(|next| is_identifier(next)),
            // What comes while the list is read is not in it.
            reached: is_first.then_some(reached),
            // Pages begin after an article, not at a number of articles.
            is_exact: true,
        })
    }

    fn articles(&mut self, remotes: &[String]) -> Result<Vec<RemoteArticle>, SyncError> {
        let fields: Vec<(&str, &str)> = remotes.iter().map(|id| ("i", id.as_str())).collect();
        let text = self.post("stream/items/contents", &fields)?;
        Ok(object::<Items<'_>>(&text)?.articles())
    }

    fn mark(&mut self, remotes: &[String], field: MarkField, on: bool) -> Result<(), SyncError> {
        let (state, is_set) = match field {
            MarkField::Starred => (STARRED, on),
            MarkField::Unread => (READ, !on),
        };
        let mut fields = vec![(if is_set { "a" } else { "r" }, state)];
        fields.extend(remotes.iter().map(|id| ("i", id.as_str())));
        self.change("edit-tag", &fields)
    }

    fn mark_all_read(&mut self, before: Timestamp) -> Result<(), SyncError> {
        let before = before.as_microsecond().to_string();
        let fields = [("s", READING_LIST), ("ts", before.as_str())];
        self.change("mark-all-as-read", &fields)
    }
}

/// A token, which goes into a header.
fn plain_token(text: &str) -> Result<Secret, SyncError> {
    let token = text.trim();
    if token.is_empty()
        || token.len() > LONGEST_TOKEN
        || !token.bytes().all(|b| b.is_ascii_graphic())
    {
        return Err(no_answer("it is no token"));
    }
    Ok(Secret::new(token))
}

fn no_answer(why: &str) -> SyncError {
    SyncError::Broken(why.to_owned())
}
