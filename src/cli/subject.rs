//! Whom a command is about: a program worked out for a lifter of the site, for maxes of the command line, or for both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use clap_complete::ArgValueCompleter;

use crate::check::{hide_allowed, names};
use crate::diagnostic::Report;
use crate::model::{Assignment, Choices, Chosen, Lifted, Lifter, Max, Program, Slug, parse_amount, parse_lifted};
use crate::plan::{Plan, expand};
use crate::progress::latest;
use crate::site::content_of;
use crate::source::{Content, Input, Missing};
use crate::units::{Mass, Unit};

use super::completions::lifters;
use super::select::{is_program_file, other_file, program_slugs};
use super::{Ended, Stop, Voice, ended, tell};

/// For whom a program is worked out. Which program it is, each command takes for itself.
#[derive(Debug, clap::Args)]
pub(super) struct Subject {
    /// What the lifter can do once: `bench=300lb`, `squat=180kg`; may be given several times
    #[arg(short, long, value_name = "LIFT=WEIGHT")]
    max: Vec<String>,
    /// What the lifter weighs, for exercises done with bodyweight: `82.5kg`
    #[arg(short, long, value_name = "WEIGHT")]
    bodyweight: Option<String>,
    /// A choice of one of the program's options: `supplemental=bbb`; may be given several times
    #[arg(long, value_name = "OPTION=CHOICE")]
    option: Vec<String>,
    /// A lifter of the site, whose maxes, units and equipment are taken
    #[arg(short, long, add = ArgValueCompleter::new(lifters))]
    lifter: Option<String>,
    /// The unit of everything that is shown [default: that of the first --max, the lifter or the program]
    #[arg(short, long, value_name = "kg|lb")]
    pub(super) units: Option<Unit>,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    site: PathBuf,
}

/// A program, and who trains it how.
pub(super) struct Training<'c> {
    program: &'c Program,
    pub(super) lifter: Lifter,
    pub(super) assignment: Assignment,
}

impl Subject {
    /// Reads the site, and the program where that is a file of its own.
    pub(super) fn read(&self, program: &str) -> Result<Content, Stop> {
        let folder = content_of(&self.site);
        if is_program_file(program) {
            let drafts = vec![PathBuf::from(program)];
            return Ok(Content::read_input(&Input { folder: folder.ok(), drafts, ..Input::default() }));
        }
        if let Some(other) = other_file(program) {
            return Err(Stop::Usage(other));
        }
        Ok(Content::read(&folder?))
    }

    /// The folder of the site.
    pub(super) fn site(&self) -> &Path {
        &self.site
    }

    /// Reports what is wrong with the program and the lifter as they are written, and stops where there is an error.
    pub(super) fn check(&self, content: &Content, program: &str, voice: Voice) -> Ended {
        let known = self.lifter.as_deref().map(|name| (content.lifter(name).ok(), content.file_of_lifter(name)));
        if let Some((None, Some(file))) = known {
            let of_lifter = content.diagnostics.iter().filter(|told| told.place.file == file);
            return ended(tell(Report::new(of_lifter, &content.files), voice));
        }
        let base = known.and_then(|(lifter, _)| lifter);
        let name = cycle(program, base).map_or_else(|| program_name(program), |own| own.program.as_str());
        if !is_program_file(program) && !program_slugs(content).any(|slug| slug.as_str() == name) {
            return Ok(());
        }
        let diagnostics = [content.diagnostics.clone(), names(content)].concat();
        ended(tell(Report::new(content.concerning(&diagnostics, name, base), &content.files), voice))
    }

    /// The program for the lifter, with what the command line says besides.
    pub(super) fn training<'c>(&self, content: &'c Content, program: &str) -> Result<Training<'c>, String> {
        let base = self.lifter(content)?;
        let own = cycle(program, base);
        let name = own.map_or_else(|| program_name(program), |own| own.program.as_str());
        let program = content.program(name).map_err(|missing| self.missing(content, &missing))?;
        let lifter = self.adhoc(content, program, base)?;
        let assignment = match own {
            Some(own) => choosing(own.clone(), &self.choices(program)?),
            None => assignment(program, base, &self.choices(program)?),
        };
        Ok(Training { program, lifter, assignment })
    }

    /// The name of what the lifter of the site trains last.
    pub(super) fn latest(&self, content: &Content) -> Result<String, String> {
        let lifter = self.lifter(content)?.ok_or("name a program")?;
        latest(content, lifter).map(|assignment| assignment.name.to_string())
    }

    /// The same, where the lifter trains one program alone, however often.
    pub(super) fn latest_cycle(&self, content: &Content) -> Result<Option<String>, String> {
        let trained = self.lifter(content)?.map(|lifter| lifter.programs.as_slice()).unwrap_or_default();
        let is_one = trained.iter().all(|assigned| assigned.program == trained[0].program);
        if is_one { self.latest(content).map(Some) } else { Ok(None) }
    }

    /// That there is no program of a name, which may be that of a cycle of some lifter.
    fn missing(&self, content: &Content, missing: &Missing) -> String {
        let Missing::Program { name, .. } = missing else { return missing.to_string() };
        let trains = |lifter: &&Lifter| cycle(name, Some(lifter)).is_some();
        match content.lifters.iter().find(trains).filter(|_| self.lifter.is_none()) {
            Some(lifter) => {
                format!("there is no program `{name}`; it is a booklet of `{0}`: add --lifter {0}", lifter.slug)
            }
            None => missing.to_string(),
        }
    }

    /// The names of all that the lifter of the site trains.
    pub(super) fn programs(&self, content: &Content) -> Result<Vec<String>, String> {
        let Some(lifter) = self.lifter(content)? else { return Ok(Vec::new()) };
        let programs: Vec<_> = lifter.programs.iter().map(|assigned| assigned.name.to_string()).collect();
        if programs.is_empty() { Err(format!("`{}` trains no program: name one", lifter.slug)) } else { Ok(programs) }
    }

    /// The lifter of the site, if one was named.
    pub(super) fn lifter<'c>(&self, content: &'c Content) -> Result<Option<&'c Lifter>, String> {
        self.lifter.as_deref().map(|name| content.lifter(name)).transpose().map_err(|missing| missing.to_string())
    }

    /// The lifter of the site, if one was named, with the maxes and units of the command line.
    fn adhoc(&self, content: &Content, program: &Program, base: Option<&Lifter>) -> Result<Lifter, String> {
        let own = self.units.or(base.map(|lifter| lifter.units));
        // `--max bench=300lb --max squat=400`: the second is in pounds too.
        let bare = own.or_else(|| named_unit(&self.max)).or(program.units).unwrap_or(Unit::Kg);
        let mut maxes = BTreeMap::new();
        for given in &self.max {
            let (slug, lifted, unit) = max_of(content, Some(program), given, bare)?;
            maxes.insert(slug, Max::given(lifted, unit));
        }
        let mut lifter = match base {
            Some(lifter) => lifter.clone(),
            None => {
                Lifter { rounding: content.settings.rounding.into(), ..Lifter::unnamed(program, bare, BTreeMap::new()) }
            }
        };
        lifter.units = bare;
        lifter.maxes.extend(maxes);
        if let Some(given) = &self.bodyweight {
            let amount = parse_amount(given, Some(bare))
                .map_err(|error| format!("--bodyweight {given}: {}", error.in_one_line()))?;
            lifter.bodyweight = Some(amount.for_unit(bare));
        }
        Ok(lifter)
    }

    /// What the command line chooses of the program's options.
    pub(super) fn choices(&self, program: &Program) -> Result<Choices, String> {
        let chosen = |given: &String| choice_of(program, given).map(|(option, choice)| (option, Chosen::plain(choice)));
        self.option.iter().map(chosen).collect()
    }
}

/// How a lifter trains the program: as they say themselves, but for these choices.
pub(super) fn assignment(program: &Program, lifter: Option<&Lifter>, choices: &Choices) -> Assignment {
    let own = lifter.and_then(|lifter| lifter.programs.iter().find(|assigned| assigned.program == program.slug));
    let place = lifter.map_or(&program.place, |lifter| &lifter.place);
    choosing(own.cloned().unwrap_or_else(|| Assignment::plain(program.slug.clone(), place.clone())), choices)
}

/// The assignment of a lifter that has this name; a file is none.
pub(super) fn cycle<'l>(name: &str, lifter: Option<&'l Lifter>) -> Option<&'l Assignment> {
    let lifter = lifter.filter(|_| !is_program_file(name))?;
    lifter.programs.iter().find(|assigned| assigned.name.as_str() == name)
}

fn choosing(mut assignment: Assignment, choices: &Choices) -> Assignment {
    assignment.options.extend(choices.iter().map(|(option, choice)| (option.clone(), choice.clone())));
    assignment
}

impl Training<'_> {
    /// The plan, with its diagnostics reported; stops where one is an error.
    pub(super) fn plan<'p>(&'p self, content: &'p Content, voice: Voice) -> Result<Plan<'p>, Stop> {
        let expansion = expand(self.program, &self.lifter, Some(&self.assignment), content.basis());
        let mut told = expansion.diagnostics;
        hide_allowed(content, &mut told);
        let fine = tell(Report::new(&told, &content.files), voice);
        expansion.plan.filter(|_| fine).ok_or(Stop::Reported)
    }
}

/// The one week that is wanted, if one is, and the program has it.
pub(super) fn week_of(program: &Program, week: Option<u16>) -> Result<Option<u16>, String> {
    let weeks = program.weeks();
    match week {
        Some(wanted) if !(1..=weeks).contains(&wanted) => {
            Err(format!("--week {wanted}: `{}` has weeks 1 to {weeks}", program.slug))
        }
        week => Ok(week),
    }
}

/// The name of the program: as it was given, or that of the file.
pub(super) fn program_name(program: &str) -> &str {
    let stem = Path::new(program).file_stem().and_then(|stem| stem.to_str());
    stem.filter(|_| is_program_file(program)).unwrap_or(program)
}

/// `supplemental=bbb`
fn choice_of(program: &Program, given: &str) -> Result<(Slug, Slug), String> {
    let (name, choice) =
        given.split_once('=').ok_or_else(|| format!("--option {given}: write --option supplemental=fsl"))?;
    let Some(option) = program.options.iter().find(|option| option.slug.as_str() == name.trim()) else {
        let names: Vec<_> = program.options.iter().map(|option| option.slug.as_str()).collect();
        return Err(match names.as_slice() {
            [] => format!("--option {given}: `{}` has no options", program.slug),
            names => format!("--option {given}: `{}` has {}", program.slug, names.join(", ")),
        });
    };
    let known = option.choices.iter().find(|known| known.slug.as_str() == choice.trim());
    let known = known.ok_or_else(|| {
        let names: Vec<_> = option.choices.iter().map(|choice| choice.slug.as_str()).collect();
        format!("--option {given}: `{}` is one of {}", option.slug, names.join(", "))
    })?;
    Ok((option.slug.clone(), known.slug.clone()))
}

/// The unit of the first max that names one.
pub(super) fn named_unit(maxes: &[String]) -> Option<Unit> {
    maxes.iter().find_map(|given| parse_lifted(given.split_once('=')?.1, None).ok()?.1)
}

/// `bench=300lb`, `pull-up=bw+40kg`
pub(super) fn max_of(
    content: &Content,
    program: Option<&Program>,
    given: &str,
    bare: Unit,
) -> Result<(Slug, Lifted, Unit), String> {
    let (name, weight) = given.split_once('=').ok_or_else(|| format!("--max {given}: write --max bench=300lb"))?;
    let own = program.map(|program| &program.exercises);
    let known = |slug: &Slug| content.library.get(slug).is_some() || own.is_some_and(|own| own.contains_key(slug));
    let slug = Slug::new(name.trim()).ok().filter(known).ok_or_else(|| {
        let own = own.into_iter().flatten().map(|(slug, _)| slug.as_str());
        format!("--max {given}: {}", content.library.unknown(name.trim(), own))
    })?;
    let (lifted, unit) =
        parse_lifted(weight, Some(bare)).map_err(|error| format!("--max {given}: {}", error.in_one_line()))?;
    if lifted == Lifted::Weight(Mass::ZERO) {
        return Err(format!("--max {given}: a max must be above 0"));
    }
    Ok((slug, lifted, unit.unwrap_or(bare)))
}
