//! Valid and corrupted pictures and fonts.

/// A valid picture of each kind, by its correct name.
pub(super) const FINE: [(&str, &[u8]); 5] = [
    ("dot.png", include_bytes!("samples/dot.png")),
    ("dot.jpg", include_bytes!("samples/dot.jpg")),
    ("dot.gif", include_bytes!("samples/dot.gif")),
    ("dot.webp", include_bytes!("samples/dot.webp")),
    ("dot.svg", include_bytes!("samples/dot.svg")),
];

/// A valid font.
pub(super) const FONT: &[u8] = include_bytes!("../../../templates/fonts/Inter-Regular.otf");

/// Pictures that cannot be printed, and a part of the reason.
pub(super) fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let [png, jpg, ..] = FINE;
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let filter = "<svg xmlns='http://www.w3.org/2000/svg' width='20000' height='20000'><filter id='f'><feTurbulence baseFrequency='0.1' numOctaves='1000000'/></filter><rect filter='url(#f)' width='20000' height='20000'/></svg>";
    let letter = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 20'><text y='15'>力</text></svg>";
    vec![
        ("half.png", half(png.1), "failed to decode image"),
        ("half.jpg", half(jpg.1)[..20].to_vec(), "failed to decode image"),
        ("wide.gif", wide_gif(), "it takes too much memory"),
        ("wide.webp", wide_webp(), ""),
        ("broken.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect".to_vec(), "failed to parse SVG"),
        ("filter.svg", filter.into(), "it takes t"),
        ("letter.svg", letter.into(), "PDF/UA-1 error: the text `\"力\"` could not be displayed"),
    ]
}

/// A GIF of 10,000 × 10,000 dots in 36 bytes.
fn wide_gif() -> Vec<u8> {
    let size = 10_000_u16.to_le_bytes().repeat(2);
    let rest = [0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];
    [b"GIF89a".as_slice(), &size, &rest].concat()
}

/// A WebP of 10,000 × 10,000 dots in 34 bytes: all of one color that takes no bits.
fn wide_webp() -> Vec<u8> {
    let mut bits = Vec::new();
    let mut push = |value: u32, count: u32| bits.extend((0..count).map(|at| value >> at & 1 == 1));
    push(9_999, 14);
    push(9_999, 14);
    push(0, 1 + 3);
    // No transforms, no color cache, one group of codes; then five codes with a single symbol, 0.
    push(0, 3);
    for _ in 0..5 {
        push(0b0001, 4);
    }
    let bytes = bits.chunks(8).map(|byte| byte.iter().rev().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit)));
    let data: Vec<u8> = [0x2f].into_iter().chain(bytes).collect();
    let padding = data.len() % 2;
    let length = |bytes: usize| u32::try_from(bytes).unwrap().to_le_bytes();
    let chunk = [b"WEBPVP8L".as_slice(), &length(data.len()), &data, &vec![0; padding]].concat();
    [b"RIFF".as_slice(), &length(chunk.len()), &chunk].concat()
}
