// The JSON in pages, as `plan/rules/` of liftpress-core and `booklet/gym.rs` of liftpress-render write it. Fields that are left out
// when they are empty are optional here.
declare namespace Book {
  /** A mass in units of 10 ng; a text if a number cannot hold it exactly. */
  type Count = number | string | bigint;
  type Unit = 'kg' | 'lb';
  type Rounding = 'nearest' | 'down' | 'up';
  /** The lowest and the highest. */
  type Ends = [number, number];
  /** A change of a mass: `x` multiplies by millionths, `b` times in a row; `+` adds an amount; `/` multiplies by a ratio. */
  type Step = [kind: 'x' | '+' | '/', a: Count, b?: number];
  /** A plate and its number of pairs; `null` for any number. */
  type Plate = [mass: Count, pairs: number | null];

  interface Max {
    lift: string;
    reps: number;
    from_week: number;
    mass: Count | null;
  }
  interface Reference {
    /** The position in the book's `maxes`. */
    max: number;
    then: Step[];
    training?: boolean;
    reps?: number;
  }

  interface StepLadder {
    lightest: Count;
    first: Count;
    step: Count;
    rungs?: undefined;
    bar?: undefined;
    plates?: undefined;
    sides?: undefined;
  }
  interface RungLadder {
    rungs: Count[];
    lightest?: undefined;
    first?: undefined;
    step?: undefined;
    bar?: undefined;
    plates?: undefined;
    sides?: undefined;
  }
  interface PlateLadder {
    bar: Count;
    plates: Plate[];
    /** 2 by default. */
    sides?: number;
    lightest?: undefined;
    first?: undefined;
    step?: undefined;
    rungs?: undefined;
  }
  /** The weights that can be loaded. */
  type Ladder = StepLadder | RungLadder | PlateLadder;

  interface Exercise {
    slug: string;
    name: string;
    /** Whether the exercise also lifts the lifter's bodyweight. */
    body: boolean;
    bar?: boolean;
    /** Whether nothing is known about the equipment. */
    unknown?: boolean;
    belt_unknown?: boolean;
    /** Positions in the book's `ladders`. */
    ladder: number;
    belt: number;
    way: Rounding;
    to: Count | null;
  }

  /** The 1RM that a top set shows, carried over to another lift. */
  interface Shown {
    carried: Step[] | { from: number; to: number } | null;
    max: number | null;
    lift?: number;
  }
  interface ShareRule {
    is: 'share';
    of: number | Shown;
    percent: Ends;
    then: Step[];
    points: string | null;
  }
  interface EffortRule {
    is: 'effort';
    percent: Ends;
    shown: Shown | null;
    of: number | null;
  }
  interface OffRule {
    is: 'off';
    from: 'top' | 'previous' | number;
    by: {
      percent?: Ends;
      amount?: [Count, Count];
      points?: { points: Ends; of: Record<string, number> };
    } | null;
    then: Step[];
    same: boolean;
  }
  interface BeltRule {
    is: 'belt';
    added: Count;
    then?: Step[];
  }
  type Rule =
    | { is: 'open' }
    | { is: 'weight'; weight: [Count, Count]; written?: boolean }
    | { is: 'bar'; then: Step[] }
    | BeltRule | ShareRule | EffortRule | OffRule
    | { is: 'drop'; percent: number };

  /** A group of sets, as rules.js evaluates it. */
  interface Slot {
    /** Positions in the book's `exercises` and `rules`. */
    exercise: number;
    rule: number;
    /** The greatest number of sets. */
    most: number;
    /** Whether it is an attempt that must be heavier than the one before. */
    rises?: boolean;
    /** The reference that an attempt must exceed. */
    beats?: number;
    optional?: boolean;
    /** Whether it refers to the heaviest of its block's top sets. */
    refers?: boolean;
    reps?: Ends;
    /** In half points. */
    effort?: Ends;
    /** The reps or efforts that the top set may have; neither if its weight is the estimate. */
    hits?: { reps?: number[]; effort?: number[] };
  }
  /** A group of sets, as pages show it. */
  interface Line extends Slot {
    role: 'top' | 'backoff' | 'drop' | 'accessory';
    sets: Ends;
    /** One of several sets that step off one another: its position, and the fewest and most sets. */
    single?: [number, number, number];
    say: string;
    last?: string;
    count: 'reps' | 'seconds' | 'metres';
    want?: number;
    rpe?: number;
    why?: string;
    rest?: number;
    until?: number;
    dose?: string;
    lifts?: number;
  }
  interface Condition {
    effort?: Ends;
    reps?: Ends;
    look?: string;
  }
  interface Branch<L = Line> {
    if: Condition;
    words: string;
    lines: L[];
  }
  /** The warm-up of an item. */
  type Warmup = 'ramp' | { sets: (Slot & { say: string })[] };
  interface Substitute {
    exercise: number;
    maxes: [number, number] | null;
  }
  interface ItemWords {
    warmup?: string[];
    warm?: Warmup;
    or?: Substitute[];
    superset?: string;
    tempo?: string;
    with?: string;
  }
  interface Item extends ItemWords {
    lines: Line[];
    branches: Branch[];
  }
  interface Block<I = Item> {
    top: I[];
    backoff: I[];
  }
  interface DayWords {
    anchor: string;
    week: number;
    day: number;
    name: string;
    ways?: number[];
    volume?: string;
    /** The date of a visitor's day, if the start is known. */
    date?: Date | null;
  }
  interface Day extends DayWords {
    blocks: Block[];
    accessories: Item[];
  }
  /** An item whose lines are positions in the book's `lines`. */
  interface ShortItem extends ItemWords {
    lines: number[];
    branches?: Branch<number>[];
  }
  interface ShortDay extends DayWords {
    blocks: Block<ShortItem>[];
    accessories: ShortItem[];
  }

  /** The rules of a program for one lifter. */
  interface Rules {
    unit: Unit;
    /** The lifter's bodyweight. */
    own: Count | null;
    step: Count;
    maxes: Max[];
    references: Reference[];
    ladders: Ladder[];
    exercises: Exercise[];
    /** Reps, half points, millionths. */
    chart: [number, number, number][];
    rules: Rule[];
    lines: Line[];
  }
  /** The book of gym mode. */
  interface Gym extends Rules {
    program: string;
    of?: string;
    lifter: string;
    days: ShortDay[];
  }

  interface Named {
    slug: string;
    name: string;
  }
  /** The book of the page of a program (`booklet/blank/` of liftpress-render). */
  interface Program {
    unit: Unit;
    lifts: (Named & { body: boolean })[];
    options: (Named & { choices: (Named & { is_default: boolean })[] })[];
    formula: [number, number][];
    chart: [number, number, number][];
    rounding: Rounding;
    kg: Gym;
    lb: Gym;
  }
}

// The results of evaluating rules.
declare namespace Worked {
  interface Ends {
    low: bigint;
    high: bigint;
  }
  interface Weight extends Ends {
    /** Whether the weight is added to bodyweight. */
    body: boolean;
    /** The weight before rounding. */
    target?: Ends | undefined;
    written?: boolean;
  }
  interface Outcome {
    weight: Weight | null;
    estimate: boolean;
    points: { low: number; high: number; kind: string } | null;
    written?: boolean;
    reps?: Book.Ends | undefined;
    effort?: Book.Ends | undefined;
  }
  /** `null` if the weight cannot be calculated. */
  type Maybe = Outcome | null;
  interface Top {
    /** The position among the top sets of its block. */
    at: number;
    outcome: Outcome;
  }
  /** A top set whose weight cannot be calculated. */
  interface Failed {
    failed: true;
    at?: undefined;
    outcome?: undefined;
  }
  type Tops = Map<number, Top | Failed>;
  /** A top set as it was done. Missing values were as planned. */
  interface Actual {
    at?: number;
    weight?: bigint | null;
    reps?: number | null;
    effort?: number | null;
  }
  /** The sets that a set may refer to. */
  interface Context {
    top?: Pick<Top, 'outcome'> | Failed | undefined;
    tops?: Tops;
    /** Each with the number of sets up to and including it. */
    sets?: [number, Maybe][] | undefined;
    previous?: Maybe | undefined;
    follows: boolean;
  }
  interface Item {
    lines: Maybe[];
    branches: Maybe[][];
  }
  interface Block {
    top: { lines: Maybe[] }[];
    backoff: Item[];
    before: Maybe | undefined;
    /** The position of the top set of each lift. */
    tops: Map<number, number>;
  }
  interface Day {
    blocks: Block[];
    accessories: Item[];
  }
}
