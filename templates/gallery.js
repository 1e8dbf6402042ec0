// @ts-check
// Filters the gallery. Each card has an attribute data-NAME for each field of the form, and stays visible if it has the chosen
// values. The choices are in the address after #, so that one can link to them, even in files on disk.
'use strict';
(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form.filter'));
  if (!form) return;
  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.card')]);
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const all = /** @type {HTMLElement} */ (form.querySelector('[type=reset]'));
  const selects = [...form.querySelectorAll('select')];
  const chosen = () => selects.map(({ name, value }) => [name, value]).filter(([, value]) => value);

  const show = () => {
    const wanted = chosen();
    for (const card of cards) {
      card.hidden = !wanted.every(([name, value]) => (card.dataset[name] || '').split(' ').includes(value));
    }
    const shown = cards.filter(card => !card.hidden).length;
    const { text = '', none = '' } = status.dataset;
    status.textContent = shown ? text.replace('{shown}', String(shown)).replace('{all}', String(cards.length)) : none;
    all.hidden = !wanted.length;
  };

  // The part of the address after # may also be the id of a card. Then no filter is chosen.
  const read = () => {
    const wanted = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
    for (const select of selects) {
      select.value = wanted.get(select.name) || '';
      if (select.selectedIndex < 0) select.value = '';
    }
    show();
  };

  const write = () => {
    show();
    const wanted = new URLSearchParams(chosen()).toString();
    history.replaceState(null, '', wanted ? `#${wanted}` : location.pathname + location.search);
  };

  form.addEventListener('input', write);
  form.addEventListener('submit', event => event.preventDefault());
  // The form is reset only after this event, so wait for that.
  form.addEventListener('reset', () => setTimeout(() => {
    write();
    selects[0].focus();
  }));
  addEventListener('hashchange', read);
  form.hidden = false;
  read();
})();
