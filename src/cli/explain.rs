use std::io;

use crate::diagnostic::{Code, closest};

use super::{Outcome, print};

/// Explain what is told: what it means, an example, and the mend
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress explain                every code, with a line about each\n  \
    liftpress explain no-reference   one of them")]
pub(super) struct Args {
    /// The code in brackets: `unknown-key` of `error[unknown-key]`
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> io::Result<Outcome> {
    let Some(given) = &args.code else {
        let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
        let line = |code: &Code| format!("{:<width$}  {}\n", code.name(), code.summary());
        return print(&Code::ALL.iter().map(line).collect::<String>()).map(|()| Outcome::Fine);
    };
    let Some(code) = Code::ALL.iter().find(|code| code.name() == given) else {
        let near = closest(given, Code::ALL.iter().map(|code| code.name()));
        return Ok(Outcome::Usage(match near {
            Some(near) => format!("there is no code `{given}`: did you mean `{near}`?"),
            None => format!("there is no code `{given}`; `liftpress explain` lists them all"),
        }));
    };
    print(&format!("{code}: {}\n\n{}", code.summary(), code.explanation())).map(|()| Outcome::Fine)
}
