//! Completions in the shells themselves, where these are installed.

use std::path::Path;
use std::process::Command;

use crate::home;
use crate::pty::Pty;

/// Each shell, how it is started without the user's own settings, and what makes it ready
/// to complete.
const SHELLS: [(&str, &[&str], &str); 3] = [
    ("bash", &["--norc", "--noprofile", "-i"], ""),
    (
        "zsh",
        &["-f", "-i"],
        "autoload -Uz compinit; compinit -u -D;",
    ),
    ("fish", &["--no-config"], ""),
];

fn find(program: &str) -> Option<std::path::PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let mut paths = std::env::split_paths(&folders).map(|folder| folder.join(program));
    paths.find(|path| path.is_file())
}

#[test]
fn shells_complete_commands_and_options() {
    for (shell, args, ready) in SHELLS {
        let Some(program) = find(shell) else {
            eprintln!("{shell} is not installed");
            continue;
        };
        let home = home();
        let script = home.path().join("completions");
        let printed = Command::new(Path::new(env!("CARGO_BIN_EXE_marsad")))
            .args(["completions", shell])
            .output()
            .expect("completions");
        std::fs::write(&script, printed.stdout).expect("written");
        let mut pty = Pty::start_program(&program, args, home.path(), 120, 36);
        pty.send(&format!(
            "{ready} source {}; echo re''ady\r",
            script.display()
        ));
        pty.wait_for(&format!("{shell}, ready"), |screen| {
            screen.lines().any(|line| line.starts_with("ready"))
        });
        for (typed, completed) in [
            ("marsad refr", "marsad refresh"),
            ("marsad list --lim", "marsad list --limit"),
            ("marsad opml exp", "marsad opml export"),
        ] {
            pty.send(&format!("{typed}\t"));
            pty.wait_for(&format!("{completed} in {shell}"), |screen| {
                screen.contains(completed)
            });
            // Control and u take the line back.
            pty.send("\u{15}");
        }
    }
}
