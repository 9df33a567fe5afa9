// Edit forms: what is unsaved, server draft, save keys, fields that refresh the form. Also used by plain pages.
import { $, $$, fill, quiet, texts } from './dom.js';
import { register } from './keys.js';

const form = $('[data-ui=form]');
const unsaved = $('#unsaved');
const changed = new Set();
const REFRESHED = 'refreshed';

/** The form comes back from the server; one goes on in the field one was in. */
function refresh() {
  sessionStorage.setItem(REFRESHED, document.activeElement?.id ?? '');
  const button = document.createElement('button');
  Object.assign(button, { type: 'submit', name: 'refresh', value: 'yes', hidden: true });
  form.append(button);
  button.click();
}

if (form) {
  const note = $('#draft-note');
  // Once the form is sent or thrown away nothing may be kept after it.
  let over = false;
  let asking = new AbortController();
  const draft = quiet(2000, async () => {
    if (!note?.dataset.url || over) return;
    try {
      const answer = await fetch(note.dataset.url, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: asking.signal });
      const text = answer.ok ? await answer.text() : '';
      if (text) note.textContent = text;
    } catch { /* the next change tries again */ }
  });
  const end = () => { over = true; asking.abort(); };
  form.addEventListener('submit', end);
  window.addEventListener('pageshow', () => { over = false; asking = new AbortController(); });
  $('[data-ui=discard]', form)?.addEventListener('click', (event) => {
    if (!note?.dataset.discard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    end();
    const named = ['_csrf', '_company'].map((name) => [name, form.elements[name]?.value ?? '']);
    fetch(note.dataset.discard, { method: 'POST', body: new URLSearchParams(named), keepalive: true }).catch(() => {});
  });
  const touched = (event) => {
    const name = event.target.name || event.target.id;
    if (!name || event.target.type === 'hidden') return;
    changed.add(name);
    if (unsaved) { unsaved.hidden = false; $('span', unsaved).textContent = fill(texts.unsaved, { n: changed.size }); }
    draft();
  };
  form.addEventListener('input', touched);
  form.addEventListener('change', (event) => {
    touched(event);
    if (event.target.matches('[data-ui=refresh]')) refresh();
  });
  form.addEventListener('refresh', refresh);
  const press = (selector) => () => { $(selector, form)?.click() ?? form.requestSubmit(); };
  register('Control+S', $('.savebar .btn--primary')?.firstChild?.textContent?.trim() ?? '', 'forms', press('.savebar .btn--primary'));
  if ($('[name=_then]', form)) register('Control+Shift+S', $('[name=_then]', form).textContent.trim(), 'forms', press('[name=_then]'));
}

if ($('[data-ui=grid]')) import('./grid.js');
if ($('[data-ui=combo]')) import('./combo.js');
if ($('[data-ui=date]')) import('./date.js');
$$('a[href^="#f-"]').forEach((link) => link.addEventListener('click', (event) => {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  (target.matches('fieldset') ? $('input:not([type=hidden])', target) : target)?.focus();
}));
const refreshed = sessionStorage.getItem(REFRESHED);
sessionStorage.removeItem(REFRESHED);
if (refreshed) document.getElementById(refreshed)?.focus();
$('#errors')?.focus();
