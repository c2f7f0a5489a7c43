//! Kinds of acts.

use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::library::flags::Flag;

macro_rules! acts {
    ($($(#[$about:meta])* $act:ident $name:literal)*) => {
        /// A kind of act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act {
            $(
                $(#[$about])*
                #[doc = concat!("`", $name, "` in the store.")]
                $act,
            )*
        }

        impl Act {
            fn name(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)*
                }
            }
        }

        impl FromStr for Act {
            type Err = ();

            fn from_str(name: &str) -> Result<Self, ()> {
                match name {
                    $($name => Ok(Self::$act),)*
                    _ => Err(()),
                }
            }
        }
    };
}

acts! {
    Read "read"
    Unread "unread"
    Starred "starred"
    Unstarred "unstarred"
    Removed "removed"
    Commented "commented"
    CommentEdited "comment-edited"
    CommentDeleted "comment-deleted"
    Noted "noted"
    NoteEdited "note-edited"
    NoteDeleted "note-deleted"
    /// Feeds were added, perhaps a whole list of them, or smart feeds with them.
    Subscribed "subscribed"
    /// A feed was removed, perhaps with its articles.
    Unsubscribed "unsubscribed"
    /// A feed is to be treated otherwise.
    FeedChanged "feed-changed"
    Tagged "tagged"
    Untagged "untagged"
    FilterAdded "filter-added"
    FilterRemoved "filter-removed"
    SmartFeedSet "smart-feed-set"
    SmartFeedRemoved "smart-feed-removed"
}

impl Act {
    /// The mark that it sets, and to what; none for what sets no mark.
    pub(super) fn flag(self) -> Option<(Flag, bool)> {
        match self {
            Self::Read => Some((Flag::Unread, false)),
            Self::Unread => Some((Flag::Unread, true)),
            Self::Starred => Some((Flag::Starred, true)),
            Self::Unstarred => Some((Flag::Starred, false)),
            _ => None,
        }
    }

    /// The same with the mark's column.
    pub(super) fn mark(self) -> Option<(&'static str, bool)> {
        self.flag().map(|(flag, on)| (flag.column(), on))
    }
}

impl ToSql for Act {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Act {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|()| FromSqlError::InvalidType)
    }
}
