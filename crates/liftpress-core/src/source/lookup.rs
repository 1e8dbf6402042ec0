//! Finds programs and lifters by the names that people type.

use thiserror::Error;

use crate::diagnostic::closest;
use crate::model::{Lifter, Program};

use super::Content;

/// A name that no program or lifter has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Missing {
    /// No program that could be read has the name.
    #[error("there is no program `{name}`{}", meant(near.as_deref(), || format!("; there are: {}", known.join(", "))))]
    Program {
        /// The name.
        name: String,
        /// The program name that is most similar; `None` if no name is similar.
        near: Option<String>,
        /// The names of all programs.
        known: Vec<String>,
    },
    /// No lifter has the name.
    #[error("there is no lifter `{name}`{}", meant(near.as_deref(), || "; `liftpress list` shows all lifters".to_owned()))]
    Lifter {
        /// The name.
        name: String,
        /// The lifter name that is most similar; `None` if no name is similar.
        near: Option<String>,
    },
}

fn meant(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!(": did you mean `{near}`?"))
}

impl Content {
    /// Returns the program with this slug, if it could be read.
    ///
    /// # Errors
    /// Returns [`Missing::Program`], with the most similar name, if there is no such program.
    pub fn program(&self, name: &str) -> Result<&Program, Missing> {
        let slugs = || self.programs.iter().map(|program| program.slug.as_str());
        self.readable(name).ok_or_else(|| Missing::Program {
            name: name.to_owned(),
            near: closest(name, slugs()).map(str::to_owned),
            known: slugs().map(str::to_owned).collect(),
        })
    }

    /// Returns the lifter with this slug, even if their file has mistakes.
    ///
    /// # Errors
    /// Returns [`Missing::Lifter`], with the most similar name, if there is no such lifter.
    pub fn lifter(&self, name: &str) -> Result<&Lifter, Missing> {
        let all = || self.lifters.iter().chain(&self.broken.lifters);
        all().find(|lifter| lifter.slug.as_str() == name).ok_or_else(|| Missing::Lifter {
            name: name.to_owned(),
            near: closest(name, all().map(|lifter| lifter.slug.as_str())).map(str::to_owned),
        })
    }
}
