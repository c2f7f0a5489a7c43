use super::*;

/// What a terminal was measured to answer: BDSM, XTVERSION, DA2, DA3.
fn answers(mode: bool, version: &str, secondary: &str, tertiary: &str) -> Answers {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Answers {
        bidi_mode: mode,
        margins: false,
        version: some(version),
        secondary: some(secondary),
        tertiary: some(tertiary),
        sixel: false,
        keyboard: false,
        complete: true,
    }
}

fn verdict(answers: &Answers, surroundings: &Surroundings) -> (OutputForm, Setup) {
    let verdict = decide(answers, surroundings, None);
    (verdict.form, verdict.setup)
}

#[test]
fn every_measured_terminal_gets_its_form() {
    let visual = (OutputForm::Visual, Setup::None);
    let fenced = (OutputForm::Fenced, Setup::None);
    let table = [
        (
            answers(true, "", "65;7006;1", "7E565445"),
            (OutputForm::Visual, Setup::BidiModeOff),
        ),
        (answers(false, "XTerm(379)", "41;379;0", "00000000"), visual),
        (
            answers(false, "kitty(0.26.5)", "1;4000;26", ""),
            (OutputForm::Token, Setup::None),
        ),
        (
            answers(false, "", "24;279;0", "000000"),
            (OutputForm::Visual, Setup::MltermLayoutOff),
        ),
        (
            answers(false, "Konsole 22.12.3", "1;115;0", "7E4B4445"),
            fenced,
        ),
        (
            answers(false, "foot(1.13.1)", "1;011301;0", "464f4f54"),
            visual,
        ),
        (answers(false, "", "0;1700;1", ""), visual),
        (answers(false, "", "85;95;0", ""), visual),
        (answers(false, "", "0;136;0", ""), fenced),
        (
            answers(true, "WezTerm 2025", "", ""),
            (OutputForm::Visual, Setup::BidiModeOff),
        ),
        (Answers::default(), visual),
    ];
    for (answers, expected) in table {
        let found = verdict(&answers, &Surroundings::default());
        assert_eq!(found, expected, "{answers:?}");
    }
}

#[test]
fn the_environment_speaks_where_the_terminal_is_silent() {
    let silent = Answers::default();
    let in_konsole = Surroundings {
        konsole: true,
        ..Surroundings::default()
    };
    assert_eq!(verdict(&silent, &in_konsole).0, OutputForm::Fenced);
    // An xterm started from Konsole inherits its variables.
    let xterm = answers(false, "XTerm(379)", "41;379;0", "");
    assert_eq!(verdict(&xterm, &in_konsole).0, OutputForm::Visual);
    let console = Surroundings {
        term: "linux".to_owned(),
        ..Surroundings::default()
    };
    let verdict = decide(&silent, &console, None);
    assert!(verdict.form == OutputForm::Visual && !verdict.harakat);
}

#[test]
fn in_a_multiplexer_the_terminal_outside_decides_and_is_never_switched() {
    let tmux = |outer: &str, vte| Surroundings {
        multiplexer: Some(Multiplexer::Tmux {
            outer: outer.to_owned(),
        }),
        vte,
        ..Surroundings::default()
    };
    let said = answers(false, "tmux 3.3a", "84;0;0", "");
    for (surroundings, form) in [
        (tmux("XTerm(379)", false), OutputForm::Visual),
        (tmux("Konsole 22.12.3", false), OutputForm::Fenced),
        (tmux("kitty(0.26.5)", false), OutputForm::Token),
        (tmux("", true), OutputForm::Fenced),
        (tmux("", false), OutputForm::Visual),
        // Stale variables of an older terminal do not outweigh what tmux says now.
        (tmux("XTerm(379)", true), OutputForm::Visual),
    ] {
        assert_eq!(
            verdict(&said, &surroundings),
            (form, Setup::None),
            "{surroundings:?}"
        );
    }
}

#[test]
fn the_user_has_the_first_word() {
    let vte = answers(true, "", "65;7006;1", "7E565445");
    let wanted = |form| {
        let verdict = decide(&vte, &Surroundings::default(), Some(form));
        (verdict.form, verdict.setup)
    };
    assert_eq!(
        wanted(OutputForm::Visual),
        (OutputForm::Visual, Setup::BidiModeOff)
    );
    assert_eq!(
        wanted(OutputForm::Fenced),
        (OutputForm::Fenced, Setup::None)
    );
    assert_eq!(
        wanted(OutputForm::Logical),
        (OutputForm::Logical, Setup::None)
    );
}
