//! What a lifter or a visitor may choose, so that one program serves many.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

use super::Slug;

/// Something to choose: `supplemental: {choices: [bbb, fsl, ssl], default: fsl}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramOption {
    /// Its name in files and on the command line.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
    /// What there is to choose from. Never empty.
    pub choices: Vec<Choice>,
    /// What is taken where nothing is chosen: a position in `choices`.
    pub default: usize,
    /// Where it stands.
    pub place: Place,
}

/// One of an option's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in files.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
}

/// Where a day, a block or an entry belongs to some choices only; nothing said: to all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Only(pub Vec<OnlyOf>);

/// One option of an [`Only`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyOf {
    /// Which option.
    pub option: Slug,
    /// Any of these choices.
    pub choices: Vec<(Slug, Place)>,
    /// Where it stands.
    pub place: Place,
}

/// What was chosen, by option, and where.
pub type Choices = BTreeMap<Slug, Chosen>;

/// One choice that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// What.
    pub choice: Slug,
    /// Where the option is named; `None` on the command line.
    pub option_place: Option<Place>,
    /// Where the choice is named.
    pub place: Option<Place>,
}

/// Every way to choose from some options, the last option fastest; one where there are none.
#[must_use]
pub fn ways_to_choose(options: &[ProgramOption]) -> Vec<Choices> {
    options.iter().fold(vec![Choices::new()], |ways, option| {
        let with = |way: &Choices| {
            let way = way.clone();
            option.choices.iter().map(move |choice| {
                let mut way = way.clone();
                way.insert(option.slug.clone(), Chosen::plain(choice.slug.clone()));
                way
            })
        };
        ways.iter().flat_map(with).collect()
    })
}

impl Chosen {
    /// A choice that nobody wrote down.
    #[must_use]
    pub fn plain(choice: Slug) -> Self {
        Self { choice, option_place: None, place: None }
    }
}

impl ProgramOption {
    /// The choice that holds: the one made, when there is such a one, or else the default.
    #[must_use]
    pub fn chosen(&self, choices: &Choices) -> &Choice {
        let made = choices.get(&self.slug);
        let found = made.and_then(|made| self.choices.iter().find(|choice| choice.slug == made.choice));
        found.unwrap_or(&self.choices[self.default])
    }
}

impl Only {
    /// Whether this belongs to what was chosen.
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
