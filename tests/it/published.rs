//! Published files: pages, search, feeds and previews.

use std::fs;

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::harness::Site;

const ATOM: &str = "http://www.w3.org/2005/Atom";

const WAVE: &str = "title: Wave & more\nauthor: Kim\nunits: kg\nlevel: advanced\ngoal: strength\ntags: [Full body, 力, full-body]\n\
    summary: |\n  The **first** paragraph, with a [squat](../exercises/squat.md).\n\n  The second.\nweeks: 6\n\
    changes:\n  - {date: 2026-01-05, what: Published}\n  - {date: 2026-11-14, what: Lighter <deload>}\n\
    days: [{name: A, top: {squat: 5x5 @ 80%}, backoff: {squat: 2x8 @ top -10%}}]\n";
const OTHER: &str = "title: Other\nextends: wave\nchanges: [{date: 2026-06-01, what: Published too}]\nweeks: 14\n";

fn site() -> Site {
    Site::new()
        .file("content/liftpress.yaml", "title: Iron\nlabels: {lang: en}\n")
        .file("content/programs/wave.yaml", WAVE)
        .file("content/programs/other.yaml", OTHER)
        .file("content/exercises/squat.md", "---\nname: Squat\naliases: [Kniebeuge, back squat]\n---\n## Grip\n\nSee [about](../pages/about.md#why-so).\n")
        .file("content/pages/about.md", "---\ntitle: About\n---\n\n## Why so?\n\n[The wave](../programs/wave.yaml), [grip](../exercises/squat.md#grip), [why](#why-so).\n")
        .file("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n")
}

fn published() -> Site {
    let site = site();
    site.write("content/liftpress.yaml", "title: Iron\nauthor: The club\nbase_url: https://x.test/t\n");
    site
}

/// Returns the element's children of that name in Atom.
fn children<'a, 'd: 'a>(node: Node<'a, 'd>, name: &'static str) -> Vec<Node<'a, 'd>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

#[test]
fn every_page_has_its_place() {
    let site = site();
    site.fine(&["build", "-q"]);
    let files = || site.files("output/site").into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    let mut expected = vec![
        "404.html",
        "about/index.html",
        "assets/gallery.js",
        "assets/search-index.js",
        "assets/search.js",
        "assets/site.css",
        "exercises/index.html",
        "exercises/squat/index.html",
        "index.html",
        "programs/other/index.html",
        "programs/wave/index.html",
        "search/index.html",
        "tags/full-body/index.html",
        "tags/u529b/index.html",
    ];
    let left: Vec<_> = expected.iter().filter(|path| !files().iter().any(|file| file == *path)).collect();
    assert!(left.is_empty(), "{left:?}");
    site.write("content/liftpress.yaml", "base_url: https://x.test/t\n");
    site.fine(&["build", "-q"]);
    expected.extend(["feed.xml", "robots.txt", "sitemap.xml"]);
    let left: Vec<_> = expected.iter().filter(|path| !files().iter().any(|file| file == *path)).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn cards_name_what_filters_find() {
    let site = site();
    site.fine(&["build", "-q"]);
    let index = site.read("output/site/index.html");
    assert!(index.contains(
        "id=\"wave\" data-goal=\"strength\" data-level=\"advanced\" data-days=\"1\" data-weeks=\"5-8\" data-lift=\"squat\" data-tag=\"full-body u529b\">"
    ));
    assert!(index.contains("<a href=\"exercises/squat/index.html\">squat</a>") && !index.contains("The second."));
    // Both are advanced strength programs, so there is nothing to filter.
    assert!(index.contains("<select name=\"weeks\"><option value=\"\">any</option><option value=\"5-8\">5–8</option><option value=\"13\">13 or more</option>"));
    assert!(!index.contains("<select name=\"goal\">"), "{index}");
    let tag = site.read("output/site/tags/full-body/index.html");
    assert!(tag.contains("<h1 dir=\"auto\">Full body</h1>") && tag.contains("href=\"../../programs/wave/index.html\""));
    assert!(site.read("output/site/tags/u529b/index.html").contains("<h1 dir=\"auto\">力</h1>"));
}

#[test]
fn the_index_of_the_search_is_a_small_script() {
    let site = site();
    site.fine(&["build", "-q"]);
    let script = site.read("output/site/assets/search-index.js");
    let json = script.trim_end().strip_prefix("const searchIndex = ").unwrap().strip_suffix(';').unwrap();
    let index: Value = serde_json::from_str(json).unwrap();
    assert_eq!(index[0][0], "Programs");
    let wave = serde_json::json!([
        "Wave & more",
        "programs/wave/index.html",
        "Full body, 力, full-body, Squat",
        "The first paragraph, with a squat. The second."
    ]);
    assert_eq!(index[0][1][1], wave);
    assert_eq!(index[1][1][0][2], "Kniebeuge, back squat");
    assert_eq!(index[2][1][0], serde_json::json!(["About", "about/index.html", "", "Why so? The wave, grip, why."]));
}

#[test]
fn authors_links_become_page_links() {
    let site = site();
    site.fine(&["build", "-q"]);
    let about = site.read("output/site/about/index.html");
    for link in [
        "<h2 id=\"why-so\">Why so?</h2>",
        "<a href=\"../programs/wave/index.html\">",
        "<a href=\"../exercises/squat/index.html#grip\">",
        "<a href=\"#why-so\">",
    ] {
        assert!(about.contains(link), "{link}: {about}");
    }
    let squat = site.read("output/site/exercises/squat/index.html");
    assert!(squat.contains("<a href=\"../../about/index.html#why-so\">") && squat.contains("<h2 id=\"grip\">"));
    // A booklet is a file of its own, so it contains the texts.
    let booklet = site.read("output/booklets/a/wave/booklet.html");
    assert!(booklet.contains("with a squat.") && !booklet.contains("id=\"grip\""), "{booklet}");
    assert!(site.read("output/booklets/a/wave/booklet.md").contains("with a squat."));
    let site = published();
    site.fine(&["build", "-q"]);
    let link = "https://x.test/t/exercises/squat/";
    assert!(site.read("output/booklets/a/wave/booklet.html").contains(&format!("<a href=\"{link}\">squat</a>")));
    assert!(site.read("output/booklets/a/wave/booklet.md").contains(&format!("[squat]({link})")));
}

#[test]
fn the_404_page_needs_no_other_file() {
    let site = site();
    site.fine(&["build", "-q"]);
    let lost = site.read("output/site/404.html");
    assert!(!lost.contains("href=\"a") && !lost.contains("<link") && lost.contains("<style>"), "{lost}");
    let site = published();
    site.fine(&["build", "-q"]);
    let lost = site.read("output/site/404.html");
    for href in lost.split("href=\"").skip(1) {
        assert!(href.starts_with("https://x.test/t/") || href.starts_with("#content"), "{href}");
    }
    assert!(lost.contains("assets/site.css") && !lost.contains("canonical"));
}

#[test]
fn files_that_need_an_address_are_written_only_with_base_url() {
    let site = site();
    site.fine(&["build", "-q"]);
    for file in ["sitemap.xml", "robots.txt", "feed.xml", "programs/wave/card.png"] {
        assert!(!site.path().join("output/site").join(file).exists(), "{file}");
    }
    assert!(!site.read("output/site/index.html").contains("og:"));
    let site = published();
    site.fine(&["build", "-q"]);
    assert!(site.read("output/site/robots.txt").ends_with("\nSitemap: https://x.test/t/sitemap.xml\n"));
    let text = site.read("output/site/sitemap.xml");
    let map = Document::parse(&text).unwrap();
    let urls: Vec<_> = map
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .map(|node| node.text().unwrap())
        .collect();
    assert!(urls.contains(&"https://x.test/t/") && urls.contains(&"https://x.test/t/programs/wave/"), "{urls:?}");
    assert!(urls.iter().all(|url| url.ends_with('/') && !url.contains("booklets")), "{urls:?}");
    let program = site.read("output/site/programs/wave/index.html");
    for meta in [
        "<link rel=\"canonical\" href=\"https://x.test/t/programs/wave/\">",
        "<meta property=\"og:title\" content=\"Wave &amp; more\">",
        "<meta property=\"og:description\" content=\"The first paragraph, with a squat.\">",
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"New and changed programs\" href=\"../../feed.xml\">",
    ] {
        assert!(program.contains(meta), "{meta}: {program}");
    }
}

/// RFC 4287, section 4: required elements of feeds and entries, and their number.
#[test]
fn the_feed_is_atom() {
    let site = published();
    site.fine(&["build", "-q"]);
    let text = site.read("output/site/feed.xml");
    let document = Document::parse(&text).unwrap();
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")));
    let entries = children(feed, "entry");
    for node in [feed].into_iter().chain(entries.iter().copied()) {
        for name in ["id", "title", "updated"] {
            assert_eq!(children(node, name).len(), 1, "{name}");
        }
        let id = children(node, "id")[0].text().unwrap();
        assert!(id.starts_with("https://x.test/t/"), "{id}");
        let updated = children(node, "updated")[0].text().unwrap();
        assert!(updated.len() == 20 && updated.ends_with("T00:00:00Z"), "{updated}");
        let alternates =
            children(node, "link").iter().filter(|link| link.attribute("rel") == Some("alternate")).count();
        assert_eq!(alternates, 1);
    }
    assert_eq!(children(feed, "author").len(), 1);
    let says: Vec<_> = entries
        .iter()
        .map(|entry| {
            let text = |name| children(*entry, name)[0].text().unwrap().to_owned();
            (text("updated")[..10].to_owned(), text("title"), text("summary"))
        })
        .collect();
    let expected = [
        ("2026-11-14", "Wave & more", "Lighter <deload>"),
        ("2026-06-01", "Other", "Published too"),
        ("2026-01-05", "Wave & more", "Published"),
    ];
    assert_eq!(says, expected.map(|(on, title, what)| (on.to_owned(), title.to_owned(), what.to_owned())));
    let ids: std::collections::BTreeSet<_> = entries.iter().map(|entry| children(*entry, "id")[0].text()).collect();
    assert_eq!(ids.len(), entries.len());
}

#[cfg(feature = "pdf")]
#[test]
fn programs_have_preview_pictures() {
    let site = published();
    site.fine(&["build", "-q"]);
    assert!(
        site.read("output/site/programs/wave/index.html")
            .contains("<meta property=\"og:image\" content=\"https://x.test/t/programs/wave/card.png\">")
    );
    let picture = |site: &Site| fs::read(site.path().join("output/site/programs/wave/card.png")).unwrap();
    let first = picture(&site);
    let reader = png::Decoder::new(std::io::Cursor::new(&first)).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
    assert!(first.len() < 60_000, "{} bytes", first.len());
    site.fine(&["build", "-q"]);
    assert_eq!(picture(&site), first);
    // A site can have its own.
    site.write("templates/card.typ", "#set page(width: 20pt, height: 10pt)\n#json(\"/card.json\").titel\n");
    let ran = site.run(&["check"]);
    assert!(ran.code == Some(1) && ran.stdout.contains("templates/card.typ:2"), "{}", ran.stdout);
}

#[test]
fn changes_are_of_a_program_alone() {
    let site = published();
    site.fine(&["build", "-q"]);
    let text = site.read("output/site/feed.xml");
    assert_eq!(text.matches("programs/other/#changed-").count(), 1, "{text}");
}

/// The coach's own text above the gallery, and the pages in the navigation.
#[test]
fn authors_set_the_home_page_and_the_navigation() {
    let page = |name: &str| format!("# {name}\n\nAll of {name}.\n");
    let site = Site::new()
        .file("content/programs/w.yaml", "title: W\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n")
        .file("content/liftpress.yaml", "title: Club\nnav: [rules, about]\n")
        .file("content/pages/index.md", page("Welcome"));
    let site = ["about", "rules", "house"]
        .iter()
        .fold(site, |site, name| site.file(&format!("content/pages/{name}.md"), page(name)));
    site.fine(&["build", "-q"]);
    let first = site.read("output/site/index.html");
    assert!(
        first.contains("<h1 id=\"welcome\" dir=\"auto\">Welcome</h1>") && first.contains("All of Welcome."),
        "{first}"
    );
    let (words, gallery) = (first.find("All of Welcome.").unwrap(), first.find("id=\"w\"").unwrap());
    assert!(words < gallery, "{first}");
    let nav = first.split_once("<nav").unwrap().1.split_once("</nav>").unwrap().0;
    let at = |name: &str| nav.find(&format!("{name}/index.html"));
    assert!(at("rules") < at("about") && at("rules").is_some() && at("house").is_none(), "{nav}");
    assert!(!site.path().join("output/site/index/index.html").exists());
    site.write("content/liftpress.yaml", "title: Club\nnav: [rulez]\n");
    let said = site.run(&["build", "-q"]);
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("rulez") && said.stderr.contains("did you mean `rules`?"), "{}", said.stderr);
    // Without programs there is no gallery and no link to one.
    let alone = Site::new().file("content/pages/index.md", page("Alone"));
    alone.fine(&["build", "-q"]);
    let first = alone.read("output/site/index.html");
    assert!(!first.contains("class=\"cards\"") && !first.contains("Programs</a>"), "{first}");
}

/// Replaced labels also apply to program pages, whose script fills in what booklets print.
#[test]
fn program_pages_use_the_labels_of_booklets() {
    let site =
        Site::new().file("content/programs/w.yaml", "title: W\ndays: [{name: A, top: {squat: 5x3 @ 80%}}]\n").file(
            "content/liftpress.yaml",
            "title: Club\nlabels: {empty_bar: just the bar, a_side: '{plates} per side'}\n",
        );
    site.fine(&["build", "-q"]);
    let page = site.read("output/site/programs/w/index.html");
    let text = page.split_once("id=\"program-text\">").unwrap().1.split_once("</script>").unwrap().0;
    let text: Value = serde_json::from_str(text).unwrap();
    assert_eq!((&text["emptyBar"], &text["aSide"]), (&"just the bar".into(), &"{plates} per side".into()));
}

/// No page contains what a strict policy forbids, as `docs/pages/site.md` lists it.
#[test]
fn pages_have_no_style_within_them() {
    let site = published();
    site.write("content/pages/prices.md", "# Prices\n\n| what | euros | when |\n|:--|--:|:-:|\n| plan | 20 | now |\n");
    site.fine(&["build", "-q"]);
    for (path, page) in site.files("output/site").iter().filter(|(path, _)| path.rsplit('.').next() == Some("html")) {
        assert!(!page.contains(" style=") && !page.contains("<style"), "{path}");
    }
    let page = site.read("output/site/prices/index.html");
    assert!(
        page.contains("<th class=\"left\">what</th><th class=\"right\">euros</th><th class=\"center\">when</th>"),
        "{page}"
    );
    assert!(site.read("output/site/assets/site.css").contains(".right{text-align:right}"));
}

#[test]
fn pages_of_lifters_are_kept_out_of_search_engines() {
    let site = site();
    site.write("content/lifters/a.yaml", "name: A\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\npublish: true\n");
    site.run(&["build", "-q"]);
    assert!(site.read("output/site/lifters/a/wave/index.html").contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!site.read("output/site/programs/wave/index.html").contains("noindex"));
}

#[test]
fn links_have_targets() {
    let about = "# B 1\n\n[a](#b-1), [b](#%C3%9Cbung), [c](../exercises/squat.md#gr%69p), [d](/files/plan.pdf)\n\n## Übung\n\nText[^1] and [^2].\n\n[^2]: Two.\n[^1]: One.\n";
    let about = about.replace("Übung", "übung").replace("%C3%9C", "%C3%BC");
    let site = published().file("content/pages/about.md", about.clone() + "\n## Why so\n");
    site.write(
        "content/programs/wave.yaml",
        WAVE.replace("The second.", "[d](/files/plan.pdf)[^n]\n\n  [^n]: A note."),
    );
    site.fine(&["build", "-q"]);
    let page = site.read("output/site/about/index.html");
    for part in [
        "<h1 id=\"b-1\" dir=\"auto\">B 1</h1>",
        "<a href=\"#b-1\">a</a>",
        "<a href=\"/files/plan.pdf\">d</a>",
        "Text<sup><a href=\"#fn:1\">1</a></sup> and <sup><a href=\"#fn:2\">2</a></sup>.",
        "<div class=\"footnote\" id=\"fn:2\"><sup>2</sup> \n<p>Two.</p>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let booklet = site.read("output/booklets/a/wave/booklet.html");
    assert!(booklet.contains("<a href=\"https://x.test/files/plan.pdf\">d</a><sup>1</sup>"), "{booklet}");
    let booklet = site.read("output/booklets/a/wave/booklet.md");
    assert!(booklet.contains("[d](https://x.test/files/plan.pdf)\\[1\\]\n\n\\[1\\] A note."), "{booklet}");
    // A heading of the same name has the anchor, as before.
    site.write("content/pages/about.md", "# Why so\n\n[a](#why-so)\n\n## Why so\n");
    site.fine(&["build", "-q"]);
    let page = site.read("output/site/about/index.html");
    assert_eq!(page.matches("id=\"why-so\"").count(), 1);
    site.write("content/pages/about.md", "# B\n\n[a](#c%20d)\n\n## Why so\n");
    assert!(site.run(&["check"]).stdout.contains("has no `#c d`"));
}
