// @ts-check
// Searches the site. Each word of the query must be the beginning of a word of the page. Words in the title count most, then
// other names, then the description. The query is in the address after #.
'use strict';
(() => {
  const form = /** @type {HTMLFormElement} */ (document.querySelector('form.search'));
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const list = /** @type {HTMLElement} */ (document.querySelector('.found'));
  const MAX_RESULTS = 40;
  // The greatest number of words in a query, and the greatest number of them that may together match one word of a page.
  const MAX_WORDS = 20, MAX_JOINED = 3;

  /** @type {Record<string, string>} */
  const LETTERS = {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i'};
  /** @param {string} text */
  const fold = text => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[ßæœøłđı]/g, c => LETTERS[c]);
  /** @param {string} text */
  const words = text => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  // Writing systems without spaces, in which a word may start at any character.
  const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
  /** @type {Record<string, [ending: string, one: string][]>} */
  const PLURALS = {
    en: [['ies', 'y'], ['es', ''], ['s', '']],
    de: [['en', ''], ['er', ''], ['es', ''], ['e', ''], ['n', ''], ['s', '']],
    es: [['ces', 'z'], ['es', ''], ['s', '']],
  };
  const plurals = PLURALS[document.documentElement.lang.slice(0, 2)] ?? PLURALS.en;

  // A part of a text, such as one of several names. It has the words without anything between them, and the positions at which
  // the words start and end. So 531 finds `5/3/1`, and backoff finds `back-off`.
  /** @typedef {{ joined: string, starts: number[], ends: Set<number> }} Part */
  /** @param {string} text @returns {Part} */
  const part = text => {
    let joined = '';
    /** @type {number[]} */
    const starts = [];
    const ends = new Set();
    for (const word of words(text)) {
      let at = joined.length;
      starts.push(at);
      let before = '';
      for (const sign of word) {
        if (before && UNSPACED.test(sign)) starts.push(at);
        at += sign.length;
        before = sign;
      }
      joined += word;
      ends.add(joined.length);
    }
    return {joined, starts, ends};
  };
  /** @param {string} text */
  const parts = text => text.split(/[,;:.!?·…]+(?:\s|$)/).map(part).filter(({joined}) => joined);

  // A word as typed, and its possible singulars.
  /** @param {string} word */
  const forms = word => {
    /** @param {[ending: string, one: string]} plural */
    const singular = ([ending, one]) => word.endsWith(ending) && !word.endsWith('ss') ? word.slice(0, -ending.length) + one : '';
    return [word, ...plurals.map(singular).filter(form => form.length > 2)];
  };

  // A score for how well the joined words of a query match the beginning of a word; 0 for no match.
  /** @param {Part[]} parts @param {string[]} wanted */
  const match = (parts, wanted) => {
    let best = 0;
    for (const {joined, starts, ends} of parts) {
      for (const [at, form] of wanted.entries()) {
        for (const start of starts) {
          if (joined.startsWith(form, start)) best = Math.max(best, at ? 0.8 : ends.has(start + form.length) ? 1.5 : 1);
        }
      }
    }
    return best;
  };

  // A query. It is split into words at spaces, and each word is also split at punctuation, and joined with the words after it.
  /**
   * @typedef {{ apart: string[][] | null, together: string[][] }} Word
   * @typedef {{ whole: string, words: Word[] }} Query
   */
  /** @param {string} text @returns {Query} */
  const queryOf = text => {
    const typed = text.split(/\s+/).map(words).filter(({length}) => length).slice(0, MAX_WORDS);
    /** @param {number} at @param {number} count */
    const joined = (at, count) => forms(typed.slice(at, at + count).flat().join(''));
    return {
      whole: typed.flat().join(''),
      words: typed.map((own, at) => ({
        apart: own.length > 1 ? own.map(forms) : null,
        together: Array.from({length: Math.min(MAX_JOINED, typed.length - at)}, (_, more) => joined(at, more + 1)),
      })),
    };
  };

  // The score of a query in some fields; 0 if a word of the query is in none of the fields.
  /** @typedef {[parts: Part[], weight: number][]} Fields */
  /** @param {Fields} fields @param {Query} query @returns {number} */
  const scoreOf = (fields, query) => {
    /** @param {string[]} wanted */
    const best = wanted => Math.max(...fields.map(([parts, weight]) => match(parts, wanted) * weight));
    /** @type {number[]} */
    const from = Array(query.words.length + 1).fill(0);
    for (let at = query.words.length - 1; at >= 0; at--) {
      const {apart, together} = query.words[at];
      /** @param {number} next */
      const rest = next => next === query.words.length ? 1 : from[next];
      together.forEach((wanted, more) => {
        const points = rest(at + more + 1) && best(wanted) * (more + 1);
        if (points) from[at] = Math.max(from[at], points + from[at + more + 1]);
      });
      if (!from[at] && apart && rest(at + 1)) {
        const points = apart.map(best);
        if (points.every(Boolean)) from[at] = Math.min(...points) + from[at + 1];
      }
    }
    return from[0];
  };

  /** @typedef {{ kind: string, title: string, address: string, others: string, about: string, whole: string, fields: Fields }} Entry */
  /** @type {Entry[]} */
  const entries = searchIndex.flatMap(([kind, group]) => group.map(([title, address, others, about]) => ({
    kind, title, address, others, about,
    whole: words(title).join(''),
    fields: [[parts(title), 20], [parts(others), 6], [parts(about), 1]],
  })));

  /** @param {Entry} entry @param {Query} query */
  const score = (entry, query) => {
    const points = scoreOf(entry.fields, query);
    if (!points) return 0;
    return points + (entry.whole === query.whole ? 100 : entry.whole.startsWith(query.whole) ? 30 : 0);
  };

  // The other name that matched, if the title did not.
  /** @param {Entry} entry @param {Query} query */
  const otherName = (entry, query) => {
    /** @param {string} name */
    const names = name => scoreOf([[parts(name), 1]], query);
    return names(entry.title) ? '' : entry.others.split(', ').find(names);
  };

  // Isolates a text, so that right-to-left text does not reorder the text next to it.
  /** @param {string} words */
  const isolated = words => Object.assign(document.createElement('bdi'), { textContent: words });
  /** @param {Entry} entry @param {Query} query */
  const item = (entry, query) => {
    const [li, link] = [document.createElement('li'), document.createElement('a')];
    const [kind, about] = [document.createElement('span'), document.createElement('p')];
    link.href = (form.dataset.root ?? '') + entry.address;
    link.dir = 'auto';
    link.textContent = entry.title;
    kind.className = 'soft';
    kind.textContent = entry.kind;
    const name = otherName(entry, query);
    if (name) about.append(isolated(name), entry.about && ' · ');
    about.append(isolated(entry.about));
    li.append(link, ' ', kind, about);
    return li;
  };

  const search = () => {
    const query = queryOf(input.value);
    const hasWords = query.words.length > 0;
    const scored = hasWords ? entries.map(entry => ({ points: score(entry, query), entry })).filter(({ points }) => points) : [];
    scored.sort((a, b) => b.points - a.points || a.entry.title.localeCompare(b.entry.title));
    list.replaceChildren(...scored.slice(0, MAX_RESULTS).map(({ entry }) => item(entry, query)));
    const { found = '', nothing = '' } = status.dataset;
    if (!hasWords) status.textContent = '';
    else if (scored.length) status.textContent = found.replace('{count}', String(scored.length));
    else {
      const [before, after = ''] = nothing.split('{query}');
      status.replaceChildren(before, isolated(input.value.trim()), after);
    }
  };

  const read = () => {
    input.value = new URLSearchParams(location.hash.slice(1)).get('q') || '';
    search();
  };

  input.addEventListener('input', () => {
    search();
    const query = input.value.trim();
    history.replaceState(null, '', query ? `#${new URLSearchParams({q: query})}` : location.pathname);
  });
  // Enter and the arrow keys move through the results.
  form.addEventListener('submit', event => {
    event.preventDefault();
    list.querySelector('a')?.focus();
  });
  addEventListener('keydown', event => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (!step || !links.length || (at < 0 && document.activeElement !== input)) return;
    event.preventDefault();
    (links[at + step] || (step < 0 ? input : links[at])).focus();
  });
  addEventListener('hashchange', read);
  /** @type {HTMLElement} */ (document.querySelector('.without-script')).hidden = true;
  form.hidden = false;
  read();
  input.focus();
})();
