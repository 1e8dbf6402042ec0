//! Settings of a site, and its pages.

use serde_json::{Map, Value, json};

use crate::model::{self, Format, Formula, Labels, Language, Paper, PdfLayout, PointsFormula};
use crate::units::Rounding;

use super::day::WARMUP_SETS;
use super::plain::{CODE, COLOR, DAYS, FONT_NAME, NON_EMPTY_TEXT, SLUG, TEXT, UNIT, word};
use super::shape::{Definitions, Shape, described, keys};

keys! {
    /// The settings of the site. Every key is optional.
    pub(in crate::source) static SETTINGS: "Settings", "liftpress.yaml", [], settings_or_nothing;

    /// The name of the site: `North Barbell Club`. Default: `Training programs`, in the language of the site.
    "title": TEXT;
    /// One sentence about the site.
    "description": TEXT;
    /// The author of the site, and of programs without their own `author`: `A. Coach`.
    "author": TEXT;
    /// The address at which the site will be published: `https://example.org/training/`. Links work without it.
    "base_url": TEXT;
    /// The pages that every page links to, by file name and in this order: `[start, prices]`. Default: all pages.
    "nav": Shape::List(&SLUG);
    /// The unit of weights without a unit, in files without their own `units`: `kg` or `lb`.
    "units": UNIT;
    /// How weights are rounded to ones that can be loaded: `nearest`, `down` or `up`. A lifter's own `rounding`
    /// replaces it. Default: `nearest`.
    "rounding": word::<Rounding>();
    /// The formula that estimates a 1RM from a set of several reps: `brzycki`. Default: `epley`.
    "e1rm": word::<Formula>();
    /// The age of a dated max, at the start of a program, from which `liftpress check` warns about it: `12 weeks`.
    /// Default: no limit.
    "max_age": DAYS;
    /// The formats in which each booklet is written: `[html, pdf]`. Default: all except `pdf`.
    "formats": Shape::List(&word::<Format>());
    /// The paper size of booklets: `a4`, `letter` or `a5`. Default: `a4`.
    "paper": word::<Paper>();
    /// The PDFs of each booklet, if `formats` has `pdf`: `[booklet, sheet]`. Default: `[booklet]`.
    "layouts": Shape::List(&word::<PdfLayout>());
    /// The one color of booklets and pages besides black and grays, in quotes: `"#14532d"`.
    "accent": COLOR;
    /// The font of booklets, by family name: `Source Sans 3`. For PDF, it must be one of the files in
    /// `templates/fonts/`.
    "font": FONT_NAME;
    /// The picture on the cover of booklets, a file in the content folder: `assets/logo.svg`.
    "logo": TEXT;
    /// The name of the coach, printed on booklets: `A. Coach`.
    "coach": TEXT;
    /// How to reach the coach, printed on booklets: `coach@example.org`.
    "contact": TEXT;
    /// The scales on which booklets rate a lifter's maxes: `[dots]`. Default: none.
    "points": Shape::List(&word::<PointsFormula>());
    /// The codes of warnings and advice that are not reported anywhere in the site: `[early-drop]`. `liftpress explain`
    /// lists all codes.
    "allow": Shape::List(&CODE);
    /// The language of booklets and pages: `en`, `de` or `es`. Default: `en`.
    "language": word::<Language>();
    /// Your own texts for booklets and pages, by label: `rest_for: "breathe {time}"`.
    "labels": LABEL_TEXTS;
    /// Warm-ups that programs may use by name: `starr: [1x5 @ top -50%, 1x5 @ top -25%]`.
    "warmups": Shape::ByName(&WARMUP_SETS);
}

fn settings_or_nothing(_: &mut Definitions) -> Value {
    json!({"title": "liftpress settings", "type": ["object", "null"]})
}

keys! {
    /// A page of the site in your own words. Its text follows the front matter.
    pub(in crate::source) static PAGE: "Page", "a page", [], page_or_nothing;

    /// The title of the page: `Rest days`. Default: the heading at the start of the text.
    "title": NON_EMPTY_TEXT;
}

fn page_or_nothing(_: &mut Definitions) -> Value {
    json!({"title": "liftpress page", "type": ["object", "null"]})
}

/// The labels, each described by its English text.
const LABEL_TEXTS: Shape = Shape::Named(
    "LabelTexts",
    &Shape::Plain("a map from [labels](labels.md) to text", || {
        let english = Labels::of(Language::En);
        let text = |key: &model::Key| {
            let text = json!({"not": {"type": ["array", "object"]}});
            (key.name.to_owned(), described(text, english.get(key.name).unwrap_or_default()))
        };
        let texts: Map<String, Value> = Labels::KEYS.iter().map(text).collect();
        json!({"type": "object", "properties": texts, "additionalProperties": false})
    }),
);
