//! Two versions of a site.

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
use super::{Comparison, Fact, LifterComparison, ProgramComparison, Sign, Told};

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub enum Focus<'a> {
    /// All programs and lifters.
    All,
    /// One program, by its name before or after.
    Program(&'a Slug),
    /// One program with another.
    Pair(&'a Slug, &'a Slug),
    /// One lifter, with all of their booklets.
    Lifter(&'a Slug),
}

/// For whom the weights of programs are worked out.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Somebody whose max is 100 kg, or 200 lb, in everything but these lifts.
    Anybody(BTreeMap<Slug, Max>, Option<Unit>),
    /// A lifter.
    Lifter(Box<Lifter>),
}

/// Two versions of a site, and what to look at.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'c> {
    /// As it was.
    pub old: &'c Content,
    /// As it is.
    pub new: &'c Content,
    /// For whom the weights of programs are worked out.
    pub whose: &'c Whose,
}

/// Everything that two versions of a site differ in.
#[must_use]
pub fn compare_sites(sides: Sides<'_>, focus: Focus<'_>) -> Comparison {
    let Sides { old, new, .. } = sides;
    match focus {
        Focus::Lifter(slug) => {
            Comparison { lifters: sides.lifter(slug).into_iter().collect(), ..Comparison::default() }
        }
        Focus::Pair(before, after) => {
            // They were named as two, so that is no news.
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
        let nowhere = [old, new].map(names);
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
                (Some(before), Some(_)) => self.both(before, after?, was, is, &nowhere),
                (None, Some(slug)) => one_sided(new, slug, Sign::Added, &nowhere[1]),
                (Some(slug), None) => one_sided(old, slug, Sign::Removed, &nowhere[0]),
                (None, None) => return None,
            };
            (!found.is_empty()).then_some(found)
        };
        pairs.into_par_iter().filter_map(compare).collect()
    }

    /// Both versions of a program; one that has mistakes cannot be worked out, but is told of.
    fn both(
        self,
        before: &Slug,
        after: &Slug,
        was: Option<&Program>,
        is: Option<&Program>,
        nowhere: &[Vec<Diagnostic>; 2],
    ) -> ProgramComparison {
        let [then, now] = [(self.old, before, &nowhere[0]), (self.new, after, &nowhere[1])]
            .map(|(content, slug, names)| told(content, slug, names));
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
                ..bare(self.new, after, Sign::Changed)
            },
        };
        ProgramComparison {
            weights_of: self
                .weights_of(was.zip(is).and_then(|(was, is)| is.units.or(was.units)).or(self.new.settings.units)),
            trained_by: trained_by(self.new, after),
            renamed_from: (before != after).then(|| before.to_string()),
            told: now.difference(&then).cloned().collect(),
            settled: then.difference(&now).cloned().collect(),
            ..found
        }
    }

    fn roundings(self) -> [Rounding; 2] {
        [self.old, self.new].map(|content| content.settings.rounding)
    }

    /// For whom a program is worked out.
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

    /// `maxes of 100 kg`
    fn weights_of(self, units: Option<Unit>) -> String {
        match self.whose {
            Whose::Lifter(lifter) => lifter.name.clone(),
            Whose::Anybody(maxes, own) => {
                let units = own.or(units).unwrap_or(Unit::Kg);
                let others = if maxes.is_empty() { "" } else { "your maxes, and others of " };
                format!("{}{}", if others.is_empty() { "maxes of " } else { others }, typical(units).with_unit(units))
            }
        }
    }

    fn lifters(self) -> Vec<LifterComparison> {
        let slugs: BTreeSet<_> = self.old.lifters.iter().chain(&self.new.lifters).map(|lifter| &lifter.slug).collect();
        let of = |slug: &Slug| compare_lifters(lifter(self.old, slug), lifter(self.new, slug), self.roundings());
        slugs.into_iter().filter_map(of).collect()
    }

    /// One lifter, and each of their booklets, worked out from what they could do then, and can now.
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

/// Somebody in particular, for programs that are worked out for nobody: all maxes are 100 kg, or 200 lb.
#[must_use]
pub fn typical_lifter(program: &Program, library: &Library, units: Unit) -> Lifter {
    let phases = program.phases.iter().filter_map(|phase| phase.training_max);
    // A program without a training max may still have percentages of one.
    let all = if program.training_max.into_iter().chain(phases).count() == 0 { Some(Percent::WHOLE) } else { None };
    let training_max = TrainingMaxes { all, ..TrainingMaxes::default() };
    Lifter { training_max, ..uniform_lifter(program, library, typical(units), units) }
}

/// A program as a lifter trains it, or by its defaults.
fn edition<'c>(program: &'c Program, content: &'c Content, lifter: &'c Lifter) -> Edition<'c> {
    let assignment = lifter.programs.iter().find(|assigned| assigned.program == program.slug);
    Edition { program, basis: content.basis(), lifter, assignment }
}

/// A max of which percentages are easily read.
fn typical(units: Unit) -> Mass {
    match units {
        Unit::Kg => Mass::whole(100, units),
        Unit::Lb => Mass::whole(200, units),
    }
}

/// Every program, readable or not, by name.
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

fn told(content: &Content, slug: &Slug, nowhere: &[Diagnostic]) -> BTreeSet<Told> {
    diagnostics_of(content, nowhere, slug.as_str()).iter().map(Told::of).collect()
}

fn trained_by(content: &Content, slug: &Slug) -> Vec<String> {
    let trains = |lifter: &&Lifter| lifter.programs.iter().any(|assigned| assigned.program == *slug);
    content.lifters.iter().filter(trains).map(|lifter| lifter.name.clone()).collect()
}

/// A program that came or went.
fn one_sided(content: &Content, slug: &Slug, sign: Sign, nowhere: &[Diagnostic]) -> ProgramComparison {
    let told = if sign == Sign::Added { told(content, slug, nowhere).into_iter().collect() } else { Vec::new() };
    ProgramComparison { told, trained_by: trained_by(content, slug), ..bare(content, slug, sign) }
}

/// A program of which there is nothing to compare.
fn bare(content: &Content, slug: &Slug, sign: Sign) -> ProgramComparison {
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
