//! `allow`: what an author has seen and wants to hear no more of.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, FileId, Severity, Sources};
use crate::model::{Allowed, Program};
use crate::source::Content;

/// An `allow`, and the file of the program that has it; none where it is the site's.
type Allow<'c> = (&'c Allowed, Option<FileId>);

fn allows(content: &Content) -> impl Iterator<Item = Allow<'_>> {
    let site = content.settings.allow.iter().map(|allowed| (allowed, None));
    site.chain(content.programs.iter().flat_map(of_program))
}

fn of_program(program: &Program) -> impl Iterator<Item = Allow<'_>> {
    program.allow.iter().map(|allowed| (allowed, Some(program.place.file)))
}

fn hides((allowed, file): Allow<'_>, diagnostic: &Diagnostic) -> bool {
    diagnostic.severity != Severity::Error
        && diagnostic.code == allowed.code
        && file.is_none_or(|file| diagnostic.place.file == file)
}

/// Takes out, and returns, the warnings and advice that the site allows, or the program that they are told of.
pub fn hide_allowed(content: &Content, diagnostics: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let allows: Vec<_> = allows(content).collect();
    diagnostics.extract_if(.., |diagnostic| allows.iter().any(|allow| hides(*allow, diagnostic))).collect()
}

/// Every `allow` that hides none of what was `hidden`: the next mistake of its kind would go unseen.
#[must_use]
pub fn unused_allows(content: &Content, hidden: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_needed = |allow: &Allow<'_>| hidden.iter().any(|diagnostic| hides(*allow, diagnostic));
    let (needed, idle): (Vec<_>, Vec<_>) = allows(content).partition(is_needed);
    // One that is inherited may be needed by one of the programs that have it.
    let at = |(allowed, _): Allow<'_>| {
        let located = content.files.locate(&allowed.place);
        (located.path.into_owned(), located.span)
    };
    let needed: HashSet<_> = needed.into_iter().map(at).collect();
    let unused = idle.into_iter().filter(|allow| !needed.contains(&at(*allow)));
    let warning = |(Allowed { code, place }, _): Allow<'_>| {
        Diagnostic::warning(Code::UnusedAllow, place.clone(), format!("there is no `{code}` to hide"))
            .help("take it out, or it hides the next one; errors are told whatever is allowed")
    };
    unused.map(warning).collect()
}
