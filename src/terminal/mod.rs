//! The boundary with the real terminal: setup and restore, events, and writing rows
//! of visual cells in the form the terminal shows rightly. Knows no widget.
