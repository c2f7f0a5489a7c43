//! What is drawn bit by bit equals what is drawn afresh, in every output form.

use crossterm::event::KeyCode;
use marsad::terminal::OutputForm;

use crate::model::{Model, by_the_book};
use crate::screen::Screen;

/// A model for each form, drawn on as the reader goes; each step is held against a model
/// that sees it first.
struct Forms {
    models: Vec<(OutputForm, Model)>,
    width: u16,
    height: u16,
}

impl Forms {
    fn new(width: u16, height: u16) -> Self {
        let model = |form| (form, Model::new(form, by_the_book, width, height));
        Self {
            models: OutputForm::ALL.into_iter().map(model).collect(),
            width,
            height,
        }
    }

    #[track_caller]
    fn draw(&mut self, screen: &Screen, step: &str) {
        for (form, model) in &mut self.models {
            model.draw(screen);
            let mut fresh = Model::new(*form, by_the_book, self.width, self.height);
            fresh.draw(screen);
            assert_eq!(model.rows, fresh.rows, "{form}, {step}");
        }
    }
}

#[test]
fn thirty_single_lines_scrolled_equal_a_fresh_screen() {
    for (width, height) in [(60, 24), (120, 36)] {
        let mut screen = Screen::new(width, height);
        let mut forms = Forms::new(width, height);
        screen.press_all([KeyCode::Down, KeyCode::Enter]);
        forms.draw(&screen, "opened");
        for line in 0..30 {
            screen.press(if line < 20 {
                KeyCode::Down
            } else {
                KeyCode::Up
            });
            forms.draw(&screen, &format!("line {line}"));
        }
    }
}

#[test]
fn rows_that_the_terminal_moves_equal_a_fresh_screen() {
    for (width, height) in [(60, 24), (120, 36)] {
        let mut screen = Screen::new(width, height);
        let of = |scrolls| Model::with(OutputForm::Visual, scrolls, by_the_book, width, height);
        let (mut moving, mut plain) = (of(true), of(false));
        let mut draw = |screen: &Screen, key| {
            let before = (moving.written(), plain.written());
            plain.draw(screen);
            moving.draw(screen);
            assert_eq!(moving.rows, plain.rows, "{width} columns, {key:?}");
            (moving.written() - before.0, plain.written() - before.1)
        };
        screen.press_all([KeyCode::Down, KeyCode::Enter]);
        draw(&screen, KeyCode::Enter);
        for key in [[KeyCode::Down; 8], [KeyCode::Up; 8]].concat() {
            screen.press(key);
            let (moving, plain) = draw(&screen, key);
            assert!(moving < plain, "{moving} bytes, and {plain}");
        }
        for key in [' ', 'z', 'j', 'z', 'j'] {
            screen.press(KeyCode::Char(key));
            draw(&screen, KeyCode::Char(key));
        }
    }
}

#[test]
fn a_walk_through_the_reader_equals_fresh_screens() {
    let mut screen = Screen::new(80, 24);
    let mut forms = Forms::new(80, 24);
    for key in "jjj\rjj\t\r ?j?/".chars().chain("قمح".chars()) {
        screen.press(match key {
            '\r' => KeyCode::Enter,
            key => KeyCode::Char(key),
        });
        forms.draw(&screen, &format!("{key:?}"));
    }
}
