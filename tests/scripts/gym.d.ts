// The types of gym mode (`templates/gym*.js`).
declare namespace Gym {
  /** A set as it was done, as the device stores it. */
  interface Done {
    /** As typed, but with a decimal point; empty if unknown. */
    weight: string;
    reps: number | null;
    /** In half points. */
    rpe: number | null;
    date: string;
  }
  interface LoggedDay {
    /** By set id. */
    sets: Record<string, Done>;
    /** How the top set of a block looked: `0:clean`. */
    looks: string[];
    /** The id of the shown set, or `end`. */
    at: string | null;
  }
  interface Rest {
    /** The start, in milliseconds. */
    from: number;
    /** The planned length; `null` if the plan has none. */
    seconds: number | null;
    over?: boolean;
  }
  /** The log of a booklet, as the device stores it. */
  interface Stored {
    format: number;
    days: Record<string, LoggedDay>;
    rest: Rest | null;
  }

  /** A single set of a day. */
  interface PlannedSet {
    /** The exercise, and the number among its sets of the day: `squat#2`. */
    id: string;
    number: number;
    line: Book.Line;
    /** The position among the sets of its line. */
    n: number;
    item: Book.Item;
    /** The branch; -1 for the item's own lines. */
    branch: number;
    block: number;
    /** The position of its line. */
    index: number;
    day: Day;
    /** The position of its line among the top sets of its block. */
    top?: number;
    beforeDrop: boolean;
    /** Finds its outcome in an evaluated day. */
    outcome: (worked: Worked.Day) => Worked.Maybe | undefined;
  }
  interface Day extends Book.Day {
    sets: PlannedSet[];
    items: Book.Item[];
  }

  /** A top set as it was done. */
  interface Actual extends Worked.Actual {
    set: PlannedSet;
    at: number;
    weight: bigint | null;
    reps: number | null;
    effort: number | null;
  }
  /** The state of a day. */
  interface State {
    planned: Worked.Day;
    worked: Worked.Day;
    /** The sets to do, and those that were done. */
    sets: PlannedSet[];
    branchOf: Map<Book.Item, number>;
    topOf: (block: number, exercise: number) => Actual | null | undefined;
  }

  /** The labels of the page (`gym-text`). */
  type Words = Record<string, string>;
  type Say = (key: string, words?: object) => string;
  type Log = ReturnType<typeof GymLog.open>;
}
