//! The stable names of what can be told.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $name:literal, $severity:ident,)+) => {
        /// What kind of thing a diagnostic tells; printed as its name, e.g. `unknown-key`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
                pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name that is printed and can be looked up.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// How bad it is at its worst; some of what bears the code may be told as less.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim(),)+
                }
            }

            /// What it means, an example that draws it, and the mend, as Markdown: the file of its name in `explain/`.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explain/", $name, ".md")),)+
                }
            }
        }
    };
}

codes! {
    /// A file or folder could not be read.
    Unreadable => "unreadable", Error,
    /// A file is too large, or not UTF-8 text.
    NotText => "not-text", Error,
    /// Two versions of a file that Git could not merge.
    MergeConflict => "merge-conflict", Error,
    /// Two files would have the same slug.
    DuplicateSlug => "duplicate-slug", Error,
    /// A file name that cannot be a slug.
    BadSlug => "bad-slug", Error,
    /// The YAML (or CSV) itself is not well formed.
    Syntax => "syntax", Error,
    /// A key stands twice in one map.
    DuplicateKey => "duplicate-key", Error,
    /// A key, or a column, that means nothing here.
    UnknownKey => "unknown-key", Error,
    /// A key that has to be there.
    MissingKey => "missing-key", Error,
    /// A value of the wrong kind, or outside what makes sense.
    BadValue => "bad-value", Error,
    /// A scheme, load, rest or amount that cannot be read.
    Notation => "notation", Error,
    /// A list for each week whose length is not the number of weeks.
    WeekCount => "week-count", Error,
    /// Ranges of weeks that overlap, leave a gap, or lie outside the phase.
    WeekRange => "week-range", Error,
    /// An exercise that nobody has described.
    UnknownExercise => "unknown-exercise", Error,
    /// `max_of` leads round in a circle.
    MaxCircle => "max-circle", Error,
    /// A program that a lifter names and that does not exist.
    UnknownProgram => "unknown-program", Error,
    /// Programs that extend one another in a circle.
    ExtendsCircle => "extends-circle", Error,
    /// A lifter lacks the max that a percentage needs.
    NoMax => "no-max", Error,
    /// A load refers to a set that is not there.
    NoReference => "no-reference", Error,
    /// A load relative to something that has no weight.
    NoWeight => "no-weight", Error,
    /// A phase takes a share of a load with bodyweight, and the lifter's is unknown.
    NoBodyweight => "no-bodyweight", Warning,
    /// Percentage points off a set that has no percentage.
    NoPercentage => "no-percentage", Error,
    /// `TM` where there is no training max.
    NoTrainingMax => "no-training-max", Error,
    /// An option, or a choice of one, that does not exist.
    UnknownOption => "unknown-option", Error,
    /// Nothing tells what the 1RM, or a weight that is a share of it, would be.
    NoEstimate => "no-estimate", Error,
    /// A 1RM from a set of more reps than its formula is good for.
    FarEstimate => "far-estimate", Warning,
    /// A weight below the empty bar.
    BelowBar => "below-bar", Warning,
    /// A weight above what the lifter's plates allow.
    AbovePlates => "above-plates", Warning,
    /// A weight in a wide gap between two that can be loaded.
    CannotLoad => "cannot-load", Warning,
    /// A percentage above 120%.
    HighPercentage => "high-percentage", Warning,
    /// A written weight above the lifter's max.
    AboveMax => "above-max", Warning,
    /// A bare number that was likely meant as a percentage.
    MissingPercent => "missing-percent", Warning,
    /// More days a week than the lifter trains.
    TooFewDays => "too-few-days", Error,
    /// A template that does not parse or render.
    Template => "template", Error,
    /// A page or PDF that could not be made; all others are.
    NotMade => "not-made", Error,
    /// A picture that is not in the content folder.
    MissingPicture => "missing-picture", Warning,
    /// A picture or a font that PDFs are printed without.
    UnusableFile => "unusable-file", Warning,
    /// A link that leads to no page, or to no such place on one.
    BrokenLink => "broken-link", Error,
    /// Signs that no font of the PDF has.
    NoGlyph => "no-glyph", Warning,
    /// More back-off work on one day than is of use.
    MuchBackoff => "much-backoff", Advice,
    /// A technical lift after an isolated exercise for the same muscles.
    IsolationFirst => "isolation-first", Advice,
    /// A set that is heavier than the one it is to be lighter than.
    HeavyBackoff => "heavy-backoff", Warning,
    /// More than a 1RM, where nobody tests one.
    OverMax => "over-max", Advice,
    /// A phase for hypertrophy with more top sets than other work.
    TopHeavy => "top-heavy", Advice,
    /// Back-off work left in a peaking phase.
    PeakBackoff => "peak-backoff", Advice,
    /// A deload that is harder than what came before it.
    HardDeload => "hard-deload", Advice,
    /// A phase that scales its work, and has no work of that kind.
    NothingScaled => "nothing-scaled", Warning,
    /// Work that stays heavy in a phase that makes top sets lighter.
    StaysHeavy => "stays-heavy", Advice,
    /// Progress that adds nothing to the weights of a lift.
    IdleProgress => "idle-progress", Warning,
    /// A rest before a drop set.
    RestedDrop => "rested-drop", Warning,
    /// A drop set before the end of its exercise.
    EarlyDrop => "early-drop", Advice,
    /// A drop set of a technical lift.
    TechnicalDrop => "technical-drop", Advice,
    /// A top set that is much heavier than in any week of the phase before.
    LoadJump => "load-jump", Advice,
    /// A week of much more work than any week of the phase before.
    VolumeJump => "volume-jump", Advice,
    /// A lift or a muscle that its phase trains, and a whole week of it does not.
    Untrained => "untrained", Advice,
    /// A branch of `adjust` that can never be the first that fits.
    Unreachable => "unreachable", Warning,
    /// Values between two branches of `adjust` that neither of them names.
    BranchGap => "branch-gap", Advice,
    /// A condition on the reps of a top set whose reps are fixed.
    NoOpenSet => "no-open-set", Advice,
    /// An option that nothing in the program depends on.
    UnusedOption => "unused-option", Warning,
    /// Choices of an option that come to the same program.
    SameChoices => "same-choices", Advice,
    /// An exercise that is described and never used.
    UnusedExercise => "unused-exercise", Warning,
    /// A named warm-up that no program uses.
    UnusedWarmup => "unused-warmup", Advice,
    /// An exercise that is used, and nobody says how it is done.
    NoDescription => "no-description", Advice,
    /// A max that is older than the site allows when the program begins.
    OldMax => "old-max", Warning,
    /// A max that begins to count only after the last week.
    LateMax => "late-max", Warning,
    /// A meet that falls on another day than the one on which its program ends.
    MeetDate => "meet-date", Warning,
    /// A training max above the max, or far below it.
    OddTrainingMax => "odd-training-max", Advice,
    /// A max that does not fit the lifter's other maxes or bodyweight.
    UnlikelyMax => "unlikely-max", Warning,
    /// An `allow` that hides nothing.
    UnusedAllow => "unused-allow", Warning,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
