//! A server with feeds and articles that speaks both interfaces, and breaks off where it is
//! told to.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use marsad::library::AccountKind;

use crate::{greader, ttrss};

pub const USER: &str = "me";
pub const PASSWORD: &str = "كلمة سر&=+ hunter2";

/// What the server holds.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub feeds: BTreeMap<i64, Feed>,
    pub articles: BTreeMap<i64, Article>,
    /// Folders by their numbers.
    pub folders: BTreeMap<i64, String>,
    /// Identifiers that a page of a list holds.
    pub page: usize,
    /// How often articles were fetched, and marks sent.
    pub fetched: usize,
    pub marked: usize,
    pub sessions: usize,
}

#[derive(Debug, Clone)]
pub struct Feed {
    pub url: String,
    pub title: String,
    pub folder: String,
}

#[derive(Debug, Clone)]
pub struct Article {
    pub feed: i64,
    pub title: String,
    pub url: String,
    pub body: String,
    pub unread: bool,
    pub starred: bool,
}

impl World {
    /// Two feeds with so many articles, all unread.
    pub fn of(articles: i64) -> Self {
        let mut world = Self {
            page: 1_000,
            folders: [(1, "أخبار".to_owned()), (2, "رياضة".to_owned())].into(),
            ..Self::default()
        };
        for (id, folder) in [(1, "أخبار"), (2, "")] {
            world.feeds.insert(
                id,
                Feed {
                    url: format!("https://feed{id}.example/rss"),
                    title: format!("صحيفة {id}"),
                    folder: folder.to_owned(),
                },
            );
        }
        for id in 1..=articles {
            world.publish(id);
        }
        world
    }

    pub fn publish(&mut self, id: i64) {
        self.articles.insert(
            id,
            Article {
                feed: 1 + id % 2,
                title: format!("خبر رقم {id}"),
                url: format!("https://feed.example/news/{id}"),
                body: format!("<p>متن الخبر رقم {id}</p>"),
                unread: true,
                starred: false,
            },
        );
    }

    pub fn article(&mut self, id: i64) -> &mut Article {
        self.articles.get_mut(&id).expect("an article")
    }

    /// Unread and starred by address.
    pub fn state(&self) -> BTreeMap<String, (bool, bool)> {
        let articles = self.articles.values();
        articles
            .map(|one| (one.url.clone(), (one.unread, one.starred)))
            .collect()
    }

    pub fn subscribe(&mut self, url: &str, folder: &str) -> i64 {
        if let Some((id, _)) = self.feeds.iter().find(|(_, feed)| feed.url == url) {
            return *id;
        }
        let id = 1 + self.feeds.keys().max().copied().unwrap_or(0);
        let feed = Feed {
            url: url.to_owned(),
            title: format!("صحيفة {id}"),
            folder: folder.to_owned(),
        };
        self.feeds.insert(id, feed);
        id
    }
}

/// Where the server breaks off, counted in questions from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does nothing and says nothing.
    Before(usize),
    /// It does what it is asked and does not say so.
    After(usize),
}

#[derive(Debug, Clone, Default)]
pub struct Question {
    pub path: String,
    pub query: String,
    pub authorization: String,
    pub body: String,
}

impl Question {
    /// The fields of the form or of the address with this name.
    pub fn fields(&self, name: &str) -> Vec<String> {
        [&self.query, &self.body]
            .into_iter()
            .flat_map(|text| url::form_urlencoded::parse(text.as_bytes()))
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .collect()
    }

    pub fn field(&self, name: &str) -> String {
        self.fields(name).pop().unwrap_or_default()
    }
}

/// An answer that is given instead of the right one: status, headers and body.
pub type Answer = (u16, String, String);
type Instead = dyn Fn(&Question) -> Option<Answer> + Send;

struct Inside {
    world: World,
    asked: Vec<Question>,
    fault: Option<Fault>,
    instead: Option<Box<Instead>>,
}

pub struct Server {
    pub kind: AccountKind,
    pub address: String,
    inside: Arc<Mutex<Inside>>,
}

impl Server {
    pub fn new(kind: AccountKind, world: World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/api", listener.local_addr().unwrap());
        let inside = Arc::new(Mutex::new(Inside {
            world,
            asked: Vec::new(),
            fault: None,
            instead: None,
        }));
        let shared = Arc::clone(&inside);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, kind, &shared));
            }
        });
        Self {
            kind,
            address,
            inside,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }

    /// Does something with what the server holds.
    pub fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        act(&mut self.lock().world)
    }

    pub fn state(&self) -> BTreeMap<String, (bool, bool)> {
        self.with(|world| world.state())
    }

    /// Forgets what was asked and breaks off at `fault` from now on.
    pub fn break_at(&self, fault: Option<Fault>) {
        let mut inside = self.lock();
        inside.asked.clear();
        inside.fault = fault;
    }

    /// Gives other answers to what `instead` wants to answer.
    pub fn answer_instead(&self, instead: impl Fn(&Question) -> Option<Answer> + Send + 'static) {
        self.lock().instead = Some(Box::new(instead));
    }

    pub fn answer_well(&self) {
        self.lock().instead = None;
    }

    pub fn asked(&self) -> Vec<Question> {
        self.lock().asked.clone()
    }
}

fn serve(stream: &TcpStream, kind: AccountKind, inside: &Mutex<Inside>) {
    let Some(question) = read(stream) else {
        return;
    };
    let answer = {
        let mut inside = inside.lock().unwrap();
        let place = inside.asked.len();
        inside.asked.push(question.clone());
        if inside.fault == Some(Fault::Before(place)) {
            None
        } else {
            let instead = inside
                .instead
                .as_ref()
                .and_then(|instead| instead(&question));
            let answer = instead.unwrap_or_else(|| {
                let (status, body) = match kind {
                    AccountKind::GReader => greader::answer(&mut inside.world, &question),
                    AccountKind::TtRss => ttrss::answer(&mut inside.world, &question),
                };
                (status, String::new(), body)
            });
            (inside.fault != Some(Fault::After(place))).then_some(answer)
        }
    };
    if let Some((status, headers, body)) = answer {
        let head = format!(
            "HTTP/1.1 {status} Test\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        let mut stream = stream;
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body.as_bytes()));
    }
    let _ = stream.shutdown(Shutdown::Both);
}

fn read(stream: &TcpStream) -> Option<Question> {
    let mut input = BufReader::new(stream);
    let mut first = String::new();
    input.read_line(&mut first).ok()?;
    let target = first.split(' ').nth(1)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut question = Question {
        path: path.to_owned(),
        query: query.to_owned(),
        ..Question::default()
    };
    let mut length = 0;
    loop {
        let mut line = String::new();
        input.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => value.trim().clone_into(&mut question.authorization),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    question.body = String::from_utf8(body).ok()?;
    Some(question)
}
