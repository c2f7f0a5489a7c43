//! The settings file.

use std::fs;
use std::process::{Output, Stdio};

use crate::{Bench, stderr, stdout, text};

/// Settings live in a home of their own.
fn at_home(bench: &Bench, args: &[&str]) -> Output {
    bench
        .command(args)
        .env("HOME", bench.dir.path())
        .env_remove("XDG_CONFIG_HOME")
        .env("EDITOR", "true --wait")
        .env_remove("VISUAL")
        .env("LC_ALL", "ar_SY.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn settings_are_written_shown_and_checked() {
    let bench = Bench::new();
    let path = bench.dir.path().join(".config/marsad/config.toml");
    let said = stdout(&at_home(&bench, &["config", "path"]));
    assert_eq!(said.trim_end(), path.display().to_string());
    let shown = stdout(&at_home(&bench, &["config", "show"]));
    assert!(
        shown.contains("language = \"auto\"  # ar, by the environment"),
        "{shown}"
    );
    assert!(
        shown.contains("months = \"auto\"  # levantine, by the environment"),
        "{shown}"
    );
    assert!(shown.contains("mouse = true  # default"), "{shown}");
    assert!(shown.contains("star = [\"s\"]  # default"), "{shown}");

    assert!(at_home(&bench, &["config", "init"]).status.success());
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("\n# quit = [\"q\", \"ctrl-c\"]\n"),
        "{written}"
    );
    // All that it says can be taken in, and changes nothing.
    let all: String = written
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| {
            line.starts_with('[')
                || line
                    .split(" = ")
                    .next()
                    .is_some_and(|name| !name.contains(' '))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let again = at_home(&bench, &["config", "init"]);
    assert_eq!(again.status.code(), Some(1));
    fs::write(&path, all).unwrap();
    let shown = at_home(&bench, &["config", "show"]);
    assert!(shown.status.success(), "{}", stderr(&shown));
    assert!(
        stdout(&shown).contains("mouse = true  # "),
        "{}",
        stdout(&shown)
    );

    fs::write(&path, "mouse = false\n[keys]\nstar = \"x\"\nopen = \"x\"\n").unwrap();
    for command in ["show", "edit"] {
        let wrong = at_home(&bench, &["config", command]);
        assert_eq!(wrong.status.code(), Some(1));
        let said = stderr(&wrong);
        assert!(
            said.ends_with(
                "config.toml, line 4, column 8: `x` stands for star already, on line 3\n"
            ),
            "{said}"
        );
    }
    fs::write(
        &path,
        "mouse = false\n[keys]\nstar = [\"m\", \"ctrl-x s\"]\n",
    )
    .unwrap();
    assert!(at_home(&bench, &["config", "edit"]).status.success());
    let shown = stdout(&at_home(&bench, &["config", "show"]));
    assert!(shown.contains("config.toml, line 1"), "{shown}");
    assert!(shown.contains("star = [\"m\", \"ctrl-x s\"]"), "{shown}");
    assert!(
        shown.contains("toggle-read = []  # what is left of the default"),
        "{shown}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn moving_in_from_newsboat_brings_its_options() {
    let bench = Bench::new();
    let path = bench.file(
        ".config/marsad/config.toml",
        "[feeds]\ntimeout = 9 # slow\n",
    );
    bench.file("newsboat/urls", "https://a.example/feed\n");
    bench.file(
        "newsboat/config",
        "bind-key l open\nbrowser \"firefox '%u'\"\nauto-reload yes\nreload-time 30\n\
         download-timeout 60\n",
    );
    let dir = bench.dir.path().join("newsboat");
    let said = at_home(&bench, &["import", "--from", "newsboat", text(&dir)]);
    assert!(said.status.success(), "{}", stderr(&said));
    let said = stdout(&said);
    assert!(
        said.contains("options 4, with a counterpart 4:\n"),
        "{said}"
    );
    let line = "\nbrowser firefox '%u' → commands.browser = [\"firefox\", \"{}\"]\n";
    assert!(said.contains(line), "{said}");
    let written = fs::read_to_string(&path).unwrap();
    for kept_or_new in [
        "timeout = 9 # slow\n",
        "refresh_at_start = true\n",
        "refresh_every = 30\n",
        "[commands]\nbrowser = [\"firefox\", \"{}\"]\n",
        "open = [\"l\", \"enter\"]\n",
    ] {
        assert!(written.contains(kept_or_new), "{written}");
    }
}
