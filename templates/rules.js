// @ts-check
// Evaluates load rules (docs/pages/gym-mode.md) in exact integers (loading.js). Efforts are in halves of an RPE point. A weight
// that cannot be calculated is null. `Plan::after` of the library gives the same weights.
const LoadRules = (() => {
  'use strict';
  const {
    LARGEST, ABOVE, ratio, times, plus, range, after, ladderOf, loaded, written, hung, writtenOnBelt,
  } = Loading;

  // The weight to load for a total. The total of a bodyweight exercise includes the lifter's bodyweight.
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} target @returns {Worked.Weight | null} */
  const lifted = (book, exercise, target) => {
    if (!exercise.body) return loaded(book, exercise, target);
    if (book.own === null) return null;
    const own = BigInt(book.own);
    return { ...hung(book, exercise, { low: plus(target.low, -own), high: plus(target.high, -own) }), target };
  };

  /** @param {Book.Rules} book @param {number} index @returns {bigint | null} */
  const reference = (book, index) => {
    const { max, then } = book.references[index];
    const { mass } = book.maxes[max];
    return mass === null ? null : after(BigInt(mass), then);
  };

  /** @param {Pick<Book.Rules, 'chart'>} book @param {bigint} mass @param {number | undefined} reps @param {number | undefined} effort @returns {bigint | null} */
  const estimate = (book, mass, reps, effort) => {
    const cell = book.chart.find(cell => cell[0] === reps && cell[1] === effort);
    return cell && cell[2] > 0 ? ratio(mass, 1_000_000n, BigInt(cell[2])) : null;
  };

  // Estimates the 1RM of an exercise from a top set, as a range.
  /** @param {Book.Rules} book @param {Worked.Context['top']} top @param {Book.Shown} shown @returns {Worked.Ends | null} */
  const shown = (book, top, { carried, max }) => {
    if (!top?.outcome) return null;
    const { weight, reps, effort } = top.outcome;
    if (!weight || (weight.body && book.own === null)) return null;
    const own = weight.body ? BigInt(book.own ?? 0) : 0n;
    /** @type {(bigint | null)[] | null} */
    let ends = max === null ? null : [reference(book, max), reference(book, max)];
    if (reps && effort) {
      ends = [
        estimate(book, plus(weight.low, own), reps[1], effort[0]),
        estimate(book, plus(weight.high, own), reps[0], effort[1]),
      ];
    }
    const [low, high] = ends ?? [null, null];
    if (low === null || high === null) return null;
    if (Array.isArray(carried)) return range(after(low, carried), after(high, carried));
    if (carried) {
      const [from, to] = [reference(book, carried.from), reference(book, carried.to)];
      if (from === null || to === null) return null;
      if (from > 0n) return range(ratio(low, to, from), ratio(high, to, from));
    }
    return range(low, high);
  };

  /** @param {Worked.Weight | null} weight @param {Partial<Worked.Outcome>} [more] @returns {Worked.Maybe} */
  const outcomeOf = (weight, more) => weight && { weight, estimate: false, points: null, written: Boolean(weight.written), ...more };
  /** @type {Worked.Failed} */
  const FAILED = { failed: true };
  /** @type {Worked.Outcome} */
  const OPEN = { weight: null, estimate: false, points: null };

  /** @param {bigint | null} mass */
  const both = mass => mass === null ? null : { low: mass, high: mass };

  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Book.ShareRule} rule @param {Worked.Context} context @returns {Worked.Maybe} */
  const share = (book, exercise, { of, percent: [low, high], then, points }, { top: own, tops }) => {
    const ends = typeof of === 'number' ? both(reference(book, of)) : shown(book, of.lift === undefined ? own : tops?.get(of.lift), of);
    if (ends === null) return null;
    const target = { low: after(times(ends.low, low), then), high: after(times(ends.high, high), then) };
    const more = { estimate: typeof of !== 'number', points: points === null ? null : { low, high, kind: points } };
    return outcomeOf(lifted(book, exercise, target), more);
  };

  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Book.EffortRule} rule @param {Worked.Context} context @returns {Worked.Maybe} */
  const effort = (book, exercise, { percent: [low, high], shown: follows, of }, { top, follows: isAfter }) => {
    if (isAfter && top === FAILED) return null;
    const isToday = follows && top?.outcome;
    if (!isToday && of === null) return OPEN;
    const max = isToday ? shown(book, top, follows) : both(of === null ? null : reference(book, of));
    if (max === null) return null;
    const target = { low: times(max.low, low), high: times(max.high, high) };
    return outcomeOf(lifted(book, exercise, target), { estimate: true, points: { low, high, kind: '1RM' } });
  };

  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Book.OffRule} rule @param {Worked.Maybe | undefined} base @returns {Worked.Maybe} */
  const off = (book, exercise, { by, then, same }, base) => {
    if (!base) return null;
    /** @param {Worked.Ends} mass */
    const grown = ({ low, high }) => range(after(low, then), after(high, then));
    if (by?.points) {
      const { points: [low, high], of } = by.points;
      const index = base.points ? of[base.points.kind] : undefined;
      if (!base.points || index === undefined) return null;
      const most = 100_000_000;
      /** @param {number} percent @param {number} points */
      const end = (percent, points) => Math.max(-most, Math.min(most, percent + points));
      const points = { low: end(base.points.low, low), high: end(base.points.high, high), kind: base.points.kind };
      const max = reference(book, index);
      if (max === null) return null;
      const target = range(after(times(max, points.low), then), after(times(max, points.high), then));
      return outcomeOf(lifted(book, exercise, target), { estimate: base.estimate, points });
    }
    if (!base.weight) return null;
    const { body, low, high } = base.weight;
    const own = body && book.own !== null ? BigInt(book.own) : null;
    const { percent, amount } = by ?? {};
    /** @param {Worked.Ends} mass */
    const changed = mass => {
      if (percent) return { low: times(mass.low, percent[0]), high: times(mass.high, percent[1]) };
      return amount ? { low: plus(mass.low, amount[0]), high: plus(mass.high, amount[1]) } : mass;
    };
    if (!body) {
      const target = grown(changed({ low, high }));
      const isAdded = base.written && !percent && then.every(([kind]) => kind === '+');
      return outcomeOf((isAdded ? written : loaded)(book, exercise, target), { estimate: base.estimate, points: same ? base.points : null });
    }
    // A percentage applies to the total weight, which includes bodyweight. An amount applies only to the added weight.
    if (percent || then.some(([kind]) => kind === 'x')) {
      if (own === null) return null;
      const all = { low: plus(low, own), high: plus(high, own) };
      return outcomeOf(lifted(book, exercise, grown(changed(all))), { estimate: base.estimate });
    }
    const isAsHeavy = !amount && !then.length;
    const more = { estimate: base.estimate };
    if (isAsHeavy) return outcomeOf({ body, low, high }, { ...more, written: base.written });
    const target = grown(changed({ low, high }));
    return outcomeOf((base.written ? writtenOnBelt : hung)(book, exercise, target), more);
  };

  // The weight added to bodyweight. Without a known bodyweight, percentages do not apply.
  /** @param {Book.Rules} book @param {Book.BeltRule} rule */
  const belt = (book, { added, then = [] }) => {
    const own = book.own === null ? 0n : BigInt(book.own);
    const steps = book.own === null ? then.filter(([kind]) => kind !== 'x') : then;
    const mass = plus(after(plus(BigInt(added), own), steps), -own);
    return { low: mass, high: mass };
  };

  /** @param {Book.Rules} book @param {Book.Exercise} exercise */
  const barOf = (book, exercise) => ladderOf(book.ladders[exercise.ladder]).lightest;

  // The lightest loadable weight above a mass. If no loadable weight is above the mass, the heaviest loadable weight.
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {bigint} mass @param {boolean} body */
  const above = (book, exercise, mass, body) => {
    /** @type {Book.Exercise} */
    const up = { ...exercise, way: 'up' };
    const next = plus(mass, ABOVE);
    if (!body) return loaded(book, up, { low: next, high: next }).low;
    return hung(book, up, { low: next, high: next }).low;
  };

  // Raises an attempt above the previous attempt. A third attempt is also raised above the max if it is planned at the max or
  // more.
  /** @param {Book.Rules} book @param {Book.Slot} slot @param {Worked.Context} context @param {Worked.Maybe} outcome @returns {Worked.Maybe} */
  const attempted = (book, slot, { sets }, outcome) => {
    if (!outcome?.weight) return outcome;
    const exercise = book.exercises[slot.exercise];
    const { weight } = outcome;
    const before = slot.rises ? sets?.at(-1)?.[1]?.weight : null;
    /** @type {Worked.Ends[]} */
    const floors = before && before.body === weight.body ? [before] : [];
    const max = slot.beats === undefined ? null : reference(book, slot.beats);
    if (max !== null && (!weight.body || book.own !== null)) {
      const added = weight.body ? plus(max, -BigInt(book.own ?? 0)) : max;
      floors.push({ low: added, high: added });
    }
    /** @param {bigint} mass @param {bigint} floor */
    const most = (mass, floor) => floor > mass ? floor : mass;
    const raised = floors.reduce((/** @type {Worked.Ends} */ { low, high }, floor) => ({
      low: most(low, above(book, exercise, floor.low, weight.body)),
      high: most(high, above(book, exercise, floor.high, weight.body)),
    }), weight);
    return { ...outcome, weight: { ...weight, ...raised } };
  };

  // The weight of a group of sets. `context` has the sets that it may refer to.
  /** @param {Book.Rules} book @param {Book.Slot} slot @param {Worked.Context} context */
  const work = (book, slot, context) => attempted(book, slot, context, ruled(book, slot, context));

  /** @param {Book.Rules} book @param {Book.Slot} slot @param {Worked.Context} context */
  const ruled = (book, slot, context) => {
    const [rule, exercise] = [book.rules[slot.rule], book.exercises[slot.exercise]];
    const { previous, sets, top } = context;
    switch (rule.is) {
      case 'weight': return outcomeOf((rule.written ? written : loaded)(book, exercise, range(BigInt(rule.weight[0]), BigInt(rule.weight[1]))));
      case 'bar': {
        const mass = after(barOf(book, exercise), rule.then);
        return outcomeOf(loaded(book, exercise, { low: mass, high: mass }));
      }
      case 'belt': return outcomeOf((rule.then ? hung : writtenOnBelt)(book, exercise, belt(book, rule)));
      case 'share': return share(book, exercise, rule, context);
      case 'effort': return effort(book, exercise, rule, context);
      case 'off': {
        const { from } = rule;
        if (typeof from === 'number') return off(book, exercise, rule, sets?.find(([last]) => last >= from)?.[1]);
        return off(book, exercise, rule, from === 'top' ? top?.outcome : previous);
      }
      case 'drop': {
        if (!previous) return null;
        const { weight, estimate } = previous;
        if (!weight || weight.body) return OPEN;
        return outcomeOf(loaded(book, exercise, { low: times(weight.low, rule.percent), high: times(weight.high, rule.percent) }), { estimate });
      }
      default: return OPEN;
    }
  };

  /** @param {[number, Worked.Maybe][]} sets @param {Book.Slot} slot @param {Worked.Maybe} outcome */
  const push = (sets, slot, outcome) => sets.push([(sets.at(-1)?.[0] ?? 0) + slot.most, outcome]);
  /** @param {Worked.Outcome} outcome */
  const heaviness = outcome => outcome.weight?.high ?? -LARGEST - 2n;
  /** @param {Book.Rules} book @param {Book.Slot} slot */
  const isOwn = (book, slot) => !['off', 'drop'].includes(book.rules[slot.rule].is);

  // The heaviest set of each lift, or `FAILED` if a set of the lift cannot be calculated. If several sets are equally heavy, it
  // is the last of them, not counting optional sets and sets that only repeat another set. A set in `instead` is always the top
  // set of its lift.
  /**
   * @param {Book.Rules} book
   * @param {Book.Slot[]} slots
   * @param {Worked.Maybe[]} outcomes
   * @param {Iterable<[number, Worked.Outcome]>} instead
   * @param {(slot: Book.Slot) => boolean} counts
   */
  const heaviest = (book, slots, outcomes, instead, counts) => {
    /** @type {Worked.Tops} */
    const found = new Map();
    slots.forEach((slot, at) => {
      if (slot.optional || !counts(slot)) return;
      const known = found.get(slot.exercise);
      const outcome = outcomes[at];
      if (known === FAILED || !outcome) {
        found.set(slot.exercise, FAILED);
        return;
      }
      const [a, b] = known?.outcome ? [heaviness(outcome), heaviness(known.outcome)] : [1n, 0n];
      if (a > b || (a === b && isOwn(book, slot))) found.set(slot.exercise, { at, outcome });
    });
    for (const [at, outcome] of instead) found.set(slots[at].exercise, { at, outcome });
    return found;
  };

  // The top sets of a block. First come the sets with a weight of their own, then the sets that refer to the heaviest of these.
  /** @param {Book.Rules} book @param {Book.Slot[]} slots @param {Worked.Maybe | undefined} before @param {Map<number, Worked.Outcome>} instead */
  const workTop = (book, slots, before, instead) => {
    /** @type {Worked.Maybe[]} */
    const outcomes = slots.map(() => null);
    for (const later of [false, true]) {
      const tops = heaviest(book, slots, outcomes, instead, slot => !slot.refers);
      const sets = new Map();
      let previous = before;
      slots.forEach((slot, at) => {
        if (!sets.has(slot.exercise)) sets.set(slot.exercise, []);
        const own = sets.get(slot.exercise);
        if (Boolean(slot.refers) === later) {
          outcomes[at] = instead.has(at)
            ? instead.get(at) ?? null
            : work(book, slot, { top: tops.get(slot.exercise), sets: own, previous, follows: false });
        }
        push(own, slot, outcomes[at]);
        previous = outcomes[at];
      });
    }
    return outcomes;
  };

  // A top set as it was done. Values that the lifter did not log are taken from the plan.
  /** @param {Worked.Outcome} planned @param {Book.Slot} slot @param {Worked.Actual} actual @returns {Worked.Outcome} */
  const asDone = (planned, slot, { weight = null, reps = null, effort = null }) => ({
    ...planned,
    weight: weight === null ? planned.weight : { body: Boolean(planned.weight?.body), low: weight, high: weight },
    reps: reps === null ? slot.reps : [reps, reps],
    effort: effort === null ? slot.effort : [effort, effort],
  });

  // Evaluates entries in order. For the first set of a branch, the previous set is the last set before the entry. For the first
  // set after an entry with branches, it is the last of the entry's own sets.
  /**
   * @param {Book.Rules} book
   * @param {Book.Item[]} entries
   * @param {(exercise: number) => Worked.Context} context
   * @param {Worked.Maybe | undefined} before
   * @returns {[Worked.Item[], Worked.Maybe | undefined]}
   */
  const follow = (book, entries, context, before) => {
    let previous = before;
    /** @param {Book.Slot[]} slots @param {Worked.Maybe | undefined} from */
    const sequence = (slots, from) => slots.map(slot => from = work(book, slot, { ...context(slot.exercise), previous: from }));
    const worked = entries.map(({ lines, branches = [] }) => {
      const from = previous;
      const own = sequence(lines, from);
      if (own.length) previous = own.at(-1);
      return { lines: own, branches: branches.map(branch => sequence(branch.lines, from)) };
    });
    return [worked, previous];
  };

  /**
   * @param {Book.Rules} book
   * @param {Book.Block} block
   * @param {Map<number, Worked.Actual>} actual
   * @param {Worked.Maybe} [before]
   * @returns {[Worked.Block, Worked.Maybe | undefined]}
   */
  const workBlock = (book, block, actual, before) => {
    const slots = block.top.flatMap(({ lines }) => lines);
    const planned = workTop(book, slots, before, new Map()).map((outcome, at) => outcome && asDone(outcome, slots[at], {}));
    /** @type {Map<number, number>} */
    const tops = new Map();
    /** @type {Map<number, Worked.Outcome>} */
    const instead = new Map();
    for (const [lift, top] of heaviest(book, slots, planned, [], slot => !slot.refers)) {
      if (!top.outcome) continue;
      tops.set(lift, top.at);
      const own = actual.get(lift);
      const at = own?.at ?? top.at;
      if (own) instead.set(at, asDone(planned[at] ?? top.outcome, slots[at], own));
    }
    const outcomes = workTop(book, slots, before, instead).map((outcome, at) =>
      outcome && (instead.has(at) ? outcome : asDone(outcome, slots[at], {})));
    const sets = new Map();
    slots.forEach((slot, at) => {
      if (!sets.has(slot.exercise)) sets.set(slot.exercise, []);
      push(sets.get(slot.exercise), slot, outcomes[at]);
    });
    const all = heaviest(book, slots, outcomes, instead, () => true);
    // The sets that an exercise may refer to. If the block has only one lift, they are the sets of this lift, otherwise the sets
    // of the same exercise.
    /** @param {number} exercise */
    const context = exercise => {
      const lift = sets.size === 1 ? [...sets.keys()][0] : exercise;
      return { top: all.get(lift), tops: all, sets: sets.get(lift), follows: true };
    };
    const [backoff, previous] = follow(book, block.backoff, context, slots.length ? outcomes.at(-1) : before);
    let next = 0;
    const top = block.top.map(({ lines }) => ({ lines: lines.map(() => outcomes[next++]) }));
    return [{ top, backoff, before, tops }, previous];
  };

  /**
   * Evaluates a day. The result has the same shape as the day. `actual(block, lift)` returns the top set of a lift as it was
   * done, or nothing if the set went as planned. `at` of the returned set is its position, if it is not the planned set.
   * @param {Book.Rules} book
   * @param {Book.Day} day
   * @param {(block: number, lift: number) => Worked.Actual | null | undefined} actual
   * @returns {Worked.Day}
   */
  const workDay = (book, day, actual) => {
    /** @type {Worked.Maybe | undefined} */
    let before;
    const blocks = day.blocks.map((block, index) => {
      /** @type {Map<number, Worked.Actual>} */
      const known = new Map();
      for (const { exercise } of block.top.flatMap(({ lines }) => lines)) {
        const top = known.has(exercise) ? null : actual(index, exercise);
        if (top) known.set(exercise, top);
      }
      const [worked, last] = workBlock(book, block, known, before);
      before = last;
      return worked;
    });
    const [accessories] = follow(book, day.accessories, () => ({ follows: false }), before);
    return { blocks, accessories };
  };

  // The same day with the lines themselves in its items, instead of their positions in the book's list of lines.
  /** @param {Book.Rules} book @param {Book.ShortDay} day @returns {Book.Day} */
  const withLines = (book, day) => {
    /** @param {number[]} lines */
    const lined = lines => lines.map(index => book.lines[index]);
    /** @param {Book.ShortItem} item */
    const item = ({ lines, branches = [], ...more }) =>
      ({ ...more, lines: lined(lines), branches: branches.map(branch => ({ ...branch, lines: lined(branch.lines) })) });
    const blocks = day.blocks.map(({ top, backoff }) => ({ top: top.map(item), backoff: backoff.map(item) }));
    return { ...day, blocks, accessories: day.accessories.map(item) };
  };

  return {
    ...Loading, withLines, workDay, workBlock, work, lifted, reference, estimate, barOf, OPEN,
  };
})();
