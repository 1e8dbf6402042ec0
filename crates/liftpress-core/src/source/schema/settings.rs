//! Settings of a site, and its pages.

use schemars::JsonSchema;

use crate::diagnostic::Code;
use crate::model::{Format, Formula, Language, Paper, PdfLayout, PointsFormula};
use crate::units::Rounding;

use super::day::WarmupSets;
use super::maps::{ByName, LabelTexts};
use super::notation::{Colour, Days, FontName, Unit};
use super::values::{OneOf, Slug, SomeText, Text};

/// Settings of the whole site. All of them may be left out.
#[derive(JsonSchema)]
#[schemars(title = "liftpress settings", deny_unknown_fields, extend("type" = ["object", "null"]))]
pub(super) struct Settings {
    /// The name of the site. Default "Training programs".
    title: Option<Text>,
    /// One sentence about it.
    description: Option<Text>,
    /// Who signs, and the author of programs that name none.
    author: Option<Text>,
    /// Where the site will be published. Links work without it.
    base_url: Option<Text>,
    /// The pages that every page links to, by their names, in this order: `[start, prices]`. Default: all.
    nav: Option<Vec<Slug>>,
    /// Unit of bare weights in files that give none: `kg` or `lb`.
    units: Option<Unit>,
    /// How weights become ones that can be loaded, for lifters who say nothing. Default `nearest`.
    rounding: Option<OneOf<Rounding>>,
    /// The formula by which a 1RM is estimated from a set of several reps. Default `epley`.
    e1rm: Option<OneOf<Formula>>,
    /// How old a dated max may be when a program begins, before `check` warns: `12 weeks`. Default: as old as it is.
    max_age: Option<Days>,
    /// What is written for each booklet. Default: all but `pdf`.
    formats: Option<Vec<OneOf<Format>>>,
    /// What booklets are printed on: `a4` (the default), `letter` or `a5`.
    paper: Option<OneOf<Paper>>,
    /// Which PDFs are made where `pdf` is among the formats. Default: `booklet`.
    layouts: Option<Vec<OneOf<PdfLayout>>>,
    /// The one colour of booklets and pages besides black and greys: `"#14532d"`.
    accent: Option<Colour>,
    /// A font for booklets. In PDF it has to be among the files of `templates/fonts/`.
    font: Option<FontName>,
    /// A picture of the content folder for the cover of booklets: `assets/logo.svg`.
    logo: Option<Text>,
    /// Whose booklets they are.
    coach: Option<Text>,
    /// How to reach the coach.
    contact: Option<Text>,
    /// The scales on which booklets say what a lifter's maxes are worth. Default: none.
    points: Option<Vec<OneOf<PointsFormula>>>,
    /// Warnings and advice that are told of nothing in the site, by their codes. `liftpress explain` lists them.
    allow: Option<Vec<OneOf<Code>>>,
    /// The language of booklets and pages. Default `en`.
    language: Option<OneOf<Language>>,
    /// Texts of booklets and pages in your own words: `rest_for: "breathe {time}"`.
    labels: Option<LabelTexts>,
    /// Warm-ups that programs may name: `starr: [1x5 @ top -50%, 1x5 @ top -25%]`.
    warmups: Option<ByName<WarmupSets>>,
}

/// A page of the site in your own words. The text follows the front matter.
#[derive(JsonSchema)]
#[schemars(title = "liftpress page", deny_unknown_fields, extend("type" = ["object", "null"]))]
pub(super) struct Page {
    /// Its title. Default: the heading that the text begins with.
    title: Option<SomeText>,
}
