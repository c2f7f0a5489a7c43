//! Words that say nothing of what a text is about. Search keeps them (a phrase may
//! turn on one); related articles leave them out.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::words::{Term, words};

/// Function words of Arabic, Persian, Urdu and English, and what every news item says
/// of itself.
const LIST: &str = "
من في على إلى الى عن مع بين حتى منذ خلال بعد قبل عند لدى حول ضد نحو فوق تحت أمام وراء دون عبر ضمن
وفي ومن وعلى وإلى وعن ومع وبين وبعد وقبل وهو وهي وهم وقد وكان وكانت ولا وما ولم ولن وأن وإن وذلك وهذا وهذه
هو هي هم هن هما أنا نحن أنت أنتم له لها لهم لنا به بها بهم فيه فيها فيهم منه منها منهم عنه عنها عليه عليها عليهم إليه إليها معه معها
هذا هذه ذلك تلك هؤلاء أولئك هنا هناك الذي التي الذين اللذين اللتين اللاتي اللواتي
أن إن أنه أنها أنهم إنه إنها إنهم بأن لأن لأنه كأن لكن ولكن لكنه غير سوى إلا أو أم ثم بل كما كذلك أيضا أيضًا حيث إذ إذا لو لولا كي لكي
ما ماذا لماذا متى أين كيف كم أي أية هل لا لم لن ليس ليست قد لقد سوف كل كلا كلتا بعض جميع معظم عدة أكثر أقل حوالي
كان كانت كانوا يكون تكون سيكون ستكون أصبح أصبحت لا يزال ما زال مازال مثل خاصة كافة نفس ذات أحد إحدى عدد
قال قالت وقال وقالت يقول تقول وأضاف أضاف وأضافت أضافت وأوضح أوضح وأوضحت أوضحت وأكد أكد وأكدت أكدت وأشار أشار وأشارت أشارت وذكر ذكر وذكرت ذكرت
وتابع وتابعت وكشف وكشفت وأعلن أعلن وأعلنت أعلنت وبحسب بحسب وفقا وفقًا ووفقا ووفقًا حسب مشيرا إلى موضحا مؤكدا
يوم أمس اليوم غدا الآن حاليا السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة عام سنة شهر أسبوع ساعة صباح مساء
ال لل يمكن يجب تم يتم سيتم جرى يجري جدا فقط نحوها بينما حين عندما وعندما بسبب بشأن رغم وسط إثر لدي
از به با در که این آن را است بود بودند شد شده شدند شود شوند می نمی برای تا بر هم نیز اما یا هر چه اگر باید خود ما شما او آنها آنان
دیگر یک دو سه بین پس پیش روی زیر بیش بیشتر کم کمتر گفت گفته گفتند کرد کرده کردند کند کنند می‌کند می‌کنند می‌شود می‌شوند خواهد خواهند
دارد دارند داشت داشته داد داده دهد می‌دهد نیست هست هستند باشد باشند چون چند همین همان همه هنوز پیش‌تر سال ماه روز ساعت حدود طی توسط
کے کی کا کو نے سے میں پر ہے ہیں تھا تھی تھے اور یہ وہ کہ جو بھی نہیں اس ان ایک کر گیا گئی گئے تک لیے ہو ہوا ہوئی رہا رہی رہے ساتھ بعد کہا
a able about above across after again against ago al all almost along already also although always am among an and another any anyone anything are
around as ask asked at away back be became because become been before began behind being below between both but by call called came can cannot
come could day days did do does doing done down during each early either el else end enough even ever every far few first five for found four from
full further gave get getting give given go goes going got had half has have having he her here hers herself him himself his how however hour
hours i if in instead into is it its itself just keep kept know known last late later least less let like little long longer look made make
making many may me might minute minutes month months more most mr mrs much must my myself near need never new next no none nor not nothing now
of off often old on once one only or other others our out over own part past per put quite rather really right said same saw say says second
see seen set several shall she should since six small so some something soon still such take taken ten than that the their them then there
these they thing things third this those though three through till time times to today together told too took toward turn turned two under
until up upon us use used using very want was way we week weeks well went were what when where whether which while who whole whom whose why
will with within without work would year years yesterday yet you your
";

/// Whether `term`, a term of [`super::words`], says nothing of what a text is about:
/// a function word, the article of «الـ50» and of names such as Al-Khattabi among them, or
/// a single letter such as the ب of «بـ25».
#[must_use]
pub fn is_stop_word(term: &Term) -> bool {
    term.chars().nth(1).is_none() || is_in_list(term.number())
}

/// [`is_stop_word`], of a term of more than one letter by its number.
pub(super) fn is_in_list(number: u64) -> bool {
    static NUMBERS: LazyLock<HashSet<u64, RandomState>> =
        LazyLock::new(|| words(LIST).map(|word| word.term.number()).collect());
    NUMBERS.contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_stop_and_subjects_do_not() {
        for word in words("وقالت التي the في إلى وبعد الـ Al el") {
            assert!(is_stop_word(&word.term), "{word:?}");
        }
        for word in words("الأسعار مصرف انتخابات القمح budget البرلمان زلزال الميناء")
        {
            assert!(!is_stop_word(&word.term), "{word:?}");
        }
    }
}
