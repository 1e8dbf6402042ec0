//! `extends`: a program that changes another. Programs are merged as YAML values, before they are decoded, so that
//! every key of the format can be inherited and changed.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic, FileId, Place};
use crate::model::Slug;
use crate::units::Unit;

use super::Files;
use super::merge::merge;
use super::schema::PROGRAM;
use super::yaml::{Node, Pair, Reader, Value, Yaml};

/// The most programs that may extend one another in a row. Readers cannot follow a longer chain.
const MAX_STEPS: usize = 16;

/// The YAML value of a program's file. After `derive`, the value includes what the program inherits.
pub(super) struct Written {
    pub(super) slug: Slug,
    pub(super) file: FileId,
    /// `None` if the file is not YAML.
    pub(super) value: Option<Yaml>,
    /// Whether the value includes everything that the program inherits; `false` if the program that it extends is
    /// missing.
    pub(super) is_whole: bool,
}

impl Written {
    /// Returns the title, if there is one, and the slug.
    pub(super) fn title(&self) -> (Option<&str>, Slug) {
        let title = self.value.as_ref().and_then(|value| value.get("title")?.as_str());
        (title, self.slug.clone())
    }
}

/// The program that another one extends.
#[derive(Clone)]
enum Base {
    None,
    Program(usize, Place),
    /// A program whose file cannot be read. The mistake has been reported.
    Unread(Slug),
    /// No program that can be extended. The mistake has been reported.
    Lost,
}

/// Merges every program with the program that it extends, its base. Returns the programs that could not be merged, each
/// with its base. `unread` has the programs whose files cannot be read, and `units` is the unit of programs that do not
/// give a unit.
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
                written.value.iter_mut().for_each(without_removals);
                diagnostics.extend(mistakes);
            }
        }
    }
    failed
}

/// Returns the base of every program: the program that it extends, if any.
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
        let otherwise = || Some("write the name of a program of the site: its file name without the ending".to_owned());
        reader.report(diagnostic.did_you_mean(&name, names, otherwise));
        Base::Lost
    };
    programs.iter().map(&mut base).collect()
}

/// Orders programs so that each program comes after its base. If programs extend one another in a circle, reports them
/// and removes their bases.
fn in_order(programs: &[Written], bases: &mut [Base], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; programs.len()];
    for start in 0..programs.len() {
        let mut path = Vec::new();
        let mut at = start;
        while !seen[at] {
            seen[at] = true;
            path.push(at);
            match &bases[at] {
                Base::Program(base, _) => at = *base,
                Base::None | Base::Lost | Base::Unread(_) => break,
            }
        }
        if let (Base::Program(..), Some(first)) = (&bases[at], path.iter().position(|&program| program == at)) {
            let circle: Vec<_> = path[first..].iter().map(|&program| (program, lost(&mut bases[program]))).collect();
            for i in 0..circle.len() {
                let round = circle[i..].iter().chain(&circle[..i]);
                let round =
                    round.filter_map(|(program, place)| Some((programs[*program].slug.as_str(), place.clone()?)));
                diagnostics.extend(circular(&round.collect::<Vec<_>>()));
            }
        }
        order.extend(path.into_iter().rev());
    }
    order
}

/// Removes the base of a program. Returns the place of `extends`.
fn lost(base: &mut Base) -> Option<Place> {
    match std::mem::replace(base, Base::Lost) {
        Base::Program(_, place) => Some(place),
        Base::None | Base::Lost | Base::Unread(_) => None,
    }
}

/// Returns the error for the first program of a circle of programs, in which each one extends the next.
fn circular(round: &[(&str, Place)]) -> Option<Diagnostic> {
    let ((first, place), others) = round.split_first()?;
    let error = |message| Diagnostic::error(Code::ExtendsCircle, place.clone(), message);
    if others.is_empty() {
        let message = format!("`{first}` extends itself");
        return Some(error(message).help("write the name of another program, or remove `extends`"));
    }
    let back = if round.len() > MAX_STEPS { "…" } else { first };
    let names: Vec<_> = round.iter().map(|(name, _)| *name).take(MAX_STEPS).chain([back]).collect();
    let diagnostic = error(format!("`extends` forms a circle: {}", names.join(" → ")))
        .help("remove `extends` from one of these programs, and write the keys that this program should inherit into its file");
    let label = |name: &str| format!("`{name}` continues the circle");
    let others = others.iter().take(MAX_STEPS);
    Some(others.fold(diagnostic, |diagnostic, (name, place)| diagnostic.also(place.clone(), label(name))))
}

/// Returns `program` merged with `base`, and the file of `base`. `steps` is the number of programs that `program`
/// extends, directly and indirectly, and `place` is the place of `extends`.
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
        // The mistakes in the base are reported in the base's own file.
        return Err(Vec::new());
    };
    if own.pairs().is_none() || inherited.pairs().is_none() {
        return Err(Vec::new());
    }
    if steps > MAX_STEPS {
        let message = format!("`{}` extends more than {MAX_STEPS} programs, one after another", program.slug);
        return fail(message, "extend a program that is nearer to the first one".to_owned());
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

/// The key that conflicts with the base, the message and the help; `None` if there is no conflict.
type Conflict = Option<(&'static str, String, String)>;

/// Returns a conflict if a program changes the unit of its base, because inherited weights without a unit must keep
/// their meaning.
fn units_differ(name: &Slug, inherited: &Yaml, own: &Yaml, site: Option<Unit>) -> Conflict {
    let unit = |map: &Yaml| match map.get("units") {
        None => Ok(site),
        Some(value) if value.is_null() => Ok(site),
        // An invalid unit is reported when the program is decoded.
        Some(value) => value.as_str().and_then(|text| text.parse().ok()).map(Some).ok_or(()),
    };
    own.get("units")?;
    let (Ok(Some(before)), Ok(after)) = (unit(inherited), unit(own)) else { return None };
    let message = match after {
        Some(after) if after == before => return None,
        Some(after) => format!("weights without a unit are in {before} in `{name}`, so `units` cannot be {after} here"),
        None => format!("weights without a unit are in {before} in `{name}`, so `units` cannot be removed here"),
    };
    let help = "delete this line; a lifter's own `units` decide the unit of their booklet";
    Some(("units", message, help.to_owned()))
}

/// Returns a conflict if the merged program would have `phases`, and also `weeks` or `days` at the top level.
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
        let message = format!("`phases` cannot be combined with the `weeks` and `days` inherited from `{name}`");
        let help =
            "change `weeks` and `days` here instead; to replace them with `phases`, add `weeks: ~` and `days: ~`";
        return Some((key, message, help.to_owned()));
    }
    let key = days(own)?;
    let message = format!("`{name}` has `phases`, so `{key}` must be in one of them");
    let help = format!("move `{key}` into `phases:`, below `- name: …` with the name of the phase");
    Some((key, message, help))
}

/// Removes the keys whose value is `~`, because the parts that they would remove are in the missing base. The rest of
/// the program can then be checked for mistakes.
fn without_removals(yaml: &mut Yaml) {
    match &mut yaml.value {
        Value::List(list) => list.iter_mut().for_each(without_removals),
        Value::Map(pairs) => {
            pairs.retain(|pair| !pair.value.is_null());
            for Pair { value, .. } in pairs.iter_mut() {
                without_removals(value);
            }
        }
        _ => {}
    }
}

/// Returns whether a mistake in a program is certain, even though the program that it extends is unknown.
pub(super) fn is_certain(diagnostic: &Diagnostic) -> bool {
    !matches!(diagnostic.code, Code::MissingKey | Code::WeekCount | Code::WeekRange)
}
