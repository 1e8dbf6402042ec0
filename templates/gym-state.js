// @ts-check
// The days of gym mode: every set of a day, and the state of a day after the sets that were done.
const GymState = (() => {
  'use strict';
  const { withLines, workDay, parseMass } = LoadRules;

  /**
   * A day with all of its sets, including those of branches.
   * @param {Book.Gym} book
   * @param {Book.ShortDay} short
   */
  const prepare = (book, short) => {
    /** @type {Gym.Day} */
    const day = { ...withLines(book, short), sets: [], items: [] };
    /** @type {Map<number, number>} */
    const counts = new Map();
    /**
     * Adds the sets of an item. `first` is the position of its first line among the lines of its block's top sets.
     * @param {Book.Item} item
     * @param {(worked: Worked.Day) => { lines: Worked.Maybe[], branches?: Worked.Maybe[][] }} find
     * @param {number} [block]
     * @param {number} [first]
     */
    const add = (item, find, block = -1, first) => {
      day.items.push(item);
      for (const [at, lines] of [item.lines, ...item.branches.map(({ lines }) => lines)].entries()) {
        const branch = at - 1;
        lines.forEach((line, index) => {
          for (let n = 0; n < line.most; n++) {
            const number = (counts.get(line.exercise) ?? 0) + 1;
            counts.set(line.exercise, number);
            /** @type {Gym.PlannedSet} */
            const set = {
              line, n, number, item, branch, block, index, day,
              id: `${book.exercises[line.exercise].slug}#${number}`,
              outcome: worked => branch < 0 ? find(worked).lines[index] : find(worked).branches?.[branch][index],
              beforeDrop: n + 1 === line.most && lines[index + 1]?.role === 'drop',
            };
            if (first !== undefined) set.top = first + index;
            day.sets.push(set);
          }
        });
      }
    };
    day.blocks.forEach(({ top, backoff }, block) => {
      let first = 0;
      top.forEach((item, at) => {
        add(item, worked => worked.blocks[block].top[at], block, first);
        first += item.lines.length;
      });
      backoff.forEach((item, at) => add(item, worked => worked.blocks[block].backoff[at], block));
    });
    day.accessories.forEach((item, at) => add(item, worked => worked.accessories[at]));
    return day;
  };

  /**
   * A top set as it was done. This is the heaviest of its logged sets, and the last of them if several are equally heavy. If
   * the weight of each set follows from the set before, the sets are separate lines in the plan, but count together here.
   * @param {Book.Gym} book
   * @param {Gym.Log} log
   * @param {Gym.Day} day
   * @param {number} block
   * @param {number} planned
   */
  const topAsDone = (book, { doneOf }, day, block, planned) => {
    const slots = day.blocks[block].top.flatMap(({ lines }) => lines);
    const { single } = slots[planned];
    /** @param {number} at */
    const isOf = at => at === planned || (single && slots[at].single && at - slots[at].single[0] === planned - single[0]);
    /** @type {Gym.Actual | null} */
    let actual = null;
    for (const set of day.sets) {
      const done = set.block === block && set.top !== undefined && isOf(set.top) && doneOf(set);
      if (!done || set.top === undefined || set.line.count !== 'reps') continue;
      const weight = done.weight === '' ? null : parseMass(done.weight, book.unit);
      if (!actual || weight === null || weight >= (actual.weight ?? weight)) {
        actual = { set, at: set.top, weight, reps: done.reps, effort: done.rpe };
      }
    }
    return actual;
  };

  /**
   * The state of a day: its weights, the top sets as they were done, the branches that apply, and the sets to do.
   * @param {Book.Gym} book
   * @param {Gym.Log} log
   * @param {Gym.Day} day
   * @returns {Gym.State}
   */
  const stateOf = (book, log, day) => {
    const { doneOf } = log;
    const planned = workDay(book, day, () => null);
    const actual = planned.blocks.map(({ tops }, block) => new Map([...tops].map(([lift, at]) => [lift, topAsDone(book, log, day, block, at)])));
    const worked = workDay(book, day, (block, lift) => actual[block].get(lift));
    const { looks } = log.logOf(day);
    /** @param {number} block @param {number | undefined} exercise */
    const topOf = (block, exercise) => {
      const lifts = actual[block];
      if (lifts?.size === 1) return [...lifts.values()][0];
      return exercise === undefined ? undefined : lifts?.get(exercise);
    };
    /** @param {Book.Branch} branch @param {number} block @param {Gym.Actual | null | undefined} top */
    const holds = ({ if: { effort, reps, look } }, block, top) => {
      if (look) return looks.includes(`${block}:${look}`);
      const [value, range] = effort ? [top?.effort, effort] : [top?.reps, reps];
      return value !== null && value !== undefined && range !== undefined && value >= range[0] && value <= range[1];
    };
    /** @type {Map<Book.Item, number>} */
    const branchOf = new Map();
    day.blocks.forEach(({ backoff }, block) => {
      for (const item of backoff) {
        const top = topOf(block, item.lines[0]?.exercise);
        branchOf.set(item, item.branches.findIndex(branch => holds(branch, block, top)));
      }
    });
    /** @param {Gym.PlannedSet} other @param {Gym.PlannedSet} set */
    const isBefore = (other, set) => other.item === set.item && other.branch === set.branch && (set.line.single
      ? other.index < set.index && other.index >= set.index - set.line.single[0]
      : other.index === set.index && other.n < set.n);
    /** @param {Gym.PlannedSet} set */
    const isStopped = set => {
      const { until } = set.line;
      return until && set.n >= set.line.sets[0] && day.sets.some(other => isBefore(other, set) && (doneOf(other)?.rpe ?? 0) >= until);
    };
    const sets = day.sets.filter(set => doneOf(set) || (set.branch === (branchOf.get(set.item) ?? -1) && !isStopped(set)));
    return { planned, worked, sets, branchOf, topOf };
  };

  return { prepare, stateOf };
})();
