//! What can be loaded, as formulas. Steps are arithmetic; everything else is a table of the sheet `Loadable`: from which
//! computed weight on, which weight is loaded. So a weight stands once in its formula, and a table can be read.

use crate::model::RoundingRule;
use crate::plan::LadderRule;
use crate::units::{Mass, Percent, Rounding, Unit};

use super::formula::number;

/// Tables of steps without end stop here.
const MOST: Mass = Mass::whole(1000, Unit::Kg);

/// A table has no more rows than this.
const MOST_ROWS: usize = 20_000;

/// Every table that formulas look weights up in.
pub(super) struct Loadable {
    pub(super) unit: Unit,
    pub(super) tables: Vec<Table>,
    /// The weights of the plan, which a table has even where it has not all that can be loaded.
    planned: Vec<Mass>,
}

/// For every weight that can be loaded, from which computed weight on it is.
pub(super) struct Table {
    ladder: LadderRule,
    pub(super) rounding: RoundingRule,
    pub(super) rows: Vec<(Mass, Mass)>,
    /// The plates of each, in words, where there are some.
    pub(super) sides: Vec<String>,
}

impl Loadable {
    pub(super) fn new(unit: Unit, planned: Vec<Mass>) -> Self {
        Self { unit, tables: Vec::new(), planned }
    }

    /// The formula of the weight to load for one that was computed.
    pub(super) fn fit(&mut self, ladder: &LadderRule, rounding: RoundingRule, formula: &str) -> String {
        if let Some(steps) = steps(ladder, rounding, formula, self.unit) {
            return steps;
        }
        let table = self.table(ladder, rounding);
        format!("LOOKUP({formula},from_{table},load_{table})")
    }

    /// The number of a table, from 1.
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
    /// Says the plates of every weight of a table, if they are not said yet.
    pub(super) fn say_sides(&mut self, number: usize, said: impl Fn(Mass) -> Option<String>) {
        if let Some(table) = self.tables.get_mut(number - 1).filter(|table| table.sides.is_empty()) {
            table.sides = table.rows.iter().map(|(_, load)| said(*load).unwrap_or_default()).collect();
        }
    }
}

/// The same ladder, or nothing at all, as what hangs on a belt.
pub(super) fn or_nothing(ladder: &LadderRule) -> LadderRule {
    match ladder {
        // Nothing is itself a step below the first.
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

/// Where every weight is so many steps above the lightest, no table is needed.
fn steps(ladder: &LadderRule, rounding: RoundingRule, formula: &str, unit: Unit) -> Option<String> {
    let LadderRule::Steps { lightest, first, step } = ladder else { return None };
    if lightest != first || rounding.to.is_some() || *step <= Mass::ZERO {
        return None;
    }
    // What is a hair off a weight is that weight.
    let hair = number(Mass::TOLERANCE, unit);
    let (start, each) = (number(*first, unit), number(*step, unit));
    // Multiples of the step, or so many steps above the first.
    let is_multiple = first.to_multiple_of(*step, Rounding::Down) == *first;
    let (plus, minus) =
        if is_multiple { (String::new(), String::new()) } else { (format!("{start}+"), format!("-{start}")) };
    let count = match rounding.way {
        Rounding::Nearest => format!("INT(({formula}+{hair}{minus})/{each}+0.5)"),
        Rounding::Down => format!("INT(({formula}+{hair}{minus})/{each})"),
        Rounding::Up => format!("-INT(-({formula}-{hair}{minus})/{each})"),
    };
    let count = if count.starts_with('-') { format!("({count})") } else { count };
    Some(format!("MAX({start},{plus}{each}*{count})"))
}

/// A multiple of a step; help below bodyweight has no lightest.
pub(super) fn multiple(step: Mass, way: Rounding, formula: &str, unit: Unit) -> String {
    let each = number(step, unit);
    // Binary fractions are off by less than that, and computed weights are not finer.
    match way {
        Rounding::Nearest => format!("{each}*INT(ROUND({formula}/{each},9)+0.5)"),
        Rounding::Down => format!("{each}*INT(ROUND({formula}/{each},9))"),
        Rounding::Up => format!("-{each}*INT(ROUND(-({formula})/{each},9))"),
    }
}

/// From which weight on each is loaded; the lightest is for all that are lighter.
fn rows(rungs: &[Mass], RoundingRule { way, to }: RoundingRule) -> Vec<(Mass, Mass)> {
    let is_multiple = |rung: &Mass| to.is_none_or(|to| rung.to_multiple_of(to, Rounding::Down) == *rung);
    let mut multiples = rungs.iter().copied().filter(is_multiple);
    let first = multiples.next();
    let last = multiples.next_back().or(first);
    // Below the first multiple and above the last, what is asked for can be loaded better without it.
    let is_kept = |rung: &Mass| {
        is_multiple(rung) || first.is_none_or(|first| *rung < first) || last.is_some_and(|last| *rung > last)
    };
    let kept: Vec<_> = rungs.iter().copied().filter(is_kept).collect();
    let least = kept.first().map(|lightest| (Mass::ZERO - MOST, *lightest));
    let steps = kept.windows(2).map(|pair| {
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

/// What is loaded for every 0.05 kg or 0.1 lb, and the weights of the plan. Plates of both units, or weighed ones, make too many
/// weights to have each: what is loaded in place of one that is left out is within that step of it.
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
    fn a_table_prefers_multiples_where_there_are_some_around() {
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

    /// `../shared/cases/attack/mixed-plates`: more weights than a sheet has rows.
    #[test]
    fn a_thinned_table_loads_what_the_library_does_at_every_step() {
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
