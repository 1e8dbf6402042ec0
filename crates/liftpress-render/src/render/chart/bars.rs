//! Stacked bars, one stack for each week.

use crate::booklet::{Emphasis, Weekly, grouped};

use super::axis::Axis;
use super::canvas::{Canvas, Rectangle, Tone, WIDTH, rectangles};
use super::frame::Frame;

/// The largest width of a bar.
const WIDEST: i64 = 420;

/// Draws the chart and returns its height.
pub(super) fn draw(canvas: &mut Canvas<'_>, weekly: &Weekly<u64>) -> i64 {
    let sums = sums(weekly);
    let axis = Axis::from_zero(sums.iter().copied().max().unwrap_or_default());
    let frame = Frame::new(canvas, weekly, axis, mark, grouped);
    for (series, bars) in weekly.series.iter().zip(bars(&frame, weekly)) {
        canvas.bars(series.emphasis, &rectangles(bars));
    }
    canvas.stroke(Tone::Soft, &format!("M{} {y}H{WIDTH}", frame.left(), y = frame.bottom()));
    let labels: Vec<_> = sums.iter().copied().map(grouped).collect();
    if frame.has_room_for(&labels) {
        let place = |week: usize| (frame.center(week), frame.bottom() - frame.height(sums[week]) - 35);
        let labels = labels.into_iter().enumerate().map(|(week, label)| (place(week), label));
        canvas.numbers(labels);
    }
    frame.finish(canvas, weekly)
}

/// Returns the sum of all series in each week.
fn sums(weekly: &Weekly<u64>) -> Vec<u64> {
    let of_week = |week: usize| weekly.series.iter().filter_map(|series| series.values.get(week)).sum();
    (0..weekly.weeks.len()).map(of_week).collect()
}

/// Returns the bars of each series. There is no bar for a value of zero.
pub(super) fn bars(frame: &Frame, weekly: &Weekly<u64>) -> Vec<Vec<Rectangle>> {
    let width = (frame.step() * 7 / 10).clamp(1, WIDEST);
    let mut below = vec![0_u64; weekly.weeks.len()];
    let bars = |values: &[u64]| {
        let mut bars = Vec::new();
        for (week, (value, below)) in values.iter().zip(&mut below).enumerate() {
            let (foot, head) = (frame.height(*below), frame.height(*below + value));
            *below += value;
            if head > foot {
                let (x, y) = (frame.center(week) - width / 2, frame.bottom() - head);
                bars.push(Rectangle { x, y, width, height: head - foot });
            }
        }
        bars
    };
    weekly.series.iter().map(|series| series.values.as_slice()).map(bars).collect()
}

fn mark(canvas: &mut Canvas<'_>, emphasis: Emphasis, x: i64, y: i64) {
    canvas.bars(emphasis, &rectangles([Rectangle { x: x - 50, y: y - 50, width: 100, height: 100 }]));
}
