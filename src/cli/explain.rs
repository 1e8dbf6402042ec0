use std::slice;

use serde::Serialize;

use crate::diagnostic::{Code, closest};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::{Ended, print};

/// Explain what is told: what it means, an example, and the mend
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress explain                every code, with a line about each\n  \
    liftpress explain no-reference   one of them")]
pub(super) struct Args {
    /// The code in brackets: `unknown-key` of `error[unknown-key]`
    code: Option<String>,
    /// What to print
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
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

pub(super) fn run(args: &Args) -> Ended {
    let codes = match &args.code {
        None => Code::ALL,
        Some(code) => slice::from_ref(find(code)?),
    };
    if args.format.is_json() {
        return Ok(print_json(&codes.iter().map(Explained::from).collect::<Vec<_>>())?);
    }
    if let [code] = codes {
        return Ok(print(&format!("{code}: {}\n\n{}", code.summary(), code.explanation()))?);
    }
    let width = codes.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let line = |code: &Code| format!("{:<width$}  {}\n", code.name(), code.summary());
    Ok(print(&codes.iter().map(line).collect::<String>())?)
}

fn find(given: &str) -> Result<&'static Code, String> {
    let near = || closest(given, Code::ALL.iter().map(|code| code.name()));
    Code::ALL.iter().find(|code| code.name() == given).ok_or_else(|| match near() {
        Some(near) => format!("there is no code `{given}`: did you mean `{near}`?"),
        None => format!("there is no code `{given}`; `liftpress explain` lists them all"),
    })
}
