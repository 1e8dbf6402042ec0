// A visitor's own booklet: one file that can be trained from and printed without a network, as `build` makes them.
const TakeAway = (() => {
  'use strict';
  const { make, say, text, warmWords, dateWords } = Filling;
  const { warmup } = Planned;

  // Styles and scripts of a booklet are there when they are asked for; a script works from a disk, too, where nothing can be
  // fetched.
  const withShell = use => {
    if (window.BookletShell) return use(window.BookletShell);
    const own = document.querySelector('script[src$="take-away.js"]');
    const script = make('script', { src: own.src.replace(/take-away\.js$/, 'booklet-shell.js') });
    script.addEventListener('load', () => use(window.BookletShell));
    document.head.append(script);
  };
  const inScript = what => JSON.stringify(what).replaceAll('<', '\\u003c');
  const maxWords = (book, { values, tailored, words }) => book.lifts.filter(({ slug }) => values.lifts.has(slug)).map(({ slug, name }) => {
    const { mass, reps, effort } = values.lifts.get(slug);
    const known = tailored.maxes.find(({ lift, reps }) => lift === slug && reps === 1);
    const set = [`${words.number(mass)} ${tailored.unit} × ${reps}`, effort === null ? '' : `@ RPE ${effort / 2}`].join(' ').trim();
    const max = known && known.mass !== null ? `${words.number(BigInt(known.mass))} ${tailored.unit}` : '';
    const isMax = reps === 1 && (effort === null || BigInt(known?.mass ?? 0) === mass);
    return [name, isMax ? `${words.number(mass)} ${tailored.unit}` : say('about', { max, set })];
  });
  // A booklet as `build` makes one: it can be trained from and printed, without a network.
  const bookletOf = (book, made, { style, scripts, gymText }) => {
    const { raw, tailored, values, days, words } = made;
    const page = document.implementation.createHTMLDocument(document.title);
    page.documentElement.lang = document.documentElement.lang;
    const cover = document.querySelector('header.cover').cloneNode(true);
    const facts = cover.querySelector('.facts');
    const max = ([name, one]) => make('span', { className: 'max' }, make('bdi', { textContent: name }), ' ', make('strong', { textContent: one }), ' ');
    const maxes = maxWords(book, made).map(max);
    if (maxes.length) facts.prepend(make('dt', { textContent: text.computedFrom }), make('dd', {}, ...maxes));
    for (const { slug, name, choices } of book.options) {
      const chosen = choices.find(choice => choice.slug === raw.fields[`o.${slug}`]) ?? choices.find(choice => choice.is_default);
      facts.append(make('dt', {}, make('bdi', { textContent: name })), make('dd', {}, make('bdi', { textContent: chosen.name })));
    }
    const who = cover.querySelector('.who');
    who.hidden = !values.start;
    if (values.start) who.textContent = say('datesFrom', { first: dateWords(values.start) });
    const program = document.getElementById('program').cloneNode(true);
    for (const hidden of program.querySelectorAll('[hidden]')) hidden.remove();
    const gym = { ...tailored, days: tailored.days.map(({ ways, volume, date, ...day }) => day) };
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

  // `made` is what the page shows now.
  const take = (book, made) => withShell(shell => download(`${book.kg.program}.html`, bookletOf(book, made, shell)));

  return { take };
})();
