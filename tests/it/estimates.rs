//! Estimates from the RPE chart, compared with whole tables that others published or computed.

use liftpress::model::{Formula, RpeChart};
use liftpress::plan::estimate_by_chart;
use liftpress::source::Content;
use liftpress::units::{Mass, Percent, Rounding, Rpe};

use crate::harness::{Site, shared};

fn rpe(number: &str) -> Rpe {
    Rpe::new(number.parse().unwrap()).unwrap()
}

fn kg(number: &str) -> Mass {
    format!("{number} kg").parse().unwrap()
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect()).collect()
}

/// All 107 cells of the RTS chart, built in and from a site's own file.
#[test]
fn the_rts_chart() {
    let Some(text) = shared("oracle/rpe-chart.csv") else { return };
    let site = Site::new().file("content/rpe-chart.csv", &text);
    let own = Content::read(&site.path().join("content"));
    assert_eq!(own.diagnostics, []);
    let rows = rows(&text);
    let mut checked = 0;
    for chart in [RpeChart::rts(), own.settings.rpe_chart] {
        for row in &rows[1..] {
            for (column, percent) in rows[0].iter().zip(row).skip(1) {
                let given = chart.percent(row[0].parse().unwrap(), rpe(column.strip_prefix("rpe").unwrap()));
                let expected = if percent.is_empty() { None } else { Some(percent.trim_end_matches(".0")) };
                assert_eq!(given.map(Percent::number).as_deref(), expected, "{row:?} {column}");
                checked += usize::from(given.is_some());
            }
        }
    }
    assert_eq!(checked, 2 * 107);
}

/// Returns the weight of a back-off set at an RPE, from the actual top set.
fn backoff(row: &[&str]) -> Mass {
    let chart = RpeChart::rts();
    let max = estimate_by_chart(kg(row[0]), row[1].parse().unwrap(), rpe(row[2]), &chart).unwrap();
    let percent = chart.percent(row[4].parse().unwrap(), rpe(row[3])).unwrap();
    max.times(percent).to_multiple_of(kg(row[5]), Rounding::Nearest)
}

/// All 480 rows of another program (`SigmaLifting` CLI). It does not round its estimate in between: rounding to a tenth of a
/// kilogram would change 11 of the rows.
#[test]
fn backoff_at_a_target_rpe() {
    let Some(text) = shared("oracle/backoff-at-target-rpe.csv") else { return };
    let rows = rows(&text);
    for row in &rows[1..] {
        assert_eq!(backoff(row), kg(row[6]), "{row:?}");
    }
    assert_eq!(rows.len() - 1, 480);
}

/// Three rows of that table: 100 kg × 5 @ 8, then 5 @ 6; the same effort, the same weight; 102.5 kg × 5 @ 8.5, then 5 @ 7.
#[test]
fn backoff_at_a_target_rpe_quoted() {
    for row in [
        ["100", "5", "8", "6", "5", "0.5", "94"],
        ["100", "5", "8", "8", "5", "0.5", "100"],
        ["102.5", "5", "8.5", "7", "5", "0.5", "98"],
    ] {
        assert_eq!(backoff(&row), kg(row[6]), "{row:?}");
    }
}

/// A site can set both its own chart and its own formula.
#[test]
fn sites_set_their_chart_and_formula() {
    let chart = "\u{feff}Reps,RPE 10,rpe9.5,,9,8,,\n1,100%,97.8,,96,,,\n3,92.25,\"90\",,88.1234,86,,\n,,,,,,,\n5,87,87,,,82 %,,\n";
    let site =
        Site::new().file("content/rpe-chart.csv", chart).file("content/liftpress.yaml", "title: Club\ne1rm: brzycki\n");
    let content = Content::read(&site.path().join("content"));
    assert_eq!(content.diagnostics, []);
    assert_eq!((content.settings.title.as_str(), content.settings.formula), ("Club", Formula::Brzycki));
    let chart = content.settings.rpe_chart;
    let percent = |reps, number| chart.percent(reps, rpe(number)).map(|percent| percent.to_string());
    assert_eq!(percent(1, "10").as_deref(), Some("100%"));
    assert_eq!(percent(3, "9").as_deref(), Some("88.1234%"));
    assert_eq!(percent(5, "8").as_deref(), Some("82%"));
    assert_eq!((percent(1, "8"), percent(2, "10"), percent(5, "9")), (None, None, None));
    assert_eq!(chart.reps().unwrap().to_string(), "1-5");
    assert_eq!(chart.efforts().unwrap().to_string(), "8-10");
}
