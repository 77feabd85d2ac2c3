//! The command line.

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Who and what is in a Bulgarian news article, and who said what.
///
/// Without a command it builds the page and serves it.
#[derive(Parser)]
#[command(name = "kavichki", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: commands::serve::Serve,
}

#[derive(Subcommand)]
enum Command {
    Serve(commands::serve::Serve),
    Build(commands::build::Build),
    Annotate(commands::annotate::Annotate),
    Convert(commands::convert::Convert),
    Evaluate(commands::evaluate::Evaluate),
    Train(commands::train::Train),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(serve) => serve.run(),
        Command::Build(build) => build.run(),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::Annotate(annotate) => annotate.run(),
        Command::Convert(convert) => convert.run(),
        Command::Train(train) => train.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kavichki: {error}");
            ExitCode::FAILURE
        }
    }
}
