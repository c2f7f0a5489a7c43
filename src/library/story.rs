//! Which articles tell one story, and what each adds to it.

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::error::Doing;
use super::likeness::Profile;
use super::print::Print;
use super::related::{Ranked, Written};
use super::vector::Terms;
use super::{ArticleId, Headline, Library, Result};
use crate::article::Article;
use crate::text::words::{Analyser, Term};

/// Articles beyond which a story is no longer followed.
const LONGEST: usize = 100;

/// Words of [`Chapter::adds`].
const ADDED: usize = 4;

/// A piece of a story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chapter {
    /// Which article.
    pub headline: Headline,
    /// The same text elsewhere, oldest first.
    pub copies: Vec<Headline>,
    /// The words that say most of it and that nothing before it has, strongest first,
    /// as it writes them; none for the first piece.
    pub adds: Vec<String>,
}

/// An article that may be of a story.
struct Piece {
    headline: Headline,
    article: Article,
    /// Those that tell of the same event as it does.
    like: Vec<ArticleId>,
}

impl Piece {
    /// Whether one of the two is like the other: how long the other's vector is, is not
    /// known exactly, so that it may seem so from one side only.
    fn is_like(&self, other: &Self) -> bool {
        self.like.contains(&other.headline.id) || other.like.contains(&self.headline.id)
    }
}

impl Library {
    /// The story that `id` belongs to, itself in it, oldest first: the articles that
    /// tell of the same event, and those that tell of it as most of them do.
    /// Copies of one text are one piece of it. Fresh as [`Library::search`] is.
    ///
    /// # Errors
    /// As [`Library::related`].
    pub fn story(&self, id: ArticleId) -> Result<Vec<Chapter>> {
        self.headline(id)?;
        let mut analyser = self.analyser.borrow_mut();
        let mut pieces = self.pieces(id, &mut analyser)?;
        pieces.sort_by_key(|piece| piece.headline.key());
        let mut chapters: Vec<(Print, Chapter)> = Vec::new();
        let mut told: HashSet<Term> = HashSet::new();
        for Piece {
            headline, article, ..
        } in pieces
        {
            let terms = Terms::new(&mut analyser, &article);
            let print = terms.print();
            let original = chapters.iter_mut().find(|(other, _)| other.is_copy(print));
            if let Some((_, original)) = original {
                original.copies.push(headline);
                continue;
            }
            let terms = self.terms_by_strength(&terms)?;
            let is_first = told.is_empty();
            let new = terms.iter().filter(|term| !told.contains(*term));
            let added: Vec<Term> = match is_first {
                true => Vec::new(),
                false => new.take(ADDED).cloned().collect(),
            };
            told.extend(terms);
            let sought = added.iter().cloned().collect();
            let written = Written::new(&mut analyser, &sought, &article);
            let chapter = Chapter {
                headline,
                copies: Vec::new(),
                adds: written.of(&added),
            };
            chapters.push((print, chapter));
        }
        Ok(chapters.into_iter().map(|(_, chapter)| chapter).collect())
    }

    /// The articles of the story, in no order. One belongs to it that is like half of those
    /// that do, or that half of what it is like belongs to: two stories that share names (a
    /// train and a club that are called alike) are often tied by one likeness, and seldom by
    /// more.
    fn pieces(&self, id: ArticleId, analyser: &mut Analyser) -> Result<Vec<Piece>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut known = BTreeSet::from([id]);
        let mut left = VecDeque::from([id]);
        // Those that have been compared and may yet belong to it.
        let mut compared: Vec<Piece> = Vec::new();
        while pieces.len() < LONGEST {
            let belongs = compared.iter().position(|one| {
                let alike = pieces.iter().filter(|other| one.is_like(other)).count();
                2 * alike >= pieces.len().min(one.like.len())
            });
            if let Some(index) = belongs {
                let piece = compared.remove(index);
                left.extend(piece.like.iter().filter(|&&id| known.insert(id)));
                pieces.push(piece);
            } else if let Some(id) = left.pop_front() {
                // One that has just been removed is still in the index.
                let found = self.find_headline(id)?.zip(self.find_article(id)?);
                if let Some((headline, article)) = found {
                    let like = self.ranked(id, &article, analyser)?.into_iter();
                    let like = like.filter(Ranked::is_same_story);
                    let like = like.map(|ranked| ranked.likeness.id).collect();
                    compared.push(Piece {
                        headline,
                        article,
                        like,
                    });
                }
            } else {
                break;
            }
        }
        Ok(pieces)
    }

    /// The words of an article, those that say most of it first.
    fn terms_by_strength(&self, terms: &Terms) -> Result<Vec<Term>> {
        let Some(searcher) = self.searcher()? else {
            return Ok(Vec::new());
        };
        let profile = Profile::new(&searcher, &self.columns, &terms.vector())
            .doing("weigh the words of an article")?;
        let words = profile.terms.into_iter().filter(|term| term.is_word());
        Ok(words.map(|term| term.term).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::testing::{article, library, time};

    const DAY: i64 = 24;

    fn titles(story: &[Chapter]) -> Vec<&str> {
        story
            .iter()
            .map(|one| one.headline.title.as_str())
            .collect()
    }

    #[test]
    fn a_story_is_told_from_its_beginning_with_what_each_piece_adds() {
        let library = library();
        let flood = "غمرت مياه السد بلدة الجسر القديم بعد أمطار غزيرة وأجلت فرق الإنقاذ سكانها";
        let copied = "فتحت هيئة الأنهار بوابات السد عند الجسر القديم فهبطت المياه وعاد السكان إلى \
            بيوتهم بعد أربع ليال في المدارس وبدأت فرق الإنقاذ حصر أضرار أمطار غزيرة";
        let mut copy = article("عودة إلى الجسر القديم", copied, 3 * DAY);
        copy.source = "وكالة ضفاف".into();
        library
            .add(
                [
                    article("السكان يعودون", copied, 2 * DAY),
                    article("سد الجسر القديم يفيض", flood, 0),
                    article(
                        "مدارس تؤوي سكان الجسر القديم",
                        &format!("{flood} إلى مدارس"),
                        DAY,
                    ),
                    copy,
                    article(
                        "معرض للطوابع",
                        "افتتح هواة معرضا للطوابع النادرة في المتحف",
                        0,
                    ),
                ],
                time(0),
            )
            .unwrap();
        for id in [1, 2, 3, 4] {
            let story = library.story(ArticleId(id)).unwrap();
            let expected = [
                "سد الجسر القديم يفيض",
                "مدارس تؤوي سكان الجسر القديم",
                "السكان يعودون",
            ];
            assert_eq!(titles(&story), expected, "{id}");
            assert_eq!(story[0].adds, Vec::<String>::new());
            assert!(
                story[1].adds.contains(&"مدارس".to_owned()),
                "{:?}",
                story[1].adds
            );
            assert!(
                !story[2].adds.contains(&"مدارس".to_owned()),
                "{:?}",
                story[2].adds
            );
            assert_eq!(story[2].copies.len(), 1);
            assert_eq!(story[2].copies[0].source, "وكالة ضفاف");
        }
        let alone = library.story(ArticleId(5)).unwrap();
        assert_eq!(titles(&alone), ["معرض للطوابع"]);
    }
}
