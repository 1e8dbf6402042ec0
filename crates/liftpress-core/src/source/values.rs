//! Values that several kinds of files share: units, weights, percentages, dates, values by exercise.

use jiff::civil::{Date, Weekday};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Allowed, ByExercise, parse_amount, parse_percent};
use crate::units::{Mass, Percent, Unit};

use super::yaml::{Map, Node, Reader};

/// Reads `allow: [much-backoff]`, the codes that are not reported.
pub(super) fn allow(reader: &mut Reader<'_>, map: &Map<'_>) -> Vec<Allowed> {
    let Some(node) = map.get("allow") else { return Vec::new() };
    let nodes = reader.list(&node, "`allow`").unwrap_or_default();
    nodes.iter().filter_map(|node| Some(Allowed { code: code(reader, node)?, place: node.place() })).collect()
}

fn code(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Code> {
    let given = reader.text(node)?;
    let code = Code::ALL.iter().find(|code| code.name() == given);
    if code.is_none() {
        let diagnostic = Diagnostic::error(Code::BadValue, node.place(), format!("there is no code `{given}`"));
        let names = Code::ALL.iter().map(|code| code.name());
        let all = || Some("run `liftpress explain` to list all codes".to_owned());
        reader.report(diagnostic.did_you_mean(&given, names, all));
    }
    code.copied()
}

/// Reads `units` of a file.
pub(super) fn units(reader: &mut Reader<'_>, map: &Map<'_>) -> Option<Unit> {
    let node = map.get("units")?;
    let text = reader.text(&node)?;
    let unit = text.parse().ok();
    if unit.is_none() {
        let message = format!("`units` must be `kg` or `lb`, found `{text}`");
        reader.bad(&node, message, "write `units: kg` or `units: lb`");
    }
    unit
}

/// Reads `training_max` of a program or a phase.
pub(super) fn share(reader: &mut Reader<'_>, map: &Map<'_>) -> Option<Percent> {
    let node = map.get("training_max")?;
    if node.is_map() {
        let message = "`training_max` of a program or phase must be one percentage, found a map";
        let help =
            "write `training_max: 90%`; for a percentage of each lift, write `training_max` in the lifter's file";
        reader.bad(&node, message, help);
        return None;
    }
    reader.spelled(&node, parse_percent)
}

/// Reads a weight, with or without its unit.
pub(super) fn mass(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    reader.notation(node, |text| parse_amount(text, Some(units))).map(|amount| amount.for_unit(units))
}

/// Reads a weight above 0.
pub(super) fn positive(reader: &mut Reader<'_>, node: &Node<'_>, units: Unit) -> Option<Mass> {
    let mass = mass(reader, node, units)?;
    if mass > Mass::ZERO {
        return Some(mass);
    }
    reader.bad(node, "the weight must be above 0", "write a weight such as `2.5`");
    None
}

/// Returns the lightest plate: 0.25 kg or lb.
pub(super) fn least_plate(units: Unit) -> Mass {
    Mass::whole(1, units).half().half()
}

/// Reads a value for each exercise of a map.
pub(super) fn by_exercise<'v, T>(
    reader: &mut Reader<'_>,
    nodes: impl IntoIterator<Item = Node<'v>>,
    mut read: impl FnMut(&mut Reader<'_>, &Node<'v>) -> Option<T>,
) -> ByExercise<T> {
    let mut found = ByExercise::new();
    for node in nodes {
        let slug = reader.exercise_key(&node);
        let value = read(reader, &node).map(|value| (value, node.key_place()));
        found.extend(slug.zip(value));
    }
    found
}

/// Parses a text, and reports the error of `parse` at the place of the value.
pub(super) fn checked<T, E: Into<Refusal>>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    let text = reader.text(node)?;
    match parse(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            reader.report(error.into().at(node.place()));
            None
        }
    }
}

/// Why a value was refused.
#[derive(Debug)]
pub struct Refusal {
    message: String,
    help: String,
    /// The wrong part of the text and its replacement, if the fix is certain.
    fix: Option<(String, String)>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), fix: None }
    }

    /// Adds a certain fix: `text` replaces `given`.
    pub(super) fn meant(self, given: &str, text: &str) -> Self {
        Self { help: format!("write `{text}`"), fix: Some((given.to_owned(), text.to_owned())), ..self }
    }

    pub(super) fn at(self, place: Place) -> Diagnostic {
        let diagnostic = Diagnostic::error(Code::BadValue, place, self.message).help(self.help);
        match self.fix {
            Some((given, text)) => diagnostic.with_fix(given, text),
            None => diagnostic,
        }
    }

    /// Returns the message and the help in one line.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        format!("{}: {}", self.message, self.help)
    }
}

impl<M: Into<String>, H: Into<String>> From<(M, H)> for Refusal {
    fn from((message, help): (M, H)) -> Self {
        Self::new(message, help)
    }
}

/// Returns the dates that a text in another format may mean, such as `7.12.2026` or `12/31/2026`. The order of day and
/// month is certain if points separate the numbers, or if one of the two is above 12.
fn other_date(text: &str) -> Vec<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<_> = text.split(|c| Some(c) == separator).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return Vec::new() };
    let orders: &[_] = match (a.len(), separator) {
        (4, _) => &[(a, b, c)],
        (_, Some('.')) => &[(c, b, a)],
        _ => &[(c, b, a), (c, a, b)],
    };
    let mut dates: Vec<_> = orders.iter().map(|(year, month, day)| format!("{year}-{month:0>2}-{day:0>2}")).collect();
    dates.retain(|text| iso_date(text).is_some());
    dates.dedup();
    dates
}

fn iso_date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| matches!(i, 4 | 7) == (b == b'-'));
    let date: Option<Date> = if shaped { text.parse().ok() } else { None };
    date.filter(|date| (1900..=2200).contains(&date.year()))
}

/// Parses a date: `2026-12-01`.
///
/// # Errors
/// Refuses any other text. If the text is a date in another form, the refusal has the date as its fix.
pub fn date(text: &str) -> Result<Date, Refusal> {
    iso_date(text).ok_or_else(|| {
        let refusal = Refusal::new(format!("`{text}` is not a date"), "write year-month-day: `2026-12-01`");
        match other_date(text).as_slice() {
            [one] => refusal.meant(text, one),
            [one, other] => Refusal { help: format!("write year-month-day: `{one}` or `{other}`"), ..refusal },
            _ => refusal,
        }
    })
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// German names, short and long. The short form of Thursday is left out, because `do` is Sunday in Spanish.
const GERMAN: [(&str, &str); 7] = [
    ("mo", "montag"),
    ("di", "dienstag"),
    ("mi", "mittwoch"),
    ("donnerstag", "donnerstag"),
    ("fr", "freitag"),
    ("sa", "samstag"),
    ("so", "sonntag"),
];

/// Parses a day of the week: `Mon`, `monday`.
///
/// # Errors
/// Refuses any other text. If the text is a day of the week in German, or its beginning in English, the refusal has a
/// fix.
pub fn weekday(text: &str) -> Result<Weekday, Refusal> {
    let given = text.to_lowercase();
    let is_it = |day: &&str| **day == given || (given.len() == 3 && day.starts_with(&given));
    let found = WEEKDAYS.iter().zip(1..).find(|(day, _)| is_it(day));
    found.and_then(|(_, number)| Weekday::from_monday_one_offset(number).ok()).ok_or_else(|| {
        let help = "write `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat` or `Sun`";
        let refusal = Refusal::new(format!("`{text}` is not a day of the week"), help);
        let starts = |day: &str| given.len() > 1 && day.starts_with(&given);
        let meant =
            WEEKDAYS.iter().zip(GERMAN).find(|(day, (short, long))| starts(day) || given == *short || given == *long);
        match meant {
            Some((day, _)) => refusal.meant(text, &format!("{}{}", day[..1].to_uppercase(), &day[1..3])),
            None => refusal,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_a_fix_for_dates_and_days_in_other_forms() {
        let of = |refusal: Refusal| (refusal.help, refusal.fix.map(|(_, text)| text));
        let fixed = |text: &str| (format!("write `{text}`"), Some(text.to_owned()));
        let plain = |help: &str| (help.to_owned(), None);
        for (text, expected) in [
            ("07.12.2026", fixed("2026-12-07")),
            ("7.12.2026", fixed("2026-12-07")),
            ("2026/12/7", fixed("2026-12-07")),
            ("13/12/2026", fixed("2026-12-13")),
            ("12/31/2026", fixed("2026-12-31")),
            ("07/12/2026", plain("write year-month-day: `2026-12-07` or `2026-07-12`")),
            ("12/12/2026", fixed("2026-12-12")),
            ("2026-13-01", plain("write year-month-day: `2026-12-01`")),
            ("soon", plain("write year-month-day: `2026-12-01`")),
        ] {
            assert_eq!(date(text).map_err(of), Err(expected), "{text}");
        }
        for (text, expected) in [
            ("Mo", fixed("Mon")),
            ("Di", fixed("Tue")),
            ("Mittwoch", fixed("Wed")),
            ("thurs", fixed("Thu")),
            ("So", fixed("Sun")),
            ("Do", plain("write `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat` or `Sun`")),
            ("S", plain("write `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat` or `Sun`")),
        ] {
            assert_eq!(weekday(text).map_err(of), Err(expected), "{text}");
        }
        assert!(weekday("Tue").is_ok() && weekday("sunday").is_ok());
    }
}
