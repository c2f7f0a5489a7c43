//! What a reader can do: one line an action, with its name in the settings and on the
//! command line, and the keys that it has by default.

macro_rules! actions {
    ($($(#[$about:meta])* $action:ident $name:literal [$($keys:literal),*])*) => {
        /// An act that a key stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(
                $(#[$about])*
                #[doc = concat!("`", $name, "` in the settings.")]
                $action,
            )*
        }

        impl Action {
            /// All of them, in the order that the page of keys gives them.
            pub const ALL: &[Self] = &[$(Self::$action),*];

            /// What the settings and the command line call it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$action => $name,)*
                }
            }

            /// The keys that it has by default, as the settings write them.
            #[must_use]
            pub fn default_keys(self) -> &'static [&'static str] {
                match self {
                    $(Self::$action => &[$($keys),*],)*
                }
            }
        }
    };
}

actions! {
    Down "down" ["down", "j"]
    Up "up" ["up", "k"]
    PageDown "page-down" ["space", "pagedown"]
    PageUp "page-up" ["pageup", "b"]
    Top "top" ["g", "home"]
    Bottom "bottom" ["G", "end"]
    Open "open" ["enter"]
    NextPane "next-pane" ["tab"]
    PreviousPane "previous-pane" ["shift-tab"]
    /// The pane to the left, as seen on the screen.
    PaneLeft "pane-left" ["left", "h"]
    /// The pane to the right, as seen on the screen.
    PaneRight "pane-right" ["right", "l"]
    WidenPane "widen-pane" ["+"]
    NarrowPane "narrow-pane" ["-"]
    /// The next article, or the next place that was found in this one.
    NextArticle "next-article" ["n"]
    PreviousArticle "previous-article" ["p"]
    /// Back along the trail of opened articles.
    Back "back" ["backspace"]
    /// On along the trail, after going back.
    Forward "forward" ["w"]
    Star "star" ["s"]
    ToggleRead "toggle-read" ["m"]
    /// All articles of the list.
    MarkAllRead "mark-all-read" ["A"]
    Undo "undo" ["u"]
    CopyParagraph "copy-paragraph" ["y"]
    CopyArticle "copy-article" ["Y"]
    /// Stretch running text to both edges, or not.
    Justify "justify" ["J"]
    /// Marks on letters: all, those that newspapers print, none.
    Harakat "harakat" ["T"]
    /// The article alone on the screen, or not.
    FocusMode "focus-mode" ["z"]
    ReadAloud "read-aloud" ["v"]
    /// In the article when it is read, else in the library.
    Search "search" ["/"]
    /// The place found in the article before this one.
    PreviousFound "previous-found" ["N"]
    /// Best first or newest first.
    Order "order" ["d"]
    /// The story of an article as a timeline.
    Story "story" ["t"]
    /// Fetch the feeds of the article.
    RefreshFeed "refresh-feed" ["r"]
    /// Fetch all feeds that are due.
    Refresh "refresh" ["R"]
    /// Bring the library and the servers of its accounts in step.
    Sync "sync" ["S"]
    /// Fetch the article's page in full.
    FullText "full-text" ["f"]
    /// Show all feeds.
    Feeds "feeds" ["F"]
    /// Subscribe to a feed by its address.
    AddFeed "add-feed" ["a"]
    /// Remove what is selected on the page of feeds.
    Remove "remove" ["x", "delete"]
    /// Show the article's links.
    Links "links" ["o"]
    /// Open the article's page.
    OpenOriginal "open-original" ["O"]
    /// Show the article's earlier versions.
    Versions "versions" ["V"]
    /// Write a comment under the article, or change one.
    Comment "comment" ["c"]
    /// Mark a passage: what the mouse has selected, or word by word.
    MarkPassage "mark-passage" ["e"]
    /// Show all that is marked, and the notes on it.
    Notes "notes" ["E"]
    /// The command line, for every action by its name.
    CommandLine "command-line" [":"]
    /// The next of the languages of the interface.
    Language "language" ["L"]
    Cancel "cancel" ["esc"]
    Help "help" ["?"]
    Redraw "redraw" ["ctrl-l"]
    /// Stop the program until the shell lets it go on.
    Suspend "suspend" ["ctrl-z"]
    Quit "quit" ["q", "ctrl-c"]
}

impl Action {
    /// The action of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }

    /// The message that says what it does.
    #[must_use]
    pub fn message(self) -> String {
        format!("action-{}", self.name())
    }
}
