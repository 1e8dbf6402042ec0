use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Color, Diagnostic, Report, Severity, count_of};
use crate::site::Layout;
use crate::site::serve::{DEFAULT_PORT, News, NewsHandler, Problems, Server, Times};
use crate::source::shown;

use super::selection::no_site;
use super::shared_args::SiteArgument;
use super::{Failure, Outcome, Verbosity, note, print_error, print_warning};

/// Preview the site in a browser while you edit
///
/// Serves the site and the booklets to this machine, and rebuilds them at every change: open pages update at once. While a
/// file has errors, the previous pages are still served, with the errors at the bottom. Nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    liftpress serve --open           the site in the current folder, in your browser\n  \
    liftpress serve ~/coaching       the site in another folder\n  \
    liftpress serve --host 0.0.0.0   also for phones in the same network")]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgument,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// The address to listen on; with any other than the default, everyone in the network can read the booklets
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port to listen on, or 0 for any free port [default: the first free port from 3000 on]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
}

pub(super) fn run(args: &Args, verbosity: Verbosity) -> Outcome {
    let layout = Layout::find(args.site.path(), None).map_err(|error| no_site(args.site.path(), &error))?;
    let server = Server::open(&args.host, args.port).map_err(|error| Failure::Failed(error.to_string()))?;
    let (stop, stopped) = channel();
    // If the handler cannot be set, Ctrl-C still ends the process.
    let _ = ctrlc::set_handler(move || {
        let _ = stop.send(());
    });
    let url = server.url();
    if args.port.is_none() && server.port() != DEFAULT_PORT {
        verbosity.note(&format!("port {DEFAULT_PORT} is in use: serving on port {}", server.port()));
    }
    verbosity.note(&format!("site      {url}\nbooklets  {url}booklets/\nPress Ctrl-C to stop."));
    // This warning is printed even with --quiet, because it is about privacy.
    if let Some(network) = server.network_url() {
        print_warning(&format!("everyone in this network can read the booklets of all lifters: {network}booklets/"));
    }
    let printer = Printer { verbosity, last: Mutex::default() };
    let on_news: Arc<NewsHandler> = Arc::new(move |news: &News<'_>| printer.print(news));
    let open_browser = || {
        if args.open
            && let Err(error) = open::that_detached(&url)
        {
            print_warning(&format!("cannot open a browser: {error}"));
        }
    };
    server.run(&layout, on_news, open_browser, &stopped);
    Ok(())
}

/// Prints the events of the server.
struct Printer {
    verbosity: Verbosity,
    /// The report that was printed last. A report is printed again only if it changes, so that the same warnings are not printed
    /// after every change of a file.
    last: Mutex<String>,
}

impl Printer {
    fn print(&self, news: &News<'_>) {
        match news {
            News::Ready { changed, times, problems } => {
                let counts = self.report(problems);
                if !changed.is_empty() {
                    self.line(changed, &[format!("ready in {:.0?}", times.all()), counts]);
                }
                if self.verbosity == Verbosity::Verbose {
                    let Times { noticed, started, served } = times;
                    note(&format!(
                        "waited {:.1?} for more changes, rebuilt in {:.1?}",
                        *started - *noticed,
                        *served - *started
                    ));
                }
            }
            News::Broken { changed, problems, is_served } => {
                let served = if *is_served { "the previous pages are still served" } else { "no pages to serve yet" };
                self.line(changed, &[self.report(problems), served.to_owned()]);
            }
            News::Page(problems) => {
                self.report(problems);
            }
            News::Unwatched(why) => {
                print_warning(&format!("cannot watch the folders, so that changes show a moment later: {why}"));
            }
            News::Failed => print_error("this is a bug in liftpress; the previous pages are still served"),
        }
    }

    /// Prints errors and warnings if they differ from those that were printed last, and returns words for their numbers. Does not
    /// print advice, which `check` prints.
    fn report(&self, Problems { diagnostics, files }: &Problems<'_>) -> String {
        let is_printed = |diagnostic: &&Diagnostic| match diagnostic.severity {
            Severity::Error => true,
            Severity::Warning => self.verbosity != Verbosity::Quiet,
            Severity::Advice => false,
        };
        let report = Report::new(diagnostics.iter().filter(is_printed), *files);
        let text = report.text(Color::Ansi);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text && !text.is_empty() {
            note(text.trim_end());
        }
        *last = text;
        report.counts().to_string()
    }

    /// Prints a line about a change: `content/programs/wave.yaml: ready in 31 ms, 1 warning`.
    fn line(&self, changed: &[PathBuf], parts: &[String]) {
        if self.verbosity == Verbosity::Quiet {
            return;
        }
        let parts: Vec<_> = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
        let parts = parts.join(", ");
        match changed {
            [] => note(&parts),
            [first, rest @ ..] => {
                let first = shown(first);
                let more =
                    if rest.is_empty() { String::new() } else { format!(" and {}", count_of(rest.len(), "more file")) };
                note(&format!("{first}{more}: {parts}"));
            }
        }
    }
}
