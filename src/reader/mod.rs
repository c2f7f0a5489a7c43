//! The application: state, actions, update, panes. Drawing reads the state and
//! changes none of it. Knows no file format and no escape sequence.

pub mod typeset;
