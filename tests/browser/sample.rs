//! Each run opens some of all pages; runs on other days open others.

use crate::draws::{day, is_full};

/// Returns every `n`th page, starting with a different one each day; all of them in a full run.
pub(crate) fn one_in<T>(n: usize, all: impl IntoIterator<Item = T>) -> Vec<T> {
    let first = day();
    let is_drawn = |index: usize| is_full() || (index + first).is_multiple_of(n);
    all.into_iter().enumerate().filter(|(index, _)| is_drawn(*index)).map(|(_, one)| one).collect()
}
