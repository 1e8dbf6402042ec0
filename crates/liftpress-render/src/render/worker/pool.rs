//! The caller's side of workers: starts workers, sends requests to them, and reuses them.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufReader, BufWriter};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::diagnostic::{Diagnostic, FileId};

use super::limits::TOOK_TOO_LONG;
use super::wire::{self, Answer, Note, Reply, Request, Setup};
use super::{ARGUMENT, program};

/// The largest number of threads of a worker. The time of all threads counts as processor time, and more threads would
/// not be faster.
const THREADS: usize = 4;
/// The number of failed workers after which a pool no longer renders the same templates.
const PATIENCE: u32 = 2;

/// The reason why a request has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Lost {
    /// The worker took too long.
    Time,
    /// The worker used too much memory, or crashed.
    Crash,
    /// No worker could be started, or the connection to it failed.
    Start(String),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time => f.write_str("it takes too long"),
            Self::Crash => f.write_str("it takes too much memory, or crashes"),
            Self::Start(why) => write!(f, "a worker process cannot be started: {why}"),
        }
    }
}

/// Workers with the same setup. Of several requests at the same time, each one has a worker of its own.
#[derive(Debug)]
pub(in crate::render) struct Pool {
    setup: Setup,
    parts: Vec<Vec<u8>>,
    /// The files of the templates, in the order of the setup.
    files: Vec<FileId>,
    idle: Mutex<Vec<Worker>>,
    ended: Mutex<Vec<Ended>>,
}

/// The templates that failed workers were using.
#[derive(Debug)]
struct Ended {
    templates: Vec<String>,
    times: u32,
    why: Lost,
}

/// The answer of a worker, or diagnostics.
pub(in crate::render) type WorkerResult<T> = Result<T, Vec<Diagnostic>>;

impl Pool {
    /// Creates a pool. Each worker gets `setup` and its `parts`. `files` has the files of the templates.
    pub(in crate::render) fn new(setup: Setup, parts: Vec<Vec<u8>>, files: Vec<FileId>) -> Self {
        let (idle, ended) = Default::default();
        Self { setup, parts, files, idle, ended }
    }

    /// Starts a worker, and lets it parse the templates.
    pub(in crate::render) fn prepare(&self) -> Result<WorkerResult<()>, Lost> {
        Ok(self.started()?.map(|worker| lock(&self.idle).push(worker)))
    }

    /// Sends a request to a worker. `templates` has the site's own templates that the request may use, in order.
    pub(in crate::render) fn make(
        &self,
        request: &Request,
        parts: &[&[u8]],
        templates: &[String],
    ) -> Result<WorkerResult<Answer>, Lost> {
        match self.ask(request, parts, templates)? {
            Ok((Reply::Done(notes), parts)) => {
                let warnings = self.diagnostics(notes);
                Ok(Ok(Answer { bytes: parts.into_iter().next().unwrap_or_default(), warnings }))
            }
            Ok((Reply::Refused(notes), _)) => Ok(Err(self.diagnostics(notes))),
            #[cfg(feature = "pdf")]
            Ok((Reply::Faces(_), _)) => Err(Lost::Crash),
            Err(errors) => Ok(Err(errors)),
        }
    }

    /// Returns the faces of all fonts.
    #[cfg(feature = "pdf")]
    pub(in crate::render) fn faces(&self) -> Result<Vec<super::Face>, Lost> {
        match self.ask(&Request::Faces, &[], &[])? {
            Ok((Reply::Faces(faces), _)) => Ok(faces),
            _ => Err(Lost::Crash),
        }
    }

    fn ask(
        &self,
        request: &Request,
        parts: &[&[u8]],
        templates: &[String],
    ) -> Result<WorkerResult<(Reply, Parts)>, Lost> {
        if let Some(why) = self.given_up(templates) {
            return Err(why);
        }
        let answer = self.answer(request, parts);
        if let Err(why) = &answer {
            self.note(templates, why);
        }
        answer
    }

    fn answer(&self, request: &Request, parts: &[&[u8]]) -> Result<WorkerResult<(Reply, Parts)>, Lost> {
        let idle = lock(&self.idle).pop();
        let ready = idle.map_or_else(|| self.started(), |worker| Ok(Ok(worker)))?;
        let mut worker = match ready {
            Ok(worker) => worker,
            Err(errors) => return Ok(Err(errors)),
        };
        let said = worker.ask(request, parts)?;
        lock(&self.idle).push(worker);
        Ok(Ok(said))
    }

    /// Starts a worker, and sends it the setup.
    fn started(&self) -> Result<WorkerResult<Worker>, Lost> {
        let mut worker = Worker::start()?;
        Ok(worker.begin(self)?.map(|()| worker))
    }

    /// Returns the reason of the earlier failures if `templates` include all templates with which workers failed;
    /// otherwise `None`.
    fn given_up(&self, templates: &[String]) -> Option<Lost> {
        let ended = lock(&self.ended);
        let of = |ended: &&Ended| {
            ended.times >= PATIENCE
                && !ended.templates.is_empty()
                && ended.templates.iter().all(|name| templates.contains(name))
        };
        ended.iter().find(of).map(|ended| ended.why.clone())
    }

    fn note(&self, templates: &[String], why: &Lost) {
        let mut all = lock(&self.ended);
        match all.iter_mut().find(|ended| ended.templates == templates) {
            Some(ended) => ended.times += 1,
            None => all.push(Ended { templates: templates.to_vec(), times: 1, why: why.clone() }),
        }
    }

    fn diagnostics(&self, notes: Vec<Note>) -> Vec<Diagnostic> {
        notes.into_iter().map(|note| note.diagnostic(&self.files)).collect()
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

type Parts = Vec<Vec<u8>>;

/// A worker process.
#[derive(Debug)]
struct Worker {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Worker {
    fn start() -> Result<Self, Lost> {
        let start = |why: &str| Lost::Start(why.to_owned());
        let mut command = Command::new(program().ok_or_else(|| start("its program is unknown"))?);
        command.arg(ARGUMENT).env("RAYON_NUM_THREADS", threads());
        // Nothing that a worker prints as an error is needed, because all its output is in the answers.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| start(&error.to_string()))?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let (to, from) = to.zip(from).ok_or_else(|| start("it has no pipes"))?;
        Ok(Self { child, to: BufWriter::new(to), from: BufReader::new(from) })
    }

    fn begin(&mut self, pool: &Pool) -> Result<WorkerResult<()>, Lost> {
        let parts: Vec<_> = pool.parts.iter().map(Vec::as_slice).collect();
        match self.ask(&pool.setup, &parts)? {
            (Reply::Done(_), _) => Ok(Ok(())),
            (Reply::Refused(notes), _) => Ok(Err(pool.diagnostics(notes))),
            #[cfg(feature = "pdf")]
            (Reply::Faces(_), _) => Err(Lost::Crash),
        }
    }

    fn ask(&mut self, head: &impl serde::Serialize, parts: &[&[u8]]) -> Result<(Reply, Parts), Lost> {
        let answer = wire::write(&mut self.to, head, parts).and_then(|()| wire::read(&mut self.from));
        match answer {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(_) => Err(self.end().map_or_else(|error| Lost::Start(error.to_string()), why)),
        }
    }

    /// Waits until the process ends. If it does not end by itself, ends it.
    fn end(&mut self) -> io::Result<ExitStatus> {
        // The process has closed its pipes, so it has ended, or will not answer any more.
        for _ in 0..100 {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(std::time::Duration::from_millis(5));
        }
        self.child.kill()?;
        self.child.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // If the process has already ended, this call fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn why(status: ExitStatus) -> Lost {
    if status.code() == Some(TOOK_TOO_LONG) { Lost::Time } else { Lost::Crash }
}

/// Returns the number of threads that the caller asked for, or else the number of processors, up to [`THREADS`].
fn threads() -> OsString {
    let wanted = std::env::var("RAYON_NUM_THREADS").ok().and_then(|text| text.parse().ok()).filter(|n| *n > 0);
    let there = || thread::available_parallelism().map_or(1, std::num::NonZero::get);
    wanted.unwrap_or_else(there).min(THREADS).to_string().into()
}
