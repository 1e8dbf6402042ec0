//! Exercises and the library that names are looked up in.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::diagnostic::Place;
use crate::units::Percent;

use super::similar::AlsoCalled;
use super::{LoadRule, Program, Reps, Role, Sleeves, Slug};

/// What is said of single exercises, and where.
pub type ByExercise<T> = BTreeMap<Slug, (T, Place)>;

/// How an exercise is done, what it trains, and whose max its percentages are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Its name in files and addresses.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
    /// The lift that a percentage is of when the lifter brings no max for this one.
    pub max_of: Option<Slug>,
    /// The share of that lift's max that counts as this one's.
    pub ratio: Percent,
    /// What it is loaded with.
    pub gear: Gear,
    /// How many sleeves its plates go on; `None`: four of dumbbells, two of all else.
    pub sleeves: Option<Sleeves>,
    /// From the most technical to the most isolated.
    pub kind: Kind,
    /// What it trains most.
    pub muscles: Vec<Muscle>,
    /// What it trains besides.
    pub secondary: Vec<Muscle>,
    /// Short reminders for the gym.
    pub cues: Vec<String>,
    /// Other names people use.
    pub aliases: Vec<String>,
    /// How to do it, in Markdown.
    pub text: String,
    /// Where it is described; `None` in the built-in library.
    pub place: Option<Place>,
}

impl Exercise {
    /// An exercise of which nothing is said but its slug: a barbell lift, named after it (`spoto-press` → "Spoto press").
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

/// An enum whose variants are words of the language.
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
    /// What an exercise is loaded with; decides which weights can be loaded.
    Gear {
        /// A bar and plates.
        Barbell => "barbell",
        /// A pair of dumbbells, or one; the weight is that of one.
        Dumbbell => "dumbbell",
        /// A kettlebell.
        Kettlebell => "kettlebell",
        /// A stack or a plate-loaded machine.
        Machine => "machine",
        /// A cable stack.
        Cable => "cable",
        /// A band.
        Band => "band",
        /// The body, perhaps with weight added.
        Bodyweight => "bodyweight",
        /// Anything else.
        Other => "other",
    }
}

words! {
    /// From the most technical to the most isolated.
    Kind {
        /// A lift as it is contested or tested.
        Competition => "competition",
        /// Such a lift made different: paused, close grip, from a box.
        Variation => "variation",
        /// Another exercise over several joints.
        Compound => "compound",
        /// An exercise over one joint.
        Isolation => "isolation",
    }
}

words! {
    /// Groups of muscles, as volume is counted.
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

/// Exercises by name: a site's own before the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct Library {
    exercises: BTreeMap<Slug, Exercise>,
    /// What each is also called, once somebody asks.
    pub(super) also_called: OnceLock<Vec<AlsoCalled>>,
}

impl Library {
    /// Puts an exercise in, in place of one of the same name.
    pub fn insert(&mut self, exercise: Exercise) {
        self.exercises.insert(exercise.slug.clone(), exercise);
        self.also_called = OnceLock::new();
    }

    /// The exercise of that name.
    #[must_use]
    pub fn get(&self, slug: &Slug) -> Option<&Exercise> {
        self.exercises.get(slug)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Exercise> {
        self.exercises.values()
    }

    /// The exercise of that name, in the program or else here.
    #[must_use]
    pub fn find<'l>(&'l self, program: &'l Program, slug: &Slug) -> Option<&'l Exercise> {
        program.exercises.get(slug).or_else(|| self.get(slug))
    }

    /// The lifts whose max a lifter has to bring: those that the program names, or else those that its percentages are
    /// of, in the order they come.
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

    /// The end of the chain of `max_of`.
    pub(crate) fn source_of_max<'l>(&'l self, program: &'l Program, exercise: &'l Exercise) -> &'l Exercise {
        self.sources_of_max(program, exercise).last().unwrap_or(exercise)
    }

    /// The exercise, and each that the one before it has its max of.
    pub fn sources_of_max<'l>(
        &'l self,
        program: &'l Program,
        exercise: &'l Exercise,
    ) -> impl Iterator<Item = &'l Exercise> {
        let next = |at: &&'l Exercise| self.find(program, at.max_of.as_ref()?);
        // A longer chain is a circle, which is an error of its own.
        std::iter::successors(Some(exercise), next).take(17)
    }
}
