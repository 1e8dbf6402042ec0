//! The settings of the site, and its RPE chart.

use super::Tape;

impl Tape {
    pub(super) fn site(&mut self) -> Vec<(&'static str, String)> {
        let mut text = "title: Site\nunits: <u>\n".to_owned();
        text += "warmups: {light: [1x5 @ bar], long: '1x8 @ bar, 1x5 @ previous +10 <u>, 1x3 @ 30-40 <u>'}\n";
        text += &self.optionally(4, &["e1rm: brzycki\n", "e1rm: wathan\n"]);
        text += &self.optionally(4, &["rounding: down\n", "rounding: up\n"]);
        let mut files = vec![("liftpress.yaml", text)];
        if self.once_in(4) {
            files.push(("rpe-chart.csv", chart()));
        }
        files
    }
}

/// A chart that differs from the built-in one: 3% less for each rep, 1.3% for half a point.
fn chart() -> String {
    let mut text = "reps,rpe10,rpe9.5,rpe9,rpe8.5,rpe8,rpe7.5,rpe7,rpe6.5,rpe6\n".to_owned();
    for reps in 1..=12 {
        let cells = (0..9).map(|halves| {
            let tenths = 1000 - 31 * (reps - 1) - 13 * halves;
            format!("{}.{}", tenths / 10, tenths % 10)
        });
        text += &format!("{reps},{}\n", cells.collect::<Vec<_>>().join(","));
    }
    text
}
