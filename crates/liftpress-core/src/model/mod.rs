//! The author's content as types: programs, lifters, exercises, and the scheme notation. No I/O.
//!
//! A [`Program`] has phases of days, a [`Day`] has blocks of [`Entry`]s, and an entry has a [`Scheme`] for each week:
//! groups of sets, each with a [`Load`]. A [`Lifter`] has maxes and programs ([`Assignment`]s). The [`Library`] has
//! every [`Exercise`]. Functions such as [`parse_scheme`] parse the notation, and `Display` prints its canonical form.

mod allow;
mod chart;
mod decision;
mod equipment;
mod exercise;
mod formula;
mod labels;
mod lifter;
mod link;
mod load;
mod log;
mod notation;
mod options;
mod picture;
mod points;
mod program;
mod rounding;
mod scaled;
mod scheme;
mod settings;
mod similar;
mod size;
mod slug;
mod theme;
mod wording;

pub use allow::Allowed;
pub use chart::{Rise, RpeChart};
pub use decision::{Bound, Branch, Condition, Look};
pub use equipment::{Bar, Equipment, Ladder, PlateStock, Sleeves};
pub use exercise::{ByExercise, Exercise, Gear, Kind, Library, Muscle};
pub use formula::Formula;
pub use labels::{Key, LabelError, Labels, Language, fill};
pub use lifter::{
    Assignment, Lifted, Lifter, Max, MaxRecord, Measure, Schedule, Sex, Since, Start, Swap, TrainingMaxes,
};
pub use link::{Destination, Folder, HOME};
pub use load::{Amount, Anchor, Change, Effort, EffortScale, Load, LoadRule, MaxKind, Reference, Sign, Signed, Step};
pub use log::{Log, LoggedSet};
pub(crate) use notation::decimal_comma;
pub use notation::{
    NotationError, Spelled, canonical, parse_amount, parse_attempts, parse_condition, parse_lifted, parse_measure,
    parse_percent, parse_rest, parse_scheme, scheme_mistakes,
};
pub use options::{Choice, Choices, Chosen, Only, OnlyOf, ProgramOption, option_combinations};
pub use picture::{Picture, PictureKind, Pictures, picture_path};
pub use points::PointsFormula;
pub use program::{
    Attempts, Block, Day, DayContent, DayWeeks, Entry, ExerciseName, Goal, Level, Phase, Program, ProgramChange,
    Progress, Purpose, Role, Scale, Warmup, WeekSchemes,
};
pub use rounding::{RoundingRule, Roundings};
pub use scheme::{Attempt, Group, GroupKind, Myo, Reps, Scheme, Spanned};
pub use settings::{Basis, FontFile, Format, Page, Settings, Template, Warmups};
pub use slug::{Slug, SlugError};
pub use theme::{Color, InvalidColor, Paper, PdfLayout, Theme};
pub use wording::Word;
