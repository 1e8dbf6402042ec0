//! Links in authors' Markdown. A link to a file of the content folder also works on a forge such as GitHub; other links
//! lead out of the site.

use super::Slug;

/// The file name of the site's first page.
pub const HOME: &str = "index";

/// A folder of the content folder whose files become pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folder {
    /// Pages in the author's own words.
    Pages,
    /// Exercises.
    Exercises,
    /// Programs.
    Programs,
}

impl Folder {
    /// All folders.
    pub const ALL: [Self; 3] = [Self::Pages, Self::Exercises, Self::Programs];

    /// Returns the name: `exercises`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Exercises => "exercises",
            Self::Programs => "programs",
        }
    }

    /// Returns the ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pages | Self::Exercises => "md",
            Self::Programs => "yaml",
        }
    }

    /// Returns the address of a file's page, relative to the site's first page.
    #[must_use]
    pub fn address(self, slug: &Slug) -> String {
        match self {
            Self::Pages if slug.as_str() == HOME => "index.html".to_owned(),
            Self::Pages => format!("{slug}/index.html"),
            Self::Exercises | Self::Programs => format!("{}/{slug}/index.html", self.name()),
        }
    }
}

/// The destination of a link in authors' Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination<'t> {
    /// Out of the site's pages: the link has a scheme, such as `https:`, or starts with `/`.
    Outside,
    /// An anchor on the same page: `#sets`.
    Here(&'t str),
    /// The page of a file: `../exercises/squat.md#grip`.
    Page {
        /// The file's folder.
        folder: Folder,
        /// The file's name.
        slug: Slug,
        /// The anchor on the page; can be empty.
        anchor: &'t str,
    },
    /// A place in the content folder that cannot have a page.
    Nowhere,
}

impl<'t> Destination<'t> {
    /// Returns the destination of a link in a file of the folder `home`.
    #[must_use]
    pub fn of(link: &'t str, home: Folder) -> Self {
        let scheme = link.find([':', '/', '?', '#']).filter(|at| link[*at..].starts_with(':'));
        if scheme.is_some() || link.starts_with("//") {
            return Self::Outside;
        }
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        if path.is_empty() {
            return Self::Here(anchor);
        }
        if let Some(from_root) = path.strip_prefix('/') {
            // A page is linked by its file, because that also works when the site is published in a folder.
            return if Self::file(from_root, home).is_some() { Self::Nowhere } else { Self::Outside };
        }
        Self::file(path, home).map_or(Self::Nowhere, |(folder, slug)| Self::Page { folder, slug, anchor })
    }

    /// Returns the folder and the slug of a path such as `../exercises/squat.md`. In `../exercises/legs/squat.md`, the
    /// inner folder `legs` is ignored.
    fn file(path: &str, home: Folder) -> Option<(Folder, Slug)> {
        let mut steps: Vec<&str> = path.split('/').filter(|step| !matches!(*step, "." | "..")).collect();
        let (stem, ending) = steps.pop()?.rsplit_once('.')?;
        let named = |name: &&str| Folder::ALL.into_iter().find(|folder| folder.name() == *name);
        let folder = match steps.first() {
            Some(name) => named(name).or_else(|| (!path.starts_with('.')).then_some(home))?,
            None => home,
        };
        let is = |known: &str| ending.eq_ignore_ascii_case(known);
        let fits = is(folder.ending()) || (folder == Folder::Programs && is("yml"));
        Some((folder, Slug::new(stem).ok()?)).filter(|_| fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_work_as_on_a_forge() {
        let page = |folder, slug: &str, anchor| Destination::Page { folder, slug: Slug::new(slug).unwrap(), anchor };
        for (link, expected) in [
            ("https://example.org/a.md", Destination::Outside),
            ("mailto:a@example.org", Destination::Outside),
            ("//example.org/a.md", Destination::Outside),
            ("#sets", Destination::Here("sets")),
            ("about.md", page(Folder::Pages, "about", "")),
            ("./about.md#how", page(Folder::Pages, "about", "how")),
            ("../exercises/squat.md", page(Folder::Exercises, "squat", "")),
            ("../../exercises/legs/squat.md#a", page(Folder::Exercises, "squat", "a")),
            ("../programs/531.yaml", page(Folder::Programs, "531", "")),
            ("../programs/531.yml", page(Folder::Programs, "531", "")),
            ("more/about.md", page(Folder::Pages, "about", "")),
            ("../programs/531.md", Destination::Nowhere),
            ("/exercises/squat", Destination::Outside),
            ("/files/plan.pdf#page=2", Destination::Outside),
            ("/", Destination::Outside),
            ("/exercises/squat.md", Destination::Nowhere),
            ("../exercises/squat/index.html", Destination::Nowhere),
            ("../lifters/sam.yaml", Destination::Nowhere),
            ("../assets/a.png", Destination::Nowhere),
            ("About.md", Destination::Nowhere),
            ("", Destination::Here("")),
        ] {
            assert_eq!(Destination::of(link, Folder::Pages), expected, "{link}");
        }
        assert_eq!(Destination::of("squat.md", Folder::Exercises), page(Folder::Exercises, "squat", ""));
    }
}
