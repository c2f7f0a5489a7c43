//! What a reader can do.

/// An act that a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Open,
    NextPane,
    PreviousPane,
    /// The pane to the left, as seen on the screen.
    PaneLeft,
    /// The pane to the right, as seen on the screen.
    PaneRight,
    NextArticle,
    PreviousArticle,
    /// Back along the trail of opened articles.
    Back,
    Star,
    ToggleRead,
    CopyParagraph,
    CopyArticle,
    Search,
    Cancel,
    /// Fetch the feeds of the article.
    RefreshFeed,
    /// Fetch all feeds that are due.
    Refresh,
    /// Fetch the article's page in full.
    FullText,
    /// Show all feeds.
    Feeds,
    /// Show the article's links.
    Links,
    /// Open the article's page.
    OpenOriginal,
    /// Show the article's earlier versions.
    Versions,
    Help,
    Redraw,
    /// Stop the program until the shell lets it go on.
    Suspend,
    Quit,
}

impl Action {
    /// The message that says what it does.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Down => "action-down",
            Self::Up => "action-up",
            Self::PageDown => "action-page-down",
            Self::PageUp => "action-page-up",
            Self::Top => "action-top",
            Self::Bottom => "action-bottom",
            Self::Open => "action-open",
            Self::NextPane => "action-next-pane",
            Self::PreviousPane => "action-previous-pane",
            Self::PaneLeft => "action-pane-left",
            Self::PaneRight => "action-pane-right",
            Self::NextArticle => "action-next-article",
            Self::PreviousArticle => "action-previous-article",
            Self::Back => "action-back",
            Self::Star => "action-star",
            Self::ToggleRead => "action-toggle-read",
            Self::CopyParagraph => "action-copy-paragraph",
            Self::CopyArticle => "action-copy-article",
            Self::Search => "action-search",
            Self::Cancel => "action-cancel",
            Self::RefreshFeed => "action-refresh-feed",
            Self::Refresh => "action-refresh",
            Self::FullText => "action-full-text",
            Self::Feeds => "action-feeds",
            Self::Links => "action-links",
            Self::OpenOriginal => "action-open-original",
            Self::Versions => "action-versions",
            Self::Help => "action-help",
            Self::Redraw => "action-redraw",
            Self::Suspend => "action-suspend",
            Self::Quit => "action-quit",
        }
    }
}
