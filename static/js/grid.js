// The lines grid: next cell by Enter, lines added, moved and removed by keyboard, choices in cells, rows pasted from a
// spreadsheet, totals from the server. Above 100 lines rows are plain text and only the active one holds inputs.
// Names in the page do not follow a moved line: the lines are numbered anew, in their order, whenever the form is read.
import { $, $$, make, quiet, texts, toast } from './dom.js';
import { Options } from './combo.js';
import { register } from './keys.js';
import { paste } from './paste.js';

const COMPUTED = ['output', 'flag'];
const TYPED = ['text', 'combo', 'number', 'money', 'percent', 'date'];
const TOUCHED = 'touched';
const NEW = 1000000;
let fresh = NEW;

export class Grid {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.name = table.dataset.name;
    this.fixed = table.dataset.fixed !== undefined;
    this.light = table.dataset.light !== undefined;
    this.form = table.closest('form');
    this.blank = $(`template[data-ui=grid-row][data-for="${this.name}"]`).content.firstElementChild;
    this.columns = $$('th[data-name]', table).map((head, at) => ({ name: head.dataset.name, kind: head.dataset.kind, at: at + 1 }));
    this.inputs = this.columns.filter((column) => !COMPUTED.includes(column.kind));
    this.choosers = new WeakMap();
    // What the last choice of a line filled in, by column.
    this.brought = new WeakMap();
    this.recount = quiet(250, () => this.total());
    this.listen();
    if (this.light) this.open(this.rows()[0]);
  }

  rows() { return [...this.body.rows].filter((row) => !row.classList.contains('gridedit__err')); }
  cell(row, column) { return row.cells[column.at]; }
  column(name) { return this.columns.find((column) => column.name === name); }

  /** The input of a cell; none in a locked or light row. */
  field(row, column) {
    return $(`[name$=".${column.name}"]:not([type=hidden])`, this.cell(row, column));
  }

  idField(row, column) { return $(`input[type=hidden][name$=".${column.name}_id"]`, this.cell(row, column)); }

  value(row, column) {
    const field = this.field(row, column);
    if (field) return column.kind === 'check' ? (field.checked ? 'yes' : 'no') : field.value;
    const cell = this.cell(row, column);
    const hidden = $(`input[type=hidden][name$=".${column.name}"]`, cell);
    const text = $('.light', cell);
    return hidden?.value ?? text?.dataset.value ?? text?.textContent ?? '';
  }

  id(row, column) { return this.idField(row, column)?.value ?? this.cell(row, column).dataset.id ?? ''; }

  /** Puts a value into a cell as if it had been typed. */
  put(row, name, value, id) {
    const column = this.column(name);
    if (!column) {
      const hidden = $(`input[type=hidden][name$=".${name}"]`, row);
      if (hidden) hidden.value = value;
      return;
    }
    if (COMPUTED.includes(column.kind)) { this.show(row, column, value); return; }
    this.leave(row, column);
    const field = this.field(row, column);
    if (field) {
      this.set(field, column, value);
      if (this.idField(row, column)) this.idField(row, column).value = id ?? '';
    } else if ($('.light', this.cell(row, column))) {
      this.lighten(row, column, value, id ?? '');
    }
    this.mend(row, column);
  }

  /** Sets an input; a text that one stands in and would have typed over is still one to type over. */
  set(field, column, value) {
    if (column.kind === 'check') { field.checked = value === 'yes'; return; }
    if (field.matches('select')) { field.value = this.option(field, value); return; }
    const isSelected = field === document.activeElement && field.selectionStart === 0 && field.selectionEnd === field.value.length;
    field.value = value;
    if (isSelected) field.select();
  }

  /** The value of the option that has this value or this label. */
  option(select, wanted) {
    const found = [...select.options].find((option) => option.value === wanted || option.label.toLowerCase() === wanted.toLowerCase());
    return found?.value ?? select.value;
  }

  show(row, column, value) {
    const output = $('.cell-out', this.cell(row, column));
    if (output && output.textContent !== value) output.textContent = value;
  }

  /** Whether nothing was typed in a line; where nothing is typed, whether its first choice is open. */
  isBlank(row) {
    if ($('input[name$=".id"]', row)?.value) return false;
    const typed = this.inputs.filter((column) => TYPED.includes(column.kind));
    const telling = typed.length ? typed : this.inputs.slice(0, 1);
    return telling.every((column) => !this.value(row, column).trim());
  }

  // --- light rows

  lighten(row, column, value, id) {
    const field = this.field(this.blank, column);
    let shown = value;
    if (column.kind === 'select') shown = [...field.options].find((option) => option.value === value)?.label ?? '';
    if (column.kind === 'check') shown = value === 'yes' ? '✓' : '';
    const text = make('span', { class: 'cell-txt light' }, shown);
    if (shown !== value) text.dataset.value = value;
    const cell = this.cell(row, column);
    cell.replaceChildren(text);
    cell.dataset.id = id;
  }

  /** Gives a light row its inputs, and the row that had them its texts. */
  open(row) {
    if (!this.light || !row || row === this.active || row.dataset.locked !== undefined) return;
    const before = this.active;
    if (before?.isConnected) {
      this.inputs.forEach((column) => this.lighten(before, column, this.value(before, column), this.id(before, column)));
    }
    this.active = row;
    const line = fresh++;
    for (const column of this.inputs) {
      const cell = this.cell(row, column);
      if (!$('.light', cell)) continue;
      const [value, id] = [this.value(row, column), this.id(row, column)];
      cell.replaceChildren(...this.numbered(this.cell(this.blank, column).cloneNode(true), line, this.place(row)).childNodes);
      this.put(row, column.name, value, id);
    }
    this.reflect(row);
  }

  /** Errors of the row stand below it; their cells are painted again. */
  reflect(row) {
    const below = row.nextElementSibling;
    if (!below?.matches('.gridedit__err')) return;
    for (const column of this.inputs) {
      const error = $$('.field__error[id]', below).find((one) => one.id.endsWith(`-${column.name.replace(/[^a-z0-9]/gi, '-')}-e`));
      const field = this.field(row, column);
      if (error && field) { field.setAttribute('aria-invalid', 'true'); field.setAttribute('aria-describedby', error.id); }
    }
  }

  // --- lines

  place(row) { return this.rows().indexOf(row) + 1; }

  /** Names, ids and labels of a copied template for a line of this place. */
  numbered(part, line, place) {
    for (const element of $$('[name], [id], [aria-label], [value]', part)) {
      for (const name of ['name', 'id', 'value']) {
        const text = element.getAttribute(name);
        if (text?.includes('999999')) element.setAttribute(name, text.replace('999999', line));
      }
      const label = element.getAttribute('aria-label');
      if (label) element.setAttribute('aria-label', label.replace(/1\D?000\D?000/, place));
    }
    return part;
  }

  /** Positions and labels say where a line stands. */
  renumber() {
    this.rows().forEach((row, index) => {
      const position = $('.gridedit__no .tnum', row);
      const wanted = String((index + 1) * 10);
      if (position.textContent === wanted) return;
      position.textContent = wanted;
      for (const column of this.inputs) {
        const label = this.field(this.blank, column)?.getAttribute('aria-label')?.replace(/1\D?000\D?000/, index + 1);
        if (label) this.field(row, column)?.setAttribute('aria-label', label);
      }
      for (const [own, theirs] of [['.grip', '.grip'], ['[data-ui=grid-remove]', '[data-ui=grid-remove]']]) {
        const label = $(theirs, this.blank)?.getAttribute('aria-label')?.replace(/1\D?000\D?000/, index + 1);
        if (label) $(own, row)?.setAttribute('aria-label', label);
      }
    });
  }

  add(after) {
    if (this.fixed) return null;
    const row = this.numbered(this.blank.cloneNode(true), fresh++, this.rows().length + 1);
    const last = this.rows().at(-1);
    const target = after ?? last;
    const below = target?.nextElementSibling?.matches('.gridedit__err') ? target.nextElementSibling : target;
    if (below) below.after(row);
    else this.body.append(row);
    if (this.light) this.inputs.forEach((column) => this.lighten(row, column, this.value(row, column), ''));
    this.renumber();
    return row;
  }

  remove(row) {
    if (this.fixed || row.dataset.locked !== undefined) return;
    const rows = this.rows();
    const at = rows.indexOf(row);
    const error = row.nextElementSibling?.matches('.gridedit__err') ? row.nextElementSibling : null;
    const next = row.nextSibling;
    this.touched(row);
    error?.remove();
    row.remove();
    if (rows.length === 1) this.add();
    this.renumber();
    const near = this.rows()[Math.min(at, this.rows().length - 1)];
    this.go(near, this.inputs[0]);
    this.recount();
    toast($('[data-ui=grid-remove]', row)?.getAttribute('aria-label') ?? '', 'success', () => {
      if (next?.isConnected) next.before(row);
      else this.body.append(row);
      this.renumber();
      this.go(row, this.inputs[0]);
      this.recount();
    });
  }

  move(row, step, column) {
    const rows = this.rows();
    const other = rows[rows.indexOf(row) + step];
    if (this.fixed || !other || row.dataset.locked !== undefined || other.dataset.locked !== undefined) return;
    const error = row.nextElementSibling?.matches('.gridedit__err') ? row.nextElementSibling : null;
    if (step < 0) other.before(row);
    else (other.nextElementSibling?.matches('.gridedit__err') ? other.nextElementSibling : other).after(row);
    if (error) row.after(error);
    this.renumber();
    this.go(row, column);
    this.touched(row);
    this.recount();
  }

  // --- moving about

  go(row, column) {
    if (!row) return;
    this.open(row);
    const field = column && this.field(row, column);
    field?.focus();
    field?.select?.();
  }

  /** The next cell; after the last one of the last line, a new line. */
  next(row, column) {
    const at = this.inputs.indexOf(column);
    const beside = this.inputs.slice(at + 1).find((one) => this.field(row, one));
    if (beside) { this.go(row, beside); return; }
    const rows = this.rows();
    const below = rows.slice(rows.indexOf(row) + 1).find((one) => one.dataset.locked === undefined);
    if (below) this.go(below, this.inputs[0]);
    else if (!this.isBlank(row)) this.go(this.add(row), this.inputs[0]);
  }

  up(row, column, step) {
    const rows = this.rows();
    for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
      if (rows[at].dataset.locked === undefined) { this.go(rows[at], column); return true; }
    }
    return false;
  }

  at(target) {
    const cell = target.closest('td');
    const row = cell?.parentElement;
    if (!row || row.parentElement !== this.body) return {};
    return { row, column: this.columns.find((column) => column.at === cell.cellIndex) };
  }

  key(event) {
    if (event.isComposing) return;
    const { row, column } = this.at(event.target);
    if (!row || !column) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const arrow = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && (arrow || event.key === 'Delete')) {
      event.preventDefault();
      if (arrow) this.move(row, arrow, column);
      else this.remove(row);
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      this.go(this.add(row), this.inputs[0]);
    } else if (this.choosers.get(event.target)?.key(event)) {
      event.preventDefault();
    } else if (plain && !event.shiftKey && event.key === 'Enter') {
      // What was typed is looked up when its cell is left: whoever types on at once types into the next one.
      event.preventDefault();
      this.next(row, column);
    } else if (plain && arrow && !event.target.matches('select')) {
      if (this.up(row, column, arrow)) event.preventDefault();
    } else if (this.light && plain && event.key === 'Tab') {
      this.tab(event, row, column);
    }
    if (event.defaultPrevented) event.stopPropagation();
  }

  /** Tab goes on into the next light row, which has no inputs yet. */
  tab(event, row, column) {
    const own = this.inputs.filter((one) => this.field(row, one));
    const edge = event.shiftKey ? own[0] : own.at(-1);
    if (column !== edge) return;
    const rows = this.rows();
    const other = rows[rows.indexOf(row) + (event.shiftKey ? -1 : 1)];
    if (!other || other.dataset.locked !== undefined) return;
    event.preventDefault();
    this.go(other, event.shiftKey ? this.inputs.at(-1) : this.inputs[0]);
  }

  // --- choices

  /** Where a cell's choices come from; `{party_id}` in the address is the form's field of that name. */
  address(input) {
    return input.dataset.url.replace(/\{([\w.]+)\}/g, (_, name) => encodeURIComponent(this.form.elements[name]?.value ?? ''));
  }

  chooser(input) {
    if (this.choosers.has(input)) return;
    const { row, column } = this.at(input);
    const list = make('div', { class: 'combo__list', role: 'listbox', id: `grid-options-${fresh++}`, 'aria-label': input.getAttribute('aria-label'), hidden: '' });
    input.closest('td').append(list);
    input.setAttribute('aria-controls', list.id);
    const options = new Options(input, list, this.address(input), (item) => this.take(row, column, item));
    const draw = options.draw.bind(options);
    options.draw = (query) => {
      draw(query);
      const box = input.getBoundingClientRect();
      const below = innerHeight - box.bottom > list.offsetHeight + 8;
      list.style.top = below ? `${box.bottom + 4}px` : `${Math.max(8, box.top - list.offsetHeight - 4)}px`;
      list.style.left = `${Math.min(box.left, innerWidth - list.offsetWidth - 8)}px`;
    };
    this.choosers.set(input, options);
  }

  /** A choice fills its cell and what the server says it brings along: unit, description, price. What was typed stays. */
  choose(row, column, item) {
    this.leave(row, column);
    const before = this.brought.get(row) ?? new Map();
    this.put(row, column.name, item.text, item.id);
    for (const [name, value] of item.fill ?? []) {
      const other = this.column(name);
      const now = other ? this.value(row, other) : '';
      if (!now.trim() || now === before.get(name)) this.put(row, name, value);
    }
    const filled = this.inputs.filter((one) => item.fill?.some(([name]) => name === one.name));
    this.brought.set(row, new Map(filled.map((one) => [one.name, this.value(row, one)])));
  }

  take(row, column, item) {
    this.choose(row, column, item);
    this.touched(row);
    this.recount();
  }

  /** Before a cell names another record: what stands in its line may have come with the one it named. */
  leave(row, column) {
    if (column.kind !== 'combo' || !this.id(row, column) || this.brought.has(row)) return;
    this.brought.set(row, new Map(this.inputs.map((one) => [one.name, this.value(row, one)])));
  }

  /** A typed or scanned text that was not chosen from the list: the one it names exactly. */
  async find(address, text) {
    const joint = address.includes('?') ? '&' : '?';
    try {
      const answer = await fetch(`${address}${joint}q=${encodeURIComponent(text)}`, { headers: { Accept: 'application/json' } });
      const items = answer.ok ? await answer.json() : [];
      const wanted = text.toLowerCase();
      const exact = items.filter((item) => [item.id, item.text, item.sub].some((one) => one?.toLowerCase() === wanted)
        || item.sub?.toLowerCase().split(' · ').includes(wanted));
      const found = exact.length === 0 ? items : exact;
      return found.length === 1 ? found[0] : null;
    } catch { return null; }
  }

  async settle(row, column) {
    if (column.kind !== 'combo') return;
    const text = this.value(row, column).trim();
    if (!text || this.id(row, column)) return;
    const item = await this.find(this.address(this.field(row, column) ?? this.field(this.blank, column)), text);
    if (item && this.value(row, column).trim() === text) this.take(row, column, item);
  }

  // --- what the form sends, and what comes back

  /** Numbers the lines in their order; a line in which nothing was typed is left out. */
  write(data) {
    const own = [`${this.name}.`, `_kept.${this.name}.`];
    for (const name of new Set(data.keys())) if (own.some((start) => name.startsWith(start))) data.delete(name);
    this.sent = this.rows().filter((row) => !this.isBlank(row));
    this.sent.forEach((row, line) => {
      const at = `${this.name}.${line}.`;
      const id = $('input[name$=".id"]', row)?.value;
      if (id) data.append(`${at}id`, id);
      for (const column of this.inputs) {
        data.append(at + column.name, this.value(row, column));
        if (column.kind === 'combo') data.append(`${at}${column.name}_id`, this.id(row, column));
      }
    });
  }

  async total() {
    const url = this.table.dataset.totals;
    if (!url) return;
    const turn = this.turn = (this.turn ?? 0) + 1;
    const data = new FormData(this.form);
    const rows = this.sent;
    try {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(data), headers: { Accept: 'application/json' } });
      if (answer.ok && turn === this.turn) this.received(rows, await answer.json());
    } catch { /* the next change tries again, and saving computes anew */ }
  }

  /** Only what differs is written. A text for an input is what the server takes while it is empty. */
  received(rows, answer) {
    answer.rows?.forEach((one, index) => {
      const row = rows[index];
      if (!row?.isConnected) return;
      for (const [name, value] of one.cells) {
        const column = this.column(name);
        if (!column) continue;
        if (COMPUTED.includes(column.kind)) this.show(row, column, value);
        else if (this.field(row, column)) this.field(row, column).placeholder = value;
      }
      for (const flag of one.flags ?? []) this.flag(row, flag);
    });
    const box = $(`[data-ui=grid-totals][data-for="${this.name}"]`);
    if (!box || !answer.totals) return;
    const parts = answer.totals.flatMap((total) => {
      const own = total.grand ? { class: 'is-grand' } : {};
      return [make('dt', own, total.label), make('dd', own, total.value)];
    });
    const same = parts.length === box.children.length && parts.every((part, index) => part.textContent === box.children[index].textContent);
    if (!same) box.replaceChildren(...parts);
  }

  flag(row, { column, tone, icon, text }) {
    const cell = this.column(column) && this.cell(row, this.column(column));
    if (!cell) return;
    const use = icon && $('.icon use')?.cloneNode();
    const mark = make('span', { class: 'stockflag', 'data-tone': tone, title: text }, make('span', { class: 'sr-only' }, text));
    if (use) {
      const svg = $('.icon').cloneNode();
      svg.setAttribute('class', 'icon');
      use.setAttribute('href', `${texts.sprite}#${icon}`);
      svg.append(use);
      mark.prepend(svg);
    }
    cell.replaceChildren(...(text ? [mark] : []));
  }

  /** Tells the form that something changed in this line, by other means than typing. */
  touched(row) {
    const field = $('input.cell, select.cell', row);
    field?.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: TOUCHED }));
  }

  /** A corrected cell loses its red; the sentence below goes with the last one. */
  mend(row, column) {
    const field = this.field(row, column);
    if (field?.getAttribute('aria-invalid') !== 'true') return;
    const error = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    const below = error?.closest('.gridedit__err');
    error?.remove();
    if (below && !$('.field__error', below)) { below.remove(); row.classList.remove('is-error'); }
  }

  /** A sentence below a line, for what a paste could not match. */
  complain(row, column, text) {
    const field = this.field(row, column);
    row.classList.add('is-error');
    let below = row.nextElementSibling;
    if (!below?.matches('.gridedit__err')) {
      below = make('tr', { class: 'gridedit__err' }, make('td', { colspan: String(this.columns.length + 2) }));
      row.after(below);
    }
    const sentence = make('span', { class: 'field__error', id: `grid-error-${fresh++}-${column.name}-e` }, text);
    below.firstElementChild.append(sentence);
    field?.setAttribute('aria-invalid', 'true');
    field?.setAttribute('aria-describedby', sentence.id);
  }

  listen() {
    const { table, form } = this;
    table.addEventListener('keydown', (event) => this.key(event));
    table.addEventListener('focusin', (event) => { if (event.target.matches('[role=combobox]')) this.chooser(event.target); });
    table.addEventListener('focusout', (event) => this.left(event.target));
    table.addEventListener('input', (event) => { if (event.detail !== TOUCHED) this.typed(event.target); });
    table.addEventListener('change', () => this.recount());
    table.addEventListener('paste', (event) => {
      const { row, column } = this.at(event.target);
      if (row && column) paste(this, event, row, column);
    });
    // Who was quicker than this script stands in a cell already.
    const early = table.contains(document.activeElement) ? document.activeElement : null;
    if (early?.matches('[role=combobox]')) this.chooser(early);
    if (early && early.value !== early.defaultValue) this.typed(early);
    table.addEventListener('click', (event) => this.click(event));
    table.addEventListener('pointerdown', (event) => { if (event.target.closest('.grip')) this.drag(); });
    form.addEventListener('formdata', (event) => this.write(event.formData));
    form.addEventListener('change', (event) => { if (!table.contains(event.target)) this.recount(); });
    $(`[data-ui=grid-add][value="${this.name}"]`, form)?.addEventListener('click', (event) => {
      event.preventDefault();
      this.go(this.add(), this.inputs[0]);
    });
  }

  typed(input) {
    const { row, column } = this.at(input);
    if (!row || !column) return;
    if (column.kind === 'combo' && this.choosers.has(input)) {
      this.leave(row, column);
      this.idField(row, column).value = '';
      this.choosers.get(input).url = this.address(input);
      if (document.activeElement === input) this.choosers.get(input).ask();
    }
    this.mend(row, column);
    this.recount();
  }

  left(input) {
    const options = this.choosers.get(input);
    if (!options) return;
    options.close();
    const { row, column } = this.at(input);
    if (row && column) this.settle(row, column);
  }

  click(event) {
    const remove = event.target.closest('[data-ui=grid-remove]');
    const { row, column } = this.at(event.target);
    if (remove) {
      event.preventDefault();
      this.remove(row);
    } else if (row && column && this.light && event.target.closest('td').contains($('.light', event.target.closest('td')))) {
      this.go(row, column);
    }
  }

  /** Dragging comes with its library, on the first touch of a grip. */
  drag() {
    if (this.dragging) return;
    this.dragging = true;
    const script = make('script', { src: texts.sortable });
    script.addEventListener('load', () => globalThis.Sortable.create(this.body, {
      handle: '.grip', draggable: 'tr:not(.gridedit__err)', filter: '[data-locked]', animation: 120,
      onEnd: (event) => { this.renumber(); this.touched(event.item); this.recount(); },
    }));
    document.head.append(script);
  }
}

const grids = $$('[data-ui=grid]').map((table) => new Grid(table));

// A problem of a light row has no input to lead to until the row is opened.
document.addEventListener('click', (event) => {
  const hash = event.target.closest?.('a[href^="#f-"]')?.hash.slice(1);
  if (!hash || document.getElementById(hash)) return;
  const grid = grids.find((one) => hash.startsWith(`f-${one.name}-`));
  const [, line, name] = hash.slice(`f-${grid?.name}-`.length - 1).match(/^-(\d+)-(.+)$/) ?? [];
  const column = grid?.columns.find((one) => one.name.replace(/[^a-z0-9]/gi, '-') === name);
  if (!column) return;
  event.preventDefault();
  grid.go(grid.rows()[Number(line)], column);
});

// What the grid's own keys do, for the list of shortcuts; the grid itself listens in its table.
for (const [keys, label] of [['Enter', texts.keyCell], ['Control+Enter', texts.keyLine], ['Alt+ArrowUp', texts.keyMove], ['Alt+Delete', texts.keyDelete]]) {
  register(keys, label, 'forms', () => false);
}
