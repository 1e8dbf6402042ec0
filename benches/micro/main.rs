//! Measures each step of a build alone: `cargo bench --bench micro [NAME]`, where `NAME` is part of the name of a step.
//!
//! The steps are parsing notation, reading the YAML of a program, expanding it, making the view model, and writing one booklet as
//! HTML, Markdown, JSON and PDF. The program is that of the suite, with 12 weeks and 1,440 sets. Steps whose time depends on the
//! shape of a program are also measured with other programs.

mod programs;
#[path = "../twelve_weeks/program.rs"]
mod twelve_weeks;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

use liftpress::booklet::{Booklet, booklet};
use liftpress::model::{Lifter, Max, Slug, parse_lifted, parse_scheme};
use liftpress::plan::{Plan, expand};
use liftpress::render::{Materials, Renderer, plan_json};
use liftpress::source::Content;
use liftpress::templates::Templates;
use liftpress::units::Unit;

use programs::{one_block, year};

fn main() {
    divan::main();
}

/// A program, and a lifter with a squat of 200 kg, a bench press of 140 kg and a deadlift of 240 kg.
struct Case {
    content: Content,
    lifter: Lifter,
}

impl Case {
    fn new(program: &str) -> Self {
        let content = Content::of_text(program);
        assert!(content.diagnostics.is_empty(), "{:?}", content.diagnostics.first());
        let max = |(lift, kg)| {
            let (lifted, _) = parse_lifted(kg, None).expect("a weight");
            (Slug::new(lift).expect("a lift"), Max::given(lifted, Unit::Kg))
        };
        let maxes = [("squat", "200 kg"), ("bench", "140 kg"), ("deadlift", "240 kg")].map(max);
        let lifter = Lifter::unnamed(&content.programs[0], Unit::Kg, maxes.into());
        Self { content, lifter }
    }

    fn twelve_weeks() -> Self {
        Self::new(&twelve_weeks::program())
    }

    fn plan(&self) -> Plan<'_> {
        let Self { content, lifter } = self;
        expand(&content.programs[0], lifter, None, content.basis()).plan.expect("a program without mistakes")
    }

    fn booklet(&self) -> Booklet {
        booklet(&self.plan(), &self.content.settings.labels)
    }
}

/// Parses set schemes as people write them.
#[divan::bench]
fn notation(bencher: Bencher<'_, '_>) {
    const SCHEMES: [&str; 8] = [
        "5x5",
        "5x4 @ 70% +2.5%/week",
        "1x1 @ RPE 8, 1x3 @ top -8%",
        "5x5 @ top -10-15%",
        "3x8-12 @ 30 kg",
        "3x12 @ 25 kg, drop 12",
        "2x3, 1x3+ @ 85% TM",
        "4x4 @ previous -10%",
    ];
    bencher
        .counter(ItemsCount::new(SCHEMES.len()))
        .bench(|| SCHEMES.map(|scheme| parse_scheme(divan::black_box(scheme), Some(Unit::Kg)).expect("a scheme")));
}

/// Reads a program's YAML, and the built-in library.
#[divan::bench]
fn yaml_twelve_weeks(bencher: Bencher<'_, '_>) {
    let program = twelve_weeks::program();
    bencher.counter(BytesCount::of_str(&program)).bench(|| Content::of_text(&program));
}

#[divan::bench]
fn yaml_year(bencher: Bencher<'_, '_>) {
    let program = year();
    bencher.counter(BytesCount::of_str(&program)).bench(|| Content::of_text(&program));
}

/// Reads the built-in library alone, which is part of the times for YAML.
#[divan::bench]
fn library() -> Content {
    Content::builtin()
}

#[divan::bench]
fn expand_twelve_weeks(bencher: Bencher<'_, '_>) {
    let case = Case::twelve_weeks();
    bencher.bench(|| case.plan());
}

/// Expands estimates, a strip for each of them, and three branches of `adjust`, on every day of a year.
#[divan::bench]
fn expand_year(bencher: Bencher<'_, '_>) {
    let case = Case::new(&year());
    bencher.bench(|| case.plan());
}

/// Expands one block. Twice the number of top sets should take about twice the time. A block has at most 200.
#[divan::bench(args = [50, 100, 200])]
fn expand_one_block(bencher: Bencher<'_, '_>, top_sets: usize) {
    let case = Case::new(&one_block(top_sets));
    bencher.counter(ItemsCount::new(top_sets)).bench(|| case.plan());
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let case = Case::twelve_weeks();
    let plan = case.plan();
    bencher.counter(BytesCount::of_str(&plan_json(&plan))).bench(|| plan_json(&plan));
}

/// Puts a plan into words.
#[divan::bench]
fn view_model(bencher: Bencher<'_, '_>) {
    let case = Case::twelve_weeks();
    let plan = case.plan();
    bencher.bench(|| booklet(&plan, &case.content.settings.labels));
}

/// Parses the templates.
#[divan::bench]
fn templates(bencher: Bencher<'_, '_>) {
    let mut case = Case::twelve_weeks();
    let templates = Templates::read("none".as_ref(), &mut case.content);
    bencher.bench(|| Renderer::new(&Materials::plain(&templates.builtin, &case.content.settings)));
}

/// Renders the days of a booklet and their rows as HTML and Markdown, with an empty cache.
#[divan::bench]
fn days(bencher: Bencher<'_, '_>) {
    let mut case = Case::twelve_weeks();
    let templates = Templates::read("none".as_ref(), &mut case.content);
    let new = || Renderer::new(&Materials::plain(&templates.builtin, &case.content.settings)).expect("our templates");
    bencher.with_inputs(|| (new(), case.booklet())).bench_values(|(renderer, booklet)| {
        renderer.booklet(booklet).expect("our templates");
        renderer
    });
}

/// Renders the booklet as HTML, with the days in the cache.
#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let mut case = Case::twelve_weeks();
    let templates = Templates::read("none".as_ref(), &mut case.content);
    let renderer = Renderer::new(&Materials::plain(&templates.builtin, &case.content.settings)).expect("our templates");
    let filling = renderer.booklet(case.booklet()).expect("our templates");
    let page = || renderer.booklet_html(&filling).expect("our templates");
    bencher.counter(BytesCount::new(page().len())).bench(page);
}

/// Renders the booklet as Markdown, with the days in the cache.
#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let mut case = Case::twelve_weeks();
    let templates = Templates::read("none".as_ref(), &mut case.content);
    let renderer = Renderer::new(&Materials::plain(&templates.builtin, &case.content.settings)).expect("our templates");
    let filling = renderer.booklet(case.booklet()).expect("our templates");
    let text = || renderer.booklet_markdown(&filling).expect("our templates");
    bencher.counter(BytesCount::new(text().len())).bench(text);
}

#[cfg(feature = "pdf")]
#[divan::bench(sample_count = 10)]
fn pdf(bencher: Bencher<'_, '_>) {
    use liftpress::model::PdfLayout;
    use liftpress::render::PdfRenderer;

    let mut case = Case::twelve_weeks();
    let Templates { builtin, builtin_fonts, .. } = Templates::read("none".as_ref(), &mut case.content);
    let materials = Materials { builtin_fonts: &builtin_fonts, ..Materials::plain(&builtin, &case.content.settings) };
    let renderer = PdfRenderer::new(&materials);
    let booklet = case.booklet();
    bencher.bench(|| renderer.print(&booklet, PdfLayout::Booklet).expect("our templates"));
}
