// @ts-check
// The form on the page of a program (docs/pages/calculator.md). What a visitor types is stored on the visitor's device and in the
// address of the page. Nothing is fetched or sent.
(() => {
  'use strict';
  const form = /** @type {HTMLFormElement} */ (document.getElementById('numbers'));
  /** @type {Book.Program} */
  const book = JSON.parse(document.getElementById('program-book')?.textContent ?? '');
  const { text, say, isolated } = Filling;
  const slug = book.kg.program;

  // The fields of the form.
  /** @param {string} name */
  const inputs = name => /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...form.elements]).filter(element => element.name === name);
  /** @param {string} name */
  const boxes = name => inputs(name).filter(input => input instanceof HTMLInputElement);
  /** @param {Book.Program['options'][0]} option */
  const defaultOf = ({ choices }) => choices.find(choice => choice.is_default)?.slug;
  const chosenUnit = () => boxes('unit').find(({ checked }) => checked)?.value === 'lb' ? 'lb' : 'kg';
  /** @returns {Visitor.Raw} */
  const typed = () => {
    /** @type {Record<string, string>} */
    const fields = {};
    for (const name of Visitor.fieldsOf(book)) {
      const found = inputs(name);
      if (name === 'days') fields.days = boxes(name).filter(({ checked }) => checked).map(({ value }) => value).join(',');
      else if (found[0]) fields[name] = found[0].value;
    }
    if (fields.rounding === book.rounding) fields.rounding = '';
    for (const option of book.options) {
      if (defaultOf(option) === fields[`o.${option.slug}`]) fields[`o.${option.slug}`] = '';
    }
    return { unit: chosenUnit(), fields };
  };
  /** @param {Visitor.Raw} raw */
  const fillForm = ({ unit, fields }) => {
    for (const box of boxes('unit')) box.checked = box.value === unit;
    for (const name of Visitor.fieldsOf(book)) {
      const value = fields[name] ?? '';
      const [field] = inputs(name);
      if (name === 'days') boxes(name).forEach(box => { box.checked = value.split(',').includes(box.value); });
      else if (field instanceof HTMLSelectElement) {
        const option = book.options.find(({ slug }) => `o.${slug}` === name);
        const fallback = option ? defaultOf(option) : book.rounding;
        field.value = [...field.options].some(option => option.value === value) ? value : fallback ?? '';
      } else if (field) field.value = value;
    }
  };

  const status = /** @type {HTMLElement} */ (form.querySelector('.status'));
  /** @type {Record<string, string>} */
  const BAD = { plates: text.badPlates, tm: text.badShare, start: text.badStart };
  /** @param {string} name */
  const badWords = name => book.lifts.some(({ slug }) => slug === name) ? text.badLift : BAD[name] ?? text.badWeight;
  /** @param {string[]} wrong */
  const showErrors = wrong => {
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

  // Shows the default bar, plates and step as placeholders.
  /** @param {Book.Unit} unit */
  const showDefaults = unit => {
    const { bar, plates, step } = Visitor.commonGym(book[unit]);
    /** @param {string} name @param {bigint[]} masses */
    const hint = (name, masses) => {
      boxes(name)[0].placeholder = masses.map(mass => LoadRules.inUnit(mass, unit).replace('.', text.decimalMark)).join(' ');
    };
    hint('bar', [bar]);
    hint('plates', plates);
    hint('step', [step]);
  };

  /** @returns {Visitor.Shown} */
  const update = () => {
    const raw = typed();
    const { values, wrong } = Visitor.read(book, raw);
    showErrors(wrong);
    showDefaults(raw.unit);
    const tailored = Visitor.tailor(book, values);
    const { words, days } = Filling.fill(tailored, values);
    const missing = book.lifts.filter(({ slug }) => !values.lifts.has(slug)).map(({ name }) => name);
    const state = missing.length === 0 ? text.all : values.lifts.size ? say('missing', { lifts: missing.map(isolated).join(', ') }) : text.none;
    if (status.textContent !== state) status.textContent = state;
    return { raw, values, tailored, words, days };
  };

  // On the device, the visitor's numbers are stored once for all programs, and choices and dates are stored for this program
  // alone.
  /** @param {string} name */
  const isOwn = name => name.startsWith('o.') || ['tm', 'start', 'days'].includes(name);
  const keys = { all: 'liftpress:numbers', own: `liftpress:numbers:${slug}` };
  /** @param {string} key */
  const stored = key => JSON.parse(localStorage.getItem(key) ?? 'null');
  /** @param {Visitor.Raw} raw */
  const remember = ({ unit, fields }) => {
    /** @param {boolean} wanted */
    const split = wanted => Object.fromEntries(Object.entries(fields).filter(([name, value]) => isOwn(name) === wanted && value));
    try {
      const before = stored(keys.all) ?? {};
      const others = Object.fromEntries(Object.entries(before.fields ?? {}).filter(([name]) => !Visitor.fieldsOf(book).includes(name)));
      localStorage.setItem(keys.all, JSON.stringify({ unit, fields: { ...others, ...split(false) } }));
      localStorage.setItem(keys.own, JSON.stringify(split(true)));
    } catch { /* The page works without storage, too. */ }
  };
  /** @returns {Visitor.Raw | null} */
  const remembered = () => {
    try {
      const all = stored(keys.all);
      return all && { unit: all.unit, fields: { ...all.fields, ...stored(keys.own) } };
    } catch {
      return null;
    }
  };

  let frame = 0;
  const changed = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      current = update();
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
    current = update();
  });

  const link = () => new URL(Visitor.toAddress(current.raw), location.href).href;
  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    print: () => print(),
    clear: () => {
      fillForm({ unit: chosenUnit(), fields: {} });
      changed();
    },
    link: async () => {
      history.replaceState(null, '', Visitor.toAddress(current.raw));
      try {
        await navigator.clipboard.writeText(link());
        status.textContent = text.copied;
      } catch {
        status.textContent = text.address;
      }
    },
    booklet: () => TakeAway.take(book, current),
  };
  for (const button of form.querySelectorAll('button')) button.addEventListener('click', () => ACTIONS[button.dataset.do ?? '']?.());

  fillForm(Visitor.fromAddress(location.hash) ?? remembered() ?? { unit: book.unit, fields: {} });
  let current = update();
})();
