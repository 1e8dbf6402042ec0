//! The codes of all diagnostics. A code never changes its name.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $name:literal, $severity:ident,)+) => {
        /// The kind of a diagnostic, printed as its name: `unknown-key`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the name that reports print and `liftpress explain` takes.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Returns the highest severity of the code. Some of its diagnostics may be less severe.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }

            /// Returns the meaning in one sentence.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim(),)+
                }
            }

            /// Returns the meaning, an example that causes the diagnostic, and the fix, as Markdown. The text is the
            /// file with the name of the code in `explain/`.
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
    /// A file or folder cannot be read.
    Unreadable => "unreadable", Error,
    /// A file is too large, is not UTF-8 text, or has hidden characters.
    NotText => "not-text", Error,
    /// A file has an unresolved Git merge conflict.
    MergeConflict => "merge-conflict", Error,
    /// Two files, or two lifters, have the same slug.
    DuplicateSlug => "duplicate-slug", Error,
    /// A name cannot be a slug.
    BadSlug => "bad-slug", Error,
    /// The file is not well-formed YAML or CSV.
    Syntax => "syntax", Error,
    /// A key, column or row occurs twice.
    DuplicateKey => "duplicate-key", Error,
    /// A key or column does not exist here.
    UnknownKey => "unknown-key", Error,
    /// A required key is missing.
    MissingKey => "missing-key", Error,
    /// A value is of the wrong kind, or out of range.
    BadValue => "bad-value", Error,
    /// A scheme, load, rest, condition or weight cannot be read.
    Notation => "notation", Error,
    /// A weekly list has more or fewer items than there are weeks.
    WeekCount => "week-count", Error,
    /// Weeks overlap, or do not exist in the phase.
    WeekRange => "week-range", Error,
    /// An exercise does not exist.
    UnknownExercise => "unknown-exercise", Error,
    /// `max_of` leads from exercise to exercise in a circle.
    MaxCircle => "max-circle", Error,
    /// A lifter or a program names a program that does not exist.
    UnknownProgram => "unknown-program", Error,
    /// Programs extend one another in a circle.
    ExtendsCircle => "extends-circle", Error,
    /// A lifter has no max for a percentage.
    NoMax => "no-max", Error,
    /// A load or condition refers to a set that does not exist.
    NoReference => "no-reference", Error,
    /// A load is relative to a set that has no weight.
    NoWeight => "no-weight", Error,
    /// A phase scales a load with bodyweight, and the lifter's bodyweight is unknown.
    NoBodyweight => "no-bodyweight", Warning,
    /// Percentage points are taken off a set that has no percentage.
    NoPercentage => "no-percentage", Error,
    /// A load has `TM`, and there is no training max.
    NoTrainingMax => "no-training-max", Error,
    /// An option, or a choice of an option, does not exist.
    UnknownOption => "unknown-option", Error,
    /// A 1RM, or a weight that depends on it, cannot be estimated.
    NoEstimate => "no-estimate", Error,
    /// A 1RM is estimated from more reps than its formula is good for.
    FarEstimate => "far-estimate", Warning,
    /// A weight is lighter than the lightest that can be loaded.
    BelowBar => "below-bar", Warning,
    /// A weight is heavier than the heaviest that can be loaded.
    AbovePlates => "above-plates", Warning,
    /// A weight is in a wide gap between two that can be loaded.
    CannotLoad => "cannot-load", Warning,
    /// A percentage is above 120%.
    HighPercentage => "high-percentage", Warning,
    /// A written weight is above the lifter's max.
    AboveMax => "above-max", Warning,
    /// A bare number is probably meant as a percentage.
    MissingPercent => "missing-percent", Warning,
    /// A program has more training days a week than the lifter's `days`.
    TooFewDays => "too-few-days", Error,
    /// A template cannot be parsed or rendered.
    Template => "template", Error,
    /// A page or PDF could not be built; all others were.
    NotMade => "not-made", Error,
    /// A picture is not in the content folder.
    MissingPicture => "missing-picture", Warning,
    /// A picture or a font cannot be used, so PDFs are made without it.
    UnusableFile => "unusable-file", Warning,
    /// A link leads to no page, or to no heading on a page.
    BrokenLink => "broken-link", Error,
    /// A text has characters that no font of the PDF has.
    NoGlyph => "no-glyph", Warning,
    /// A day has more back-off work than is useful.
    MuchBackoff => "much-backoff", Advice,
    /// A technical lift comes after an isolation exercise for the same muscles.
    IsolationFirst => "isolation-first", Advice,
    /// A back-off or drop set is heavier than the set that it follows.
    HeavyBackoff => "heavy-backoff", Warning,
    /// A set that is no test is above 100% of the 1RM.
    OverMax => "over-max", Advice,
    /// A hypertrophy phase has more top sets than other work.
    TopHeavy => "top-heavy", Advice,
    /// A peaking phase has too much back-off work.
    PeakBackoff => "peak-backoff", Advice,
    /// A deload is harder than the phase before it.
    HardDeload => "hard-deload", Advice,
    /// A phase scales only work that it does not have.
    NothingScaled => "nothing-scaled", Warning,
    /// A phase makes top sets lighter, and other work stays heavy.
    StaysHeavy => "stays-heavy", Advice,
    /// `progress` adds nothing to the weights of a lift.
    IdleProgress => "idle-progress", Warning,
    /// There is a rest before a drop set.
    RestedDrop => "rested-drop", Warning,
    /// A drop set comes before the end of its exercise.
    EarlyDrop => "early-drop", Advice,
    /// A technical lift has a drop set.
    TechnicalDrop => "technical-drop", Advice,
    /// A top set is much heavier than every earlier one of its lift.
    LoadJump => "load-jump", Advice,
    /// A week has much more work than every earlier week of its phase.
    VolumeJump => "volume-jump", Advice,
    /// A week leaves out a lift or a muscle group that its phase trains.
    Untrained => "untrained", Advice,
    /// A branch of `adjust` is never reached.
    Unreachable => "unreachable", Warning,
    /// Two branches of `adjust` leave values between them without a branch.
    BranchGap => "branch-gap", Advice,
    /// A condition asks for the reps of a top set with fixed reps.
    NoOpenSet => "no-open-set", Advice,
    /// Nothing in a program depends on one of its options.
    UnusedOption => "unused-option", Warning,
    /// Two choices of an option give the same program.
    SameChoices => "same-choices", Advice,
    /// An exercise is described and never used.
    UnusedExercise => "unused-exercise", Warning,
    /// A named warm-up is never used.
    UnusedWarmup => "unused-warmup", Advice,
    /// An exercise is used and has no description.
    NoDescription => "no-description", Advice,
    /// A max is older than `max_age` when the program starts.
    OldMax => "old-max", Warning,
    /// A max starts to count only after the last week.
    LateMax => "late-max", Warning,
    /// A meet is not on the day on which its program ends.
    MeetDate => "meet-date", Warning,
    /// A training max is above the max, or far below it.
    OddTrainingMax => "odd-training-max", Advice,
    /// A max does not fit the lifter's other maxes or bodyweight.
    UnlikelyMax => "unlikely-max", Warning,
    /// An `allow` hides nothing.
    UnusedAllow => "unused-allow", Warning,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
