// Searches the site: every word has to begin a word of what is found; words of a title count most, then other names, then
// what is said of it. What is looked for stands behind # in the address.
'use strict';
(() => {
  const form = document.querySelector('form.search');
  const input = form.querySelector('input');
  const status = form.querySelector('[role=status]');
  const list = document.querySelector('.found');
  const MOST = 40;

  const LETTERS = {ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i'};
  const fold = text => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[ßæœøłđı]/g, c => LETTERS[c]);
  const words = text => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const entries = searchIndex.flatMap(([kind, group]) => group.map(([title, address, others, about]) => ({
    kind, title, address, others, about,
    folded: words(title).join(' '),
    fields: [[words(title), 20], [words(others), 6], [words(about), 1]],
  })));

  // 0 where a word of the query is nowhere.
  const score = (entry, query) => {
    let sum = 0;
    for (const word of query) {
      const best = Math.max(...entry.fields.map(([has, weight]) =>
        has.includes(word) ? weight * 1.5 : has.some(own => own.startsWith(word)) ? weight : 0));
      if (!best) return 0;
      sum += best;
    }
    const whole = query.join(' ');
    return sum + (entry.folded === whole ? 100 : entry.folded.startsWith(whole) ? 30 : 0);
  };

  const begins = (text, query) => {
    const has = words(text);
    return query.every(word => has.some(own => own.startsWith(word)));
  };

  // The other name by which something was found.
  const called = (entry, query) => begins(entry.title, query) ? '' : entry.others.split(', ').find(name => begins(name, query));

  const item = (entry, query) => {
    const [li, link, kind, about] = ['li', 'a', 'span', 'p'].map(name => document.createElement(name));
    link.href = form.dataset.root + entry.address;
    link.textContent = entry.title;
    kind.className = 'soft';
    kind.textContent = entry.kind;
    const name = called(entry, query);
    about.textContent = [name, entry.about].filter(Boolean).join(' · ');
    li.append(link, ' ', kind, about);
    return li;
  };

  const search = () => {
    const query = words(input.value);
    const scored = query.length ? entries.map(entry => [score(entry, query), entry]).filter(([points]) => points) : [];
    scored.sort(([a, one], [b, other]) => b - a || one.title.localeCompare(other.title));
    list.replaceChildren(...scored.slice(0, MOST).map(([, entry]) => item(entry, query)));
    status.textContent = !query.length ? ''
      : scored.length ? status.dataset.found.replace('{count}', scored.length)
      : status.dataset.nothing.replace('{query}', () => input.value.trim());
  };

  const read = () => {
    input.value = new URLSearchParams(location.hash.slice(1)).get('q') || '';
    search();
  };

  input.addEventListener('input', () => {
    search();
    const query = input.value.trim();
    history.replaceState(null, '', query ? '#' + new URLSearchParams({q: query}) : location.pathname);
  });
  // Enter and the arrows lead through what was found.
  form.addEventListener('submit', event => {
    event.preventDefault();
    list.querySelector('a')?.focus();
  });
  addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const links = [...list.querySelectorAll('a')];
    const at = document.activeElement === input ? -1 : links.indexOf(document.activeElement);
    if (!step || !links.length || (at < 0 && document.activeElement !== input)) return;
    event.preventDefault();
    (links[at + step] || (step < 0 ? input : links[at])).focus();
  });
  addEventListener('hashchange', read);
  document.querySelector('.without-script').hidden = true;
  form.hidden = false;
  read();
  input.focus();
})();
