//! Compares the volume of the weeks of two plans.

use crate::booklet::Wording;
use crate::plan::Volume;
use crate::units::Percent;

use super::gather::runs;
use super::sheet::WeekSheet;
use super::weeks::WeekMatch;
use super::{Figure, VolumeChange};

/// Returns the weeks whose volume differs. Weeks with the same differences are grouped.
pub(super) fn volume_changes(weeks: &[WeekMatch<'_, '_>], words: Wording<'_>) -> Vec<VolumeChange> {
    let mut found: Vec<(Vec<u16>, Vec<Figure>)> = Vec::new();
    for week in weeks {
        let Some(number) = week.new.or(week.old).map(|week| week.number) else { continue };
        let none = Volume::default();
        let of = |week: Option<&'_ WeekSheet<'_>>| week.map_or_else(|| none.clone(), |week| week.volume.clone());
        let figures = figures(&of(week.old), &of(week.new), words);
        if figures.is_empty() {
            continue;
        }
        match found.iter_mut().find(|(_, known)| *known == figures) {
            Some((weeks, _)) => weeks.push(number),
            None => found.push((vec![number], figures)),
        }
    }
    found.into_iter().map(|(weeks, figures)| VolumeChange { weeks: runs(&weeks), figures }).collect()
}

fn figures(old: &Volume, new: &Volume, words: Wording<'_>) -> Vec<Figure> {
    let intensity = |volume: &Volume| {
        volume
            .mean_intensity()
            .map(|mean| words.percents(crate::units::Range::one(mean.rounded_to(Percent::tenths(1)))))
            .unwrap_or_default()
    };
    let tonnage =
        |volume: &Volume| if volume.weighed == 0 { String::new() } else { words.mass_with_unit(volume.tonnage) };
    let count = |volume: &Volume| if volume.sets() == 0 { String::new() } else { volume.sets().to_string() };
    let sets = (i64::from(old.sets()), i64::from(new.sets()));
    let lifted = (old.tonnage.count(), new.tonnage.count());
    let all = [
        ("sets", count(old), count(new), by(sets.0, sets.1)),
        ("tonnage", tonnage(old), tonnage(new), by(lifted.0, lifted.1)),
        ("mean intensity", intensity(old), intensity(new), String::new()),
    ];
    let other = all.into_iter().filter(|(_, old, new, _)| old != new);
    other.map(|(what, old, new, by)| Figure { what, old, new, by }).collect()
}

/// Returns the change in percent, rounded to the nearest whole percent: `+8%`; empty if `old` is zero.
pub(super) fn by(old: i64, new: i64) -> String {
    if old <= 0 {
        return String::new();
    }
    let (old, new) = (i128::from(old), i128::from(new));
    let percent = ((new - old) * 200 + old * (new - old).signum()) / (old * 2);
    match percent {
        0 if new > old => "+<1%".to_owned(),
        0 if new < old => "−<1%".to_owned(),
        0 => String::new(),
        percent if percent > 0 => format!("+{percent}%"),
        percent => format!("−{}%", -percent),
    }
}

#[cfg(test)]
mod tests {
    use super::by;

    #[test]
    fn rounds_percentages_to_the_nearest() {
        let cases = [
            (100, 108, "+8%"),
            (21, 23, "+10%"),
            (200, 199, "−1%"),
            (1000, 999, "−<1%"),
            (3, 2, "−33%"),
            (5, 5, ""),
            (0, 4, ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(by(old, new), expected, "{old} → {new}");
        }
    }
}
