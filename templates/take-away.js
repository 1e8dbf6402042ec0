// @ts-check
// Makes the visitor's own booklet. Like the booklets that `build` writes, it is a single file to train from and to print, which
// works without a network.
const TakeAway = (() => {
  'use strict';
  const { make, say, text, warmWords, dateWords } = Filling;
  const { warmup } = Planned;

  // Loads the styles and scripts of a booklet when they are needed. They are in a script file, because pages on disk can load
  // scripts but cannot fetch other files.
  /** @param {(shell: Visitor.Shell) => void} use */
  const withShell = use => {
    if (window.BookletShell) {
      use(window.BookletShell);
      return;
    }
    const own = /** @type {HTMLScriptElement} */ (document.querySelector('script[src$="take-away.js"]'));
    const script = make('script', { src: own.src.replace(/take-away\.js$/, 'booklet-shell.js') });
    script.addEventListener('load', () => window.BookletShell && use(window.BookletShell));
    document.head.append(script);
  };
  /** @param {unknown} what */
  const inScript = what => JSON.stringify(what).replaceAll('<', '\\u003c');
  /** @param {Book.Program} book @param {Visitor.Shown} shown */
  const maxWords = (book, { values, tailored, words }) => book.lifts.flatMap(({ slug, name }) => {
    const lift = values.lifts.get(slug);
    if (!lift) return [];
    const { mass, reps, effort } = lift;
    const known = tailored.maxes.find(({ lift, reps }) => lift === slug && reps === 1);
    const set = [`${words.number(mass)} ${tailored.unit} × ${reps}`, effort === null ? '' : `@ RPE ${effort / 2}`].join(' ').trim();
    const max = known && known.mass !== null ? `${words.number(BigInt(known.mass))} ${tailored.unit}` : '';
    const isMax = reps === 1 && (effort === null || BigInt(known?.mass ?? 0) === mass);
    return [{ name, max: isMax ? `${words.number(mass)} ${tailored.unit}` : say('about', { max, set }) }];
  });
  // The HTML of the booklet.
  /** @param {Book.Program} book @param {Visitor.Shown} current @param {Visitor.Shell} shell */
  const bookletOf = (book, current, { style, scripts, gymText }) => {
    const { raw, tailored, values, days, words } = current;
    const page = document.implementation.createHTMLDocument(document.title);
    page.documentElement.lang = document.documentElement.lang;
    const cover = /** @type {HTMLElement} */ (document.querySelector('header.cover')?.cloneNode(true));
    const facts = /** @type {HTMLElement} */ (cover.querySelector('.facts'));
    const maxes = maxWords(book, current).map(({ name, max }) =>
      make('span', { className: 'max' }, make('bdi', { textContent: name }), ' ', make('strong', { textContent: max }), ' '));
    if (maxes.length) facts.prepend(make('dt', { textContent: text.computedFrom }), make('dd', {}, ...maxes));
    for (const { slug, name, choices } of book.options) {
      const chosen = choices.find(choice => choice.slug === raw.fields[`o.${slug}`]) ?? choices.find(choice => choice.is_default);
      facts.append(make('dt', {}, make('bdi', { textContent: name })), make('dd', {}, make('bdi', { textContent: chosen?.name ?? '' })));
    }
    const who = /** @type {HTMLElement} */ (cover.querySelector('.who'));
    who.hidden = !values.start;
    if (values.start) who.textContent = say('datesFrom', { first: dateWords(values.start) });
    const program = /** @type {HTMLElement} */ (document.getElementById('program')?.cloneNode(true));
    for (const hidden of program.querySelectorAll('[hidden]')) hidden.remove();
    const gym = { ...tailored, days: tailored.days.map(({ ways: _ways, volume: _volume, date: _date, ...day }) => day) };
    /** @param {Book.ShortItem[]} items @param {number} block @param {{ lines: Worked.Maybe[] }[]} outcomes */
    const sayWarmups = (items, block, outcomes) => items.map(({ warm, or, ...item }, at) => {
      if (!warm || at > 0) return item;
      const { exercise } = tailored.lines[item.lines[0]];
      const sets = warmWords(words, exercise, warmup(tailored, { warm }, exercise, block, outcomes[at].lines[0]));
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
    const charset = make('meta', {});
    charset.setAttribute('charset', 'utf-8');
    page.head.append(charset, make('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
      make('title', { textContent: document.querySelector('h1')?.textContent ?? '' }), make('style', { textContent: style }));
    /** @param {string} id @param {string} textContent */
    const data = (id, textContent) => make('script', { type: 'application/json', id, textContent });
    page.body.append(make('main', {}, cover, ...program.childNodes), data('gym-book', inScript(gym)), data('gym-text', gymText),
      ...scripts.map(textContent => make('script', { textContent })));
    return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
  };
  /** @param {string} name @param {string} html */
  const download = (name, html) => {
    const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    const anchor = make('a', { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  // Downloads the booklet. `shown` is what the page shows now.
  /** @param {Book.Program} book @param {Visitor.Shown} shown */
  const take = (book, shown) => withShell(shell => download(`${book.kg.program}.html`, bookletOf(book, shown, shell)));

  return { take };
})();
