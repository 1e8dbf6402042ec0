//! Every word of the charts.

use crate::units::Unit;

pub(super) const SETS_A_WEEK: &str = "Sets a week";
pub(super) const TONNAGE_A_WEEK: &str = "Tonnage a week";
pub(super) const INTENSITY: &str = "Intensity";

pub(super) const SETS: &str = "sets";
pub(super) const OF_1RM: &str = "% of 1RM";
pub(super) const WEEK: &str = "week";

/// Marks of a series.
pub(super) const TOP: &str = "top";
pub(super) const BACKOFF: &str = "back-off";
pub(super) const ACCESSORY: &str = "accessory";
pub(super) const MEAN: &str = "mean";
pub(super) const PEAK: &str = "peak";

/// Series in sentences and at the head of a column.
pub(super) const TOP_SETS: &str = "Top sets";
pub(super) const BACKOFF_SETS: &str = "Back-off sets";
pub(super) const ACCESSORY_SETS: &str = "Accessory sets";
pub(super) const TONNAGE: &str = "Tonnage";
pub(super) const MEAN_INTENSITY: &str = "Mean intensity";
pub(super) const PEAK_INTENSITY: &str = "Peak intensity";

pub(super) fn muscles(part: usize, of: usize) -> String {
    let title = "Average sets a week, by muscle";
    if of == 1 { title.to_owned() } else { format!("{title} ({part} of {of})") }
}

pub(super) fn tonnage_in(unit: Unit) -> String {
    format!("{TONNAGE}, {unit}")
}

pub(super) fn cycle(number: u16) -> String {
    format!("Cycle {number}")
}

pub(super) fn phase(name: &str, weeks: &str) -> String {
    match (name, weeks) {
        ("", "") => "On average".to_owned(),
        (name, "") => name.to_owned(),
        ("", weeks) => format!("Week {weeks}"),
        (name, weeks) => format!("{name}, week {weeks}"),
    }
}

pub(super) fn sentence(what: &str, said: &str) -> String {
    format!("{what}: {said}.")
}

pub(super) fn in_week(value: &str, week: u16) -> String {
    format!("{value} in week {week}")
}

pub(super) fn throughout(value: &str) -> String {
    format!("{value} throughout")
}

pub(super) fn rising(first: &str, last: &str) -> String {
    format!("rising from {first} to {last}")
}

pub(super) fn falling(first: &str, last: &str) -> String {
    format!("falling from {first} to {last}")
}

pub(super) fn up_and_down(first: &str, most: &str, last: &str) -> String {
    format!("rising from {first} to {most}, then falling to {last}")
}

pub(super) fn down_and_up(first: &str, least: &str, last: &str) -> String {
    format!("falling from {first} to {least}, then rising to {last}")
}

pub(super) fn varying(first: &str, last: &str, least: &str, most: &str) -> String {
    format!("from {first} to {last}, between {least} and {most}")
}

pub(super) fn sets_for(sets: &str, muscle: &str) -> String {
    format!("{sets} for {muscle}")
}

pub(super) fn most_and_least(most: &str, least: &str) -> String {
    if most == least { most.to_owned() } else { format!("from {most} to {least}") }
}
