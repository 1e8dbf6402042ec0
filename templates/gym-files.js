// @ts-check
// Exports the log of gym mode as CSV or YAML, and imports such files (docs/pages/gym-mode.md).
const GymFiles = (() => {
  'use strict';
  const { inUnit, parseMass } = LoadRules;
  const { FORMAT, givenRpe, halves, today, parseCount, parseRpe } = GymLog;
  const COLUMNS = ['date', 'week', 'day', 'exercise', 'set', 'planned', 'weight', 'unit', 'reps', 'rpe', 'look', 'planned_rpe'];
  const FIRST_COLUMNS = COLUMNS.slice(0, -1).join();
  const NEEDED = ['week', 'day', 'exercise', 'set'];
  /** @type {Book.Unit[]} */
  const UNITS = ['kg', 'lb'];
  /** @typedef {{ at: number, format: number, row: Record<string, string> }} Found a row of a file, and the number of its line */

  /**
   * The functions that export and import the log of a booklet.
   * @param {{ book: Book.Gym, days: Gym.Day[], log: Gym.Log, text: Gym.Words, say: Gym.Say }} session
   */
  const of = ({ book, days, log, text, say }) => {
    /** @returns {Record<string, string | number>[]} */
    const rows = () => days.flatMap(day => {
      if (!log.has(day)) return [];
      const { sets, worked } = GymState.stateOf(book, log, day);
      const { looks } = log.logOf(day);
      return sets.flatMap(set => {
        const done = log.doneOf(set);
        if (!done) return [];
        const planned = set.outcome(worked)?.weight;
        const ends = planned ? [...new Set([planned.low, planned.high])].map(mass => inUnit(mass, book.unit)).join('–') : '';
        const seen = set.line.role === 'top' ? looks.filter(look => look.startsWith(`${set.block}:`)).map(look => look.split(':')[1]) : [];
        return [{
          date: done.date, week: day.week, day: day.day, exercise: book.exercises[set.line.exercise].slug, set: set.number, planned: ends,
          weight: done.weight, unit: book.unit, reps: done.reps ?? '', rpe: done.rpe === null ? '' : halves(done.rpe), look: seen.join('; '),
          planned_rpe: set.line.rpe ? halves(set.line.rpe) : '',
        }];
      });
    });
    const csv = () => [COLUMNS, ...rows().map(row => COLUMNS.map(column => row[column]))].map(cells => `${cells.join(',')}\n`).join('');
    const yaml = () => {
      /** @param {string | number} value */
      const quoted = value => typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
      /** @param {Record<string, string | number>} row */
      const line = row => `  - {${COLUMNS.filter(column => row[column] !== '').map(column => `${column}: ${column === 'date' ? row[column] : quoted(row[column])}`).join(', ')}}\n`;
      const head = [`format: ${FORMAT}`, `program: ${JSON.stringify(book.program)}`, `lifter: ${JSON.stringify(book.lifter)}`].join('\n');
      const all = rows();
      return `${head}\nsets:${all.length ? '\n' : ' []\n'}${all.map(line).join('')}`;
    };

    /** @param {string[]} lines @returns {Found[]} */
    const parseCsv = lines => {
      const separator = [';', '\t'].find(separator => lines[0].includes(separator)) ?? ',';
      const cell = new RegExp(`${separator}(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
      /** @param {string} line */
      const cells = line => [...(separator + line).matchAll(cell)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain.trim());
      const columns = cells(lines[0]).map(name => name.toLowerCase());
      if (!NEEDED.every(name => columns.includes(name))) throw text.notALog;
      const format = columns.join() === FIRST_COLUMNS ? 1 : FORMAT;
      const rows = lines.slice(1).map((line, i) => ({ at: i + 1, found: cells(line) })).filter(({ found }) => found.some(Boolean));
      return rows.map(({ at, found }) => {
        const why = found.length < columns.length ? say('endsBefore', { column: columns[found.length] })
          : found.length > columns.length ? say('tooLong', { cells: found.length, columns: columns.length }) : '';
        if (why) throw say('badRow', { line: at + 1, why });
        return { at, format, row: Object.fromEntries(found.map((cell, i) => [columns[i], cell])) };
      }).filter(({ row }) => row.done !== '' || row.weight || row.reps || row.rpe || row.look);
    };
    /** @param {string[]} lines @param {number} format @returns {Found[]} */
    const parseYaml = (lines, format) => {
      const value = /^(\w+): (?:"((?:[^"\\]|\\.)*)"|([^,{}]*?))(?:, |$)/;
      const program = lines.map(line => /^program: "?([^"]*)"?$/.exec(line.trim())?.[1]).find(Boolean);
      if (program && program !== book.program && program !== book.of) throw say('otherLog', { program });
      return lines.map((line, at) => ({ at, inner: /^\s*- \{(.*)\}\s*$/.exec(line)?.[1], line }))
        .filter(({ line }) => /^\s*-/.test(line)).map(({ at, inner, line }) => {
          /** @type {Record<string, string>} */
          const row = {};
          for (let left = inner ?? ''; left;) {
            const [whole, name, quoted, plain] = value.exec(left) ?? [];
            if (!whole) throw say('badRow', { line: at + 1, why: line.trim() });
            row[name] = quoted ?? plain;
            left = left.slice(whole.length);
          }
          return { at, format, row };
        });
    };

    /** @param {Found} found */
    const entryOf = ({ at, row, format }) => {
      /** @param {string} why @returns {never} */
      const bad = why => { throw say('badRow', { line: at + 1, why }); };
      const missing = NEEDED.find(column => !row[column]);
      if (missing) bad(say('noValue', { column: missing }));
      /**
       * @template T
       * @param {string} column
       * @param {(value: string) => T | null} parse
       */
      const number = (column, parse) => {
        const value = row[column] ?? '';
        const parsed = value === '' ? null : parse(value);
        if (value !== '' && parsed === null) bad(say('badNumber', { column, value }));
        return parsed;
      };
      const [week, day] = [number('week', parseCount), number('day', parseCount)];
      const target = days.find(known => known.week === week && known.day === day);
      const set = target?.sets.find(set => set.id === `${row.exercise}#${row.set}`)
        ?? bad(say('noSet', { set: row.set, exercise: row.exercise, day: row.day, week: row.week }));
      const unit = UNITS.find(unit => unit === (row.unit || book.unit)) ?? bad(say('badNumber', { column: 'unit', value: row.unit }));
      const mass = number('weight', value => parseMass(value, unit));
      const weight = mass === null ? '' : unit === book.unit ? row.weight.replace(',', '.').replace('−', '-') : inUnit(mass, book.unit);
      const date = row.date ? /^\d{4}-\d\d-\d\d$/.exec(row.date)?.[0] ?? bad(say('badNumber', { column: 'date', value: row.date })) : today();
      const done = { weight, reps: number('reps', parseCount), rpe: givenRpe(set, number('rpe', parseRpe), format), date };
      return { set, looks: row.look, done };
    };
    /**
     * Imports a file. If the file has a mistake, imports nothing. Returns the number of sets.
     * @param {string} content
     */
    const importLog = content => {
      const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
      const first = lines.find(line => line.trim() && !line.startsWith('#')) ?? '';
      const format = /^format: *([12])$/.exec(first.trim())?.[1];
      const read = (format ? parseYaml(lines, Number(format)) : parseCsv(lines)).map(entryOf);
      for (const { set, looks, done } of read) {
        const day = log.logOf(set.day);
        day.sets[set.id] = done;
        const seen = (looks ?? '').split(';').map(look => look.trim()).filter(Boolean).map(look => `${set.block}:${look}`);
        day.looks.push(...seen.filter(look => !day.looks.includes(look)));
      }
      return read.length;
    };

    return { csv, yaml, importLog };
  };

  return { of };
})();
