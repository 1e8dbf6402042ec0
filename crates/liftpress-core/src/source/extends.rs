//! `extends`: a program as a change of another. Programs are put together as values, before anything of them is
//! decoded, so that whatever the language has can be inherited and changed.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::Slug;
use crate::units::Unit;

use super::Files;
use super::merge::merge;
use super::schema::PROGRAM;
use super::yaml::{Node, Pair, Reader, Value, Yaml};

/// Nobody can follow a program over more steps than this.
const MOST_STEPS: usize = 16;

/// A program's file as a value: what it says itself and, once derived, what it inherits.
pub(super) struct Written {
    pub(super) slug: Slug,
    pub(super) file: FileId,
    /// Nothing where the file is not YAML.
    pub(super) value: Option<Yaml>,
    /// Whether it says everything that it should, or lacks what it extends.
    pub(super) is_whole: bool,
}

impl Written {
    /// Its title, if it has one, and its slug.
    pub(super) fn title(&self) -> (Option<&str>, Slug) {
        let title = self.value.as_ref().and_then(|value| value.get("title")?.as_str());
        (title, self.slug.clone())
    }
}

/// What `extends` of a program leads to.
#[derive(Clone)]
enum Base {
    None,
    Program(usize, Place),
    /// To a program whose file cannot be read, which is told.
    Unread(Slug),
    /// To nothing that can be extended, which is told.
    Lost,
}

/// Puts every program together with what it extends; those for which that failed are returned, with what they would
/// extend. `unread` are programs whose files cannot be read, `units` those of programs that give none.
pub(super) fn derive(
    programs: &mut [Written],
    unread: &[Slug],
    files: &mut Files,
    units: Option<Unit>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Slug, Slug> {
    let mut bases = bases(programs, unread, &mut Reader::new(diagnostics));
    let mut failed = BTreeMap::new();
    let mut steps = vec![0; programs.len()];
    for program in in_order(programs, &mut bases, diagnostics) {
        let derived = match &bases[program] {
            Base::None => continue,
            Base::Lost | Base::Unread(_) => Err(Vec::new()),
            Base::Program(base, place) => {
                steps[program] = steps[*base] + 1;
                extended(&programs[program], &programs[*base], steps[program], place, units)
            }
        };
        let missing = match &bases[program] {
            Base::Program(base, _) if derived.is_err() => Some(&programs[*base].slug),
            Base::Unread(base) => Some(base),
            _ => None,
        };
        failed.extend(missing.map(|base| (programs[program].slug.clone(), base.clone())));
        let written = &mut programs[program];
        match derived {
            Ok((value, base)) => {
                written.value = Some(value);
                files.extend(written.file, base);
            }
            Err(mistakes) => {
                written.is_whole = false;
                written.value.iter_mut().for_each(without_taken_out);
                diagnostics.extend(mistakes);
            }
        }
    }
    failed
}

/// What every program extends.
fn bases(programs: &[Written], unread: &[Slug], reader: &mut Reader<'_>) -> Vec<Base> {
    let by_slug: HashMap<_, _> = programs.iter().enumerate().map(|(i, program)| (program.slug.as_str(), i)).collect();
    let mut base = |program: &Written| {
        let Some(root) = program.value.as_ref().map(|value| Node::root(value, program.file)) else { return Base::None };
        if !root.is_map() {
            return Base::None;
        }
        let Some(node) = reader.keys(&root, &PROGRAM).and_then(|map| map.get("extends")) else {
            return Base::None;
        };
        let Some(name) = reader.text(&node) else { return Base::Lost };
        if let Some(&base) = by_slug.get(name.as_str()) {
            return Base::Program(base, node.place());
        }
        if let Some(base) = unread.iter().find(|slug| slug.as_str() == name) {
            return Base::Unread(base.clone());
        }
        let names = programs.iter().filter(|other| other.file != program.file).map(|other| other.slug.as_str());
        let diagnostic =
            Diagnostic::error(Code::UnknownProgram, node.place(), format!("there is no program `{name}` to extend"));
        let otherwise = || Some("name a program of the site: its file name, without the ending".to_owned());
        reader.report(diagnostic.did_you_mean(&name, names, otherwise));
        Base::Lost
    };
    programs.iter().map(&mut base).collect()
}

/// Bases before what extends them. Those that extend one another in a circle are told, and lose their bases.
fn in_order(programs: &[Written], bases: &mut [Base], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; programs.len()];
    for start in 0..programs.len() {
        let mut way = Vec::new();
        let mut at = start;
        while !seen[at] {
            seen[at] = true;
            way.push(at);
            match &bases[at] {
                Base::Program(base, _) => at = *base,
                Base::None | Base::Lost | Base::Unread(_) => break,
            }
        }
        if let (Base::Program(..), Some(first)) = (&bases[at], way.iter().position(|&program| program == at)) {
            let circle: Vec<_> = way[first..].iter().map(|&program| (program, lost(&mut bases[program]))).collect();
            for i in 0..circle.len() {
                let round = circle[i..].iter().chain(&circle[..i]);
                let round =
                    round.filter_map(|(program, place)| Some((programs[*program].slug.as_str(), place.clone()?)));
                diagnostics.extend(circular(&round.collect::<Vec<_>>()));
            }
        }
        order.extend(way.into_iter().rev());
    }
    order
}

/// Takes away what a program extends; where it said so.
fn lost(base: &mut Base) -> Option<Place> {
    match std::mem::replace(base, Base::Lost) {
        Base::Program(_, place) => Some(place),
        Base::None | Base::Lost | Base::Unread(_) => None,
    }
}

/// Tells the first of a circle, in which each extends the next.
fn circular(round: &[(&str, Place)]) -> Option<Diagnostic> {
    let ((first, place), others) = round.split_first()?;
    let error = |message| Diagnostic::error(Code::ExtendsCircle, place.clone(), message);
    if others.is_empty() {
        let message = format!("`{first}` extends itself");
        return Some(error(message).help("name another program, or leave `extends` out"));
    }
    let back = if round.len() > MOST_STEPS { "…" } else { first };
    let names: Vec<_> = round.iter().map(|(name, _)| *name).take(MOST_STEPS).chain([back]).collect();
    let told = error(format!("`extends` leads round in a circle: {}", names.join(" → ")))
        .help("one of them has to stand by itself: write its work out, without `extends`");
    let others = others.iter().take(MOST_STEPS);
    Some(others.fold(told, |told, (name, place)| told.also(place.clone(), format!("`{name}` goes on from here"))))
}

/// A program laid over what it extends at `place`, the last of `steps`; and the file of that.
fn extended(
    program: &Written,
    base: &Written,
    steps: usize,
    place: &Place,
    units: Option<Unit>,
) -> Result<(Yaml, FileId), Vec<Diagnostic>> {
    let fail =
        |message: String, help: String| Err(vec![Diagnostic::error(Code::BadValue, place.clone(), message).help(help)]);
    let name = &base.slug;
    let (Some(own), Some(inherited), true) = (&program.value, &base.value, base.is_whole) else {
        // What is wrong with that one is reported there.
        return Err(Vec::new());
    };
    if own.pairs().is_none() || inherited.pairs().is_none() {
        return Err(Vec::new());
    }
    if steps > MOST_STEPS {
        let message = format!("`{}` stands at the end of more than {MOST_STEPS} programs", program.slug);
        return fail(message, "extend one that is nearer to the first".to_owned());
    }
    let merged = merge(inherited, own, program.file)?;
    let conflicts = [units_differ(name, inherited, own, units), phases_and_days(name, inherited, own, &merged)];
    let located = |(key, message, help): (&str, String, String)| {
        let pair = own.pairs().into_iter().flatten().find(|pair| *pair.key == *key);
        let span = pair.map_or(own.span, |pair| pair.key_span);
        Diagnostic::error(Code::BadValue, span.place(program.file), message).help(help)
    };
    let conflicts: Vec<_> = conflicts.into_iter().flatten().map(located).collect();
    if conflicts.is_empty() { Ok((merged, base.file)) } else { Err(conflicts) }
}

/// A key of the program, what is wrong with it, and the mend.
type Conflict = Option<(&'static str, String, String)>;

/// Bare weights that are inherited have to stay what they are.
fn units_differ(name: &Slug, inherited: &Yaml, own: &Yaml, site: Option<Unit>) -> Conflict {
    let unit = |map: &Yaml| match map.get("units") {
        None => Ok(site),
        Some(value) if value.is_null() => Ok(site),
        // Anything else is reported when the program is decoded.
        Some(value) => value.as_str().and_then(|text| text.parse().ok()).map(Some).ok_or(()),
    };
    own.get("units")?;
    let (Ok(Some(before)), Ok(after)) = (unit(inherited), unit(own)) else { return None };
    let message = match after {
        Some(after) if after == before => return None,
        Some(after) => format!("the weights that `{name}` gives without a unit are in {before}, not in {after}"),
        None => format!("the weights that `{name}` gives without a unit are in {before}"),
    };
    let help = "leave `units` out here; a lifter's own `units` decide what is printed";
    Some(("units", message, help.to_owned()))
}

/// A program has either `phases`, or `weeks` and `days` of its own.
fn phases_and_days(name: &Slug, inherited: &Yaml, own: &Yaml, merged: &Yaml) -> Conflict {
    let first = |map: &Yaml, keys: &[&'static str]| {
        keys.iter().find(|key| map.get(key).is_some_and(|value| !value.is_null())).copied()
    };
    let days = |map: &Yaml| first(map, &["days", "weeks"]);
    let phases = |map: &Yaml| first(map, &["phases"]);
    let has_both = |map: &Yaml| days(map).is_some() && phases(map).is_some();
    if !has_both(merged) || has_both(inherited) || has_both(own) {
        return None;
    }
    if let Some(key) = phases(own) {
        let message = format!("`{name}` has no phases: its `weeks` and `days` stand by themselves");
        let help = "change `weeks` and `days`; to begin anew, take them out: `weeks: ~` and `days: ~`";
        return Some((key, message, help.to_owned()));
    }
    let key = days(own)?;
    let message = format!("`{name}` has phases, and `{key}` beside them would be in none");
    let help = format!("change `{key}` in the phase where it is: `phases:`, and in it `- name: …` with `{key}`");
    Some((key, message, help))
}

/// `X: ~` takes out of what is not there. The rest of the program is still read, for its own mistakes.
fn without_taken_out(yaml: &mut Yaml) {
    match &mut yaml.value {
        Value::List(list) => list.iter_mut().for_each(without_taken_out),
        Value::Map(pairs) => {
            pairs.retain(|pair| !pair.value.is_null());
            for Pair { value, .. } in pairs.iter_mut() {
                without_taken_out(value);
            }
        }
        _ => {}
    }
}

/// Whether a mistake of a program is one even when it is not known what it extends.
pub(super) fn is_certain(diagnostic: &Diagnostic) -> bool {
    !matches!(diagnostic.code, Code::MissingKey | Code::WeekCount | Code::WeekRange)
}
