// Fills a program's page with what was worked out. All text is set as text, never as HTML.
const Filling = (() => {
  'use strict';
  const { withLines, workDay, platesPerSide, printedIn, stamped, inUnit, UNITS } = LoadRules;
  const { warmup, instead, strips, tonnage } = Planned;
  const text = JSON.parse(document.getElementById('program-text').textContent);

  // A name from right to left, put among other words, must not turn the numbers beside it round.
  const isolated = words => (/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(String(words).replace(/\u2068[^\u2069]*\u2069/g, '')) ? `\u2068${words}\u2069` : words);
  const say = (key, words = {}) => text[key].replace(/\{(\w+)\}/g, (_, name) => isolated(words[name]));
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // What an element shows is made anew only where it is something else than before.
  const shown = new WeakMap();
  const show = (element, key, ...children) => {
    if (shown.get(element)?.key === key) return false;
    if (!shown.has(element)) shown.set(element, { first: [...element.childNodes], className: element.className });
    shown.get(element).key = key;
    element.replaceChildren(...children.map(child => (typeof child === 'function' ? child() : child)));
    return true;
  };
  // As it came from the site.
  const restore = element => {
    const known = shown.get(element);
    if (!known || known.key === null) return;
    known.key = null;
    element.replaceChildren(...known.first);
    element.className = known.className;
  };

  // Words for what was worked out, in the unit of a book; for what is stamped in the other one, in that.
  const wordsOf = book => {
    const inUnitOf = unit => mass => inUnit(mass, unit).replace('.', text.decimalMark);
    const weight = (exercise, { body, low, high }, estimate = false) => {
      const unit = printedIn(book, exercise, { body, low, high });
      const number = inUnitOf(unit);
      const between = (low, high) => (low === high ? number(low) : `${number(low)}–${number(high)}`);
      const about = estimate ? '≈' : '';
      if (!body) return [about + between(low, high), unit];
      if (low === 0n && high === 0n) return [about + text.bodyweight, ''];
      if (high < 0n) return [`${about}${text.bodyweight} − ${between(-high, -low)}`, unit];
      if (low < 0n) return [`${about}${text.bodyweight} ${say('lessToMore', { less: number(-low), more: number(high) })}`, unit];
      return [`${about}${text.bodyweight} + ${between(low, high)}`, unit];
    };
    // Where the unit is said elsewhere, it is repeated only where it is another.
    const bare = (...of) => {
      const [amount, unit] = weight(...of);
      return unit && unit !== book.unit ? `${amount} ${unit}` : amount;
    };
    const one = UNITS[book.unit];
    return {
      number: inUnitOf(book.unit), weight, bare, whole: mass => group((mass + one / 2n) / one),
      plates: plates => stamped(plates, book.unit).replaceAll('.', text.decimalMark),
    };
  };
  const group = number => String(number).replace(/\B(?=(\d{3})+$)/g, '\u00a0');

  const plates = (tailored, words, exercise, weight) => {
    if (weight.body) return '';
    const side = mass => platesPerSide(tailored, exercise, mass);
    const [low, high] = [side(weight.low), side(weight.high)];
    const list = words.plates;
    const on = tailored.ladders[tailored.exercises[exercise].ladder].sides === 1 ? 'onOneSleeve' : 'aSide';
    const aside = plates => (plates.length ? say(on, { plates: list(plates) }) : text.emptyBar);
    if (!low || !high) return '';
    return list(low) === list(high) ? aside(high) : `${low.length ? list(low) : text.emptyBar} … ${aside(high)}`;
  };

  // A day of the page: its items, and what stands after the top sets of a block.
  const articles = new Map();
  const articleOf = day => {
    if (!articles.has(day.anchor)) {
      const article = document.getElementById(day.anchor);
      const rows = article ? [...article.querySelectorAll('.item')] : [];
      const items = day.blocks.flatMap(({ top, backoff }, block) => [...top, ...backoff].map(() => block));
      const after = new Map();
      article?.querySelectorAll('.after').forEach(element => {
        const first = element.previousElementSibling?.querySelector('.item');
        after.set(items[rows.indexOf(first)], element);
      });
      const parts = row => ({
        part: row.closest('.part'),
        lines: [...row.querySelectorAll('.line')].map(line => [line.querySelector('.weight'), line.querySelector('.sub')]),
        others: [...row.querySelectorAll('.or span')],
      });
      articles.set(day.anchor, article && { when: article.querySelector('.when'), rows: rows.map(parts), after });
    }
    return articles.get(day.anchor);
  };

  const fillLine = (tailored, words, [weight, sub], line, outcome) => {
    if (!outcome?.weight) {
      restore(weight);
      restore(sub);
      return;
    }
    const [amount, unit] = words.weight(line.exercise, outcome.weight, outcome.estimate);
    if (show(weight, amount + unit, () => make('b', { textContent: amount }), ' ', () => make('span', { className: 'unit', textContent: unit }))) {
      weight.classList.toggle('words', amount.includes(' '));
    }
    const disks = plates(tailored, words, line.exercise, outcome.weight);
    const first = shown.get(sub)?.first ?? [...sub.childNodes];
    const own = [line.why, disks].filter(Boolean);
    show(sub, own.join('|'), ...own.map(textContent => () => make('span', { textContent })), ...first);
  };

  const warmWords = (words, exercise, sets) => sets.flatMap(({ say: reps, weight, sets }) =>
    Array(sets).fill(weight ? `${words.bare(exercise, weight)} × ${reps}` : reps));
  const fillWarmup = (before, said) => {
    let element = before.previousElementSibling;
    if (!element?.classList.contains('mine')) {
      if (!said.length) return;
      element = make('p', { className: 'warm mine' });
      before.before(element);
    }
    element.hidden = !said.length;
    show(element, said.join('|'), () => make('b', { textContent: text.warmup }), ...said.flatMap(words => [() => make('span', { textContent: words }), ' ']));
  };

  const load = (element, line, weight) => {
    if (!weight) return restore(element);
    const [amount, unit] = weight;
    show(element, [amount, unit, line.why].join('|'), () => make('b', { textContent: amount }), ` ${unit} `, () => make('small', { textContent: line.why ?? '' }));
  };

  const fillAfter = (tailored, words, element, block, worked) => {
    const deciding = block.backoff.map((item, at) => [item, worked.backoff[at]]).filter(([{ branches }]) => branches.length);
    element.querySelectorAll('.decide').forEach((table, at) => {
      const [item, { branches }] = deciding[at];
      [...table.tBodies[0].rows].forEach((row, b) => {
        const lines = item.branches[b].lines;
        row.querySelectorAll('.then').forEach((then, i) => {
          const [target, outcome] = [then.querySelector('.load'), branches[b][i]];
          if (target) load(target, lines[i], outcome?.weight && words.weight(lines[i].exercise, outcome.weight, outcome.estimate));
        });
      });
    });
    const found = strips(tailored, block, worked);
    element.querySelectorAll('.strip').forEach(table => {
      const strip = found.find(({ lift }) => tailored.exercises[lift].slug === table.dataset.lift);
      table.hidden = !strip;
      if (strip) fillStrip(tailored, words, table, strip);
    });
  };
  const fillStrip = (tailored, words, table, { lift, kind, ways, rows }) => {
    const hits = ways.map(({ weight, reps, effort }) =>
      kind === 'weight' ? words.bare(lift, { body: false, low: weight, high: weight }) : kind === 'reps' ? String(reps) : String(effort / 2).replace('.', text.decimalMark));
    const head = table.tHead.rows[0];
    const label = head.cells[0];
    show(head, hits.join('|'), label, ...hits.map(hit => () => make('th', { scope: 'col', textContent: hit })));
    const named = ({ line, branch }) => [tailored.exercises[line.exercise].name, line.dose, branch?.words ?? ''].join('|');
    const names = rows.map(named);
    const made = rows.map((row, at) => {
      const { line, branch, weights } = row;
      const same = names.filter(name => name === names[at]).length > 1;
      const small = [same && line.why, branch && say('ifCondition', { condition: branch.words })].filter(Boolean);
      return { name: tailored.exercises[line.exercise].name, dose: line.dose, small, cells: weights.map(weight => (weight ? words.bare(line.exercise, weight) : '')) };
    });
    show(table.tBodies[0], JSON.stringify(made), ...made.map(({ name, dose, small, cells }) => () => make('tr', {},
      make('th', { scope: 'row' }, make('bdi', { textContent: name }), ` ${dose}`, ...small.flatMap(words => [' ', make('small', { textContent: words })])),
      ...cells.map(textContent => make('td', { textContent })))));
  };

  const fillDay = (tailored, words, day, worked) => {
    const place = articleOf(day);
    if (!place) return;
    let at = 0;
    const fill = (items, outcomes, block) => items.forEach((item, i) => {
      const row = place.rows[at++];
      row.lines.forEach((line, n) => fillLine(tailored, words, line, item.lines[n], outcomes[i].lines[n]));
      row.others.forEach((span, n) => {
        const weights = item.or?.[n] ? outcomes[i].lines.map(outcome => instead(tailored, item.or[n], outcome)).filter(Boolean).map(weight => words.weight(item.or[n].exercise, weight)) : [];
        const said = [...new Set(weights.map(([amount]) => amount))].join(', ');
        const own = shown.get(span)?.first ?? [...span.childNodes];
        const textContent = said && `${said} ${weights.at(-1)[1]}`.trim();
        if (said) show(span, textContent, ...own, ' ', () => make('b', { textContent }));
        else restore(span);
      });
      if (i === 0 && item.warm) {
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

  const dateWords = date => say('shortDate', {
    weekday: text.weekdays[(date.getUTCDay() + 6) % 7], day: date.getUTCDate(), month: text.months[date.getUTCMonth()], year: date.getUTCFullYear(),
  });

  // The program at a glance: the days that were chosen, with their heaviest sets.
  const table = document.querySelector('.overview tbody');
  const weekRows = [...table?.rows ?? []].filter(row => !row.classList.contains('phase'));
  const topWords = (tailored, words, day, worked) => day.blocks.flatMap(({ top }, block) => top.map((item, i) => {
    const outcomes = worked.blocks[block].top[i].lines;
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
  const fillOverview = (tailored, words, days) => {
    const most = Math.max(1, ...weekRows.map((_, week) => days.filter(({ day }) => day.week === week + 1).length));
    weekRows.forEach((row, index) => {
      const own = days.filter(({ day }) => day.week === index + 1);
      const cells = own.map(({ day, worked }) => ({ day, top: topWords(tailored, words, day, worked) }));
      const head = row.cells[0];
      show(row, JSON.stringify([most, cells.map(({ day, top }) => [day.anchor, day.volume, top])]), head, ...cells.map(({ day, top }) => () => make('td', {},
        make('a', { href: `#${day.anchor}`, dir: 'auto', textContent: day.name }),
        ...top.flatMap(words => [words, make('br')]), make('span', { className: 'soft', textContent: day.volume }))),
      ...Array.from({ length: most - cells.length }, () => () => make('td')));
      const volume = head.querySelector('.week-volume');
      if (!volume) return;
      const sum = own.reduce((sum, { tonnage }) => (tonnage === null ? sum : (sum ?? 0n) + tonnage), null);
      const sets = (shown.get(volume)?.first ?? [...volume.childNodes]).map(node => node.textContent).join('');
      if (sum === null) restore(volume);
      else {
        const said = `${sets} · ${words.whole(sum)}\u00a0${tailored.unit}`;
        show(volume, said, said);
      }
    });
    table?.querySelectorAll('.phase td').forEach(cell => { cell.colSpan = most + 1; });
  };

  const tonnageOf = (tailored, day, worked) => {
    let sum = null;
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

  // Shows the days that are chosen, and every weight of them.
  const fill = (tailored, values) => {
    const words = wordsOf(tailored);
    const days = tailored.days.map(short => {
      const day = withLines(tailored, short);
      const worked = workDay(tailored, day, () => null);
      return { day, worked, tonnage: tonnageOf(tailored, day, worked) };
    });
    const chosen = new Set(days.map(({ day }) => day.anchor));
    for (const article of document.querySelectorAll('.program .day')) {
      if (article.hidden === chosen.has(article.id)) article.hidden = !chosen.has(article.id);
    }
    for (const { day, worked } of days) fillDay(tailored, words, day, worked);
    fillOverview(tailored, words, days);
    for (const figure of document.querySelectorAll('figure[data-ways]')) {
      const { ways, chart } = figure.dataset;
      const isOfTraining = values.training !== null && chart.startsWith('intensity');
      figure.hidden = isOfTraining || Boolean(ways) && !ways.split(' ').includes(String(values.way));
    }
    return { words, days };
  };

  return { fill, warmWords, dateWords, say, isolated, make, text };
})();
