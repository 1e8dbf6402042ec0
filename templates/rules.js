// Evaluates load rules (docs/pages/gym-mode.md), in exact integers: masses in counts of 10 ng, percentages in millionths, efforts in
// half points. What cannot be worked out is null. The library's `Plan::after` says the same.
const LoadRules = (() => {
  'use strict';
  const KG = 100_000_000_000n;
  const UNITS = { kg: KG, lb: 45_359_237_000n };
  const LARGEST = 2n ** 63n - 1n;
  // What is a hair off a weight is that weight: more than shares of shares lose to rounding.
  const HAIR = 100n;
  // Added to a weight, it is above it by more than a hair on either side.
  const ABOVE = 201n;
  // Steps without end stop here, and so do the plates of one unit on a sleeve.
  const ENDLESS = 10_000n * KG;
  const HEAVIEST = 500n * KG;

  const within = count => count > LARGEST ? LARGEST : count < -LARGEST - 1n ? -LARGEST - 1n : count;
  const floor = (a, b) => a / b - (a % b < 0n ? 1n : 0n);
  const ratio = (mass, part, whole) => within(floor(mass * part + whole / 2n, whole));
  const times = (mass, share) => ratio(mass, BigInt(share), 1_000_000n);
  const plus = (mass, more) => within(mass + BigInt(more));
  const least = (a, b) => a < b ? a : b;
  const range = (low, high) => high < low ? { low: high, high: low } : { low, high };

  const after = (mass, steps) => steps.reduce((mass, [kind, a, b = 1]) => {
    if (kind === '+') return plus(mass, a);
    if (kind === '/') return ratio(mass, BigInt(a), BigInt(b));
    for (let n = b; n > 0; n--) mass = times(mass, a);
    return mass;
  }, mass);

  // Of two neighbours of a mass, the one that a rounding takes; of a tie the heavier.
  const choose = (way, mass, below, above) =>
    way === 'down' || (way === 'nearest' && mass - below < above - mass) ? below : above;

  const multiple = (mass, step, way) => {
    if (step <= 0n || mass % step === 0n) return mass;
    const below = floor(mass, step) * step;
    return choose(way, mass, below, below + step);
  };

  // Each is worked out once for the object that it is of.
  const once = make => {
    const known = new WeakMap();
    return of => known.get(of) ?? (known.set(of, make(of)), known.get(of));
  };

  const thousandth = unit => UNITS[unit] / 1000n;
  const isWrittenIn = (mass, unit) => mass % thousandth(unit) === 0n;
  const isWritten = mass => isWrittenIn(mass, 'kg') || isWrittenIn(mass, 'lb');
  // The unit that a weight is stamped in: the other one where it is a whole number of thousandths of that alone.
  const stampOf = (mass, own) => {
    const other = own === 'kg' ? 'lb' : 'kg';
    return isWrittenIn(mass, own) || !isWrittenIn(mass, other) ? own : other;
  };

  // What the plates of one unit can make on a sleeve, in steps that all of them are multiples of; `reach[i][n]` says whether
  // those from `i` on make n steps.
  const divisor = (a, b) => (b === 0n ? a : divisor(b, a % b));
  const sumsOf = plates => {
    const step = plates.reduce((step, [mass]) => divisor(step, mass), 0n);
    const steps = step === 0n ? 0 : Number(HEAVIEST / step);
    const reach = [new Uint8Array(steps + 1).fill(1, 0, 1)];
    for (const [mass, pairs] of [...plates].reverse()) {
      const more = reach[0].slice();
      const each = Number(mass / step);
      // One, two, four, eight and the rest make every number up to all of them.
      const most = Math.floor(steps / each);
      for (let left = Math.min(pairs ?? most, most), atOnce = 1; left > 0; left -= atOnce, atOnce *= 2) {
        const taken = Math.min(atOnce, left) * each;
        for (let n = steps; n >= taken; n--) more[n] |= more[n - taken];
      }
      reach.unshift(more);
    }
    const one = step || 1n;
    const sums = reach[0];
    const at = n => (n < 0 || n > steps ? null : BigInt(n) * one);
    const all = [];
    sums.forEach((can, n) => { if (can) all.push(BigInt(n) * one); });
    const makes = (from, side) => side >= 0n && side % one === 0n && side / one <= BigInt(steps) && reach[from][Number(side / one)] === 1;
    return {
      all, steps, makes,
      upTo: side => at(side < 0n ? -1 : sums.lastIndexOf(1, Number(least(side / one, BigInt(steps))))),
      from: side => at(side > HEAVIEST ? -1 : sums.indexOf(1, side <= 0n ? 0 : Number((side + one - 1n) / one))),
      // As many as possible of the heaviest, then of the next.
      plates: side => {
        const found = [];
        for (const [i, [plate, pairs]] of plates.entries()) {
          let count = Number(least(side / plate, BigInt(pairs ?? 65_535)));
          while (count >= 0 && !makes(i + 1, side - plate * BigInt(count))) count--;
          if (count < 0) return null;
          side -= plate * BigInt(count);
          for (; count > 0; count--) found.push(plate);
        }
        return side === 0n ? found : null;
      },
    };
  };

  // How much of a side is kilogram plates, and how much pound plates: below 45 tonnes there is one answer at most. The number is
  // the inverse of a thousandth of a pound modulo a thousandth of a kilogram.
  const split = side => {
    const pounds = (side % thousandth('kg')) * 35_396_173n % thousandth('kg') * thousandth('lb');
    return pounds <= side ? { kg: side - pounds, lb: pounds } : null;
  };

  // What both make together: of these there may be millions, so the nearest is looked for among the sums of the one unit, with the
  // nearest of the other to what each leaves.
  const plateSet = once(plates => {
    const own = plates.map(([mass, pairs]) => [BigInt(mass), pairs]);
    const kg = sumsOf(own.filter(([mass]) => isWrittenIn(mass, 'kg')));
    const lb = sumsOf(own.filter(([mass]) => !isWrittenIn(mass, 'kg')));
    const [few, many] = kg.steps <= lb.steps ? [kg, lb] : [lb, kg];
    const best = (side, first, find, isBetter) => few.all.reduce((best, sum) => {
      if (sum > side) return best;
      const other = find(side - sum);
      return other !== null && (best === null || isBetter(sum + other, best)) ? sum + other : best;
    }, first);
    return {
      upTo: side => best(side, null, many.upTo, (a, b) => a > b),
      from: side => best(side, few.from(side), many.from, (a, b) => a < b),
      makes: side => {
        const parts = side < 0n ? null : split(side);
        return parts !== null && kg.makes(0, parts.kg) && lb.makes(0, parts.lb);
      },
      plates: side => {
        const parts = side < 0n ? null : split(side);
        const [ofKg, ofLb] = parts ? [kg.plates(parts.kg), lb.plates(parts.lb)] : [null, null];
        return ofKg && ofLb && [...ofKg, ...ofLb].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      },
    };
  });

  // The plates of one side, heaviest first, as many as possible of each; null where none are put on, or none fit.
  const knownSides = once(() => new Map());
  const platesPerSide = (book, exercise, mass) => {
    const ladder = book.ladders[book.exercises[exercise].ladder];
    if (!ladder.plates) return null;
    const known = knownSides(ladder);
    const side = floor(mass - BigInt(ladder.bar), BigInt(ladder.sides ?? 2));
    if (!known.has(mass)) known.set(mass, plateSet(ladder.plates).plates(side));
    return known.get(mass);
  };

  // How many at the beginning of a list pass a test that those behind them fail.
  const partition = (list, passes) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(list[middle])) low = middle + 1; else high = middle;
    }
    return low;
  };

  // What can be loaded: the lightest, the heaviest up to a mass, the lightest from it on, and whether just that can be.
  const ladderOf = once(({ lightest, first, step, rungs, bar, plates, sides = 2 }) => {
    if (step !== undefined) {
      const [low, start, each] = [BigInt(lightest), BigInt(first), BigInt(step)];
      return {
        lightest: low,
        upTo: mass => mass < start ? null : start + multiple(least(mass, ENDLESS) - start, each, 'down'),
        from: mass => {
          const rung = mass <= start ? start : start + multiple(mass - start, each, 'up');
          return mass <= start || rung <= ENDLESS ? rung : null;
        },
        holds: mass => mass === low || (mass >= start && multiple(mass - start, each, 'down') === mass - start),
      };
    }
    if (rungs) {
      const list = rungs.map(BigInt);
      return {
        lightest: list[0] ?? 0n,
        upTo: mass => list[partition(list, rung => rung <= mass) - 1] ?? null,
        from: mass => list[partition(list, rung => rung < mass)] ?? null,
        holds: mass => list.includes(mass),
      };
    }
    const [empty, each, set] = [BigInt(bar), BigInt(sides), plateSet(plates)];
    const total = side => side === null ? null : empty + side * each;
    return {
      lightest: empty,
      upTo: mass => total(set.upTo(floor(mass - empty, each))),
      from: mass => total(set.from(-floor(empty - mass, each))),
      holds: mass => mass === empty || ((mass - empty) % each === 0n && set.makes((mass - empty) / each)),
    };
  });

  // The weight to load for one that was computed.
  const fit = (book, mass, { way, to }, ladder, lightest) => {
    const upTo = mass => ladder.upTo(mass) ?? (mass >= lightest ? lightest : null);
    const from = mass => mass <= lightest ? lightest : ladder.from(mass);
    const [most, least] = [plus(mass, HAIR), plus(mass, -HAIR)];
    let [below, above] = [upTo(most), from(least)];
    if (below === null) return lightest;
    if (above === null) return below;
    if (to !== null) {
      const [each, heaviest] = [BigInt(to), upTo(ENDLESS)];
      const holds = mass => mass === lightest || ladder.holds(mass);
      let lower = multiple(most < heaviest ? most : heaviest, each, 'down');
      while (lower >= lightest && !holds(lower)) lower -= each;
      let upper = multiple(least > lightest ? least : lightest, each, 'up');
      while (upper <= heaviest && !holds(upper)) upper += each;
      if (lower >= lightest && upper <= heaviest) [below, above] = [lower, upper];
    }
    return choose(way, most, below, above);
  };

  const loaded = (book, exercise, target) => {
    const ladder = ladderOf(book.ladders[exercise.ladder]);
    const of = mass => fit(book, mass, exercise, ladder, ladder.lightest);
    return { body: false, low: of(target.low), high: of(target.high), target };
  };

  // A weight that the author wrote: as it is where nothing is known of what there is to load.
  const written = (book, exercise, { low, high }) => exercise.unknown && low > 0n && isWritten(low) && isWritten(high)
    ? { body: false, low, high, target: { low, high }, written: true }
    : loaded(book, exercise, { low, high });
  const writtenOnBelt = (book, exercise, { low, high }) => exercise.belt_unknown && isWritten(low) && isWritten(high)
    ? { body: true, low, high, written: true }
    : hung(book, exercise, { low, high });

  // What hangs on a belt, which may be nothing; below that it is help, and comes in steps.
  const hung = (book, exercise, { low, high }) => {
    const of = mass => plus(mass, HAIR) < 0n
      ? multiple(mass, BigInt(book.step), exercise.way)
      : fit(book, mass, exercise, ladderOf(book.ladders[exercise.belt]), 0n);
    return { body: true, ...range(of(low), of(high)) };
  };

  // All that is lifted: of a bodyweight exercise, the lifter's own weight is a part of it.
  const lifted = (book, exercise, target) => {
    if (!exercise.body) return loaded(book, exercise, target);
    if (book.own === null) return null;
    const own = BigInt(book.own);
    return { ...hung(book, exercise, { low: plus(target.low, -own), high: plus(target.high, -own) }), target };
  };

  const reference = (book, index) => {
    const { max, then } = book.references[index];
    const { mass } = book.maxes[max];
    return mass === null ? null : after(BigInt(mass), then);
  };

  const estimate = (book, mass, reps, effort) => {
    const cell = book.chart.find(cell => cell[0] === reps && cell[1] === effort);
    return cell && cell[2] > 0 ? ratio(mass, 1_000_000n, BigInt(cell[2])) : null;
  };

  // The 1RM that a top set shows for an exercise, both ends of it.
  const shown = (book, top, { carried, max }) => {
    const { weight, reps, effort } = top.done;
    if (!weight || (weight.body && book.own === null)) return null;
    const own = weight.body ? BigInt(book.own) : 0n;
    let ends = max === null ? null : [reference(book, max), reference(book, max)];
    if (reps && effort) {
      ends = [
        estimate(book, plus(weight.low, own), reps[1], effort[0]),
        estimate(book, plus(weight.high, own), reps[0], effort[1]),
      ];
    }
    if (!ends || ends.includes(null)) return null;
    if (Array.isArray(carried)) ends = ends.map(mass => after(mass, carried));
    else if (carried) {
      const [from, to] = [reference(book, carried.from), reference(book, carried.to)];
      if (from === null || to === null) return null;
      if (from > 0n) ends = ends.map(mass => ratio(mass, to, from));
    }
    return range(...ends);
  };

  const done = (weight, more) => weight && { weight, estimate: false, points: null, written: Boolean(weight.written), ...more };
  const OPEN = { weight: null, estimate: false, points: null };

  const share = (book, exercise, { of, percent: [low, high], then, points }, { top: own, tops }) => {
    const known = typeof of === 'number';
    const top = known || of.lift === undefined ? own : tops?.get(of.lift);
    if (!known && !top?.done) return null;
    const max = known ? reference(book, of) : shown(book, top, of);
    if (max === null) return null;
    const ends = known ? { low: max, high: max } : max;
    const target = { low: after(times(ends.low, low), then), high: after(times(ends.high, high), then) };
    const more = { estimate: !known, points: points === null ? null : { low, high, kind: points } };
    return done(lifted(book, exercise, target), more);
  };

  const effort = (book, exercise, { percent: [low, high], shown: follows, of }, { top, follows: isAfter }) => {
    if (isAfter && top === 'failed') return null;
    const today = follows && top?.done ? shown(book, top, follows) : undefined;
    if (today === null) return null;
    if (today === undefined && of === null) return OPEN;
    const planned = today ? null : reference(book, of);
    if (!today && planned === null) return null;
    const max = today ?? { low: planned, high: planned };
    const target = { low: times(max.low, low), high: times(max.high, high) };
    return done(lifted(book, exercise, target), { estimate: true, points: { low, high, kind: '1RM' } });
  };

  const off = (book, exercise, { by, then, same }, base) => {
    if (!base) return null;
    const grown = ({ low, high }) => range(after(low, then), after(high, then));
    if (by?.points) {
      const { points: [low, high], of } = by.points;
      const index = base.points ? of[base.points.kind] : undefined;
      if (index === undefined) return null;
      const most = 100_000_000;
      const end = (percent, points) => Math.max(-most, Math.min(most, percent + points));
      const points = { low: end(base.points.low, low), high: end(base.points.high, high), kind: base.points.kind };
      const max = reference(book, index);
      if (max === null) return null;
      const target = range(after(times(max, points.low), then), after(times(max, points.high), then));
      return done(lifted(book, exercise, target), { estimate: base.estimate, points });
    }
    if (!base.weight) return null;
    const { body, low, high } = base.weight;
    const own = body && book.own !== null ? BigInt(book.own) : null;
    const shares = by?.percent && (mass => ({ low: times(mass.low, by.percent[0]), high: times(mass.high, by.percent[1]) }));
    const amounts = by?.amount && (mass => ({ low: plus(mass.low, by.amount[0]), high: plus(mass.high, by.amount[1]) }));
    if (!body) {
      const target = grown((shares ?? amounts ?? (mass => mass))({ low, high }));
      const isAdded = base.written && !shares && then.every(([kind]) => kind === '+');
      return done((isAdded ? written : loaded)(book, exercise, target), { estimate: base.estimate, points: same ? base.points : null });
    }
    // A share is of all that is lifted; an amount changes what is added to bodyweight.
    if (shares || then.some(([kind]) => kind === 'x')) {
      if (own === null) return null;
      const all = { low: plus(low, own), high: plus(high, own) };
      return done(lifted(book, exercise, grown((shares ?? amounts ?? (mass => mass))(all))), { estimate: base.estimate });
    }
    const isAsHeavy = !amounts && !then.length;
    const more = { estimate: base.estimate };
    if (isAsHeavy) return done({ body, low, high }, { ...more, written: base.written });
    const target = grown((amounts ?? (mass => mass))({ low, high }));
    return done((base.written ? writtenOnBelt : hung)(book, exercise, target), more);
  };

  // What is added to bodyweight; of one that is unknown no share can be taken.
  const belt = (book, { added, then = [] }) => {
    const own = book.own === null ? 0n : BigInt(book.own);
    const steps = book.own === null ? then.filter(([kind]) => kind !== 'x') : then;
    const mass = plus(after(plus(BigInt(added), own), steps), -own);
    return { low: mass, high: mass };
  };

  const barOf = (book, exercise) => ladderOf(book.ladders[exercise.ladder]).lightest;

  // The next weight above one that can be loaded; the heaviest there is where none is.
  const above = (book, exercise, mass, body) => {
    const up = { ...exercise, way: 'up' };
    const next = plus(mass, ABOVE);
    if (!body) return loaded(book, up, { low: next, high: next }).low;
    return hung(book, up, { low: next, high: next }).low;
  };

  // An attempt as it is made: above the one before it, and a third at the max or more above the max.
  const attempted = (book, slot, { sets }, outcome) => {
    if (!outcome?.weight) return outcome;
    const exercise = book.exercises[slot.exercise];
    const { weight } = outcome;
    const before = slot.rises ? sets?.at(-1)?.[1]?.weight : null;
    const floors = before && before.body === weight.body ? [before] : [];
    const max = slot.beats === undefined ? null : reference(book, slot.beats);
    if (max !== null && (!weight.body || book.own !== null)) {
      const added = weight.body ? plus(max, -BigInt(book.own)) : max;
      floors.push({ low: added, high: added });
    }
    const most = (mass, floor) => floor > mass ? floor : mass;
    const raised = floors.reduce(({ low, high }, floor) => ({
      low: most(low, above(book, exercise, floor.low, weight.body)),
      high: most(high, above(book, exercise, floor.high, weight.body)),
    }), weight);
    return { ...outcome, weight: { ...weight, ...raised } };
  };

  // What a group of sets comes to; `around` is the sets that it may follow from.
  const work = (book, slot, around) => attempted(book, slot, around, ruled(book, slot, around));

  const ruled = (book, slot, around) => {
    const [rule, exercise] = [book.rules[slot.rule], book.exercises[slot.exercise]];
    const { previous, sets, top } = around;
    switch (rule.is) {
      case 'weight': return done((rule.written ? written : loaded)(book, exercise, range(...rule.weight.map(BigInt))));
      case 'bar': {
        const mass = after(barOf(book, exercise), rule.then);
        return done(loaded(book, exercise, { low: mass, high: mass }));
      }
      case 'belt': return done((rule.then ? hung : writtenOnBelt)(book, exercise, belt(book, rule)));
      case 'share': return share(book, exercise, rule, around);
      case 'effort': return effort(book, exercise, rule, around);
      case 'off': {
        const base = { previous, top: top?.done }[rule.from] ?? sets?.find(([last]) => last >= rule.from)?.[1];
        return off(book, exercise, rule, base);
      }
      case 'drop': {
        if (!previous) return null;
        const { weight, estimate } = previous;
        if (!weight || weight.body) return OPEN;
        return done(loaded(book, exercise, { low: times(weight.low, rule.percent), high: times(weight.high, rule.percent) }), { estimate });
      }
      default: return OPEN;
    }
  };

  const push = (sets, slot, outcome) => sets.push([(sets.at(-1)?.[0] ?? 0) + slot.most, outcome]);
  const heaviness = outcome => outcome.weight?.high ?? -LARGEST - 2n;
  const isOwn = (book, slot) => !['off', 'drop'].includes(book.rules[slot.rule].is);

  // The heaviest set of each lift, `failed` where one could not be worked out. Of equal sets the last counts, but not one
  // that only repeats another, nor one that may be left out. What came instead is the top set.
  const heaviest = (book, slots, outcomes, instead, counts) => {
    const found = new Map();
    slots.forEach((slot, at) => {
      if (slot.optional || !counts(slot)) return;
      const known = found.get(slot.exercise);
      const outcome = outcomes[at];
      if (known === 'failed' || !outcome) return found.set(slot.exercise, 'failed');
      const [a, b] = known ? [heaviness(outcome), heaviness(known.done)] : [1n, 0n];
      if (a > b || (a === b && isOwn(book, slot))) found.set(slot.exercise, { at, done: outcome });
    });
    for (const [at, outcome] of instead) found.set(slots[at].exercise, { at, done: outcome });
    return found;
  };

  // A block's top sets: first those with a weight of their own, then those that refer to the heaviest of them.
  const workTop = (book, slots, before, instead) => {
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
            ? instead.get(at)
            : work(book, slot, { top: tops.get(slot.exercise), sets: own, previous, follows: false });
        }
        push(own, slot, outcomes[at]);
        previous = outcomes[at];
      });
    }
    return outcomes;
  };

  // A top set as it came to be; what is not known of it was as planned.
  const cameTo = (planned, slot, { weight = null, reps = null, effort = null }) => ({
    ...planned,
    weight: weight === null ? planned.weight : { body: Boolean(planned.weight?.body), low: weight, high: weight },
    reps: reps === null ? slot.reps : [reps, reps],
    effort: effort === null ? slot.effort : [effort, effort],
  });

  // Entries in order; a branch begins where its entry does, and what comes after follows the entry.
  const follow = (book, entries, around, before) => {
    let previous = before;
    const sequence = (slots, from) => slots.map(slot => from = work(book, slot, { ...around(slot.exercise), previous: from }));
    const worked = entries.map(({ lines, branches = [] }) => {
      const from = previous;
      const own = sequence(lines, from);
      if (own.length) previous = own.at(-1);
      return { lines: own, branches: branches.map(branch => sequence(branch.lines, from)) };
    });
    return [worked, previous];
  };

  const workBlock = (book, block, came, before) => {
    const slots = block.top.flatMap(({ lines }) => lines);
    const planned = workTop(book, slots, before, new Map()).map((outcome, at) => outcome && cameTo(outcome, slots[at], {}));
    const tops = [...heaviest(book, slots, planned, [], slot => !slot.refers)].filter(([, top]) => top !== 'failed');
    const instead = new Map(tops.filter(([lift]) => came.has(lift)).map(([lift, top]) => {
      const { at = top.at } = came.get(lift);
      return [at, cameTo(planned[at] ?? top.done, slots[at], came.get(lift))];
    }));
    const outcomes = workTop(book, slots, before, instead).map((outcome, at) =>
      outcome && (instead.has(at) ? outcome : cameTo(outcome, slots[at], {})));
    const sets = new Map();
    slots.forEach((slot, at) => {
      if (!sets.has(slot.exercise)) sets.set(slot.exercise, []);
      push(sets.get(slot.exercise), slot, outcomes[at]);
    });
    const all = heaviest(book, slots, outcomes, instead, () => true);
    // What an exercise may refer to: sets of the only lift there is, or else of its own.
    const around = exercise => {
      const lift = sets.size === 1 ? [...sets.keys()][0] : exercise;
      return { top: all.get(lift), tops: all, sets: sets.get(lift), follows: true };
    };
    const [backoff, previous] = follow(book, block.backoff, around, slots.length ? outcomes.at(-1) : before);
    let next = 0;
    const top = block.top.map(({ lines }) => ({ lines: lines.map(() => outcomes[next++]) }));
    return [{ top, backoff, before, tops: new Map(tops.map(([lift, { at }]) => [lift, at])) }, previous];
  };

  // A day: `came(block, lift)` is what the top set of a lift came to (`at` is the set, where it was another than planned), or
  // nothing where it was as planned. The answer has the
  // shape of the day; `tops` of a block says which of its top slots is the top set of each lift.
  const workDay = (book, day, came) => {
    let before;
    const blocks = day.blocks.map((block, index) => {
      const lifts = new Set(block.top.flatMap(({ lines }) => lines.map(slot => slot.exercise)));
      const known = [...lifts].map(lift => [lift, came(index, lift)]).filter(([, top]) => top);
      let worked;
      [worked, before] = workBlock(book, block, new Map(known), before);
      return worked;
    });
    const [accessories] = follow(book, day.accessories, () => ({ follows: false }), before);
    return { blocks, accessories };
  };

  // A day of a book whose items have lines in place of their positions in the book's list.
  const withLines = (book, day) => {
    const lined = lines => lines.map(index => book.lines[index]);
    const item = ({ lines, branches = [], ...more }) =>
      ({ ...more, lines: lined(lines), branches: branches.map(branch => ({ ...branch, lines: lined(branch.lines) })) });
    const blocks = day.blocks.map(({ top, backoff }) => ({ top: top.map(item), backoff: backoff.map(item) }));
    return { ...day, blocks, accessories: day.accessories.map(item) };
  };

  // A mass as it is printed: to two decimals, halves up.
  const inUnit = (mass, unit) => {
    const part = UNITS[unit] / 100n;
    const hundredths = floor(mass + part / 2n, part);
    const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
    return ((hundredths < 0n ? '-' : '') + `${digits.slice(0, -2)}.${digits.slice(-2)}`).replace(/\.?0+$/, '');
  };

  // The unit that a weight is printed in: what is taken as it is, an empty bar too, has a stamp; what is put together from a bar and
  // plates is in the lifter's own.
  const printedIn = (book, exercise, { body, low, high }) => {
    const { bar, plates } = book.ladders[book.exercises[exercise].ladder];
    const unitOf = mass => (body || !plates || mass === BigInt(bar) ? stampOf(mass, book.unit) : book.unit);
    const units = new Set([low, high].filter(end => end !== 0n).map(unitOf));
    return units.size === 1 ? [...units][0] : book.unit;
  };

  // Plates as they are stamped: with a unit where that is not the lifter's, and each with its own where there are two.
  const stamped = (plates, own) => {
    const units = plates.map(plate => stampOf(plate, own));
    const isMixed = new Set(units).size > 1;
    const list = plates.map((plate, at) => inUnit(plate, units[at]) + (isMixed ? ` ${units[at]}` : '')).join(' · ');
    return isMixed || units.every(unit => unit === own) ? list : `${list} ${units[0]}`;
  };

  // A mass as it is typed, with a point or a comma; null where that is none.
  const parseMass = (text, unit) => {
    const [, sign, whole, decimals = ''] = /^([-−]?)(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
    if (whole === undefined) return null;
    const thousandths = BigInt(whole + decimals.padEnd(3, '0'));
    const mass = thousandths * (UNITS[unit] / 1000n);
    return thousandths > 10_000_000n ? null : sign ? -mass : mass;
  };

  return {
    withLines, workDay, workBlock, work, fit, lifted, reference, estimate, ladderOf, barOf, platesPerSide, printedIn, stamped, multiple, ratio, times, plus, inUnit, parseMass, UNITS, OPEN,
  };
})();
