//! Settings of a site, and its pages.

use serde_json::{Map, Value, json};

use crate::model::{self, Format, Formula, Labels, Language, Paper, PdfLayout, PointsFormula};
use crate::units::Rounding;

use super::day::WARMUP_SETS;
use super::plain::{CODE, COLOUR, DAYS, FONT_NAME, SLUG, SOME_TEXT, TEXT, UNIT, word};
use super::shape::{Definitions, Shape, described, keys};

keys! {
    /// Settings of the whole site. All of them may be left out.
    pub(in crate::source) static SETTINGS: "Settings", "liftpress.yaml", [], settings_or_nothing;

    /// The name of the site. Default "Training programs".
    "title": TEXT;
    /// One sentence about it.
    "description": TEXT;
    /// Who signs, and the author of programs that name none.
    "author": TEXT;
    /// Where the site will be published. Links work without it.
    "base_url": TEXT;
    /// The pages that every page links to, by their names, in this order: `[start, prices]`. Default: all.
    "nav": Shape::List(&SLUG);
    /// Unit of bare weights in files that give none: `kg` or `lb`.
    "units": UNIT;
    /// How weights become ones that can be loaded, for lifters who say nothing. Default `nearest`.
    "rounding": word::<Rounding>();
    /// The formula by which a 1RM is estimated from a set of several reps. Default `epley`.
    "e1rm": word::<Formula>();
    /// How old a dated max may be when a program begins, before `check` warns: `12 weeks`. Default: as old as it is.
    "max_age": DAYS;
    /// What is written for each booklet. Default: all but `pdf`.
    "formats": Shape::List(&word::<Format>());
    /// What booklets are printed on: `a4` (the default), `letter` or `a5`.
    "paper": word::<Paper>();
    /// Which PDFs are made where `pdf` is among the formats. Default: `booklet`.
    "layouts": Shape::List(&word::<PdfLayout>());
    /// The one colour of booklets and pages besides black and greys: `"#14532d"`.
    "accent": COLOUR;
    /// A font for booklets. In PDF it has to be among the files of `templates/fonts/`.
    "font": FONT_NAME;
    /// A picture of the content folder for the cover of booklets: `assets/logo.svg`.
    "logo": TEXT;
    /// Whose booklets they are.
    "coach": TEXT;
    /// How to reach the coach.
    "contact": TEXT;
    /// The scales on which booklets say what a lifter's maxes are worth. Default: none.
    "points": Shape::List(&word::<PointsFormula>());
    /// Warnings and advice that are told of nothing in the site, by their codes. `liftpress explain` lists them.
    "allow": Shape::List(&CODE);
    /// The language of booklets and pages. Default `en`.
    "language": word::<Language>();
    /// Texts of booklets and pages in your own words: `rest_for: "breathe {time}"`.
    "labels": LABEL_TEXTS;
    /// Warm-ups that programs may name: `starr: [1x5 @ top -50%, 1x5 @ top -25%]`.
    "warmups": Shape::ByName(&WARMUP_SETS);
}

fn settings_or_nothing(_: &mut Definitions) -> Value {
    json!({"title": "liftpress settings", "type": ["object", "null"]})
}

keys! {
    /// A page of the site in your own words. The text follows the front matter.
    pub(in crate::source) static PAGE: "Page", "a page", [], page_or_nothing;

    /// Its title. Default: the heading that the text begins with.
    "title": SOME_TEXT;
}

fn page_or_nothing(_: &mut Definitions) -> Value {
    json!({"title": "liftpress page", "type": ["object", "null"]})
}

/// The labels, each with its English.
const LABEL_TEXTS: Shape = Shape::Named(
    "LabelTexts",
    &Shape::Plain("a map of [labels](labels.md) to texts", || {
        let english = Labels::of(Language::En);
        let text = |key: &model::Key| {
            let text = json!({"not": {"type": ["array", "object"]}});
            (key.name.to_owned(), described(text, english.get(key.name).unwrap_or_default()))
        };
        let texts: Map<String, Value> = Labels::KEYS.iter().map(text).collect();
        json!({"type": "object", "properties": texts, "additionalProperties": false})
    }),
);
