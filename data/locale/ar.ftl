# The words of the interface in Arabic.

language-name = العربية
language-numerals = western
language-calendar = gregorian

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
day-hijri = { $day } { $month } { $year } هـ
day-persian = { $day } { $month } { $year } هـ.ش
day-beside = { $day } / { $beside }
day-of-week = { $weekday } { $day }، { $time }

month-1 = { $months ->
    [levantine] كانون الثاني
    [maghrebi] يناير
    [algerian] جانفي
   *[egyptian] يناير
}
month-2 = { $months ->
    [levantine] شباط
    [maghrebi] فبراير
    [algerian] فيفري
   *[egyptian] فبراير
}
month-3 = { $months ->
    [levantine] آذار
    [maghrebi] مارس
    [algerian] مارس
   *[egyptian] مارس
}
month-4 = { $months ->
    [levantine] نيسان
    [maghrebi] أبريل
    [algerian] أفريل
   *[egyptian] أبريل
}
month-5 = { $months ->
    [levantine] أيار
    [maghrebi] ماي
    [algerian] ماي
   *[egyptian] مايو
}
month-6 = { $months ->
    [levantine] حزيران
    [maghrebi] يونيو
    [algerian] جوان
   *[egyptian] يونيو
}
month-7 = { $months ->
    [levantine] تموز
    [maghrebi] يوليوز
    [algerian] جويلية
   *[egyptian] يوليو
}
month-8 = { $months ->
    [levantine] آب
    [maghrebi] غشت
    [algerian] أوت
   *[egyptian] أغسطس
}
month-9 = { $months ->
    [levantine] أيلول
    [maghrebi] شتنبر
    [algerian] سبتمبر
   *[egyptian] سبتمبر
}
month-10 = { $months ->
    [levantine] تشرين الأول
    [maghrebi] أكتوبر
    [algerian] أكتوبر
   *[egyptian] أكتوبر
}
month-11 = { $months ->
    [levantine] تشرين الثاني
    [maghrebi] نونبر
    [algerian] نوفمبر
   *[egyptian] نوفمبر
}
month-12 = { $months ->
    [levantine] كانون الأول
    [maghrebi] دجنبر
    [algerian] ديسمبر
   *[egyptian] ديسمبر
}
hijri-month-1 = محرم
hijri-month-2 = صفر
hijri-month-3 = ربيع الأول
hijri-month-4 = ربيع الآخر
hijri-month-5 = جمادى الأولى
hijri-month-6 = جمادى الآخرة
hijri-month-7 = رجب
hijri-month-8 = شعبان
hijri-month-9 = رمضان
hijri-month-10 = شوال
hijri-month-11 = ذو القعدة
hijri-month-12 = ذو الحجة
persian-month-1 = فروردين
persian-month-2 = أرديبهشت
persian-month-3 = خرداد
persian-month-4 = تير
persian-month-5 = مرداد
persian-month-6 = شهريور
persian-month-7 = مهر
persian-month-8 = آبان
persian-month-9 = آذر
persian-month-10 = دي
persian-month-11 = بهمن
persian-month-12 = إسفند
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
image-coming = الصورة تُجلب…
list-separator = {"، "}

same-text = النص نفسه
same-story = القصة نفسها
shared-terms = يشتركان في: { $terms }
story = القصة من أولها
story-adds = تضيف: { $terms }
looking-for-story = يُبحث عن أخبار القصة…
story-alone = لا مقال آخر في هذه القصة
nothing-related = لا مقالات ذات صلة
looking-for-related = يُبحث عمّا يتصل به…
no-article = لم يُفتح مقال بعد
library-empty = المكتبة خالية. أضف مقالات بالأمر marsad import، أو استرجع النماذج بالأمر marsad samples
nothing-found = لا مقال يطابق البحث
search-prompt = بحث
command-prompt = أمر
keys-prompt = تصفية
key-again = المفتاح { $key } مرة أخرى: { $meant }
command-unknown = لا أمر باسم { $command }
command-meant = لا أمر باسم { $command }. أتقصد { $meant }؟
command-ambiguous = أكثر من أمر يبدأ بـ{ $command }
ordered-by-date = الأحدث أولًا
ordered-by-relevance = الأوثق صلة أولًا
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
web-no-address = ليس هذا عنوانًا على الشبكة: { $what }
web-no-feed = لا تغذية في هذا العنوان، ولا صفحة تدل على تغذية
web-nowhere = لا عنوان لهذا المقال على الشبكة
web-no-more = لا تزيد الصفحة على ما في التغذية
web-private = { $what } في شبكة خاصة
web-no-host = لا وجود للخادم { $what }، أو أن الشبكة مقطوعة
web-unreachable = تعذّر الوصول إلى { $what }
web-insecure = لا اتصال آمنًا مع { $what }
web-too-slow = تأخر الخادم في الجواب
web-not-there = لا صفحة في هذا العنوان
web-status = أجاب الخادم بالخطأ { $what }
indexing = تُفهرس المقالات: { $percent }
indexing-still = تُفهرس المقالات
trail-empty = لا مقال سابقًا تعود إليه
last-article = هذا آخر المقالات
first-article = هذا أول المقالات
starred = مُيّز بنجمة
unstarred = أُزيلت النجمة
marked-read = عُدّ مقروءًا
marked-unread = عُدّ غير مقروء
marking-read = يُعدّ كل ما في القائمة مقروءًا…
all-marked-read = { $form ->
    [zero] لا مقال غير مقروء هنا
    [one] عُدّ مقال واحد مقروءًا
    [two] عُدّ مقالان مقروءين
    [few] عُدّت { $n } مقالات مقروءة
    [many] عُدّ { $n } مقالًا مقروءًا
   *[other] عُدّ { $n } مقال مقروءًا
}
can-be-undone = { $said }. المفتاح { $key } يتراجع عن ذلك
nothing-to-undo = لا شيء يُتراجع عنه
undone-one = { $said }: { $title }
undone-read = { $form ->
    [one] عاد مقال غير مقروء
    [two] عاد مقالان غير مقروءين
    [few] عادت { $n } مقالات غير مقروءة
    [many] عاد { $n } مقالًا غير مقروء
   *[other] عاد { $n } مقال غير مقروء
}
undone-unread = { $form ->
    [one] عاد مقال مقروءًا
    [two] عاد مقالان مقروءين
    [few] عادت { $n } مقالات مقروءة
    [many] عاد { $n } مقالًا مقروءًا
   *[other] عاد { $n } مقال مقروءًا
}
undone-starred = { $form ->
    [one] أُزيلت النجمة عن مقال
    [two] أُزيلت النجمة عن مقالين
    [few] أُزيلت النجمة عن { $n } مقالات
    [many] أُزيلت النجمة عن { $n } مقالًا
   *[other] أُزيلت النجمة عن { $n } مقال
}
undone-unstarred = { $form ->
    [one] عادت النجمة إلى مقال
    [two] عادت النجمة إلى مقالين
    [few] عادت النجمة إلى { $n } مقالات
    [many] عادت النجمة إلى { $n } مقالًا
   *[other] عادت النجمة إلى { $n } مقال
}
undone-removed = { $form ->
    [one] استُرجع مقال
    [two] استُرجع مقالان
    [few] استُرجعت { $n } مقالات
    [many] استُرجع { $n } مقالًا
   *[other] استُرجع { $n } مقال
}
undone-subscribed = { $form ->
    [one] أُلغي الاشتراك
    [two] أُلغي اشتراكان
    [few] أُلغيت { $n } اشتراكات
    [many] أُلغي { $n } اشتراكًا
   *[other] أُلغي { $n } اشتراك
}
undone-unsubscribed = عاد الاشتراك
undone-feed-changed = عادت التغذية كما كانت
undone-tagged = { $form ->
    [one] أُزيل الوسم
    [two] أُزيل وسمان
    [few] أُزيلت { $n } وسوم
    [many] أُزيل { $n } وسمًا
   *[other] أُزيل { $n } وسم
}
undone-untagged = { $form ->
    [one] عاد الوسم
    [two] عاد وسمان
    [few] عادت { $n } وسوم
    [many] عاد { $n } وسمًا
   *[other] عاد { $n } وسم
}
undone-filter-added = أُزيل المرشّح
undone-filter-removed = عاد المرشّح
undone-smart-feed-set = عادت التغذية الذكية كما كانت
undone-smart-feed-removed = عادت التغذية الذكية
copied-paragraph = نُسخت الفقرة
copied-headline = نُسخ العنوان مع رابطه
copied-article = نُسخ المقال كله
copied-selection = نُسخ النص المحدد
nothing-to-copy = لا فقرة على الشاشة تُنسخ
cannot-copy = لا تقبل هذه الطرفية نسخ نص كهذا
failed = تعذّر ذلك: { $error }
settings-wrong = الإعدادات، السطر { $line }، الحرف { $column }: { $reason }

reading-aloud = يُقرأ بصوت؛ v أو Esc يوقفه
no-program = تعذّر تشغيل البرنامج المطلوب
plain-hint = رقم يفتح مقاله، والسطر الخالي يتابع، و/كلمة تبحث، و? تعرض الأوامر، وq تخرج
plain-search = اكتب / ثم ما تبحث عنه
plain-end = انتهى المقال
plain-no-number = لا مقال بهذا الرقم
plain-unread = غير مقروء
plain-starred = بنجمة

welcome-title = أهلًا بك في مرصد
welcome-text = مرصد قارئ أخبار للطرفية يكتب العربية كما تُكتب. في المكتبة مقالات نموذجية من صحف متخيَّلة لتبدأ بها، وتغادر حين تأتي بغيرها.
welcome-read = اقرأ المقالات النموذجية
welcome-check = تحقّق من ظهور العربية في هذه الطرفية
welcome-import = أضف مقالات من ملف أو مجلد
welcome-starter = اشترك في تغذيات عربية معروفة (لم يتحقق أحد من عناوينها)
welcome-opml = اشترك في قائمة تغذيات من ملف OPML
welcome-newsboat = انتقل من newsboat بتغذياته ومقالاته ومفاتيحه
welcome-sync = تابع القراءة من خادم: FreshRSS أو Miniflux أو Tiny Tiny RSS
welcome-sync-service = رقم نوع الخادم
welcome-sync-address = عنوانه
welcome-sync-user = اسم المستخدم
welcome-sync-password = كلمة السر (لا تظهر)
feeds-added = { $form ->
    [zero] لا تغذيات جديدة
    [one] تغذية جديدة واحدة
    [two] تغذيتان جديدتان
    [few] { $n } تغذيات جديدة
    [many] { $n } تغذية جديدة
   *[other] { $n } تغذية جديدة
}
feeds-rejected = تعذّر أخذ { $n }
plain-begin = رقم يأخذ ما بجانبه، والسطر الخالي يعرض المقالات النموذجية
plain-choose = رقم يختار صفه، والسطر الخالي يعود إلى القائمة
plain-form = كل سطر يملأ حقلًا، والسطر الخالي يبقيه كما هو، والنقطة وحدها تترك ذلك
plain-form-left = تُرك ولم يُحفظ
path-prompt = الملف أو المجلد
terminal-hidden = لا تُعرف الطرفية من وراء tmux أو screen. إن بدت العربية معكوسة فالأمر marsad doctor يختار لها
terminal-unsure = لا تُعرف هذه الطرفية. إن بدت العربية معكوسة فاختر التحقق من ظهورها

help-close = / للتصفية، وأي مفتاح آخر يغلق الصفحة
hint-open = افتح
hint-next-pane = اللوح التالي
hint-search = بحث
hint-star = نجمة
hint-back = عُد
hint-help = المفاتيح
hint-quit = خروج
hint-remove = حذف

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
action-widen-pane = توسيع اللوح
action-narrow-pane = تضييق اللوح
action-next-article = المقال التالي، أو الموضع التالي مما وُجد فيه
action-previous-article = المقال السابق
action-back = العودة إلى المقال السابق في المسار
action-star = تمييز بنجمة أو إزالتها
action-toggle-read = مقروء أو غير مقروء
action-mark-all-read = عدّ كل ما في القائمة مقروءًا
action-undo = التراجع عن آخر فعل
action-copy-paragraph = نسخ الفقرة، أو العنوان في القوائم
action-copy-article = نسخ المقال كله مع رابطه
action-read-aloud = القراءة بصوت، أو إيقافها
action-search = بحث في المكتبة، أو في المقال حين تقرؤه
action-command-line = كتابة أمر باسمه
action-language = لغة أخرى للواجهة
action-order = ترتيب نتائج البحث: الأحدث أو الأوثق صلة
action-story = قصة المقال من أولها، أو الخروج منها
action-cancel = إلغاء البحث أو الإغلاق
action-help = المفاتيح وما تفعله
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
add-feed = تغذية أخرى…
feed-prompt = عنوان تغذية أو صفحة
feed-added = اشتُرك في { $feed }
feed-known = الاشتراك في { $feed } قائم من قبل
not-removable = هذا الصف لا يُحذف
removed = حُذف: { $name }
starter-feeds = الاشتراك في تغذيات عربية معروفة
starter-unchecked = لم يُتحقق من عناوين هذه القائمة
feed-failing = تتعذر منذ { $since }: { $reason }
feeds-failed = تعذّر: { $feeds }
all-feeds-failed = { $form ->
    [one] تعذّرت التغذية. لعل الشبكة منقطعة؛ وما في المكتبة يُقرأ بغيرها
    [two] تعذّرت التغذيتان. لعل الشبكة منقطعة؛ وما في المكتبة يُقرأ بغيرها
    [few] تعذّرت التغذيات كلها، وهي { $n }. لعل الشبكة منقطعة؛ وما في المكتبة يُقرأ بغيرها
    [many] تعذّرت التغذيات كلها، وهي { $n }. لعل الشبكة منقطعة؛ وما في المكتبة يُقرأ بغيرها
   *[other] تعذّرت التغذيات كلها، وهي { $n }. لعل الشبكة منقطعة؛ وما في المكتبة يُقرأ بغيرها
}
many-feeds-failed = { $form ->
    [one] تعذّرت تغذية، وصفحة التغذيات تقول لماذا
    [two] تعذّرت تغذيتان، وصفحة التغذيات تقول لماذا
    [few] تعذّرت { $n } تغذيات، وصفحة التغذيات تقول لماذا
    [many] تعذّرت { $n } تغذيةً، وصفحة التغذيات تقول لماذا
   *[other] تعذّرت { $n } تغذية، وصفحة التغذيات تقول لماذا
}
fetching = يُجلب…
fetching-from = يُجلب من { $feed }…
refreshing = تُحدَّث { $done }/{ $total } { $feed }
new-count = { $form ->
    [zero] لا جديد
    [one] مقال جديد
    [two] مقالان جديدان
    [few] { $n } مقالات جديدة
    [many] { $n } مقالًا جديدًا
   *[other] { $n } مقال جديد
}
no-accounts = لا حساب لدى خادم؛ يُضاف بالأمر marsad account add
syncing = { $feed } { $done }/{ $total }
marks-sent = { $form ->
    [zero] لم تُرسل علامات
    [one] أُرسلت علامة واحدة
    [two] أُرسلت علامتان
    [few] أُرسلت { $n } علامات
    [many] أُرسلت { $n } علامة
   *[other] أُرسلت { $n } علامة
}
marks-unsent = { $form ->
    [zero] لا علامات تنتظر الإرسال
    [one] علامة تنتظر الإرسال
    [two] علامتان تنتظران الإرسال
    [few] { $n } علامات تنتظر الإرسال
    [many] { $n } علامة تنتظر الإرسال
   *[other] { $n } علامة تنتظر الإرسال
}
account-failed = { $account }: { $reason }
account-synced = متزامن منذ { $time }
account-new = لم يُزامَن بعد
full-text-fetched = جُلب النص كاملًا
no-links = لا روابط في هذا المقال
opening = يُفتح { $url }
no-versions = لا نسخة سابقة من هذا المقال
version-latest = النسخة الحالية
version-until = ما كان حتى { $date }
version-shown = هذه نسخة سابقة؛ V للعودة إلى الحالية
enclosure-line = مرفق: { $what }
see-also-line = من الموقع نفسه: { $title }
action-refresh-feed = تحديث تغذية المقال
action-refresh = تحديث كل التغذيات
action-sync = مزامنة الحسابات مع خوادمها
action-full-text = جلب نص المقال كاملًا من صفحته
action-feeds = التغذيات
action-add-feed = الاشتراك في تغذية بعنوانها
action-remove = حذف المختار في صفحة التغذيات
action-links = روابط المقال
action-open-original = فتح صفحة المقال
action-versions = النسخ السابقة من المقال
action-justify = ضبط النص على الحافتين أو تركه
justified = النص مضبوط على الحافتين
unjustified = النص غير مضبوط

# Focus, marks on letters, progress.
action-focus-mode = المقال وحده على الشاشة، أو معه الألواح
action-harakat = التشكيل: كاملًا، أو كما في الصحف، أو بلا تشكيل
harakat-shown = التشكيل كامل
harakat-sparing = التشكيل كما في الصحف: الشدّة والتنوين
harakat-hidden = بلا تشكيل
time-left-little = بقي أقل من دقيقة
time-left = { $form ->
    [one] بقيت دقيقة
    [two] بقيت دقيقتان
    [few] بقيت { $n } دقائق
    [many] بقيت { $n } دقيقة
   *[other] بقيت { $n } دقيقة
}

# Finding in the article.
find-prompt = ابحث في المقال
found-here = { $at } من { $count }
not-in-article = لا يرد هذا في المقال
action-previous-found = الموضع السابق مما وُجد في المقال

# Following links.
link-of-number = الرابط { $number }: { $link } · Enter يفتحه
no-link-of-number = لا رابط بهذا الرقم في المقال
link-in-library = هذا المقال من مكتبتك؛ Backspace يعود
in-library = في المكتبة

# The trail.
trail-at-end = لا مقال تاليًا في المسار
action-forward = التقدم في المسار بعد العودة

# Comments.
comments = التعليقات
comment = تعليق
no-comments = لا تعليقات بعد
comments-count = { $form ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $n } تعليقات
    [many] { $n } تعليقًا
   *[other] { $n } تعليق
}
comments-new = { $form ->
    [zero] لا تعليق جديدًا
    [one] تعليق جديد
    [two] تعليقان جديدان
    [few] { $n } تعليقات جديدة
    [many] { $n } تعليقًا جديدًا
   *[other] { $n } تعليق جديد
}
comment-write = اكتب تعليقًا
comment-change = تعديل أو حذف
comments-fetch = اجلب تعليقات الموقع
comment-saved = حُفظ التعليق
comment-deleted = حُذف التعليق
undone-commented = سُحب التعليق
undone-comment-edited = عاد التعليق كما كان
undone-comment-deleted = عاد التعليق المحذوف
field-name = الاسم
field-email = البريد الإلكتروني
field-text = النص
name-missing = اكتب اسمك
email-missing = اكتب بريدك الإلكتروني؛ لن يظهر لأحد
email-malformed = ليس هذا عنوان بريد؛ مثاله name@example.org
text-missing = اكتب النص
button-save = حفظ
button-delete = حذف
button-cancel = إلغاء
form-hint = Tab للحقل التالي، وCtrl-S للحفظ، وEsc للخروج. * لازم
hint-comment = تعليق
action-comment = كتابة تعليق تحت المقال، أو تعديله

# Marked passages.
note-saved = حُفظت الملاحظة
note-deleted = أُزيل التظليل
undone-noted = أُزيل التظليل
undone-note-edited = عادت الملاحظة كما كانت
undone-note-deleted = عاد التظليل
notes = ما ظلّلته
note = ملاحظة
no-notes = لم تظلّل شيئًا بعد؛ المفتاح e يظلّل مقطعًا من المقال
marking-from = اختر أول المقطع بالأسهم، ثم Enter؛ وEsc للخروج
marking-to = اختر آخر المقطع، ثم Enter
nothing-to-mark = لا كلمة في المقال تُظلَّل
button-unmark = إزالة التظليل
action-mark-passage = تظليل مقطع من المقال وكتابة ملاحظة عليه
action-notes = ما ظلّلته في كل المقالات
