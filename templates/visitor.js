// @ts-check
// The numbers of a visitor (docs/pages/calculator.md). Parses the form, and turns the book of a program into the book of the
// visitor's booklet. Nothing is fetched or sent.
const Visitor = (() => {
  'use strict';
  const { parseMass, estimate, ratio } = LoadRules;
  const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const LARGEST = 1n << 53n;
  /** @type {Book.Unit[]} */
  const UNITS = ['kg', 'lb'];
  /** @type {Book.Rounding[]} */
  const ROUNDINGS = ['nearest', 'down', 'up'];

  // The names of all fields that the form on the page of a program, or an address of the page, may have.
  /** @param {Book.Program} book */
  const fieldsOf = book => [
    ...book.lifts.map(({ slug }) => slug), 'bodyweight', 'tm', ...book.options.map(({ slug }) => `o.${slug}`),
    'rounding', 'bar', 'plates', 'step', 'start', 'days',
  ];

  // Parses a max such as `180`, or a set such as `100x5` or `100 × 5 @ 8`.
  /** @param {string} typed @param {Book.Unit} unit @returns {Visitor.Lift | null} */
  const parseLift = (typed, unit) => {
    const [, weight, reps = '1', rpe] = /^([^x×@]+)(?:[x×]\s*(\d{1,2}))?\s*(?:@\s*([\d.,]+))?$/i.exec(typed.trim()) ?? [];
    const mass = weight === undefined ? null : parseMass(weight, unit);
    const effort = rpe === undefined ? null : Number(rpe.replace(',', '.')) * 2;
    if (mass === null || !(Number(reps) >= 1 && Number(reps) <= 20)) return null;
    if (effort !== null && !(Number.isInteger(effort) && effort >= 2 && effort <= 20)) return null;
    return { mass, reps: Number(reps), effort };
  };
  /** @param {string} typed @param {Book.Unit} unit */
  const parsePositive = (typed, unit) => {
    const mass = parseMass(typed, unit);
    return mass !== null && mass > 0n ? mass : null;
  };
  // Parses plates with spaces or semicolons between them. Commas separate plates only if there are no spaces or semicolons,
  // because a comma may also be a decimal mark.
  /** @param {string} typed @param {Book.Unit} unit */
  const parsePlates = (typed, unit) => {
    const words = typed.split(/[;\s]+/).map(word => word.replace(/,$/, '')).filter(Boolean);
    const plates = (words.length > 1 ? words : typed.split(',')).map(plate => parsePositive(plate, unit));
    const known = plates.filter(plate => plate !== null);
    const sorted = [...new Set(known)].sort((a, b) => (a < b ? 1 : -1));
    return plates.length && plates.length <= 20 && known.length === plates.length ? sorted : null;
  };
  /** @param {string} typed */
  const parseShare = typed => {
    const [, whole, decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim()) ?? [];
    const share = whole === undefined ? 0 : Number(whole + decimals.padEnd(2, '0')) * 100;
    return share > 0 && share <= 1_200_000 ? share : null;
  };
  /** @param {string} typed */
  const parseDate = typed => {
    const date = new Date(`${typed}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(date.getTime()) ? date : null;
  };
  /** @param {string} typed */
  const parseDays = typed => {
    const days = typed.split(/[\s,]+/).filter(Boolean);
    return days.every(day => WEEKDAYS.includes(day)) ? WEEKDAYS.filter(day => days.includes(day)) : null;
  };

  // Parses the fields. In the result, `wrong` has the names of invalid fields. An empty field counts as not given.
  /** @param {Book.Program} book @param {Visitor.Raw} raw */
  const read = (book, { unit, fields }) => {
    /** @type {string[]} */
    const wrong = [];
    /**
     * @template T
     * @param {string} name
     * @param {(typed: string, unit: Book.Unit) => T | null} parse
     */
    const value = (name, parse) => {
      const typed = (fields[name] ?? '').trim();
      if (!typed) return null;
      const parsed = parse(typed, unit);
      if (parsed === null) wrong.push(name);
      return parsed;
    };
    /** @type {Map<string, Visitor.Lift>} */
    const lifts = new Map();
    for (const { slug, body } of book.lifts) {
      const lift = value(slug, parseLift);
      if (lift && (body || lift.mass > 0n)) lifts.set(slug, lift);
      else if (lift) wrong.push(slug);
    }
    const combination = book.options.reduce((combination, { slug, choices }) => {
      const chosen = choices.findIndex(choice => choice.slug === fields[`o.${slug}`]);
      return combination * choices.length + (chosen < 0 ? choices.findIndex(choice => choice.is_default) : chosen);
    }, 0);
    const rounding = ROUNDINGS.find(way => way === fields.rounding) ?? book.rounding;
    const own = value('bodyweight', parsePositive);
    /** @type {Visitor.Values} */
    const values = {
      unit, lifts, combination, rounding, own,
      training: value('tm', parseShare),
      bar: value('bar', parsePositive),
      plates: value('plates', parsePlates),
      step: value('step', parsePositive),
      start: value('start', parseDate),
      days: value('days', parseDays) ?? [],
    };
    return { values, wrong };
  };

  // Estimates a 1RM from a set. Uses the RPE chart if the set has an effort, and otherwise the formula of the site.
  /** @param {Book.Program} book @param {Visitor.Lift} lift */
  const oneRep = (book, { mass, reps, effort }) => {
    if (effort !== null) return estimate(book, mass, reps, effort);
    if (reps === 1) return mass;
    const fraction = book.formula[reps - 1];
    return fraction ? ratio(mass, BigInt(fraction[0]), BigInt(fraction[1])) : null;
  };

  // A number for JSON. A mass that is too large for an exact number becomes a text.
  /** @param {bigint} mass */
  const count = mass => (mass <= LARGEST && mass >= -LARGEST ? Number(mass) : String(mass));

  /** @param {Book.Program} book @param {Book.Gym} gym @param {Visitor.Values} values */
  const maxesOf = (book, gym, { lifts, own }) => {
    /** @type {Book.Max[]} */
    const maxes = [];
    const references = gym.references.map(reference => ({ ...reference }));
    /** @param {Book.Max} max */
    const place = max => maxes.push(max) - 1;
    /** @type {Map<number, { reps: number, mass: bigint } | null>} */
    const known = new Map();
    for (const { lift, from_week } of gym.maxes) {
      const said = lifts.get(lift);
      const isBody = book.lifts.find(({ slug }) => slug === lift)?.body;
      const whole = !said ? null : !isBody ? said.mass : own === null ? null : own + said.mass;
      const mass = said && whole !== null ? oneRep(book, { ...said, mass: whole }) : null;
      const isRepMax = mass !== null && (said?.effort === null || said?.effort === 20);
      known.set(maxes.length, isRepMax && said && whole !== null ? { reps: said.reps, mass: whole } : null);
      place({ lift, reps: 1, from_week, mass: mass === null ? null : count(mass) });
    }
    for (const reference of references) {
      const repMax = known.get(reference.max);
      if (reference.reps === undefined || reference.reps !== repMax?.reps) continue;
      reference.max = place({ ...maxes[reference.max], reps: repMax.reps, mass: count(repMax.mass) });
      reference.then = reference.then.slice(1);
    }
    return { maxes, references };
  };

  // The default bar, plates and step, from the program's book. A program without barbell exercises has no bar.
  /** @param {Book.Gym} gym */
  const commonGym = gym => {
    const { bar, plates } = gym.ladders.find(ladder => ladder.plates !== undefined) ?? { bar: gym.step, plates: [] };
    return { bar: BigInt(bar), plates: plates.map(([plate]) => BigInt(plate)), step: BigInt(gym.step) };
  };

  // The visitor's equipment: a bar and plates, or only a step. The ladders are cached, because loading.js caches values for each
  // ladder object.
  /** @type {Map<string, Pick<Book.Gym, 'ladders' | 'step'>>} */
  const racks = new Map();
  /** @param {Book.Gym} gym @param {Visitor.Values} values */
  const rack = (gym, { bar, plates, step }) => {
    const common = commonGym(gym);
    const [empty, one] = [bar ?? common.bar, step ?? common.step];
    const disks = step !== null && plates === null ? null : plates ?? common.plates;
    const key = [gym.unit, empty, one, disks].join(' ');
    const known = racks.get(key);
    if (known) return known;
    /** @param {bigint} mass @returns {Book.Ladder} */
    const from = mass => ({ lightest: count(mass), first: count((mass + one - 1n) / one * one), step: count(one) });
    /** @type {Book.PlateLadder | null} */
    const onBar = disks && { bar: count(empty), plates: disks.map(disk => [count(disk), null]) };
    const ladders = [onBar ?? from(empty), from(one), onBar ? { ...onBar, sides: 1 } : from(empty)];
    const rack = { ladders, step: count(one) };
    racks.set(key, rack);
    return rack;
  };

  // The days of the chosen combination of options, numbered, with dates if the start is known.
  /** @param {Book.Gym} gym @param {Visitor.Values} values @returns {Book.ShortDay[]} */
  const days = (gym, { combination, start, days: weekdays }) => {
    /** @type {Map<number, number>} */
    const index = new Map();
    const offsets = start ? weekdays.map(day => (WEEKDAYS.indexOf(day) - (start.getUTCDay() + 6) % 7 + 7) % 7).sort((a, b) => a - b) : [];
    return gym.days.filter(({ ways }) => !ways || ways.includes(combination)).map(day => {
      const at = index.get(day.week) ?? 0;
      index.set(day.week, at + 1);
      const date = !start || offsets[at] === undefined ? null : new Date(start.getTime() + ((day.week - 1) * 7 + offsets[at]) * 86_400_000);
      return { ...day, day: at + 1, date };
    });
  };

  // The book of the visitor's own booklet, for `rules.js` and `gym.js`.
  /** @param {Book.Program} book @param {Visitor.Values} values @returns {Book.Gym} */
  const tailor = (book, values) => {
    const gym = book[values.unit];
    const { maxes, references } = maxesOf(book, gym, values);
    const { training } = values;
    /** @param {Book.Reference} reference @returns {Book.Reference} */
    const trained = ({ then, ...more }) => ({ ...more, then: [['x', training ?? 0], ...then.slice(1)] });
    return {
      ...gym,
      ...rack(gym, values),
      own: values.own === null ? null : count(values.own),
      chart: book.chart,
      maxes,
      references: training === null ? references : references.map(one => (one.training ? trained(one) : one)),
      exercises: gym.exercises.map(one => ({
        ...one, ladder: !one.bar ? 1 : gym.ladders[one.ladder].sides === 1 ? 2 : 0, belt: 1, way: values.rounding, to: null,
        // A step applies to all exercises. Without a step, a weight that the author wrote stays as written.
        unknown: one.unknown && values.step === null, belt_unknown: one.belt_unknown && values.step === null,
      })),
      days: days(gym, values),
    };
  };

  /** @param {Visitor.Raw} raw */
  const toAddress = ({ unit, fields }) => {
    const said = new URLSearchParams({ unit });
    for (const [name, typed] of Object.entries(fields)) if (typed.trim()) said.set(name, typed.trim());
    return `#${said}`;
  };
  /** @param {string} hash @returns {Visitor.Raw | null} */
  const fromAddress = hash => {
    const said = new URLSearchParams(hash.slice(1));
    const unit = UNITS.find(unit => unit === said.get('unit'));
    if (!unit) return null;
    said.delete('unit');
    return { unit, fields: Object.fromEntries(said) };
  };

  return { fieldsOf, read, commonGym, tailor, toAddress, fromAddress };
})();
