//! Compares two versions of a site.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::{diagnostics_of, names, uniform_lifter};
use crate::diagnostic::{Diagnostic, count_of};
use crate::model::{Assignment, Library, Lifter, Max, Program, Slug, TrainingMaxes};
use crate::source::Content;
use crate::units::{Mass, Percent, Rounding, Unit};

use super::align::align;
use super::facts::site_facts;
use super::lifters::compare_lifters;
use super::pairs::{Named, pairs};
use super::program::{Edition, compare_programs, with_mistakes};
use super::{Comparison, Fact, Finding, LifterComparison, ProgramComparison, Sign};

/// The part of a site to compare.
#[derive(Debug, Clone, Copy)]
pub enum Focus<'a> {
    /// All programs and lifters.
    All,
    /// One program, by its old or new slug.
    Program(&'a Slug),
    /// Two programs, which are compared although they are different programs.
    Pair(&'a Slug, &'a Slug),
    /// One lifter, with all booklets of the lifter.
    Lifter(&'a Slug),
}

/// The lifter for whom the weights of programs are calculated.
#[derive(Debug, Clone)]
pub enum Whose {
    /// A lifter with these maxes, and with a max of 100 kg or 200 lb in all other lifts. The unit is the one given
    /// here, if any.
    Anybody(BTreeMap<Slug, Max>, Option<Unit>),
    /// A lifter of the site.
    Lifter(Box<Lifter>),
}

/// Two versions of a site, and the lifter to compare them with.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'c> {
    /// The old version.
    pub old: &'c Content,
    /// The new version.
    pub new: &'c Content,
    /// The lifter for whom the weights of programs are calculated.
    pub whose: &'c Whose,
}

/// Returns the differences between two versions of a site.
#[must_use]
pub fn compare_sites(sides: Sides<'_>, focus: Focus<'_>) -> Comparison {
    let Sides { old, new, .. } = sides;
    match focus {
        Focus::Lifter(slug) => {
            Comparison { lifters: sides.lifter(slug).into_iter().collect(), ..Comparison::default() }
        }
        Focus::Pair(before, after) => {
            // The user asked to compare two different programs, so their different names are not a change.
            let found = sides.programs(vec![(Some(before), Some(after))]).into_iter();
            let found = found.map(|program| ProgramComparison { renamed_from: None, ..program });
            let programs = found.filter(|program| !program.is_empty()).collect();
            Comparison { programs, ..Comparison::default() }
        }
        Focus::Program(slug) => {
            let mut pairs = sides.pairs();
            pairs.retain(|(before, after)| [before, after].iter().any(|name| **name == Some(slug)));
            Comparison { programs: sides.programs(pairs), ..Comparison::default() }
        }
        Focus::All => Comparison {
            facts: site_facts(old.basis(), new.basis()),
            programs: sides.programs(sides.pairs()),
            lifters: sides.lifters(),
        },
    }
}

impl<'c> Sides<'c> {
    fn pairs(self) -> Vec<(Option<&'c Slug>, Option<&'c Slug>)> {
        pairs(&named(self.old), &named(self.new))
    }

    fn programs(self, pairs: Vec<(Option<&Slug>, Option<&Slug>)>) -> Vec<ProgramComparison> {
        let Self { old, new, .. } = self;
        let is_same_basis = old.texts_of_basis() == new.texts_of_basis();
        let unresolved = [old, new].map(names);
        let compare = |(before, after): (Option<&Slug>, Option<&Slug>)| {
            let of = |content: &'c Content, slug: Option<&Slug>| slug.and_then(|slug| program(content, slug));
            let (was, is) = (of(old, before), of(new, after));
            if let Some((was, is)) = was.zip(is)
                && is_same_basis
                && before == after
                && old.texts_of(was) == new.texts_of(is)
            {
                return None;
            }
            let found = match (before, after) {
                (Some(before), Some(_)) => self.both(before, after?, was, is, &unresolved),
                (None, Some(slug)) => one_sided(new, slug, Sign::Added, &unresolved[1]),
                (Some(slug), None) => one_sided(old, slug, Sign::Removed, &unresolved[0]),
                (None, None) => return None,
            };
            (!found.is_empty()).then_some(found)
        };
        pairs.into_par_iter().filter_map(compare).collect()
    }

    /// Compares both versions of a program. If a version has errors, it cannot be calculated, and only the diagnostics
    /// are compared.
    fn both(
        self,
        before: &Slug,
        after: &Slug,
        was: Option<&Program>,
        is: Option<&Program>,
        unresolved: &[Vec<Diagnostic>; 2],
    ) -> ProgramComparison {
        let [then, now] = [(self.old, before, &unresolved[0]), (self.new, after, &unresolved[1])]
            .map(|(content, slug, unresolved)| findings(content, slug, unresolved));
        let text = |content: &'_ Content, slug: &Slug| {
            content.file_of(slug.as_str()).map(|file| content.files.text(file).to_owned())
        };
        let is_same_text = text(self.old, before) == text(self.new, after);
        let found = match was.zip(is) {
            Some((was, is)) => {
                let units = is.units.or(was.units).or(self.new.settings.units).unwrap_or(Unit::Kg);
                let lifters = [(was, self.old), (is, self.new)]
                    .map(|(program, content)| self.lifter_for(program, content, units));
                let [old_lifter, new_lifter] = &lifters;
                compare_programs(edition(was, self.old, old_lifter), edition(is, self.new, new_lifter))
            }
            None => ProgramComparison {
                unreadable: if is_same_text { "" } else { with_mistakes(was.is_some(), is.is_some()) },
                title: is.or(was).map_or_else(|| after.to_string(), |program| program.title.clone()),
                ..uncompared(self.new, after, Sign::Changed)
            },
        };
        ProgramComparison {
            weights_of: self
                .weights_of(was.zip(is).and_then(|(was, is)| is.units.or(was.units)).or(self.new.settings.units)),
            trained_by: trained_by(self.new, after),
            renamed_from: (before != after).then(|| before.to_string()),
            reported: now.difference(&then).cloned().collect(),
            resolved: then.difference(&now).cloned().collect(),
            ..found
        }
    }

    fn roundings(self) -> [Rounding; 2] {
        [self.old, self.new].map(|content| content.settings.rounding)
    }

    /// Returns the lifter for whom a program is calculated.
    fn lifter_for(self, program: &Program, content: &Content, units: Unit) -> Lifter {
        match self.whose {
            Whose::Lifter(lifter) => lifter.as_ref().clone(),
            Whose::Anybody(maxes, own) => {
                let mut lifter = typical_lifter(program, &content.library, own.unwrap_or(units));
                lifter.maxes.extend(maxes.clone());
                lifter.rounding = content.settings.rounding.into();
                lifter
            }
        }
    }

    /// Returns the maxes that the weights are calculated from, in words: `maxes of 100 kg`.
    fn weights_of(self, units: Option<Unit>) -> String {
        match self.whose {
            Whose::Lifter(lifter) => lifter.name.clone(),
            Whose::Anybody(maxes, own) => {
                let units = own.or(units).unwrap_or(Unit::Kg);
                let typical = typical(units).with_unit(units);
                if maxes.is_empty() {
                    format!("maxes of {typical}")
                } else {
                    format!("your maxes, and {typical} for other lifts")
                }
            }
        }
    }

    fn lifters(self) -> Vec<LifterComparison> {
        let slugs: BTreeSet<_> = self.old.lifters.iter().chain(&self.new.lifters).map(|lifter| &lifter.slug).collect();
        let of = |slug: &Slug| compare_lifters(lifter(self.old, slug), lifter(self.new, slug), self.roundings());
        slugs.into_iter().filter_map(of).collect()
    }

    /// Compares a lifter, and each booklet of the lifter. Each version is calculated from the maxes in that version.
    fn lifter(self, slug: &Slug) -> Option<LifterComparison> {
        let (old, new) = (lifter(self.old, slug), lifter(self.new, slug));
        let known = new.or(old)?;
        let unchanged = || LifterComparison {
            slug: slug.to_string(),
            name: known.name.clone(),
            sign: Sign::Changed,
            facts: Vec::new(),
            booklets: Vec::new(),
        };
        let mut found = compare_lifters(old, new, self.roundings()).unwrap_or_else(unchanged);
        if let Some((old, new)) = old.zip(new) {
            let is_same = |was: &Assignment, is: &Assignment| was.program == is.program && was.schedule == is.schedule;
            let pairs = align(&old.programs, &new.programs, is_same, |was, is| was.program == is.program);
            let both = pairs.into_iter().filter_map(|(was, is)| Some((&old.programs[was?], &new.programs[is?])));
            found.booklets = both
                .filter_map(|(was, is)| {
                    let (before, after) = (program(self.old, &was.program)?, program(self.new, &is.program)?);
                    let found = compare_programs(
                        Edition { program: before, basis: self.old.basis(), lifter: old, assignment: Some(was) },
                        Edition { program: after, basis: self.new.basis(), lifter: new, assignment: Some(is) },
                    );
                    let found =
                        ProgramComparison { slug: is.name.to_string(), weights_of: known.name.clone(), ..found };
                    (!found.is_empty()).then_some(found)
                })
                .collect();
        }
        (found.sign != Sign::Changed || !found.facts.is_empty() || !found.booklets.is_empty()).then_some(found)
    }
}

/// Returns a lifter for comparing programs without a lifter of the site. All maxes are 100 kg, or 200 lb.
#[must_use]
pub fn typical_lifter(program: &Program, library: &Library, units: Unit) -> Lifter {
    let phases = program.phases.iter().filter_map(|phase| phase.training_max);
    // A program that gives no training max may still have percentages of a training max.
    let all = if program.training_max.into_iter().chain(phases).count() == 0 { Some(Percent::WHOLE) } else { None };
    let training_max = TrainingMaxes { all, ..TrainingMaxes::default() };
    Lifter { training_max, ..uniform_lifter(program, library, typical(units), units) }
}

/// Returns a program as the lifter trains it; with the default choices if the lifter does not train it.
fn edition<'c>(program: &'c Program, content: &'c Content, lifter: &'c Lifter) -> Edition<'c> {
    let assignment = lifter.programs.iter().find(|assigned| assigned.program == program.slug);
    Edition { program, basis: content.basis(), lifter, assignment }
}

/// Returns a max in which percentages are easy to read as weights.
fn typical(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(100, units),
        Unit::Lb => Mass::whole(200, units),
    }
}

/// Returns every program with the text of its file, sorted by name, including programs with errors.
fn named(content: &Content) -> Vec<Named<'_>> {
    let slugs: BTreeSet<_> =
        content.programs.iter().map(|program| &program.slug).chain(&content.broken.slugs).collect();
    let text = |slug: &Slug| content.file_of(slug.as_str()).map_or("", |file| content.files.text(file));
    slugs.into_iter().map(|slug| (slug, text(slug))).collect()
}

fn program<'c>(content: &'c Content, slug: &Slug) -> Option<&'c Program> {
    content.programs.binary_search_by(|program| program.slug.cmp(slug)).ok().map(|at| &content.programs[at])
}

fn lifter<'c>(content: &'c Content, slug: &Slug) -> Option<&'c Lifter> {
    content.lifters.binary_search_by(|lifter| lifter.slug.cmp(slug)).ok().map(|at| &content.lifters[at])
}

fn findings(content: &Content, slug: &Slug, unresolved: &[Diagnostic]) -> BTreeSet<Finding> {
    diagnostics_of(content, unresolved, slug.as_str()).iter().map(Finding::of).collect()
}

fn trained_by(content: &Content, slug: &Slug) -> Vec<String> {
    let trains = |lifter: &&Lifter| lifter.programs.iter().any(|assigned| assigned.program == *slug);
    content.lifters.iter().filter(trains).map(|lifter| lifter.name.clone()).collect()
}

/// Describes a program that was added or removed.
fn one_sided(content: &Content, slug: &Slug, sign: Sign, unresolved: &[Diagnostic]) -> ProgramComparison {
    let reported =
        if sign == Sign::Added { findings(content, slug, unresolved).into_iter().collect() } else { Vec::new() };
    ProgramComparison { reported, trained_by: trained_by(content, slug), ..uncompared(content, slug, sign) }
}

/// Returns a comparison with only the title and the size of a program of which at most one version is readable.
fn uncompared(content: &Content, slug: &Slug, sign: Sign) -> ProgramComparison {
    let known = program(content, slug);
    let size = known.map(|program| {
        let days = program.training_days_per_week();
        format!("{} of {}", count_of(program.weeks().into(), "week"), count_of(days, "day"))
    });
    let fact = |text: String| match sign {
        Sign::Removed => Fact { what: "weeks".into(), old: text, new: String::new() },
        _ => Fact { what: "weeks".into(), old: String::new(), new: text },
    };
    let title = known.map_or("", |program| program.title.as_str());
    let facts = size.filter(|_| sign != Sign::Changed).map(fact).into_iter().collect();
    ProgramComparison { facts, ..ProgramComparison::of(slug, title, sign) }
}
