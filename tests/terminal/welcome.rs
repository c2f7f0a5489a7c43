//! The first run, as a new user meets it.

use std::path::Path;

use crate::pty::Pty;
use crate::{assert_given_back, home};

/// Above the headlines, where there are no samples. Their number may be in the time too.
const ONE_ARTICLE: &str = "ﺪﺣﺍﻭ ﻝﺎﻘﻣ";

/// From the start to reading in one key; and what else the welcome offers, with nothing
/// typed after the reader lost on the way.
#[test]
fn a_new_library_is_welcomed() {
    let home = home();
    let file = home.path().join("mine.txt");
    std::fs::write(&file, "خبر من عندي\n\nمتن الخبر الذي من عندي.\n").expect("written");
    let mut pty = Pty::start(&[], home.path(), 120, 36);
    pty.wait_for("the welcome", |screen| {
        screen.contains("ﻚﺑ") && screen.contains("Enter")
    });
    pty.send("4mine.txt\r");
    pty.wait_for("what was imported", |screen| screen.contains("imported 1"));
    pty.send("\r");
    pty.wait_for("the reader again, without the samples", |screen| {
        screen.contains("ﻱﺪﻨﻋ") && screen.contains(ONE_ARTICLE)
    });
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

#[test]
fn a_list_of_feeds_is_taken_at_the_welcome_and_fetched() {
    let home = home();
    let feed = home.path().join("feed.xml");
    let rss = "<rss version='2.0'><channel><title>س</title><item><title>Harbour news</title>\
        </item></channel></rss>";
    std::fs::write(&feed, rss).expect("written");
    let opml = format!(
        "<opml version='2.0'><body><outline text='س' xmlUrl='file://{}'/></body></opml>",
        feed.display()
    );
    std::fs::write(home.path().join("list.opml"), opml).expect("written");
    let mut pty = Pty::start(&[], home.path(), 120, 36);
    pty.wait_for("the welcome", |screen| screen.contains("ﻚﺑ"));
    pty.send("2list.opml\r");
    pty.wait_for("its article in place of the samples", |screen| {
        screen.contains("Harbour news") && screen.contains(ONE_ARTICLE)
    });
    // They are not lost.
    pty.send("u");
    pty.wait_for("the samples", |screen| !screen.contains(ONE_ARTICLE));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn newsboat_is_left_at_the_welcome_with_its_keys() {
    let home = home();
    let theirs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/newsboat");
    let ours = home.path().join(".newsboat");
    std::fs::create_dir(&ours).expect("a folder");
    for name in ["urls", "cache.db", "config"] {
        std::fs::copy(theirs.join(name), ours.join(name)).expect("copied");
    }
    let mut pty = Pty::start(&[], home.path(), 120, 36);
    pty.wait_for("the welcome", |screen| screen.contains("newsboat"));
    pty.send("3");
    pty.wait_for("its articles in place of the samples", |screen| {
        let above = screen.lines().next().unwrap_or_default();
        above.contains("5 ") && !above.contains("50")
    });
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    let settings = home.path().join(".config/marsad/config.toml");
    let settings = std::fs::read_to_string(settings).expect("settings");
    assert!(settings.contains("down = [\"j\", \"down\"]"), "{settings}");
}

#[test]
fn the_check_of_the_welcome_saves_the_line_that_reads_right() {
    let home = home();
    let mut pty = Pty::start(&[], home.path(), 120, 36);
    pty.wait_for("the welcome", |screen| screen.contains("ﻚﺑ"));
    pty.send("5");
    pty.wait_for("the question", |screen| {
        screen.contains("Which reads right")
    });
    pty.send("1\r");
    pty.wait_for("the answer", |screen| {
        screen.contains("bidi = \"visual\" is saved")
    });
    pty.send("\r");
    pty.wait_for("the reader again", |screen| screen.contains("ﻦﻳﻭﺎﻨﻌﻟﺍ"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

/// Behind a multiplexer that knows nothing of its terminal Arabic may come out reversed; what
/// helps is said until the user has chosen.
#[test]
fn where_nothing_tells_the_terminal_the_doctor_is_named() {
    let home = home();
    let start = || {
        let args = ["TMUX=/none,1,0", env!("CARGO_BIN_EXE_marsad")];
        Pty::start_program(Path::new("/usr/bin/env"), &args, home.path(), 120, 36)
    };
    let leave = |mut pty: Pty| {
        pty.send("q");
        assert_eq!(pty.wait_for_end(), 0);
    };
    let mut pty = start();
    pty.wait_for("the welcome", |screen| screen.contains("ﻚﺑ"));
    // The samples are what there is to read.
    pty.send("\r");
    pty.wait_for("an article", |screen| screen.contains("0%"));
    leave(pty);
    let pty = start();
    pty.wait_for("the doctor", |screen| screen.contains("marsad doctor"));
    leave(pty);
    let settings = home.path().join(".config/marsad");
    std::fs::create_dir_all(&settings).expect("a folder");
    std::fs::write(settings.join("config.toml"), "bidi = \"visual\"\n").expect("written");
    let pty = start();
    pty.wait_for("the headlines", |screen| screen.contains("ﻦﻳﻭﺎﻨﻌﻟﺍ"));
    pty.wait_for("the keys at the foot", |screen| screen.contains("Tab"));
    leave(pty);
}
