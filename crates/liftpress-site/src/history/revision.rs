//! A commit, and pairs of commits to compare.

use gix::ObjectId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::diagnostic::one_line;
use crate::source::escaped;

use super::HistoryError;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub(super) id: ObjectId,
    /// The time of the commit, in seconds since 1970.
    pub(super) seconds: i64,
    /// The date of the commit, in the time zone of the committer.
    pub date: Date,
    /// The name of the author.
    pub author: String,
    /// The first line of the commit message.
    pub subject: String,
}

/// Two revisions to compare, or a revision to compare with the working tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The old revision.
    pub old: Revision,
    /// The new revision; `None` is the working tree.
    pub new: Option<Revision>,
}

impl Revision {
    /// The number of digits in a short hash. It is enough for any repository, and never changes. So a booklet prints the same
    /// hash even after the repository has grown.
    const DIGITS: usize = 10;

    pub(super) fn of(commit: &gix::Commit<'_>) -> Result<Self, HistoryError> {
        let time = commit.time().map_err(|error| HistoryError::unreadable(&error))?;
        let author = commit.author().map(|author| plain(&author.name.to_string())).unwrap_or_default();
        let subject = commit.message().map(|message| plain(&message.summary().to_string())).unwrap_or_default();
        let zone = Offset::from_seconds(time.offset).unwrap_or(Offset::UTC);
        let date = zone.to_datetime(Timestamp::from_second(time.seconds).unwrap_or_default()).date();
        Ok(Self { id: commit.id, seconds: time.seconds, date, author, subject })
    }

    /// Returns the time of the commit, in minutes since 1970.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.seconds.div_euclid(60)
    }

    /// The short hash: `3f2a1c9b0d`.
    #[must_use]
    pub fn short(&self) -> String {
        self.id.to_hex_with_len(Self::DIGITS).to_string()
    }
}

/// Replaces control characters and invisible characters.
fn plain(text: &str) -> String {
    escaped(&one_line(text))
}
