//! What stands on a page around an article: related titles, the comment form, buttons.
//! Only whole short lines count; a sentence that mentions them is body.

mod words;

use crate::text::fold::fold;
use words::{ALONE, BUTTONS, COMMENTS, FORM, FORM_BEGINNINGS, RELATED};

/// Longest line that can be furniture, in characters.
const LONGEST: usize = 90;

/// Longest line that can be a title beneath a heading, in characters.
const TITLE: usize = 140;

/// Whether `line` is the name of a button, for a line that is known to be one whole
/// link.
pub(super) fn is_button(line: &str) -> bool {
    let line = name(line);
    BUTTONS
        .iter()
        .chain(ALONE)
        .any(|button| name(button) == line)
}

/// Whether `line` stands over titles of other articles.
pub(super) fn is_related_heading(line: &str) -> bool {
    let line = name(line);
    RELATED.iter().any(|heading| name(heading) == line)
}

/// Of each line of a document in order, whether it belongs to the article. Blank
/// lines belong to it.
pub(super) fn belonging<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<bool> {
    let lines: Vec<&str> = lines.into_iter().collect();
    let names: Vec<String> = lines.iter().map(|line| name(line)).collect();
    let lists = Lists::new();
    let mut section = Section::Body;
    let mut has_body = false;
    lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            if line.trim().is_empty() {
                return true;
            }
            let beside = [n.checked_sub(1), Some(n + 1)];
            let beside = beside.map(|n| n.and_then(|n| names.get(n)));
            let kind = lists.kind(&names[n], line, beside);
            // A page whose first words look like furniture is a page about that.
            if !has_body && kind != Kind::Alone {
                has_body = true;
                return true;
            }
            match kind {
                Kind::Related => section = Section::Related,
                Kind::Comments => section = Section::Comments,
                Kind::Alone | Kind::FormBeginning => {}
                Kind::Form if section == Section::Comments => {}
                Kind::Form | Kind::Other => {
                    if section != Section::Body && is_title(line) {
                        return false;
                    }
                    section = Section::Body;
                    return true;
                }
            }
            false
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Body,
    Related,
    Comments,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Related,
    Comments,
    Form,
    FormBeginning,
    Alone,
    Other,
}

/// The word lists, folded.
struct Lists([Vec<String>; 6]);

impl Lists {
    fn new() -> Self {
        Self(
            [RELATED, COMMENTS, FORM, FORM_BEGINNINGS, ALONE, BUTTONS]
                .map(|list| list.iter().map(|line| name(line)).collect()),
        )
    }

    fn kind(&self, name: &str, line: &str, beside: [Option<&String>; 2]) -> Kind {
        let Self([related, comments, form, beginnings, alone, buttons]) = self;
        let is_in = |list: &[String], name: &str| list.iter().any(|entry| entry == name);
        let is_button = |name: &str| is_in(buttons, name) || is_in(alone, name);
        // «اقرأ أيضاً: …» with the title on the same line.
        let is_related_title = line.chars().count() <= TITLE
            && line.split_once(':').is_some_and(|(head, title)| {
                !title.is_empty() && is_in(related, &self::name(head))
            });
        if is_related_title {
            Kind::Alone
        } else if line.chars().count() > LONGEST || name.is_empty() {
            Kind::Other
        } else if is_in(related, name) {
            Kind::Related
        } else if is_in(comments, name) {
            Kind::Comments
        } else if beginnings.iter().any(|start| name.starts_with(start)) {
            Kind::FormBeginning
        } else if is_in(alone, name)
            || (is_button(name) && beside.into_iter().flatten().any(|name| is_button(name)))
        {
            Kind::Alone
        } else if is_in(form, name) {
            Kind::Form
        } else {
            Kind::Other
        }
    }
}

/// The line folded, with nothing but its words: no signs, no counts.
fn name(line: &str) -> String {
    if line.len() > 4 * LONGEST {
        return String::new();
    }
    let words: String = fold(line)
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Titles are short and do not end as sentences do.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() <= TITLE && !line.ends_with(['.', '۔', ':', '،', '؛'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept<'a>(lines: &[&'a str]) -> Vec<&'a str> {
        let belonging = belonging(lines.iter().copied());
        let kept = lines.iter().zip(belonging).filter(|(_, kept)| *kept);
        kept.map(|(line, _)| *line).collect()
    }

    #[test]
    fn the_tail_of_a_page_goes() {
        let lines = [
            "وصلت السفينة إلى المرفأ.",
            "شارك",
            "فيسبوك",
            "واتساب",
            "مقالات ذات صلة",
            "قطار الساحل يعود إلى العمل",
            "3 أيام من المطر في الجزيرة",
            "اترك تعليقاً",
            "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
            "التعليق *",
            "الاسم *",
            "احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح.",
            "العودة إلى الأعلى",
        ];
        assert_eq!(kept(&lines), [lines[0]]);
        let persian = [
            "کشتی به بندر رسید.",
            "مطالب مرتبط",
            "قطار",
            "دیدگاهتان را بنویسید",
            "نام *",
        ];
        assert_eq!(kept(&persian), [persian[0]]);
    }

    #[test]
    fn text_that_speaks_of_furniture_stays() {
        let lines = [
            "التعليقات",
            "شارك الوزير في الاجتماع أمس.",
            "الاسم",
            "فيسبوك",
            "قال إن العودة إلى الأعلى ممكنة.",
            "اترك تعليقا على الحائط، هكذا سمّى الرسام معرضه الجديد.",
        ];
        assert_eq!(kept(&lines), lines);
    }

    #[test]
    fn the_body_goes_on_after_a_box_of_titles() {
        let lines = [
            "وصلت السفينة إلى المرفأ.",
            "اقرأ أيضاً:",
            "عودة القطار إلى العمل",
            "وقال الربّان إن الرحلة كانت هادئة.",
            "عنوان فرعي",
            "وأضاف أن العودة غدا.",
            "اقرأ أيضا: مطر في الجزيرة",
            "وختم: اقرأ المزيد عن البحر",
        ];
        let body = [lines[0], lines[3], lines[4], lines[5], lines[7]];
        assert_eq!(kept(&lines), body);
    }
}
