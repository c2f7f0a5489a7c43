//! What holds for any text: laid out at any width, and written in any form.

mod forms;
mod lines;
mod texts;
