use std::io;

use clap::{ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;

use crate::booklet::{Booklet, booklet, muscles};
use crate::diagnostic::{Colour, Report};
use crate::model::Labels;
use crate::plan::Plan;
use crate::render::{Materials, Renderer, booklet_text, plan_json, volume_text};
use crate::templates;

use super::completions::programs_and_files;
use super::subject::{Subject, week_of};
use super::{Outcome, Voice, for_people, print, roster, tell};

/// Show a program worked out, in the terminal
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress show bench-backoff --max bench=300lb\n  \
    liftpress show bench-backoff --max bench=140kg --week 1\n  \
    liftpress show 531 --max squat=180kg --option supplemental=bbb\n  \
    liftpress show 531 --lifter sam-example --format md\n  \
    liftpress show drafts/wave.yaml --max squat=180kg --format json\n  \
    liftpress show 531 --roster members.csv --format jsonl > plans.jsonl")]
pub(super) struct Args {
    /// A program of the site, or a file; of a lifter also a cycle as its booklet is called: `wave-2`
    /// [default: what the lifter trains last]
    #[arg(add = ArgValueCompleter::new(programs_and_files), required_unless_present = "lifter")]
    program: Option<String>,
    #[command(flatten)]
    subject: Subject,
    /// For every row of a table of lifters, however long, `-` for standard input: with `--format jsonl`, the plan of each
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["lifter", "max", "bodyweight", "volume"])]
    roster: Option<String>,
    /// Only this week, counted from 1 over the whole program
    #[arg(short, long, value_name = "N")]
    week: Option<u16>,
    /// At the end of the text, the volume of each week: sets, tonnage, mean intensity, and sets for each muscle group
    #[arg(long)]
    volume: bool,
    /// What to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal
    Text,
    /// The booklet as Markdown
    Md,
    /// The plan as JSON, one record a set
    Json,
    /// The same, for many lifters: one line of JSON for each
    Jsonl,
}

pub(super) fn run(args: &Args, voice: Voice) -> io::Result<Outcome> {
    match show(args, voice) {
        Ok(outcome) => outcome,
        Err(usage) => Ok(Outcome::Usage(usage)),
    }
}

/// The outcome, or what is wrong with how the command was used.
fn show(args: &Args, voice: Voice) -> Result<io::Result<Outcome>, String> {
    if args.roster.is_some() && args.format != Format::Jsonl {
        return Err("--roster prints a line of JSON for each lifter: add --format jsonl".to_owned());
    }
    let mut content = args.subject.read(args.program.as_deref().unwrap_or_default())?;
    let program = match &args.program {
        Some(program) => program.clone(),
        None => args.subject.latest(&content)?,
    };
    if !args.subject.is_sound(&content, &program, voice) {
        return Ok(Ok(Outcome::Failed));
    }
    if let Some(file) = &args.roster {
        return roster::show(&mut content, &program, file, &args.subject, args.week, voice);
    }
    let template_files = templates::builtin(&mut content.files);
    let training = args.subject.training(&content, &program)?;
    let Some(mut plan) = training.plan(&content, voice) else { return Ok(Ok(Outcome::Failed)) };
    let labels = &content.settings.labels;
    let mut pages = booklet(&plan, labels);
    only_week(&mut plan, &mut pages, labels, args.week)?;
    let text = match args.format {
        Format::Text => {
            let volume = if args.volume { volume_text(&pages, labels, Colour::Ansi) } else { String::new() };
            for_people(&(booklet_text(&pages, labels, Colour::Ansi) + &volume))
        }
        Format::Json | Format::Jsonl => plan_json(&plan),
        Format::Md => {
            let materials = Materials::plain(&template_files, &content.settings);
            let fill = |renderer: Renderer| renderer.booklet_markdown(&renderer.booklet(pages)?);
            let markdown = Renderer::new(&materials).and_then(|renderer| fill(renderer).map_err(|told| vec![told]));
            match markdown {
                Ok(markdown) => markdown,
                Err(told) => {
                    tell(Report::new(&told, &content.files), voice);
                    return Ok(Ok(Outcome::Failed));
                }
            }
        }
    };
    Ok(print(&text).map(|()| Outcome::Fine))
}

fn only_week(plan: &mut Plan<'_>, pages: &mut Booklet, labels: &Labels, week: Option<u16>) -> Result<(), String> {
    let Some(wanted) = week_of(plan.program, week)? else { return Ok(()) };
    plan.weeks.retain(|week| week.number == wanted);
    pages.weeks.retain(|week| week.number == wanted);
    pages.overview.retain(|week| week.number == wanted);
    pages.muscles = muscles(plan, labels);
    Ok(())
}
