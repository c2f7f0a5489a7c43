//! What the compiler is told: which files it does not know of are read, and which version
//! this is.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    // A new file among the locale files is a new language: cargo has to look for it.
    println!("cargo:rerun-if-changed=data/locale");
    println!("cargo:rerun-if-changed=build.rs");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let version = match commit() {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    };
    println!("cargo:rustc-env=MARSAD_VERSION={version}");
}

/// The commit that is built, where it is to be told apart: in releases that are built from a
/// checkout of its own. Others need not be compiled anew for each commit.
fn commit() -> Option<String> {
    let is_checkout = Path::new(".git").exists();
    if !is_checkout || env::var("PROFILE").ok()? != "release" {
        return None;
    }
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    println!("cargo:rerun-if-changed={log}");
    git(&["rev-parse", "--short=9", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
