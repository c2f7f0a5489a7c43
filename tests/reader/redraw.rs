//! What is drawn bit by bit equals what is drawn afresh, in every output form.

use crossterm::event::KeyCode;
use marsad::terminal::OutputForm;

use crate::model::{Model, by_the_book};
use crate::screen::Screen;

#[test]
fn thirty_single_lines_scrolled_equal_a_fresh_screen() {
    for form in OutputForm::ALL {
        for (width, height) in [(60, 24), (120, 36)] {
            let mut screen = Screen::new(width, height);
            let mut scrolled = Model::new(form, by_the_book, width, height);
            screen.press_all([KeyCode::Down, KeyCode::Enter]);
            scrolled.draw(&screen);
            for line in 0..30 {
                let key = if line < 20 {
                    KeyCode::Down
                } else {
                    KeyCode::Up
                };
                screen.press(key);
                scrolled.draw(&screen);
                let mut fresh = Model::new(form, by_the_book, width, height);
                fresh.draw(&screen);
                assert_eq!(scrolled.rows, fresh.rows, "{form}, line {line}");
            }
        }
    }
}

#[test]
fn a_walk_through_the_reader_equals_fresh_screens() {
    for form in OutputForm::ALL {
        let mut screen = Screen::new(80, 24);
        let mut walked = Model::new(form, by_the_book, 80, 24);
        for key in "jjj\rjj\t\r ?j?/".chars().chain("قمح".chars()) {
            screen.press(match key {
                '\r' => KeyCode::Enter,
                key => KeyCode::Char(key),
            });
            walked.draw(&screen);
            let mut fresh = Model::new(form, by_the_book, 80, 24);
            fresh.draw(&screen);
            assert_eq!(walked.rows, fresh.rows, "{form}, {key:?}");
        }
    }
}
