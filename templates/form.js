// The page of a program: what a visitor types, remembered on their device and written into the address. Nothing is fetched or
// sent. docs/pages/calculator.md
(() => {
  'use strict';
  const form = document.getElementById('numbers');
  const book = JSON.parse(document.getElementById('program-book').textContent);
  const { text, say, isolated } = Filling;
  const slug = book.kg.program;

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

  // What holds of plates where nothing is typed.
  const suggest = unit => {
    const { bar, plates, step } = Visitor.commonGym(book[unit]);
    const written = masses => masses.map(mass => LoadRules.inUnit(mass, unit).replace('.', text.decimalMark)).join(' ');
    for (const [name, masses] of [['bar', [bar]], ['plates', plates], ['step', [step]]]) inputs(name)[0].placeholder = written(masses);
  };

  let current = null;
  const update = () => {
    const raw = typed();
    const { values, wrong } = Visitor.read(book, raw);
    complain(wrong);
    suggest(raw.unit);
    const tailored = Visitor.tailor(book, values);
    const { words, days } = Filling.fill(tailored, values);
    const missing = book.lifts.filter(({ slug }) => !values.lifts.has(slug)).map(({ name }) => name);
    const state = missing.length === 0 ? text.all : values.lifts.size ? say('missing', { lifts: missing.map(isolated).join(', ') }) : text.none;
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
    booklet: () => TakeAway.take(book, current),
  };
  for (const button of form.querySelectorAll('[data-do]')) button.addEventListener('click', () => DEEDS[button.dataset.do]());

  fillForm(Visitor.fromAddress(location.hash) ?? remembered() ?? { unit: book.unit, fields: {} });
  update();
})();
