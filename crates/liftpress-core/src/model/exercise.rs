//! Exercises, and the library that looks them up by name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diagnostic::Place;
use crate::units::Percent;

use super::similar::AlsoCalled;
use super::{LoadRule, Program, Reps, Role, Sleeves, Slug};

/// A value for each of certain exercises, with the value's place in the file.
pub type ByExercise<T> = BTreeMap<Slug, (T, Place)>;

/// An exercise: its equipment, its muscles, and whose max its percentages are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The name in files and addresses.
    pub slug: Slug,
    /// The printed name.
    pub name: String,
    /// The lift whose max is used if the lifter has none for this exercise.
    pub max_of: Option<Slug>,
    /// The max of this exercise, as a percentage of the max of the lift in `max_of`.
    pub ratio: Percent,
    /// The equipment.
    pub gear: Gear,
    /// The number of sleeves that share the exercise's plates; `None` for the default: four with dumbbells, otherwise
    /// two.
    pub sleeves: Option<Sleeves>,
    /// The kind of the exercise.
    pub kind: Kind,
    /// The muscles that it trains most.
    pub muscles: Vec<Muscle>,
    /// The other muscles that it trains.
    pub secondary: Vec<Muscle>,
    /// Short reminders for the gym.
    pub cues: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// The description, in Markdown.
    pub text: String,
    /// The place of the exercise's description; `None` in the built-in library.
    pub place: Option<Place>,
}

impl Exercise {
    /// Returns a barbell lift named after its slug (`spoto-press` → "Spoto press"), with all other fields at their
    /// defaults.
    #[must_use]
    pub fn new(slug: Slug) -> Self {
        let mut name = slug.as_str().replace('-', " ");
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Self {
            slug,
            name,
            max_of: None,
            ratio: Percent::WHOLE,
            gear: Gear::Barbell,
            sleeves: None,
            kind: Kind::Variation,
            muscles: Vec::new(),
            secondary: Vec::new(),
            cues: Vec::new(),
            aliases: Vec::new(),
            text: String::new(),
            place: None,
        }
    }
}

/// Declares an enum whose variants are words of the language.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $item_doc:literal])+ $variant:ident => $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $item_doc])+ $variant,)+
        }

        impl $crate::model::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($item_doc),+).trim_start(),)+
                }
            }
        }
    };
}

words! {
    /// The equipment of an exercise. It determines the loadable weights.
    Gear {
        /// A bar and plates.
        Barbell => "barbell",
        /// A pair of dumbbells, or one. The weight is that of one.
        Dumbbell => "dumbbell",
        /// A kettlebell.
        Kettlebell => "kettlebell",
        /// A weight stack or a plate-loaded machine.
        Machine => "machine",
        /// A cable stack.
        Cable => "cable",
        /// A band.
        Band => "band",
        /// Bodyweight, optionally with added weight.
        Bodyweight => "bodyweight",
        /// Anything else.
        Other => "other",
    }
}

words! {
    /// The kind of an exercise. The kinds are in order, from the most technical to the most isolated.
    Kind {
        /// A lift as it is contested or tested.
        Competition => "competition",
        /// A changed form of such a lift: paused, close grip, from a box.
        Variation => "variation",
        /// Another exercise over several joints.
        Compound => "compound",
        /// An exercise over one joint.
        Isolation => "isolation",
    }
}

words! {
    /// Muscle groups, by which volume is counted.
    Muscle {
        /// Front of the thigh.
        Quads => "quads",
        /// Back of the thigh.
        Hamstrings => "hamstrings",
        /// Hip extensors.
        Glutes => "glutes",
        /// Inner thigh.
        Adductors => "adductors",
        /// Lower leg.
        Calves => "calves",
        /// Spinal erectors.
        LowerBack => "lower-back",
        /// Between and around the shoulder blades.
        UpperBack => "upper-back",
        /// Latissimus.
        Lats => "lats",
        /// Upper trapezius.
        Traps => "traps",
        /// Pectorals.
        Chest => "chest",
        /// Front of the shoulder.
        FrontDelts => "front-delts",
        /// Side of the shoulder.
        SideDelts => "side-delts",
        /// Back of the shoulder.
        RearDelts => "rear-delts",
        /// Elbow flexors.
        Biceps => "biceps",
        /// Elbow extensors.
        Triceps => "triceps",
        /// Grip.
        Forearms => "forearms",
        /// Trunk.
        Abs => "abs",
    }
}

/// Exercises by name. A site's own exercises replace built-in ones of the same name.
#[derive(Debug, Clone, Default)]
pub struct Library {
    exercises: BTreeMap<Slug, Exercise>,
    /// Other names of each exercise, computed on first use.
    pub(super) also_called: OnceLock<Vec<AlsoCalled>>,
}

impl Library {
    /// Adds an exercise, or replaces the one with the same name.
    pub fn insert(&mut self, exercise: Exercise) {
        self.exercises.insert(exercise.slug.clone(), exercise);
        self.also_called = OnceLock::new();
    }

    /// Returns the exercise with this name.
    #[must_use]
    pub fn get(&self, slug: &Slug) -> Option<&Exercise> {
        self.exercises.get(slug)
    }

    /// Iterates over all exercises, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Exercise> {
        self.exercises.values()
    }

    /// Returns the exercise with this name, from the program or otherwise from the library.
    #[must_use]
    pub fn find<'l>(&'l self, program: &'l Program, slug: &Slug) -> Option<&'l Exercise> {
        program.exercises.get(slug).or_else(|| self.get(slug))
    }

    /// Returns the lifts that need a max: those that the program names. If it names none, returns the lifts that its
    /// percentages refer to, in the order of the program.
    #[must_use]
    pub fn lifts_of<'l>(&'l self, program: &'l Program) -> Vec<&'l Exercise> {
        if !program.lifts.is_empty() {
            return program.lifts.iter().filter_map(|lift| self.find(program, &lift.slug)).collect();
        }
        let mut lifts: Vec<&Exercise> = Vec::new();
        for (role, entry, scheme, _) in program.schemes() {
            for group in &scheme.groups {
                let named = match group.load.as_ref().map(|load| &load.value.rule) {
                    Some(LoadRule::Percent { of, .. }) => of.exercise.as_ref(),
                    Some(LoadRule::Effort(_)) if role == Role::Top => None,
                    None if matches!(group.reps, Reps::Attempt(_)) => None,
                    _ => continue,
                };
                let lift = self.find(program, named.unwrap_or(&entry.exercise.slug));
                if let Some(lift) = lift.map(|lift| self.source_of_max(program, lift))
                    && !lifts.iter().any(|known| known.slug == lift.slug)
                {
                    lifts.push(lift);
                }
            }
        }
        lifts
    }

    /// Returns the last exercise of the chain of `max_of` that starts at this exercise.
    pub(crate) fn source_of_max<'l>(&'l self, program: &'l Program, exercise: &'l Exercise) -> &'l Exercise {
        self.sources_of_max(program, exercise).last().unwrap_or(exercise)
    }

    /// Iterates over the exercise and over the exercises after it in the chain of `max_of`.
    pub fn sources_of_max<'l>(
        &'l self,
        program: &'l Program,
        exercise: &'l Exercise,
    ) -> impl Iterator<Item = &'l Exercise> {
        let next = |at: &&'l Exercise| self.find(program, at.max_of.as_ref()?);
        // A longer chain is a circle, which `check` reports.
        std::iter::successors(Some(exercise), next).take(17)
    }
}
