//! Charts of dots, on a scale that need not start at zero. Dots are read by their position, whereas bars are read by
//! their length.

use std::fmt::Write;

use crate::booklet::{Emphasis, Series, Weekly};
use crate::units::Percent;

use super::axis::Axis;
use super::canvas::{Canvas, TEXT};
use super::frame::Frame;

/// The range that every chart shows at least, so that charts in different booklets can be compared.
const USUAL: (Percent, Percent) = (Percent::whole(50), Percent::WHOLE);
/// The distance between the start of the scale and the lowest dot. It leaves room for the dot's number.
const BELOW: Percent = Percent::whole(8);
/// The largest distance between the edge of a dot and its center.
const LARGEST: i64 = 42;

/// Draws the chart and returns its height.
pub(super) fn draw(canvas: &mut Canvas<'_>, weekly: &Weekly<Option<Percent>>) -> i64 {
    let known = || weekly.series.iter().flat_map(|series| &series.values).flatten().copied();
    let least = known().min().map_or(USUAL.0, |least| least.plus(-BELOW).min(USUAL.0));
    let most = known().max().map_or(USUAL.1, |most| most.max(USUAL.1));
    // A round percentage is also a round number of millionths.
    let axis = Axis::between(millionths(least), millionths(most));
    let frame = Frame::new(
        canvas,
        weekly,
        axis,
        |canvas, emphasis, x, y| canvas.dots(emphasis, &dot(emphasis, (x, y), LARGEST)),
        |share| format!("{}%", share / millionths(Percent::whole(1))),
    );
    let size = (frame.step() / 3).clamp(1, LARGEST);
    for series in &weekly.series {
        let places = places(&frame, series);
        canvas.curve(series.emphasis, &curve(&places));
        let dots = places.iter().flatten().map(|place| dot(series.emphasis, *place, size));
        canvas.dots(series.emphasis, &dots.collect::<String>());
    }
    for series in &weekly.series {
        numbers(canvas, &frame, series);
    }
    frame.finish(canvas, weekly)
}

/// Returns a percentage in millionths; zero for a negative percentage.
fn millionths(share: Percent) -> u64 {
    u64::try_from(share.millionths()).unwrap_or_default()
}

/// Returns the position of each dot of a series.
pub(super) fn places(frame: &Frame, series: &Series<Option<Percent>>) -> Vec<Option<(i64, i64)>> {
    let values = series.values.iter().enumerate();
    values
        .map(|(week, share)| Some((frame.center(week), frame.bottom() - frame.height(millionths((*share)?)))))
        .collect()
}

/// Returns the path that connects dots. The path has a gap at each week without a value.
fn curve(places: &[Option<(i64, i64)>]) -> String {
    let mut path = String::new();
    let mut before = None;
    for place in places {
        if let Some((x, y)) = place {
            let _ = write!(path, "{}{x} {y}", if before.is_some() { 'L' } else { 'M' });
        }
        before = *place;
    }
    path
}

/// Returns the path of a dot: a diamond for the leading series, and a circle for the others.
fn dot(emphasis: Emphasis, (x, y): (i64, i64), size: i64) -> String {
    match emphasis {
        Emphasis::Strong => format!("M{} {y}l{size} -{size}l{size} {size}l-{size} {size}z", x - size),
        Emphasis::Medium | Emphasis::Weak => {
            format!("M{} {y}a{size} {size} 0 1 0 {d} 0a{size} {size} 0 1 0 -{d} 0z", x - size, d = size * 2)
        }
    }
}

/// Writes the numbers of the leading series above the dots and those of other series below them, if there is room.
fn numbers(canvas: &mut Canvas<'_>, frame: &Frame, series: &Series<Option<Percent>>) {
    let texts: Vec<_> =
        series.values.iter().flatten().map(|share| share.rounded_to(Percent::whole(1)).number()).collect();
    if frame.has_room_for(&texts) {
        let away = match series.emphasis {
            Emphasis::Strong => -LARGEST - 30,
            Emphasis::Medium | Emphasis::Weak => LARGEST + TEXT - 10,
        };
        let places = places(frame, series).into_iter().flatten().map(|(x, y)| (x, y + away));
        canvas.numbers(places.zip(texts));
    }
}
