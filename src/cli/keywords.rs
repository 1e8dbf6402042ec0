//! Parses keywords on the command line, and shows their meanings in the help.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Word;

/// Returns a parser for the words of `W`. The message for any other word lists these words.
pub(super) fn keywords<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let values = W::ALL.iter().map(|value| PossibleValue::new(value.word()).help(value.meaning()));
    PossibleValuesParser::new(values).try_map(|word| W::from_word(&word).ok_or("not in the list"))
}
