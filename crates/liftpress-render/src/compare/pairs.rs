//! Matches the programs of two versions of a site, including renamed ones.

use similar::TextDiff;

use crate::model::Slug;

/// The slug of a program and the text of its file.
pub(super) type Named<'t> = (&'t Slug, &'t str);

/// The part of the lines that an added and a removed file must have in common to count as one renamed file. The number
/// is higher than Git's, because the first lines of all programs are similar.
const ALIKE: f32 = 0.65;
/// The largest number of added and removed files for which similar files count as renamed. With more files, only files
/// with identical text do.
const MOST: usize = 16;

/// Pairs programs by name, and then the added programs with the removed ones by content. Returns the pairs sorted by
/// name.
pub(super) fn pairs<'t>(old: &[Named<'t>], new: &[Named<'t>]) -> Vec<(Option<&'t Slug>, Option<&'t Slug>)> {
    let is_in = |list: &[Named<'t>], slug: &Slug| list.binary_search_by(|(known, _)| (*known).cmp(slug)).is_ok();
    let mut removed: Vec<Named<'t>> = old.iter().filter(|(slug, _)| !is_in(new, slug)).copied().collect();
    let mut found = Vec::new();
    let mut added = Vec::new();
    for (slug, text) in new {
        if is_in(old, slug) {
            found.push((Some(*slug), Some(*slug)));
        } else {
            added.push((*slug, *text));
        }
    }
    // A file with identical text is the same program, even if other files are similar to it.
    added.retain(|(slug, text)| {
        let same = removed.iter().position(|(_, other)| other == text);
        found.extend(same.map(|at| (Some(removed.remove(at).0), Some(*slug))));
        same.is_none()
    });
    let has_few = removed.len() * added.len() <= MOST * MOST;
    for (slug, text) in added {
        let twin = has_few.then(|| most_alike(&removed, text)).flatten();
        found.push((twin.map(|at| removed.remove(at).0), Some(slug)));
    }
    found.extend(removed.into_iter().map(|(slug, _)| (Some(slug), None)));
    found.sort_by_key(|(old, new)| new.or(*old));
    found
}

fn most_alike(removed: &[Named<'_>], text: &str) -> Option<usize> {
    let alike = removed.iter().map(|(_, other)| TextDiff::from_lines(*other, text).ratio()).enumerate();
    alike.filter(|(_, ratio)| *ratio >= ALIKE).max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_renamed_files_by_content() {
        let slug = |name: &str| Slug::new(name).unwrap();
        let [a, b, c, d] = ["a", "b", "c", "d"].map(slug);
        let old = [(&a, "one\ntwo\nthree\n"), (&b, "x\ny\n"), (&c, "same\n")];
        let new = [(&b, "x\nz\n"), (&d, "one\ntwo\nfour\n")];
        let found = pairs(&old, &new);
        assert_eq!(found, [(Some(&b), Some(&b)), (Some(&c), None), (Some(&a), Some(&d))]);
        // A similar file does not take precedence over the identical one, even if its name comes first.
        let new = [(&b, "one\ntwo\nfour\n"), (&d, "one\ntwo\nthree\n")];
        assert_eq!(pairs(&old[..1], &new), [(None, Some(&b)), (Some(&a), Some(&d))]);
    }
}
