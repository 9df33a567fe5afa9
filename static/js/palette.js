// Command palette: one combobox over grouped results from the server.
import { $, $$, fill, icon, make, marked, quiet, texts } from './dom.js';

const dialog = $('#palette');
const input = $('#palette-input');
const list = $('#palette-list');
let at = 0;
let asked = 0;

const options = () => $$('[role=option]:not([aria-disabled])', list);

function point() {
  options().forEach((option, index) => option.setAttribute('aria-selected', index === at));
  const current = options()[at];
  if (current) input.setAttribute('aria-activedescendant', current.id);
  else input.removeAttribute('aria-activedescendant');
  current?.scrollIntoView({ block: 'nearest' });
}

function show(groups, query) {
  let count = 0;
  const plain = query.replace(/^[>@#]\s*/, '');
  const sections = groups.filter((group) => group.items.length).map((group) => make('div', { role: 'group', 'aria-label': group.label },
    make('div', { class: 'palette__group', 'aria-hidden': 'true' }, group.label),
    ...group.items.map((item) => {
      const option = make('div', { class: 'palette__item', role: 'option', id: `po-${count++}`, 'aria-selected': 'false' },
        icon(item.icon), make('span', { class: 'truncate' }, ...marked(item.text, plain)),
        make('span', { class: 'palette__meta' }, make('span', {}, ...marked(item.meta ?? '', plain))));
      option.dataset.href = item.url;
      return option;
    })));
  if (!sections.length && query) {
    const all = `${dialog.dataset.search}?q=${encodeURIComponent(plain)}`;
    const option = make('div', { class: 'palette__item', role: 'option', id: 'po-all', 'aria-selected': 'false' }, icon('search'), make('span', {}, texts.everywhere));
    option.dataset.href = all;
    sections.push(make('div', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'palette__group' }, fill(texts.nothing, { q: query })), option);
  }
  list.replaceChildren(...sections);
  at = 0;
  point();
}

async function ask() {
  const query = input.value.trim();
  const turn = ++asked;
  try {
    const answer = await fetch(`${dialog.dataset.url}?q=${encodeURIComponent(query)}`, { headers: { Accept: 'application/json' } });
    const data = answer.ok ? await answer.json() : { groups: [] };
    if (turn === asked) show(data.groups, query);
  } catch {
    if (turn === asked) show([], query);
  }
}

function open(option, newTab) {
  if (!option?.dataset.href) return;
  if (newTab) window.open(option.dataset.href, '_blank', 'noopener');
  else location.href = option.dataset.href;
}

export function openPalette() {
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  input.select();
  ask();
}

const later = quiet(90, ask);
input?.addEventListener('input', later);
input?.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  const count = options().length;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (count) at = (at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
    point();
  } else if (event.key === 'Enter') {
    event.preventDefault();
    open(options()[at], event.ctrlKey || event.metaKey);
  }
});
list?.addEventListener('click', (event) => open(event.target.closest('[data-href]'), event.ctrlKey || event.metaKey));
dialog?.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
