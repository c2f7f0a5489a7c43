//! Whether a title says that the news is breaking.

use std::sync::LazyLock;

use crate::text::fold::{fold, fold_into};

/// Labels that may begin a title with or without a sign after them, in the languages
/// that write them so.
const LABELS: &[&str] = &[
    "خبر عاجل",
    "أخبار عاجلة",
    "أنباء عاجلة",
    "نبأ عاجل",
    "عاجل",
    "عاجل جدا",
    "خبر فوری",
    "breaking news",
    "breaking",
];

/// Labels that are ordinary words as well and count only with a sign after them.
const ONLY_WITH_SIGN: &[&str] = &["فوری", "urgent", "alert", "just in", "عاجلة"];

/// No label is longer, folded, in bytes.
const LONGEST: usize = 24;

/// Both, folded.
static FOLDED: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    [LABELS, ONLY_WITH_SIGN].map(|labels| labels.iter().map(|label| fold(label)).collect())
});

/// Whether `title` begins with a label of breaking news: «عاجل: …», «خبر عاجل …»,
/// «BREAKING | …», «فوری؛ …».
pub(super) fn is_breaking(title: &str) -> bool {
    let beginning = beginning(title);
    let mut all = FOLDED.iter().flatten();
    if !all.any(|label| beginning.starts_with(label)) {
        return false;
    }
    let folded = fold(title);
    let title = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |labels: &[String], needs_sign: bool| {
        labels.iter().any(|label| {
            let rest = title.strip_prefix(label.as_str());
            rest.is_some_and(|rest| ends_label(rest, needs_sign))
        })
    };
    let [labels, only_with_sign] = &*FOLDED;
    begins(labels, false) || begins(only_with_sign, true)
}

/// What `title` begins with, folded, in which there is a label if it begins with one: most titles
/// do not, and are longer.
fn beginning(title: &str) -> String {
    let mut beginning = String::with_capacity(LONGEST + 8);
    let mut chars = title.chars();
    while beginning.len() < LONGEST
        && let Some(c) = chars.next()
    {
        let has_begun = !beginning.is_empty();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut beginning);
        if !has_begun {
            let letters = beginning
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len();
            beginning.drain(..beginning.len() - letters);
        }
    }
    beginning
}

/// Whether `category` is nothing but such a label.
pub(super) fn is_label(category: &str) -> bool {
    let folded = fold(category);
    let category = folded.trim_matches(|c: char| !c.is_alphanumeric());
    FOLDED.iter().flatten().any(|label| category == label)
}

fn ends_label(rest: &str, needs_sign: bool) -> bool {
    let after = rest.trim_start();
    let is_sign = |c: char| ":؛،,!|-–—.…/]»)•⚡🔴".contains(c);
    if after.starts_with(is_sign) {
        // "breaking-point" is a word, "breaking - …" a label.
        return !rest.starts_with('-') || after[1..].starts_with(char::is_whitespace);
    }
    !needs_sign && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_and_words_are_not_labels() {
        for title in [
            "عاجل: وصول السفينة",
            "عاجل | وصول السفينة",
            "خبر عاجل قد تصل السفينة",
            "🔴 #عاجل وصول السفينة",
            "عَاجِل.. وصول السفينة",
            "BREAKING: Ship arrives",
            "Breaking news – ship arrives",
            "فوری: کشتی رسید",
            "فوري: وصول السفينة",
            "[عاجل] وصول السفينة",
        ] {
            assert!(is_breaking(title), "{title}");
        }
        for title in [
            "عاجلا أم آجلا",
            "دفع فوري في المصارف",
            "فوري تطلق خدمة",
            "Breaking-point for banks",
            "Groundbreaking",
            "اجتماع عاجل للوزراء",
            "",
        ] {
            assert!(!is_breaking(title), "{title}");
        }
        assert!(FOLDED.iter().flatten().all(|label| label.len() <= LONGEST));
        assert!(is_label("عاجل") && is_label(" أخبار عاجلة ") && !is_label("أخبار"));
    }
}
