# The words of the interface in English.

app = marsad
headlines = Headlines
headlines-found = Found: { $query }
article = Article
related = Related
help = Keys

breaking = Breaking
untitled = Untitled

unread-count = { $form ->
    [one] { $n } unread
   *[other] { $n } unread
}
total-count = { $form ->
    [one] { $n } article
   *[other] { $n } articles
}

age-now = now
age-minutes = { $form ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
age-hours = { $form ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
age-days = { $form ->
    [one] yesterday
   *[other] { $n } days ago
}
day = { $day } { $month } { $year }
day-of-year = { $day } { $month }
day-of-week = { $weekday }, { $day } { $month } { $year }, { $time }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

source-line = Source: { $source }
author-line = By { $author }
tags-line = Tags: { $tags }
original-line = Original: { $url }
image = Picture
image-of = Picture: { $alt }
list-separator = {", "}

same-story = Same story
shared-terms = In common: { $terms }
nothing-related = Nothing related
looking-for-related = Looking for what is related…
no-article = No article is open yet
library-empty = The library is empty. Add articles with marsad import, or bring back the samples with marsad samples
nothing-found = No article matches
search-prompt = Search
query-error = Search, character { $column }: { $reason }
query-unclosed-quote = a quotation mark is never closed
query-unclosed-bracket = a bracket is never closed
query-unopened-bracket = a bracket was never opened
query-too-deep = too many brackets within brackets
query-nothing-after = nothing follows { $what }
query-nothing-before = nothing stands before { $what }
query-no-word = there is no word here to look for
query-unknown-field = there is no field { $what }
query-unknown-state = there is no state { $what }
query-not-a-date = { $what } is not a date such as 2026-01-31
indexing = Indexing articles: { $percent }%
samples-added = These are sample articles from invented papers. To remove them: marsad samples --remove · F for feeds
trail-empty = There is no earlier article to go back to
last-article = This is the last article
first-article = This is the first article
starred = Starred
unstarred = Star removed
marked-read = Marked read
marked-unread = Marked unread
copied-paragraph = Paragraph copied
copied-headline = Headline and link copied
copied-article = Whole article copied
copied-selection = Selected text copied
nothing-to-copy = There is no paragraph on the screen to copy
cannot-copy = This terminal cannot copy such a text
failed = That failed: { $error }

help-close = Any key closes this page
hint-open = Open
hint-next-pane = Next pane
hint-search = Search
hint-star = Star
hint-back = Back
hint-help = Keys
hint-quit = Quit

action-down = Next line or headline
action-up = Previous line or headline
action-page-down = A page down
action-page-up = A page up
action-top = Back to the top
action-bottom = To the end
action-open = Open the article
action-next-pane = Next pane
action-previous-pane = Previous pane
action-pane-left = The pane to the left
action-pane-right = The pane to the right
action-next-article = Next article
action-previous-article = Previous article
action-back = Back along the trail
action-star = Star or unstar
action-toggle-read = Read or unread
action-copy-paragraph = Copy the paragraph; in lists, the headline
action-copy-article = Copy the whole article with its link
action-search = Search the library
action-cancel = Leave the search, or close
action-help = This page
action-redraw = Draw the screen anew
action-suspend = Suspend; fg goes on
action-quit = Quit

key-space = Space

# Feeds, links and versions.
feeds = Feeds
links = Links
versions = Earlier versions
all-articles = All articles
all-unread = Unread
all-starred = Starred
starter-feeds = Subscribe to well-known Arabic feeds
starter-unchecked = The addresses of this list have not been checked
feed-failing = Failing since { $since }: { $reason }
feeds-failed = Failed: { $feeds }
fetching = Fetching…
refreshing = Refreshing { $done }/{ $total } { $feed }
new-count = { $form ->
    [zero] Nothing new
    [one] { $n } new article
   *[other] { $n } new articles
}
full-text-fetched = Full text fetched
no-links = There are no links in this article
opening = Opening { $url }
no-versions = There is no earlier version of this article
version-latest = The current version
version-until = As it was until { $date }
version-shown = This is an earlier version; v leads back to the current one
enclosure-line = Attached: { $what }
see-also-line = From the same site: { $title }
action-refresh-feed = Refresh the article's feed
action-refresh = Refresh all feeds
action-full-text = Fetch the article's page in full
action-feeds = Feeds
action-links = The article's links
action-open-original = Open the article's page
action-versions = Earlier versions of the article
