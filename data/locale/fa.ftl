# The words of the interface in Persian.

language-name = فارسی
language-numerals = persian
language-calendar = persian

app = مرصد
headlines = تیترها
headlines-found = یافته‌ها برای «{ $query }»
article = مقاله
related = مرتبط
help = کلیدها

breaking = فوری
untitled = بی‌عنوان

unread-count = { $form ->
    [one] { $n } خوانده‌نشده
   *[other] { $n } خوانده‌نشده
}
total-count = { $form ->
    [one] { $n } مقاله
   *[other] { $n } مقاله
}

age-now = اکنون
age-minutes = { $form ->
    [one] { $n } دقیقه پیش
   *[other] { $n } دقیقه پیش
}
age-hours = { $form ->
    [one] { $n } ساعت پیش
   *[other] { $n } ساعت پیش
}
age-days = { $form ->
    [one] دیروز
   *[other] { $n } روز پیش
}
day = { $day } { $month } { $year }
day-of-year = { $day } { $month }
day-hijri = { $day } { $month } { $year } ه‍.ق
day-persian = { $day } { $month } { $year }
day-beside = { $day } / { $beside }
day-of-week = { $weekday } { $day }، { $time }

month-1 = ژانویه
month-2 = فوریه
month-3 = مارس
month-4 = آوریل
month-5 = مه
month-6 = ژوئن
month-7 = ژوئیه
month-8 = اوت
month-9 = سپتامبر
month-10 = اکتبر
month-11 = نوامبر
month-12 = دسامبر
hijri-month-1 = محرم
hijri-month-2 = صفر
hijri-month-3 = ربیع‌الاول
hijri-month-4 = ربیع‌الثانی
hijri-month-5 = جمادی‌الاول
hijri-month-6 = جمادی‌الثانی
hijri-month-7 = رجب
hijri-month-8 = شعبان
hijri-month-9 = رمضان
hijri-month-10 = شوال
hijri-month-11 = ذیقعده
hijri-month-12 = ذیحجه
persian-month-1 = فروردین
persian-month-2 = اردیبهشت
persian-month-3 = خرداد
persian-month-4 = تیر
persian-month-5 = مرداد
persian-month-6 = شهریور
persian-month-7 = مهر
persian-month-8 = آبان
persian-month-9 = آذر
persian-month-10 = دی
persian-month-11 = بهمن
persian-month-12 = اسفند
weekday-1 = دوشنبه
weekday-2 = سه‌شنبه
weekday-3 = چهارشنبه
weekday-4 = پنجشنبه
weekday-5 = جمعه
weekday-6 = شنبه
weekday-7 = یکشنبه

source-line = منبع: { $source }
author-line = نوشتهٔ { $author }
tags-line = برچسب‌ها: { $tags }
original-line = اصل: { $url }
image = تصویر
image-of = تصویر: { $alt }
image-coming = تصویر در راه است…
list-separator = {"، "}

same-story = همان خبر
shared-terms = مشترک: { $terms }
nothing-related = چیز مرتبطی نیست
looking-for-related = در جستجوی مقاله‌های مرتبط…
no-article = هنوز مقاله‌ای باز نشده است
library-empty = کتابخانه خالی است. با marsad import مقاله بیفزایید، یا با marsad samples نمونه‌ها را برگردانید
nothing-found = هیچ مقاله‌ای یافت نشد
search-prompt = جستجو
command-prompt = فرمان
keys-prompt = پالایش
key-again = { $key } دوباره: { $meant }
command-unknown = فرمانی به نام { $command } نیست
command-meant = فرمانی به نام { $command } نیست. منظورتان { $meant } بود؟
command-ambiguous = بیش از یک فرمان با { $command } آغاز می‌شود
query-error = جستجو، نویسهٔ { $column }: { $reason }
query-unclosed-quote = نشان نقل قولی بسته نشده است
query-unclosed-bracket = کمانکی بسته نشده است
query-unopened-bracket = کمانکی باز نشده است
query-too-deep = کمانک‌های تودرتو بیش از اندازه‌اند
query-nothing-after = پس از { $what } چیزی نیست
query-nothing-before = پیش از { $what } چیزی نیست
query-no-word = اینجا واژه‌ای برای جستجو نیست
query-unknown-field = فیلد { $what } شناخته نیست
query-unknown-state = وضعیت { $what } شناخته نیست
query-not-a-date = { $what } تاریخی مانند 2026-01-31 نیست
web-no-address = این نشانی وب نیست: { $what }
web-no-feed = در این نشانی خوراکی نیست و صفحه‌ای هم که خوراکی نشان دهد نیست
web-nowhere = این مقاله در وب نشانی ندارد
web-no-more = صفحه بیش از خوراک چیزی ندارد
web-private = { $what } در شبکه‌ای خصوصی است
web-no-host = میزبان { $what } نیست، یا شبکه قطع است
web-unreachable = به { $what } دسترسی نیست
web-insecure = پیوند امن با { $what } برقرار نشد
web-too-slow = سرور دیر پاسخ داد
web-not-there = در این نشانی صفحه‌ای نیست
web-status = سرور با خطای { $what } پاسخ داد
indexing = نمایه‌سازی مقاله‌ها: { $percent }
indexing-still = نمایه‌سازی مقاله‌ها
trail-empty = مقالهٔ پیشینی نیست که به آن بازگردید
last-article = این واپسین مقاله است
first-article = این نخستین مقاله است
starred = ستاره‌دار شد
unstarred = ستاره برداشته شد
marked-read = خوانده‌شده به شمار آمد
marked-unread = خوانده‌نشده به شمار آمد
marking-read = همهٔ فهرست خوانده‌شده می‌شود…
all-marked-read = { $form ->
    [one] { $n } مقاله خوانده‌شده به شمار آمد
   *[other] { $n } مقاله خوانده‌شده به شمار آمد
}
can-be-undone = { $said }. کلید { $key } آن را برمی‌گرداند
nothing-to-undo = چیزی برای برگرداندن نیست
undone-one = { $said }: { $title }
undone-read = { $form ->
    [one] { $n } مقاله باز خوانده‌نشده شد
   *[other] { $n } مقاله باز خوانده‌نشده شد
}
undone-unread = { $form ->
    [one] { $n } مقاله باز خوانده‌شده شد
   *[other] { $n } مقاله باز خوانده‌شده شد
}
undone-starred = { $form ->
    [one] ستارهٔ { $n } مقاله برداشته شد
   *[other] ستارهٔ { $n } مقاله برداشته شد
}
undone-unstarred = { $form ->
    [one] ستارهٔ { $n } مقاله بازگشت
   *[other] ستارهٔ { $n } مقاله بازگشت
}
undone-removed = { $form ->
    [one] { $n } مقاله بازگردانده شد
   *[other] { $n } مقاله بازگردانده شد
}
undone-subscribed = { $form ->
    [one] اشتراک پس گرفته شد
   *[other] { $n } اشتراک پس گرفته شد
}
undone-unsubscribed = اشتراک بازگشت
undone-feed-changed = خوراک مانند پیش شد
undone-tagged = { $form ->
    [one] برچسب برداشته شد
   *[other] { $n } برچسب برداشته شد
}
undone-untagged = { $form ->
    [one] برچسب بازگشت
   *[other] { $n } برچسب بازگشت
}
undone-filter-added = پالایه برداشته شد
undone-filter-removed = پالایه بازگشت
undone-smart-feed-set = فهرست هوشمند مانند پیش شد
undone-smart-feed-removed = فهرست هوشمند بازگشت
copied-paragraph = بند رونوشت شد
copied-headline = تیتر و پیوند رونوشت شد
copied-article = همهٔ مقاله رونوشت شد
copied-selection = متن برگزیده رونوشت شد
nothing-to-copy = بندی روی صفحه نیست که رونوشت شود
cannot-copy = این پایانه نمی‌تواند چنین متنی را رونوشت کند
failed = انجام نشد: { $error }
settings-wrong = تنظیمات، سطر { $line }، نویسهٔ { $column }: { $reason }

reading-aloud = بلند خوانده می‌شود؛ v یا Esc آن را می‌ایستاند
no-program = برنامهٔ این کار اجرا نشد
plain-hint = شماره مقاله‌اش را باز می‌کند، سطر خالی ادامه می‌دهد، /واژه جستجو می‌کند، ? فرمان‌ها را نشان می‌دهد، q خارج می‌شود
plain-search = / و آنچه می‌جویید را بنویسید
plain-end = پایان مقاله
plain-no-number = مقاله‌ای با این شماره نیست
plain-unread = خوانده‌نشده
plain-starred = ستاره‌دار

welcome-title = به مرصد خوش آمدید
welcome-text = مرصد خبرخوانی برای پایانه است که عربی و فارسی را چنان که باید می‌نویسد. مقاله‌هایی نمونه از روزنامه‌های خیالی برای آغاز آماده است و با رسیدن مقاله‌های دیگر می‌رود.
welcome-read = خواندن مقاله‌های نمونه
welcome-check = آزمون نمایش خط در این پایانه
welcome-import = افزودن مقاله از پرونده یا پوشه
welcome-starter = اشتراک خوراک‌های عربی نام‌آشنا (کسی نشانی‌ها را نیازموده است)
welcome-opml = اشتراک خوراک‌های یک پروندهٔ OPML
welcome-newsboat = کوچ از newsboat با خوراک‌ها، مقاله‌ها و کلیدهایش
welcome-sync = ادامهٔ خواندن از یک کارساز: FreshRSS یا Miniflux یا Tiny Tiny RSS
welcome-sync-service = شمارهٔ گونهٔ کارساز
welcome-sync-address = نشانی آن
welcome-sync-user = نام کاربری
welcome-sync-password = گذرواژه (نشان داده نمی‌شود)
feeds-added = { $form ->
    [one] { $n } خوراک تازه
   *[other] { $n } خوراک تازه
}
feeds-rejected = { $n } مورد پذیرفته نشد
plain-begin = هر شماره آنچه کنارش است برمی‌گیرد و سطر خالی مقاله‌های نمونه را نشان می‌دهد
plain-choose = هر شماره سطرش را برمی‌گزیند و سطر خالی به فهرست برمی‌گردد
plain-form = هر سطر خانه‌ای را پر می‌کند، سطر خالی آن را همان می‌گذارد و نقطهٔ تنها همه را رها می‌کند
plain-form-left = رها شد و ذخیره نشد
path-prompt = پرونده یا پوشه
terminal-hidden = پایانهٔ پشت tmux یا screen شناخته نیست. اگر خط وارونه می‌نماید، marsad doctor را اجرا کنید
terminal-unsure = این پایانه شناخته نیست. اگر خط وارونه می‌نماید، آزمون نمایش را برگزینید

help-close = / برای پالایش، و هر کلید دیگر صفحه را می‌بندد
hint-open = باز کردن
hint-next-pane = قاب بعدی
hint-search = جستجو
hint-star = ستاره
hint-back = بازگشت
hint-help = کلیدها
hint-quit = خروج
hint-remove = حذف

action-down = سطر یا تیتر بعدی
action-up = سطر یا تیتر پیشین
action-page-down = یک صفحه پایین
action-page-up = یک صفحه بالا
action-top = بازگشت به آغاز
action-bottom = به پایان
action-open = باز کردن مقاله
action-next-pane = قاب بعدی
action-previous-pane = قاب پیشین
action-pane-left = قاب سمت چپ
action-pane-right = قاب سمت راست
action-widen-pane = پهن‌تر کردن قاب
action-narrow-pane = باریک‌تر کردن قاب
action-next-article = مقالهٔ بعدی، یا یافتهٔ بعدی در همین مقاله
action-previous-article = مقالهٔ پیشین
action-back = بازگشت در مسیر مقاله‌ها
action-star = ستاره زدن یا برداشتن
action-toggle-read = خوانده یا نخوانده
action-mark-all-read = همهٔ فهرست را خوانده بشمار
action-undo = برگرداندن آخرین کار
action-copy-paragraph = رونوشت بند؛ در فهرست‌ها، تیتر
action-copy-article = رونوشت همهٔ مقاله با پیوند
action-read-aloud = بلند خواندن، یا ایستاندن آن
action-search = جستجو در کتابخانه، یا در مقاله هنگام خواندن
action-command-line = نوشتن فرمان به نام
action-language = زبان دیگری برای رابط
action-cancel = ترک جستجو، یا بستن
action-help = کلیدها و کار هر یک
action-redraw = بازکشیدن صفحه
action-suspend = درنگ؛ fg ادامه می‌دهد
action-quit = خروج

key-space = فاصله

same-text = همان متن
story = ماجرا از آغاز
story-adds = می‌افزاید: { $terms }
looking-for-story = جستجوی ماجرا…
story-alone = مقالهٔ دیگری دربارهٔ این ماجرا نیست
ordered-by-date = نخست تازه‌ترها
ordered-by-relevance = نخست مرتبط‌ترها
action-order = ترتیب یافته‌ها: تازه‌ترین یا مرتبط‌ترین
action-story = ماجرای مقاله از آغاز، یا بازگشت از آن
feeds = خوراک‌ها
links = پیوندها
versions = نسخه‌های پیشین
all-articles = همهٔ مقاله‌ها
all-unread = خوانده‌نشده
all-starred = ستاره‌دار
add-feed = خوراکی دیگر…
feed-prompt = نشانی خوراک یا صفحه
feed-added = { $feed } مشترک شد
feed-known = { $feed } از پیش مشترک است
not-removable = این سطر حذف نمی‌شود
removed = حذف شد: { $name }
starter-feeds = اشتراک در خوراک‌های شناخته‌شدهٔ عربی
starter-unchecked = نشانی‌های این فهرست آزموده نشده‌اند
feed-failing = از { $since } ناموفق: { $reason }
feeds-failed = ناموفق: { $feeds }
all-feeds-failed = { $form ->
    [one] خوراک در دسترس نبود. شاید شبکه قطع است؛ کتابخانه بی آن خوانده می‌شود
   *[other] هیچ‌یک از { $n } خوراک در دسترس نبود. شاید شبکه قطع است؛ کتابخانه بی آن خوانده می‌شود
}
many-feeds-failed = { $form ->
    [one] { $n } خوراک در دسترس نبود؛ صفحهٔ خوراک‌ها می‌گوید چرا
   *[other] { $n } خوراک در دسترس نبود؛ صفحهٔ خوراک‌ها می‌گوید چرا
}
fetching = در حال دریافت…
fetching-from = در حال دریافت از { $feed }…
refreshing = تازه‌سازی { $done }/{ $total } { $feed }
new-count = { $form ->
    [one] { $n } مقالهٔ تازه
   *[other] { $n } مقالهٔ تازه
}
no-accounts = حسابی نزد کارسازی نیست؛ با marsad account add افزوده می‌شود
syncing = { $feed } { $done }/{ $total }
marks-sent = { $form ->
    [one] { $n } نشان فرستاده شد
   *[other] { $n } نشان فرستاده شد
}
marks-unsent = { $form ->
    [one] { $n } نشان در انتظار فرستادن
   *[other] { $n } نشان در انتظار فرستادن
}
account-failed = { $account }: { $reason }
account-synced = همگام از { $time }
account-new = هنوز همگام نشده
full-text-fetched = متن کامل دریافت شد
no-links = این مقاله پیوندی ندارد
opening = باز کردن { $url }
no-versions = نسخهٔ پیشینی از این مقاله نیست
version-latest = نسخهٔ کنونی
version-until = چنان‌که تا { $date } بود
version-shown = این نسخه‌ای پیشین است؛ V به نسخهٔ کنونی برمی‌گرداند
enclosure-line = پیوست: { $what }
see-also-line = از همین وبگاه: { $title }
action-refresh-feed = تازه کردن خوراک مقاله
action-refresh = تازه کردن همهٔ خوراک‌ها
action-sync = همگام‌سازی حساب‌ها با کارسازهایشان
action-full-text = دریافت متن کامل صفحهٔ مقاله
action-feeds = خوراک‌ها
action-add-feed = اشتراک خوراکی با نشانی آن
action-remove = حذف آنچه در صفحهٔ خوراک‌ها برگزیده است
action-links = پیوندهای مقاله
action-open-original = باز کردن صفحهٔ مقاله
action-versions = نسخه‌های پیشین مقاله
action-justify = هم‌تراز کردن متن از دو سو
justified = متن از دو سو هم‌تراز است
unjustified = متن هم‌تراز نیست

# Focus, marks on letters, progress.
action-focus-mode = تنها مقاله بر صفحه، یا همراه قاب‌ها
action-harakat = اعراب: همه، چنان‌که در روزنامه، هیچ
harakat-shown = همهٔ اعراب نمایان است
harakat-sparing = اعراب چنان‌که در روزنامه: تشدید و تنوین
harakat-hidden = اعراب پنهان است
time-left-little = کمتر از یک دقیقه مانده
time-left = { $form ->
    [one] { $n } دقیقه مانده
   *[other] { $n } دقیقه مانده
}

# Finding in the article.
find-prompt = یافتن در مقاله
found-here = { $at } از { $count }
not-in-article = این در مقاله نیست
action-previous-found = یافتهٔ پیشین در مقاله

# Following links.
link-of-number = پیوند { $number }: { $link } · Enter باز می‌کند
no-link-of-number = مقاله پیوندی با این شماره ندارد
link-in-library = این مقاله در کتابخانهٔ شماست؛ Backspace برمی‌گرداند
in-library = در کتابخانه

# The trail.
trail-at-end = در مسیر پیشتر چیزی نیست
action-forward = پیش رفتن در مسیر پس از بازگشت

# Comments.
comments = دیدگاه‌ها
comment = دیدگاه
no-comments = هنوز دیدگاهی نیست
comments-count = { $form ->
    [one] { $n } دیدگاه
   *[other] { $n } دیدگاه
}
comments-new = { $form ->
    [one] { $n } دیدگاه تازه
   *[other] { $n } دیدگاه تازه
}
comment-write = نوشتن دیدگاه
comment-change = ویرایش یا حذف
comments-fetch = دریافت دیدگاه‌های وبگاه
comment-saved = دیدگاه ذخیره شد
comment-deleted = دیدگاه حذف شد
undone-commented = دیدگاه پس گرفته شد
undone-comment-edited = دیدگاه مانند پیش شد
undone-comment-deleted = دیدگاه حذف‌شده بازگشت
field-name = نام
field-email = رایانامه
field-text = متن
name-missing = نام خود را بنویسید
email-missing = رایانامهٔ خود را بنویسید؛ کسی آن را نمی‌بیند
email-malformed = این رایانامه نیست؛ نمونه: name@example.org
text-missing = متن را بنویسید
button-save = ذخیره
button-delete = حذف
button-cancel = انصراف
form-hint = Tab فیلد بعدی، Ctrl-S ذخیره، Esc خروج. * لازم است
hint-comment = دیدگاه
action-comment = نوشتن دیدگاه زیر مقاله، یا ویرایش آن

# Marked passages.
note-saved = یادداشت ذخیره شد
note-deleted = نشان برداشته شد
undone-noted = نشان برداشته شد
undone-note-edited = یادداشت مانند پیش شد
undone-note-deleted = نشان بازگشت
notes = نشان‌شده‌ها
note = یادداشت
no-notes = هنوز چیزی نشان نشده؛ e بخشی از مقاله را نشان می‌کند
marking-from = به نخستین واژهٔ بخش بروید، سپس Enter؛ Esc خروج
marking-to = به واپسین واژه بروید، سپس Enter
nothing-to-mark = واژه‌ای در مقاله برای نشان کردن نیست
button-unmark = برداشتن نشان
action-mark-passage = نشان کردن بخشی از مقاله و یادداشت بر آن
action-notes = نشان‌شده‌ها در همهٔ مقاله‌ها
