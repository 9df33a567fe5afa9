// Lists: row cursor, selection with ranges, bulk bar, peek that follows the cursor.
import { $, $$, fill, texts } from './dom.js';
import { register } from './keys.js';

const table = $('[data-ui=table]');
const rows = table ? $$('tbody tr', table) : [];
const bar = $('#bulkbar');
const everything = $('[data-ui=all-matches]');
let cursor = -1;
let last = 0;
let shift = false;

// A row that was decided is hidden and no longer to be chosen.
const box = (row) => (row.hidden ? null : $('.sel .cb', row));
const link = (row) => $('.table__id, .pin a', row);
const peekOpen = () => $('#peek') && !$('#peek').hidden;

function go(step) {
  if (!rows.length) return;
  rows[cursor]?.removeAttribute('data-cursor');
  let wanted = cursor + step;
  while (rows[wanted]?.hidden) wanted += step;
  if (wanted >= rows.length) $('[rel=next]')?.focus();
  cursor = Math.max(0, Math.min(rows.length - 1, wanted));
  const row = rows[cursor];
  row.setAttribute('data-cursor', '');
  link(row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  if (peekOpen()) peek();
  if (cursor >= rows.length - 10) ahead();
}

/** The next page is fetched when the cursor comes near the end. */
function ahead() {
  const next = $('a[rel=next]');
  if (!next || next.dataset.ahead) return;
  next.dataset.ahead = 'yes';
  const hint = document.createElement('link');
  hint.rel = 'prefetch';
  hint.href = next.href;
  document.head.append(hint);
}

function peek() { $('[data-ui=peek]', rows[Math.max(0, cursor)])?.click(); }

function closePeek() {
  $('#peek').hidden = true;
  link(rows[Math.max(0, cursor)])?.focus();
}

function sync() {
  const open = rows.filter(box);
  const chosen = open.filter((row) => box(row).checked).length;
  open.forEach((row) => row.setAttribute('aria-selected', box(row).checked));
  const all = $('[data-ui=select-all]', table);
  if (all) { all.checked = chosen > 0 && chosen === open.length; all.indeterminate = chosen > 0 && chosen < open.length; }
  if (everything && chosen < open.length) everything.value = '';
  if (bar) bar.dataset.state = chosen ? 'on' : 'off';
  if ($('#bulk-count')) $('#bulk-count').textContent = fill(texts.selected, { n: chosen });
}

function range(to, checked) {
  const [from, until] = [last, to].sort((a, b) => a - b);
  for (let index = from; index <= until; index++) if (box(rows[index])) box(rows[index]).checked = checked;
}

function toggle(extend) {
  const row = rows[cursor];
  if (!row || !box(row)) return;
  box(row).checked = !box(row).checked;
  if (extend) range(cursor, box(row).checked);
  last = cursor;
  sync();
}

function setAll(checked) { rows.forEach((row) => { if (box(row)) box(row).checked = checked; }); sync(); }

function escape() {
  if (peekOpen()) closePeek();
  else if (rows.some((row) => box(row)?.checked)) setAll(false);
  else return false;
  return true;
}

if (table) {
  table.addEventListener('click', (event) => {
    shift = event.shiftKey;
    const row = event.target.closest('tbody tr');
    if (row) { rows[cursor]?.removeAttribute('data-cursor'); cursor = rows.indexOf(row); }
  });
  table.addEventListener('change', (event) => {
    if (event.target.matches('[data-ui=select-all]')) { setAll(event.target.checked); return; }
    const row = event.target.closest('tbody tr');
    if (!row || !event.target.matches('.cb')) return;
    if (shift) range(rows.indexOf(row), event.target.checked);
    last = rows.indexOf(row);
    sync();
  });
  table.addEventListener('dblclick', (event) => {
    const row = event.target.closest('tbody tr');
    if (row?.dataset.href && !event.target.closest('a, button, input')) location.href = row.dataset.href;
  });
  register('j ArrowDown', texts.keyRows, 'lists', () => go(1));
  register('k ArrowUp', texts.keyRows, 'lists', () => go(-1));
  register('Enter', texts.keyOpen, 'lists', (event) => {
    if (cursor < 0 || event.target.matches('a, button, input, summary')) return false;
    location.href = rows[cursor].dataset.href;
    return true;
  });
  register('Space', texts.keyPeek, 'lists', (event) => {
    if (event.target.matches('button, input, summary') || !$('[data-ui=peek]')) return false;
    peek();
    return true;
  });
  register('x', texts.keySelect, 'lists', () => toggle(false));
  register('Shift+X', texts.keyExtend, 'lists', () => toggle(true));
  register('Control+A', texts.keySelectAll, 'lists', (event) => {
    if (event.target.matches('input:not([type=checkbox]), textarea') || !bar) return false;
    setAll(true);
    return true;
  });
  sync();
}
register('Escape', texts.keyClear, 'lists', (event) => ($('dialog[open], [popover]:popover-open') ? false : escape(event)));

document.addEventListener('click', (event) => {
  const act = event.target.closest('[data-ui]')?.dataset.ui;
  if (act === 'peek-close') closePeek();
  if (act === 'select-none') setAll(false);
  if (act === 'select-matches') {
    setAll(true);
    everything.value = 'yes';
    const total = event.target.closest('[data-ui]').textContent.match(/[\d.,’\s]+/);
    $('#bulk-count').textContent = fill(texts.selected, { n: total ? total[0].trim() : '' });
  }
});
document.addEventListener('htmx:after:swap', () => {
  if (peekOpen()) $('tr[data-cursor]', table)?.scrollIntoView({ block: 'nearest' });
});
