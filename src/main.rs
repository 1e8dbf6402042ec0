//! The `liftpress` program. The library does all the work.

use std::process::ExitCode;

fn main() -> ExitCode {
    liftpress::cli::run()
}
