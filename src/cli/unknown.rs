//! Suggestions for commands that do not exist.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Words that people type because they know them from other tools, with the command to type instead.
const SYNONYMS: &[(&[&str], &str)] = &[
    (&["validate", "lint", "test", "verify", "errors", "warnings", "doctor"], "check"),
    (&["fix"], "check --fix"),
    (&["compile", "generate", "make", "render", "html"], "build"),
    (&["pdf"], "build --format pdf"),
    (&["shard", "shards"], "build --shard"),
    (&["start", "dev", "watch", "preview", "server", "live"], "serve"),
    (&["open", "browser"], "serve --open"),
    (&["create", "add"], "new"),
    (&["format"], "fmt"),
    (&["print", "view", "cat", "plan", "program", "volume"], "show"),
    (&["roster"], "show --roster"),
    (&["json"], "show --format json"),
    (&["csv"], "export --format csv"),
    (&["ics", "ical", "calendar"], "export --format ics"),
    (&["xlsx", "excel", "spreadsheet", "sheet"], "export --format xlsx"),
    (&["lifters", "programs", "ls", "athletes", "clients"], "list"),
    (&["max", "1rm", "prs"], "maxes list"),
    (&["update", "record", "maxes add", "maxes set", "maxes record", "maxes new"], "maxes update"),
    (&["maxes show", "maxes history"], "maxes list"),
    (&["next", "cycle", "progress", "maxes cycle"], "maxes next"),
    (&["compare", "changes"], "diff"),
    (&["history", "versions", "revisions"], "log"),
    (&["error", "code", "codes", "rules", "docs", "info"], "explain"),
    (&["template", "templates", "style", "css"], "theme list"),
    (&["theme show", "theme ls"], "theme list"),
    (&["theme new", "theme edit", "theme add", "theme eject"], "theme copy"),
    (&["completion", "complete"], "completions"),
    (&["manual", "manpage"], "man"),
];

/// Returns the message for an unknown command, or `None` for other errors. `args` are the arguments of the process.
pub(super) fn message(error: &clap::Error, args: impl Iterator<Item = OsString>) -> Option<String> {
    let (ErrorKind::InvalidSubcommand, Some(ContextValue::String(given))) =
        (error.kind(), error.get(ContextKind::InvalidSubcommand))
    else {
        return None;
    };
    let args = args.map(|arg| arg.to_string_lossy().into_owned()).take_while(|arg| arg != given);
    let parents: Vec<_> = args.filter(|arg| arg != "help" && !arg.starts_with('-')).collect();
    let path = |last: &str| [parents.as_slice(), &[last.to_owned()]].concat().join(" ");
    let unknown = path(given);
    let near = || match error.get(ContextKind::SuggestedSubcommand) {
        // clap sorts these names by similarity, with the most similar one last.
        Some(ContextValue::Strings(near)) => near.last().map(|near| path(near)),
        _ => None,
    };
    let suggestion = synonym(&unknown).map(str::to_owned).or_else(|| {
        let near = near()?;
        Some(synonym(&near).map_or(near, str::to_owned))
    });
    Some(match suggestion {
        Some(suggestion) => format!("unknown command `{unknown}`: did you mean `{suggestion}`?"),
        None => {
            let parents: String = parents.iter().map(|parent| format!(" {parent}")).collect();
            format!("unknown command `{unknown}`; `liftpress{parents} --help` lists the commands")
        }
    })
}

fn synonym(path: &str) -> Option<&'static str> {
    SYNONYMS.iter().find(|(words, _)| words.contains(&path)).map(|(_, command)| *command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> clap::Error {
        let args = ["liftpress"].iter().chain(args);
        super::super::command().try_get_matches_from(args).expect_err("no such command, or only its help")
    }

    /// No word in the table is a command, and each word leads to an existing command.
    #[test]
    fn every_synonym_leads_to_a_command() {
        for (words, command) in SYNONYMS {
            // These two options take a value.
            let is_typed = |word: &&str| !["--shard", "--roster"].contains(word);
            let typed: Vec<_> = command.split(' ').filter(is_typed).chain(["--help"]).collect();
            assert_eq!(parse(&typed).kind(), ErrorKind::DisplayHelp, "{command}");
            for word in words.iter().filter(|word| **word != "next") {
                let typed: Vec<_> = word.split(' ').collect();
                let message = message(&parse(&typed), typed.iter().map(OsString::from));
                assert_eq!(message, Some(format!("unknown command `{word}`: did you mean `{command}`?")));
            }
        }
    }
}
