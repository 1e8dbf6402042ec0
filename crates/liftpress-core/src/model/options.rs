//! Options: choices that let one program serve many lifters.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

use super::Slug;

/// An option of a program: `supplemental: {choices: [bbb, fsl, ssl], default: fsl}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramOption {
    /// The name in files and on the command line.
    pub slug: Slug,
    /// The printed name.
    pub name: String,
    /// The choices. Never empty.
    pub choices: Vec<Choice>,
    /// The default choice: a position in `choices`.
    pub default: usize,
    /// The place in the file.
    pub place: Place,
}

/// One choice of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The name in files.
    pub slug: Slug,
    /// The printed name.
    pub name: String,
}

/// The choices for which a day, a block or an entry is part of the program; empty if it always is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Only(pub Vec<OnlyOf>);

/// One option that an [`Only`] depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyOf {
    /// The option.
    pub option: Slug,
    /// The choices. The part is included if any of them is made.
    pub choices: Vec<(Slug, Place)>,
    /// The place in the file.
    pub place: Place,
}

/// The chosen options, by the name of the option.
pub type Choices = BTreeMap<Slug, Chosen>;

/// A choice that a lifter made for an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The choice.
    pub choice: Slug,
    /// The place of the option's name; `None` on the command line.
    pub option_place: Option<Place>,
    /// The place of the choice's name; `None` on the command line.
    pub place: Option<Place>,
}

/// Returns all combinations of the choices of some options. The last option changes fastest. Without options, there is
/// one empty combination.
#[must_use]
pub fn option_combinations(options: &[ProgramOption]) -> Vec<Choices> {
    options.iter().fold(vec![Choices::new()], |combinations, option| {
        let with_each_choice = |choices: &Choices| {
            let choices = choices.clone();
            option.choices.iter().map(move |choice| {
                let mut choices = choices.clone();
                choices.insert(option.slug.clone(), Chosen::plain(choice.slug.clone()));
                choices
            })
        };
        combinations.iter().flat_map(with_each_choice).collect()
    })
}

impl Chosen {
    /// Returns a choice without a place in a file.
    #[must_use]
    pub fn plain(choice: Slug) -> Self {
        Self { choice, option_place: None, place: None }
    }
}

impl ProgramOption {
    /// Returns the choice that was made for this option. If none was made, or if the option does not have the choice,
    /// returns the default.
    #[must_use]
    pub fn chosen(&self, choices: &Choices) -> &Choice {
        let made = choices.get(&self.slug);
        let found = made.and_then(|made| self.choices.iter().find(|choice| choice.slug == made.choice));
        found.unwrap_or(&self.choices[self.default])
    }
}

impl Only {
    /// Whether a part of the program with this `only` is included for these choices.
    #[must_use]
    pub fn holds(&self, options: &[ProgramOption], choices: &Choices) -> bool {
        self.0.iter().all(|only| {
            let option = options.iter().find(|option| option.slug == only.option);
            option.is_none_or(|option| {
                let chosen = option.chosen(choices);
                only.choices.iter().any(|(choice, _)| *choice == chosen.slug)
            })
        })
    }
}
