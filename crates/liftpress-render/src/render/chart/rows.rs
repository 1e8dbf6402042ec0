//! A chart in the form of a table: a name in each row, and a bar with its number in each column.

use crate::booklet::{BarCell, BarTable, Emphasis};

use super::axis::share;
use super::canvas::{Anchor, Canvas, Rectangle, TEXT, Tone, WIDTH, rectangles};
use super::text::{shortened, width};

/// The distance between rows.
const ROW: i64 = 190;
/// The height of a bar.
const BAR: i64 = 110;
/// The distance between neighboring elements.
const GAP: i64 = 60;
/// The largest width of the names.
const NAMES: i64 = 1100;

/// Draws the chart and returns its height.
pub(super) fn draw(canvas: &mut Canvas<'_>, rows: &BarTable) -> i64 {
    let names = rows.rows.iter().map(|row| width(&row.name)).max().unwrap_or_default().min(NAMES);
    let numbers = rows.rows.iter().flat_map(|row| &row.cells).map(|cell| width(&cell.text)).max().unwrap_or_default();
    let columns = Columns { left: names + GAP, count: count(rows.columns.len()), numbers };
    let head = head(canvas, rows, columns, names);
    let bottom = head + ROW * count(rows.rows.len());
    let middle = |row: usize| head + ROW * count(row) + ROW / 2;
    let baseline = |row: usize| middle(row) + TEXT * 36 / 100;
    let name = |row: usize| shortened(&rows.rows[row].name, names).unwrap_or_default();
    canvas.texts(Tone::Ink, Anchor::End, (0..rows.rows.len()).map(|row| ((names, baseline(row)), name(row))));
    for column in 0..rows.columns.len() {
        let x = columns.start(column);
        let cells = || rows.rows.iter().enumerate().filter_map(|(row, of)| Some((row, of.cells.get(column)?)));
        let length = |cell: &BarCell| share(columns.longest(), cell.tenths, rows.largest);
        let bars = cells().filter(|(_, cell)| length(cell) > 0).map(|(row, cell)| Rectangle {
            x,
            y: middle(row) - BAR / 2,
            width: length(cell),
            height: BAR,
        });
        canvas.bars(Emphasis::Medium, &rectangles(bars));
        let texts = cells().map(|(row, cell)| ((x + length(cell) + GAP / 2, baseline(row)), &cell.text));
        canvas.texts(Tone::Ink, Anchor::Start, texts);
        canvas.stroke(Tone::Soft, &format!("M{x} {head}V{bottom}"));
    }
    bottom + GAP / 2
}

/// Draws the column headings and returns their lower edge.
fn head(canvas: &mut Canvas<'_>, rows: &BarTable, columns: Columns, names: i64) -> i64 {
    let mut y = 0;
    let heads: [(Tone, Vec<&str>); 2] = [
        (Tone::Ink, rows.columns.iter().map(|column| column.name.as_str()).collect()),
        (Tone::Soft, rows.columns.iter().map(|column| column.weeks.as_str()).collect()),
    ];
    for (tone, texts) in heads.into_iter().filter(|(_, texts)| texts.iter().any(|text| !text.is_empty())) {
        y += TEXT + GAP / 2;
        let text = |(column, text): (usize, &&str)| {
            ((columns.start(column), y), shortened(text, columns.room()).unwrap_or_default())
        };
        canvas.texts(tone, Anchor::Start, texts.iter().enumerate().map(text));
        if matches!(tone, Tone::Soft) {
            canvas.texts(tone, Anchor::End, [((names, y), &rows.week)]);
        }
    }
    if y == 0 { 0 } else { y + GAP }
}

/// The positions of the columns.
#[derive(Clone, Copy)]
struct Columns {
    left: i64,
    count: i64,
    numbers: i64,
}

impl Columns {
    /// Returns the left edge of a column.
    fn start(self, column: usize) -> i64 {
        self.left + (WIDTH - self.left + GAP) * count(column) / self.count.max(1)
    }

    /// Returns the width of a column.
    fn room(self) -> i64 {
        (WIDTH - self.left + GAP) / self.count.max(1) - GAP
    }

    /// Returns the length of the longest bar. It leaves room for the number after the bar.
    fn longest(self) -> i64 {
        self.room() - self.numbers - GAP / 2
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
