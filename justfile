# The common tasks; `just --list` names them.

# What must hold before a change is proposed, without the slow suites.
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# All that must hold; on a Debian machine it installs what it needs.
all:
    bash .ci/run

# The page of settings and keys, made anew from the code.
settings:
    WRITE_DOCUMENTS=1 cargo test --test documents page_of_settings

# The pictures of the README and the documents, made anew; or some of them.
pictures *WHICH:
    docs/pictures/make {{WHICH}}

# A package for Debian; says where it is.
deb:
    packaging/deb/build
