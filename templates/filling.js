// @ts-check
// Fills the page of a program with the calculated weights. The script inserts all text as plain text, never as HTML.
const Filling = (() => {
  'use strict';
  const { withLines, workDay, platesPerSide, printedIn, stamped, inUnit, UNITS } = LoadRules;
  const { warmup, instead, strips, tonnage } = Planned;
  /** @type {Record<string, string> & Record<'weekdays' | 'months', string[]>} */
  const text = JSON.parse(document.getElementById('program-text')?.textContent ?? '');

  const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  // Isolates right-to-left text, so that it does not reorder the numbers next to it.
  /** @param {unknown} words */
  const isolated = words => {
    const plain = String(words);
    return RIGHT_TO_LEFT.test(plain.replace(/\u2068[^\u2069]*\u2069/g, '')) ? `\u2068${plain}\u2069` : plain;
  };
  /** @param {string} key @param {object} [words] */
  const say = (key, words = {}) => text[key].replace(/\{(\w+)\}/g, (_, name) => isolated(Object(words)[name]));
  /** @typedef {Node | string | (() => Node | string)} Child a child, or a function that creates it when it is needed */
  /**
   * Creates an element.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Partial<HTMLElementTagNameMap[T]>} properties
   * @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // Replaces the children of an element, but only if `key` differs from the key of the last call.
  /** @type {WeakMap<Element, { key: string | null, first: Node[], className: string }>} */
  const shown = new WeakMap();
  /** @param {Element} element @param {string} key @param {Child[]} children */
  const show = (element, key, ...children) => {
    const known = shown.get(element) ?? { key: null, first: [...element.childNodes], className: element.className };
    if (known.key === key) return false;
    shown.set(element, { ...known, key });
    element.replaceChildren(...children.map(child => (typeof child === 'function' ? child() : child)));
    return true;
  };
  // Restores an element to its state when the page was loaded.
  /** @param {Element} element */
  const restore = element => {
    const known = shown.get(element);
    if (!known || known.key === null) return;
    known.key = null;
    element.replaceChildren(...known.first);
    element.className = known.className;
  };

  // Functions that print masses: in the unit of the book, or in the unit stamped on the weight.
  /** @param {Book.Gym} book */
  const wordsOf = book => {
    /** @type {(unit: Book.Unit) => (mass: bigint) => string} */
    const inUnitOf = unit => mass => inUnit(mass, unit).replace('.', text.decimalMark);
    /** @param {number} exercise @param {Worked.Weight} weight @param {boolean} [estimate] @returns {[amount: string, unit: string]} */
    const weight = (exercise, { body, low, high }, estimate = false) => {
      const unit = printedIn(book, exercise, { body, low, high });
      const number = inUnitOf(unit);
      /** @param {bigint} low @param {bigint} high */
      const between = (low, high) => (low === high ? number(low) : `${number(low)}–${number(high)}`);
      const about = estimate ? '≈' : '';
      if (!body) return [about + between(low, high), unit];
      if (low === 0n && high === 0n) return [about + text.bodyweight, ''];
      if (high < 0n) return [`${about}${text.bodyweight} − ${between(-high, -low)}`, unit];
      if (low < 0n) return [`${about}${text.bodyweight} ${say('lessToMore', { less: number(-low), more: number(high) })}`, unit];
      return [`${about}${text.bodyweight} + ${between(low, high)}`, unit];
    };
    // Omits the unit if it is the unit of the book.
    /** @param {number} exercise @param {Worked.Weight} of @param {boolean} [estimate] */
    const bare = (exercise, of, estimate) => {
      const [amount, unit] = weight(exercise, of, estimate);
      return unit && unit !== book.unit ? `${amount} ${unit}` : amount;
    };
    const one = UNITS[book.unit];
    return {
      number: inUnitOf(book.unit), weight, bare,
      /** @param {bigint} mass */
      whole: mass => group((mass + one / 2n) / one),
      /** @param {bigint[]} plates */
      plates: plates => stamped(plates, book.unit).replaceAll('.', text.decimalMark),
    };
  };
  /** @typedef {ReturnType<typeof wordsOf>} Words */
  /** @param {bigint} number */
  const group = number => String(number).replace(/\B(?=(\d{3})+$)/g, '\u00a0');

  /** @param {Book.Gym} tailored @param {Words} words @param {number} exercise @param {Worked.Weight} weight */
  const plates = (tailored, words, exercise, weight) => {
    if (weight.body) return '';
    /** @param {bigint} mass */
    const side = mass => platesPerSide(tailored, exercise, mass);
    const [low, high] = [side(weight.low), side(weight.high)];
    const list = words.plates;
    const on = tailored.ladders[tailored.exercises[exercise].ladder].sides === 1 ? 'onOneSleeve' : 'aSide';
    /** @param {bigint[]} plates */
    const aside = plates => (plates.length ? say(on, { plates: list(plates) }) : text.emptyBar);
    if (!low || !high) return '';
    return list(low) === list(high) ? aside(high) : `${low.length ? list(low) : text.emptyBar} … ${aside(high)}`;
  };

  // A day on the page: its items, and the box after the top sets of each block.
  /**
   * @typedef {{ part: Element | null, lines: { weight: Element | null, sub: Element | null }[], others: Element[] }} Row
   * @typedef {{ when: Element | null, rows: Row[], after: Map<number, Element> }} Place
   */
  /** @param {Element} row @returns {Row} */
  const rowOf = row => ({
    part: row.closest('.part'),
    lines: [...row.querySelectorAll('.line')].map(line => ({ weight: line.querySelector('.weight'), sub: line.querySelector('.sub') })),
    others: [...row.querySelectorAll('.or span')],
  });
  /** @param {Book.Day} day @returns {Place | null} */
  const placeOf = day => {
    const article = document.getElementById(day.anchor);
    if (!article) return null;
    const rows = [...article.querySelectorAll('.item')];
    const blocks = day.blocks.flatMap(({ top, backoff }, block) => [...top, ...backoff].map(() => block));
    /** @type {Map<number, Element>} */
    const after = new Map();
    for (const element of article.querySelectorAll('.after')) {
      const first = element.previousElementSibling?.querySelector('.item');
      after.set(blocks[first ? rows.indexOf(first) : -1], element);
    }
    return { when: article.querySelector('.when'), rows: rows.map(rowOf), after };
  };
  /** @type {Map<string, Place | null>} */
  const places = new Map();

  /** @param {Book.Gym} tailored @param {Words} words @param {Row['lines'][0]} place @param {Book.Line} line @param {Worked.Maybe} outcome */
  const fillLine = (tailored, words, { weight, sub }, line, outcome) => {
    if (!weight || !sub) return;
    if (!outcome?.weight) {
      restore(weight);
      restore(sub);
      return;
    }
    const [amount, unit] = words.weight(line.exercise, outcome.weight, outcome.estimate);
    if (show(weight, amount + unit, () => make('b', { textContent: amount }), unit && '\u00a0', () => make('span', { className: 'unit', textContent: unit }))) {
      weight.classList.toggle('words', amount.includes(' ') || !unit);
    }
    const disks = plates(tailored, words, line.exercise, outcome.weight);
    const first = shown.get(sub)?.first ?? [...sub.childNodes];
    const own = [line.why ?? '', disks].filter(Boolean);
    show(sub, own.join('|'), ...own.map(textContent => () => make('span', { textContent })), ...first);
  };

  /** @param {Words} words @param {number} exercise @param {Visitor.WarmupSet[]} sets @returns {string[]} */
  const warmWords = (words, exercise, sets) => sets.flatMap(({ say: reps, weight, sets }) =>
    Array(sets).fill(weight ? `${words.bare(exercise, weight)} × ${reps}` : reps));
  /** @param {Element} before @param {string[]} said */
  const fillWarmup = (before, said) => {
    const known = before.previousElementSibling;
    const isThere = known instanceof HTMLElement && known.classList.contains('mine');
    if (!isThere && !said.length) return;
    const element = isThere ? known : make('p', { className: 'warm mine' });
    if (!isThere) before.before(element);
    element.hidden = !said.length;
    show(element, said.join('|'), () => make('b', { textContent: text.warmup }), ...said.flatMap(words => [() => make('span', { textContent: words }), ' ']));
  };

  /** @param {Element} element @param {Book.Line} line @param {[amount: string, unit: string] | null} weight */
  const load = (element, line, weight) => {
    if (!weight) {
      restore(element);
      return;
    }
    const [amount, unit] = weight;
    show(element, [amount, unit, line.why].join('|'), () => make('b', { textContent: amount }), ` ${unit} `, () => make('small', { textContent: line.why ?? '' }));
  };

  /** @param {Book.Gym} tailored @param {Words} words @param {Element} element @param {Book.Block} block @param {Worked.Block} worked */
  const fillAfter = (tailored, words, element, block, worked) => {
    const deciding = block.backoff.map((item, at) => ({ item, worked: worked.backoff[at] })).filter(({ item }) => item.branches.length);
    [...element.querySelectorAll('table')].filter(table => table.matches('.decide')).forEach((table, at) => {
      const { item, worked } = deciding[at];
      [...table.tBodies[0].rows].forEach((row, b) => {
        const lines = item.branches[b].lines;
        row.querySelectorAll('.then').forEach((then, i) => {
          const [target, outcome] = [then.querySelector('.load'), worked.branches[b][i]];
          if (target) load(target, lines[i], outcome?.weight ? words.weight(lines[i].exercise, outcome.weight, outcome.estimate) : null);
        });
      });
    });
    const found = strips(tailored, block, worked);
    [...element.querySelectorAll('table')].filter(table => table.matches('.strip')).forEach(table => {
      const strip = found.find(({ lift }) => tailored.exercises[lift].slug === table.dataset.lift);
      table.hidden = !strip;
      if (strip) fillStrip(tailored, words, table, strip);
    });
  };
  /** @param {Book.Gym} tailored @param {Words} words @param {HTMLTableElement} table @param {Visitor.Strip} strip */
  const fillStrip = (tailored, words, table, { lift, kind, hits, rows }) => {
    const heads = hits.map(({ weight = 0n, reps, effort = 0 }) =>
      kind === 'weight' ? words.bare(lift, { body: false, low: weight, high: weight }) : kind === 'reps' ? String(reps) : String(effort / 2).replace('.', text.decimalMark));
    const head = table.rows[0];
    const label = head.cells[0];
    show(head, heads.join('|'), label, ...heads.map(hit => () => make('th', { scope: 'col', textContent: hit })));
    /** @param {Visitor.StripRow} row */
    const named = ({ line, branch }) => [tailored.exercises[line.exercise].name, line.dose, branch?.words ?? ''].join('|');
    const names = rows.map(named);
    const made = rows.map((row, at) => {
      const { line, branch, weights } = row;
      const same = names.filter(name => name === names[at]).length > 1;
      const small = [same ? line.why ?? '' : '', branch ? say('ifCondition', { condition: branch.words }) : ''].filter(Boolean);
      return { name: tailored.exercises[line.exercise].name, dose: line.dose, small, cells: weights.map(weight => (weight ? words.bare(line.exercise, weight) : '')) };
    });
    show(table.tBodies[0], JSON.stringify(made), ...made.map(({ name, dose, small, cells }) => () => make('tr', {},
      make('th', { scope: 'row' }, make('bdi', { textContent: name }), ` ${dose}`, ...small.flatMap(words => [' ', make('small', { textContent: words })])),
      ...cells.map(textContent => make('td', { textContent })))));
  };

  /** @param {Book.Gym} tailored @param {Words} words @param {Book.Day} day @param {Worked.Day} worked */
  const fillDay = (tailored, words, day, worked) => {
    const place = places.has(day.anchor) ? places.get(day.anchor) : placeOf(day);
    places.set(day.anchor, place ?? null);
    if (!place) return;
    let at = 0;
    /** @param {Book.Item[]} items @param {{ lines: Worked.Maybe[] }[]} outcomes @param {number} block */
    const fill = (items, outcomes, block) => items.forEach((item, i) => {
      const row = place.rows[at++];
      row.lines.forEach((line, n) => fillLine(tailored, words, line, item.lines[n], outcomes[i].lines[n]));
      row.others.forEach((span, n) => {
        const other = item.or?.[n];
        const found = other ? outcomes[i].lines.map(outcome => instead(tailored, other, outcome)).filter(weight => weight !== null) : [];
        const weights = other ? found.map(weight => words.weight(other.exercise, weight)) : [];
        const said = [...new Set(weights.map(([amount]) => amount))].join(', ');
        const own = shown.get(span)?.first ?? [...span.childNodes];
        const textContent = said && `${said} ${weights.at(-1)?.[1]}`.trim();
        if (said) show(span, textContent, ...own, ' ', () => make('b', { textContent }));
        else restore(span);
      });
      if (i === 0 && item.warm && row.part) {
        const { exercise } = item.lines[0];
        fillWarmup(row.part, warmWords(words, exercise, warmup(tailored, item, exercise, block, outcomes[i].lines[0])));
      }
    });
    day.blocks.forEach(({ top, backoff }, block) => {
      fill(top, worked.blocks[block].top, block);
      fill(backoff, worked.blocks[block].backoff, block);
      const after = place.after.get(block);
      if (after) fillAfter(tailored, words, after, day.blocks[block], worked.blocks[block]);
    });
    fill(day.accessories, worked.accessories, 0);
    const date = day.date ? dateWords(day.date) : '';
    if (place.when && place.when.textContent !== date) place.when.textContent = date;
  };

  /** @param {Date} date */
  const dateWords = date => say('shortDate', {
    weekday: text.weekdays[(date.getUTCDay() + 6) % 7], day: date.getUTCDate(), month: text.months[date.getUTCMonth()], year: date.getUTCFullYear(),
  });

  // The overview, which has the chosen days with their heaviest sets.
  const table = /** @type {HTMLTableSectionElement | null} */ (document.querySelector('.overview tbody'));
  const weekRows = [...table?.rows ?? []].filter(row => !row.classList.contains('phase'));
  /** @param {Book.Gym} tailored @param {Words} words @param {Book.Day} day @param {Worked.Day} worked */
  const topWords = (tailored, words, day, worked) => day.blocks.flatMap(({ top }, block) => top.map((item, i) => {
    const outcomes = worked.blocks[block].top[i].lines;
    /** @param {Worked.Maybe} outcome */
    const heavy = outcome => outcome?.weight?.high ?? null;
    const best = item.lines.reduce((best, _, n) => {
      const [is, was] = [heavy(outcomes[n]), heavy(outcomes[best])];
      return is !== null && (was === null || is > was) ? n : best;
    }, 0);
    const line = item.lines[best];
    const sets = `${isolated(tailored.exercises[line.exercise].name)} ${line.dose}`;
    const outcome = outcomes[best];
    const weight = outcome?.weight ? words.bare(line.exercise, outcome.weight, outcome.estimate) : line.why ?? '';
    return weight ? say('setsAt', { sets, weight }) : sets;
  }));
  /** @param {Book.Gym} tailored @param {Words} words @param {Visitor.Day[]} days */
  const fillOverview = (tailored, words, days) => {
    const most = Math.max(1, ...weekRows.map((_, week) => days.filter(({ day }) => day.week === week + 1).length));
    weekRows.forEach((row, index) => {
      const own = days.filter(({ day }) => day.week === index + 1);
      const cells = own.map(({ day, worked }) => ({ day, top: topWords(tailored, words, day, worked) }));
      const head = row.cells[0];
      show(row, JSON.stringify([most, cells.map(({ day, top }) => [day.anchor, day.volume, top])]), head, ...cells.map(({ day, top }) => () => make('td', {},
        make('a', { href: `#${day.anchor}`, dir: 'auto', textContent: day.name }),
        ...top.flatMap(words => [words, make('br')]), make('span', { className: 'soft', textContent: day.volume ?? '' }))),
      ...Array.from({ length: most - cells.length }, () => () => make('td')));
      const volume = head.querySelector('.week-volume');
      if (!volume) return;
      const sum = own.reduce((/** @type {bigint | null} */ sum, { tonnage }) => (tonnage === null ? sum : (sum ?? 0n) + tonnage), null);
      const sets = (shown.get(volume)?.first ?? [...volume.childNodes]).map(node => node.textContent).join('');
      if (sum === null) restore(volume);
      else {
        const said = `${sets} · ${words.whole(sum)}\u00a0${tailored.unit}`;
        show(volume, said, said);
      }
    });
    for (const row of table?.rows ?? []) {
      if (row.classList.contains('phase')) for (const cell of row.cells) cell.colSpan = most + 1;
    }
  };

  /** @param {Book.Gym} tailored @param {Book.Day} day @param {Worked.Day} worked */
  const tonnageOf = (tailored, day, worked) => {
    /** @type {bigint | null} */
    let sum = null;
    /** @param {Book.Item[]} items @param {{ lines: Worked.Maybe[] }[]} outcomes */
    const add = (items, outcomes) => items.forEach(({ lines }, i) => lines.forEach((line, n) => {
      const more = tonnage(tailored, line, outcomes[i].lines[n]);
      if (more !== null) sum = (sum ?? 0n) + more;
    }));
    day.blocks.forEach(({ top, backoff }, block) => {
      add(top, worked.blocks[block].top);
      add(backoff, worked.blocks[block].backoff);
    });
    add(day.accessories, worked.accessories);
    return sum;
  };

  // Shows the chosen days with all their weights.
  /** @param {Book.Gym} tailored @param {Visitor.Values} values */
  const fill = (tailored, values) => {
    const words = wordsOf(tailored);
    const days = tailored.days.map(short => {
      const day = withLines(tailored, short);
      const worked = workDay(tailored, day, () => null);
      return { day, worked, tonnage: tonnageOf(tailored, day, worked) };
    });
    const chosen = new Set(days.map(({ day }) => day.anchor));
    for (const article of document.querySelectorAll('article')) {
      if (!article.matches('.program .day')) continue;
      if (article.hidden === chosen.has(article.id)) article.hidden = !chosen.has(article.id);
    }
    for (const { day, worked } of days) fillDay(tailored, words, day, worked);
    fillOverview(tailored, words, days);
    for (const figure of document.querySelectorAll('figure')) {
      const { ways, chart } = figure.dataset;
      if (ways === undefined || chart === undefined) continue;
      const isOfTraining = values.training !== null && chart.startsWith('intensity');
      figure.hidden = isOfTraining || Boolean(ways) && !ways.split(' ').includes(String(values.combination));
    }
    return { words, days };
  };

  return { fill, warmWords, dateWords, say, isolated, make, text };
})();
