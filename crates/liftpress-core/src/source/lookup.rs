//! Programs and lifters by the names that people type.

use thiserror::Error;

use crate::diagnostic::closest;
use crate::model::{Lifter, Program};

use super::Content;

/// A name that nothing has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Missing {
    /// No program that could be read has it.
    #[error("there is no program `{name}`{}", meant(near.as_deref(), || format!("; there are: {}", known.join(", "))))]
    Program {
        /// The name.
        name: String,
        /// What it is near to.
        near: Option<String>,
        /// Every name of a program.
        known: Vec<String>,
    },
    /// No lifter has it.
    #[error("there is no lifter `{name}`{}", meant(near.as_deref(), || "; `liftpress list` names them all".to_owned()))]
    Lifter {
        /// The name.
        name: String,
        /// What it is near to.
        near: Option<String>,
    },
}

fn meant(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!(": did you mean `{near}`?"))
}

impl Content {
    /// The program of that name, if it could be read.
    pub fn program(&self, name: &str) -> Result<&Program, Missing> {
        let slugs = || self.programs.iter().map(|program| program.slug.as_str());
        self.readable(name).ok_or_else(|| Missing::Program {
            name: name.to_owned(),
            near: closest(name, slugs()).map(str::to_owned),
            known: slugs().map(str::to_owned).collect(),
        })
    }

    /// The lifter of that name, with or without mistakes in how they are written.
    pub fn lifter(&self, name: &str) -> Result<&Lifter, Missing> {
        let all = || self.lifters.iter().chain(&self.broken.lifters);
        all().find(|lifter| lifter.slug.as_str() == name).ok_or_else(|| Missing::Lifter {
            name: name.to_owned(),
            near: closest(name, all().map(|lifter| lifter.slug.as_str())).map(str::to_owned),
        })
    }
}
