//! The groups of commands in `liftpress --help` and in its manual page.
//!
//! clap lists all commands under one heading. The help template below lists them under several headings, each command with the
//! first line of its help.

use std::fmt::Write as _;

use clap::Command;

/// The headings, each with its commands.
pub(super) const GROUPS: &[(&str, &[&str])] = &[
    ("Write", &["init", "new", "check", "fmt", "theme"]),
    ("Build and preview", &["build", "serve", "show", "export"]),
    ("Lifters", &["list", "maxes"]),
    ("Git", &["diff", "log"]),
    ("Reference", &["explain"]),
    ("For shells, editors and scripts", &["merge", "schema", "completions", "man", "textconv"]),
];

/// Returns the commands of a group.
pub(super) fn commands_of<'c>(command: &'c Command, names: &[&'static str]) -> impl Iterator<Item = &'c Command> {
    names.iter().filter_map(|name| command.find_subcommand(name))
}

/// Returns what a command does, in one line.
pub(super) fn summary(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// Returns the name of a command with its aliases, as in `explain, why`.
fn names(command: &Command) -> String {
    [command.get_name()].into_iter().chain(command.get_visible_aliases()).collect::<Vec<_>>().join(", ")
}

/// Changes the help of `command` so that it lists the commands in groups.
pub(super) fn with_groups(command: Command) -> Command {
    let template = template(&command);
    command.help_template(template)
}

fn template(command: &Command) -> String {
    let (header, literal) = (command.get_styles().get_header(), command.get_styles().get_literal());
    let width = command.get_subcommands().map(|command| names(command).len()).max().unwrap_or(0);
    let mut template = "{before-help}{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    for (heading, group) in GROUPS {
        let _ = writeln!(template, "\n{header}{heading}:{header:#}");
        for command in commands_of(command, group) {
            let (names, summary) = (names(command), summary(command));
            let _ = writeln!(template, "  {literal}{names:<width$}{literal:#}  {summary}");
        }
    }
    let _ = write!(template, "\n{header}Options:{header:#}\n{{options}}{{after-help}}");
    template
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visible_command_is_in_exactly_one_group() {
        let command = super::super::command();
        let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
        let mut visible: Vec<_> = visible.map(|command| command.get_name().to_owned()).collect();
        let mut grouped: Vec<_> = GROUPS.iter().flat_map(|(_, group)| *group).map(|name| (*name).to_owned()).collect();
        visible.sort();
        grouped.sort();
        assert_eq!(grouped, visible);
    }

    /// clap does not wrap the lines of the template.
    #[test]
    fn lines_of_commands_fit_into_a_terminal() {
        for line in super::super::command().render_help().to_string().lines().take_while(|line| *line != "Options:") {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
