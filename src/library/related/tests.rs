use super::*;
use crate::library::LibraryError;
use crate::library::testing::{Temporary, article, library, time, titles};

const DAY: i64 = 24;

/// Two stories and an odd one.
fn news() -> Temporary {
    let library = library();
    let flood = "غمرت مياه السد بلدة الجسر القديم بعد أمطار غزيرة وأجلت فرق الإنقاذ سكانها";
    let match_ = "فاز فريق النوارس بكأس الرابطة بعد مباراة انتهت بركلات الترجيح أمام الملعب الكبير";
    library
        .add(
            [
                article("سد الجسر القديم يفيض", flood, 0),
                article(
                    "إجلاء سكان الجسر القديم",
                    &format!("{flood} وفتحت مدارس لإيوائهم"),
                    DAY,
                ),
                article("النوارس بطل كأس الرابطة", match_, 0),
                article(
                    "جمهور النوارس يحتفل بكأس الرابطة",
                    &format!("{match_} وخرج الآلاف"),
                    DAY,
                ),
                article("ذكرى فيضان سد الجسر القديم", flood, 365 * DAY),
                article(
                    "معرض للطوابع",
                    "افتتح هواة معرضا للطوابع النادرة في المتحف",
                    0,
                ),
            ],
            time(0),
        )
        .unwrap();
    library
}

#[test]
fn the_same_story_comes_first_and_the_article_itself_never() {
    let library = news();
    let related = library.related(ArticleId(1), 10).unwrap();
    assert_eq!(
        titles(related.iter().map(|r| &r.headline))[..1],
        ["إجلاء سكان الجسر القديم"]
    );
    assert_eq!(related[0].reason, Reason::SameStory);
    assert!(related.iter().all(|r| r.headline.id != ArticleId(1)));
    assert!(related.is_sorted_by(|a, b| a.score >= b.score));
    let limited = library.related(ArticleId(1), 1).unwrap();
    assert_eq!(limited, related[..1]);
}

#[test]
fn a_year_later_it_is_another_story_with_shared_terms() {
    let library = news();
    let related = library.related(ArticleId(1), 10).unwrap();
    let later = related
        .iter()
        .find(|r| r.headline.id == ArticleId(5))
        .unwrap();
    let Reason::SharedTerms(terms) = &later.reason else {
        panic!("{later:?}");
    };
    assert_eq!(terms.len(), 3);
    let text = library.article(ArticleId(1)).unwrap();
    for term in terms {
        assert!(
            text.title.contains(term) || text.plain_text().contains(term),
            "{term}"
        );
    }
}

#[test]
fn the_article_that_names_share_is_no_reason() {
    let library = library();
    let harvest = "Rania Al-Khattabi of the Al-Sahl board said that the wheat is in";
    let theatre = "Sanad Al-Marakibi plays a seller of wheat at the Al-Fanar theatre";
    let goal = "فاز الـ«نوارس» بكأس الرابطة بعد مباراة طويلة";
    let stamps = "افتتح هواة الـ«طوابع» معرضا وحضره مشجعو الرابطة";
    let articles = [
        article("Wheat is in", harvest, 0),
        article("A play of wheat", theatre, 365 * DAY),
        article("كأس الرابطة", goal, 0),
        article("معرض الرابطة", stamps, 365 * DAY),
    ];
    library.add(articles, time(0)).unwrap();
    for (id, shared) in [(1, "Wheat"), (3, "الرابطة")] {
        let related = library.related(ArticleId(id), 10).unwrap();
        let reason = Reason::SharedTerms(vec![shared.to_owned()]);
        assert_eq!(related[0].reason, reason, "{related:?}");
    }
}

/// `text` as `source` printed it.
fn printed(source: &str, title: &str, text: &str, hours: i64) -> Article {
    Article {
        guid: Some(format!("tag:{source},2026:{title}")),
        source: source.to_owned(),
        ..article(title, text, hours)
    }
}

const AGENCY: &str = "غمرت مياه السد بلدة الجسر القديم بعد أمطار غزيرة دامت ثلاثة أيام وأجلت \
    فرق الإنقاذ سكانها إلى مدارس في القرى المجاورة وقالت هيئة الأنهار إن المنسوب سيهبط غدا";

#[test]
fn a_copy_is_as_like_as_can_be() {
    let library = library();
    library
        .add(
            [
                printed("المرفأ", "سد يفيض", AGENCY, 0),
                printed("ضفاف", "سد يفيض", AGENCY, 1),
            ],
            time(0),
        )
        .unwrap();
    let related = library.related(ArticleId(1), 10).unwrap();
    assert!((related[0].score - 2.0).abs() < 0.15, "{related:?}");
    assert_eq!(related[0].reason, Reason::SameText);
}

#[test]
fn copies_of_one_text_are_one_row_that_names_its_outlets() {
    let library = library();
    let own_words = "فاضت مياه السد على الجسر القديم وقضى سكان البلدة ليلتهم في المدارس";
    let harvest = "بدأ موسم حصاد القمح في السهل وقال مزارعون إن الغلة أقل مما كانت";
    library
        .add(
            [
                printed("السنديان", "ليلة الجسر القديم", own_words, 0),
                printed("المرفأ", "السد يفيض", AGENCY, 1),
                printed("ضفاف", "إجلاء سكان البلدة", &format!("{AGENCY}. انتهى"), 2),
                printed("الرواق", "حصاد القمح", harvest, 3),
            ],
            time(0),
        )
        .unwrap();
    let related = library.related(ArticleId(1), 10).unwrap();
    let row = &related[0];
    let mut outlets = vec![row.headline.source.as_str()];
    outlets.extend(row.copies.iter().map(|copy| copy.source.as_str()));
    outlets.sort_unstable();
    assert_eq!(outlets, ["المرفأ", "ضفاف"]);
    assert_eq!(related.len(), 1, "{related:?}");
    // Each copy is a row for the other, and the article itself never is.
    let of_copy = library.related(ArticleId(2), 10).unwrap();
    assert_eq!(of_copy[0].headline.id, ArticleId(3));
    assert_eq!(of_copy[0].reason, Reason::SameText);
    let listed = of_copy
        .iter()
        .flat_map(|row| std::iter::once(&row.headline).chain(&row.copies));
    assert!(
        listed
            .into_iter()
            .all(|headline| headline.id != ArticleId(2))
    );
}

#[test]
fn what_has_no_words_has_no_relatives() {
    let library = library();
    library
        .add([article("؟", "…", 0), article("!", "…", 1)], time(0))
        .unwrap();
    assert_eq!(library.related(ArticleId(1), 10).unwrap(), []);
    assert!(matches!(
        library.related(ArticleId(9), 10),
        Err(LibraryError::NoArticle(ArticleId(9)))
    ));
}
