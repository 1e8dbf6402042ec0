use std::{io, slice};

use serde::Serialize;

use crate::diagnostic::{Code, closest};

use super::json::{Format, print_json};
use super::{Outcome, print};

/// Explain what is told: what it means, an example, and the mend
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress explain                every code, with a line about each\n  \
    liftpress explain no-reference   one of them")]
pub(super) struct Args {
    /// The code in brackets: `unknown-key` of `error[unknown-key]`
    code: Option<String>,
    /// What to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    severity: &'static str,
    summary: &'static str,
    explanation: &'static str,
}

impl From<&Code> for Explained {
    fn from(code: &Code) -> Self {
        let (severity, summary) = (code.severity().name(), code.summary());
        Self { code: code.name(), severity, summary, explanation: code.explanation() }
    }
}

pub(super) fn run(args: &Args) -> io::Result<Outcome> {
    let codes = match args.code.as_deref().map(find) {
        None => Code::ALL,
        Some(Ok(code)) => slice::from_ref(code),
        Some(Err(usage)) => return Ok(Outcome::Usage(usage)),
    };
    match (args.format, codes) {
        (Format::Json, codes) => print_json(&codes.iter().map(Explained::from).collect::<Vec<_>>()),
        (Format::Text, [code]) => print(&format!("{code}: {}\n\n{}", code.summary(), code.explanation())),
        (Format::Text, codes) => {
            let width = codes.iter().map(|code| code.name().len()).max().unwrap_or(0);
            let line = |code: &Code| format!("{:<width$}  {}\n", code.name(), code.summary());
            print(&codes.iter().map(line).collect::<String>())
        }
    }
    .map(|()| Outcome::Fine)
}

fn find(given: &str) -> Result<&'static Code, String> {
    let near = || closest(given, Code::ALL.iter().map(|code| code.name()));
    Code::ALL.iter().find(|code| code.name() == given).ok_or_else(|| match near() {
        Some(near) => format!("there is no code `{given}`: did you mean `{near}`?"),
        None => format!("there is no code `{given}`; `liftpress explain` lists them all"),
    })
}
