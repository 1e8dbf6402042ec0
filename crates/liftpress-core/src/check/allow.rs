//! `allow`: warnings and advice that an author has accepted.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, FileId, Sources};
use crate::model::{Allowed, Program};
use crate::source::Content;

/// An `allow`, and the file of the program that has it. The file is `None` for an `allow` of the site.
type Allow<'c> = (&'c Allowed, Option<FileId>);

fn allows(content: &Content) -> impl Iterator<Item = Allow<'_>> {
    let site = content.settings.allow.iter().map(|allowed| (allowed, None));
    site.chain(content.programs.iter().flat_map(of_program))
}

fn of_program(program: &Program) -> impl Iterator<Item = Allow<'_>> {
    program.allow.iter().map(|allowed| (allowed, Some(program.place.file)))
}

/// An allowed code, and the file of the program that allows it. The file is `None` if the whole site allows the code.
type Scope = (Code, Option<FileId>);

/// Returns the two scopes that can hide a diagnostic: the site, and the diagnostic's file. An error has no scopes,
/// because it cannot be hidden.
fn scopes(diagnostic: &Diagnostic) -> impl Iterator<Item = Scope> {
    let of_program = (diagnostic.code, Some(diagnostic.place.file));
    let both = [(diagnostic.code, None), of_program];
    both.into_iter().filter(|_| !diagnostic.is_error())
}

/// Removes from `diagnostics` the warnings and advice that the site or their program allows, and returns the removed
/// ones.
pub fn hide_allowed(content: &Content, diagnostics: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let allowed: HashSet<Scope> = allows(content).map(|(allowed, file)| (allowed.code, file)).collect();
    diagnostics.extract_if(.., |diagnostic| scopes(diagnostic).any(|scope| allowed.contains(&scope))).collect()
}

/// Returns a warning for each `allow` that hides nothing. Such an `allow` would hide the next mistake of its kind.
#[must_use]
pub fn unused_allows(content: &Content, hidden: &[Diagnostic]) -> Vec<Diagnostic> {
    let hidden: HashSet<Scope> = hidden.iter().flat_map(scopes).collect();
    let is_used = |(allowed, file): &Allow<'_>| hidden.contains(&(allowed.code, *file));
    let (used, idle): (Vec<_>, Vec<_>) = allows(content).partition(is_used);
    // Several programs may inherit one `allow`. It is used if it hides a diagnostic in one of them.
    let at = |(allowed, _): Allow<'_>| {
        let located = content.files.locate(&allowed.place);
        (located.path.into_owned(), located.span)
    };
    let used: HashSet<_> = used.into_iter().map(at).collect();
    let unused = idle.into_iter().filter(|allow| !used.contains(&at(*allow)));
    let warning = |(Allowed { code, place }, _): Allow<'_>| {
        Diagnostic::warning(Code::UnusedAllow, place.clone(), format!("`{code}` in `allow` hides nothing"))
            .help("remove it, or it will hide the next mistake of its kind; errors are never hidden")
    };
    unused.map(warning).collect()
}
