//! Copies, and libraries that are damaged in every page.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;
use crate::library::testing::{Temporary, article, library, time};
use crate::library::{ArticleId, Library, Query, Tagged};

const ARTICLES: i64 = 300;

fn filled() -> Temporary {
    let library = library();
    let articles = (0..ARTICLES).map(|n| article(&format!("خبر {n}"), &body(n), n));
    library.add(articles, time(0)).unwrap();
    library.set_starred(ArticleId(3), true).unwrap();
    library.set_read(ArticleId(4), true).unwrap();
    library.tag(Tagged::Article(ArticleId(5)), "بحر").unwrap();
    library
}

fn body(n: i64) -> String {
    format!("متن الخبر رقم {n} وفيه ما يكفي من الكلام ليملأ سطرا أو سطرين ")
}

/// The library's titles, newest first.
fn titles(library: &Library) -> Vec<String> {
    let all = library.export(&Query::All).unwrap();
    all.map(|item| item.unwrap().1.title).collect()
}

/// A closed library in a folder of its own, as one file.
fn closed(library: &Library, dir: &Path) {
    library.back_up(&dir.join(DATABASE), &mut |_| {}).unwrap();
}

#[test]
fn a_copy_is_the_library_and_is_private() {
    let library = filled();
    let to = library.next_copy(time(0));
    let mut pages = 0;
    library
        .back_up(&to, &mut |progress| pages = progress.total)
        .unwrap();
    assert!(pages > 10);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&to), 0o600);
    assert_eq!(mode(&library.dir().join(DATABASE)), 0o600);
    assert!(matches!(
        library.back_up(&to, &mut |_| {}),
        Err(LibraryError::Exists { .. })
    ));

    let before = titles(&library);
    library
        .add([article("بعد", "النسخة", 9_999)], time(0))
        .unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(restore(elsewhere.path(), &to, time(1)).unwrap(), None);
    let restored = Library::open(elsewhere.path()).unwrap();
    assert_eq!(titles(&restored), before);
    assert!(restored.headline(ArticleId(3)).unwrap().starred);
}

#[test]
fn a_copy_a_day_and_the_newest_are_kept() {
    let library = filled();
    let made: Vec<bool> = (0..10)
        .map(|half_days| {
            let now = time(half_days * 12);
            library.back_up_daily(3, now).unwrap().is_some()
        })
        .collect();
    assert_eq!(made.iter().filter(|&&made| made).count(), 5);
    let mut copies: Vec<_> = fs::read_dir(library.dir().join("backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    copies.sort();
    let newest = [48, 72, 96].map(|hour| library.next_copy(time(hour)));
    assert_eq!(copies, newest);
}

#[test]
fn what_is_replaced_is_kept_and_what_is_no_copy_is_refused() {
    let library = filled();
    let dir = tempfile::tempdir().unwrap();
    closed(&library, dir.path());
    let copy = library.next_copy(time(0));
    library.back_up(&copy, &mut |_| {}).unwrap();
    let old = restore(dir.path(), &copy, time(1)).unwrap().unwrap();
    assert!(old.exists());

    let before = fs::read(dir.path().join(DATABASE)).unwrap();
    let text = dir.path().join("text");
    fs::write(&text, "ليس مكتبة").unwrap();
    let damaged = dir.path().join("damaged.db");
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0xa5);
    fs::write(&damaged, bytes).unwrap();
    for wrong in [&text, &damaged, &dir.path().join("missing")] {
        assert!(restore(dir.path(), wrong, time(2)).is_err(), "{wrong:?}");
    }
    assert_eq!(fs::read(dir.path().join(DATABASE)).unwrap(), before);

    let open = Library::open(dir.path()).unwrap();
    open.counts().unwrap();
    let refused = restore(dir.path(), &copy, time(3));
    assert!(
        matches!(refused, Err(LibraryError::InUse { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_whole_library_is_saved_whole() {
    let library = filled();
    let dir = tempfile::tempdir().unwrap();
    closed(&library, dir.path());
    assert!(!is_damaged(dir.path()).unwrap());
    let saved = salvage(dir.path(), time(0), &mut |_| {}).unwrap();
    assert_eq!((saved.articles, saved.lost), (ARTICLES as u64, 0));
    assert!(saved.old.exists());
    let again = Library::open(dir.path()).unwrap();
    assert_eq!(titles(&again), titles(&library));
    assert_eq!(again.counts().unwrap(), library.counts().unwrap());
    assert!(again.headline(ArticleId(3)).unwrap().starred);
    let tagged = Query::parse("tag:بحر").unwrap();
    assert_eq!(
        again
            .headlines(&tagged, crate::library::Anchor::Newest, 9)
            .unwrap()
            .len(),
        1
    );
}

/// One page, any, and many at once: what is left is saved, as it was, once each.
#[test]
fn of_a_library_with_any_page_damaged_the_rest_is_saved() {
    const PAGE: usize = 4_096;
    let library = filled();
    let whole = tempfile::tempdir().unwrap();
    closed(&library, whole.path());
    let bytes = fs::read(whole.path().join(DATABASE)).unwrap();
    let expected: Vec<String> = titles(&library);
    let pages = bytes.len() / PAGE;
    assert!(pages > 30);
    let (mut lost_nothing, mut most_lost) = (0, 0);
    let single = (1..pages).step_by(3).map(|page| vec![page]);
    let many = (2..9).map(|step| (3..pages).step_by(step * 3).collect::<Vec<_>>());
    for damaged in single.chain(many) {
        let dir = tempfile::tempdir().unwrap();
        let mut bytes = bytes.clone();
        for page in &damaged {
            for byte in &mut bytes[page * PAGE..(page + 1) * PAGE] {
                *byte = byte.wrapping_mul(31).wrapping_add(7);
            }
        }
        fs::write(dir.path().join(DATABASE), &bytes).unwrap();
        let saved = salvage(dir.path(), time(0), &mut |_| {}).unwrap();
        assert_eq!(fs::read(&saved.old).unwrap(), bytes, "{damaged:?}");
        let again = Library::open(dir.path()).unwrap();
        let found = titles(&again);
        let unknown = found
            .iter()
            .filter(|title| !expected.contains(title))
            .count();
        assert_eq!(unknown, 0, "{damaged:?}");
        let mut once = found.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), found.len(), "{damaged:?}");
        assert_eq!(saved.articles, again.counts().unwrap().total);
        assert!(damage::faults(&again.db).unwrap().is_empty(), "{damaged:?}");
        let lost = expected.len() - found.len();
        lost_nothing += usize::from(lost == 0 && damaged.len() == 1);
        most_lost = most_lost.max(if damaged.len() == 1 { lost } else { 0 });
    }
    // An index or one side of an article is all that most pages hold.
    assert!(lost_nothing > pages / 9, "{lost_nothing} of {pages}");
    assert!(most_lost < expected.len() / 4, "{most_lost}");
}

/// Without its first page no one knows what tables there are.
#[test]
fn articles_are_found_in_pages_alone() {
    let library = library();
    let long = body(7).repeat(2_000);
    library
        .add(
            [article("طويل", &long, 0), article("قصير", "متن", 1)],
            time(0),
        )
        .unwrap();
    let dir = tempfile::tempdir().unwrap();
    closed(&library, dir.path());
    let mut bytes = fs::read(dir.path().join(DATABASE)).unwrap();
    bytes[..4_096].fill(0);
    fs::write(dir.path().join(DATABASE), &bytes).unwrap();
    assert!(is_damaged(dir.path()).unwrap());
    let saved = salvage(dir.path(), time(0), &mut |_| {}).unwrap();
    assert_eq!(saved.articles, 2);
    let again = Library::open(dir.path()).unwrap();
    assert_eq!(titles(&again), titles(&library));
    assert!(again.article(ArticleId(1)).unwrap().plain_text().len() > 1_000);

    fs::write(dir.path().join(DATABASE), "لا شيء".repeat(9_999)).unwrap();
    assert!(salvage(dir.path(), time(1), &mut |_| {}).is_err());
    assert!(dir.path().join(DATABASE).exists());
}
