// Small helpers shared by all scripts. Texts come translated from the page's #texts.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const texts = $('#texts')?.dataset ?? {};
export const fill = (text, values) => (text ?? '').replace(/\{(\w)\}/g, (_, name) => values[name] ?? '');

/** Keeps a choice for a year, readable by the server. */
export const keep = (name, value) => {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
};

export function icon(name, small = false) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('class', small ? 'icon icon--sm' : 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(ns, 'use');
  use.setAttribute('href', `${texts.sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** An element with properties, attributes (strings) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The text with the found part in a <mark>. */
export function marked(text, query) {
  const at = query ? text.toLowerCase().indexOf(query.toLowerCase()) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), make('mark', {}, text.slice(at, at + query.length)), text.slice(at + query.length)];
}

export function toast(text, tone = 'success', undo) {
  const box = make('div', { class: 'toast', 'data-tone': tone },
    icon(tone === 'success' ? 'circle-check' : 'circle-alert'), make('span', {}, text));
  if (undo) {
    const button = make('button', { class: 'btn btn--sm toast__act', type: 'button' }, texts.undo);
    button.addEventListener('click', () => { undo(); box.remove(); });
    box.append(button);
  }
  $('#toasts')?.append(box);
  setTimeout(() => box.remove(), undo ? 10000 : 6000);
}

/** Calls once things have been quiet for a while. */
export function quiet(ms, run) {
  let timer;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => run(...values), ms); };
}
