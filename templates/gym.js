// @ts-check
// The view of gym mode (docs/pages/gym-mode.md). Labels come from gym.html, and weights from rules.js. The script inserts all
// text as plain text, never as HTML.
(() => {
  'use strict';
  /** @param {string} id */
  const read = id => document.getElementById(id)?.textContent;
  const source = read('gym-book');
  if (!source || !window.HTMLDialogElement) return;
  /** @type {Book.Gym} */
  const book = JSON.parse(source);
  /** @type {Gym.Words} */
  const text = JSON.parse(read('gym-text') ?? '{}');
  const { parseMass } = LoadRules;
  const { halves, today, parseCount, parseRpe } = GymLog;
  const { isolated, minutes, didWords } = GymWords;
  const { say, printed, nameOf, weightWords, plateWords, doseWords, entryWords, topWords } = GymWords.of(book, text);
  const all = book.days.map(day => GymState.prepare(book, day));
  // A day with only a note has nothing to train.
  const days = new Map(all.filter(day => day.items.length).map(day => [day.anchor, day]));

  const log = GymLog.open(source, book, all);
  const { logOf, doneOf, countDone, save } = log;
  const { csv, yaml, importLog } = GymFiles.of({ book, days: all, log, text, say });
  /** @param {Gym.Day} day */
  const stateOf = day => GymState.stateOf(book, log, day);

  /** @param {Book.Rule} rule */
  const follows = rule => rule.is === 'off' || rule.is === 'drop' || (rule.is === 'effort' && Boolean(rule.shown)) ||
    (rule.is === 'share' && typeof rule.of === 'object');

  /**
   * Creates an element.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Partial<HTMLElementTagNameMap[T]>} properties
   * @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  /** @param {string} label @param {() => void} click */
  const button = (label, click, className = '') => {
    const element = make('button', { type: 'button', className, textContent: label });
    element.addEventListener('click', click);
    return element;
  };

  // Writes the logged sets into the boxes of the page. If the lifter did a branch instead of the entry's own sets, the sets of
  // the branch fill the boxes in order.
  /** @param {Gym.Day} day @param {HTMLElement} article */
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

  /** @type {Map<string, HTMLButtonElement>} */
  const starts = new Map();
  const refreshPage = () => {
    for (const [anchor, day] of days) {
      const article = document.getElementById(anchor);
      if (!article) continue;
      fillBoxes(day, article);
      const start = starts.get(anchor) ?? button('', () => open(day), 'go');
      if (!starts.has(anchor)) {
        const header = article.querySelector('header');
        starts.set(anchor, start);
        if (header) header.after(start); else article.prepend(start);
      }
      const count = countDone(day);
      start.textContent = count ? `${text.resume} · ${say('progress', { done: count, all: stateOf(day).sets.length })}` : text.train;
    }
  };

  /** @param {string} name @param {string} inputMode */
  const field = (name, inputMode) => {
    const input = make('input', { inputMode, autocomplete: 'off', id: `gym-${name}` });
    const label = make('label', { htmlFor: input.id });
    return { input, label, box: make('p', {}, label, input) };
  };
  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} className */
  const part = (tag, className) => make(tag, /** @type {Partial<HTMLElementTagNameMap[T]>} */ ({ className }));
  const title = make('h2', { id: 'gym-title', tabIndex: -1, dir: 'auto' });
  const place = part('p', 'place');
  const restTime = part('span', 'time');
  restTime.setAttribute('role', 'timer');
  const longer = button(text.longer, () => {
    const rest = log.rest();
    if (rest) setRest({ ...rest, seconds: (rest.seconds ?? 0) + 30 });
  });
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
  const undo = button(text.undo, () => {
    if (view?.set) delete logOf(view.day).sets[view.set.id];
    changed();
  });
  const back = button(text.back, () => step(-1));
  const next = button(text.next, () => step(1));
  const card = make('section', { className: 'card' }, kind, exercise, weight, plates, rule, note, looks, form);
  const list = part('ol', 'sets');
  const left = part('p', 'left');
  const announcement = part('p', 'announcement');
  announcement.setAttribute('aria-live', 'polite');
  const status = part('p', 'status');
  status.setAttribute('role', 'status');
  const file = make('input', { type: 'file', accept: '.csv,.yaml,.yml', hidden: true });
  const clear = button(text.clear, () => clearLog());
  const files = make('details', { className: 'files' }, make('summary', { textContent: text.log }), status,
    button(text.csv, () => download('csv', csv())), button(text.yaml, () => download('yaml', yaml())),
    button(text.import, () => file.click()), file, clear);
  const dialog = make('dialog', { className: 'gym' },
    make('header', {}, make('div', {}, place, title), button(text.close, () => dialog.close(), 'close')),
    rest, card, make('nav', {}, back, undo, next),
    make('h3', { className: 'small', textContent: text.sets }), list, left, files, announcement);
  dialog.setAttribute('aria-labelledby', title.id);
  document.body.append(dialog);

  /**
   * The current view: a set of a day, or the summary of the day if `set` is null.
   * @typedef {{ day: Gym.Day, state: Gym.State, set: Gym.PlannedSet | null }} View
   */
  /** @type {View | null} */
  let view = null;
  /** @param {HTMLElement} element @param {string} words */
  const fill = (element, words) => { element.textContent = words; element.hidden = !words; };

  /** @param {Gym.Day} day */
  const open = day => {
    render(day, logOf(day).at);
    dialog.showModal();
    title.focus();
    stayAwake();
  };

  // Shows the set with this id, or for the id `end` the summary of the day. If no set has the id, shows the first set that is not
  // done, and if all sets are done, the summary.
  /** @param {Gym.Day} day @param {string | null | undefined} id */
  const render = (day, id) => {
    const state = stateOf(day);
    const { sets } = state;
    const undone = sets.find(set => !doneOf(set));
    const set = id === 'end' ? null : sets.find(set => set.id === id) ?? undone ?? null;
    view = { day, state, set };
    logOf(day).at = set?.id ?? 'end';
    fill(place, say('week', day));
    fill(title, day.name);
    if (set) renderSet(view, set); else renderEnd(view);
    for (const element of [form, kind]) element.hidden = !set;
    undo.hidden = !set || !doneOf(set);
    back.disabled = set === sets[0] || !sets.length;
    next.disabled = !set;
    renderList(view);
    renderRest();
  };

  /** @param {View} view @param {Gym.PlannedSet} set */
  const renderSet = ({ day, state: { planned, worked, topOf } }, set) => {
    const { line, item } = set;
    const outcome = set.outcome(worked);
    const before = set.outcome(planned);
    const top = topOf(set.block, line.exercise);
    const isFollower = line.role !== 'top' && follows(book.rules[line.rule]);
    const [n, least, most] = line.single ?? [set.n, line.sets[0], line.most];
    const count = least < most && line.role !== 'drop' ? `${text.atMost} ${most}` : most;
    fill(kind, [text[line.role], most > 1 && say('setOf', { n: n + 1, all: count }), item.superset && say('superset', item)]
      .filter(Boolean).join(' · '));
    fill(exercise, nameOf(set));
    fill(weight, doseWords(set, outcome ?? before, Boolean(top && outcome)));
    fill(plates, plateWords(set, outcome ?? before));
    fill(rule, [line.why, item.tempo && say('tempo', item), item.with && say('with', item)].filter(Boolean).join(' · '));
    const notes = [];
    if (item.warmup && set.n === 0 && set.index === 0 && set.branch < 0) notes.push(`${text.warmup} ${item.warmup.join(', ')}`);
    if (top && isFollower && !outcome) notes.push(say('unknown', { weight: weightWords(set, before) }));
    else if (top && isFollower) {
      notes.push(topWords(top, worked));
      const [was, is] = [weightWords(set, before, true), weightWords(set, outcome, true)];
      if (was !== is) notes.push(say('planned', { weight: was }));
    }
    const branch = item.branches[set.branch];
    if (branch) notes.push(say('instead', { condition: branch.words }));
    fill(note, notes.filter(Boolean).join(' · '));
    renderLooks(day, set);
    renderForm(set, outcome ?? before);
  };

  // Asks how the top set looked. The question is on the card of the top set, and on the card of each entry that depends on the
  // answer.
  /** @param {Gym.Day} day @param {Gym.PlannedSet} set */
  const renderLooks = (day, set) => {
    const items = set.line.role === 'top' ? day.blocks[set.block].backoff : [set.item];
    /** @type {Map<string, string>} */
    const options = new Map();
    for (const { if: { look }, words } of items.flatMap(({ branches }) => branches)) if (look) options.set(look, words);
    looks.hidden = options.size === 0;
    const chosen = logOf(day).looks;
    looks.replaceChildren(make('legend', { textContent: text.look }), ...[...options].map(([look, words]) => {
      const name = `${set.block}:${look}`;
      const toggle = button(words, () => {
        const at = chosen.indexOf(name);
        if (at < 0) chosen.push(name); else chosen.splice(at, 1);
        changed(set.id);
        [...looks.querySelectorAll('button')].find(({ value }) => value === look)?.focus();
      });
      toggle.value = look;
      toggle.setAttribute('aria-pressed', String(chosen.includes(name)));
      return toggle;
    }));
  };
  /** @param {Gym.PlannedSet} set @param {Worked.Maybe} [outcome] */
  const renderForm = (set, outcome) => {
    const { line } = set;
    const done = doneOf(set);
    const body = outcome?.weight?.body || (!outcome?.weight && book.exercises[line.exercise].body);
    fields.weight.label.textContent = say(body ? 'added' : 'weight', book);
    fields.reps.label.textContent = text[line.count];
    fields.rpe.label.textContent = text.rpe;
    // The planned RPE is only a placeholder, because the lifter has to say how hard the set was.
    fields.rpe.input.placeholder = line.rpe ? String(halves(line.rpe)).replace('.', text.decimalMark) : '';
    fields.weight.input.value = done ? done.weight : outcome?.weight ? printed(outcome.weight.low) : '';
    fields.reps.input.value = String((done ? done.reps : line.want) ?? '');
    fields.rpe.input.value = done && done.rpe !== null ? String(halves(done.rpe)) : '';
    for (const { input } of Object.values(fields)) input.removeAttribute('aria-invalid');
    fill(wrong, '');
    doneButton.textContent = done ? text.change : text.done;
  };

  /** @param {View} view */
  const renderEnd = ({ state: { sets } }) => {
    const done = sets.map(doneOf).filter(Boolean);
    const mass = sets.reduce((sum, set) => {
      const { weight = '', reps } = doneOf(set) ?? {};
      const counts = reps && set.line.count === 'reps' && !book.exercises[set.line.exercise].body;
      return counts ? sum + (parseMass(weight, book.unit) ?? 0n) * BigInt(reps) : sum;
    }, 0n);
    fill(exercise, text.finished);
    fill(weight, '');
    fill(plates, '');
    fill(rule, say('summary', { done: done.length, all: sets.length }));
    fill(note, mass > 0n ? say('tonnage', { tonnage: printed(mass), unit: book.unit }) : '');
    looks.hidden = true;
  };

  /** @param {View} view */
  const renderList = ({ day, set: current, state: { sets, worked, planned, branchOf, topOf } }) => {
    list.replaceChildren(...sets.map(set => {
      const done = doneOf(set);
      const outcome = set.outcome(worked) ?? set.outcome(planned);
      const dose = done ? didWords(done) : doseWords(set, outcome, Boolean(topOf(set.block, set.line.exercise)));
      const row = button('', () => { render(day, set.id); save(); title.focus(); });
      row.append(make('span', { className: 'tick', textContent: done ? '✓' : '' }), make('span', { dir: 'auto', textContent: nameOf(set) }),
        make('span', { className: 'dose', textContent: dose }));
      row.setAttribute('aria-label', [nameOf(set), dose, done && text.done].filter(Boolean).join(', '));
      if (set === current) row.setAttribute('aria-current', 'step');
      return make('li', {}, row);
    }));
    const leaving = [...branchOf].filter(([item, branch]) => item.branches[branch]?.lines.length === 0);
    fill(left, leaving.map(([item, branch]) =>
      `${say('leaveOut', { exercise: entryWords(day, item) })} (${item.branches[branch].words})`).join(' · '));
  };

  /** @param {string} [id] */
  const changed = id => {
    save();
    if (view) render(view.day, id ?? view.set?.id);
    save();
    refreshPage();
  };

  /** @param {number} by */
  const step = by => {
    if (!view) return;
    const { sets } = view.state;
    const at = view.set ? sets.indexOf(view.set) + by : sets.length - 1;
    render(view.day, sets[at]?.id ?? 'end');
    save();
    title.focus();
  };

  /**
   * Parses what is typed in a field. If it is invalid, shows the error message and returns null.
   * @template T
   * @param {HTMLInputElement} input
   * @param {(value: string) => T | null} parse
   * @param {string} message
   * @returns {{ value: T | null } | null}
   */
  const typed = (input, parse, message) => {
    const value = input.value.trim() === '' ? null : parse(input.value);
    if (value !== null || input.value.trim() === '') return { value };
    input.setAttribute('aria-invalid', 'true');
    fill(wrong, message);
    input.focus();
    return null;
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!view?.set) return;
    const { day, set } = view;
    for (const { input } of Object.values(fields)) input.removeAttribute('aria-invalid');
    const mass = typed(fields.weight.input, value => parseMass(value, book.unit), text.badWeight);
    const reps = mass && typed(fields.reps.input, parseCount, text.badCount);
    const rpe = reps && typed(fields.rpe.input, parseRpe, text.badRpe);
    if (!rpe) return;
    const plain = fields.weight.input.value.trim().replace(',', '.').replace('−', '-');
    const done = { weight: mass.value === null ? '' : plain, reps: reps.value, rpe: rpe.value };
    const before = doneOf(set);
    logOf(day).sets[set.id] = { ...done, date: before?.date ?? today() };
    const { sets } = stateOf(day);
    const later = sets.slice(sets.findIndex(other => other.id === set.id) + 1);
    const following = before ? set : later.find(other => !doneOf(other)) ?? sets.find(other => !doneOf(other));
    if (!before) setRest(!following || set.beforeDrop ? null : { from: Date.now(), seconds: set.line.rest ?? null });
    changed(following?.id ?? 'end');
    const shown = view.set;
    const upNext = shown ? `${isolated(nameOf(shown))} ${weight.textContent}` : text.finished;
    announcement.textContent = say('said', { exercise: nameOf(set), did: didWords(done), next: upNext });
    if (!shown) title.focus();
  });

  /** @param {Gym.Rest | null} rest */
  const setRest = rest => {
    log.setRest(rest);
    isNearEndAnnounced = false;
    save();
    renderRest();
  };
  let isNearEndAnnounced = false;
  const renderRest = () => {
    const own = log.rest();
    rest.hidden = !own;
    if (!own) return;
    const { from, seconds } = own;
    const elapsed = Math.max(0, Math.floor((Date.now() - from) / 1000));
    const left = seconds === null ? null : seconds - elapsed;
    longer.hidden = left === null;
    restTime.textContent = left === null ? say('rested', { time: minutes(elapsed) })
      : left > 0 ? say('rest', { time: minutes(left) }) : text.restOver;
    rest.classList.toggle('over', left !== null && left <= 0);
    if (left !== null && left > 0 && left <= 30 && !isNearEndAnnounced) {
      isNearEndAnnounced = true;
      announcement.textContent = say('restLeft', { seconds: left });
    }
    if (left !== null && left <= 0 && !own.over) {
      own.over = true;
      save();
      // After a reload, a rest that ended long ago is not announced.
      if (left > -5) {
        announcement.textContent = text.restOver;
        navigator.vibrate?.(300);
      }
    }
  };
  setInterval(() => dialog.open && renderRest(), 500);

  // Keeps the screen of the phone on, if the browser supports it.
  /** @type {WakeLockSentinel | null} */
  let awake = null;
  const stayAwake = async () => { awake = await navigator.wakeLock?.request('screen').catch(() => null) ?? null; };
  dialog.addEventListener('close', () => { awake?.release(); awake = null; refreshPage(); });

  /** @param {string} ending @param {string} content */
  const download = (ending, content) => {
    const link = make('a', { download: `${book.program}-log.${ending}`, href: URL.createObjectURL(new Blob([content], { type: 'text/plain' })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  file.addEventListener('change', async () => {
    const content = await file.files?.[0]?.text();
    file.value = '';
    if (content === undefined) return;
    try {
      fill(status, say('imported', { sets: importLog(content) }));
      changed();
    } catch (error) {
      fill(status, `${typeof error === 'string' ? error : text.notALog}. ${text.nothingLost}`);
    }
  });

  const clearLog = () => {
    const sets = all.reduce((sum, day) => sum + countDone(day), 0);
    if (sets && clear.textContent === text.clear) {
      clear.textContent = say('sure', { sets });
      setTimeout(() => { clear.textContent = text.clear; }, 8000);
      return;
    }
    clear.textContent = text.clear;
    log.clear();
    fill(status, text.cleared);
    changed();
  };

  fill(status, log.isStored() ? '' : text.memory);
  if (!log.isStored()) files.open = true;
  addEventListener('storage', event => {
    if (event.key !== log.key) return;
    log.load();
    refreshPage();
    if (dialog.open && view) render(view.day, view.set?.id);
  });
  refreshPage();
})();
