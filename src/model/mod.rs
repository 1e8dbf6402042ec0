//! What the author wrote, typed: programs, lifters, exercises, and the scheme notation. No I/O.

mod equipment;
mod exercise;
mod lifter;
mod load;
mod notation;
mod program;
mod rounding;
mod scheme;
mod settings;
mod slug;
mod wording;

pub use equipment::{Equipment, Ladder, PlateStock};
pub use exercise::{ByExercise, Exercise, Gear, Kind, Library, Muscle};
pub use lifter::{Assignment, Lifter, Max, Schedule, Sex, Start, TrainingMaxes};
pub use load::{Amount, Anchor, Change, Effort, EffortScale, Load, LoadRule, MaxKind, Reference, Sign, Signed, Step};
pub use notation::{NotationError, parse_amount, parse_percent, parse_rest, parse_scheme};
pub use program::{
    Block, Day, DayContent, DayWeeks, Entry, ExerciseName, Goal, Level, Phase, Program, Progress, Purpose, Role,
    Warmup, WeekSchemes,
};
pub use rounding::{RoundingRule, Roundings};
pub use scheme::{Group, GroupKind, Reps, Scheme, Spanned};
pub use settings::{Format, Page, Settings, Template};
pub use slug::{Slug, SlugError};
pub use wording::Word;
