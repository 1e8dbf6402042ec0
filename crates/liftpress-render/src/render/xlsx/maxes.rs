//! The names of the cells from which weights are computed.

use std::collections::BTreeSet;

use crate::model::Slug;
use crate::plan::{MassStep, ReferenceRule, Rulebook};
use crate::units::{Mass, Percent};

/// The name of the cell with the lifter's bodyweight.
pub(super) const BODYWEIGHT: &str = "bodyweight";

/// The names of cells in the workbook.
pub(super) struct Names {
    /// The names of the cells with maxes.
    pub(super) maxes: Vec<String>,
    /// The names of the cells with the masses that percentages are of. If the mass is the max itself, this is the name
    /// of the max.
    pub(super) references: Vec<String>,
}

/// Returns the mass that a percentage is of, calculated from the lifter's current maxes.
pub(super) fn mass_of(book: &Rulebook, reference: &ReferenceRule) -> Mass {
    reference.then.iter().fold(book.strength.maxes[reference.max].mass, |mass, step| step.of(mass))
}

impl Names {
    pub(super) fn new(book: &Rulebook) -> Self {
        let mut taken = BTreeSet::from([BODYWEIGHT.to_owned()]);
        let maxes: Vec<_> = book.strength.maxes.iter().map(|max| free("max", &max.lift, &mut taken)).collect();
        let name = |reference: &ReferenceRule| {
            if is_max(reference) {
                return maxes[reference.max].clone();
            }
            let kind = if reference.training { "tm" } else { "of" };
            free(kind, &book.strength.maxes[reference.max].lift, &mut taken)
        };
        let references = book.references.iter().map(name).collect();
        Self { maxes, references }
    }

    /// Returns the name of the cell with the mass that a percentage is of.
    pub(super) fn reference(&self, reference: usize) -> &str {
        &self.references[reference]
    }
}

/// Returns whether the reference is a max itself. A training max is not, even if it is 100% of a max, because a lifter
/// can change the percentage in the workbook.
pub(super) fn is_max(reference: &ReferenceRule) -> bool {
    !reference.training && reference.then.iter().all(|step| *step == MassStep::share(Percent::WHOLE))
}

/// Returns an unused name: `max_bench`, or `max_bench_2` if `max_bench` is already used.
fn free(kind: &str, lift: &Slug, taken: &mut BTreeSet<String>) -> String {
    let plain = format!("{kind}_{}", lift.as_str().replace('-', "_"));
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    let name = std::iter::once(plain.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
    name.unwrap_or(plain)
}
