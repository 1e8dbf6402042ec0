//! Hashes that show which lifters have equal days. A hash covers everything that output can show of a day. Each struct
//! is destructured, so that no new field is forgotten. Texts and program nodes are identified by their address, so a
//! hash is valid only while they exist. A hash leaves out the date and everything that does not depend on the plan.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::ptr;

use crate::model::{
    Assignment, ByExercise, Equipment, Lifted, Lifter, Max, MaxRecord, Measure, Roundings, Since, TrainingMaxes,
};

use super::{Alternative, Block, Day, Item, Line, Plan, Strip, StripRow, Substitute, WarmupSet, Week};

/// Hashes the address of a program node.
fn at<T: ?Sized>(written: &T, to: &mut impl Hasher) {
    ptr::from_ref(written).cast::<()>().hash(to);
}

impl Plan<'_> {
    /// Hashes everything that determines the weights of this plan except the lifter's maxes and bodyweight. Plans with equal
    /// hashes have the same days and rules and differ only in weights.
    pub fn hash_shape(&self, to: &mut impl Hasher) {
        let Self {
            program,
            lifter,
            assignment,
            basis: _,
            units,
            rack: _,
            choices,
            maxes: _,
            scores: _,
            weeks: _,
            tables: _,
        } = self;
        at(*program, to);
        units.hash(to);
        for (option, choice) in choices {
            at(*option, to);
            at(*choice, to);
        }
        if let Some(Assignment { program: _, name: _, schedule, options: _, swap, skip, place: _ }) = assignment {
            // Dates decide in which week a max starts to count.
            let mut records = lifter.maxes.values().flat_map(|max| &max.records);
            if records.any(|record| matches!(record.since, Since::Date(_))) {
                format!("{schedule:?}").hash(to);
            }
            for (from, swap) in swap {
                (from, &swap.exercise.slug).hash(to);
            }
            for name in skip {
                name.slug.hash(to);
            }
        }
        hash_lifter(lifter, to);
    }
}

fn hash_lifter(lifter: &Lifter, to: &mut impl Hasher) {
    let Lifter {
        slug: _,
        name: _,
        units,
        bodyweight,
        sex: _,
        maxes,
        training_max: TrainingMaxes { all, place: _, of },
        equipment,
        rounding,
        formula,
        attempts,
        programs: _,
        is_public: _,
        place: _,
    } = lifter;
    (units, bodyweight.is_some(), all, maxes.len(), equipment.is_some()).hash(to);
    hash_by_exercise(of, to);
    if let Some(equipment) = equipment {
        hash_equipment(equipment, to);
    }
    let Roundings { all, of } = rounding;
    format!("{all:?} {formula:?} {attempts:?}").hash(to);
    hash_by_exercise(of, to);
    for (lift, Max { records, place: _ }) in maxes {
        (lift, records.len()).hash(to);
        for MaxRecord { measure, since, unit, place: _ } in records {
            let (how, lifted) = match measure {
                Measure::OneRep(lifted) => (String::new(), lifted),
                Measure::Training(lifted) => ("training".to_owned(), lifted),
                Measure::Set { lifted, reps, effort, formula } => (format!("{reps} {effort:?} {formula:?}"), lifted),
            };
            (how, matches!(lifted, Lifted::Weight(_)), format!("{since:?}"), unit).hash(to);
        }
    }
}

fn hash_equipment(equipment: &Equipment, to: &mut impl Hasher) {
    let Equipment { bar, bars, plates, collars, step, dumbbells, kettlebells, machines, belt, ladders } = equipment;
    format!("{bar:?} {plates:?} {collars:?} {step:?} {dumbbells:?} {kettlebells:?} {machines:?} {belt:?}").hash(to);
    hash_by_exercise(bars, to);
    hash_by_exercise(ladders, to);
}

/// Hashes a value for each exercise, without its place in the file.
fn hash_by_exercise<T: Debug>(of: &ByExercise<T>, to: &mut impl Hasher) {
    of.len().hash(to);
    for (exercise, (value, _)) in of {
        (exercise, format!("{value:?}")).hash(to);
    }
}

impl Week<'_> {
    /// Hashes the position of the week.
    pub fn hash_place(&self, to: &mut impl Hasher) {
        let Self { number, cycle, phase, in_phase, starts: _, days: _ } = self;
        (number, cycle, in_phase).hash(to);
        at(*phase, to);
    }
}

impl Day<'_> {
    /// Hashes the work of this day, but not the percentages of the 1RM: the same weight is a different percentage of
    /// each lifter's max.
    pub fn hash_work(&self, to: &mut impl Hasher) {
        let Self { name, place, date: _, note, blocks, accessories, rules: _ } = self;
        at(*name, to);
        at(*place, to);
        at(*note, to);
        (blocks.len(), accessories.len()).hash(to);
        for block in blocks {
            hash_block(block, to);
        }
        for item in accessories {
            hash_item(item, to);
        }
    }
}

fn hash_block(block: &Block<'_>, to: &mut impl Hasher) {
    let Block { name, top, backoff, strips } = block;
    at(*name, to);
    (top.len(), backoff.len(), strips.len()).hash(to);
    for item in top.iter().chain(backoff) {
        hash_item(item, to);
    }
    for strip in strips {
        hash_strip(strip, to);
    }
}

fn hash_item(item: &Item<'_>, to: &mut impl Hasher) {
    let Item { exercise, entry, role, warmup, lines, alternatives, substitutes } = item;
    at(*exercise, to);
    at(*entry, to);
    (role, warmup.len(), lines.len(), alternatives.len(), substitutes.len()).hash(to);
    for WarmupSet { reps, weight, sets } in warmup {
        (reps, weight, sets).hash(to);
    }
    for line in lines {
        hash_line(line, to);
    }
    for Alternative { branch, exercise, lines } in alternatives {
        at(*branch, to);
        at(*exercise, to);
        lines.len().hash(to);
        for line in lines {
            hash_line(line, to);
        }
    }
    for Substitute { exercise, weights } in substitutes {
        at(*exercise, to);
        weights.hash(to);
    }
}

fn hash_line(line: &Line<'_>, to: &mut impl Hasher) {
    // The load is left out, because it follows from the group, its percentage and the week.
    let Line { group, reps, load: _, place: _, role, sets, single, weight, estimate, percent, percent_of_max: _, rest } =
        line;
    at(*group, to);
    (reps, role, sets, single, weight, estimate, percent, rest).hash(to);
}

fn hash_strip(strip: &Strip<'_>, to: &mut impl Hasher) {
    let Strip { exercise, hits, rows } = strip;
    at(*exercise, to);
    (hits, rows.len()).hash(to);
    for StripRow { exercise, line, branch, weights } in rows {
        at(*exercise, to);
        hash_line(line, to);
        branch.is_some().hash(to);
        if let Some(branch) = branch {
            at(*branch, to);
        }
        weights.hash(to);
    }
}
