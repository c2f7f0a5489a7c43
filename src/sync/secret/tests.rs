use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::library::{AccountKind, Library};

/// A folder for passwords, and an account.
fn bench() -> (tempfile::TempDir, Secrets, Account) {
    let dir = tempfile::tempdir().unwrap();
    let library = Library::open(&dir.path().join("library")).unwrap();
    let id = library
        .add_account("بيت", AccountKind::TtRss, "https://a.example/api", "me")
        .unwrap();
    let account = library.account(id).unwrap();
    let secrets = Secrets {
        dir: dir.path().join("accounts"),
    };
    (dir, secrets, account)
}

#[test]
fn a_file_is_the_owners_alone_and_for_one_server() {
    let (_dir, secrets, mut account) = bench();
    let none = secrets.password(&account);
    assert!(matches!(none, Err(SecretError::None)), "{none:?}");
    let kept = secrets.keep(&account, Keeping::File(Secret::new("كلمة سر")));
    assert_eq!(kept.unwrap(), Kept::File);
    assert_eq!(secrets.password(&account).unwrap().reveal(), "كلمة سر");
    let path = secrets.path(&account).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!((mode(&path), mode(&secrets.dir)), (0o600, 0o700));

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let readable = secrets.password(&account);
    assert!(matches!(readable, Err(SecretError::Readable(_))));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();

    account.url = "https://evil.example/api".to_owned();
    let other = secrets.password(&account);
    assert!(matches!(other, Err(SecretError::Other)), "{other:?}");
    account.key = "../../etc/passwd".to_owned();
    assert!(matches!(secrets.password(&account), Err(SecretError::None)));
}

#[test]
fn a_command_gets_its_arguments_as_they_are() {
    let (_dir, secrets, account) = bench();
    let say = |command: &[&str]| {
        let command = command.iter().map(|&word| word.to_owned()).collect();
        secrets.keep(&account, Keeping::Command(command)).unwrap();
        secrets.password(&account)
    };
    let said = say(&["printf", "%s\\nsecond", "$(id); x"]).unwrap();
    assert_eq!(said.reveal(), "$(id); x");
    let path = secrets.path(&account).unwrap();
    assert!(fs::read_to_string(path).unwrap().contains("printf"));

    for command in [
        &["false", "hunter2"][..],
        &["true"],
        &["/no/such", "hunter2"],
    ] {
        let error = say(command).unwrap_err().to_string();
        assert!(error.contains(command[0]), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    secrets.forget(&account).unwrap();
    assert!(matches!(secrets.password(&account), Err(SecretError::None)));
}

#[test]
fn nothing_shows_a_password() {
    let (_dir, secrets, account) = bench();
    let keeping = Keeping::Best(Secret::new("hunter2"));
    assert!(!format!("{keeping:?} {secrets:?} {account:?}").contains("hunter2"));
}
