//! A proxy in front of a real server, which counts questions and does something at one of
//! them.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// When something is to be done, and what.
pub enum At {
    /// Before the server has the question, which it gets if this says so.
    Before(usize, Box<dyn FnMut() -> bool + Send>),
    /// When it has answered, before anyone has the answer.
    After(usize, Box<dyn FnMut() + Send>),
}

#[derive(Default)]
struct Plan {
    asked: usize,
    at: Option<At>,
}

pub struct Proxy {
    pub address: String,
    plan: Arc<Mutex<Plan>>,
}

impl Proxy {
    /// Stands before the server at `target`, a host and port.
    pub fn new(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let plan: Arc<Mutex<Plan>> = Arc::default();
        let (shared, target) = (Arc::clone(&plan), target.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shared, target) = (Arc::clone(&shared), target.clone());
                // What does not work is for the client to find out.
                thread::spawn(move || drop(pass_on(stream, &target, &shared)));
            }
        });
        Self { address, plan }
    }

    /// Counts questions from 0 again, and does what `at` says.
    pub fn plan(&self, at: Option<At>) {
        *self.plan.lock().unwrap() = Plan { asked: 0, at };
    }

    pub fn asked(&self) -> usize {
        self.plan.lock().unwrap().asked
    }
}

fn pass_on(mut client: TcpStream, target: &str, plan: &Mutex<Plan>) -> io::Result<()> {
    let question = question(&mut client)?;
    let place = {
        let mut plan = plan.lock().unwrap();
        plan.asked += 1;
        plan.asked - 1
    };
    if let Some(At::Before(at, act)) = &mut plan.lock().unwrap().at
        && *at == place
        && !act()
    {
        return Ok(());
    }
    let mut server = TcpStream::connect(target)?;
    server.set_read_timeout(Some(Duration::from_secs(60)))?;
    server.write_all(&question)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    if let Some(At::After(at, act)) = &mut plan.lock().unwrap().at
        && *at == place
    {
        act();
    }
    client.write_all(&answer)?;
    client.shutdown(Shutdown::Both)
}

/// A question as it came, made to end with its answer.
fn question(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = client.read(&mut part)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&part[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .map_or(0, |length| length.trim().parse().unwrap_or(0));
        if bytes.len() >= end + 4 + length {
            let mut whole = bytes[..end].to_vec();
            whole.extend_from_slice(b"\r\nConnection: close");
            whole.extend_from_slice(&bytes[end..]);
            return Ok(whole);
        }
    }
}
