//! The words of the interface: messages, plurals, numerals and dates. Knows no
//! article and no widget.
