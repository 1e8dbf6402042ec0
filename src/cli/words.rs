//! Words of closed lists on the command line, each with its meaning in the help.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::model::Word;

/// Takes the words of a list, and tells of any other which there are.
pub(super) fn words<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let values = W::ALL.iter().map(|value| PossibleValue::new(value.word()).help(value.meaning()));
    PossibleValuesParser::new(values).try_map(|word| W::from_word(&word).ok_or("no word of the list"))
}
