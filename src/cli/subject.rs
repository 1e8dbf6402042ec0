//! The lifter for whom a command calculates a program. The command line names a lifter of the site, gives maxes, or does both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
use super::selection::{is_program_file, other_file, program_slugs};
use super::shared_args::SiteOption;
use super::{Failure, Outcome, Verbosity, print_report, reported};

/// The options that describe a lifter. The program is not among them, because each command has its own argument for it.
#[derive(Debug, clap::Args)]
pub(super) struct Subject {
    /// A one-rep max, as in `bench=300lb`; repeat it for other lifts
    #[arg(short, long, alias = "maxes", value_name = "LIFT=WEIGHT")]
    max: Vec<String>,
    /// The lifter's bodyweight, as in `82.5kg`, for bodyweight exercises
    #[arg(short, long, value_name = "WEIGHT")]
    bodyweight: Option<String>,
    /// A choice for an option of the program, as in `supplemental=bbb`; repeat it for other options
    #[arg(long, alias = "options", value_name = "OPTION=CHOICE")]
    option: Vec<String>,
    /// A lifter of the site, with their maxes, units and equipment
    #[arg(short, long, add = ArgValueCompleter::new(lifters))]
    lifter: Option<String>,
    /// The unit of all weights [default: the unit of the first --max, of the lifter, or of the program]
    #[arg(short, long, alias = "unit", value_name = "kg|lb")]
    pub(super) units: Option<Unit>,
    #[command(flatten)]
    site: SiteOption,
}

/// A program, the lifter who trains it, and the lifter's assignment, which has the choices and dates for the program.
pub(super) struct Training<'c> {
    program: &'c Program,
    pub(super) lifter: Lifter,
    pub(super) assignment: Assignment,
}

impl Subject {
    /// Reads the site. If the program is given as a file, reads this file too.
    pub(super) fn read(&self, program: &str) -> Result<Content, Failure> {
        let folder = content_of(self.site.path());
        if is_program_file(program) {
            let drafts = vec![PathBuf::from(program)];
            return Ok(Content::read_input(&Input { folder: folder.ok(), drafts, ..Input::default() }));
        }
        if let Some(other) = other_file(program) {
            return Err(Failure::Usage(other));
        }
        Ok(Content::read(&folder?))
    }

    /// Returns the folder of the site.
    pub(super) fn site(&self) -> &Path {
        self.site.path()
    }

    /// Reports mistakes in the files of the program and the lifter. Fails if one of them is an error.
    pub(super) fn check(&self, content: &Content, program: &str, verbosity: Verbosity) -> Outcome {
        let known = self.lifter.as_deref().map(|name| (content.lifter(name).ok(), content.file_of_lifter(name)));
        if let Some((None, Some(file))) = known {
            let of_lifter = content.diagnostics.iter().filter(|diagnostic| diagnostic.place.file == file);
            return reported(print_report(Report::new(of_lifter, &content.files), verbosity));
        }
        let base = known.and_then(|(lifter, _)| lifter);
        let name = cycle(program, base).map_or_else(|| program_name(program), |own| own.program.as_str());
        if !is_program_file(program) && !program_slugs(content).any(|slug| slug.as_str() == name) {
            return Ok(());
        }
        let diagnostics = [content.diagnostics.clone(), names(content)].concat();
        reported(print_report(Report::new(content.concerning(&diagnostics, name, base), &content.files), verbosity))
    }

    /// Returns the program and the lifter, with the maxes and choices of the command line.
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

    /// Returns the name of the lifter's latest booklet.
    pub(super) fn latest(&self, content: &Content) -> Result<String, String> {
        let lifter = self.lifter(content)?.ok_or("name a program, or a lifter with `--lifter`")?;
        latest(content, lifter).map(|assignment| assignment.name.to_string())
    }

    /// Returns the name of the lifter's latest booklet if all their booklets are cycles of one program.
    pub(super) fn latest_cycle(&self, content: &Content) -> Result<Option<String>, String> {
        let assignments = self.lifter(content)?.map(|lifter| lifter.programs.as_slice()).unwrap_or_default();
        let is_one_program = assignments.iter().all(|assigned| assigned.program == assignments[0].program);
        if is_one_program { self.latest(content).map(Some) } else { Ok(None) }
    }

    /// Returns the message for a missing program. If the name is that of a lifter's booklet, the message says so.
    fn missing(&self, content: &Content, missing: &Missing) -> String {
        let Missing::Program { name, .. } = missing else { return missing.to_string() };
        let trains = |lifter: &&Lifter| cycle(name, Some(lifter)).is_some();
        match content.lifters.iter().find(trains).filter(|_| self.lifter.is_none()) {
            Some(lifter) => {
                format!(
                    "there is no program `{name}`, but `{0}` has a booklet of that name: add `--lifter {0}`",
                    lifter.slug
                )
            }
            None => missing.to_string(),
        }
    }

    /// Returns the names of all booklets of the lifter.
    pub(super) fn programs(&self, content: &Content) -> Result<Vec<String>, String> {
        let Some(lifter) = self.lifter(content)? else { return Ok(Vec::new()) };
        let programs: Vec<_> = lifter.programs.iter().map(|assigned| assigned.name.to_string()).collect();
        if programs.is_empty() {
            Err(format!("`{}` has no programs: name a program", lifter.slug))
        } else {
            Ok(programs)
        }
    }

    /// Returns the lifter of the site, if `--lifter` was given.
    pub(super) fn lifter<'c>(&self, content: &'c Content) -> Result<Option<&'c Lifter>, String> {
        self.lifter.as_deref().map(|name| content.lifter(name)).transpose().map_err(|missing| missing.to_string())
    }

    /// Returns the lifter of the site with the maxes and units of the command line. Without `--lifter`, returns a lifter without
    /// a name.
    fn adhoc(&self, content: &Content, program: &Program, base: Option<&Lifter>) -> Result<Lifter, String> {
        let own = self.units.or(base.map(|lifter| lifter.units));
        // In `--max bench=300lb --max squat=400`, both maxes are in pounds.
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

    /// Returns the choices for the program's options that the command line gives.
    pub(super) fn choices(&self, program: &Program) -> Result<Choices, String> {
        let chosen = |given: &String| choice_of(program, given).map(|(option, choice)| (option, Chosen::plain(choice)));
        self.option.iter().map(chosen).collect()
    }
}

/// Returns the lifter's assignment for the program, with these choices in addition.
pub(super) fn assignment(program: &Program, lifter: Option<&Lifter>, choices: &Choices) -> Assignment {
    let own = lifter.and_then(|lifter| lifter.programs.iter().find(|assigned| assigned.program == program.slug));
    let place = lifter.map_or(&program.place, |lifter| &lifter.place);
    choosing(own.cloned().unwrap_or_else(|| Assignment::plain(program.slug.clone(), place.clone())), choices)
}

/// Returns the lifter's assignment with this name, or `None` if there is none or if the name is the path of a file.
pub(super) fn cycle<'l>(name: &str, lifter: Option<&'l Lifter>) -> Option<&'l Assignment> {
    let lifter = lifter.filter(|_| !is_program_file(name))?;
    lifter.programs.iter().find(|assigned| assigned.name.as_str() == name)
}

fn choosing(mut assignment: Assignment, choices: &Choices) -> Assignment {
    assignment.options.extend(choices.iter().map(|(option, choice)| (option.clone(), choice.clone())));
    assignment
}

impl Training<'_> {
    /// Calculates the plan and reports its diagnostics.
    ///
    /// # Errors
    ///
    /// Fails if a diagnostic is an error.
    pub(super) fn plan<'p>(&'p self, content: &'p Content, verbosity: Verbosity) -> Result<Plan<'p>, Failure> {
        let expansion = expand(self.program, &self.lifter, Some(&self.assignment), content.basis());
        let mut diagnostics = expansion.diagnostics;
        hide_allowed(content, &mut diagnostics);
        let is_fine = print_report(Report::new(&diagnostics, &content.files), verbosity);
        expansion.plan.filter(|_| is_fine).ok_or(Failure::Reported)
    }
}

/// Fails if the program does not have the week that `--week` names.
pub(super) fn week_of(program: &Program, week: Option<u16>) -> Result<Option<u16>, String> {
    let weeks = program.weeks();
    match week {
        Some(wanted) if !(1..=weeks).contains(&wanted) => {
            Err(format!("--week {wanted}: `{}` has weeks 1 to {weeks}", program.slug))
        }
        week => Ok(week),
    }
}

/// Returns the name of a program that is given by its name or as a file.
pub(super) fn program_name(program: &str) -> &str {
    let stem = Path::new(program).file_stem().and_then(|stem| stem.to_str());
    stem.filter(|_| is_program_file(program)).unwrap_or(program)
}

/// Parses a choice for an option of the program, such as `supplemental=bbb`.
fn choice_of(program: &Program, given: &str) -> Result<(Slug, Slug), String> {
    let (name, choice) = given
        .split_once('=')
        .ok_or_else(|| format!("--option {given}: expected OPTION=CHOICE, as in `--option supplemental=fsl`"))?;
    let Some(option) = program.options.iter().find(|option| option.slug.as_str() == name.trim()) else {
        let names: Vec<_> = program.options.iter().map(|option| option.slug.as_str()).collect();
        return Err(match names.as_slice() {
            [] => format!("--option {given}: `{}` has no options", program.slug),
            names => format!("--option {given}: the options of `{}` are {}", program.slug, names.join(", ")),
        });
    };
    let known = option.choices.iter().find(|known| known.slug.as_str() == choice.trim());
    let known = known.ok_or_else(|| {
        let names: Vec<_> = option.choices.iter().map(|choice| choice.slug.as_str()).collect();
        format!("--option {given}: the choices of `{}` are {}", option.slug, names.join(", "))
    })?;
    Ok((option.slug.clone(), known.slug.clone()))
}

/// Returns the unit of the first max that has one.
pub(super) fn named_unit(maxes: &[String]) -> Option<Unit> {
    maxes.iter().find_map(|given| parse_lifted(given.split_once('=')?.1, None).ok()?.1)
}

/// Parses a max, such as `bench=300lb` or `pull-up=bw+40kg`. `bare` is the unit of a weight that is written without a unit.
pub(super) fn max_of(
    content: &Content,
    program: Option<&Program>,
    given: &str,
    bare: Unit,
) -> Result<(Slug, Lifted, Unit), String> {
    let (name, weight) = given
        .split_once('=')
        .ok_or_else(|| format!("--max {given}: expected LIFT=WEIGHT, as in `--max bench=300lb`"))?;
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
