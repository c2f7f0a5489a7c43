//! The command line: one file a subcommand, printing and exit codes. Knows no SQL,
//! no widget and no escape sequence.
