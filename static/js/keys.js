// One registry of all shortcuts: it runs them and feeds the "?" list. Single keys rest while typing, inside dialogs
// and during input method composition, and each user can turn them off.
import { $, $$, keep, make, texts } from './dom.js';

const registry = [];

/** keys: "j", "Shift+X", "Control+K"; group: everywhere | lists | forms. */
export function register(keys, label, group, run) {
  registry.push({ keys, label, group, run });
}

const single = () => !document.cookie.includes('single-keys=off');
const typing = (target) => target.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
const visible = (element) => element.checkVisibility?.() ?? true;

function named(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Control');
  if (event.altKey) parts.push('Alt');
  const key = event.key === ' ' ? 'Space' : event.key;
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  if (event.shiftKey && (letter || key.length > 1)) parts.push('Shift');
  parts.push(letter ? key.toUpperCase() : key);
  return parts.join('+');
}

const same = (wanted, pressed) => wanted.split(' ').some((one) => one.toLowerCase() === pressed.toLowerCase());

/** Elements carry their key in aria-keyshortcuts, sequences (G L, C Q) in data-keys. */
function element(pressed) {
  return $$('[aria-keyshortcuts]').find((found) => same(found.getAttribute('aria-keyshortcuts'), pressed)
    && (visible(found) || found.closest('[popover]')) && !found.closest('dialog:not([open])'));
}

function act(found) {
  if (found.matches('input, textarea')) { found.focus(); found.select?.(); } else found.click();
}

let prefix = '';
let forget;

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.defaultPrevented || event.key === 'Shift') return;
  const pressed = named(event);
  const withControl = event.ctrlKey || event.metaKey;
  const held = withControl || event.altKey;
  if (!held && (typing(event.target) || !single()) && event.key !== 'Escape') return;
  if (!held && $('dialog[open]')) return;
  if (prefix) {
    const wanted = `${prefix} ${pressed}`;
    prefix = '';
    const target = $$('[data-keys]').find((found) => found.dataset.keys.toUpperCase() === wanted);
    if (target) { event.preventDefault(); target.click(); return; }
  }
  if (!held && (pressed === 'G' || pressed === 'C') && $(`[data-keys^="${pressed} "]`)) {
    prefix = pressed;
    clearTimeout(forget);
    forget = setTimeout(() => { prefix = ''; }, 1200);
    return;
  }
  const entry = registry.find((one) => same(one.keys, pressed));
  if (entry) {
    if (entry.run(event) !== false) event.preventDefault();
    return;
  }
  const found = element(pressed);
  if (found && (!found.closest('[popover]') || !held)) { event.preventDefault(); act(found); }
});

const label = (found) => (found.getAttribute('aria-label') || found.placeholder || found.textContent).replace(/\s+/g, ' ').trim();
const caps = (keys) => keys.split(/[+ ]/).flatMap((key) => [make('kbd', {}, key.replace('Control', 'Ctrl').replace('ArrowUp', '↑').replace('ArrowDown', '↓')), ' ']);

function group(title, rows) {
  if (!rows.length) return [];
  const list = make('dl');
  for (const [text, keys] of rows) list.append(make('dt', {}, text), make('dd', {}, ...caps(keys)));
  return [make('section', {}, make('h3', {}, title), list)];
}

/** Fills and opens the "?" dialog. */
export function showKeys() {
  const dialog = $('#keys');
  const of = (name) => registry.filter((one) => one.group === name).map((one) => [one.label, one.keys]);
  const known = new Set(registry.map((one) => one.keys.toLowerCase()));
  const page = $$('[aria-keyshortcuts]').filter((found) => !known.has(found.getAttribute('aria-keyshortcuts').toLowerCase()));
  const seen = new Set();
  const own = page.map((found) => [label(found).replace(/ ?Ctrl S$/, ''), found.getAttribute('aria-keyshortcuts')])
    .filter(([, keys]) => !seen.has(keys) && seen.add(keys));
  const go = $$('[data-keys]').map((found) => [label(found).replace(/ ?C \w$/, ''), found.dataset.keys]);
  $('#keys-list').replaceChildren(...group(texts.keysEverywhere, of('everywhere')), ...group(texts.keysPage, own),
    ...group(texts.keysLists, of('lists')), ...group(texts.keysForms, of('forms')), ...group(texts.keysGo, go));
  $('#keys-single').checked = single();
  if (!dialog.open) dialog.showModal();
}

$('#keys-single')?.addEventListener('change', (event) => keep('single-keys', event.target.checked ? 'on' : 'off'));
