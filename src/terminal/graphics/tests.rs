use icy_sixel::SixelImage;
use ratatui::buffer::Buffer;

use super::*;
use crate::terminal::{Display, Frame, Manner};

fn image() -> Image {
    Image {
        width: 40,
        height: 20,
        pixels: (0..40 * 20 * 3).map(|n| n as u8).collect(),
    }
}

fn shown() -> Shown {
    Shown {
        image: image(),
        columns: 10,
        rows: 4,
    }
}

/// A screen with the rows `rows` of the picture from `x`, `y` on.
fn screen(
    pictures: &Pictures,
    shown: &Shown,
    rows: std::ops::Range<usize>,
    (x, y): (usize, usize),
) -> Vec<Vec<Cell>> {
    let mut screen = vec![vec![Cell::EMPTY; 30]; 12];
    for (line, row) in rows.zip(y..) {
        for column in 0..shown.columns {
            let size = (shown.columns, shown.rows);
            let mark = pictures
                .mark(&shown.image.pixels, size, (column, line))
                .unwrap();
            screen[row][x + column].underline_color = mark;
        }
    }
    screen
}

fn placed(screen: &[Vec<Cell>]) -> Vec<Placement> {
    placements(screen.iter().map(Vec::as_slice))
}

#[test]
fn what_is_left_of_a_picture_is_found_on_the_screen() {
    let (mut pictures, shown) = (Pictures::default(), shown());
    pictures.add(&shown);
    let whole = screen(&pictures, &shown, 0..4, (5, 2));
    let [placement] = placed(&whole)[..] else {
        panic!();
    };
    assert_eq!(placement.area, Rect::new(5, 2, 10, 4));
    assert_eq!(placement.from, (0, 0));
    // Scrolled halfway out, and covered in the middle by something else.
    let cut = screen(&pictures, &shown, 2..4, (5, 0));
    assert_eq!(placed(&cut)[0].from, (0, 2));
    let mut covered = whole;
    covered[3][8] = Cell::EMPTY;
    let areas: Vec<Rect> = placed(&covered).iter().map(|one| one.area).collect();
    assert_eq!(
        areas,
        [
            Rect::new(5, 2, 10, 1),
            Rect::new(5, 3, 3, 1),
            Rect::new(9, 3, 6, 1),
            Rect::new(5, 4, 10, 2)
        ]
    );
    // Links are no pictures.
    let mut links = crate::terminal::Hyperlinks::default();
    links.add("https://a.example/");
    assert_eq!(part(links.mark("https://a.example/").unwrap()), None);
}

#[test]
fn numbers_are_given_again_and_only_to_what_fits() {
    let mut pictures = Pictures::default();
    let sizes: Vec<Shown> = (1..=300)
        .map(|columns| Shown { columns, ..shown() })
        .collect();
    sizes.iter().for_each(|shown| pictures.add(shown));
    assert_eq!(pictures.take_untold().len(), COLUMNS);
    assert!(
        pictures
            .mark(&sizes[299].image.pixels, (300, 4), (0, 0))
            .is_none()
    );
    let other = Shown {
        columns: 7,
        ..shown()
    };
    pictures.add(&other);
    assert_eq!(pictures.take_untold()[0].0, 0);
    assert!(
        pictures
            .mark(&sizes[0].image.pixels, (1, 4), (0, 0))
            .is_none()
    );
    assert!(pictures.mark(&other.image.pixels, (7, 4), (6, 3)).is_some());
}

#[test]
fn kitty_gets_a_picture_once_and_places_it_anew_when_it_moves() {
    let (mut pictures, shown) = (Pictures::default(), shown());
    pictures.add(&shown);
    let mut canvas = Canvas::new(Protocol::Kitty);
    canvas.learn(pictures.take_untold());
    let show = |canvas: &mut Canvas, screen: &[Vec<Cell>]| {
        let mut out = Vec::new();
        let placements = placed(screen);
        assert!(canvas.take_away(&placements, &mut out).is_empty());
        canvas.lay(placements, |_| true, || Size::ZERO, &mut out);
        String::from_utf8(out).unwrap()
    };
    let first = show(&mut canvas, &screen(&pictures, &shown, 0..4, (5, 2)));
    assert!(first.starts_with("\x1b_Ga=t,f=24,s=40,v=20,i="), "{first}");
    assert!(first.contains("x=0,y=0,w=40,h=20,c=10,r=4"), "{first}");
    let same = show(&mut canvas, &screen(&pictures, &shown, 0..4, (5, 2)));
    assert_eq!(same, "");
    let moved = show(&mut canvas, &screen(&pictures, &shown, 1..4, (5, 0)));
    assert!(moved.contains("a=d,d=i") && moved.contains("y=5,w=40,h=15,c=10,r=3"));
    assert!(!moved.contains("a=t"));
    let gone = show(&mut canvas, &[]);
    assert_eq!(gone.matches("a=d").count(), 1);
}

#[test]
fn sixels_stay_within_their_cells_and_are_drawn_again_where_rows_are() {
    let (mut pictures, shown) = (Pictures::default(), shown());
    pictures.add(&shown);
    let mut canvas = Canvas::new(Protocol::Sixel);
    canvas.learn(pictures.take_untold());
    let screen = screen(&pictures, &shown, 0..4, (5, 2));
    let cell = || Size::new(9, 17);
    let mut out = Vec::new();
    canvas.lay(placed(&screen), |_| true, cell, &mut out);
    let drawn = String::from_utf8(out).unwrap();
    let sixels = drawn.strip_prefix("\x1b[3;6H").unwrap();
    let decoded = SixelImage::decode(sixels.as_bytes()).unwrap();
    assert_eq!((decoded.width, decoded.height), (90, 66));
    for (rows, is_drawn) in [(0..2, false), (5..6, true), (6..12, false)] {
        let mut out = Vec::new();
        canvas.lay(placed(&screen), |y| rows.contains(&y), cell, &mut out);
        assert_eq!(!out.is_empty(), is_drawn, "{rows:?}");
    }
    let away = canvas.take_away(&[], &mut Vec::new());
    assert_eq!(away, [Rect::new(5, 2, 10, 4)]);
}

#[test]
fn pixels_are_for_terminals_that_keep_cells_where_they_are_put() {
    let sixel = Answers {
        sixel: true,
        ..Answers::default()
    };
    let kitty = Answers {
        version: Some("kitty(0.26.5)".to_owned()),
        ..Answers::default()
    };
    let alone = Surroundings::default();
    let visual = OutputForm::Visual;
    assert_eq!(protocol(&sixel, &alone, visual), Some(Protocol::Sixel));
    assert_eq!(protocol(&kitty, &alone, visual), Some(Protocol::Kitty));
    assert_eq!(protocol(&Answers::default(), &alone, visual), None);
    assert_eq!(protocol(&sixel, &alone, OutputForm::Logical), None);
    let inside = Surroundings {
        multiplexer: Some(crate::terminal::Multiplexer::Screen),
        ..Surroundings::default()
    };
    assert_eq!(protocol(&kitty, &inside, visual), None);
}

/// What `display` writes when the screen becomes `screen`.
fn written(display: &mut Display<Vec<u8>>, screen: &[Vec<Cell>]) -> String {
    let before = display.out().len();
    let cells = Buffer {
        area: Rect::new(0, 0, screen[0].len() as u16, screen.len() as u16),
        content: screen.concat(),
    };
    let frame = Frame {
        cells: &cells,
        changed: &[cells.area],
        scrolled: None,
        cursor: None,
    };
    display.show(&frame).unwrap();
    String::from_utf8(display.out()[before..].to_vec()).unwrap()
}

#[test]
fn the_display_writes_blanks_where_pixels_are_and_half_blocks_where_there_are_none() {
    let (mut pictures, shown) = (Pictures::default(), shown());
    pictures.add(&shown);
    let mut screen = screen(&pictures, &shown, 0..4, (5, 2));
    for cell in screen.iter_mut().flatten().filter(|cell| shows(cell)) {
        cell.set_symbol("▀").set_fg(Color::Rgb(200, 0, 0));
    }
    let manner = |pixels| Manner {
        pixels,
        ..Manner::default()
    };
    let blocks = written(&mut Display::new(Vec::new(), manner(None)), &screen);
    assert_eq!(blocks.matches('▀').count(), 40);
    assert!(!blocks.contains("\x1b_G"));
    let mut display = Display::new(Vec::new(), manner(Some(Protocol::Kitty)));
    display.learn_pictures(pictures.take_untold());
    let pixels = written(&mut display, &screen);
    assert!(!pixels.contains('▀') && !pixels.contains("200;0;0"));
    assert!(pixels.contains("\x1b[3;6H\x1b_Ga=p"), "{pixels}");
    // One frame, from its beginning to its end.
    assert!(pixels.starts_with("\x1b[?2026h") && pixels.ends_with("\x1b[?2026l"));
    assert_eq!(written(&mut display, &screen), "");
    let blank = vec![vec![Cell::EMPTY; 30]; 12];
    assert!(written(&mut display, &blank).contains("\x1b_Ga=d,d=i"));
    // A screen that is cleared has none.
    written(&mut display, &screen);
    display.forget();
    assert!(written(&mut display, &screen).contains("a=p"));
}
