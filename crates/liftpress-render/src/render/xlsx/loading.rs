//! Formulas for the weights that can be loaded. If the weights have equal steps, the formula calculates the loaded
//! weight. Otherwise, it looks up the weight in a table in the sheet `Loadable`, which gives the computed weight from
//! which each loaded weight applies. With a table, a formula contains the computed weight only once, and readers can
//! check the table.

use crate::model::RoundingRule;
use crate::plan::LadderRule;
use crate::units::{Mass, Percent, Rounding, Unit};

use super::formula::number;

/// The heaviest weight in a table for steps without an end.
const MOST: Mass = Mass::whole(1000, Unit::Kg);

/// The largest number of rows in a table.
const MOST_ROWS: usize = 20_000;

/// The tables in which formulas look up weights.
pub(super) struct Loadable {
    pub(super) unit: Unit,
    pub(super) tables: Vec<Table>,
    /// The weights in the plan. Every table has those that can be loaded, even if there is no room for all loadable
    /// weights.
    planned: Vec<Mass>,
}

/// A table. For every loadable weight, it has the computed weight from which the loadable weight applies.
pub(super) struct Table {
    ladder: LadderRule,
    pub(super) rounding: RoundingRule,
    pub(super) rows: Vec<(Mass, Mass)>,
    /// The plates for each weight in words, if the plates are known.
    pub(super) sides: Vec<String>,
}

impl Loadable {
    pub(super) fn new(unit: Unit, planned: Vec<Mass>) -> Self {
        Self { unit, tables: Vec::new(), planned }
    }

    /// Returns the formula that rounds a computed weight to what can be loaded.
    pub(super) fn fit(&mut self, ladder: &LadderRule, rounding: RoundingRule, formula: &str) -> String {
        if let Some(steps) = steps(ladder, rounding, formula, self.unit) {
            return steps;
        }
        let table = self.table(ladder, rounding);
        format!("LOOKUP({formula},from_{table},load_{table})")
    }

    /// Returns the number of a table, from 1. If the table is new, it is added.
    pub(super) fn table(&mut self, ladder: &LadderRule, rounding: RoundingRule) -> usize {
        let is_same = |table: &Table| table.ladder == *ladder && table.rounding == rounding;
        let known = self.tables.iter().position(is_same).unwrap_or_else(|| {
            let rungs = ladder.rungs(MOST, MOST_ROWS);
            let rungs = rungs.unwrap_or_else(|| thinned(ladder, rounding, self.unit, &self.planned));
            let rows = rows(&rungs, rounding);
            self.tables.push(Table { ladder: ladder.clone(), rounding, rows, sides: Vec::new() });
            self.tables.len() - 1
        });
        known + 1
    }
}

impl Loadable {
    /// Adds the plates for every weight to a table, unless the table has them already.
    pub(super) fn set_sides(&mut self, number: usize, said: impl Fn(Mass) -> Option<String>) {
        if let Some(table) = self.tables.get_mut(number - 1).filter(|table| table.sides.is_empty()) {
            table.sides = table.rows.iter().map(|(_, load)| said(*load).unwrap_or_default()).collect();
        }
    }
}

/// Returns the ladder with zero as its lightest weight, because a belt may be empty.
pub(super) fn or_nothing(ladder: &LadderRule) -> LadderRule {
    match ladder {
        // Zero is one step below the first weight, so the steps are the same from zero on.
        LadderRule::Steps { first, step, .. } if first == step => {
            LadderRule::Steps { lightest: Mass::ZERO, first: Mass::ZERO, step: *step }
        }
        LadderRule::Steps { first, step, .. } => LadderRule::Steps { lightest: Mass::ZERO, first: *first, step: *step },
        LadderRule::Rungs { rungs } => {
            let nothing = Some(Mass::ZERO).filter(|_| rungs.first() != Some(&Mass::ZERO));
            LadderRule::Rungs { rungs: nothing.into_iter().chain(rungs.iter().copied()).collect() }
        }
        LadderRule::Plates { .. } => ladder.clone(),
    }
}

/// Returns a formula without a table; `None` if the weights are not all the lightest weight plus a number of equal
/// steps.
fn steps(ladder: &LadderRule, rounding: RoundingRule, formula: &str, unit: Unit) -> Option<String> {
    let LadderRule::Steps { lightest, first, step } = ladder else { return None };
    if lightest != first || rounding.to.is_some() || *step <= Mass::ZERO {
        return None;
    }
    // A computed weight counts as a loadable weight if the difference is within the tolerance.
    let tolerance = number(Mass::TOLERANCE, unit);
    let (start, each) = (number(*first, unit), number(*step, unit));
    // Steps are counted from zero if the first weight is a multiple of the step. Otherwise, they are counted from the
    // first weight.
    let is_multiple = first.to_multiple_of(*step, Rounding::Down) == *first;
    let (plus, minus) =
        if is_multiple { (String::new(), String::new()) } else { (format!("{start}+"), format!("-{start}")) };
    let count = match rounding.way {
        Rounding::Nearest => format!("INT(({formula}+{tolerance}{minus})/{each}+0.5)"),
        Rounding::Down => format!("INT(({formula}+{tolerance}{minus})/{each})"),
        Rounding::Up => format!("-INT(-({formula}-{tolerance}{minus})/{each})"),
    };
    let count = if count.starts_with('-') { format!("({count})") } else { count };
    Some(format!("MAX({start},{plus}{each}*{count})"))
}

/// Returns the formula for a multiple of a step. It is used for assistance below bodyweight, which has no lower limit.
pub(super) fn multiple(step: Mass, way: Rounding, formula: &str, unit: Unit) -> String {
    let each = number(step, unit);
    // The error of binary fractions is smaller than the ninth decimal, and computed weights do not need that many
    // decimals.
    match way {
        Rounding::Nearest => format!("{each}*INT(ROUND({formula}/{each},9)+0.5)"),
        Rounding::Down => format!("{each}*INT(ROUND({formula}/{each},9))"),
        Rounding::Up => format!("-{each}*INT(ROUND(-({formula})/{each},9))"),
    }
}

/// Returns the rows of a table: each loaded weight after the computed weight from which it applies. The lightest loaded
/// weight also applies to everything lighter.
fn rows(rungs: &[Mass], RoundingRule { way, to }: RoundingRule) -> Vec<(Mass, Mass)> {
    let is_multiple = |rung: &Mass| to.is_none_or(|to| rung.to_multiple_of(to, Rounding::Down) == *rung);
    let mut multiples = rungs.iter().copied().filter(is_multiple);
    let first = multiples.next();
    let last = multiples.next_back().or(first);
    // Below the first multiple and above the last one, every loadable weight is used.
    let is_used = |rung: &Mass| {
        is_multiple(rung) || first.is_none_or(|first| *rung < first) || last.is_some_and(|last| *rung > last)
    };
    let used: Vec<_> = rungs.iter().copied().filter(is_used).collect();
    let least = used.first().map(|lightest| (Mass::ZERO - MOST, *lightest));
    let steps = used.windows(2).map(|pair| {
        let (below, above) = (pair[0], pair[1]);
        let from = match way {
            Rounding::Nearest => (below + above).half() - Mass::TOLERANCE,
            Rounding::Down => above - Mass::TOLERANCE,
            Rounding::Up => below + Mass::TOLERANCE,
        };
        (from, above)
    });
    least.into_iter().chain(steps).collect()
}

/// Returns the loaded weights for every 0.05 kg or 0.1 lb, and those for the weights of the plan. Plates in both units
/// can make more weights than a table has room for. In place of a weight that is left out, a weight that differs by at
/// most such a step is loaded.
fn thinned(ladder: &LadderRule, rounding: RoundingRule, unit: Unit, planned: &[Mass]) -> Vec<Mass> {
    let step = match unit {
        Unit::Kg => Mass::whole(1, unit).times(Percent::whole(5)),
        Unit::Lb => Mass::whole(1, unit).times(Percent::whole(10)),
    };
    let grid = std::iter::successors(Some(step), |mass| Some(*mass + step)).take_while(|mass| *mass <= MOST);
    let mut rungs = ladder.fitted(grid.chain(planned.iter().copied()), rounding);
    rungs.sort_unstable();
    rungs.dedup();
    rungs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PlateRule;

    fn kg(text: &str) -> Mass {
        text.parse().unwrap()
    }

    #[test]
    fn a_table_rounds_to_multiples_between_the_first_and_the_last() {
        let rungs = ["15 kg", "20 kg", "22.5 kg", "30 kg", "33 kg"].map(kg);
        let loads = |way, to: Option<&str>| -> Vec<_> {
            let rounding = RoundingRule { way, to: to.map(kg) };
            rows(&rungs, rounding).iter().map(|(from, load)| (from.in_unit(Unit::Kg), load.in_unit(Unit::Kg))).collect()
        };
        let texts = |rows: &[(&str, &str)]| -> Vec<_> {
            rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let all = loads(Rounding::Down, None);
        assert_eq!(all, texts(&[("-1000", "15"), ("20", "20"), ("22.5", "22.5"), ("30", "30"), ("33", "33")]));
        let tens = loads(Rounding::Nearest, Some("10 kg"));
        assert_eq!(tens, texts(&[("-1000", "15"), ("17.5", "20"), ("25", "30"), ("31.5", "33")]));
    }

    /// The case of `../shared/cases/attack/mixed-plates`, which has more weights than a sheet has rows.
    #[test]
    fn a_thinned_table_loads_what_the_library_loads() {
        let plate = |text: &str| PlateRule { mass: kg(text), pairs: None };
        let plates = ["25 kg", "20 kg", "45 lb", "15 kg", "35 lb", "10 kg", "10 lb", "2.5 kg", "2.5 lb", "0.5 kg"];
        let ladder = LadderRule::Plates { bar: kg("20 kg"), plates: plates.map(plate).to_vec(), sides: 2 };
        let rounding = RoundingRule { way: Rounding::Nearest, to: None };
        let mut loadable = Loadable::new(Unit::Kg, vec![kg("57.07 kg")]);
        assert_eq!(loadable.table(&ladder, rounding), 1);
        let rows = &loadable.tables[0].rows;
        assert!((10_000..=MOST_ROWS).contains(&rows.len()), "{}", rows.len());
        for asked in ["12.5 kg", "57.05 kg", "57.07 kg", "143.75 kg", "200 kg", "411.15 kg"].map(kg) {
            let load = rows.iter().rev().find(|(from, _)| *from <= asked).map(|(_, load)| *load);
            assert_eq!(load, ladder.fitted([asked], rounding).first().copied());
        }
        assert_eq!(ladder.fitted([kg("200 kg")], rounding), [kg("200 kg")]);
    }

    #[test]
    fn steps_are_arithmetic() {
        let multiples = LadderRule::Steps { lightest: kg("2.5 kg"), first: kg("2.5 kg"), step: kg("2.5 kg") };
        let above = LadderRule::Steps { lightest: kg("5 kg"), first: kg("5 kg"), step: kg("2 kg") };
        let formula = |ladder, way| steps(ladder, RoundingRule { way, to: None }, "x", Unit::Kg).unwrap();
        assert_eq!(formula(&multiples, Rounding::Nearest), "MAX(2.5,2.5*INT((x+0.000000001)/2.5+0.5))");
        assert_eq!(formula(&above, Rounding::Up), "MAX(5,5+2*(-INT(-(x-0.000000001-5)/2)))");
    }
}
