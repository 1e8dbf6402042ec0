// @ts-check
// Exact masses, and the weights that can be loaded: plates, ladders, rounding, printing and parsing. Masses are in units of 10 ng,
// percentages in millionths.
const Loading = (() => {
  'use strict';
  const KG = 100_000_000_000n;
  const UNITS = { kg: KG, lb: 45_359_237_000n };
  const LARGEST = 2n ** 63n - 1n;
  // A mass within this distance of a weight counts as that weight. The rounding errors of repeated percentages are smaller.
  const TOLERANCE = 100n;
  // The smallest mass that is above a weight by more than the tolerance on both sides.
  const ABOVE = 201n;
  // The heaviest weight on an endless ladder of steps, and the heaviest load of plates on one sleeve.
  const ENDLESS = 10_000n * KG;
  const HEAVIEST = 500n * KG;

  /** @param {bigint} count */
  const within = count => count > LARGEST ? LARGEST : count < -LARGEST - 1n ? -LARGEST - 1n : count;
  /** @param {bigint} a @param {bigint} b */
  const floor = (a, b) => a / b - (a % b < 0n ? 1n : 0n);
  /** @param {bigint} mass @param {bigint} part @param {bigint} whole */
  const ratio = (mass, part, whole) => within(floor(mass * part + whole / 2n, whole));
  /** @param {bigint} mass @param {Book.Count} share */
  const times = (mass, share) => ratio(mass, BigInt(share), 1_000_000n);
  /** @param {bigint} mass @param {Book.Count} more */
  const plus = (mass, more) => within(mass + BigInt(more));
  /** @param {bigint} a @param {bigint} b */
  const least = (a, b) => a < b ? a : b;
  /** @param {bigint} low @param {bigint} high @returns {Worked.Ends} */
  const range = (low, high) => high < low ? { low: high, high: low } : { low, high };

  /** @param {bigint} mass @param {Book.Step[]} steps */
  const after = (mass, steps) => steps.reduce((mass, [kind, a, b = 1]) => {
    if (kind === '+') return plus(mass, a);
    if (kind === '/') return ratio(mass, BigInt(a), BigInt(b));
    for (let n = b; n > 0; n--) mass = times(mass, a);
    return mass;
  }, mass);

  // Rounds a mass to the weight below or above it. If both are equally near, `nearest` picks the heavier weight.
  /** @param {Book.Rounding} way @param {bigint} mass @param {bigint} below @param {bigint} above */
  const choose = (way, mass, below, above) =>
    way === 'down' || (way === 'nearest' && mass - below < above - mass) ? below : above;

  /** @param {bigint} mass @param {bigint} step @param {Book.Rounding} way */
  const multiple = (mass, step, way) => {
    if (step <= 0n || mass % step === 0n) return mass;
    const below = floor(mass, step) * step;
    return choose(way, mass, below, below + step);
  };

  /**
   * Caches a value for each object.
   * @template {WeakKey} K
   * @template V
   * @param {(of: K) => V} make
   * @returns {(of: K) => V}
   */
  const once = make => {
    const known = new WeakMap();
    return of => {
      if (!known.has(of)) known.set(of, make(of));
      return known.get(of);
    };
  };

  /** @param {Book.Unit} unit */
  const thousandth = unit => UNITS[unit] / 1000n;
  /** @param {bigint} mass @param {Book.Unit} unit */
  const isWrittenIn = (mass, unit) => mass % thousandth(unit) === 0n;
  /** @param {bigint} mass */
  const isWritten = mass => isWrittenIn(mass, 'kg') || isWrittenIn(mass, 'lb');
  // The unit stamped on a weight. It is the lifter's own unit, unless the weight is a whole number of thousandths only in the
  // other unit.
  /** @param {bigint} mass @param {Book.Unit} own */
  const stampOf = (mass, own) => {
    const other = own === 'kg' ? 'lb' : 'kg';
    return isWrittenIn(mass, own) || !isWrittenIn(mass, other) ? own : other;
  };

  // The sums that plates of one unit can make on a sleeve. They are multiples of the plates' greatest common divisor.
  // `reach[i][n]` says whether the plates from `i` on can make n times the divisor.
  /** @type {(a: bigint, b: bigint) => bigint} */
  const divisor = (a, b) => (b === 0n ? a : divisor(b, a % b));
  /** @param {[mass: bigint, pairs: number | null][]} plates */
  const sumsOf = plates => {
    const step = plates.reduce((step, [mass]) => divisor(step, mass), 0n);
    const steps = step === 0n ? 0 : Number(HEAVIEST / step);
    const reach = [new Uint8Array(steps + 1).fill(1, 0, 1)];
    for (const [mass, pairs] of [...plates].reverse()) {
      const more = reach[0].slice();
      const each = Number(mass / step);
      // Adding plates in groups of 1, 2, 4 and so on, and a last group with the rest, makes every number up to the total.
      const most = Math.floor(steps / each);
      for (let left = Math.min(pairs ?? most, most), atOnce = 1; left > 0; left -= atOnce, atOnce *= 2) {
        const taken = Math.min(atOnce, left) * each;
        for (let n = steps; n >= taken; n--) more[n] |= more[n - taken];
      }
      reach.unshift(more);
    }
    const one = step || 1n;
    const sums = reach[0];
    /** @param {number} n */
    const at = n => (n < 0 || n > steps ? null : BigInt(n) * one);
    /** @type {bigint[]} */
    const all = [];
    sums.forEach((can, n) => { if (can) all.push(BigInt(n) * one); });
    /** @param {number} from @param {bigint} side */
    const makes = (from, side) => side >= 0n && side % one === 0n && side / one <= BigInt(steps) && reach[from][Number(side / one)] === 1;
    return {
      all, steps, makes,
      /** @param {bigint} side */
      upTo: side => at(side < 0n ? -1 : sums.lastIndexOf(1, Number(least(side / one, BigInt(steps))))),
      /** @param {bigint} side */
      from: side => at(side > HEAVIEST ? -1 : sums.indexOf(1, side <= 0n ? 0 : Number((side + one - 1n) / one))),
      /** Uses as many of the heaviest plate as possible, then as many of the next plate as possible. @param {bigint} side */
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

  // Splits the mass on one side into the mass of kilogram plates and the mass of pound plates. Below 45 tonnes there is at most
  // one answer. The constant is the inverse of a thousandth of a pound modulo a thousandth of a kilogram.
  /** @param {bigint} side */
  const split = side => {
    const pounds = (side % thousandth('kg')) * 35_396_173n % thousandth('kg') * thousandth('lb');
    return pounds <= side ? { kg: side - pounds, lb: pounds } : null;
  };

  // The sums of plates in both units. There may be millions of sums, so this tries each sum of one unit only with the nearest sum
  // of the other unit.
  const plateSet = once((/** @type {Book.Plate[]} */ plates) => {
    /** @type {[bigint, number | null][]} */
    const own = plates.map(([mass, pairs]) => [BigInt(mass), pairs]);
    const kg = sumsOf(own.filter(([mass]) => isWrittenIn(mass, 'kg')));
    const lb = sumsOf(own.filter(([mass]) => !isWrittenIn(mass, 'kg')));
    const [few, many] = kg.steps <= lb.steps ? [kg, lb] : [lb, kg];
    /**
     * @param {bigint} side
     * @param {bigint | null} first
     * @param {(side: bigint) => bigint | null} find
     * @param {(a: bigint, b: bigint) => boolean} isBetter
     */
    const best = (side, first, find, isBetter) => few.all.reduce((best, sum) => {
      if (sum > side) return best;
      const other = find(side - sum);
      return other !== null && (best === null || isBetter(sum + other, best)) ? sum + other : best;
    }, first);
    return {
      /** @param {bigint} side */
      upTo: side => best(side, null, many.upTo, (a, b) => a > b),
      /** @param {bigint} side */
      from: side => best(side, few.from(side), many.from, (a, b) => a < b),
      /** @param {bigint} side */
      makes: side => {
        const parts = side < 0n ? null : split(side);
        return parts !== null && kg.makes(0, parts.kg) && lb.makes(0, parts.lb);
      },
      /** @param {bigint} side */
      plates: side => {
        const parts = side < 0n ? null : split(side);
        const [ofKg, ofLb] = parts ? [kg.plates(parts.kg), lb.plates(parts.lb)] : [null, null];
        return ofKg && ofLb && [...ofKg, ...ofLb].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      },
    };
  });

  // The plates for one side, with the heaviest first and as many of each as possible. Null if the ladder has no plates, or if no
  // plates make the mass.
  const knownSides = once((/** @type {Book.Ladder} */ _) => /** @type {Map<bigint, bigint[] | null>} */ (new Map()));
  /** @param {Book.Rules} book @param {number} exercise @param {bigint} mass @returns {bigint[] | null} */
  const platesPerSide = (book, exercise, mass) => {
    const ladder = book.ladders[book.exercises[exercise].ladder];
    if (!ladder.plates) return null;
    const known = knownSides(ladder);
    const side = floor(mass - BigInt(ladder.bar), BigInt(ladder.sides ?? 2));
    if (!known.has(mass)) known.set(mass, plateSet(ladder.plates).plates(side));
    return known.get(mass) ?? null;
  };

  // The number of elements at the start of a sorted list that pass a test.
  /** @param {bigint[]} list @param {(mass: bigint) => boolean} passes */
  const partition = (list, passes) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(list[middle])) low = middle + 1; else high = middle;
    }
    return low;
  };

  /**
   * Loadable weights: the lightest weight, the heaviest weight up to a mass, the lightest weight from a mass on, and whether a
   * mass can be loaded.
   * @typedef {{
   *   lightest: bigint,
   *   upTo: (mass: bigint) => bigint | null,
   *   from: (mass: bigint) => bigint | null,
   *   holds: (mass: bigint) => boolean,
   * }} Ladder
   */
  const ladderOf = once(/** @type {(ladder: Book.Ladder) => Ladder} */ (({ lightest, first, step, rungs, bar, plates, sides }) => {
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
    const [empty, each, set] = [BigInt(bar), BigInt(sides ?? 2), plateSet(plates)];
    /** @param {bigint | null} side */
    const total = side => side === null ? null : empty + side * each;
    return {
      lightest: empty,
      upTo: mass => total(set.upTo(floor(mass - empty, each))),
      from: mass => total(set.from(-floor(empty - mass, each))),
      holds: mass => mass === empty || ((mass - empty) % each === 0n && set.makes((mass - empty) / each)),
    };
  }));

  // The weight to load for a calculated mass.
  /**
   * @param {bigint} mass
   * @param {Pick<Book.Exercise, 'way' | 'to'>} rounding
   * @param {Ladder} ladder
   * @param {bigint} lightest
   */
  const fit = (mass, { way, to }, ladder, lightest) => {
    /** @param {bigint} mass */
    const upTo = mass => ladder.upTo(mass) ?? (mass >= lightest ? lightest : null);
    /** @param {bigint} mass */
    const from = mass => mass <= lightest ? lightest : ladder.from(mass);
    const [most, least] = [plus(mass, TOLERANCE), plus(mass, -TOLERANCE)];
    let [below, above] = [upTo(most), from(least)];
    if (below === null) return lightest;
    if (above === null) return below;
    if (to !== null) {
      const [each, heaviest] = [BigInt(to), upTo(ENDLESS) ?? lightest];
      /** @param {bigint} mass */
      const holds = mass => mass === lightest || ladder.holds(mass);
      let lower = multiple(most < heaviest ? most : heaviest, each, 'down');
      while (lower >= lightest && !holds(lower)) lower -= each;
      let upper = multiple(least > lightest ? least : lightest, each, 'up');
      while (upper <= heaviest && !holds(upper)) upper += each;
      if (lower >= lightest && upper <= heaviest) [below, above] = [lower, upper];
    }
    return choose(way, most, below, above);
  };

  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} target @returns {Worked.Weight} */
  const loaded = (book, exercise, target) => {
    const ladder = ladderOf(book.ladders[exercise.ladder]);
    /** @param {bigint} mass */
    const of = mass => fit(mass, exercise, ladder, ladder.lightest);
    return { body: false, low: of(target.low), high: of(target.high), target };
  };

  // A weight that the author wrote. It is not rounded if nothing is known about the lifter's equipment.
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} weight @returns {Worked.Weight} */
  const written = (book, exercise, { low, high }) => exercise.unknown && low > 0n && isWritten(low) && isWritten(high)
    ? { body: false, low, high, target: { low, high }, written: true }
    : loaded(book, exercise, { low, high });
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} weight @returns {Worked.Weight} */
  const writtenOnBelt = (book, exercise, { low, high }) => exercise.belt_unknown && isWritten(low) && isWritten(high)
    ? { body: true, low, high, written: true }
    : hung(book, exercise, { low, high });

  // The weight on a belt, which may be zero. A negative weight is assistance, which is rounded to the lifter's step.
  /** @param {Book.Rules} book @param {Book.Exercise} exercise @param {Worked.Ends} weight @returns {Worked.Weight} */
  const hung = (book, exercise, { low, high }) => {
    /** @param {bigint} mass */
    const of = mass => plus(mass, TOLERANCE) < 0n
      ? multiple(mass, BigInt(book.step), exercise.way)
      : fit(mass, exercise, ladderOf(book.ladders[exercise.belt]), 0n);
    return { body: true, ...range(of(low), of(high)) };
  };

  // Prints a mass with up to two decimals. Halves are rounded up.
  /** @param {bigint} mass @param {Book.Unit} unit */
  const inUnit = (mass, unit) => {
    const part = UNITS[unit] / 100n;
    const hundredths = floor(mass + part / 2n, part);
    const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
    return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
  };

  // The unit in which a weight is printed. For a dumbbell, a belt weight or an empty bar, it is the unit stamped on it. For a
  // loaded bar, it is the lifter's unit.
  /** @param {Book.Rules} book @param {number} exercise @param {Worked.Weight} weight */
  const printedIn = (book, exercise, { body, low, high }) => {
    const { bar, plates } = book.ladders[book.exercises[exercise].ladder];
    /** @param {bigint} mass */
    const unitOf = mass => (body || !plates || mass === BigInt(bar) ? stampOf(mass, book.unit) : book.unit);
    const units = new Set([low, high].filter(end => end !== 0n).map(unitOf));
    return units.size === 1 ? [...units][0] : book.unit;
  };

  // Lists plates as they are stamped. If all plates are in the other unit, the unit follows once. If both units are on the bar,
  // each plate has its unit.
  /** @param {bigint[]} plates @param {Book.Unit} own */
  const stamped = (plates, own) => {
    const units = plates.map(plate => stampOf(plate, own));
    const isMixed = new Set(units).size > 1;
    const list = plates.map((plate, at) => inUnit(plate, units[at]) + (isMixed ? ` ${units[at]}` : '')).join(' · ');
    return isMixed || units.every(unit => unit === own) ? list : `${list} ${units[0]}`;
  };

  // Parses a mass with a decimal point or comma. Returns null if the text is not a mass.
  /** @param {string} text @param {Book.Unit} unit */
  const parseMass = (text, unit) => {
    const [, sign, whole, decimals = ''] = /^([-−]?)(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim()) ?? [];
    if (whole === undefined) return null;
    const thousandths = BigInt(whole + decimals.padEnd(3, '0'));
    const mass = thousandths * (UNITS[unit] / 1000n);
    return thousandths > 10_000_000n ? null : sign ? -mass : mass;
  };

  return {
    UNITS, LARGEST, ABOVE, ratio, times, plus, range, after, multiple, platesPerSide, ladderOf, fit, loaded, written, hung, writtenOnBelt,
    inUnit, printedIn, stamped, parseMass,
  };
})();
