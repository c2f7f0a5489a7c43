# The words of the interface in Arabic.

app = مرصد
headlines = العناوين
headlines-found = نتائج «{ $query }»
article = المقال
related = ذات صلة
help = المفاتيح

breaking = عاجل
untitled = بلا عنوان

unread-count = { $form ->
    [zero] لا جديد
    [one] مقال غير مقروء
    [two] مقالان غير مقروءين
    [few] { $n } مقالات غير مقروءة
    [many] { $n } مقالًا غير مقروء
   *[other] { $n } مقال غير مقروء
}
total-count = { $form ->
    [zero] المكتبة خالية
    [one] مقال واحد
    [two] مقالان
    [few] { $n } مقالات
    [many] { $n } مقالًا
   *[other] { $n } مقال
}

age-now = الآن
age-minutes = { $form ->
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
}
age-hours = { $form ->
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
}
age-days = { $form ->
    [one] أمس
    [two] قبل يومين
    [few] قبل { $n } أيام
    [many] قبل { $n } يومًا
   *[other] قبل { $n } يوم
}
day = { $day } { $month } { $year }
day-of-year = { $day } { $month }
day-of-week = { $weekday } { $day } { $month } { $year }، { $time }

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد

source-line = المصدر: { $source }
author-line = بقلم { $author }
tags-line = الوسوم: { $tags }
original-line = الأصل: { $url }
image = صورة
image-of = صورة: { $alt }
list-separator = {"، "}

same-story = القصة نفسها
shared-terms = يشتركان في: { $terms }
nothing-related = لا مقالات ذات صلة
looking-for-related = يُبحث عمّا يتصل به…
no-article = لم يُفتح مقال بعد
library-empty = المكتبة خالية. أضف مقالات بالأمر marsad import، أو استرجع النماذج بالأمر marsad samples
nothing-found = لا مقال يطابق البحث
search-prompt = بحث
query-error = البحث، الحرف { $column }: { $reason }
query-unclosed-quote = علامة اقتباس لم تُغلق
query-unclosed-bracket = قوس لم يُغلق
query-unopened-bracket = قوس لم يُفتح
query-too-deep = أقواس متداخلة أكثر مما يجوز
query-nothing-after = لا شيء بعد { $what }
query-nothing-before = لا شيء قبل { $what }
query-no-word = لا كلمة هنا يُبحث عنها
query-unknown-field = لا يُعرف الحقل { $what }
query-unknown-state = لا تُعرف الحالة { $what }
query-not-a-date = ليس { $what } تاريخًا على نحو 2026-01-31
indexing = تُفهرس المقالات: { $percent }%
samples-added = هذه مقالات نموذجية من تأليف صحف متخيَّلة. لإزالتها: marsad samples --remove · F للاشتراك في تغذيات
trail-empty = لا مقال سابقًا تعود إليه
last-article = هذا آخر المقالات
first-article = هذا أول المقالات
starred = مُيّز بنجمة
unstarred = أُزيلت النجمة
marked-read = عُدّ مقروءًا
marked-unread = عُدّ غير مقروء
copied-paragraph = نُسخت الفقرة
copied-headline = نُسخ العنوان مع رابطه
copied-article = نُسخ المقال كله
copied-selection = نُسخ النص المحدد
nothing-to-copy = لا فقرة على الشاشة تُنسخ
cannot-copy = لا تقبل هذه الطرفية نسخ نص كهذا
failed = تعذّر ذلك: { $error }

help-close = أي مفتاح يغلق هذه الصفحة
hint-open = افتح
hint-next-pane = اللوح التالي
hint-search = بحث
hint-star = نجمة
hint-back = عُد
hint-help = المفاتيح
hint-quit = خروج

action-down = السطر أو العنوان التالي
action-up = السطر أو العنوان السابق
action-page-down = صفحة إلى الأسفل
action-page-up = صفحة إلى الأعلى
action-top = العودة إلى الأعلى
action-bottom = إلى الآخر
action-open = فتح المقال
action-next-pane = اللوح التالي
action-previous-pane = اللوح السابق
action-pane-left = اللوح الذي إلى اليسار
action-pane-right = اللوح الذي إلى اليمين
action-next-article = المقال التالي
action-previous-article = المقال السابق
action-back = العودة إلى المقال السابق في المسار
action-star = تمييز بنجمة أو إزالتها
action-toggle-read = مقروء أو غير مقروء
action-copy-paragraph = نسخ الفقرة، أو العنوان في القوائم
action-copy-article = نسخ المقال كله مع رابطه
action-search = بحث في المكتبة
action-cancel = إلغاء البحث أو الإغلاق
action-help = هذه الصفحة
action-redraw = إعادة رسم الشاشة
action-suspend = إيقاف مؤقت، والعودة بالأمر fg
action-quit = خروج

key-space = مسافة

# Feeds, links and versions.
feeds = التغذيات
links = الروابط
versions = النسخ السابقة
all-articles = كل المقالات
all-unread = غير المقروء
all-starred = المميز بنجمة
starter-feeds = الاشتراك في تغذيات عربية معروفة
starter-unchecked = لم يُتحقق من عناوين هذه القائمة
feed-failing = تتعذر منذ { $since }: { $reason }
feeds-failed = تعذّر: { $feeds }
fetching = يُجلب…
refreshing = تُحدَّث { $done }/{ $total } { $feed }
new-count = { $form ->
    [zero] لا جديد
    [one] مقال جديد
    [two] مقالان جديدان
    [few] { $n } مقالات جديدة
    [many] { $n } مقالًا جديدًا
   *[other] { $n } مقال جديد
}
full-text-fetched = جُلب النص كاملًا
no-links = لا روابط في هذا المقال
opening = يُفتح { $url }
no-versions = لا نسخة سابقة من هذا المقال
version-latest = النسخة الحالية
version-until = ما كان حتى { $date }
version-shown = هذه نسخة سابقة؛ v للعودة إلى الحالية
enclosure-line = مرفق: { $what }
see-also-line = من الموقع نفسه: { $title }
action-refresh-feed = تحديث تغذية المقال
action-refresh = تحديث كل التغذيات
action-full-text = جلب نص المقال كاملًا من صفحته
action-feeds = التغذيات
action-links = روابط المقال
action-open-original = فتح صفحة المقال
action-versions = النسخ السابقة من المقال
