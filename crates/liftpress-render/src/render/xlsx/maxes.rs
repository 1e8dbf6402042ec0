//! What weights are computed from, each in a cell with a name.

use std::collections::BTreeSet;

use crate::model::Slug;
use crate::plan::{MassStep, ReferenceRule, Rulebook};
use crate::units::{Mass, Percent};

/// The name of the cell with what the lifter weighs.
pub(super) const BODYWEIGHT: &str = "bodyweight";

/// The names of cells.
pub(super) struct Names {
    /// Those of maxes.
    pub(super) maxes: Vec<String>,
    /// Those of what percentages are of; where that is a max itself, the name of this.
    pub(super) references: Vec<String>,
}

/// What a percentage is of, as the lifter's maxes are now.
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

    /// The name of what a percentage is of.
    pub(super) fn reference(&self, reference: usize) -> &str {
        &self.references[reference]
    }
}

/// Whether it is a max itself, or the whole of it. A training max is one by itself, for a lifter may choose its share.
pub(super) fn is_max(reference: &ReferenceRule) -> bool {
    !reference.training && reference.then.iter().all(|step| *step == MassStep::share(Percent::WHOLE))
}

/// `max_bench`, or if that is taken `max_bench_2`.
fn free(kind: &str, lift: &Slug, taken: &mut BTreeSet<String>) -> String {
    let plain = format!("{kind}_{}", lift.as_str().replace('-', "_"));
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    let name = std::iter::once(plain.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
    name.unwrap_or(plain)
}
