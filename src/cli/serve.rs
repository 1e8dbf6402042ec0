use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueHint;

use crate::diagnostic::{Colour, Diagnostic, Report, Severity, count_of};
use crate::site::Layout;
use crate::site::serve::{DEFAULT_PORT, News, NewsHandler, Problems, Server, Times};
use crate::source::shown;

use super::select::no_site;
use super::{Ended, Stop, Voice, say, say_error};

/// Show the site in a browser, always up to date
///
/// Serves the site and the booklets to this machine. What you change is shown at once in every page that is open. While
/// something has errors, the last good pages go on being shown, with the errors below. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress serve --open             the site in the current folder, in your browser\n  \
    liftpress serve ~/coaching         another one\n  \
    liftpress serve --host 0.0.0.0     to phones in the same network too")]
pub(super) struct Args {
    /// The site: a folder with `content/` in it, or a content folder itself
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
    /// Open it in the browser
    #[arg(long)]
    open: bool,
    /// Which address of this machine to serve at; at any other than this one, everybody in the network can read the booklets
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Which port to serve at, 0 for any that is free [default: the first free one from 3000 on]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
}

pub(super) fn run(args: &Args, voice: Voice) -> Ended {
    let layout = Layout::find(&args.dir, None).map_err(|error| no_site(&args.dir, &error))?;
    let server = Server::open(&args.host, args.port).map_err(|error| Stop::Failed(error.to_string()))?;
    let (end, ended) = channel();
    // Without a handler Ctrl-C still ends it, only less politely.
    let _ = ctrlc::set_handler(move || {
        let _ = end.send(());
    });
    let url = server.url();
    if args.port.is_none() && server.port() != DEFAULT_PORT {
        voice.say(&format!("port {DEFAULT_PORT} is in use, so it is {}", server.port()));
    }
    voice.say(&format!("the site      {url}\nthe booklets  {url}booklets/\nCtrl-C ends it"));
    // Said however quiet it is: it is about what others get to see.
    if let Some(network) = server.network_url() {
        say(&format!("everybody in this network can read the booklets of all lifters: {network}booklets/"));
    }
    let words = Words { voice, last: Mutex::default() };
    let told: Arc<NewsHandler> = Arc::new(move |news: &News<'_>| words.tell(news));
    let show = || {
        if args.open
            && let Err(error) = open::that_detached(&url)
        {
            say(&format!("no browser could be opened: {error}"));
        }
    };
    server.run(&layout, told, show, &ended);
    Ok(())
}

/// Puts news into words.
struct Words {
    voice: Voice,
    /// What was told last: warnings that stay are counted, but not repeated after every change.
    last: Mutex<String>,
}

impl Words {
    fn tell(&self, news: &News<'_>) {
        match news {
            News::Ready { changed, times, problems } => {
                let counts = self.report(problems);
                if !changed.is_empty() {
                    self.line(changed, &[format!("ready in {:.0?}", times.all()), counts]);
                }
                if self.voice == Voice::Verbose {
                    let Times { noticed, started, served } = times;
                    say(&format!("waited {:.1?} for quiet, read {:.1?}", *started - *noticed, *served - *started));
                }
            }
            News::Broken { changed, problems, is_served } => {
                let what = if *is_served { "the last good pages are served" } else { "no page can be made yet" };
                self.line(changed, &[self.report(problems), what.to_owned()]);
            }
            News::Page(problems) => {
                self.report(problems);
            }
            News::Unwatched(why) => say(&format!("changes show a moment later: folders cannot be watched ({why})")),
            News::Failed => say_error("this is a mistake of liftpress; what was served before is served on"),
        }
    }

    /// Tells what is wrong, if that is something else than before, and counts it. Advice can wait until somebody asks `check`.
    fn report(&self, Problems { diagnostics, files }: &Problems<'_>) -> String {
        let is_told = |told: &&Diagnostic| match told.severity {
            Severity::Error => true,
            Severity::Warning => self.voice != Voice::Quiet,
            Severity::Advice => false,
        };
        let report = Report::new(diagnostics.iter().filter(is_told), *files);
        let text = report.text(Colour::Ansi);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text && !text.is_empty() {
            say(text.trim_end());
        }
        *last = text;
        report.counts().to_string()
    }

    /// `content/programs/wave.yaml: ready in 31 ms, 1 warning`
    fn line(&self, changed: &[PathBuf], said: &[String]) {
        if self.voice == Voice::Quiet {
            return;
        }
        let said: Vec<_> = said.iter().filter(|said| !said.is_empty()).map(String::as_str).collect();
        let said = said.join(", ");
        match changed {
            [] => say(&said),
            [first, rest @ ..] => {
                let first = shown(first);
                let more =
                    if rest.is_empty() { String::new() } else { format!(" and {}", count_of(rest.len(), "more file")) };
                say(&format!("{first}{more}: {said}"));
            }
        }
    }
}
