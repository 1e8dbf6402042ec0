// Gym mode (docs/pages/gym-mode.md). Words come from gym.html, weights from rules.js; all text is set as text, never as HTML.
(() => {
  'use strict';
  const read = id => document.getElementById(id)?.textContent;
  const source = read('gym-book');
  if (!source || !window.HTMLDialogElement) return;
  const book = JSON.parse(source);
  const text = JSON.parse(read('gym-text'));
  const { withLines, workDay, platesPerSide, printedIn, stamped, inUnit, parseMass } = LoadRules;

  // As it is shown; the log has points.
  const printed = (mass, unit = book.unit) => inUnit(mass, unit).replace('.', text.decimalMark);
  // A name from right to left, put among other words, must not turn the numbers beside it round.
  const isolated = words => (/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(String(words).replace(/\u2068[^\u2069]*\u2069/g, '')) ? `\u2068${words}\u2069` : words);
  const say = (key, words = {}) => text[key].replace(/\{(\w+)\}/g, (_, name) => isolated(words[name]));
  const slugOf = set => book.exercises[set.line.exercise].slug;
  const nameOf = set => book.exercises[set.line.exercise].name;
  const minutes = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, '0')).join('-');
  };
  const halves = rpe => rpe / 2;
  // As it is typed; null where it is none.
  const parseCount = typed => /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null;
  const parseRpe = typed => {
    const twice = /^\d{1,2}([.,]\d)?$/.test(typed.trim()) ? Number(typed.replace(',', '.')) * 2 : 0;
    return Number.isInteger(twice) && twice >= 2 && twice <= 20 ? twice : null;
  };

  // Every set of a day, branches included; a set is called by its exercise and its number among the day's sets of that.
  const prepare = short => {
    const day = withLines(book, short);
    day.sets = [];
    day.items = [];
    const counts = new Map();
    // `first` is the position of an item's first line among those of its block's top sets.
    const add = (item, find, block, first) => {
      day.items.push(item);
      const all = [[item.lines, -1], ...item.branches.map(({ lines }, branch) => [lines, branch])];
      for (const [lines, branch] of all) {
        lines.forEach((line, index) => {
          for (let n = 0; n < line.most; n++) {
            const number = (counts.get(line.exercise) ?? 0) + 1;
            counts.set(line.exercise, number);
            const set = { line, n, number, item, branch, block, index, day };
            if (first !== undefined) set.top = first + index;
            set.id = `${slugOf(set)}#${number}`;
            set.outcome = worked => branch < 0 ? find(worked).lines[index] : find(worked).branches[branch][index];
            set.beforeDrop = n + 1 === line.most && lines[index + 1]?.role === 'drop';
            day.sets.push(set);
          }
        });
      }
    };
    day.blocks.forEach(({ top, backoff }, block) => {
      let first = 0;
      top.forEach((item, at) => {
        add(item, worked => worked.blocks[block].top[at], block, first);
        first += item.lines.length;
      });
      backoff.forEach((item, at) => add(item, worked => worked.blocks[block].backoff[at], block));
    });
    day.accessories.forEach((item, at) => add(item, worked => worked.accessories[at]));
    return day;
  };
  book.days = book.days.map(prepare);
  // A day that is only a note is nothing to train.
  const days = new Map(book.days.filter(day => day.items.length).map(day => [day.anchor, day]));

  const hash = words => [...words].reduce((hash, char) => Math.imul(hash ^ char.codePointAt(0), 16777619) >>> 0, 2166136261);
  const key = ['liftpress', book.program, book.lifter, hash(source).toString(36)].join(':');
  // Until format 2 the planned RPE was logged as if the lifter had said it: of a set that has just that, nothing is known.
  const FORMAT = 2;
  const emptyLog = () => ({ format: FORMAT, days: {}, rest: null });
  const givenRpe = (set, rpe, format) => (format < FORMAT && rpe === set.line.rpe ? null : rpe);
  let log = emptyLog();
  let keeps = true;
  const load = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(key));
      log = { ...emptyLog(), ...stored, format: FORMAT };
      for (const set of book.days.flatMap(({ sets }) => sets)) {
        const done = doneOf(set);
        if (done) done.rpe = givenRpe(set, done.rpe, stored?.format ?? 1);
      }
    } catch {
      keeps = false;
    }
  };
  const save = () => {
    try {
      localStorage.setItem(key, JSON.stringify(log));
    } catch {
      keeps = false;
    }
  };
  const logOf = day => log.days[day.anchor] ??= { sets: {}, looks: [], at: null };
  const doneOf = set => log.days[set.day.anchor]?.sets[set.id];
  load();
  save();

  const countDone = day => Object.keys(log.days[day.anchor]?.sets ?? {}).length;

  // What a top set came to: the heaviest of its sets that were done, of equal ones the last. Sets that step off one another are
  // lines of their own.
  const cameTo = (day, block, planned) => {
    const slots = day.blocks[block].top.flatMap(({ lines }) => lines);
    const first = planned - (slots[planned].single?.[0] ?? 0);
    const isOf = at => at === planned || (slots[planned].single && slots[at].single && at - slots[at].single[0] === first);
    let came = null;
    for (const set of day.sets) {
      const done = set.block === block && set.top !== undefined && isOf(set.top) && doneOf(set);
      if (!done || set.line.count !== 'reps') continue;
      const weight = done.weight === '' ? null : parseMass(done.weight, book.unit);
      if (!came || weight === null || weight >= (came.weight ?? weight)) {
        came = { set, at: set.top, weight, reps: done.reps, effort: done.rpe };
      }
    }
    return came;
  };

  // A day as it stands: weights, what top sets came to, which branches hold, and the sets that are to be done.
  const stand = day => {
    const planned = workDay(book, day, () => null);
    const came = planned.blocks.map(({ tops }, block) => new Map([...tops].map(([lift, at]) => [lift, cameTo(day, block, at)])));
    const worked = workDay(book, day, (block, lift) => came[block].get(lift));
    const { looks } = logOf(day);
    const topOf = (block, exercise) => {
      const lifts = came[block];
      return lifts?.size === 1 ? [...lifts.values()][0] : lifts?.get(exercise);
    };
    const holds = ({ if: { effort, reps, look } }, block, top) => {
      const isWithin = (value, range) => value !== null && value !== undefined && value >= range[0] && value <= range[1];
      if (look) return looks.includes(`${block}:${look}`);
      return effort ? isWithin(top?.effort, effort) : isWithin(top?.reps, reps);
    };
    const branchOf = new Map();
    day.blocks.forEach(({ backoff }, block) => {
      for (const item of backoff) {
        const top = topOf(block, item.lines[0]?.exercise);
        branchOf.set(item, item.branches.findIndex(branch => holds(branch, block, top)));
      }
    });
    const isBefore = (other, set) => other.item === set.item && other.branch === set.branch && (set.line.single
      ? other.index < set.index && other.index >= set.index - set.line.single[0]
      : other.index === set.index && other.n < set.n);
    const isStopped = set => set.line.until && set.n >= set.line.sets[0] &&
      day.sets.some(other => isBefore(other, set) && doneOf(other)?.rpe >= set.line.until);
    const sets = day.sets.filter(set => doneOf(set) || (set.branch === (branchOf.get(set.item) ?? -1) && !isStopped(set)));
    return { planned, worked, sets, branchOf, topOf };
  };

  const weightWords = (set, outcome, exact) => {
    if (!outcome?.weight) return book.exercises[set.line.exercise].body ? text.bodyweight : text.open;
    const { body, low, high } = outcome.weight;
    const unit = printedIn(book, set.line.exercise, outcome.weight);
    const number = mass => printed(mass, unit);
    const about = outcome.estimate && !exact ? '≈' : '';
    const size = (low, high) => `${about}${low === high ? number(low) : `${number(low)}–${number(high)}`} ${unit}`;
    if (!body) return size(low, high);
    if (low === 0n && high === 0n) return text.bodyweight;
    return high < 0n ? `${text.bodyweight} − ${size(-high, -low)}` : `${text.bodyweight} + ${size(low, high)}`;
  };
  const plateWords = (set, outcome) => {
    if (!outcome?.weight || outcome.weight.body) return '';
    const on = book.ladders[book.exercises[set.line.exercise].ladder].sides === 1 ? 'onOneSleeve' : 'aside';
    const side = mass => {
      const plates = platesPerSide(book, set.line.exercise, mass);
      return plates && (plates.length ? say(on, { plates: stamped(plates, book.unit).replaceAll('.', text.decimalMark) }) : text.emptyBar);
    };
    return [...new Set([side(outcome.weight.low), side(outcome.weight.high)])].filter(Boolean).join(' … ');
  };
  const repsOf = set => set.n + 1 === set.line.most && set.line.last ? set.line.last : set.line.say;
  const doseWords = (...of) => `${weightWords(...of)} × ${repsOf(of[0])}`;
  const didWords = ({ weight, reps, rpe }) =>
    [weight, reps === null ? '' : `× ${reps}`, rpe === null ? '' : `@ ${halves(rpe)}`].filter(Boolean).join(' ');
  const follows = ({ is, of, shown }) => is === 'off' || is === 'drop' || (is === 'effort' && shown) || (is === 'share' && typeof of === 'object');

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (label, click, className = '') => {
    const element = make('button', { type: 'button', className, textContent: label });
    element.addEventListener('click', click);
    return element;
  };

  // Boxes of the page show what was lifted; where another branch was done, in the order it was.
  const fillBoxes = (day, article) => {
    article.querySelectorAll('.item').forEach((row, index) => {
      const own = day.sets.filter(set => set.item === day.items[index]);
      const isMain = own.every(set => set.branch < 0 || !doneOf(set));
      const shown = isMain ? own.filter(set => set.branch < 0) : own.filter(doneOf);
      row.querySelectorAll('.log li').forEach((box, n) => {
        box.querySelector('.did')?.remove();
        const done = shown[n] && doneOf(shown[n]);
        if (done) box.append(make('span', { className: 'did', textContent: didWords(done) }));
      });
    });
  };

  const starts = new Map();
  const refreshPage = () => {
    for (const [anchor, day] of days) {
      const article = document.getElementById(anchor);
      if (!article) continue;
      fillBoxes(day, article);
      if (!starts.has(anchor)) {
        const start = button('', () => open(day), 'go');
        const header = article.querySelector('header');
        starts.set(anchor, start);
        if (header) header.after(start); else article.prepend(start);
      }
      const count = countDone(day);
      const progress = count ? `${text.resume} · ${say('progress', { done: count, all: stand(day).sets.length })}` : text.train;
      starts.get(anchor).textContent = progress;
    }
  };

  const field = (name, inputMode) => {
    const input = make('input', { inputMode, autocomplete: 'off', id: `gym-${name}` });
    const label = make('label', { htmlFor: input.id });
    return { input, label, box: make('p', {}, label, input) };
  };
  const part = (tag, className) => make(tag, { className });
  const title = make('h2', { id: 'gym-title', tabIndex: -1, dir: 'auto' });
  const place = part('p', 'place');
  const restTime = part('span', 'time');
  restTime.setAttribute('role', 'timer');
  const longer = button(text.longer, () => setRest({ ...log.rest, seconds: log.rest.seconds + 30 }));
  const rest = make('div', { className: 'rest' }, restTime, longer, button(text.skip, () => setRest(null)));
  const kind = part('p', 'kind');
  const exercise = make('h3', { className: 'exercise', dir: 'auto' });
  const weight = part('p', 'weight');
  const plates = part('p', 'plates');
  const rule = part('p', 'rule');
  const note = part('p', 'why');
  const looks = make('fieldset', { className: 'looks' });
  const fields = { weight: field('weight', 'decimal'), reps: field('reps', 'numeric'), rpe: field('rpe', 'decimal') };
  const wrong = part('p', 'wrong');
  wrong.setAttribute('role', 'alert');
  const doneButton = make('button', { type: 'submit', className: 'done' });
  const form = make('form', { noValidate: true }, make('div', { className: 'fields' }, ...Object.values(fields).map(({ box }) => box)), wrong, doneButton);
  const undo = button(text.undo, () => { delete logOf(view.day).sets[view.set.id]; changed(); });
  const back = button(text.back, () => step(-1));
  const next = button(text.next, () => step(1));
  const card = make('section', { className: 'card' }, kind, exercise, weight, plates, rule, note, looks, form);
  const list = part('ol', 'sets');
  const left = part('p', 'left');
  const said = part('p', 'said');
  said.setAttribute('aria-live', 'polite');
  const told = part('p', 'told');
  told.setAttribute('role', 'status');
  const file = make('input', { type: 'file', accept: '.csv,.yaml,.yml', hidden: true });
  const clear = button(text.clear, () => clearLog());
  const files = make('details', { className: 'files' }, make('summary', { textContent: text.log }), told,
    button(text.csv, () => download('csv', csv())), button(text.yaml, () => download('yaml', yaml())),
    button(text.import, () => file.click()), file, clear);
  const dialog = make('dialog', { className: 'gym' },
    make('header', {}, make('div', {}, place, title), button(text.close, () => dialog.close(), 'close')),
    rest, card, make('nav', {}, back, undo, next),
    make('h3', { className: 'small', textContent: text.sets }), list, left, files, said);
  dialog.setAttribute('aria-labelledby', title.id);
  document.body.append(dialog);

  const view = { day: null, set: null, stand: null };
  const fill = (element, words) => { element.textContent = words; element.hidden = !words; };

  const open = day => {
    view.day = day;
    render(logOf(day).at);
    dialog.showModal();
    title.focus();
    stayAwake();
  };

  // Shows a set by its name, else the first that is not done; past the last one, what the day came to.
  const render = id => {
    const { day } = view;
    view.stand = stand(day);
    const { sets } = view.stand;
    const undone = sets.find(set => !doneOf(set));
    view.set = id === 'end' ? null : sets.find(set => set.id === id) ?? undone ?? null;
    logOf(day).at = view.set?.id ?? 'end';
    fill(place, say('week', day));
    fill(title, day.name);
    if (view.set) renderSet(view.set); else renderEnd();
    for (const element of [form, kind]) element.hidden = !view.set;
    undo.hidden = !view.set || !doneOf(view.set);
    back.disabled = sets.indexOf(view.set) === 0 || !sets.length;
    next.disabled = !view.set;
    renderList();
    renderRest();
  };

  const renderSet = set => {
    const { planned, worked, topOf } = view.stand;
    const { line, item } = set;
    const outcome = set.outcome(worked);
    const before = set.outcome(planned);
    const top = topOf(set.block, line.exercise);
    const isFollower = line.role !== 'top' && follows(book.rules[line.rule]) && Boolean(top);
    const [n, least, most] = line.single ?? [set.n, line.sets[0], line.most];
    const count = least < most && line.role !== 'drop' ? `${text.atMost} ${most}` : most;
    fill(kind, [text[line.role], most > 1 && say('setOf', { n: n + 1, all: count }), item.superset && say('superset', item)]
      .filter(Boolean).join(' · '));
    fill(exercise, nameOf(set));
    fill(weight, doseWords(set, outcome ?? before, top && outcome));
    fill(plates, plateWords(set, outcome ?? before));
    fill(rule, [line.why, item.tempo && say('tempo', item), item.with && say('with', item)].filter(Boolean).join(' · '));
    const notes = [];
    if (item.warmup && set.n === 0 && set.index === 0 && set.branch < 0) notes.push(`${text.warmup} ${item.warmup.join(', ')}`);
    if (isFollower && !outcome) notes.push(say('unknown', { weight: weightWords(set, before) }));
    else if (isFollower) {
      notes.push(topWords(top));
      const [was, is] = [weightWords(set, before, true), weightWords(set, outcome, true)];
      if (was !== is) notes.push(say('planned', { weight: was }));
    }
    const branch = item.branches[set.branch];
    if (branch) notes.push(say('instead', { condition: branch.words }));
    fill(note, notes.filter(Boolean).join(' · '));
    renderLooks(set);
    renderForm(set, outcome ?? before);
  };

  // An exercise; with its sets where the day has several entries of it, and with the rules of those where the sets are the same too.
  const entryWords = (day, item) => {
    const { name } = book.exercises[item.lines[0].exercise];
    const dose = ({ lines }) => lines.map(({ sets: [least, most], say, last }) =>
      `${least === most ? most : `${least}–${most}`} × ${last || say}`).join(', ');
    const later = [...day.blocks.flatMap(({ backoff }) => backoff), ...day.accessories];
    const alike = later.filter(other => other.lines[0]?.exercise === item.lines[0].exercise);
    if (alike.length < 2) return name;
    const own = dose(item);
    const rules = alike.filter(other => dose(other) === own).length > 1 ? item.lines.map(({ why }) => why).filter(Boolean) : [];
    return [`${isolated(name)} ${own}`, ...rules].join(', ');
  };

  const topWords = ({ set, weight, reps, effort }) => {
    const outcome = set.outcome(view.stand.worked);
    const words = {
      weight: weight === null ? weightWords(set, outcome) : printed(weight),
      reps: reps ?? repsOf(set),
      rpe: effort && halves(effort),
    };
    return say(effort ? 'fromEffort' : 'from', words);
  };

  // What only eyes can tell is asked beside the top set, and where something depends on it.
  const renderLooks = set => {
    const block = view.day.blocks[set.block];
    const items = set.line.role === 'top' ? block.backoff : [set.item];
    const asked = new Map(items.flatMap(item => item.branches).map(branch => [branch.if.look, branch.words]));
    asked.delete(undefined);
    looks.hidden = asked.size === 0;
    const chosen = logOf(view.day).looks;
    looks.replaceChildren(make('legend', { textContent: text.look }), ...[...asked].map(([look, words]) => {
      const name = `${set.block}:${look}`;
      const toggle = button(words, () => {
        const at = chosen.indexOf(name);
        if (at < 0) chosen.push(name); else chosen.splice(at, 1);
        changed(set.id);
        [...looks.querySelectorAll('button')].find(({ value }) => value === look)?.focus();
      });
      toggle.value = look;
      toggle.setAttribute('aria-pressed', chosen.includes(name));
      return toggle;
    }));
  };
  const renderForm = (set, outcome) => {
    const { line } = set;
    const done = doneOf(set);
    const body = outcome?.weight?.body || (!outcome?.weight && book.exercises[line.exercise].body);
    fields.weight.label.textContent = say(body ? 'added' : 'weight', book);
    fields.reps.label.textContent = text[line.count];
    fields.rpe.label.textContent = text.rpe;
    const planned = {
      weight: outcome?.weight ? printed(outcome.weight.low) : '',
      reps: line.want ?? '',
      rpe: '',
    };
    // Only the lifter knows how hard it was.
    fields.rpe.input.placeholder = line.rpe ? String(halves(line.rpe)).replace('.', text.decimalMark) : '';
    const shown = done ? { weight: done.weight, reps: done.reps ?? '', rpe: done.rpe === null ? '' : halves(done.rpe) } : planned;
    for (const [name, { input }] of Object.entries(fields)) {
      input.value = shown[name];
      input.removeAttribute('aria-invalid');
    }
    fill(wrong, '');
    doneButton.textContent = done ? text.change : text.done;
  };

  const renderEnd = () => {
    const { sets } = view.stand;
    const done = sets.map(doneOf).filter(Boolean);
    const mass = sets.reduce((sum, set) => {
      const { weight, reps } = doneOf(set) ?? {};
      const counts = weight && reps && set.line.count === 'reps' && !book.exercises[set.line.exercise].body;
      return counts ? sum + parseMass(weight, book.unit) * BigInt(reps) : sum;
    }, 0n);
    fill(exercise, text.finished);
    fill(weight, '');
    fill(plates, '');
    fill(rule, say('summary', { done: done.length, all: sets.length }));
    fill(note, mass > 0n ? say('tonnage', { tonnage: printed(mass), unit: book.unit }) : '');
    looks.hidden = true;
  };

  const renderList = () => {
    const { sets, worked, planned, branchOf, topOf } = view.stand;
    list.replaceChildren(...sets.map(set => {
      const done = doneOf(set);
      const outcome = set.outcome(worked) ?? set.outcome(planned);
      const dose = done ? didWords(done) : doseWords(set, outcome, topOf(set.block, set.line.exercise));
      const row = button('', () => { render(set.id); save(); title.focus(); });
      row.append(make('span', { className: 'tick', textContent: done ? '✓' : '' }), make('span', { dir: 'auto', textContent: nameOf(set) }),
        make('span', { className: 'dose', textContent: dose }));
      row.setAttribute('aria-label', [nameOf(set), dose, done && text.done].filter(Boolean).join(', '));
      if (set === view.set) row.setAttribute('aria-current', 'step');
      return make('li', {}, row);
    }));
    const leaving = [...branchOf].filter(([item, branch]) => item.branches[branch]?.lines.length === 0);
    fill(left, leaving.map(([item, branch]) =>
      `${say('leaveOut', { exercise: entryWords(view.day, item) })} (${item.branches[branch].words})`).join(' · '));
  };

  const changed = id => {
    save();
    render(id ?? view.set?.id);
    save();
    refreshPage();
  };

  const step = by => {
    const { sets } = view.stand;
    const at = view.set ? sets.indexOf(view.set) + by : sets.length - 1;
    render(sets[at]?.id ?? 'end');
    save();
    title.focus();
  };

  // What is typed, or which field is wrong, and why.
  const typed = () => {
    const of = (name, parse, fault) => {
      const value = fields[name].input.value.trim();
      const parsed = value === '' ? null : parse(value);
      if (value !== '' && parsed === null) throw { field: fields[name].input, fault };
      return parsed;
    };
    const mass = of('weight', value => parseMass(value, book.unit), text.badWeight);
    const plain = fields.weight.input.value.trim().replace(',', '.').replace('−', '-');
    return { weight: mass === null ? '' : plain, reps: of('reps', parseCount, text.badCount), rpe: of('rpe', parseRpe, text.badRpe) };
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    const { day, set } = view;
    for (const { input } of Object.values(fields)) input.removeAttribute('aria-invalid');
    let done;
    try {
      done = typed();
    } catch ({ field, fault }) {
      field.setAttribute('aria-invalid', 'true');
      fill(wrong, fault);
      field.focus();
      return;
    }
    const before = doneOf(set);
    logOf(day).sets[set.id] = { ...done, date: before?.date ?? today() };
    view.stand = stand(day);
    const later = view.stand.sets.slice(view.stand.sets.findIndex(other => other.id === set.id) + 1);
    const following = before ? set : later.find(other => !doneOf(other)) ?? view.stand.sets.find(other => !doneOf(other));
    if (!before) setRest(!following || set.beforeDrop ? null : { from: Date.now(), seconds: set.line.rest ?? null });
    changed(following?.id ?? 'end');
    const onward = view.set ? `${isolated(nameOf(view.set))} ${weight.textContent}` : text.finished;
    said.textContent = say('said', { exercise: nameOf(set), did: didWords(done), next: onward });
    if (!view.set) title.focus();
  });

  const setRest = rest => {
    log.rest = rest;
    told30 = false;
    save();
    renderRest();
  };
  let told30 = false;
  const renderRest = () => {
    rest.hidden = !log.rest;
    if (!log.rest) return;
    const { from, seconds } = log.rest;
    const gone = Math.max(0, Math.floor((Date.now() - from) / 1000));
    const left = seconds === null ? null : seconds - gone;
    longer.hidden = left === null;
    restTime.textContent = left === null ? say('rested', { time: minutes(gone) })
      : left > 0 ? say('rest', { time: minutes(left) }) : text.restOver;
    rest.classList.toggle('over', left !== null && left <= 0);
    if (left !== null && left > 0 && left <= 30 && !told30) {
      told30 = true;
      said.textContent = say('restLeft', { seconds: left });
    }
    if (left !== null && left <= 0 && !log.rest.over) {
      log.rest.over = true;
      save();
      // Long over, after a reload, is nothing to tell.
      if (left > -5) {
        said.textContent = text.restOver;
        navigator.vibrate?.(300);
      }
    }
  };
  setInterval(() => dialog.open && renderRest(), 500);

  // A phone that lies on the bench stays on, where that can be asked for.
  let awake = null;
  const stayAwake = async () => { awake = await navigator.wakeLock?.request('screen').catch(() => null); };
  dialog.addEventListener('close', () => { awake?.release(); awake = null; refreshPage(); });

  const COLUMNS = ['date', 'week', 'day', 'exercise', 'set', 'planned', 'weight', 'unit', 'reps', 'rpe', 'look', 'planned_rpe'];
  const FIRST_COLUMNS = COLUMNS.slice(0, -1).join();
  const NEEDED = ['week', 'day', 'exercise', 'set'];
  const rows = () => book.days.flatMap(day => {
    if (!log.days[day.anchor]) return [];
    const { sets, worked } = stand(day);
    const { looks } = logOf(day);
    return sets.filter(doneOf).map(set => {
      const done = doneOf(set);
      const planned = set.outcome(worked)?.weight;
      const ends = planned ? [...new Set([planned.low, planned.high])].map(mass => inUnit(mass, book.unit)).join('–') : '';
      const seen = set.line.role === 'top' ? looks.filter(look => look.startsWith(`${set.block}:`)).map(look => look.split(':')[1]) : [];
      return {
        date: done.date, week: day.week, day: day.day, exercise: slugOf(set), set: set.number, planned: ends, weight: done.weight,
        unit: book.unit, reps: done.reps ?? '', rpe: done.rpe === null ? '' : halves(done.rpe), look: seen.join('; '),
        planned_rpe: set.line.rpe ? halves(set.line.rpe) : '',
      };
    });
  });
  const csv = () => [COLUMNS, ...rows().map(row => COLUMNS.map(column => row[column]))].map(cells => cells.join(',') + '\n').join('');
  const yaml = () => {
    const quoted = value => typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
    const line = row => `  - {${COLUMNS.filter(column => row[column] !== '').map(column => `${column}: ${column === 'date' ? row[column] : quoted(row[column])}`).join(', ')}}\n`;
    const head = [`format: ${FORMAT}`, `program: ${JSON.stringify(book.program)}`, `lifter: ${JSON.stringify(book.lifter)}`].join('\n');
    const all = rows();
    return `${head}\nsets:${all.length ? '\n' : ' []\n'}${all.map(line).join('')}`;
  };

  const download = (ending, content) => {
    const link = make('a', { download: `${book.program}-log.${ending}`, href: URL.createObjectURL(new Blob([content], { type: 'text/plain' })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  // The rows of a file, each with the line it stands in.
  const parseCsv = lines => {
    const separator = [';', '\t'].find(separator => lines[0].includes(separator)) ?? ',';
    const cell = new RegExp(`${separator}(?:"((?:[^"]|"")*)"|([^${separator}]*))`, 'g');
    const cells = line => [...(separator + line).matchAll(cell)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain.trim());
    const columns = cells(lines[0]).map(name => name.toLowerCase());
    if (!NEEDED.every(name => columns.includes(name))) throw text.notALog;
    const format = columns.join() === FIRST_COLUMNS ? 1 : FORMAT;
    const rows = lines.slice(1).map((line, i) => ({ at: i + 1, found: cells(line) })).filter(({ found }) => found.some(Boolean));
    return rows.map(({ at, found }) => {
      const why = found.length < columns.length ? say('endsBefore', { column: columns[found.length] })
        : found.length > columns.length ? say('tooLong', { cells: found.length, columns: columns.length }) : '';
      if (why) throw say('badRow', { line: at + 1, why });
      return { at, format, row: Object.fromEntries(found.map((cell, i) => [columns[i], cell])) };
    }).filter(({ row }) => row.done !== '' || row.weight || row.reps || row.rpe || row.look);
  };
  const parseYaml = (lines, format) => {
    const value = /^(\w+): (?:"((?:[^"\\]|\\.)*)"|([^,{}]*?))(?:, |$)/;
    const program = lines.map(line => /^program: "?([^"]*)"?$/.exec(line.trim())?.[1]).find(Boolean);
    if (program && program !== book.program && program !== book.of) throw say('otherLog', { program });
    return lines.map((line, at) => ({ at, inner: /^\s*- \{(.*)\}\s*$/.exec(line)?.[1], line }))
      .filter(({ line }) => /^\s*-/.test(line)).map(({ at, inner, line }) => {
        const row = {};
        for (let left = inner ?? ''; left;) {
          const [whole, name, quoted, plain] = value.exec(left) ?? [];
          if (!whole) throw say('badRow', { line: at + 1, why: line.trim() });
          row[name] = quoted ?? plain;
          left = left.slice(whole.length);
        }
        return { at, format, row };
      });
  };

  const importLog = content => {
    const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
    const first = lines.find(line => line.trim() && !line.startsWith('#')) ?? '';
    const format = /^format: *([12])$/.exec(first.trim())?.[1];
    const parsed = format ? parseYaml(lines, Number(format)) : parseCsv(lines);
    const read = parsed.map(({ at, row, format }) => {
      const bad = why => { throw say('badRow', { line: at + 1, why }); };
      const missing = NEEDED.find(column => !row[column]);
      if (missing) bad(say('noValue', { column: missing }));
      const number = (column, parse) => {
        const value = row[column] ?? '';
        const parsed = value === '' ? null : parse(value);
        if (value !== '' && parsed === null) bad(say('badNumber', { column, value }));
        return parsed;
      };
      const [week, day] = [number('week', parseCount), number('day', parseCount)];
      const target = book.days.find(known => known.week === week && known.day === day);
      const set = target?.sets.find(set => set.id === `${row.exercise}#${row.set}`);
      if (!set) bad(say('noSet', { set: row.set, exercise: row.exercise, day: row.day, week: row.week }));
      const unit = row.unit || book.unit;
      if (!['kg', 'lb'].includes(unit)) bad(say('badNumber', { column: 'unit', value: unit }));
      const mass = number('weight', value => parseMass(value, unit));
      const weight = mass === null ? '' : unit === book.unit ? row.weight.replace(',', '.').replace('−', '-') : inUnit(mass, book.unit);
      const date = row.date ? /^\d{4}-\d\d-\d\d$/.exec(row.date)?.[0] ?? bad(say('badNumber', { column: 'date', value: row.date })) : today();
      return { set, looks: row.look, done: { weight, reps: number('reps', parseCount), rpe: givenRpe(set, number('rpe', parseRpe), format), date } };
    });
    for (const { set, looks, done } of read) {
      const day = logOf(set.day);
      day.sets[set.id] = done;
      const seen = (looks ?? '').split(';').map(look => look.trim()).filter(Boolean).map(look => `${set.block}:${look}`);
      day.looks.push(...seen.filter(look => !day.looks.includes(look)));
    }
    return read.length;
  };

  file.addEventListener('change', async () => {
    const content = await file.files[0]?.text();
    file.value = '';
    if (content === undefined) return;
    try {
      fill(told, say('imported', { sets: importLog(content) }));
      changed();
    } catch (fault) {
      fill(told, `${typeof fault === 'string' ? fault : text.notALog} ${text.nothingLost}`);
    }
  });

  const clearLog = () => {
    const sets = book.days.reduce((sum, day) => sum + countDone(day), 0);
    if (sets && clear.textContent === text.clear) {
      clear.textContent = say('sure', { sets });
      setTimeout(() => { clear.textContent = text.clear; }, 8000);
      return;
    }
    clear.textContent = text.clear;
    log = emptyLog();
    fill(told, text.cleared);
    changed();
  };

  fill(told, keeps ? '' : text.memory);
  if (!keeps) files.open = true;
  addEventListener('storage', event => {
    if (event.key !== key) return;
    load();
    refreshPage();
    if (dialog.open) render(view.set?.id);
  });
  refreshPage();
})();
