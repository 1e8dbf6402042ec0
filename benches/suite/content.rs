//! Content for measurements. Lifters and programs are as different from each other as on a real site, and the same on every
//! machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fastrand::Rng;

use crate::twelve_weeks::{write, write_program};

/// The content of a site.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    /// A number of lifters, who all train one program of 12 weeks and 1,440 sets.
    Lifters(usize),
    /// A number of programs. One of five lifters trains each of them.
    Programs(usize),
}

/// The number of a version of a site. In any three consecutive versions, every booklet is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edition(pub(crate) u64);

const COACHED: usize = 5;
const LIFTS: [&str; 3] = ["squat", "bench", "deadlift"];
const FIRST: [&str; 40] = [
    "Ada", "Aiko", "Amara", "Anders", "Bea", "Bram", "Chloé", "Dario", "Elif", "Emeka", "Erin", "Femke", "Gus", "Hana",
    "Ingrid", "Iván", "Jonas", "Kaia", "Kwame", "Lena", "Luca", "Łukasz", "Mara", "Mei", "Milo", "Nadia", "Noor",
    "Otto", "Pia", "Priya", "Quinn", "Rosa", "Sami", "Siobhán", "Tariq", "Uma", "Vera", "Wim", "Yusuf", "Zoë",
];
const LAST: [&str; 50] = [
    "Abara",
    "Adler",
    "Ahmed",
    "Bakker",
    "Baptiste",
    "Berg",
    "Castillo",
    "Chen",
    "Costa",
    "Dahl",
    "Diaz",
    "Dubois",
    "Eriksen",
    "Farkas",
    "Fischer",
    "Fontaine",
    "García",
    "Haddad",
    "Hansen",
    "Horvat",
    "Ito",
    "Jansen",
    "Kaur",
    "Khan",
    "Kowalski",
    "Larsen",
    "Lindqvist",
    "Lopez",
    "Marino",
    "Mensah",
    "Meyer",
    "Moreau",
    "Murphy",
    "Müller",
    "Nakamura",
    "Novak",
    "O'Brien",
    "Okafor",
    "Olsen",
    "Patel",
    "Petrov",
    "Ramos",
    "Rossi",
    "Santos",
    "Schmidt",
    "Silva",
    "Sørensen",
    "Tanaka",
    "Weber",
    "Young",
];

impl Content {
    pub(crate) fn size(self) -> usize {
        match self {
            Self::Lifters(size) | Self::Programs(size) => size,
        }
    }

    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Lifters(_) => "lifters",
            Self::Programs(_) => "programs",
        }
    }

    /// Writes the whole site in one edition.
    pub(crate) fn write(self, folder: &Path, edition: Edition) {
        match self {
            Self::Lifters(lifters) => {
                write_program(folder);
                write_roster(folder, lifters, |_| edition);
            }
            Self::Programs(programs) => {
                write(folder, "liftpress.yaml", "title: Benchmark\nunits: kg\nformats: [html, md]\n");
                for number in 0..programs {
                    write(folder, &format!("programs/program-{number}.yaml"), &program(number, edition));
                }
                for number in 0..COACHED {
                    write_lifter(folder, number, programs, edition);
                }
            }
        }
    }

    /// Gives new maxes to one lifter of a site. They differ from the maxes in `edition` and in the next edition.
    pub(crate) fn write_one(self, folder: &Path, edition: Edition) {
        let one = self.size() / 2;
        match self {
            Self::Lifters(lifters) => {
                write_roster(folder, lifters, |lifter| if lifter == one { edition.next().next() } else { edition });
            }
            Self::Programs(programs) => write_lifter(folder, one % COACHED, programs, edition.next().next()),
        }
    }
}

impl Edition {
    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

fn write_roster(folder: &Path, lifters: usize, edition: impl Fn(usize) -> Edition) {
    let mut roster = "name,units,squat,bench,deadlift,program,start,days\n".to_owned();
    for number in 0..lifters {
        let Lifter { name, units, maxes: [squat, bench, deadlift], start, days } = lifter(number, edition(number));
        let _ = writeln!(roster, "{name},{units},{squat},{bench},{deadlift},twelve-weeks,{start},{days}");
    }
    write(folder, "lifters/roster.csv", &roster);
}

fn write_lifter(folder: &Path, number: usize, programs: usize, edition: Edition) {
    let Lifter { name, units, maxes: [squat, bench, deadlift], .. } = lifter(number, edition);
    let mut text = format!(
        "name: {name}\nunits: {units}\nmaxes: {{squat: {squat}, bench: {bench}, deadlift: {deadlift}}}\nprograms:\n"
    );
    for program in (number..programs).step_by(COACHED) {
        let _ = writeln!(text, "  - program-{program}");
    }
    if programs <= number {
        text += "  []\n";
    }
    write(folder, &format!("lifters/lifter-{number}.yaml"), &text);
}

struct Lifter {
    name: String,
    units: &'static str,
    maxes: [String; 3],
    start: String,
    days: &'static str,
}

/// Returns a lifter. In every edition, the lifter is the same person with different maxes.
fn lifter(number: usize, edition: Edition) -> Lifter {
    // Each pair of first and last name is used once before it is used again with an initial.
    let person = number * 7_919 % (FIRST.len() * LAST.len());
    let initial = match number / (FIRST.len() * LAST.len()) {
        0 => String::new(),
        turn => format!("{}. ", char::from(b'A' + u8::try_from(turn - 1).unwrap_or(25))),
    };
    let name = format!("{} {initial}{}", FIRST[person % FIRST.len()], LAST[person / FIRST.len()]);
    let mut random = Rng::with_seed(number as u64);
    let units = if random.u8(..4) == 0 { "lb" } else { "kg" };
    let start = ["2026-12-07", "2026-12-14", "2027-01-04", "2027-01-11", "2027-02-01"][random.usize(..5)].to_owned();
    let days = ["Mon Tue Thu Fri", "Mon Wed Fri Sat", "Sun Tue Thu Sat", "Mon Tue Thu Sat"][random.usize(..4)];
    let strength = random.u32(90..260);
    let maxes = [(100, 0), (65, 12), (120, 21)].map(|(share, spread)| {
        let kg = strength * share / 100 + random.u32(..=spread + 15);
        // Twelve half units are enough to change a weight after any rounding.
        let halves = 2 * kg + 12 * u32::try_from(edition.0 % 3).unwrap_or(0);
        match units {
            "lb" => (halves * 11 / 10 / 5 * 5).to_string(),
            _ => format!("{}.{}", halves / 2, halves % 2 * 5),
        }
    });
    Lifter { name, units, maxes, start, days }
}

/// Returns a program with random phases, days, exercises, percentages and rules.
fn program(number: usize, Edition(edition): Edition) -> String {
    let mut random = Rng::with_seed(number as u64);
    let mut text = format!("title: Program {number}\nwarmup: {}\nphases:\n", random.bool());
    let days = random.usize(2..=5);
    for phase in 0..random.usize(2..=4) {
        let _ = writeln!(text, "  - name: Phase {}\n    weeks: {}\n    days:", phase + 1, random.u8(3..=5));
        for day in 0..days {
            let lift = LIFTS[(day + number) % 3];
            let variation = ["paused-squat", "paused-bench", "paused-deadlift", "close-grip-bench"][random.usize(..4)];
            // The edition changes every percentage.
            let percent = u64::from(random.u32(62..80)) + edition % 3;
            let step = ["1%", "1.5%", "2%", "2.5%"][random.usize(..4)];
            let top = match random.u8(..3) {
                0 => format!("1x{} @ RPE 8, {}x3 @ {percent}%", random.u8(1..4), random.u8(1..3)),
                _ => format!("{}x{} @ {percent}% +{step}/week", random.u8(3..6), random.u8(2..6)),
            };
            let _ = write!(
                text,
                "      - name: Day {}\n        top: {{{lift}: \"{top}\"}}\n        backoff:\n          \
                 - {{exercise: {variation}, sets: {}x{} @ top -{}%, rest: {} min}}\n",
                day + 1,
                random.u8(2..5),
                random.u8(3..9),
                random.u8(8..25),
                random.u8(2..5),
            );
            for accessory in ["leg-press", "db-row", "pull-up", "triceps-pushdown", "face-pull"] {
                if random.u8(..3) > 0 {
                    let _ = writeln!(text, "          - {accessory}: {}x{}", random.u8(2..5), random.u8(8..16));
                }
            }
        }
    }
    text
}

/// The number of files in a folder, their size in bytes, and the number of files that were written after a given time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Size {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    pub(crate) written: usize,
}

impl Size {
    pub(crate) fn of(folder: &Path, since: std::time::SystemTime) -> Self {
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_file());
        files.filter_map(|file| fs::metadata(file.path()).ok()).fold(Self::default(), |size, data| Self {
            files: size.files + 1,
            bytes: size.bytes + data.len(),
            written: size.written + usize::from(data.modified().is_ok_and(|time| time >= since)),
        })
    }
}
