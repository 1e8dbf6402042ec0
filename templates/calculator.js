// The page of a program with a visitor's numbers (docs/calculator.md). Words come from the page, weights from rules.js; all text
// is set as text, never as HTML.
(() => {
  'use strict';
  const form = document.getElementById('numbers');
  const source = document.getElementById('program-book')?.textContent;
  if (!form || !source) return;
  const book = JSON.parse(source);
  const text = JSON.parse(document.getElementById('program-text').textContent);
  const { workDay, platesPerSide, warmup, instead, strips, tonnage, inUnit, UNITS } = LoadRules;
  const lang = document.documentElement.lang;
  const slug = book.kg.program;
  form.hidden = false;

  const say = (key, words = {}) => text[key].replace(/\{(\w+)\}/g, (_, name) => words[name]);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // What an element shows is made anew only where it is something else than before.
  const shown = new WeakMap();
  const show = (element, key, ...children) => {
    if (shown.get(element)?.key === key) return;
    if (!shown.has(element)) shown.set(element, { first: [...element.childNodes], className: element.className });
    shown.get(element).key = key;
    element.replaceChildren(...children.map(child => (typeof child === 'function' ? child() : child)));
  };
  // As it came from the site.
  const restore = element => {
    const known = shown.get(element);
    if (!known || known.key === null) return;
    known.key = null;
    element.replaceChildren(...known.first);
    element.className = known.className;
  };

  // Words for what was worked out, in the unit of a book.
  const wordsOf = ({ unit }) => {
    const number = mass => inUnit(mass, unit).replace('.', text.decimalMark);
    const between = (low, high) => (low === high ? number(low) : `${number(low)}–${number(high)}`);
    const weight = ({ body, low, high }, estimate = false) => {
      const about = estimate ? '≈' : '';
      if (!body) return [about + between(low, high), unit];
      if (low === 0n && high === 0n) return [about + text.bodyweight, ''];
      if (high < 0n) return [`${about}${text.bodyweight} − ${between(-high, -low)}`, unit];
      if (low < 0n) return [`${about}${text.bodyweight} ${say('lessToMore', { less: number(-low), more: number(high) })}`, unit];
      return [`${about}${text.bodyweight} + ${between(low, high)}`, unit];
    };
    return { number, weight, whole: mass => group((mass + UNITS[unit] / 2n) / UNITS[unit]) };
  };
  const group = number => String(number).replace(/\B(?=(\d{3})+$)/g, '\u00a0');

  const plates = (tailored, words, exercise, weight) => {
    if (weight.body) return '';
    const side = mass => platesPerSide(tailored, exercise, mass);
    const [low, high] = [side(weight.low), side(weight.high)];
    const list = plates => plates.map(words.number).join(' · ');
    const aside = plates => (plates.length ? say('aside', { plates: list(plates) }) : text.emptyBar);
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
      articles.set(day.anchor, article && { article, rows, after });
    }
    return articles.get(day.anchor);
  };

  const fillLine = (tailored, words, row, line, outcome) => {
    const [weight, sub] = [row.querySelector('.weight'), row.querySelector('.sub')];
    if (!outcome?.weight) {
      restore(weight);
      restore(sub);
      return;
    }
    const [amount, unit] = words.weight(outcome.weight, outcome.estimate);
    show(weight, amount + unit, () => make('b', { textContent: amount }), ' ', () => make('span', { className: 'unit', textContent: unit }));
    weight.classList.toggle('words', amount.includes(' '));
    const disks = plates(tailored, words, line.exercise, outcome.weight);
    const first = shown.get(sub)?.first ?? [...sub.childNodes];
    const own = [line.why, disks].filter(Boolean);
    show(sub, own.join('|'), ...own.map(textContent => () => make('span', { textContent })), ...first);
  };

  const warmWords = (words, sets) => sets.flatMap(({ say: reps, weight, sets }) =>
    Array(sets).fill(weight ? `${words.weight(weight)[0]} × ${reps}` : reps));
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
    show(element, amount + unit, () => make('b', { textContent: amount }), ` ${unit} `, () => make('small', { textContent: line.why ?? '' }));
  };

  const fillAfter = (tailored, words, element, block, worked) => {
    const deciding = block.backoff.map((item, at) => [item, worked.backoff[at]]).filter(([{ branches }]) => branches);
    element.querySelectorAll('.decide').forEach((table, at) => {
      const [item, { branches }] = deciding[at];
      [...table.tBodies[0].rows].forEach((row, b) => {
        const lines = item.branches[b].lines;
        row.querySelectorAll('.then').forEach((then, i) => {
          const [target, outcome] = [then.querySelector('.load'), branches[b][i]];
          if (target) load(target, lines[i], outcome?.weight && words.weight(outcome.weight, outcome.estimate));
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
  const fillStrip = (tailored, words, table, { kind, ways, rows }) => {
    const hits = ways.map(({ weight, reps, effort }) =>
      kind === 'weight' ? words.number(weight) : kind === 'reps' ? String(reps) : String(effort / 2).replace('.', text.decimalMark));
    const head = table.tHead.rows[0];
    const label = head.cells[0];
    show(head, hits.join('|'), label, ...hits.map(hit => () => make('th', { scope: 'col', textContent: hit })));
    const named = ({ line, branch }) => [tailored.exercises[line.exercise].name, line.dose, branch?.words ?? ''].join('|');
    const names = rows.map(named);
    const made = rows.map((row, at) => {
      const { line, branch, weights } = row;
      const same = names.filter(name => name === names[at]).length > 1;
      const small = [same && line.why, branch && say('if', { condition: branch.words })].filter(Boolean);
      return { head: [tailored.exercises[line.exercise].name, line.dose].join(' '), small, cells: weights.map(weight => (weight ? words.weight(weight)[0] : '')) };
    });
    show(table.tBodies[0], JSON.stringify(made), ...made.map(({ head, small, cells }) => () => make('tr', {},
      make('th', { scope: 'row' }, head, ...small.flatMap(words => [' ', make('small', { textContent: words })])),
      ...cells.map(textContent => make('td', { textContent })))));
  };

  const fillDay = (tailored, words, day, worked) => {
    const place = articleOf(day);
    if (!place) return;
    let at = 0;
    let first = true;
    const fill = (items, outcomes, block) => items.forEach((item, i) => {
      const row = place.rows[at++];
      [...row.querySelectorAll('.line')].forEach((line, n) => fillLine(tailored, words, line, item.lines[n], outcomes[i].lines[n]));
      row.querySelectorAll('.or span').forEach((span, n) => {
        const weights = item.or?.[n] ? outcomes[i].lines.map(outcome => instead(tailored, item.or[n], outcome)).filter(Boolean).map(weight => words.weight(weight)) : [];
        const said = [...new Set(weights.map(([amount]) => amount))].join(', ');
        const own = shown.get(span)?.first ?? [...span.childNodes];
        if (said) show(span, said, ...own, ' ', () => make('b', { textContent: `${said} ${weights.at(-1)[1]}`.trim() }));
        else restore(span);
      });
      if (i === 0 && item.warm) {
        const part = row.closest('.part');
        const sets = warmup(tailored, item, item.lines[0].exercise, block, outcomes[i].lines[0]);
        fillWarmup(part, warmWords(words, sets));
      }
      first = false;
    });
    day.blocks.forEach(({ top, backoff }, block) => {
      fill(top, worked.blocks[block].top, block);
      fill(backoff, worked.blocks[block].backoff, block);
      const after = place.after.get(block);
      if (after) fillAfter(tailored, words, after, day.blocks[block], worked.blocks[block]);
    });
    fill(day.accessories, worked.accessories, 0);
    const when = place.article.querySelector('.when');
    if (when) when.textContent = day.date ? dateWords(day.date) : '';
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
    const sets = `${tailored.exercises[line.exercise].name} ${line.dose}`;
    const outcome = outcomes[best];
    const weight = outcome?.weight ? words.weight(outcome.weight, outcome.estimate)[0] : line.why ?? '';
    return weight ? say('at', { sets, weight }) : sets;
  }));
  const fillOverview = (tailored, words, days) => {
    const most = Math.max(1, ...weekRows.map((_, week) => days.filter(({ day }) => day.week === week + 1).length));
    weekRows.forEach((row, index) => {
      const own = days.filter(({ day }) => day.week === index + 1);
      const cells = own.map(({ day, worked }) => ({ day, top: topWords(tailored, words, day, worked) }));
      const head = row.cells[0];
      show(row, JSON.stringify([most, cells.map(({ day, top }) => [day.anchor, day.volume, top])]), head, ...cells.map(({ day, top }) => () => make('td', {},
        make('a', { href: `#${day.anchor}`, textContent: day.name }),
        ...top.flatMap(words => [words, make('br')]), make('span', { className: 'soft', textContent: day.volume }))),
      ...Array.from({ length: most - cells.length }, () => () => make('td')));
      const volume = head.querySelector('.week-volume');
      if (!volume) return;
      const sum = own.reduce((sum, { tonnage }) => (tonnage === null ? sum : (sum ?? 0n) + tonnage), null);
      const sets = (shown.get(volume)?.first ?? [...volume.childNodes]).map(node => node.textContent).join('');
      if (sum === null) restore(volume);
      else show(volume, String(sum), say('tonnage', { sets, tonnage: `${words.whole(sum)} ${tailored.unit}` }));
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

  // Positions in the list of lines become lines.
  const withLines = tailored => {
    const lined = lines => lines.map(index => tailored.lines[index]);
    const item = ({ lines, branches, ...more }) =>
      ({ ...more, lines: lined(lines), branches: branches?.map(branch => ({ ...branch, lines: lined(branch.lines) })) });
    return tailored.days.map(day => ({
      ...day,
      blocks: day.blocks.map(({ top, backoff }) => ({ top: top.map(item), backoff: backoff.map(item) })),
      accessories: day.accessories.map(item),
    }));
  };

  // What stands in the form.
  const inputs = name => [...form.elements].filter(element => element.name === name);
  const typed = () => {
    const fields = {};
    for (const name of Visitor.fieldsOf(book)) {
      const found = inputs(name);
      if (name === 'days') fields.days = found.filter(({ checked }) => checked).map(({ value }) => value).join(',');
      else if (found[0]) fields[name] = found[0].value;
    }
    if (fields.rounding === book.rounding) fields.rounding = '';
    for (const { slug, choices } of book.options) {
      if (choices.find(choice => choice.is_default).slug === fields[`o.${slug}`]) fields[`o.${slug}`] = '';
    }
    return { unit: form.elements.unit.value, fields };
  };
  const fillForm = ({ unit, fields }) => {
    form.elements.unit.value = unit;
    for (const name of Visitor.fieldsOf(book)) {
      const value = fields[name] ?? '';
      const found = inputs(name);
      if (name === 'days') found.forEach(box => { box.checked = value.split(',').includes(box.value); });
      else if (found[0]?.tagName === 'SELECT') {
        const fallback = name === 'rounding' ? book.rounding : book.options.find(({ slug }) => `o.${slug}` === name).choices.find(choice => choice.is_default).slug;
        found[0].value = [...found[0].options].some(option => option.value === value) ? value : fallback;
      } else if (found[0]) found[0].value = value;
    }
  };

  const told = form.querySelector('.told');
  const badWords = name => {
    if (book.lifts.some(({ slug }) => slug === name)) return text.badLift;
    return { plates: text.badPlates, tm: text.badShare, start: text.badStart }[name] ?? text.badWeight;
  };
  const complain = wrong => {
    for (const name of Visitor.fieldsOf(book)) {
      const [field] = inputs(name);
      const message = document.getElementById(`w-${name}`);
      if (!field || !message) continue;
      const isWrong = wrong.includes(name);
      if (isWrong) field.setAttribute('aria-invalid', 'true'); else field.removeAttribute('aria-invalid');
      message.hidden = !isWrong;
      message.textContent = isWrong ? badWords(name) : '';
    }
  };

  let current = null;
  const update = () => {
    const raw = typed();
    const { values, wrong } = Visitor.read(book, raw);
    complain(wrong);
    for (const field of form.querySelectorAll('[data-kg]')) field.placeholder = field.dataset[raw.unit].replaceAll('.', text.decimalMark);
    const tailored = Visitor.tailor(book, values);
    const words = wordsOf(tailored);
    const days = withLines(tailored).map(day => {
      const worked = workDay(tailored, day, () => null);
      return { day, worked, tonnage: tonnageOf(tailored, day, worked) };
    });
    const chosen = new Set(days.map(({ day }) => day.anchor));
    for (const { anchor } of book[raw.unit].days) {
      const article = document.getElementById(anchor);
      if (article && article.hidden === chosen.has(anchor)) article.hidden = !chosen.has(anchor);
    }
    for (const { day, worked } of days) fillDay(tailored, words, day, worked);
    fillOverview(tailored, words, days);
    for (const figure of document.querySelectorAll('figure[data-ways]')) {
      const { ways, chart } = figure.dataset;
      const isOfTraining = values.training !== null && chart.startsWith('intensity');
      figure.hidden = isOfTraining || Boolean(ways) && !ways.split(' ').includes(String(values.way));
    }
    const missing = book.lifts.filter(({ slug }) => !values.lifts.has(slug)).map(({ name }) => name);
    const state = missing.length === 0 ? text.all : values.lifts.size ? say('missing', { lifts: missing.join(', ') }) : text.none;
    if (told.textContent !== state) told.textContent = state;
    current = { raw, values, tailored, words, days };
  };

  // What is remembered: numbers for all programs, choices and dates for this one.
  const OWN = name => name.startsWith('o.') || ['tm', 'start', 'days'].includes(name);
  const keys = { all: 'liftpress:numbers', own: `liftpress:numbers:${slug}` };
  const remember = ({ unit, fields }) => {
    const split = wanted => Object.fromEntries(Object.entries(fields).filter(([name, value]) => OWN(name) === wanted && value));
    try {
      const before = JSON.parse(localStorage.getItem(keys.all)) ?? {};
      const others = Object.fromEntries(Object.entries(before.fields ?? {}).filter(([name]) => !Visitor.fieldsOf(book).includes(name)));
      localStorage.setItem(keys.all, JSON.stringify({ unit, fields: { ...others, ...split(false) } }));
      localStorage.setItem(keys.own, JSON.stringify(split(true)));
    } catch { /* Where nothing can be kept, the page works all the same. */ }
  };
  const remembered = () => {
    try {
      const all = JSON.parse(localStorage.getItem(keys.all));
      return all && { unit: all.unit, fields: { ...all.fields, ...JSON.parse(localStorage.getItem(keys.own)) } };
    } catch {
      return null;
    }
  };

  let frame = 0;
  const changed = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      update();
      remember(current.raw);
      history.replaceState(null, '', Visitor.toAddress(current.raw));
    });
  };
  form.addEventListener('input', changed);
  form.addEventListener('submit', event => event.preventDefault());
  addEventListener('hashchange', () => {
    const given = Visitor.fromAddress(location.hash);
    if (!given) return;
    fillForm(given);
    update();
  });

  const link = () => new URL(Visitor.toAddress(current.raw), location.href).href;
  const DEEDS = {
    print: () => print(),
    clear: () => {
      fillForm({ unit: form.elements.unit.value, fields: {} });
      changed();
    },
    link: async () => {
      history.replaceState(null, '', Visitor.toAddress(current.raw));
      try {
        await navigator.clipboard.writeText(link());
        told.textContent = text.copied;
      } catch {
        told.textContent = text.address;
      }
    },
    booklet: () => withShell(shell => download(`${slug}.html`, bookletOf(shell))),
  };
  for (const button of form.querySelectorAll('[data-do]')) button.addEventListener('click', () => DEEDS[button.dataset.do]());

  // Styles and scripts of a booklet are there when they are asked for; a script works from a disk, too, where nothing can be
  // fetched.
  const withShell = use => {
    if (window.BookletShell) return use(window.BookletShell);
    const own = document.querySelector('script[src$="calculator.js"]');
    const script = make('script', { src: own.src.replace(/calculator\.js$/, 'booklet-shell.js') });
    script.addEventListener('load', () => use(window.BookletShell));
    document.head.append(script);
  };
  const inScript = what => JSON.stringify(what).replaceAll('<', '\\u003c');
  const maxWords = ({ values, tailored, words }) => book.lifts.filter(({ slug }) => values.lifts.has(slug)).map(({ slug, name }) => {
    const { mass, reps, effort } = values.lifts.get(slug);
    const known = tailored.maxes.find(({ lift, reps }) => lift === slug && reps === 1);
    const set = [`${words.number(mass)} ${tailored.unit} × ${reps}`, effort === null ? '' : `@ RPE ${effort / 2}`].join(' ').trim();
    const max = known && known.mass !== null ? `${words.number(BigInt(known.mass))} ${tailored.unit}` : '';
    return [name, reps === 1 && effort === null ? `${words.number(mass)} ${tailored.unit}` : say('about', { max, set })];
  });
  // A booklet as `build` makes one: it can be trained from and printed, without a network.
  const bookletOf = ({ style, scripts, gymText }) => {
    const { tailored, values, days, words } = current;
    const page = document.implementation.createHTMLDocument(document.title);
    page.documentElement.lang = lang;
    const cover = document.querySelector('header.cover').cloneNode(true);
    const facts = cover.querySelector('.facts');
    const max = ([name, one]) => make('span', { className: 'max' }, `${name} `, make('strong', { textContent: one }), ' ');
    const maxes = maxWords(current).map(max);
    if (maxes.length) facts.prepend(make('dt', { textContent: text.computedFrom }), make('dd', {}, ...maxes));
    for (const { slug, name, choices } of book.options) {
      const chosen = choices.find(choice => choice.slug === current.raw.fields[`o.${slug}`]) ?? choices.find(choice => choice.is_default);
      facts.append(make('dt', { textContent: name }), make('dd', { textContent: chosen.name }));
    }
    const who = cover.querySelector('.who');
    who.hidden = !values.start;
    if (values.start) who.textContent = say('from', { date: dateWords(values.start) });
    const program = document.getElementById('program').cloneNode(true);
    for (const hidden of program.querySelectorAll('[hidden]')) hidden.remove();
    const gym = { ...tailored, days: tailored.days.map(({ ways, volume, date, ...day }) => day) };
    const sayWarmups = (items, block, outcomes) => items.map(({ warm, or, ...item }, at) => {
      const sets = warm && at === 0 ? warmWords(words, warmup(tailored, { warm }, tailored.lines[item.lines[0]].exercise, block, outcomes[at].lines[0])) : [];
      return sets.length ? { ...item, warmup: sets } : item;
    });
    gym.days.forEach((day, index) => {
      const { worked } = days[index];
      day.blocks = day.blocks.map(({ top, backoff }, block) => ({
        top: sayWarmups(top, block, worked.blocks[block].top),
        backoff: sayWarmups(backoff, block, worked.blocks[block].backoff),
      }));
      day.accessories = sayWarmups(day.accessories, 0, worked.accessories);
    });
    page.head.innerHTML = '';
    page.head.append(make('meta', {}), make('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
      make('title', { textContent: document.querySelector('h1').textContent }), make('style', { textContent: style }));
    page.head.firstChild.setAttribute('charset', 'utf-8');
    const data = (id, textContent) => make('script', { type: 'application/json', id, textContent });
    page.body.append(make('main', {}, cover, ...program.childNodes), data('gym-book', inScript(gym)), data('gym-text', gymText),
      ...scripts.map(textContent => make('script', { textContent })));
    return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
  };
  const download = (name, html) => {
    const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    const anchor = make('a', { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  fillForm(Visitor.fromAddress(location.hash) ?? remembered() ?? { unit: book.unit, fields: {} });
  update();
})();
