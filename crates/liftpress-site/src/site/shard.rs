//! A site in parts that are built apart from each other: on several machines, or one after another.

use std::fmt;
use std::str::FromStr;

use crate::model::Slug;

use super::digest::Digest;
use super::route::{Route, Subject};

/// One of so many parts. Which lifters are in it hangs on their names alone: whoever comes or goes moves no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    number: u16,
    of: u16,
}

impl Shard {
    /// Whether it has the booklets of a lifter.
    fn has(self, lifter: &Slug) -> bool {
        Digest::of(lifter.as_str().as_bytes()).number() % u128::from(self.of) == u128::from(self.number - 1)
    }

    /// Whether something is to be made in it. What is of no lifter is the first one's; the list of all booklets is made when
    /// all of them are there.
    pub(super) fn makes(self, route: &Route<'_>) -> bool {
        !matches!(route.subject, Subject::Booklets)
            && route.job().map_or(self.has_site(), |job| self.has(&job.lifter.slug))
    }

    /// Whether it has what is of no lifter.
    pub(super) fn has_site(self) -> bool {
        self.number == 1
    }
}

/// `2/8`: the second of eight.
impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            Some((number, of)) => Err(format!("shards are counted from 1, so there is no {number} of {of}")),
            None => Err("write which of how many: 2/8".to_owned()),
        }
    }
}

/// `2-of-8`, as a folder is called.
impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lifter_is_in_one_and_all_are_about_as_large() {
        let shards: Vec<Shard> = (1..=8).map(|number| format!("{number}/8").parse().unwrap()).collect();
        let lifters: Vec<Slug> = (0..8_000).map(|n| Slug::new(&format!("lifter-{n}")).unwrap()).collect();
        let sizes = shards.iter().map(|shard| lifters.iter().filter(|lifter| shard.has(lifter)).count());
        let sizes: Vec<usize> = sizes.collect();
        assert_eq!(sizes.iter().sum::<usize>(), lifters.len());
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
    }

    #[test]
    fn which_of_how_many() {
        for bad in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
        assert_eq!("3/3".parse::<Shard>().unwrap().to_string(), "3-of-3");
    }
}
