// The JSON in pages: what `plan/rules/` of liftpress-core and `booklet/gym.rs` of liftpress-render write. Fields that are left out
// where they say nothing are optional here.
declare namespace Book {
  /** A mass in counts of 10 ng; a text where a number would round it. */
  type Count = number | string | bigint;
  type Unit = 'kg' | 'lb';
  type Rounding = 'nearest' | 'down' | 'up';
  /** The lowest and the highest. */
  type Ends = [number, number];
  /** A change to a mass: `x` a share in millionths, some times in a row; `+` an amount; `/` a ratio. */
  type Step = [kind: 'x' | '+' | '/', a: Count, b?: number];
  /** A plate and how many pairs of it there are; `null` for as many as it takes. */
  type Plate = [mass: Count, pairs: number | null];

  interface Max {
    lift: string;
    reps: number;
    from_week: number;
    mass: Count | null;
  }
  interface Reference {
    /** Its place in the book's `maxes`. */
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
    /** 2 where nothing is said. */
    sides?: number;
    lightest?: undefined;
    first?: undefined;
    step?: undefined;
    rungs?: undefined;
  }
  /** What can be loaded. */
  type Ladder = StepLadder | RungLadder | PlateLadder;

  interface Exercise {
    slug: string;
    name: string;
    /** Whether bodyweight is lifted with it. */
    body: boolean;
    bar?: boolean;
    /** Whether nothing is known of what there is to load. */
    unknown?: boolean;
    belt_unknown?: boolean;
    /** Places in the book's `ladders`. */
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

  /** A group of sets, as it is evaluated. */
  interface Slot {
    /** Places in the book's `exercises` and `rules`. */
    exercise: number;
    rule: number;
    /** How many sets it is at most. */
    most: number;
    /** Whether it is an attempt that is heavier than the one before. */
    rises?: boolean;
    /** The reference that an attempt has to exceed. */
    beats?: number;
    optional?: boolean;
    /** Whether it refers to the heaviest of its block's top sets. */
    refers?: boolean;
    reps?: Ends;
    /** In half points. */
    effort?: Ends;
    /** What the top set may come to; `weight` is a text that has neither. */
    hits?: { reps?: number[]; effort?: number[] };
  }
  /** A group of sets, as it is shown. */
  interface Line extends Slot {
    role: 'top' | 'backoff' | 'drop' | 'accessory';
    sets: Ends;
    /** A set of several that step off one another: its place, the fewest and the most. */
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
  /** What warms up to an item. */
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
    /** Of a visitor's day, where a start is known. */
    date?: Date | null;
  }
  interface Day extends DayWords {
    blocks: Block[];
    accessories: Item[];
  }
  /** With lines as places in the book's `lines`. */
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
  /** What gym mode trains from. */
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
  /** What the page of a program is filled from (`booklet/blank/` of liftpress-render). */
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

// What rules come to.
declare namespace Worked {
  interface Ends {
    low: bigint;
    high: bigint;
  }
  interface Weight extends Ends {
    /** Whether it is added to bodyweight. */
    body: boolean;
    /** Before it was fitted to what can be loaded. */
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
  /** `null` where it cannot be worked out. */
  type Maybe = Outcome | null;
  interface Top {
    /** Its place among the top sets of its block. */
    at: number;
    done: Outcome;
  }
  /** A top set that cannot be worked out. */
  interface Failed {
    failed: true;
    at?: undefined;
    done?: undefined;
  }
  type Tops = Map<number, Top | Failed>;
  /** What a lifter did for a top set; what is not known was as planned. */
  interface Came {
    at?: number;
    weight?: bigint | null;
    reps?: number | null;
    effort?: number | null;
  }
  /** The sets that a set may follow from. */
  interface Around {
    top?: Pick<Top, 'done'> | Failed | undefined;
    tops?: Tops;
    /** Each with how many sets there are up to its last. */
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
    /** Which top set is that of each lift. */
    tops: Map<number, number>;
  }
  interface Day {
    blocks: Block[];
    accessories: Item[];
  }
}
