// What gym mode works with (`templates/gym*.js`).
declare namespace Gym {
  /** What was done for a set, as the device stores it. */
  interface Done {
    /** As it was typed, with a decimal point; empty where nothing is known. */
    weight: string;
    reps: number | null;
    /** In half points. */
    rpe: number | null;
    date: string;
  }
  interface LoggedDay {
    /** By the ids of sets. */
    sets: Record<string, Done>;
    /** What was seen of a block's top set: `0:clean`. */
    looks: string[];
    /** The id of the set that is shown, or `end`. */
    at: string | null;
  }
  interface Rest {
    /** When it began, in milliseconds. */
    from: number;
    /** How long it should be; `null` where the plan does not say. */
    seconds: number | null;
    over?: boolean;
  }
  /** What the device stores. */
  interface Stored {
    format: number;
    days: Record<string, LoggedDay>;
    rest: Rest | null;
  }

  /** A single set of a day. */
  interface PlannedSet {
    /** Its exercise and its number among the day's sets of that: `squat#2`. */
    id: string;
    number: number;
    line: Book.Line;
    /** Its place among the sets of its line. */
    n: number;
    item: Book.Item;
    /** Its branch; -1 for the item's own lines. */
    branch: number;
    block: number;
    /** The place of its line. */
    index: number;
    day: Day;
    /** The place of its line among the top sets of its block. */
    top?: number;
    beforeDrop: boolean;
    /** What it comes to. */
    outcome: (worked: Worked.Day) => Worked.Maybe | undefined;
  }
  interface Day extends Book.Day {
    sets: PlannedSet[];
    items: Book.Item[];
  }

  /** What a top set came to. */
  interface Came extends Worked.Came {
    set: PlannedSet;
    at: number;
    weight: bigint | null;
    reps: number | null;
    effort: number | null;
  }
  /** A day as it is now. */
  interface State {
    planned: Worked.Day;
    worked: Worked.Day;
    /** The sets that are to be done, and those that were. */
    sets: PlannedSet[];
    branchOf: Map<Book.Item, number>;
    topOf: (block: number, exercise: number) => Came | null | undefined;
  }

  /** The words of the page (`gym-text`). */
  type Words = Record<string, string>;
  type Say = (key: string, words?: object) => string;
  type Log = ReturnType<typeof GymLog.open>;
}
