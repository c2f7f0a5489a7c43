# The words of the interface in English.

language-name = English
language-numerals = western
language-calendar = gregorian

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
day-hijri = { $day } { $month } { $year } AH
day-persian = { $day } { $month } { $year } AP
day-beside = { $day } / { $beside }
day-of-week = { $weekday }, { $day }, { $time }

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
hijri-month-1 = Muharram
hijri-month-2 = Safar
hijri-month-3 = Rabiʻ I
hijri-month-4 = Rabiʻ II
hijri-month-5 = Jumada I
hijri-month-6 = Jumada II
hijri-month-7 = Rajab
hijri-month-8 = Shaʻban
hijri-month-9 = Ramadan
hijri-month-10 = Shawwal
hijri-month-11 = Dhuʻl-Qiʻdah
hijri-month-12 = Dhuʻl-Hijjah
persian-month-1 = Farvardin
persian-month-2 = Ordibehesht
persian-month-3 = Khordad
persian-month-4 = Tir
persian-month-5 = Mordad
persian-month-6 = Shahrivar
persian-month-7 = Mehr
persian-month-8 = Aban
persian-month-9 = Azar
persian-month-10 = Dey
persian-month-11 = Bahman
persian-month-12 = Esfand
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
image-coming = The picture is on its way…
list-separator = {", "}

same-text = Same text
same-story = Same story
shared-terms = In common: { $terms }
story = The story from its beginning
story-adds = Adds: { $terms }
looking-for-story = Looking for the story…
story-alone = No other article tells this story
nothing-related = Nothing related
looking-for-related = Looking for what is related…
no-article = No article is open yet
library-empty = The library is empty. Add articles with marsad import, or bring back the samples with marsad samples
nothing-found = No article matches
search-prompt = Search
command-prompt = Command
keys-prompt = Filter
key-again = { $key } again: { $meant }
command-unknown = There is no command { $command }
command-meant = There is no command { $command }. Did you mean { $meant }?
command-ambiguous = More than one command begins with { $command }
ordered-by-date = Newest first
ordered-by-relevance = Best first
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
web-no-address = this is no address on the web: { $what }
web-no-feed = there is no feed at this address, nor a page that names one
web-nowhere = the article has no address on the web
web-no-more = the page says no more than the feed
web-private = { $what } lies in a private network
web-no-host = there is no host { $what }, or the network is gone
web-unreachable = { $what } cannot be reached
web-insecure = no secure connection to { $what }
web-too-slow = the server took too long
web-not-there = there is no page at this address
web-status = the server answered with error { $what }
indexing = Indexing articles: { $percent }
indexing-still = Indexing articles
trail-empty = There is no earlier article to go back to
last-article = This is the last article
first-article = This is the first article
starred = Starred
unstarred = Star removed
marked-read = Marked read
marked-unread = Marked unread
marking-read = Marking all of the list read…
all-marked-read = { $form ->
    [one] { $n } article marked read
   *[other] { $n } articles marked read
}
can-be-undone = { $said }. { $key } takes it back
nothing-to-undo = There is nothing to undo
undone-one = { $said }: { $title }
undone-read = { $form ->
    [one] { $n } article unread again
   *[other] { $n } articles unread again
}
undone-unread = { $form ->
    [one] { $n } article read again
   *[other] { $n } articles read again
}
undone-starred = { $form ->
    [one] Star taken from { $n } article
   *[other] Star taken from { $n } articles
}
undone-unstarred = { $form ->
    [one] Star given back to { $n } article
   *[other] Star given back to { $n } articles
}
undone-removed = { $form ->
    [one] { $n } article brought back
   *[other] { $n } articles brought back
}
undone-subscribed = { $form ->
    [one] Subscription taken back
   *[other] { $n } subscriptions taken back
}
undone-unsubscribed = Subscribed again
undone-feed-changed = The feed is as it was
undone-tagged = { $form ->
    [one] Tag taken away
   *[other] { $n } tags taken away
}
undone-untagged = { $form ->
    [one] Tag given back
   *[other] { $n } tags given back
}
undone-filter-added = The filter is removed
undone-filter-removed = The filter is back
undone-smart-feed-set = The smart feed is as it was
undone-smart-feed-removed = The smart feed is back
copied-paragraph = Paragraph copied
copied-headline = Headline and link copied
copied-article = Whole article copied
copied-selection = Selected text copied
nothing-to-copy = There is no paragraph on the screen to copy
cannot-copy = This terminal cannot copy such a text
failed = That failed: { $error }
settings-wrong = Settings, line { $line }, character { $column }: { $reason }

reading-aloud = Reading aloud; v or Esc stops
no-program = The program for this cannot be started
plain-hint = A number opens its article, an empty line goes on, /word searches, ? lists the commands, q leaves
plain-search = Type / and what to look for
plain-end = End of the article
plain-no-number = There is no article of that number
plain-unread = unread
plain-starred = starred

welcome-title = Welcome to marsad
welcome-text = marsad is a news reader for the terminal that writes Arabic as it is written. Sample articles from invented papers are there to begin with; they leave when others come.
welcome-read = Read the sample articles
welcome-check = Check how this terminal shows Arabic
welcome-import = Add articles from a file or folder
welcome-starter = Subscribe to well-known Arabic feeds (nobody has checked their addresses)
welcome-opml = Subscribe to a list of feeds from an OPML file
welcome-newsboat = Move in from newsboat with its feeds, articles and keys
welcome-sync = Read on from a server: FreshRSS, Miniflux, Tiny Tiny RSS
welcome-sync-service = Number of the kind of server
welcome-sync-address = Its address
welcome-sync-user = User name
welcome-sync-password = Password (not shown)
feeds-added = { $form ->
    [one] One new feed
   *[other] { $n } new feeds
}
feeds-rejected = { $n } could not be taken
plain-begin = A number takes what stands beside it, an empty line lists the sample articles
plain-choose = A number chooses its row, an empty line goes back to the list
plain-form = Each line fills a field, an empty one leaves it as it is, a full stop alone leaves all of it
plain-form-left = Left, and not saved
path-prompt = File or folder
terminal-hidden = The terminal behind tmux or screen is not known. If Arabic looks reversed, run marsad doctor
terminal-unsure = This terminal is not known. If Arabic looks reversed, choose the check

help-close = / filters, any other key closes this page
hint-open = Open
hint-next-pane = Next pane
hint-search = Search
hint-star = Star
hint-back = Back
hint-help = Keys
hint-quit = Quit
hint-remove = Remove

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
action-widen-pane = Make the pane wider
action-narrow-pane = Make the pane narrower
action-next-article = Next article, or next place found in this one
action-previous-article = Previous article
action-back = Back along the trail
action-star = Star or unstar
action-toggle-read = Read or unread
action-mark-all-read = Mark all of the list read
action-undo = Take back what was done last
action-copy-paragraph = Copy the paragraph; in lists, the headline
action-copy-article = Copy the whole article with its link
action-read-aloud = Read aloud, or stop
action-search = Search the library, or the article while you read it
action-command-line = Type a command by its name
action-language = Another language for the interface
action-order = Search results newest or best first
action-story = The story of the article from its beginning, or back from it
action-cancel = Leave the search, or close
action-help = The keys and what they do
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
add-feed = Another feed…
feed-prompt = Address of a feed or a page
feed-added = Subscribed to { $feed }
feed-known = { $feed } was subscribed to before
not-removable = This row stays
removed = Removed: { $name }
starter-feeds = Subscribe to well-known Arabic feeds
starter-unchecked = The addresses of this list have not been checked
feed-failing = Failing since { $since }: { $reason }
feeds-failed = Failed: { $feeds }
all-feeds-failed = { $form ->
    [one] The feed failed. Perhaps there is no network; the library is read without it
   *[other] All { $n } feeds failed. Perhaps there is no network; the library is read without it
}
many-feeds-failed = { $form ->
    [one] { $n } feed failed; the page of feeds says why
   *[other] { $n } feeds failed; the page of feeds says why
}
fetching = Fetching…
fetching-from = Fetching from { $feed }…
refreshing = Refreshing { $done }/{ $total } { $feed }
new-count = { $form ->
    [one] { $n } new article
   *[other] { $n } new articles
}
no-accounts = There is no account with a server; marsad account add makes one
syncing = { $feed } { $done }/{ $total }
marks-sent = { $form ->
    [one] { $n } mark sent
   *[other] { $n } marks sent
}
marks-unsent = { $form ->
    [one] { $n } mark to be sent
   *[other] { $n } marks to be sent
}
account-failed = { $account }: { $reason }
account-synced = In step since { $time }
account-new = Not in step yet
full-text-fetched = Full text fetched
no-links = There are no links in this article
opening = Opening { $url }
no-versions = There is no earlier version of this article
version-latest = The current version
version-until = As it was until { $date }
version-shown = This is an earlier version; V leads back to the current one
enclosure-line = Attached: { $what }
see-also-line = From the same site: { $title }
action-refresh-feed = Refresh the article's feed
action-refresh = Refresh all feeds
action-sync = Bring accounts and their servers in step
action-full-text = Fetch the article's page in full
action-feeds = Feeds
action-add-feed = Subscribe to a feed by its address
action-remove = Remove what is selected on the page of feeds
action-links = The article's links
action-open-original = Open the article's page
action-versions = Earlier versions of the article
action-justify = Stretch text to both edges, or not
justified = Text is stretched to both edges
unjustified = Text is not stretched

# Focus, marks on letters, progress.
action-focus-mode = The article alone on the screen, or with the panes
action-harakat = Harakat: all, as newspapers print them, none
harakat-shown = All harakat are shown
harakat-sparing = Harakat as newspapers print them: shadda and tanween
harakat-hidden = Harakat are hidden
time-left-little = less than a minute left
time-left = { $form ->
    [one] { $n } minute left
   *[other] { $n } minutes left
}

# Finding in the article.
find-prompt = Find in the article
found-here = { $at } of { $count }
not-in-article = This does not occur in the article
action-previous-found = Previous place found in the article

# Following links.
link-of-number = Link { $number }: { $link } · Enter follows it
no-link-of-number = The article has no link of that number
link-in-library = This article is in your library; Backspace leads back
in-library = in the library

# The trail.
trail-at-end = There is nothing further along the trail
action-forward = On along the trail, after going back

# Comments.
comments = Comments
comment = Comment
no-comments = No comments yet
comments-count = { $form ->
    [one] { $n } comment
   *[other] { $n } comments
}
comments-new = { $form ->
    [one] { $n } new comment
   *[other] { $n } new comments
}
comment-write = Write a comment
comment-change = change or delete
comments-fetch = Fetch the site's comments
comment-saved = Comment saved
comment-deleted = Comment deleted
undone-commented = The comment is taken back
undone-comment-edited = The comment is as it was
undone-comment-deleted = The deleted comment is back
field-name = Name
field-email = E-mail
field-text = Text
name-missing = Enter your name
email-missing = Enter your e-mail address; nobody will see it
email-malformed = This is no e-mail address; one looks like name@example.org
text-missing = Enter the text
button-save = Save
button-delete = Delete
button-cancel = Cancel
form-hint = Tab for the next field, Ctrl-S saves, Esc leaves. * is required
hint-comment = Comment
action-comment = Write a comment under the article, or change one

# Marked passages.
note-saved = Note saved
note-deleted = Passage no longer marked
undone-noted = Passage no longer marked
undone-note-edited = The note is as it was
undone-note-deleted = The passage is marked again
notes = What you have marked
note = Note
no-notes = Nothing is marked yet; e marks a passage of an article
marking-from = Go to the first word of the passage, then Enter; Esc leaves
marking-to = Go to its last word, then Enter
nothing-to-mark = There is no word in the article to mark
button-unmark = Mark no longer
action-mark-passage = Mark a passage of the article and note something on it
action-notes = What you have marked, in all articles
