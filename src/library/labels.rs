//! What the index knows an article by beside its words: terms that are no word's, since no word
//! has a colon. They count for no length, and nothing is likened by them.

use compact_str::format_compact;

use crate::text::words::Term;

/// Of the articles of the source with this number.
pub(super) fn source(number: i64) -> Term {
    Term::from(format_compact!("source:{number}"))
}

/// Of the articles of the category with this number.
pub(super) fn category(number: i64) -> Term {
    Term::from(format_compact!("category:{number}"))
}

/// Of those that are breaking news.
pub(super) fn breaking() -> Term {
    Term::from("breaking:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    #[test]
    fn no_word_is_a_label() {
        for label in [source(1), category(1), breaking()] {
            assert!(words(&label).all(|word| word.term != label), "{label}");
        }
    }

    #[test]
    fn they_stay_what_they_are() {
        // The index keeps them: others here mean another format there.
        let [source, category] = [source(7), category(-7)];
        assert_eq!((&*source, &*category), ("source:7", "category:-7"));
        assert_eq!(&*breaking(), "breaking:");
    }
}
