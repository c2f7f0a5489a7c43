//! Keys and what they stand for. The help page is made from the same table.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;

/// The keys of each action, in the order that the help page gives them. Letters are
/// told apart by case.
pub const BINDINGS: &[(Action, &[Key])] = &[
    (Action::Down, &[Key::of(KeyCode::Down), Key::char('j')]),
    (Action::Up, &[Key::of(KeyCode::Up), Key::char('k')]),
    (
        Action::PageDown,
        &[Key::char(' '), Key::of(KeyCode::PageDown)],
    ),
    (Action::PageUp, &[Key::of(KeyCode::PageUp), Key::char('b')]),
    (Action::Top, &[Key::char('g'), Key::of(KeyCode::Home)]),
    (Action::Bottom, &[Key::char('G'), Key::of(KeyCode::End)]),
    (Action::Open, &[Key::of(KeyCode::Enter)]),
    (Action::NextPane, &[Key::of(KeyCode::Tab)]),
    (Action::PreviousPane, &[Key::of(KeyCode::BackTab)]),
    (Action::PaneLeft, &[Key::of(KeyCode::Left), Key::char('h')]),
    (
        Action::PaneRight,
        &[Key::of(KeyCode::Right), Key::char('l')],
    ),
    (Action::NextArticle, &[Key::char('n')]),
    (Action::PreviousArticle, &[Key::char('p')]),
    (Action::Back, &[Key::of(KeyCode::Backspace)]),
    (Action::Star, &[Key::char('s')]),
    (Action::ToggleRead, &[Key::char('m')]),
    (Action::CopyParagraph, &[Key::char('y')]),
    (Action::CopyArticle, &[Key::char('Y')]),
    (Action::Search, &[Key::char('/')]),
    (Action::Cancel, &[Key::of(KeyCode::Esc)]),
    (Action::RefreshFeed, &[Key::char('r')]),
    (Action::Refresh, &[Key::char('R')]),
    (Action::FullText, &[Key::char('f')]),
    (Action::Feeds, &[Key::char('F')]),
    (Action::Links, &[Key::char('o')]),
    (Action::OpenOriginal, &[Key::char('O')]),
    (Action::Versions, &[Key::char('v')]),
    (Action::Help, &[Key::char('?')]),
    (Action::Redraw, &[Key::control('l')]),
    (Action::Suspend, &[Key::control('z')]),
    (Action::Quit, &[Key::char('q'), Key::control('c')]),
];

/// A key as it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub control: bool,
}

impl Key {
    const fn of(code: KeyCode) -> Self {
        Self {
            code,
            control: false,
        }
    }

    const fn char(c: char) -> Self {
        Self::of(KeyCode::Char(c))
    }

    const fn control(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            control: true,
        }
    }
}

/// What `event` stands for. A letter of the Arabic keyboard acts as the Latin letter on
/// its key.
#[must_use]
pub fn action(event: &KeyEvent) -> Option<Action> {
    if event.modifiers.intersects(
        KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META,
    ) {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => KeyCode::Char(latin(c)),
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        code => code,
    };
    let pressed = Key {
        code,
        control: event.modifiers.contains(KeyModifiers::CONTROL),
    };
    BINDINGS
        .iter()
        .find(|(_, keys)| keys.contains(&pressed))
        .map(|&(action, _)| action)
}

/// The Latin letter on the key that types `c` in the Arabic (101) layout.
fn latin(c: char) -> char {
    match c {
        'ت' => 'j',
        'ن' => 'k',
        'ل' => 'g',
        'ا' => 'h',
        'م' => 'l',
        'ى' => 'n',
        'ح' => 'p',
        'س' => 's',
        'ة' => 'm',
        'ض' => 'q',
        'غ' => 'y',
        'ق' => 'r',
        'ب' => 'f',
        'خ' => 'o',
        'ر' => 'v',
        'إ' => 'Y',
        'ظ' => '/',
        '؟' => '?',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(c: char) -> Option<Action> {
        action(&KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn no_key_stands_for_two_actions() {
        let keys: Vec<Key> = BINDINGS
            .iter()
            .flat_map(|(_, keys)| *keys)
            .copied()
            .collect();
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{key:?}");
        }
    }

    #[test]
    fn an_arabic_letter_acts_as_its_key() {
        for (arabic, latin) in "تنلامىحسةضغإظ؟قبخر"
            .chars()
            .zip("jkghlnpsmqyY/?rfov".chars())
        {
            assert_eq!(pressed(arabic), pressed(latin), "{arabic}");
            assert!(pressed(arabic).is_some(), "{arabic}");
        }
    }

    #[test]
    fn case_and_control_count() {
        assert_eq!(pressed('g'), Some(Action::Top));
        assert_eq!(pressed('G'), Some(Action::Bottom));
        let control = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action(&control), Some(Action::Quit));
        assert_eq!(pressed('c'), None);
    }
}
