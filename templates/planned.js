// @ts-check
// Warm-ups, substitutes, strips and tonnage for the page of a program. In a booklet, liftpress has already written them. The code
// follows the library (`plan/warmup.rs`, `plan/strip.rs`, `plan/volume.rs`).
const Planned = (() => {
  'use strict';
  const { workBlock, work, fit, lifted, reference, ladderOf, barOf, multiple, ratio, times, plus, UNITS, OPEN } = LoadRules;

  // The built-in ramp: percentages of the first work set, and reps.
  /** @type {[bigint, string][]} */
  const RAMP = [[40n, '5'], [60n, '3'], [80n, '2'], [90n, '1']];
  const COMMON_STEP = { kg: UNITS.kg * 5n / 2n, lb: UNITS.lb * 5n };
  // The same ladder without small plates, because changing them in the warm-up would take long.
  /** @type {WeakMap<Book.Ladder, ReturnType<typeof ladderOf>>} */
  const coarsened = new WeakMap();
  /** @param {Book.Rules} book @param {Book.Ladder} ladder */
  const coarse = (book, ladder) => {
    const { plates, bar, sides, step, lightest } = ladder;
    const twice = 2n * BigInt(book.step);
    const make = () => {
      if (plates) return ladderOf({ bar, sides, plates: plates.filter(([mass]) => BigInt(mass) >= COMMON_STEP[book.unit]) });
      return step === undefined ? ladderOf(ladder) : ladderOf({ lightest, first: multiple(BigInt(lightest), twice, 'up'), step: twice });
    };
    // The result can be cached by ladder: a ladder belongs to one lifter, whose unit and step do not change.
    const without = coarsened.get(ladder) ?? make();
    coarsened.set(ladder, without);
    return without;
  };
  // The warm-up sets before an item. `outcome` is the item's first group of sets.
  /** @param {Book.Rules} book @param {Book.ItemWords} item @param {number} index @param {number} block @param {Worked.Maybe} outcome */
  const warmup = (book, item, index, block, outcome) => {
    const exercise = book.exercises[index];
    const weight = outcome?.weight ?? null;
    const isOnBar = Boolean(exercise.bar && weight && !weight.body);
    if (!item.warm || (block > 0 && !isOnBar)) return [];
    const bar = barOf(book, exercise);
    /** @type {Visitor.WarmupSet[]} */
    const sets = [];
    if (item.warm === 'ramp') {
      if (!isOnBar || !weight || 2n * weight.low < 3n * bar) return [];
      /** @param {string} say @param {bigint} mass */
      const set = (say, mass) => sets.push({ say, weight: { body: false, low: mass, high: mass }, sets: 1 });
      const ladder = coarse(book, book.ladders[exercise.ladder]);
      set('8', bar);
      let last = bar;
      for (const [share, say] of RAMP) {
        const mass = fit(times(weight.low, 10_000n * share), { way: 'nearest', to: null }, ladder, ladder.lightest);
        if (mass < last + 10n * (book.unit === 'kg' ? UNITS.kg : 2n * UNITS.lb) || mass >= weight.low) continue;
        set(say, mass);
        last = mass;
      }
      return sets;
    }
    const top = { outcome: { ...OPEN, weight: weight && { ...weight, target: undefined } } };
    /** @type {Worked.Maybe | undefined} */
    let previous;
    for (const slot of item.warm.sets) {
      previous = work(book, slot, { top, previous, follows: false });
      if (!previous) continue;
      const target = previous.weight?.target;
      if (isOnBar && target && target.high < bar) continue;
      sets.push({ say: slot.say, weight: previous.weight, sets: slot.most });
    }
    return sets;
  };

  // The weight of a substitute, which is the same percentage of the substitute's max.
  /** @param {Book.Rules} book @param {Book.Substitute} substitute @param {Worked.Maybe} outcome */
  const instead = (book, { exercise, maxes }, outcome) => {
    const target = outcome?.weight?.target;
    const [from, to] = maxes ? maxes.map(index => reference(book, index)) : [null, null];
    if (!target || from === null || to === null || from <= 0n) return null;
    return lifted(book, book.exercises[exercise], { low: ratio(target.low, to, from), high: ratio(target.high, to, from) });
  };

  // Loadable weights below and above a mass. The distance from each to the next is at least 1% of the mass.
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {bigint} mass @param {number} count */
  const neighbors = (book, exercise, mass, count) => {
    const apart = times(mass, 10_000n);
    const ladder = ladderOf(book.ladders[exercise.ladder]);
    const next = {
      /** @param {bigint} at */
      below: at => ladder.upTo(plus(at, -apart)) ?? (plus(at, -apart) >= ladder.lightest ? ladder.lightest : null),
      /** @param {bigint} at */
      above: at => plus(at, apart) <= ladder.lightest ? ladder.lightest : ladder.from(plus(at, apart)),
    };
    /** @param {(at: bigint) => bigint | null} step */
    const walk = step => {
      /** @type {bigint[]} */
      const found = [];
      for (let at = step(mass); found.length < count && at !== null; at = step(at)) found.push(at);
      return found;
    };
    return apart <= 0n ? { below: [], above: [] } : { below: walk(next.below), above: walk(next.above) };
  };
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} estimate */
  const weightsAround = (book, exercise, { low, high }) => {
    const found = [...neighbors(book, exercise, low, 2).below.reverse(), low];
    if (low < high) found.push(...neighbors(book, exercise, low, 8).above.filter(mass => mass < high), high);
    return [...found, ...neighbors(book, exercise, high, 2).above];
  };

  // Whether a row only repeats the weights in the head of its table, as for sets `@ top`.
  /** @param {Book.Rule} rule @param {(Worked.Weight | null)[]} weights @param {Visitor.Hit[]} hits */
  const repeatsHeader = (rule, weights, hits) => rule.is === 'off' && rule.same &&
    weights.every((weight, i) => weight && !weight.body && weight.low === hits[i].weight && weight.high === weight.low);

  // The strips of a block. For each lift whose top set is an estimate, a strip has the possible results of the top set and the
  // weights that follow from each.
  /** @param {Book.Rules} book @param {Book.Block} block @param {Worked.Block} worked */
  const strips = (book, block, { tops, top, before }) => {
    const slots = block.top.flatMap(({ lines }) => lines);
    const outcomes = top.flatMap(({ lines }) => lines);
    /** @type {Visitor.Strip[]} */
    const found = [];
    for (const [lift, at] of tops) {
      const [{ hits: expected }, { estimate, weight }] = [slots[at], outcomes[at] ?? OPEN];
      const isWeight = estimate && weight && !weight.body;
      /** @type {Visitor.Hit[]} */
      const hits = isWeight ? weightsAround(book, book.exercises[lift], weight).map(mass => ({ weight: mass }))
        : estimate ? []
        : expected?.reps?.map(reps => ({ reps, effort: 20 })) ?? expected?.effort?.map(effort => ({ effort })) ?? [];
      if (hits.length < 2) continue;
      const columns = hits.map(hit => workBlock(book, block, new Map([[lift, hit]]), before)[0]);
      /** @type {Visitor.StripRow[]} */
      const rows = [];
      /** @param {Visitor.StripPlace} place @param {(column: Worked.Block) => Worked.Maybe} outcome */
      const add = (place, outcome) => {
        const outcomes = columns.map(outcome);
        const found = outcomes.map(outcome => outcome?.weight ?? null);
        const words = found.map(weight => (weight ? `${weight.body} ${weight.low} ${weight.high}` : 'open'));
        if (outcomes.includes(null) || new Set(words).size < 2) return;
        if (!repeatsHeader(book.rules[place.line.rule], found, hits)) rows.push({ ...place, weights: found });
      };
      slots.forEach((line, i) => {
        if (i > at) add({ line }, column => column.top.flatMap(({ lines }) => lines)[i]);
      });
      block.backoff.forEach(({ lines, branches = [] }, i) => {
        lines.forEach((line, j) => add({ line }, column => column.backoff[i].lines[j]));
        branches.forEach((branch, b) => branch.lines.forEach((line, j) => add({ line, branch }, column => column.backoff[i].branches[b][j])));
      });
      if (rows.length) found.push({ lift, kind: isWeight ? 'weight' : expected?.reps ? 'reps' : 'effort', hits, rows });
    }
    return found;
  };

  // Weight × reps of a group of sets, or null if either is unknown.
  /** @param {Book.Rules} book @param {Book.Line} line @param {Worked.Maybe} outcome */
  const tonnage = (book, { lifts }, outcome) => {
    const weight = outcome?.weight;
    if (lifts === undefined || !weight || (weight.body && book.own === null)) return null;
    const own = weight.body ? 2n * BigInt(book.own ?? 0) : 0n;
    return ratio(own + weight.low + weight.high, BigInt(lifts), 4n);
  };

  return { warmup, instead, strips, tonnage };
})();
