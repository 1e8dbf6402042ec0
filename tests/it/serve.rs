//! `liftpress serve`: what it serves, and what it refuses.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::harness::Site;
use crate::serving::{PATIENCE, Serving};

pub(crate) const PROGRAM: &str = "title: Wave\nunits: kg\nweeks: 2\ndays:\n  - name: Squat\n    top: {squat: 5x3 @ 80%}\n    \
     backoff: [{paused-squat: 3x5 @ top -10%}]\n";
pub(crate) const SAM: &str = "name: Sam Example\nunits: kg\nmaxes: {squat: 100}\nprograms: [wave]\n";
pub(crate) const BOOKLET: &str = "/booklets/sam/wave/booklet.html";

pub(crate) fn site() -> Site {
    Site::new().file("content/programs/wave.yaml", PROGRAM).file("content/lifters/sam.yaml", SAM)
}

#[test]
fn every_file_matches_its_build() {
    let site = site().file("content/pages/about.md", "---\ntitle: About\n---\nHello.\n");
    let serving = Serving::start(site.path());
    site.fine(&["build", "-q"]);
    let output = site.files("output");
    assert!(output.len() >= 6, "{output:?}");
    for (file, text) in output {
        let address = file.strip_prefix("site").map_or_else(|| format!("/{file}"), str::to_owned);
        assert_eq!(serving.page(&address), text, "{file}");
        if let Some(folder) = address.strip_suffix("index.html") {
            assert_eq!(serving.page(folder), text, "{folder}");
        }
    }
}

#[test]
fn nothing_is_written() {
    let site = site();
    let before = site.files(".");
    let serving = Serving::start(site.path());
    serving.get(BOOKLET);
    drop(serving);
    assert_eq!(site.files("."), before);
}

#[test]
fn types_and_headers() {
    let site = site();
    let serving = Serving::start(site.path());
    for (path, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        (BOOKLET, 200, "text/html; charset=utf-8"),
        ("/booklets/sam/wave/booklet.md", 200, "text/markdown; charset=utf-8"),
        ("/booklets/sam/wave/booklet.json", 200, "application/json; charset=utf-8"),
        ("/assets/site.css", 200, "text/css; charset=utf-8"),
        ("/.liftpress/live.js", 200, "text/javascript; charset=utf-8"),
        ("/nowhere", 404, "text/html; charset=utf-8"),
        ("/favicon.ico", 204, ""),
    ] {
        let reply = serving.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (status, kind), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("cache-control"), "no-cache", "{path}");
        if status != 204 {
            assert_eq!(reply.header("content-length"), reply.body.len().to_string(), "{path}");
        }
    }
    assert!(serving.get(BOOKLET).text().contains("live.js"));
    assert!(!serving.get("/booklets/sam/wave/booklet.json").text().contains("live.js"));
}

#[test]
fn folders_redirect_to_their_index() {
    let site = site();
    let serving = Serving::start(site.path());
    for (path, to) in [
        ("/booklets", "/booklets/"),
        ("/booklets?x", "/booklets/"),
        ("/programs/wave", "/programs/wave/"),
        ("/site", "/"),
        ("/site/", "/"),
        ("/site/programs/wave/", "/programs/wave/"),
    ] {
        let reply = serving.get(path);
        assert_eq!((reply.status, reply.header("location")), (307, to), "{path}");
    }
    for path in ["//", "//booklets", "/site/nowhere", "/site/site", "/booklets/sam"] {
        assert_eq!(serving.get(path).status, 404, "{path}");
    }
}

#[test]
fn cached_files_are_not_sent_again() {
    let site = site();
    let serving = Serving::start(site.path());
    let tag = serving.get(BOOKLET).header("etag").to_owned();
    let ask = |header: &str| serving.ask("GET", BOOKLET, &[header]);
    let strong = tag.strip_prefix("W/").unwrap();
    for known in [&tag, strong, &format!("\"x\", {tag}"), "*"] {
        let reply = ask(&format!("If-None-Match: {known}"));
        assert_eq!((reply.status, reply.body.len(), reply.header("etag")), (304, 0, tag.as_str()), "{known}");
    }
    assert_eq!(ask("If-None-Match: \"x\"").status, 200);
    site.write("content/programs/wave.yaml", PROGRAM.replace("80%", "70%"));
    serving.until("ready in");
    let reply = ask(&format!("If-None-Match: {tag}"));
    assert_eq!(reply.status, 200);
    assert_ne!(reply.header("etag"), tag);
}

#[test]
fn byte_ranges_are_served() {
    let site = site();
    let serving = Serving::start(site.path());
    let path = "/booklets/sam/wave/booklet.json";
    let whole = serving.get(path);
    let length = whole.body.len();
    let ask = |header: &str| serving.ask("GET", path, &[header]);
    let reply = ask("Range: bytes=2-9");
    assert_eq!((reply.status, reply.body.as_slice()), (206, &whole.body[2..10]));
    assert_eq!(reply.header("content-range"), format!("bytes 2-9/{length}"));
    assert_eq!(ask("Range: bytes=-5").body, whole.body[length - 5..]);
    assert_eq!(ask(&format!("Range: bytes={}-", length - 1)).body, whole.body[length - 1..]);
    let reply = ask(&format!("Range: bytes={length}-"));
    assert_eq!((reply.status, reply.header("content-range")), (416, format!("bytes */{length}").as_str()));
    for all in ["Range: bytes=0-1,3-4", "Range: pages=1-2", "Range: bytes=5-2"] {
        assert_eq!(ask(all).status, 200, "{all}");
    }
    let of = |tag: &str| serving.ask("GET", path, &["Range: bytes=0-1", &format!("If-Range: {tag}")]).status;
    assert_eq!((of(whole.header("etag")), of("\"other\"")), (206, 200));
}

#[test]
fn serve_answers_only_reads() {
    let site = site();
    let serving = Serving::start(site.path());
    let file = "/booklets/sam/wave/booklet.json";
    let head = serving.ask("HEAD", file, &["Range: bytes=0-1"]);
    let whole = serving.get(file);
    // Pages include a script that changes after every rebuild.
    assert_eq!(serving.ask("GET", BOOKLET, &["Range: bytes=0-1"]).status, 200);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
    assert_eq!(head.header("etag"), whole.header("etag"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let reply = serving.ask(method, "/", &["Content-Length: 3"]);
        assert_eq!((reply.status, reply.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let body = "x".repeat(200_000);
    let head = format!("POST / HTTP/1.1\r\nHost: {}\r\nContent-Length: 200000\r\n\r\n", serving.host());
    assert_eq!(serving.raw(&(head + &body)).status, 405);
}

#[test]
fn only_local_host_names_are_served() {
    let site = site();
    let serving = Serving::start(site.path());
    let port = serving.port;
    let ask = |host: &str| serving.raw(&format!("GET {BOOKLET} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    for fine in ["localhost", "127.0.0.1", "[::1]", "LocalHost"] {
        assert_eq!(ask(&format!("{fine}:{port}")).status, 200, "{fine}");
    }
    for foreign in ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example", "0.0.0.0", "192.168.1.1", ""] {
        let reply = ask(&format!("{foreign}:{port}"));
        assert_eq!(reply.status, 403, "{foreign}");
        assert!(!reply.text().contains("Sam"), "{foreign}");
    }
    assert_eq!(ask("localhost").status, 403);
    assert_eq!(ask(&format!("localhost:{}", port ^ 1)).status, 403);
    assert_eq!(serving.raw("GET / HTTP/1.1\r\n\r\n").status, 400);
    assert_eq!(serving.raw("GET / HTTP/1.0\r\n\r\n").status, 400);
}

#[test]
fn no_address_is_a_path() {
    let site = site()
        .file("secret.txt", "SECRET")
        .file("output/site/secret.txt", "SECRET")
        .file("content/assets/secret.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- SECRET --></svg>");
    let serving = Serving::start(site.path());
    let absolute = site.path().join("secret.txt").display().to_string();
    for path in [
        "/secret.txt",
        "/../secret.txt",
        "/booklets/../secret.txt",
        "/booklets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/./secret.txt",
        "//secret.txt",
        "/content/programs/wave.yaml",
        "/assets/secret.svg",
        "/.liftpress/../secret.txt",
        "/.liftpress/",
        "/secret.txt%00.html",
        "/%00",
        "/%ff%fe",
        "/%",
        "/file:///etc/passwd",
        &absolute,
        &format!("/{absolute}"),
    ] {
        let reply = serving.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&reply.body).contains("SECRET"), "{path}");
    }
    for target in ["secret.txt", "../secret.txt", "file:///etc/passwd", "http://localhost/", "*"] {
        assert_eq!(serving.get(target).status, 400, "{target}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_is_not_followed() {
    let site = site()
        .file("secret.md", "---\ntitle: Secret\n---\nSECRET\n")
        .file("content/pages/a.md", "---\ntitle: A\n---\n");
    let serving = Serving::start(site.path());
    let mut events = serving.open("/");
    assert_eq!(events.until("errors"), "");
    std::os::unix::fs::symlink("../../secret.md", site.path().join("content/pages/secret.md")).unwrap();
    assert!(events.until("errors").as_str().unwrap().contains("the link leads out"));
    assert_eq!(serving.get("/secret/").status, 404);
    assert_eq!(serving.get("/a/").status, 200);
}

#[test]
fn invalid_requests_do_not_stop_the_server() {
    let site = site();
    let serving = Serving::start(site.path());
    let long = format!("GET / HTTP/1.1\r\nHost: {}\r\nX: {}\r\n\r\n", serving.host(), "x".repeat(20_000));
    assert_eq!(serving.raw(&long).status, 431);
    let many = format!("GET / HTTP/1.1\r\nHost: {}\r\n{}\r\n", serving.host(), "X: y\r\n".repeat(100));
    assert_eq!(serving.raw(&many).status, 431);
    assert_eq!(serving.raw("\u{16}\u{3}\u{1}\u{2} hello\r\n\r\n").status, 400);
    assert_eq!(serving.raw("GET /\r\n\r\n").status, 400);
    // Many clients that send nothing, or half a word, and disconnect.
    for part in ["", "G", "GET / HTTP/1.1\r\nHost:"] {
        let open: Vec<_> = (0..20).map(|_| serving.connect()).collect();
        for mut stream in open {
            stream.write_all(part.as_bytes()).unwrap();
        }
    }
    // Many clients that stay: further ones are refused, until some disconnect.
    let waiting: Vec<_> = (0..200).map(|_| serving.connect()).collect();
    let mut last = serving.connect();
    let mut said = String::new();
    last.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.1 503"), "{said}");
    drop(waiting);
    let patience = Instant::now() + PATIENCE;
    let answers = || {
        let mut stream = serving.connect();
        let _ = write!(stream, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", serving.host());
        let mut said = String::new();
        let _ = stream.read_to_string(&mut said);
        said.starts_with("HTTP/1.1 200")
    };
    while !answers() {
        assert!(Instant::now() < patience, "there is no room again");
    }
}

#[test]
fn a_port_in_use() {
    let site = site();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = site.run(&["serve", "--port", &port]);
    let said = format!(
        "error: port {port} of 127.0.0.1 is in use; choose another with --port, or let the system choose with --port 0\n"
    );
    assert_eq!((ran.code, ran.stderr), (Some(1), said));
    // Another process uses the port.
    let default = TcpListener::bind("127.0.0.1:3000");
    let serving = Serving::with(site.path(), &[]);
    assert_ne!(serving.port, 3000);
    assert_eq!(serving.get("/").status, 200);
    drop(default);
}

#[test]
fn unservable_sites_are_reported() {
    let site = site();
    let ran = site.run(&["serve", "--host", "192.0.2.1", "--port", "0"]);
    assert_eq!(ran.code, Some(1));
    let help = "it is not an address of this machine; leave out --host to serve only to this machine";
    assert_eq!(ran.stderr, format!("error: cannot serve at `192.0.2.1`: {help}\n"));
    let ran = site.run(&["serve", "nowhere"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error: `nowhere` is not a site"), "{}", ran.stderr);
    assert_eq!(site.run(&["serve", "--port", "99999"]).code, Some(2));
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_well() {
    let site = site();
    let serving = Serving::start(site.path());
    let _open = serving.open("/");
    assert_eq!(serving.interrupt(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn the_browser_is_opened() {
    use std::os::unix::fs::PermissionsExt;

    let site = site().file("bin/xdg-open", "#!/bin/sh\necho \"$1\" > \"$(dirname \"$0\")/opened.part\"\nmv \"$(dirname \"$0\")/opened.part\" \"$(dirname \"$0\")/opened\"\n");
    let bin = site.path().join("bin");
    std::fs::set_permissions(bin.join("xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let serving = Serving::with_path(site.path(), &["--port", "0", "--open"], Path::new(&path));
    let patience = Instant::now() + PATIENCE;
    while !bin.join("opened").exists() {
        assert!(Instant::now() < patience, "no browser was opened");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(site.read("bin/opened"), format!("http://127.0.0.1:{}/\n", serving.port));
}
