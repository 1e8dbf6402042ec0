use clap::ValueHint;
use clap_complete::ArgValueCompleter;

use crate::booklet::{Booklet, booklet, muscles};
use crate::diagnostic::{Color, Diagnostic, Report};
use crate::model::{Labels, Settings, Template};
use crate::plan::Plan;
use crate::render::{Materials, Renderer, booklet_text, plan_json, volume_text};
use crate::templates;

use super::completions::programs_and_files;
use super::format::{Format, Offer, SHOWN, offered};
use super::subject::{Subject, week_of};
use super::{Failure, Outcome, Verbosity, for_terminal, print, print_report, roster};

/// Print one program with its weights
///
/// Calculates every week for a lifter of the site (--lifter), for maxes on the command line (--max), or for both. Nothing is
/// written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress show bench-backoff --max bench=300lb                         every week\n  \
    liftpress show bench-backoff --max bench=140kg --week 1                one week\n  \
    liftpress show 531 --max squat=180kg --option supplemental=bbb         another choice of an option\n  \
    liftpress show 531 --lifter sam-example --format md                    a lifter, as Markdown\n  \
    liftpress show drafts/wave.yaml --max squat=180kg --format json        a file, as JSON\n  \
    liftpress show 531 --roster members.csv --format jsonl > plans.jsonl   every lifter of a table")]
pub(super) struct Args {
    /// A program of the site, a file, or with --lifter a booklet of theirs, as in `wave-2`
    /// [default: the lifter's latest booklet]
    #[arg(add = ArgValueCompleter::new(programs_and_files), required_unless_present = "lifter")]
    program: Option<String>,
    #[command(flatten)]
    subject: Subject,
    /// A table of lifters, or `-` for standard input; prints a plan for each row, and needs `--format jsonl`
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["lifter", "max", "bodyweight", "volume"])]
    roster: Option<String>,
    /// Print only this week, counted from 1 over the whole program
    #[arg(short, long, value_name = "N")]
    week: Option<u16>,
    /// Print the volume of each week at the end: sets, tonnage, mean intensity, and sets for each muscle group
    #[arg(long)]
    volume: bool,
    /// The output format
    #[arg(short, long, value_parser = offered(SHOWN), default_value = "text")]
    format: Offer<Show>,
}

/// A function that returns the plan in a format, or the errors in a template.
pub(super) type Show = fn(&Shown<'_>) -> Result<String, Vec<Diagnostic>>;

/// The plan to show, and its booklet.
pub(super) struct Shown<'s> {
    plan: &'s Plan<'s>,
    booklet: Booklet,
    settings: &'s Settings,
    templates: &'s [Template],
    has_volume: bool,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    if args.roster.is_some() && args.format != Format::Jsonl {
        return Err(Failure::Usage("--roster prints a line of JSON for each lifter: add `--format jsonl`".to_owned()));
    }
    let mut content = args.subject.read(args.program.as_deref().unwrap_or_default())?;
    let program = match &args.program {
        Some(program) => program.clone(),
        None => args.subject.latest(&content)?,
    };
    args.subject.check(&content, &program, verbosity)?;
    if let Some(file) = &args.roster {
        return roster::show(&mut content, &program, file, &args.subject, args.week, verbosity);
    }
    let templates = templates::builtin(&mut content.files);
    let training = args.subject.training(&content, &program)?;
    let mut plan = training.plan(&content, verbosity)?;
    let settings = &content.settings;
    let mut booklet = booklet(&plan, &settings.labels);
    only_week(&mut plan, &mut booklet, &settings.labels, args.week)?;
    let shown = Shown { plan: &plan, booklet, settings, templates: &templates, has_volume: args.volume };
    let text = (args.format.make)(&shown).map_err(|diagnostics| {
        print_report(Report::new(&diagnostics, &content.files), verbosity);
        Failure::Reported
    })?;
    Ok(print(&text)?)
}

pub(super) fn text(Shown { booklet, settings, has_volume, .. }: &Shown<'_>) -> String {
    let labels = &settings.labels;
    let volume = if *has_volume { volume_text(booklet, labels, Color::Ansi) } else { String::new() };
    for_terminal(&(booklet_text(booklet, labels, Color::Ansi) + &volume))
}

pub(super) fn markdown(Shown { booklet, settings, templates, .. }: &Shown<'_>) -> Result<String, Vec<Diagnostic>> {
    let renderer = Renderer::new(&Materials::plain(templates, settings))?;
    renderer.booklet(booklet.clone()).and_then(|filled| renderer.booklet_markdown(&filled)).map_err(|error| vec![error])
}

pub(super) fn json(shown: &Shown<'_>) -> String {
    plan_json(shown.plan)
}

fn only_week(plan: &mut Plan<'_>, pages: &mut Booklet, labels: &Labels, week: Option<u16>) -> Result<(), String> {
    let Some(wanted) = week_of(plan.program, week)? else { return Ok(()) };
    plan.weeks.retain(|week| week.number == wanted);
    pages.weeks.retain(|week| week.number == wanted);
    pages.overview.retain(|week| week.number == wanted);
    pages.muscles = muscles(plan, labels);
    Ok(())
}
