//! Labels of the named values of the model: equipment, muscles, goals, months.

use jiff::civil::{Date, Weekday};

use crate::model::{Attempt, Gear, Goal, Level, Look, Muscle, Purpose};

use super::Labels;

impl Labels {
    /// Returns the name of an exercise's equipment.
    #[must_use]
    pub fn gear(&self, gear: Gear) -> &str {
        match gear {
            Gear::Barbell => self.barbell(),
            Gear::Dumbbell => self.dumbbell(),
            Gear::Kettlebell => self.kettlebell(),
            Gear::Machine => self.machine(),
            Gear::Cable => self.cable(),
            Gear::Band => self.band(),
            Gear::Bodyweight => self.own_bodyweight(),
            Gear::Other => self.other_gear(),
        }
    }

    /// Returns the name of a muscle group.
    #[must_use]
    pub fn muscle(&self, muscle: Muscle) -> &str {
        match muscle {
            Muscle::Quads => self.quads(),
            Muscle::Hamstrings => self.hamstrings(),
            Muscle::Glutes => self.glutes(),
            Muscle::Adductors => self.adductors(),
            Muscle::Calves => self.calves(),
            Muscle::LowerBack => self.lower_back(),
            Muscle::UpperBack => self.upper_back(),
            Muscle::Lats => self.lats(),
            Muscle::Traps => self.traps(),
            Muscle::Chest => self.chest(),
            Muscle::FrontDelts => self.front_delts(),
            Muscle::SideDelts => self.side_delts(),
            Muscle::RearDelts => self.rear_delts(),
            Muscle::Biceps => self.biceps(),
            Muscle::Triceps => self.triceps(),
            Muscle::Forearms => self.forearms(),
            Muscle::Abs => self.abs(),
        }
    }

    /// Returns the name of a phase's goal.
    #[must_use]
    pub fn goal(&self, goal: Goal) -> &str {
        match goal {
            Goal::Hypertrophy => self.hypertrophy(),
            Goal::Strength => self.strength(),
            Goal::Technique => self.technique(),
            Goal::Stamina => self.stamina(),
            Goal::Peaking => self.peaking(),
            Goal::Deload => self.deload(),
        }
    }

    /// Returns the name of a back-off entry's purpose.
    #[must_use]
    pub fn purpose(&self, purpose: Purpose) -> &str {
        match purpose {
            Purpose::Technique => self.technique(),
            Purpose::Hypertrophy => self.hypertrophy(),
            Purpose::Strength => self.strength(),
            Purpose::Stamina => self.stamina(),
            Purpose::Activity => self.activity(),
            Purpose::Novelty => self.novelty(),
        }
    }

    /// Returns the name of the level a program is for.
    #[must_use]
    pub fn level(&self, level: Level) -> &str {
        match level {
            Level::Beginner => self.beginner(),
            Level::Intermediate => self.intermediate(),
            Level::Advanced => self.advanced(),
        }
    }

    /// Returns a description of how a top set looked.
    #[must_use]
    pub fn look(&self, look: Look) -> &str {
        match look {
            Look::FormBreaksDown => self.form_breaks_down(),
            Look::FormIsGood => self.form_is_good(),
            Look::BarIsSlow => self.bar_is_slow(),
            Look::BarIsFast => self.bar_is_fast(),
            Look::RepsMissed => self.reps_missed(),
            Look::BelowLastWeek => self.below_last_week(),
            Look::AboveLastWeek => self.above_last_week(),
        }
    }

    /// Returns the name of an attempt at a meet.
    #[must_use]
    pub fn attempt(&self, attempt: Attempt) -> &str {
        match attempt {
            Attempt::Opener => self.opener(),
            Attempt::Second => self.second_attempt(),
            Attempt::Third => self.third_attempt(),
        }
    }

    /// Returns a date with the name of its month: `7 December 2026`.
    #[must_use]
    pub fn date_in_words(&self, date: Date) -> String {
        let month = match date.month() {
            1 => self.january(),
            2 => self.february(),
            3 => self.march(),
            4 => self.april(),
            5 => self.may(),
            6 => self.june(),
            7 => self.july(),
            8 => self.august(),
            9 => self.september(),
            10 => self.october(),
            11 => self.november(),
            _ => self.december(),
        };
        self.long_date(date.day(), month, date.year())
    }

    /// Returns a date with its weekday: `Mon 7 Dec 2026`.
    #[must_use]
    pub fn date_with_weekday(&self, date: Date) -> String {
        let weekday = match date.weekday() {
            Weekday::Monday => self.monday_short(),
            Weekday::Tuesday => self.tuesday_short(),
            Weekday::Wednesday => self.wednesday_short(),
            Weekday::Thursday => self.thursday_short(),
            Weekday::Friday => self.friday_short(),
            Weekday::Saturday => self.saturday_short(),
            Weekday::Sunday => self.sunday_short(),
        };
        let month = match date.month() {
            1 => self.january_short(),
            2 => self.february_short(),
            3 => self.march_short(),
            4 => self.april_short(),
            5 => self.may_short(),
            6 => self.june_short(),
            7 => self.july_short(),
            8 => self.august_short(),
            9 => self.september_short(),
            10 => self.october_short(),
            11 => self.november_short(),
            _ => self.december_short(),
        };
        self.short_date(weekday, date.day(), month, date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    #[test]
    fn dates_in_every_language() {
        let date = jiff::civil::date(2026, 3, 9);
        let says = |language| {
            let labels = Labels::of(language);
            [labels.date_in_words(date), labels.date_with_weekday(date)]
        };
        assert_eq!(says(Language::En), ["9 March 2026", "Mon 9 Mar 2026"]);
        assert_eq!(says(Language::De), ["9. März 2026", "Mo., 9. März 2026"]);
        assert_eq!(says(Language::Es), ["9 de marzo de 2026", "lun 9 mar 2026"]);
    }

    /// Compares the English names with the calendar, so that no two months or weekdays are mixed up.
    #[test]
    fn every_day_of_a_year_has_its_name() {
        let labels = Labels::default();
        let first = jiff::civil::date(2026, 1, 1);
        for date in first.series(jiff::Span::new().days(1)).take(365) {
            assert_eq!(labels.date_in_words(date), date.strftime("%-d %B %Y").to_string());
            assert_eq!(labels.date_with_weekday(date), date.strftime("%a %-d %b %Y").to_string());
        }
    }
}
