//! The canonical form of what the author wrote. It preserves how the author groups sets: a wave is still written as a
//! wave, and `then` as `then`.
//!
//! ```
//! use liftpress_core::model::{canonical, parse_scheme};
//! let of = |text| canonical(text, |text| parse_scheme(text, None));
//! assert_eq!(of("5 x 3@85 % then drop  x 10").as_deref(), Some("5x3 @ 85% then drop 10"));
//! assert_eq!(of("5 /3/ 1+ @75/85/95 %").as_deref(), Some("5/3/1+ @ 75/85/95%"));
//! assert_eq!(of("5x3 @ top - 10 %").as_deref(), Some("5x3 @ top -10%"));
//! assert_eq!(of("5x3 @ 85%"), None);
//! ```

use crate::model::{Attempts, Condition, Group, Load, LoadRule, Reps, Scheme};
use crate::units::{Percent, Seconds};

use super::NotationError;

/// A value with one canonical form.
pub trait Spelled: PartialEq {
    /// Returns the canonical form of a value. `piece` is the author's text for it, which has no comma or `then`.
    fn spelled(&self, piece: &str) -> String;
}

/// Returns the canonical form of a text that `parse` reads. Returns `None` if the text does not parse, if it is already
/// canonical, or if its canonical form does not parse to the same value.
pub fn canonical<T: Spelled>(text: &str, parse: impl Fn(&str) -> Result<T, NotationError>) -> Option<String> {
    let value = parse(text).ok()?;
    let mut spelled = String::new();
    for (piece, separator) in pieces(text) {
        spelled += &parse(piece).ok()?.spelled(piece);
        spelled += separator;
    }
    (spelled != text && parse(&spelled).ok()? == value).then_some(spelled)
}

/// Returns the pieces between commas and the word `then`, each with the separator after it.
fn pieces(text: &str) -> Vec<(&str, &'static str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let is_then = |at: usize| {
        let word = text.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case("then"));
        word && is_edge(text[..at].chars().next_back()) && is_edge(text[at + 4..].chars().next())
    };
    for (at, c) in text.char_indices() {
        let (length, separator) = match c {
            ',' => (1, ", "),
            't' | 'T' if is_then(at) => (4, " then "),
            _ => continue,
        };
        let from = text.len() - rest.len();
        pieces.push((text[from..at].trim(), separator));
        rest = &text[at + length..];
    }
    pieces.push((rest.trim(), ""));
    pieces
}

macro_rules! spelled_as_displayed {
    ($($type:ty),+) => {
        $(impl Spelled for $type {
            fn spelled(&self, _: &str) -> String {
                self.to_string()
            }
        })+
    };
}

spelled_as_displayed!(Percent, Seconds, Condition);

impl Spelled for Attempts {
    fn spelled(&self, _: &str) -> String {
        let [opener, second, third] = self.0;
        format!("{}/{}/{third}", opener.number(), second.number())
    }
}

impl Spelled for Scheme {
    fn spelled(&self, piece: &str) -> String {
        match self.groups.as_slice() {
            [_] => self.to_string(),
            groups => wave(groups, piece),
        }
    }
}

/// Returns single sets in the form that the author used: a wave, a ladder or `attempts`.
fn wave(groups: &[Group], piece: &str) -> String {
    let times = piece.split(['x', 'X', '×']).next().and_then(|times| times.trim().parse().ok());
    let rounds = times.filter(|_| piece.contains('(')).unwrap_or(1).clamp(1, groups.len());
    let round = &groups[..groups.len() / rounds];
    let is_open = matches!(groups.last(), Some(Group { reps: Reps::AtLeast(_), .. }));
    let steps: Vec<_> = round.iter().map(|group| group.reps.to_string().trim_end_matches('+').to_owned()).collect();
    let steps = steps.join("/");
    let reps = match round {
        [Group { reps: Reps::Attempt(_), .. }, ..] => "attempts".to_owned(),
        _ if rounds > 1 => format!("{rounds}x({steps})"),
        _ => steps,
    };
    let open = if is_open { "+" } else { "" };
    let rest = groups[0].rest.map(|rest| format!(" rest {rest}")).unwrap_or_default();
    format!("{reps}{open}{}{rest}", loads(round))
}

/// Returns one load for all sets, or one percentage for each set, followed by the parts of the load that apply to all
/// sets.
fn loads(round: &[Group]) -> String {
    let loads: Vec<&Load> = round.iter().filter_map(|group| Some(&group.load.as_ref()?.value)).collect();
    let Some((last, before)) = loads.split_last() else { return String::new() };
    if before.iter().all(|load| load == last) {
        return format!(" @ {last}");
    }
    let number = |load: &&Load| match load.rule {
        LoadRule::Percent { percent, .. } => format!("{}/", percent.low.number()),
        _ => String::new(),
    };
    format!(" @ {}{last}", before.iter().map(number).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{parse_attempts, parse_condition, parse_percent, parse_rest, parse_scheme};
    use crate::units::Unit;

    #[test]
    fn schemes() {
        let of = |text: &str| {
            let parse = |text: &str| parse_scheme(text, Some(Unit::Kg));
            let spelled = canonical(text, parse).unwrap_or_else(|| text.to_owned());
            assert_eq!(parse(&spelled), parse(text), "{text}");
            assert_eq!(canonical(&spelled, parse), None, "{text}");
            spelled
        };
        for (text, spelled) in [
            ("5X3", "5x3"),
            ("3–5 × 8-10 @70%-75 %", "3-5x8-10 @ 70-75%"),
            ("5x3 @ 60", "5x3 @ 60 kg"),
            ("5x3@rpe8 rest 180s", "5x3 @ RPE 8 rest 3 min"),
            ("1x5 @ 75%,1x3 @ 85 %", "1x5 @ 75%, 1x3 @ 85%"),
            ("1x5 THEN 1x3,drop 10", "1x5 then 1x3, drop 10"),
            ("3X( 2/3 / 5 ) @ 70% rest 90 s", "3x(2/3/5) @ 70% rest 90s"),
            ("2x(5/5/5)+ @ 65/75/85 % TM", "2x(5/5/5)+ @ 65/75/85% TM"),
            ("1x(2/3)", "2/3"),
            ("5/5/5+ @ 65/75/85%  TM +2.5 % / week", "5/5/5+ @ 65/75/85% TM +2.5%/week"),
            ("attempts@ 91/96/100.5%", "attempts @ 91/96/100.5%"),
            ("attempts", "attempts"),
            ("2-6x3 @ top -5 % until rpe 9", "2-6x3 @ top -5% until RPE 9"),
            ("3x2 min", "3x2min"),
            ("4x(1+1+1) @ 85% of  front-squat pause 20s", "4x(1+1+1) @ 85% of front-squat pause 20s"),
        ] {
            assert_eq!(of(text), spelled, "{text}");
        }
    }

    #[test]
    fn other_notations() {
        assert_eq!(canonical("90 %", parse_percent).as_deref(), Some("90%"));
        assert_eq!(canonical("90%", parse_percent), None);
        assert_eq!(canonical("180 s", parse_rest).as_deref(), Some("3 min"));
        assert_eq!(canonical("RPE≥9.5", parse_condition).as_deref(), Some("rpe >= 9.5"));
        assert_eq!(canonical("reps 8+", parse_condition).as_deref(), Some("reps >= 8"));
        assert_eq!(canonical("91 / 96/100.5 %", parse_attempts).as_deref(), Some("91/96/100.5%"));
        assert_eq!(canonical("no notation", parse_rest), None);
    }
}
