//! Keywords on the command line, each with its meaning in the help.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Word;

/// Parses the words of `W`. The message for any other word lists them.
pub(super) fn keywords<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let values = W::ALL.iter().map(|value| PossibleValue::new(value.word()).help(value.meaning()));
    PossibleValuesParser::new(values).try_map(|word| W::from_word(&word).ok_or("not in the list"))
}
