//! Divides a site into shards, which can be built on several machines.

use std::fmt;
use std::str::FromStr;

use crate::model::Slug;

use super::digest::Digest;
use super::route::{Route, Subject};

/// One of several parts of a site, such as the second of eight. The shard of a lifter depends only on the slug of the lifter. So
/// a new lifter never moves other lifters to another shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// The number of the shard, from 1.
    number: u16,
    of: u16,
}

impl Shard {
    /// Whether the shard has the booklets of a lifter.
    fn has(self, lifter: &Slug) -> bool {
        Digest::of(lifter.as_str().as_bytes()).number() % u128::from(self.of) == u128::from(self.number - 1)
    }

    /// Whether the shard builds a route. The first shard builds everything that has no lifter. No shard builds the list of
    /// booklets: the merge builds it, when it has all booklets.
    pub(super) fn makes(self, route: &Route<'_>) -> bool {
        !matches!(route.subject, Subject::Booklets)
            && route.job().map_or(self.has_site(), |job| self.has(&job.lifter.slug))
    }

    /// Whether the shard builds the site.
    pub(super) fn has_site(self) -> bool {
        self.number == 1
    }
}

/// Parses a shard: `2/8` is the second of eight.
impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            Some((number, of)) => Err(format!("there is no shard {number} of {of}; shards are numbered from 1")),
            None => Err("expected a number and a count, as in `2/8`".to_owned()),
        }
    }
}

/// Writes the name of the shard's folder: `2-of-8`.
impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lifter_is_in_one_shard_and_shards_are_about_the_same_size() {
        let shards: Vec<Shard> = (1..=8).map(|number| format!("{number}/8").parse().unwrap()).collect();
        let lifters: Vec<Slug> = (0..8_000).map(|n| Slug::new(&format!("lifter-{n}")).unwrap()).collect();
        let sizes = shards.iter().map(|shard| lifters.iter().filter(|lifter| shard.has(lifter)).count());
        let sizes: Vec<usize> = sizes.collect();
        assert_eq!(sizes.iter().sum::<usize>(), lifters.len());
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
    }

    #[test]
    fn parses_a_number_and_a_count() {
        for bad in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"] {
            assert!(bad.parse::<Shard>().is_err(), "{bad}");
        }
        assert_eq!("3/3".parse::<Shard>().unwrap().to_string(), "3-of-3");
    }
}
