//! One file a sub-command.

pub mod build;
pub mod serve;
mod site;

/// What a command that failed says to the person at the terminal.
pub type Failure = Box<dyn std::error::Error>;
