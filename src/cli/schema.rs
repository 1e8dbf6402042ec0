use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::ValueHint;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Word;
use crate::source::schema::{FileKind, schema_file};

use super::{Outcome, print};

/// Print the JSON Schema of a kind of file, for editors
///
/// With it, an editor with a YAML language server completes keys, explains them, and underlines mistakes as you type.
/// `docs/pages/editors.md` says how to set that up.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress schema program                   one schema, to standard output\n  \
    liftpress schema --all .liftpress/schemas  program.schema.json and the others")]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_parser = kinds(), required_unless_present = "all")]
    kind: Option<FileKind>,
    /// Write the schemas of all kinds into this folder, as KIND.schema.json
    #[arg(long, value_name = "DIR", conflicts_with = "kind", value_hint = ValueHint::DirPath)]
    all: Option<PathBuf>,
}

fn kinds() -> impl TypedValueParser<Value = FileKind> {
    let kinds = FileKind::ALL.iter().map(|kind| PossibleValue::new(kind.word()).help(kind.meaning()));
    PossibleValuesParser::new(kinds).try_map(|word| FileKind::from_word(&word).ok_or("no kind of file"))
}

pub(super) fn run(args: &Args) -> io::Result<Outcome> {
    if let Some(folder) = &args.all {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
        write_all(folder).map_err(named)?;
    }
    args.kind.map_or(Ok(()), |kind| print(&schema_file(kind).1))?;
    Ok(Outcome::Fine)
}

fn write_all(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    FileKind::ALL.iter().map(|kind| schema_file(*kind)).try_for_each(|(name, text)| fs::write(folder.join(name), text))
}
