//! Compiles the calls to fribidi and ICU.

fn main() {
    let mut build = cc::Build::new();
    build.file("src/reference.c").warnings(true);
    for library in ["fribidi", "icu-uc"] {
        let found = pkg_config::probe_library(library).expect("libfribidi-dev and libicu-dev");
        build.includes(found.include_paths);
    }
    build.compile("reference");
    println!("cargo::rerun-if-changed=src/reference.c");
}
