//! The command line as other programs meet it.

mod feeds;
mod importing;
mod library;
mod lists;
mod plain;
mod settings;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A library in a folder of its own, and files to import.
struct Bench {
    dir: TempDir,
}

impl Bench {
    fn new() -> Self {
        Self {
            dir: TempDir::new().unwrap(),
        }
    }

    /// A bench whose library holds three articles, numbered 1 to 3 by age.
    fn with_news() -> Self {
        let bench = Self::new();
        let feed = bench.file("news.json", news().to_string());
        assert_eq!(
            stdout(&bench.run(&["import", text(&feed)])),
            "imported 3, updated 0, unchanged 0, rejected 0\n"
        );
        bench
    }

    fn library(&self) -> PathBuf {
        self.dir.path().join("library")
    }

    fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command
            .env_remove("MARSAD_LIBRARY")
            .env("TZ", "UTC")
            .arg("--library")
            .arg(self.library())
            .args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).stdin(Stdio::null()).output().unwrap()
    }

    fn lines(&self, args: &[&str]) -> Vec<String> {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        stdout(&output).lines().map(str::to_owned).collect()
    }

    fn objects(&self, args: &[&str]) -> Vec<Value> {
        let lines = self.lines(args);
        lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn ids(&self, args: &[&str]) -> Vec<i64> {
        let objects = self.objects(args);
        objects.iter().map(|o| o["id"].as_i64().unwrap()).collect()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn item(number: u32, title: &str, body: &str) -> Value {
    json!({
        "id": format!("tag:test,2026:{number}"),
        "url": format!("https://marfa.example/{number}"),
        "title": title,
        "content_text": body,
        "date_published": format!("2026-05-0{number}T10:00:00Z"),
    })
}

fn news() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "صحيفة المرفأ",
        "items": [
            item(1, "نشرة الأخبار", "ارتفعت أسعار القمح في الميناء الجديد بعد إضراب عمال الشحن"),
            item(2, "أسعار القمح تستقر", "استقرت أسعار القمح بعد انتهاء إضراب عمال الشحن في الميناء الجديد"),
            item(3, "طقس الغد", "غيوم وأمطار خفيفة على الساحل"),
        ],
    })
}
