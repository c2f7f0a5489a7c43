//! Arabic in any ratatui program, for terminals that leave the order to it. Any key ends it:
//! `cargo run --example arabic`

use marsad::text::{BaseDirection, Direction, Paragraph};
use ratatui::text::{Line, Text};

const VERSE: &str = "على قَدْرِ أهلِ العزمِ تأتي العزائمُ، وتأتي على قَدْرِ الكرامِ المكارمُ \
                     (المتنبي، Aleppo، 343 هـ).";

/// `text` in rows of `width` columns, ordered and joined. What comes from outside passes
/// `marsad::text::sanitize::text` first.
fn arabic(text: &str, width: u16) -> Text<'static> {
    let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
    let rows = paragraph.lines(width.into()).map(|line| {
        let cells = paragraph.cells(&line).map(|cell| cell.symbol);
        let row = Line::from(cells.collect::<String>());
        match paragraph.direction() {
            Direction::RightToLeft => row.right_aligned(),
            Direction::LeftToRight => row,
        }
    });
    Text::from_iter(rows)
}

fn main() -> std::io::Result<()> {
    ratatui::run(|terminal| {
        loop {
            terminal.draw(|frame| {
                let area = frame.area();
                frame.render_widget(arabic(VERSE, area.width), area);
            })?;
            if crossterm::event::read()?.is_key_press() {
                return Ok(());
            }
        }
    })
}
