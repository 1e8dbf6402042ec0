//! Templates, fonts and pictures of a site that loop, grow, or crash their reader: each affects only its own pages, and `check`
//! reports what `build` does.
#![cfg(feature = "pdf")]

mod samples;

use crate::harness::{Ran, Site, bounded};
use crate::serving::Serving;

const WAVE: &str = "title: Wave\nunits: kg\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
const SHOWN: &str = "title: Shown\nunits: kg\nsummary: \"![a deep squat](assets/PICTURE)\"\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n";
const SAM: &str = "name: Sam\nunits: kg\nmaxes: {squat: 200}\nprograms: [wave]\n";
const LOOPS: &str = "{% for i in range(end=99999) %}{% for j in range(end=99999) %}{% endfor %}{% endfor %}";

fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", WAVE).file("content/lifters/sam.yaml", SAM)
}

fn with_pdf() -> Site {
    site().file("content/liftpress.yaml", "formats: [html, pdf]\n")
}

/// A site with two programs, one of which shows a picture.
fn showing(name: &str, bytes: &[u8]) -> Site {
    with_pdf()
        .file("content/lifters/sam.yaml", SAM.replace("[wave]", "[wave, shown]"))
        .file("content/programs/shown.yaml", SHOWN.replace("PICTURE", name))
        .file(&format!("content/assets/{name}"), bytes)
}

fn has(site: &Site, path: &str) -> bool {
    site.path().join("output").join(path).is_file()
}

/// Checks that both report the same, and returns it.
fn checked_and_built(site: &Site) -> Ran {
    let (checked, built) = (bounded(site, &["check"]), bounded(site, &["build"]));
    let reports =
        |text: &str| text.split("\n\n").filter(|part| part.contains("--> ")).map(str::to_owned).collect::<Vec<_>>();
    let (of_check, of_build) = (reports(&checked.stdout), reports(&built.stderr));
    assert_eq!((checked.code, &of_check), (built.code, &of_build), "{}{}", checked.stdout, built.stderr);
    assert_ne!(of_check, Vec::<String>::new());
    built
}

#[test]
fn a_page_with_an_endless_template_is_skipped() {
    let site = site().file("templates/404.html", LOOPS);
    let ran = checked_and_built(&site);
    let words = "error[not-made]: cannot render `404.html`: it takes too long\n--> templates/404.html\n";
    assert!(ran.code == Some(1) && ran.stderr.contains(words), "{}", ran.stderr);
    assert!(has(&site, "site/index.html") && has(&site, "booklets/sam/wave/booklet.html"));
    assert!(!has(&site, "site/404.html"));
    // It is reported until it is fixed, and then it is built.
    assert!(bounded(&site, &["build", "-q"]).stderr.contains(words));
    site.write("templates/404.html", "{% for i in range(end=3) %}{{ i }}{% endfor %}");
    site.fine(&["build", "-q"]);
    assert_eq!(site.read("output/site/404.html"), "012");
}

#[test]
fn a_hook_that_loops_ends_soon_on_all_pages() {
    let site = site().file("templates/hooks/head.html", LOOPS);
    let ran = checked_and_built(&site);
    assert!(ran.stderr.contains("error[not-made]: cannot render `index.html`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--> templates/hooks/head.html"), "{}", ran.stderr);
    assert!(has(&site, "booklets/sam/wave/booklet.md") && !has(&site, "booklets/sam/wave/booklet.html"));
    assert!(!has(&site, "site/index.html"));
}

#[test]
fn templates_whose_texts_double_are_stopped() {
    let doubling = "{% set x = \"0123456789\" %}".to_owned() + &"{% set x = x ~ x ~ x ~ x %}".repeat(16) + "{{ x }}";
    let repeating = "{{ \"x\" | repeat(times=60000) | repeat(times=60000) }}";
    let recursive = "{% component r(n: number) %}{{<r n={n + 1} />}}{% endcomponent r %}{{<r n={0} />}}";
    for template in [&doubling, repeating, recursive] {
        let site = site().file("templates/404.html", template);
        let ran = checked_and_built(&site);
        assert!(ran.code == Some(1) && ran.stderr.contains("404.html"), "{}", ran.stderr);
        assert!(has(&site, "site/index.html") || template == recursive, "{}", ran.stderr);
    }
}

#[test]
fn a_pdf_with_an_endless_template_is_skipped() {
    for (name, loops) in [
        ("look", "#for i in range(300000) { for j in range(300000) { let x = 1 } }"),
        ("look", "#{ let x = \"x\"; while true { x += x } }"),
        ("look", "#{ let x = (1,); while x.len() > 0 { x += x } }"),
        ("booklet", "#set document(title: \"x\")\n#for i in range(2000000) [#i #pagebreak()]"),
    ] {
        let template = format!("templates/{name}.typ");
        let site = with_pdf().file(&template, format!("#import \"/builtin/look.typ\": *\n{loops}\n"));
        let ran = checked_and_built(&site);
        // Typst itself ends some loops, with an error like any other.
        if ran.stderr.contains("error[template]") {
            continue;
        }
        assert!(ran.stderr.contains("error[not-made]: cannot make the PDF of `Wave` for Sam"), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("--> {template}\n")), "{}", ran.stderr);
        assert!(has(&site, "booklets/sam/wave/booklet.html") && !has(&site, "booklets/sam/wave/booklet.pdf"));
        let shelf = site.read("output/booklets/index.html");
        assert!(shelf.contains("booklet.html") && !shelf.contains("booklet.pdf"), "{shelf}");
    }
}

#[test]
fn an_oversized_preview_is_skipped() {
    let site = site()
        .file("content/liftpress.yaml", "base_url: https://example.org/\n")
        .file("templates/card.typ", "#set page(width: 900000pt, height: 900000pt)\nx\n");
    let ran = checked_and_built(&site);
    let words = "error[not-made]: a preview must have at most 16 million pixels, found 900000 × 900000\n--> templates/card.typ\n";
    assert!(ran.stderr.contains(words), "{}", ran.stderr);
    assert!(has(&site, "site/programs/wave/index.html") && !has(&site, "site/programs/wave/card.png"));
}

#[test]
fn pictures_are_judged_by_their_bytes() {
    for (name, bytes) in samples::FINE {
        for name in [name.to_owned(), format!("{name}.jpg"), name.to_uppercase(), "no-ending".to_owned()] {
            let site = showing(&name, bytes);
            assert_eq!(bounded(&site, &["check"]).stdout, "2 programs, 1 lifter: no problems\n", "{name}");
            site.fine(&["build", "-q"]);
            let pdf = std::fs::read(site.path().join("output/booklets/sam/shown/booklet.pdf")).unwrap();
            site.write("content/programs/shown.yaml", SHOWN.replace("PICTURE", "none.png"));
            assert_eq!(site.run(&["build", "-q"]).code, Some(0));
            let without = std::fs::read(site.path().join("output/booklets/sam/shown/booklet.pdf")).unwrap();
            assert!(pdf.len() > without.len() + 200, "{name} is not in the PDF: {} {}", pdf.len(), without.len());
        }
    }
}

#[test]
fn an_unprintable_picture_is_replaced_by_its_description() {
    for (name, bytes, why) in samples::bad() {
        let site = showing(name, &bytes);
        let ran = checked_and_built(&site);
        let words = format!("warning[unusable-file]: cannot print `assets/{name}`: {why}");
        assert!(ran.code == Some(0) && ran.stderr.contains(&words), "{words}\n{}", ran.stderr);
        assert!(ran.stderr.contains("--> content/programs/shown.yaml"), "{}", ran.stderr);
        assert!(has(&site, "booklets/sam/wave/booklet.pdf") && has(&site, "booklets/sam/shown/booklet.pdf"));
        // HTML shows it unchanged.
        assert!(site.read("output/booklets/sam/shown/booklet.html").contains("data:image/"));
        // Nothing is rebuilt, and it is still reported.
        assert!(bounded(&site, &["build"]).stderr.contains(&words));
    }
}

#[test]
fn a_file_that_is_no_picture_does_not_stop_a_build() {
    let site = showing("notes.txt", b"not a picture").file("content/assets/big.png", vec![0; 3 << 20]);
    let ran = bounded(&site, &["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for words in [
        "warning[unusable-file]: cannot be read: it is not a PNG, JPEG, GIF, WebP or SVG picture\n--> content/assets/notes.txt\n",
        "warning[unusable-file]: the file is larger than 2 MiB\n--> content/assets/big.png\n",
        "warning[missing-picture]: picture `assets/notes.txt` not found\n",
    ] {
        assert!(ran.stderr.contains(words), "{words}{}", ran.stderr);
    }
    assert!(has(&site, "booklets/sam/shown/booklet.pdf"));
}

#[test]
fn an_unusable_font_is_skipped() {
    let mut crashes = samples::FONT.to_vec();
    crashes[12_126] = 0xbc;
    let endless = b"ttcf\0\x01\0\0\xff\xff\xff\xff".to_vec();
    for font in [crashes, endless, b"OTTO".to_vec(), Vec::new()] {
        let site = with_pdf().file("templates/fonts/x.otf", font);
        let ran = checked_and_built(&site);
        assert!(
            ran.code == Some(0) && ran.stderr.contains("warning[unusable-file]: cannot use this font"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("--> templates/fonts/x.otf"), "{}", ran.stderr);
        assert!(has(&site, "booklets/sam/wave/booklet.pdf"));
    }
}

/// Typst rejects blocks that are nested more than thirty deep.
#[test]
fn nested_markdown_can_be_printed() {
    let quotes = |depth| ">".repeat(depth) + " deep";
    let lists = |depth: usize| (0..depth).map(|at| "  ".repeat(at) + "- item\n").collect::<String>();
    let mixed = |depth| "> - 1. ".repeat(depth) + "deep";
    let stars = |depth| "*a **b ".repeat(depth) + "c" + &"** *".repeat(depth);
    for text in [quotes(31), quotes(200), lists(40), mixed(12), mixed(40), stars(100)] {
        let text = serde_json::to_string(&text).unwrap();
        for program in [
            format!("{WAVE}summary: {text}\n"),
            WAVE.replace("{squat: 5x3 @ 80%}", &format!("{{exercise: squat, sets: 5x3 @ 80%, note: {text}}}")),
        ] {
            let site = with_pdf().file("content/programs/wave.yaml", program);
            assert_eq!(bounded(&site, &["check"]).stdout, "1 program, 1 lifter: no problems\n", "{text}");
            site.fine(&["build", "-q"]);
        }
    }
}

#[test]
fn serve_survives_templates_that_fail() {
    let settings = "formats: [html, pdf]\nbase_url: https://example.org/\n";
    let site = site()
        .file("content/liftpress.yaml", settings)
        .file("templates/404.html", LOOPS)
        .file("templates/card.typ", "#set page(width: 900000pt, height: 900000pt)\nx\n")
        .file("templates/day.typ", "#import \"/builtin/day.typ\": *\n#while true { let x = 1 }\n");
    let serving = Serving::start(site.path());
    let pdf = "/booklets/sam/wave/booklet.pdf";
    for path in ["/programs/wave/card.png", pdf, "/nowhere"] {
        assert_ne!(serving.get(path).status, 200, "{path}");
    }
    for path in ["/", "/programs/wave/", "/booklets/sam/wave/booklet.html"] {
        assert_eq!(serving.get(path).status, 200, "{path}");
    }
    std::fs::remove_file(site.path().join("templates/day.typ")).unwrap();
    serving.until("ready");
    assert!(serving.get(pdf).body.starts_with(b"%PDF"));
}

/// Corrupted files of every kind, always the same ones: the commands never crash and always answer.
mod corrupted {
    use std::fs;

    use fastrand::Rng;
    use liftpress::diagnostic::FileId;
    use liftpress::model::{FontFile, Picture, PictureKind, Pictures, Settings, Template};
    use liftpress::render::{Materials, PdfRenderer, worker};
    use liftpress::source::Files;
    use liftpress::templates::builtin;

    use super::samples;
    use crate::harness::repository;

    const PICTURES: usize = 700;
    const FONTS: usize = 300;

    /// Bytes flipped, overwritten, cut off or doubled.
    fn spoil(rng: &mut Rng, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..rng.usize(1..6) {
            let at = rng.usize(0..bytes.len());
            match rng.u8(0..8) {
                0 => bytes.truncate(at + 1),
                1 => drop(bytes.splice(at..at, vec![rng.u8(..); 4])),
                2 => drop(bytes.splice(at..(at + 4).min(bytes.len()), rng.u32(..).to_be_bytes())),
                3 => bytes[at] = *rng.choice(&[0, 1, 0x7f, 0x80, 0xff]).unwrap(),
                _ => bytes[at] ^= 1 << rng.u8(0..8),
            }
        }
        bytes
    }

    fn renderer(templates: &[Template], fonts: &[FontFile], pictures: &Pictures) -> PdfRenderer {
        worker::isolate(env!("CARGO_BIN_EXE_liftpress").into());
        let inter = fs::read(repository().join("templates/fonts/Inter-Regular.otf")).unwrap();
        let settings = Settings::default();
        let inter: &'static [u8] = Vec::leak(inter);
        PdfRenderer::new(&Materials {
            fonts,
            pictures,
            builtin_fonts: &[inter],
            ..Materials::plain(templates, &settings)
        })
    }

    #[test]
    fn pictures_are_printed_or_named() {
        let mut rng = Rng::with_seed(18);
        let templates = builtin(&mut Files::default());
        let mut pictures = Pictures::new();
        for number in 0..PICTURES {
            let (name, bytes) = samples::FINE[number % samples::FINE.len()];
            let bytes = spoil(&mut rng, bytes);
            let Some(kind) = PictureKind::of(&bytes) else { continue };
            pictures.insert(format!("{number}-{name}"), Picture { kind, bytes, file: FileId::default() });
        }
        let renderer = renderer(&templates, &[], &pictures);
        let trouble = renderer.picture_trouble();
        eprintln!("{} pictures, {} cannot be printed", pictures.len(), trouble.len());
        assert!((100..pictures.len() - 50).contains(&trouble.len()), "{} of {}", trouble.len(), pictures.len());
        assert!(trouble.values().all(|reported| !reported.message.contains("no process")), "workers can be started");
    }

    #[test]
    fn fonts_are_used_or_named() {
        let mut rng = Rng::with_seed(19);
        let templates = builtin(&mut Files::default());
        // Every second one has a mistake in its first bytes, which hold the offsets of its tables.
        let font = |number: usize| {
            let rest = if number.is_multiple_of(2) { 400 } else { samples::FONT.len() };
            let corrupted = spoil(&mut rng, &samples::FONT[..rest]);
            let bytes = [&corrupted, &samples::FONT[rest..]].concat();
            FontFile { bytes, file: FileId::default() }
        };
        let fonts: Vec<_> = (0..FONTS).map(font).collect();
        let mut named = 0;
        for some in fonts.chunks(50) {
            let renderer = renderer(&templates, some, &Pictures::new());
            assert!(renderer.font_trouble().iter().all(|reported| !reported.message.contains("no process")));
            named += renderer.font_trouble().len();
        }
        eprintln!("{} fonts, {named} cannot be used", fonts.len());
        assert!((20..FONTS - 20).contains(&named), "{named}");
    }
}
