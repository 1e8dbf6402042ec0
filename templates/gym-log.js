// @ts-check
// The log of gym mode (docs/pages/gym-mode.md): the sets that were done, stored on the device.
const GymLog = (() => {
  'use strict';
  // Before format 2, the log had the planned RPE if the lifter gave no RPE. So if an RPE in an old log is the planned RPE, the
  // lifter may not have given it.
  const FORMAT = 2;
  /** @returns {Gym.Stored} */
  const empty = () => ({ format: FORMAT, days: {}, rest: null });
  /** @param {Gym.PlannedSet} set @param {number | null} rpe @param {number} format */
  const givenRpe = (set, rpe, format) => (format < FORMAT && rpe === set.line.rpe ? null : rpe);
  /** @param {number} rpe */
  const halves = rpe => rpe / 2;
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, '0')).join('-');
  };

  // Parse what a lifter types, and return null for anything invalid.
  /** @param {string} typed */
  const parseCount = typed => /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null;
  /** @param {string} typed */
  const parseRpe = typed => {
    const twice = /^\d{1,2}([.,]\d)?$/.test(typed.trim()) ? Number(typed.replace(',', '.')) * 2 : 0;
    return Number.isInteger(twice) && twice >= 2 && twice <= 20 ? twice : null;
  };

  /** @param {string} words */
  const hash = words => [...words].reduce((hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0, 2166136261);

  /**
   * Opens the log of a booklet. `source` is the JSON of the book in the page. Every version of a booklet has a different
   * `source`, and so a log of its own.
   * @param {string} source
   * @param {Book.Gym} book
   * @param {Gym.Day[]} days
   */
  const open = (source, book, days) => {
    const key = ['liftpress', book.program, book.lifter, hash(source).toString(36)].join(':');
    let stored = empty();
    let isStored = true;
    const load = () => {
      try {
        const found = JSON.parse(localStorage.getItem(key) ?? 'null');
        stored = { ...empty(), ...found, format: FORMAT };
        for (const set of days.flatMap(({ sets }) => sets)) {
          const done = doneOf(set);
          if (done) done.rpe = givenRpe(set, done.rpe, found?.format ?? 1);
        }
      } catch {
        isStored = false;
      }
    };
    const save = () => {
      try {
        localStorage.setItem(key, JSON.stringify(stored));
      } catch {
        isStored = false;
      }
    };
    /** @param {Gym.Day} day */
    const has = day => Boolean(stored.days[day.anchor]);
    /** @param {Gym.Day} day */
    const logOf = day => stored.days[day.anchor] ??= { sets: {}, looks: [], at: null };
    /** @param {Gym.PlannedSet} set @returns {Gym.Done | undefined} */
    const doneOf = set => stored.days[set.day.anchor]?.sets[set.id];
    /** @param {Gym.Day} day */
    const countDone = day => Object.keys(stored.days[day.anchor]?.sets ?? {}).length;
    load();
    save();
    return {
      key, load, save, has, logOf, doneOf, countDone,
      clear: () => { stored = empty(); },
      /** Whether the device stores the log. */
      isStored: () => isStored,
      rest: () => stored.rest,
      /** @param {Gym.Rest | null} rest */
      setRest: rest => { stored.rest = rest; },
    };
  };

  return { FORMAT, open, givenRpe, halves, today, parseCount, parseRpe };
})();
