// What the page of a program (`templates/visitor.js` and what follows it), the search and the gallery work with.
declare namespace Visitor {
  /** What the form says, as it is typed. */
  interface Raw {
    unit: Book.Unit;
    fields: Record<string, string>;
  }
  /** A max, or a set that shows one. */
  interface Lift {
    mass: bigint;
    reps: number;
    /** In half points. */
    effort: number | null;
  }
  /** What was typed, read; `null` where a field is empty or wrong. */
  interface Values {
    unit: Book.Unit;
    lifts: Map<string, Lift>;
    /** The chosen combination of options. */
    way: number;
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
  /** What the page shows now. */
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

  /** What a top set may come to. */
  interface Way {
    weight?: bigint;
    reps?: number;
    effort?: number;
  }
  /** The weights that follow from what a top set comes to. */
  interface Strip {
    lift: number;
    kind: 'weight' | 'reps' | 'effort';
    ways: Way[];
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
  /** What a booklet is made with (`render/script.rs` of liftpress-render). */
  interface Shell {
    style: string;
    scripts: string[];
    gymText: string;
  }
}

interface Window {
  BookletShell?: Visitor.Shell;
}

/** A kind of page by its name, and of each page its title, address, other names and what it is about. */
declare const searchIndex: [kind: string, pages: [title: string, address: string, others: string, about: string][]][];
