//! Start and exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(sealpack::cli::run(std::env::args_os()).code())
}
