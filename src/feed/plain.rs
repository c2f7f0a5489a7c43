//! Plain text, and pages as copied from a browser: category, headline, body.

use super::{Origin, furniture};
use crate::article::{Article, Block, Inline};
use crate::text::fold::fold;
use crate::text::sanitize;

/// Longest category and source line, in characters and in words.
const LABEL_CHARS: usize = 30;
const LABEL_WORDS: usize = 4;

/// Longest line that is a headline and not a paragraph, in characters.
const HEADLINE: usize = 200;

/// Shortest and longest line of text wrapped by hand, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=100;

/// How lines begin that name the source, before the colon.
const SOURCE_LABELS: &[&str] = &["المصدر", "مصدر", "نقلا عن", "source", "منبع"];

/// How far from the end such a line may stand, in lines.
const SOURCE_DEPTH: usize = 4;

/// The article in `text`. It may lack a title where there is nothing but a long text.
pub(super) fn read(text: &str, origin: &Origin) -> Article {
    let text = sanitize::text(text);
    let all: Vec<String> = text.lines().map(sanitize::line).collect();
    let mut lines: &[String] = &all;
    skip_blank(&mut lines);
    let category = take_category(&mut lines);
    let title = take_title(&mut lines);
    let belonging = furniture::belonging(lines.iter().map(String::as_str));
    let mut body: Vec<(&str, bool)> = Vec::new();
    for (line, belongs) in lines.iter().zip(belonging) {
        if belongs {
            body.push((line, false));
        } else if let Some((_, is_before_furniture)) =
            body.iter_mut().rfind(|(line, _)| !line.is_empty())
        {
            *is_before_furniture = true;
        }
    }
    let source = take_source(&mut body);
    Article {
        title: title.unwrap_or_default(),
        source: source.or_else(|| origin.source.clone()).unwrap_or_default(),
        category,
        body: paragraphs(body.iter().map(|(line, _)| *line)),
        ..Article::default()
    }
}

/// Takes the first line if it is short and a longer headline and a body follow.
fn take_category(lines: &mut &[String]) -> Option<String> {
    let mut filled = lines.iter().filter(|line| !line.is_empty());
    let (first, second) = (filled.next()?, filled.next()?);
    filled.next()?;
    // Where blank lines set paragraphs apart, a headline stands alone.
    let is_alone = lines
        .iter()
        .skip_while(|line| *line != second)
        .nth(1)
        .is_some_and(|next| next.is_empty() || !lines.iter().any(String::is_empty));
    let is_category = is_label(first)
        && is_alone
        && second.chars().count() > first.chars().count()
        && second.chars().count() <= HEADLINE
        && !second.ends_with(['.', '،', ':']);
    is_category.then(|| take_line(lines))
}

fn take_title(lines: &mut &[String]) -> Option<String> {
    let first = lines.first()?;
    (first.chars().count() <= HEADLINE).then(|| take_line(lines))
}

fn take_line(lines: &mut &[String]) -> String {
    let line = lines[0].clone();
    *lines = &lines[1..];
    skip_blank(lines);
    line
}

fn skip_blank(lines: &mut &[String]) {
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    *lines = &lines[blank..];
}

/// Takes the line that names the source: one that says so near the end, or a last
/// short line right before furniture.
fn take_source(body: &mut Vec<(&str, bool)>) -> Option<String> {
    let filled = |body: &[(&str, bool)]| -> Vec<usize> {
        let filled = body.iter().enumerate().filter(|(_, (l, _))| !l.is_empty());
        filled.map(|(n, _)| n).collect()
    };
    let places = filled(body);
    for &n in places.iter().rev().take(SOURCE_DEPTH) {
        if let Some(source) = labelled_source(body[n].0) {
            body.remove(n);
            return Some(source);
        }
    }
    let (&last, &before) = (places.last()?, places.iter().nth_back(1)?);
    let (line, is_before_furniture) = body[last];
    let stands_apart = last > before + 1 || body[before].0.chars().count() > HEADLINE;
    let is_source =
        is_before_furniture && stands_apart && is_label(line) && !line.contains(char::is_numeric);
    is_source.then(|| {
        body.truncate(last);
        line.to_owned()
    })
}

fn labelled_source(line: &str) -> Option<String> {
    let (label, source) = line.split_once([':', '：'])?;
    let label = fold(label.trim());
    let source = source.trim().trim_end_matches('.');
    let is_source = SOURCE_LABELS.iter().any(|known| fold(known) == label)
        && (1..=2 * LABEL_CHARS).contains(&source.chars().count());
    is_source.then(|| source.to_owned())
}

/// Short and no sentence.
fn is_label(line: &str) -> bool {
    line.chars().count() <= LABEL_CHARS
        && line.split_whitespace().count() <= LABEL_WORDS
        && !line.ends_with(['.', '؟', '?', '!', ':', '،', '؛', '”', '»', '"', '…'])
        && line.contains(char::is_alphabetic)
}

/// The paragraphs of a body: groups of lines between blank ones.
fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Block> {
    let lines: Vec<&str> = lines.collect();
    lines
        .split(|line| line.is_empty())
        .filter(|group| !group.is_empty())
        .flat_map(group)
        .collect()
}

/// Lines wrapped by hand are joined, lines that are paragraphs stay so, and short
/// lines (verse, addresses) keep their breaks.
fn group(lines: &[&str]) -> Vec<Block> {
    let length = |line: &&str| line.chars().count();
    let longest = lines.iter().map(length).max().unwrap_or_default();
    let all_but_last = &lines[..lines.len() - 1];
    if longest > *WRAPPED.end() {
        return lines.iter().map(|line| paragraph(line)).collect();
    }
    let is_wrapped = all_but_last
        .iter()
        .all(|line| WRAPPED.contains(&length(line)) && length(line) * 3 >= longest * 2);
    let separator = if is_wrapped { " " } else { "\n" };
    vec![paragraph(&lines.join(separator))]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Inline::plain(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Article {
        super::read(text, &Origin::named("a.txt"))
    }

    fn body(article: &Article) -> Vec<&str> {
        let text = article.body.iter().map(|block| match block {
            Block::Paragraph(text) => text.text.as_str(),
            other => panic!("{other:?}"),
        });
        text.collect()
    }

    /// Of the shape that copying a whole page of a blog gives.
    const COPIED: &str = "ملاحة\r\n\r\nخبر عاجل قد تغيّر Marjan مسار السفن في الخليج\r\n\r\n\
        قالت الهيئة إنها تدرس المسار الجديد.\r\n\r\nوأضافت أن القرار لم يتخذ بعد:\r\n\r\n\
        نحن ننتظر نتائج القياس “ ثم نعلنها.\r\n\r\nمرصد المرفأ\r\n\r\nمقالات ذات صلة\r\n\r\n\
        عودة القطار إلى العمل\r\n\r\nاترك تعليقاً\r\n\r\n\
        لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *\r\n\r\nالاسم *\r\n\r\n\
        زر الذهاب إلى الأعلى";

    #[test]
    fn a_copied_page_is_taken_apart() {
        let article = read(COPIED);
        assert_eq!(article.category.as_deref(), Some("ملاحة"));
        assert_eq!(
            article.title,
            "خبر عاجل قد تغيّر Marjan مسار السفن في الخليج"
        );
        assert_eq!(article.source, "مرصد المرفأ");
        assert_eq!(
            body(&article),
            [
                "قالت الهيئة إنها تدرس المسار الجديد.",
                "وأضافت أن القرار لم يتخذ بعد:",
                "نحن ننتظر نتائج القياس “ ثم نعلنها."
            ]
        );
    }

    #[test]
    fn a_short_headline_is_no_category() {
        let article = read("وصول السفينة\n\nوصلت السفينة إلى المرفأ صباح اليوم.\n\nوعادت مساء.");
        assert_eq!(
            (article.title.as_str(), &article.category),
            ("وصول السفينة", &None)
        );
        let article = read("وصول السفينة\n\nوصلت السفينة إلى المرفأ صباح اليوم");
        assert_eq!(
            (article.title.as_str(), &article.category),
            ("وصول السفينة", &None)
        );
        assert_eq!(body(&article).len(), 1);
    }

    #[test]
    fn a_source_line_is_read_and_a_last_short_line_is_body() {
        let article = read("عنوان الخبر هنا\n\nنص الخبر.\n\nالمصدَر: وكالة المرفأ\n");
        assert_eq!(article.source, "وكالة المرفأ");
        assert_eq!(body(&article), ["نص الخبر."]);
        let article = read("عنوان الخبر هنا\n\nنص الخبر.\n\nوانتهى الأمر");
        assert_eq!(article.source, "");
        assert_eq!(body(&article), ["نص الخبر.", "وانتهى الأمر"]);
    }

    #[test]
    fn lines_wrapped_by_hand_become_paragraphs_and_verse_stays() {
        let wrapped = "قالت الهيئة العامة للملاحة البحرية في بيان لها صباح اليوم\n\
            إنها تدرس المسار الجديد للسفن الكبيرة والصغيرة في الخليج\nوتعلنه غدا.";
        let text = format!("عنوان الخبر\n\n{wrapped}\n\nيا بحر ما لك\nلا تنام\n");
        let article = read(&text);
        assert_eq!(
            body(&article),
            [&wrapped.replace('\n', " "), "يا بحر ما لك\nلا تنام"]
        );
    }

    #[test]
    fn a_long_first_line_is_text() {
        let article = read(&"قالت الهيئة ".repeat(40));
        assert_eq!(article.title, "");
        assert_eq!(article.body.len(), 1);
    }
}
