use std::io;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Word;
use crate::render::{comparison_schema, plan_schema};
use crate::site::replace;
use crate::source::schema::{FileKind, schema_file};

use super::{Outcome, print};

/// Print a JSON Schema, for editors and other programs
///
/// With the schemas, an editor with a YAML language server completes and explains keys, and underlines mistakes as you type.
/// `docs/pages/editors.md` explains the setup.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress schema program                   print one schema\n  \
    liftpress schema --all .liftpress/schemas  write program.schema.json and the others")]
pub(super) struct Args {
    /// The kind of file, or of JSON output
    #[arg(value_parser = kinds(), required_unless_present = "all")]
    kind: Option<Kind>,
    /// Write the schemas of all kinds of files into this folder, as KIND.schema.json
    #[arg(long, value_name = "DIR", conflicts_with = "kind", value_hint = ValueHint::DirPath)]
    all: Option<PathBuf>,
}

/// Something that has a schema.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A file that authors write.
    File(FileKind),
    /// The plan as JSON.
    Plan,
    /// The JSON output of `diff`.
    Comparison,
}

impl Kind {
    const PLAN: &str = "plan";
    const COMPARISON: &str = "comparison";

    fn named(word: &str) -> Option<Self> {
        match word {
            Self::PLAN => Some(Self::Plan),
            Self::COMPARISON => Some(Self::Comparison),
            word => FileKind::from_word(word).map(Self::File),
        }
    }

    fn schema(self) -> String {
        match self {
            Self::File(kind) => schema_file(kind).1,
            Self::Plan => format!("{:#}\n", plan_schema()),
            Self::Comparison => format!("{:#}\n", comparison_schema()),
        }
    }
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let files = FileKind::ALL.iter().map(|kind| PossibleValue::new(kind.word()).help(kind.meaning()));
    let printed = [
        PossibleValue::new(Kind::PLAN).help("The plan as JSON: `booklet.json`, and the output of `show` and `export`."),
        PossibleValue::new(Kind::COMPARISON).help("The output of `diff --format json`."),
    ];
    PossibleValuesParser::new(files.chain(printed)).try_map(|word| Kind::named(&word).ok_or("not in the list"))
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(folder) = &args.all {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
        write_all(folder).map_err(named)?;
    }
    Ok(args.kind.map_or(Ok(()), |kind| print(&kind.schema()))?)
}

fn write_all(folder: &Path) -> io::Result<()> {
    let mut files = FileKind::ALL.iter().map(|kind| schema_file(*kind));
    files.try_for_each(|(name, text)| replace(&folder.join(name), text.as_bytes()))
}
