//! Compares pages with approved pictures in `tests/pictures/`. `LIFTPRESS_BLESS=1` approves the current output: look at it
//! first. Differing pages are saved in `target/pictures/`.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use crate::harness::repository;

use super::{shown, tool};

/// Dots per inch: enough to see each word, and few enough that machines with different font smoothing agree.
const RESOLUTION: &str = "50";

/// A picture in gray.
struct Picture {
    width: u32,
    grey: Vec<u8>,
}

impl Picture {
    fn read(path: &Path) -> Option<Self> {
        let file = BufReader::new(File::open(path).ok()?);
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut grey = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut grey).unwrap();
        // Poppler writes gray as three equal parts.
        let parts = info.color_type.samples();
        Some(Self { width: info.width, grey: grey.into_iter().step_by(parts).collect() })
    }

    fn write(&self, path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let height = u32::try_from(self.grey.len()).unwrap() / self.width;
        let mut encoder = png::Encoder::new(BufWriter::new(File::create(path).unwrap()), self.width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.grey).unwrap();
    }

    /// The mean of each square of 4 × 4 dots, so that a line that moves by a fraction of a dot makes no difference.
    fn blurred(&self) -> Vec<u32> {
        let (width, height) = (self.width as usize, self.grey.len() / self.width as usize);
        let mut means = Vec::new();
        for y in (0..height).step_by(4) {
            for x in (0..width).step_by(4) {
                let rows = y..(y + 4).min(height);
                let dots: Vec<_> =
                    rows.flat_map(|y| &self.grey[y * width + x..y * width + (x + 4).min(width)]).collect();
                means.push(dots.iter().map(|dot| u32::from(**dot)).sum::<u32>() / u32::try_from(dots.len()).unwrap());
            }
        }
        means
    }
}

/// Compares a page of a PDF with the approved picture of that name.
pub(super) fn compare(name: &str, pdf: &Path, page: u32) {
    let folder = repository().join("target/pictures");
    fs::create_dir_all(&folder).unwrap();
    let page = page.to_string();
    let stem = folder.join(name);
    let args = ["-r", RESOLUTION, "-gray", "-png", "-singlefile", "-f", &page, "-l", &page, shown(pdf), shown(&stem)];
    if tool("pdftoppm", &args).is_none() {
        return;
    }
    let now = Picture::read(&stem.with_extension("png")).unwrap();
    let approved_path = repository().join(format!("tests/pictures/{name}.png"));
    if std::env::var_os("LIFTPRESS_BLESS").is_some() {
        return now.write(&approved_path);
    }
    let approved = Picture::read(&approved_path).unwrap_or_else(|| panic!("no picture {}", approved_path.display()));
    assert_eq!((now.width, now.grey.len()), (approved.width, approved.grey.len()), "{name}: another size");
    let apart = |(one, other): (&u32, &u32)| one.abs_diff(*other);
    let differences: Vec<_> = now.blurred().iter().zip(&approved.blurred()).map(apart).collect();
    let clear = differences.iter().filter(|difference| **difference > 48).count();
    if clear * 500 > differences.len() {
        let differs = folder.join(format!("{name}-differs.png"));
        let dots = now.grey.iter().zip(&approved.grey).map(|(now, then)| 255 - now.abs_diff(*then)).collect();
        Picture { width: now.width, grey: dots }.write(&differs);
        panic!("{name}: {clear} of {} squares differ, see {}", differences.len(), differs.display());
    }
}
