//! A web server for tests that does as it is told, also what no server should. It speaks
//! just enough HTTP/1.1 and closes every connection after one answer.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A question that came in.
#[derive(Debug, Clone)]
pub struct Question {
    pub path: String,
    headers: HashMap<String, String>,
}

impl Question {
    /// A header by its name in small letters; empty when it did not come.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// What `Content-Length` says, if not the truth.
    pub length: Option<usize>,
    pub manner: Manner,
}

/// How the body is sent.
#[derive(Debug, Clone, Copy, Default)]
pub enum Manner {
    #[default]
    AtOnce,
    /// A byte each so often.
    Dripping(Duration),
    /// The body again and again, without end.
    Endless,
    /// After so long.
    Late(Duration),
    /// Nothing at all: the connection is cut.
    Cut,
}

impl Answer {
    pub fn of(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            ..Self::default()
        }
    }

    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::of(200, body)
    }

    pub fn redirect(status: u16, to: &str) -> Self {
        Self::of(status, "").with("Location", to)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn sent(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }
}

/// A server on this machine, on a port of its own.
pub struct Server {
    address: String,
    asked: Arc<Mutex<Vec<Question>>>,
    busiest: Arc<AtomicUsize>,
}

impl Server {
    /// A server that answers as `answer` says; it is given how many questions for that
    /// path came before.
    pub fn new(answer: impl Fn(&Question, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Question>>> = Arc::default();
        let (busy, busiest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let server = Self {
            address,
            asked: Arc::clone(&asked),
            busiest: Arc::clone(&busiest),
        };
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, asked) = (Arc::clone(&answer), Arc::clone(&asked));
                let (busy, busiest) = (Arc::clone(&busy), Arc::clone(&busiest));
                thread::spawn(move || {
                    let enter = || {
                        busiest.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst)
                    };
                    let leave = || busy.fetch_sub(1, Ordering::SeqCst);
                    serve(stream, &*answer, &asked, (&enter, &leave));
                });
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The questions that have come for `path`.
    pub fn asked(&self, path: &str) -> Vec<Question> {
        let asked = self.asked.lock().unwrap();
        let of_path = asked.iter().filter(|question| question.path == path);
        of_path.cloned().collect()
    }

    /// The most questions that were being worked on at once.
    pub fn busiest(&self) -> usize {
        self.busiest.load(Ordering::SeqCst)
    }
}

fn serve(
    stream: TcpStream,
    answer: &(dyn Fn(&Question, usize) -> Answer + Send + Sync),
    asked: &Mutex<Vec<Question>>,
    (enter, leave): (&dyn Fn() -> usize, &dyn Fn() -> usize),
) {
    let Some(question) = read(&stream) else {
        // What is no HTTP is answered by servers all the same.
        let _ = (&stream).write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        return;
    };
    enter();
    let before = {
        let mut asked = asked.lock().unwrap();
        let before = asked.iter().filter(|known| known.path == question.path);
        let before = before.count();
        asked.push(question.clone());
        before
    };
    let answer = answer(&question, before);
    if let Manner::Late(time) = answer.manner {
        thread::sleep(time);
    }
    // Whoever asked has no answer yet, so it cannot ask the next thing by now.
    leave();
    // It may have gone.
    let _ = write(&stream, &answer);
    let _ = stream.shutdown(Shutdown::Both);
}

fn read(stream: &TcpStream) -> Option<Question> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut headers = HashMap::new();
    for line in lines {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    Some(Question { path, headers })
}

fn write(mut stream: &TcpStream, answer: &Answer) -> std::io::Result<()> {
    if matches!(answer.manner, Manner::Cut) {
        return Ok(());
    }
    let mut head = format!("HTTP/1.1 {} Test\r\nConnection: close\r\n", answer.status);
    if !matches!(answer.manner, Manner::Endless) && answer.status != 304 {
        let length = answer.length.unwrap_or(answer.body.len());
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    match answer.manner {
        Manner::Dripping(pause) => {
            for byte in &answer.body {
                stream.write_all(&[*byte])?;
                stream.flush()?;
                thread::sleep(pause);
            }
            Ok(())
        }
        Manner::Endless => loop {
            stream.write_all(&answer.body)?;
        },
        _ => stream.write_all(&answer.body),
    }
}
