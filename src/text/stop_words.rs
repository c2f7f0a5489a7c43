//! Words that say nothing of what a text is about. Search keeps them (a phrase may
//! turn on one); related articles leave them out.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::words::words;

/// Function words, and what every news item says of itself.
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
يمكن يجب تم يتم سيتم جرى يجري جدا فقط نحوها بينما حين عندما وعندما بسبب بشأن رغم وسط إثر لدي
a about above after again all also am an and any are as at be because been before being below between both but by can could did do does
doing down during each few for from further had has have having he her here hers him his how i if in into is it its just me more most my
new no nor not now of off on once one only or other our out over own per said same says she should so some such than that the their them
then there these they this those through to too two under until up very was we were what when where which while who whom why will with
would year years you your
";

/// Whether `term`, a term of [`super::words`], says nothing of what a text is about:
/// a function word, or a single letter such as the ب of «بـ25».
#[must_use]
pub fn is_stop_word(term: &str) -> bool {
    static TERMS: LazyLock<HashSet<Arc<str>>> =
        LazyLock::new(|| words(LIST).map(|word| word.term).collect());
    term.chars().nth(1).is_none() || TERMS.contains(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_stop_and_subjects_do_not() {
        for word in words("وقالت التي the في إلى وبعد") {
            assert!(is_stop_word(&word.term), "{word:?}");
        }
        for word in words("الأسعار مصرف انتخابات القمح budget البرلمان زلزال الميناء")
        {
            assert!(!is_stop_word(&word.term), "{word:?}");
        }
    }
}
