//! A new file among the locale files is a new language: cargo has to look for it.

fn main() {
    println!("cargo:rerun-if-changed=data/locale");
}
