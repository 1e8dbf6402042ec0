// @ts-check
// The texts of gym mode for weights, plates and sets. The labels come from gym.html.
const GymWords = (() => {
  'use strict';
  const { platesPerSide, printedIn, stamped, inUnit } = LoadRules;
  const { halves } = GymLog;
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  /** Isolates right-to-left text, so that it does not reorder the numbers next to it. @param {unknown} words */
  const isolated = words => {
    const plain = String(words);
    return RIGHT_TO_LEFT.test(plain.replace(/\u2068[^\u2069]*\u2069/g, '')) ? `\u2068${plain}\u2069` : plain;
  };
  /** @param {number} seconds */
  const minutes = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  /** @param {Gym.PlannedSet} set */
  const repsOf = ({ n, line }) => n + 1 === line.most && line.last ? line.last : line.say;
  /** @param {Pick<Gym.Done, 'weight' | 'reps' | 'rpe'>} done */
  const didWords = ({ weight, reps, rpe }) =>
    [weight, reps === null ? '' : `× ${reps}`, rpe === null ? '' : `@ ${halves(rpe)}`].filter(Boolean).join(' ');

  /**
   * The texts for a booklet.
   * @param {Book.Gym} book
   * @param {Gym.Words} text
   */
  const of = (book, text) => {
    /** @type {Gym.Say} */
    const say = (key, words = {}) => text[key].replace(/\{(\w+)\}/g, (_, name) => isolated(Object(words)[name]));
    /** Prints a mass with the decimal mark of the language. The log always has decimal points. @param {bigint} mass */
    const printed = (mass, unit = book.unit) => inUnit(mass, unit).replace('.', text.decimalMark);
    /** @param {Gym.PlannedSet} set */
    const nameOf = set => book.exercises[set.line.exercise].name;

    /** @param {Gym.PlannedSet} set @param {Worked.Maybe} [outcome] @param {boolean} [exact] */
    const weightWords = (set, outcome, exact) => {
      if (!outcome?.weight) return book.exercises[set.line.exercise].body ? text.bodyweight : text.open;
      const { body, low, high } = outcome.weight;
      const unit = printedIn(book, set.line.exercise, outcome.weight);
      const about = outcome.estimate && !exact ? '≈' : '';
      /** @param {bigint} low @param {bigint} high */
      const size = (low, high) => `${about}${low === high ? printed(low, unit) : `${printed(low, unit)}–${printed(high, unit)}`} ${unit}`;
      if (!body) return size(low, high);
      if (low === 0n && high === 0n) return text.bodyweight;
      return high < 0n ? `${text.bodyweight} − ${size(-high, -low)}` : `${text.bodyweight} + ${size(low, high)}`;
    };
    /** @param {Gym.PlannedSet} set @param {Worked.Maybe} [outcome] */
    const plateWords = (set, outcome) => {
      if (!outcome?.weight || outcome.weight.body) return '';
      const on = book.ladders[book.exercises[set.line.exercise].ladder].sides === 1 ? 'onOneSleeve' : 'aside';
      /** @param {bigint} mass */
      const side = mass => {
        const plates = platesPerSide(book, set.line.exercise, mass);
        return plates && (plates.length ? say(on, { plates: stamped(plates, book.unit).replaceAll('.', text.decimalMark) }) : text.emptyBar);
      };
      return [...new Set([side(outcome.weight.low), side(outcome.weight.high)])].filter(Boolean).join(' … ');
    };
    /** @param {Gym.PlannedSet} set @param {Worked.Maybe} [outcome] @param {boolean} [exact] */
    const doseWords = (set, outcome, exact) => `${weightWords(set, outcome, exact)} × ${repsOf(set)}`;

    /**
     * Names an entry by its exercise. If the day has several entries of the exercise, the sets follow, and if these are the same too,
     * the rules of their weights.
     * @param {Gym.Day} day
     * @param {Book.Item} item
     */
    const entryWords = (day, item) => {
      const { name } = book.exercises[item.lines[0].exercise];
      /** @param {Book.Item} item */
      const dose = ({ lines }) => lines.map(({ sets: [least, most], say, last }) =>
        `${least === most ? most : `${least}–${most}`} × ${last || say}`).join(', ');
      const later = [...day.blocks.flatMap(({ backoff }) => backoff), ...day.accessories];
      const alike = later.filter(other => other.lines[0]?.exercise === item.lines[0].exercise);
      if (alike.length < 2) return name;
      const own = dose(item);
      const rules = alike.filter(other => dose(other) === own).length > 1 ? item.lines.map(({ why }) => why).filter(Boolean) : [];
      return [`${isolated(name)} ${own}`, ...rules].join(', ');
    };

    /** A top set as it was done. @param {Gym.Actual} top @param {Worked.Day} worked */
    const topWords = ({ set, weight, reps, effort }, worked) => {
      const words = {
        weight: weight === null ? weightWords(set, set.outcome(worked)) : printed(weight),
        reps: reps ?? repsOf(set),
        rpe: effort && halves(effort),
      };
      return say(effort ? 'fromEffort' : 'from', words);
    };

    return { say, printed, nameOf, weightWords, plateWords, doseWords, entryWords, topWords };
  };

  return { of, isolated, minutes, repsOf, didWords };
})();
