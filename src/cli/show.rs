use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::booklet::{Booklet, booklet, muscles};
use crate::check::{hide_allowed, names};
use crate::diagnostic::{Colour, Report};
use crate::model::{Assignment, Chosen, Labels, Lifted, Lifter, Max, Program, Slug, parse_amount, parse_lifted};
use crate::plan::{Plan, expand};
use crate::render::{Materials, Renderer, booklet_text, plan_json, volume_text};
use crate::site::content_of;
use crate::source::{Content, Input, templates};
use crate::units::{Mass, Unit};

use super::{Outcome, print, tell};

/// Show a program worked out, in the terminal
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress show bench-backoff --max bench=300lb\n  \
    liftpress show bench-backoff --max bench=140kg --week 1\n  \
    liftpress show 531 --max squat=180kg --option supplemental=bbb\n  \
    liftpress show 531 --lifter sam-example --format md\n  \
    liftpress show drafts/wave.yaml --max squat=180kg --format json")]
pub(super) struct Args {
    /// A program of the site, or a file
    program: String,
    /// What the lifter can do once: `bench=300lb`, `squat=180kg`; may be given several times
    #[arg(short, long, value_name = "LIFT=WEIGHT")]
    max: Vec<String>,
    /// What the lifter weighs, for exercises done with bodyweight: `82.5kg`
    #[arg(short, long, value_name = "WEIGHT")]
    bodyweight: Option<String>,
    /// A choice of one of the program's options: `supplemental=bbb`; may be given several times
    #[arg(short, long, value_name = "OPTION=CHOICE")]
    option: Vec<String>,
    /// A lifter of the site, whose maxes, units and equipment are taken
    #[arg(short, long)]
    lifter: Option<String>,
    /// The unit of everything that is shown [default: that of the first --max, the lifter or the program]
    #[arg(short, long, value_name = "kg|lb")]
    units: Option<Unit>,
    /// Only this week, counted from 1 over the whole program
    #[arg(short, long, value_name = "N")]
    week: Option<u16>,
    /// At the end of the text, the volume of each week: sets, tonnage, mean intensity, and sets for each muscle group
    #[arg(long)]
    volume: bool,
    /// What to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(short = 'C', long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal
    Text,
    /// The booklet as Markdown
    Md,
    /// The plan as JSON, one record a set
    Json,
}

pub(super) fn run(args: &Args) -> io::Result<Outcome> {
    match show(args) {
        Ok(outcome) => outcome,
        Err(usage) => Ok(Outcome::Usage(usage)),
    }
}

/// The outcome, or what is wrong with how the command was used.
fn show(args: &Args) -> Result<io::Result<Outcome>, String> {
    let mut content = read(args)?;
    let diagnostics = [std::mem::take(&mut content.diagnostics), names(&content)].concat();
    let name = program_name(args);
    if is_file(&args.program) || is_known(&content, name) {
        let base = args.lifter.as_deref().and_then(|name| content.lifter(name).ok());
        if !tell(&Report::new(content.concerning(&diagnostics, name, base), &content.files)) {
            return Ok(Ok(Outcome::Failed));
        }
    }
    let template_files = templates::builtin(&mut content.files);
    let program = content.program(name)?;
    let base = args.lifter.as_deref().map(|name| content.lifter(name)).transpose()?;
    let lifter = adhoc(&content, program, base, args)?;
    let assignment = assignment(program, base, &args.option)?;
    let expansion = expand(program, &lifter, Some(&assignment), content.basis());
    let mut told = expansion.diagnostics;
    hide_allowed(&content, &mut told);
    let fine = tell(&Report::new(&told, &content.files));
    let Some(mut plan) = expansion.plan.filter(|_| fine) else { return Ok(Ok(Outcome::Failed)) };
    let labels = &content.settings.labels;
    let mut pages = booklet(&plan, labels);
    only_week(&mut plan, &mut pages, labels, args.week)?;
    let text = match args.format {
        Format::Text => {
            let volume = if args.volume { volume_text(&pages, labels, Colour::Ansi) } else { String::new() };
            booklet_text(&pages, labels, Colour::Ansi) + &volume
        }
        Format::Json => plan_json(&plan),
        Format::Md => {
            let materials = Materials::plain(&template_files, &content.settings);
            let fill = |renderer: Renderer| renderer.booklet_markdown(&renderer.booklet(pages)?);
            let markdown = Renderer::new(&materials).and_then(|renderer| fill(renderer).map_err(|told| vec![told]));
            match markdown {
                Ok(markdown) => markdown,
                Err(told) => {
                    tell(&Report::new(&told, &content.files));
                    return Ok(Ok(Outcome::Failed));
                }
            }
        }
    };
    Ok(print(&text).map(|()| Outcome::Fine))
}

/// The name of the program: as it was given, or that of the file.
fn program_name(args: &Args) -> &str {
    let stem = Path::new(&args.program).file_stem().and_then(|stem| stem.to_str());
    stem.filter(|_| is_file(&args.program)).unwrap_or(&args.program)
}

/// Whether there is such a program, with or without mistakes in how it is written.
fn is_known(content: &Content, name: &str) -> bool {
    let slugs = content.programs.iter().map(|program| &program.slug).chain(&content.broken.slugs);
    slugs.into_iter().any(|slug| slug.as_str() == name)
}

fn is_file(program: &str) -> bool {
    let path = Path::new(program);
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && path.is_file()
}

fn read(args: &Args) -> Result<Content, String> {
    let folder = content_of(&args.site).map_err(|error| error.to_string());
    if is_file(&args.program) {
        let drafts = vec![PathBuf::from(&args.program)];
        return Ok(Content::read_input(&Input { folder: folder.ok(), drafts, ..Input::default() }));
    }
    folder.map(|folder| Content::read(&folder))
}

/// The lifter of the site, if one was named, with the maxes and units of the command line.
fn adhoc(content: &Content, program: &Program, base: Option<&Lifter>, args: &Args) -> Result<Lifter, String> {
    let own = args.units.or(base.map(|lifter| lifter.units));
    // `--max bench=300lb --max squat=400`: the second is in pounds too.
    let named = args.max.iter().find_map(|given| parse_lifted(given.split_once('=')?.1, None).ok()?.1);
    let bare = own.or(named).or(program.units).unwrap_or(Unit::Kg);
    let mut maxes = BTreeMap::new();
    for given in &args.max {
        let (slug, lifted, unit) = max_of(content, program, given, bare)?;
        maxes.insert(slug, Max::given(lifted, unit));
    }
    let mut lifter = match base {
        Some(lifter) => lifter.clone(),
        None => {
            Lifter { rounding: content.settings.rounding.into(), ..Lifter::unnamed(program, bare, BTreeMap::new()) }
        }
    };
    lifter.units = bare;
    lifter.maxes.extend(maxes);
    if let Some(given) = &args.bodyweight {
        let amount =
            parse_amount(given, Some(bare)).map_err(|error| format!("--bodyweight {given}: {}", error.message))?;
        lifter.bodyweight = Some(amount.for_unit(bare));
    }
    Ok(lifter)
}

/// How the lifter trains the program, with the choices of the command line.
fn assignment(program: &Program, base: Option<&Lifter>, given: &[String]) -> Result<Assignment, String> {
    let own = base.and_then(|lifter| lifter.programs.iter().find(|assigned| assigned.program == program.slug));
    let place = base.map_or(&program.place, |lifter| &lifter.place);
    let mut assignment = own.cloned().unwrap_or_else(|| Assignment::plain(program.slug.clone(), place.clone()));
    for given in given {
        let (option, choice) = choice_of(program, given)?;
        assignment.options.insert(option, Chosen::plain(choice));
    }
    Ok(assignment)
}

/// `supplemental=bbb`
fn choice_of(program: &Program, given: &str) -> Result<(Slug, Slug), String> {
    let (name, choice) =
        given.split_once('=').ok_or_else(|| format!("--option {given}: write --option supplemental=fsl"))?;
    let Some(option) = program.options.iter().find(|option| option.slug.as_str() == name.trim()) else {
        let names: Vec<_> = program.options.iter().map(|option| option.slug.as_str()).collect();
        return Err(match names.as_slice() {
            [] => format!("--option {given}: `{}` has no options", program.slug),
            names => format!("--option {given}: `{}` has {}", program.slug, names.join(", ")),
        });
    };
    let known = option.choices.iter().find(|known| known.slug.as_str() == choice.trim());
    let known = known.ok_or_else(|| {
        let names: Vec<_> = option.choices.iter().map(|choice| choice.slug.as_str()).collect();
        format!("--option {given}: `{}` is one of {}", option.slug, names.join(", "))
    })?;
    Ok((option.slug.clone(), known.slug.clone()))
}

/// `bench=300lb`, `pull-up=bw+40kg`
fn max_of(content: &Content, program: &Program, given: &str, bare: Unit) -> Result<(Slug, Lifted, Unit), String> {
    let (name, weight) = given.split_once('=').ok_or_else(|| format!("--max {given}: write --max bench=300lb"))?;
    let known = |slug: &Slug| content.library.find(program, slug).is_some();
    let slug = Slug::new(name.trim()).ok().filter(known).ok_or_else(|| {
        match content.library.meant_by(name.trim(), program.exercises.keys().map(Slug::as_str)) {
            Some(near) => format!("--max {given}: unknown exercise `{name}`: did you mean `{}`?", near.name),
            None => format!("--max {given}: unknown exercise `{name}`"),
        }
    })?;
    let (lifted, unit) =
        parse_lifted(weight, Some(bare)).map_err(|error| format!("--max {given}: {}", error.message))?;
    if lifted == Lifted::Weight(Mass::ZERO) {
        return Err(format!("--max {given}: a weight of nothing"));
    }
    Ok((slug, lifted, unit.unwrap_or(bare)))
}

fn only_week(plan: &mut Plan<'_>, pages: &mut Booklet, labels: &Labels, week: Option<u16>) -> Result<(), String> {
    let Some(wanted) = week else { return Ok(()) };
    let weeks = plan.weeks.len();
    if wanted == 0 || usize::from(wanted) > weeks {
        return Err(format!("--week {wanted}: `{}` has weeks 1 to {weeks}", plan.program.slug));
    }
    plan.weeks.retain(|week| week.number == wanted);
    pages.weeks.retain(|week| week.number == wanted);
    pages.overview.retain(|week| week.number == wanted);
    pages.muscles = muscles(plan, labels);
    Ok(())
}
