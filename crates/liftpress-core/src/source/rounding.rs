//! How a lifter's weights are rounded: `nearest`, `down to 5 kg`, or a map from exercises to such rules.

use crate::model::{NotationError, RoundingRule, Roundings, Word, parse_amount};
use crate::units::{Rounding, Unit};

use super::schema::ROUNDINGS;
use super::values::{by_exercise, least_plate};
use super::yaml::{Map, Reader};

const HELP: &str = "write `nearest`, `down` or `up`, or a rule with multiples: `down to 5 kg`";

/// Reads `rounding` of a lifter. `default` is the rounding of the site.
pub(super) fn roundings(reader: &mut Reader<'_>, map: &Map<'_>, units: Unit, default: Rounding) -> Roundings {
    let site = Roundings::from(default);
    let Some(node) = map.get("rounding") else { return site };
    if !node.is_map() {
        let all = reader.notation(&node, |text| rounding_rule(text, units));
        return all.map_or(site, Roundings::from);
    }
    let Some(map) = reader.keys(&node, &ROUNDINGS) else { return site };
    let all = map.get("default").and_then(|node| reader.notation(&node, |text| rounding_rule(text, units)));
    let of = by_exercise(reader, map.others(), |reader, node| reader.notation(node, |text| rounding_rule(text, units)));
    Roundings { all: all.unwrap_or(site.all), of }
}

/// Parses a rounding rule: `nearest`, `down to 5 kg`.
pub(super) fn rounding_rule(text: &str, units: Unit) -> Result<RoundingRule, NotationError> {
    let wrong = |span, message| NotationError { span, message, help: Some(HELP.to_owned()), fix: None };
    let (word, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
    let way = Word::from_word(word)
        .ok_or_else(|| wrong(0..word.len(), format!("expected `nearest`, `down` or `up`, found `{word}`")))?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Ok(RoundingRule { way, to: None });
    }
    let at = text.len() - rest.len();
    if rest == "to" {
        return Err(wrong(at..text.len(), "expected a weight after `to`".to_owned()));
    }
    let Some(amount) = rest.strip_prefix("to ") else {
        return Err(wrong(at..text.len(), format!("expected `to` and a weight, found `{rest}`")));
    };
    let at = text.len() - amount.len();
    let to = parse_amount(amount, Some(units))
        .map_err(|error| NotationError { span: error.span.start + at..error.span.end + at, ..error })?
        .for_unit(units);
    // With a multiple of at least the lightest plate, the search for a weight that can be loaded stays short.
    let least = least_plate(units);
    if to < least {
        let least = least.with_unit(units);
        return Err(NotationError {
            span: at..text.len(),
            message: format!("the weight to round to must be at least {least}"),
            help: Some(format!("write `{word} to {least}` or more")),
            fix: None,
        });
    }
    Ok(RoundingRule { way, to: Some(to) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Mass;

    #[test]
    fn rules() {
        let of = |text| rounding_rule(text, Unit::Kg).map_err(|error| (error.span, error.message));
        let kg = |text: &str| text.parse::<Mass>().unwrap();
        assert_eq!(of("down"), Ok(RoundingRule { way: Rounding::Down, to: None }));
        assert_eq!(of("nearest to 1"), Ok(RoundingRule { way: Rounding::Nearest, to: Some(kg("1 kg")) }));
        assert_eq!(of("up  to 10 lb|5 kg"), Ok(RoundingRule { way: Rounding::Up, to: Some(kg("5 kg")) }));
        let unknown = |word: &str| format!("expected `nearest`, `down` or `up`, found `{word}`");
        assert_eq!(of("floor"), Err((0..5, unknown("floor"))));
        assert_eq!(of("down 5 kg"), Err((5..9, "expected `to` and a weight, found `5 kg`".to_owned())));
        assert_eq!(of("down to 0"), Err((8..9, "the weight to round to must be at least 0.25 kg".to_owned())));
        assert_eq!(of("down to 5 stone"), Err((10..15, of("down to 5 stone").unwrap_err().1)));
    }
}
