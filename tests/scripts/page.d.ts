// The types of the page of a program (`templates/visitor.js` and the scripts after it), the search and the gallery.
declare namespace Visitor {
  /** The form, as typed. */
  interface Raw {
    unit: Book.Unit;
    fields: Record<string, string>;
  }
  /** A max, or a set to estimate it from. */
  interface Lift {
    mass: bigint;
    reps: number;
    /** In half points. */
    effort: number | null;
  }
  /** The parsed form; `null` if a field is empty or invalid. */
  interface Values {
    unit: Book.Unit;
    lifts: Map<string, Lift>;
    /** The chosen combination of options. */
    combination: number;
    rounding: Book.Rounding;
    own: bigint | null;
    /** The training max in millionths. */
    training: number | null;
    bar: bigint | null;
    plates: bigint[] | null;
    step: bigint | null;
    start: Date | null;
    days: string[];
  }
  /** The state of the page. */
  interface Shown {
    raw: Raw;
    values: Values;
    tailored: Book.Gym;
    words: Words;
    days: Day[];
  }
  interface Day {
    day: Book.Day;
    worked: Worked.Day;
    tonnage: bigint | null;
  }
  type Words = ReturnType<typeof Filling.fill>['words'];

  /** A possible result of a top set. */
  interface Hit {
    weight?: bigint;
    reps?: number;
    effort?: number;
  }
  /** The weights that follow from each possible result of a top set. */
  interface Strip {
    lift: number;
    kind: 'weight' | 'reps' | 'effort';
    hits: Hit[];
    rows: StripRow[];
  }
  interface StripPlace {
    line: Book.Line;
    branch?: Book.Branch;
  }
  interface StripRow extends StripPlace {
    weights: (Worked.Weight | null)[];
  }
  interface WarmupSet {
    say: string;
    weight: Worked.Weight | null;
    sets: number;
  }
  /** The styles and scripts of a booklet (`render/script.rs` of liftpress-render). */
  interface Shell {
    style: string;
    scripts: string[];
    gymText: string;
  }
}

interface Window {
  BookletShell?: Visitor.Shell;
}

/** For each kind of page its name, and the title, address, other names and description of each page. */
declare const searchIndex: [kind: string, pages: [title: string, address: string, others: string, about: string][]][];
