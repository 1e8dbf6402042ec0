//! `allow`: what an author has seen and wants to hear no more of.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, FileId, Sources};
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

/// What is allowed, by code and by the file of the program it is allowed of; none where that is the whole site.
type Scope = (Code, Option<FileId>);

/// The two ways in which a diagnostic can be allowed; an error in none.
fn scopes(diagnostic: &Diagnostic) -> impl Iterator<Item = Scope> {
    let of_program = (diagnostic.code, Some(diagnostic.place.file));
    let both = [(diagnostic.code, None), of_program];
    both.into_iter().filter(|_| !diagnostic.is_error())
}

/// Takes out, and returns, the warnings and advice that the site allows, or the program that they are told of.
pub fn hide_allowed(content: &Content, diagnostics: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let allowed: HashSet<Scope> = allows(content).map(|(allowed, file)| (allowed.code, file)).collect();
    diagnostics.extract_if(.., |diagnostic| scopes(diagnostic).any(|scope| allowed.contains(&scope))).collect()
}

/// Every `allow` that hides none of what was `hidden`: the next mistake of its kind would go unseen.
#[must_use]
pub fn unused_allows(content: &Content, hidden: &[Diagnostic]) -> Vec<Diagnostic> {
    let hidden: HashSet<Scope> = hidden.iter().flat_map(scopes).collect();
    let is_needed = |(allowed, file): &Allow<'_>| hidden.contains(&(allowed.code, *file));
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
