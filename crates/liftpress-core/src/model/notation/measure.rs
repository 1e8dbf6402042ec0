//! Parses a max on one line: in a cell of a roster, or in an option of a command.

use crate::model::Measure;
use crate::units::{Decimal, Rpe, Unit};

use super::{NotationError, Parsed, amount, whole};

const FORMS: &str = "write 180, bw + 20, TM 167.5, or a set: 100x5, 100x5 @ 8";

/// Parses a max and its unit: `180 kg`, `bw + 20`, a training max `TM 167.5`, a set `100x5 @ 8`.
pub fn parse_measure(text: &str, unit: Option<Unit>) -> Parsed<(Measure, Option<Unit>)> {
    let Some((weight, set)) = text.split_once(['x', '×']) else {
        return whole(text, unit, |cursor| {
            let is_training = cursor.eat_any_word(&["TM"]);
            let (lifted, unit) = amount::lifted(cursor)?;
            Ok((if is_training { Measure::Training(lifted) } else { Measure::OneRep(lifted) }, unit))
        });
    };
    let (lifted, unit) = whole(weight, unit, amount::lifted)?;
    let wrong = |message: String| NotationError::at(text.len() - set.len()..text.len(), message).help(FORMS);
    let (reps, effort) = set.split_once('@').map_or((set, None), |(reps, effort)| (reps, Some(effort)));
    let number = reps.trim().parse().ok().filter(|reps| (1..=100).contains(reps));
    let reps = number.ok_or_else(|| wrong(format!("`{}` is not a number of reps", reps.trim())))?;
    let effort = effort.map(|effort| {
        let number: Decimal = effort.trim().parse().map_err(|_| wrong(format!("`{}` is not an RPE", effort.trim())))?;
        Rpe::new(number).map_err(|error| wrong(error.to_string()))
    });
    Ok((Measure::Set { lifted, reps, effort: effort.transpose()?, formula: None }, unit))
}

#[cfg(test)]
mod tests {
    use crate::model::Lifted;

    use super::*;

    #[test]
    fn maxes_on_one_line() {
        let kg = |text: &str| text.parse().unwrap();
        let set = |reps, effort: Option<&str>| Measure::Set {
            lifted: Lifted::Weight(kg("100 kg")),
            reps,
            effort: effort.map(|effort| Rpe::new(effort.parse().unwrap()).unwrap()),
            formula: None,
        };
        for (text, measure, unit) in [
            ("190kg", Measure::OneRep(Lifted::Weight(kg("190 kg"))), Unit::Kg),
            ("405 lb", Measure::OneRep(Lifted::Weight(kg("405 lb"))), Unit::Lb),
            ("bw + 20", Measure::OneRep(Lifted::Bodyweight(kg("20 kg"))), Unit::Kg),
            ("TM 167.5", Measure::Training(Lifted::Weight(kg("167.5 kg"))), Unit::Kg),
            ("100x5", set(5, None), Unit::Kg),
            ("100kgx5@8", set(5, Some("8")), Unit::Kg),
            ("100 × 5 @ 8.5", set(5, Some("8.5")), Unit::Kg),
        ] {
            assert_eq!(parse_measure(text, Some(Unit::Kg)), Ok((measure, Some(unit))), "{text}");
        }
        for (text, span, message) in [
            ("100x0", 4..5, "`0` is not a number of reps"),
            ("100x5@", 4..6, "`` is not an RPE"),
            ("100x5@11", 4..8, "RPE must be from 1 to 10"),
            ("heavyx5", 0..5, "expected a weight, found `heavy`"),
            ("TM", 2..2, "expected a weight, found the end of the text"),
        ] {
            let error = parse_measure(text, Some(Unit::Kg)).unwrap_err();
            assert_eq!((error.span, error.message.as_str()), (span, message), "{text}");
        }
    }
}
