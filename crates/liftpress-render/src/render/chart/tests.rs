use proptest::prelude::*;

use super::*;
use crate::booklet::{Band, BarCell, BarColumn, BarRow, BarTable, Emphasis, Series, Weekly};
use crate::units::Percent;

fn chart(picture: Picture) -> Chart {
    Chart { name: "c".into(), title: "Q&A".into(), description: "From 1 < 2 to \"3\".".into(), picture }
}

fn weekly<V>(phases: &[(&str, usize)], series: Vec<Series<V>>) -> Weekly<V> {
    let band = |(name, weeks): &(&str, usize)| Band { name: (*name).to_owned(), weeks: *weeks };
    let weeks = series.first().map_or(0, |series| series.values.len());
    let weeks = (1..).take(weeks).collect();
    Weekly { unit: "sets".into(), week: "week".into(), weeks, phases: phases.iter().map(band).collect(), series }
}

fn rows(columns: &[(&str, &str)], rows: &[(&str, &[u64])]) -> BarTable {
    let column = |(name, weeks): &(&str, &str)| BarColumn { name: (*name).to_owned(), weeks: (*weeks).to_owned() };
    let cell = |tenths: &u64| BarCell { tenths: *tenths, text: (tenths / 10).to_string() };
    let row =
        |(name, cells): &(&str, &[u64])| BarRow { name: (*name).to_owned(), cells: cells.iter().map(cell).collect() };
    BarTable {
        week: "week".into(),
        columns: columns.iter().map(column).collect(),
        rows: rows.iter().map(row).collect(),
        largest: rows.iter().flat_map(|(_, cells)| cells.iter().copied()).max().unwrap_or_default(),
    }
}

/// Draws the picture as SVG with one element in each line.
fn drawn(picture: Picture) -> String {
    chart_svg(&chart(picture), &Palette::GREY).replace("><", ">\n<")
}

#[test]
fn bars() {
    let series =
        |name: &str, emphasis, values: [u64; 8]| Series { name: name.to_owned(), emphasis, values: values.to_vec() };
    let sets = vec![
        series("top", Emphasis::Strong, [5, 5, 5, 3, 5, 5, 3, 1]),
        series("back-off", Emphasis::Medium, [14, 16, 18, 6, 10, 8, 4, 0]),
        series("accessory", Emphasis::Weak, [6, 6, 6, 0, 4, 4, 2, 0]),
    ];
    insta::assert_snapshot!(drawn(Picture::Bars(weekly(&[("Volume & more", 4), ("Peak", 4)], sets))));
}

#[test]
fn dots() {
    let percent = |tenths: &[u16]| tenths.iter().map(|&share| (share > 0).then(|| Percent::tenths(share))).collect();
    let shares = vec![
        Series { name: "mean".into(), emphasis: Emphasis::Medium, values: percent(&[702, 725, 0, 588, 761]) },
        Series { name: "peak".into(), emphasis: Emphasis::Strong, values: percent(&[850, 875, 0, 650, 1025]) },
    ];
    insta::assert_snapshot!(drawn(Picture::Dots(weekly(&[], shares))));
}

#[test]
fn table() {
    let muscles: [(&str, &[u64]); 3] = [("Front delts", &[160, 85]), ("Chest", &[120, 60]), ("Calves", &[5, 0])];
    insta::assert_snapshot!(drawn(Picture::Table(rows(&[("Volume", "1–4"), ("Peak", "5")], &muscles))));
}

#[test]
fn a_gray_drawing_needs_no_styles_of_a_page() {
    let sets = vec![Series { name: "top".into(), emphasis: Emphasis::Strong, values: vec![1] }];
    let chart = chart(Picture::Bars(weekly(&[], sets)));
    let (page, grey) = (chart_svg(&chart, &Palette::PAGE), chart_svg(&chart, &Palette::GREY));
    assert!(page.contains("var(--accent)") && !page.contains("font-family"));
    assert!(grey.contains(r#"font-family="Inter, sans-serif""#));
    for outside in ["var(", "currentColor", "class=", "style"] {
        assert!(!grey.contains(outside), "{outside}");
    }
}

#[test]
fn right_to_left_names_are_isolated_from_their_ellipsis_and_numbers() {
    let sets = vec![Series { name: "top".into(), emphasis: Emphasis::Strong, values: vec![1, 2, 3, 4] }];
    let svg = drawn(Picture::Bars(weekly(&[("مرحلة القوة 531", 3), ("Peak", 1)], sets)));
    assert!(svg.contains(">\u{2068}مرحلة القوة 531\u{2069}</text>") && svg.contains(">Peak</text>"), "{svg}");
    let long = "مرحلة القوة القصوى الطويلة جدا 5";
    let svg = drawn(Picture::Table(rows(&[(long, "1–4"), ("Peak", "5")], &[("Chest", &[120, 60])])));
    assert!(svg.contains("…\u{2069}</text>"), "{svg}");
}

/// Returns the point of each text, and the first point of each path.
fn places(svg: &str) -> Vec<(i64, i64)> {
    let drawing = roxmltree::Document::parse(svg).unwrap();
    let number = |text: &str| text.parse::<i64>().unwrap();
    let mut places = Vec::new();
    for node in drawing.descendants() {
        if let (Some(x), Some(y)) = (node.attribute("x"), node.attribute("y")) {
            places.push((number(x), number(y)));
        }
        for start in node.attribute("d").unwrap_or_default().split('M').skip(1) {
            let (x, rest) = start.split_once(' ').unwrap();
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            places.push((number(x), number(&rest[..end])));
        }
    }
    places
}

fn any_series<V: std::fmt::Debug>(value: impl Strategy<Value = V>) -> impl Strategy<Value = Vec<Series<V>>> {
    (1_usize..=60, prop::collection::vec(value, 180)).prop_map(|(weeks, mut values)| {
        let emphases = [Emphasis::Strong, Emphasis::Medium, Emphasis::Weak];
        let series =
            emphases.map(|emphasis| Series { name: "name".into(), emphasis, values: values.drain(..weeks).collect() });
        series.into()
    })
}

proptest! {
    /// For any names and values, the XML is well-formed and everything is inside the drawing.
    #[test]
    fn every_drawing_is_well_formed_and_inside_its_edges(
        bars in any_series(prop_oneof![0_u64..50, 0_u64..1_000_000_000]),
        dots in any_series(prop::option::of((0_u16..1200).prop_map(Percent::tenths))),
        name in "\\PC{0,30}",
        first in 1_usize..20,
    ) {
        let phases = |weeks: usize| match weeks.checked_sub(first) {
            None | Some(0) => vec![(name.as_str(), weeks)],
            Some(rest) => vec![(name.as_str(), first), ("rest", rest)],
        };
        let muscles: [(&str, &[u64]); 2] = [(&name, &[160, 85, 3]), ("Calves", &[5, 0, 999])];
        let bars = weekly(&phases(bars[0].values.len()), bars);
        let dots = weekly(&phases(dots[0].values.len()), dots);
        let table = rows(&[(&name, "1"), (&name, "2–5"), ("", "")], &muscles);
        for picture in [Picture::Bars(bars), Picture::Dots(dots), Picture::Table(table)] {
            let svg = chart_svg(&Chart { title: name.clone(), ..chart(picture) }, &Palette::GREY);
            let drawing = roxmltree::Document::parse(&svg).unwrap();
            let title = drawing.descendants().find(|node| node.has_tag_name("title")).unwrap();
            prop_assert_eq!(title.text().unwrap_or_default(), &name);
            let size = drawing.root_element().attribute("viewBox").unwrap();
            let height: i64 = size.rsplit(' ').next().unwrap().parse().unwrap();
            for (x, y) in places(&svg) {
                prop_assert!((0..=canvas::WIDTH).contains(&x) && (0..=height).contains(&y), "{} {}", x, y);
            }
        }
    }

    /// The height of a bar is proportional to its value, to within a tenth of a unit at each end. Each bar starts at
    /// the top of the bar below it.
    #[test]
    fn bars_are_as_high_as_their_values(series in any_series(0_u64..2000)) {
        let weekly = weekly(&[], series);
        let sum = |week: usize| weekly.series.iter().map(|series| series.values[week]).sum::<u64>();
        let axis = axis::Axis::from_zero((0..weekly.weeks.len()).map(sum).max().unwrap());
        let mut canvas = Canvas::new(&Palette::GREY);
        let frame = frame::Frame::new(&mut canvas, &weekly, axis, |_, _, _, _| {}, |tick| tick.to_string());
        let full = frame.height(axis.high);
        let mut tops = vec![frame.bottom(); weekly.weeks.len()];
        for (series, bars) in weekly.series.iter().zip(bars::bars(&frame, &weekly)) {
            for bar in bars {
                let week = (0..tops.len()).find(|week| frame.center(*week) == bar.x + bar.width / 2).unwrap();
                let exact = axis::share(full, series.values[week], axis.high);
                prop_assert!(bar.height.abs_diff(exact) <= 1, "{:?} for {}", bar, series.values[week]);
                prop_assert_eq!(bar.y + bar.height, tops[week]);
                prop_assert!(bar.y >= frame.bottom() - full && bar.x >= frame.left());
                prop_assert!(bar.width <= frame.step().max(1) && bar.x + bar.width <= canvas::WIDTH);
                tops[week] = bar.y;
            }
        }
    }
}
