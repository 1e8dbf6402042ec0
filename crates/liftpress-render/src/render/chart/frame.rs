//! The frame of the charts by week: legend, grid, week numbers and phases.

use crate::booklet::{Band, Emphasis, Weekly};

use super::axis::{Axis, weeks_apart};
use super::canvas::{Anchor, Canvas, TEXT, Tone, WIDTH};
use super::phases::{Span, names};
use super::text::width;

/// The distance between lines of text.
const LINE: i64 = 180;
/// The height of the plot.
const PLOT: i64 = 1100;
/// The distance between neighboring elements.
const GAP: i64 = 50;
/// Half the height of a capital letter. It is used to center text on a line.
const HALF_CAPITAL: i64 = TEXT * 36 / 100;

/// The area in which the values of each week are drawn.
pub(super) struct Frame {
    left: i64,
    top: i64,
    weeks: usize,
    axis: Axis,
}

impl Frame {
    /// Draws everything except the values. `mark` draws the mark of a series around a point, and `tick` formats a
    /// number of the axis.
    pub(super) fn new<V>(
        canvas: &mut Canvas<'_>,
        weekly: &Weekly<V>,
        axis: Axis,
        mark: impl Fn(&mut Canvas<'_>, Emphasis, i64, i64),
        tick: impl Fn(u64) -> String,
    ) -> Self {
        let ticks: Vec<_> = axis.ticks().map(|value| (value, tick(value))).collect();
        let widest = ticks.iter().map(|(_, text)| width(text)).max().unwrap_or_default();
        let left = widest.max(width(&weekly.week)) + GAP;
        let rows = legend(canvas, weekly, left, mark);
        let frame = Self { left, top: rows * LINE + TEXT + GAP / 2, weeks: weekly.weeks.len(), axis };
        frame.grid(canvas, &ticks, &weekly.phases);
        frame
    }

    /// Draws week numbers and phases, and returns the height of the whole chart.
    pub(super) fn finish<V>(&self, canvas: &mut Canvas<'_>, weekly: &Weekly<V>) -> i64 {
        let baseline = self.bottom() + LINE + GAP / 2;
        let labels: Vec<_> = weekly.weeks.iter().map(u16::to_string).collect();
        let beyond = labels.first().map(|first| (width(first) - self.step()) / 2).unwrap_or_default().max(0);
        canvas.texts(Tone::Soft, Anchor::End, [((self.left - GAP - beyond, baseline), &weekly.week)]);
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or_default();
        let apart = weeks_apart(widest + GAP / 2, self.step());
        let labels = labels.iter().enumerate().step_by(apart);
        canvas.texts(Tone::Ink, Anchor::Middle, labels.map(|(week, label)| ((self.center(week), baseline), label)));
        let lowest = if weekly.phases.is_empty() { baseline } else { self.phases(canvas, &weekly.phases, baseline) };
        lowest + HALF_CAPITAL
    }

    /// Returns the left edge of the plot.
    pub(super) const fn left(&self) -> i64 {
        self.left
    }

    /// Returns the bottom edge of the plot.
    pub(super) const fn bottom(&self) -> i64 {
        self.top + PLOT
    }

    /// Returns the width of a week.
    pub(super) fn step(&self) -> i64 {
        (WIDTH - self.left) / self.count()
    }

    /// Returns the center of the week with this index.
    pub(super) fn center(&self, week: usize) -> i64 {
        i64::midpoint(self.start(week), self.start(week + 1))
    }

    /// Returns the height of a value above the bottom of the plot.
    pub(super) fn height(&self, value: u64) -> i64 {
        self.axis.along(PLOT, value)
    }

    /// Returns whether every one of these texts fits into the width of a week.
    pub(super) fn has_room_for(&self, texts: &[String]) -> bool {
        texts.iter().all(|text| width(text) + GAP / 2 <= self.step())
    }

    fn count(&self) -> i64 {
        i64::try_from(self.weeks).unwrap_or(i64::MAX).max(1)
    }

    /// Returns the left edge of the week with this index.
    fn start(&self, week: usize) -> i64 {
        self.left + (WIDTH - self.left) * i64::try_from(week).unwrap_or(i64::MAX).min(self.count()) / self.count()
    }

    fn grid(&self, canvas: &mut Canvas<'_>, ticks: &[(u64, String)], phases: &[Band]) {
        let y = |value: u64| self.bottom() - self.height(value);
        let across = |(value, _): &(u64, String)| format!("M{} {}H{WIDTH}", self.left, y(*value));
        let down =
            starts(phases).skip(1).map(|(_, week)| format!("M{} {}V{}", self.start(week), self.top, self.bottom()));
        canvas.stroke(Tone::Line, &ticks.iter().map(across).chain(down).collect::<String>());
        let texts = ticks.iter().map(|(value, text)| ((self.left - GAP, y(*value) + HALF_CAPITAL), text));
        canvas.texts(Tone::Soft, Anchor::End, texts);
    }

    /// Draws phases as lines below their weeks. The names are on one or two rows. Returns the lowest baseline.
    fn phases<'p>(&self, canvas: &mut Canvas<'_>, phases: &'p [Band], baseline: i64) -> i64 {
        let rule = baseline + GAP + GAP / 2;
        // The gap between the lines of two phases, which is smaller if there is little room.
        let gap = (self.step() / 4).min(GAP / 2);
        let span = |(band, week): (&'p Band, usize)| Span {
            from: self.start(week) + gap,
            to: self.start(week + band.weeks) - gap,
            name: &band.name,
        };
        let spans: Vec<_> = starts(phases).map(span).collect();
        let lines = spans.iter().map(|span| format!("M{} {rule}H{}", span.from, span.to));
        canvas.stroke(Tone::Ink, &lines.collect::<String>());
        let names = names(&spans, self.left);
        let rows = [rule + LINE - GAP / 2, rule + LINE * 2 - GAP / 2];
        let lowest = names.iter().map(|name| rows[name.row]).max().unwrap_or(rule);
        canvas.texts(Tone::Ink, Anchor::Middle, names.iter().map(|name| ((name.middle, rows[name.row]), &name.text)));
        lowest
    }
}

/// Returns each phase with the index of its first week.
fn starts(phases: &[Band]) -> impl Iterator<Item = (&Band, usize)> {
    phases.iter().scan(0, |week, band| {
        let start = *week;
        *week += band.weeks;
        Some((band, start))
    })
}

/// Draws the unit and, if there are several series, their marks and names. Returns the number of rows.
fn legend<V>(
    canvas: &mut Canvas<'_>,
    weekly: &Weekly<V>,
    left: i64,
    mark: impl Fn(&mut Canvas<'_>, Emphasis, i64, i64),
) -> i64 {
    const MARK: i64 = 100;
    let first = TEXT - GAP / 2;
    canvas.texts(Tone::Soft, Anchor::Start, [((0, first), &weekly.unit)]);
    let start = left.max(width(&weekly.unit) + GAP * 2);
    let (mut x, mut rows) = (start, 1);
    let mut names = Vec::new();
    for series in weekly.series.iter().filter(|series| !series.name.is_empty()) {
        let room = MARK + GAP + width(&series.name);
        if x > start && x + room > WIDTH {
            (x, rows) = (start, rows + 1);
        }
        let y = first + (rows - 1) * LINE;
        mark(canvas, series.emphasis, x + MARK / 2, y - HALF_CAPITAL);
        names.push(((x + MARK + GAP, y), series.name.as_str()));
        x += room + GAP * 2;
    }
    canvas.texts(Tone::Ink, Anchor::Start, names);
    rows
}
