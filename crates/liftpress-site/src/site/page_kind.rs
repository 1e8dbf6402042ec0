//! All that the build has to know of a kind of page. Each kind is in a file of its own in `pages/`, and
//! [`Parts::routes`](super::parts::Parts::routes) lists them all.

use crate::model::Format;
use crate::source::Content;

use super::digest::Digest;
use super::error::BuildError;
use super::inputs::Inputs;
use super::page_builder::{PageBuilder, PageFiles};
use super::pages::{Head, Job};

/// A page, or whatever else is built in one go: a booklet in all its text formats, a PDF, a script, a feed.
pub(super) trait PageKind<'c>: Sync {
    /// Its path in the output folder: of its file, or of the folder of a booklet.
    fn path(&self) -> String;

    /// The template that it is made with.
    fn template(&self) -> &'static str;

    /// Builds its files, and reports what shows only then.
    fn build(&self, builder: &PageBuilder<'_, 'c>) -> Result<PageFiles, BuildError>;

    /// The paths of its files in the output folder.
    fn files(&self, _: &[Format]) -> Vec<String> {
        vec![self.path()]
    }

    /// All of it in one file, with nothing to report.
    fn file(&self, bytes: Vec<u8>) -> PageFiles {
        (vec![(self.path(), bytes)], Vec::new())
    }

    /// What search engines and previews are given of it.
    fn head(&self, content: &Content) -> Head {
        Head { description: content.settings.description.clone(), ..Head::default() }
    }

    /// The digest of all that decides its bytes: it is rebuilt only when this changes.
    fn inputs(&self, inputs: &Inputs<'_>) -> Digest {
        self.job().map_or_else(|| inputs.site(), |job| inputs.of_job(job))
    }

    /// The same of a page that is built [last](Order::Last), when all others are known.
    fn late_inputs(&self, inputs: &Inputs<'_>, _: &PageBuilder<'_, 'c>) -> Result<Digest, BuildError> {
        Ok(self.inputs(inputs))
    }

    /// When it is built.
    fn order(&self) -> Order {
        Order::Parallel
    }

    /// The lifter's program that it shows.
    fn job(&self) -> Option<&'c Job<'c>> {
        None
    }

    /// Whether it is the private booklet, with which all that is wrong with a lifter's program is reported.
    fn is_booklet(&self) -> bool {
        false
    }

    /// Whether its links are followed.
    fn has_own_links(&self) -> bool {
        true
    }

    /// The sample that it is one of: `check` builds one page of each. Without a sample, it builds the page itself.
    fn sample(&self) -> Option<String> {
        None
    }
}

/// Something to be built, of whatever kind.
pub(super) type Route<'c> = Box<dyn PageKind<'c> + 'c>;

/// When a page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Next to others, on one core.
    Parallel,
    /// After those, one at a time: it takes all cores.
    Alone,
    /// When all others are built, and by no shard: it shows what came of them.
    Last,
}
