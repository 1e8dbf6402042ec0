use std::slice;

use serde::Serialize;

use crate::diagnostic::{Code, closest};

use super::format::{Offer, PRINTED, offered};
use super::json::print_json;
use super::{Outcome, print};

/// Explain a diagnostic: its meaning, an example and the fix
///
/// Every error, warning and piece of advice has a code, which is printed in brackets: the code of `error[no-max]` is
/// `no-max`. Without a code, lists all of them. `liftpress why` is the same command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress explain                  list every code with its meaning\n  \
    liftpress explain no-max           explain one of them\n  \
    liftpress explain 'error[no-max]'  the same, pasted as it was printed")]
pub(super) struct Args {
    /// The code, as in `no-max` or `error[no-max]`
    code: Vec<String>,
    /// The output format
    #[arg(short, long, value_parser = offered(PRINTED), default_value = "text")]
    format: Offer<()>,
}

#[derive(Serialize)]
struct Explanation {
    code: &'static str,
    severity: &'static str,
    summary: &'static str,
    explanation: &'static str,
}

impl From<&Code> for Explanation {
    fn from(code: &Code) -> Self {
        let (severity, summary) = (code.severity().name(), code.summary());
        Self { code: code.name(), severity, summary, explanation: code.explanation() }
    }
}

pub(super) fn run(args: &Args) -> Outcome {
    let codes = if args.code.is_empty() { Code::ALL } else { slice::from_ref(find(&args.code.join(" "))?) };
    if args.format.is_json() {
        return Ok(print_json(&codes.iter().map(Explanation::from).collect::<Vec<_>>())?);
    }
    if let [code] = codes {
        return print_text(code);
    }
    let width = codes.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let line = |code: &Code| format!("{:<width$}  {}\n", code.name(), code.summary());
    Ok(print(&codes.iter().map(line).collect::<String>())?)
}

/// Prints the explanation of a code.
pub(super) fn print_one(code: &str) -> Outcome {
    print_text(find(code)?)
}

fn print_text(code: &Code) -> Outcome {
    Ok(print(&format!("{code}: {}\n\n{}", code.summary(), code.explanation()))?)
}

fn find(given: &str) -> Result<&'static Code, String> {
    let name = code_name(given);
    let near = || closest(&name, Code::ALL.iter().map(|code| code.name()));
    Code::ALL.iter().find(|code| code.name() == name).ok_or_else(|| match near() {
        Some(near) => format!("there is no code `{given}`: did you mean `{near}`?"),
        None => format!("there is no code `{given}`; `liftpress explain` lists all codes"),
    })
}

/// Finds the code in what people type or paste: `no-max`, `No max`, `[NO_MAX]`, `error[no-max]: no max for squat`.
fn code_name(given: &str) -> String {
    let in_brackets = given.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(code, _)| code);
    let code = in_brackets.unwrap_or(given).trim_matches(|c: char| !c.is_alphanumeric());
    code.to_lowercase().replace(['_', ' '], "-")
}
