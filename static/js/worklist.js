// Worklists: a decision with a way back is sent in place; its row collapses and offers Undo for ten seconds, and the counts
// of the page follow.
import { $, $$, make, texts } from './dom.js';

const OFFERED = 10000;
const form = $('[data-ui=bulk]');

/** Each decision is a write of its own, so it has a key of its own: sent twice under it, it is done once. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Posts to an operation; whether it was done. */
async function send(url, reason, key) {
  const body = new URLSearchParams({ _csrf: form.elements._csrf.value, _key: key });
  if (reason) body.set('reason', reason);
  try {
    const answer = await fetch(url, { method: 'POST', body });
    return answer.ok && answer.redirected;
  } catch { return false; }
}

/** As without script: the answer, with the reason of a refusal, is the page. */
function sendPlainly(url, reason, key) {
  const plain = make('form', { method: 'post', action: url, hidden: '' });
  const add = (name, value) => plain.append(make('input', { type: 'hidden', name, value }));
  add('_csrf', form.elements._csrf.value);
  add('_key', key);
  if (reason) add('reason', reason);
  document.body.append(plain);
  plain.submit();
}

const waiting = () => $$('tbody tr', form).filter((row) => !row.hidden && !row.matches('.table__decided'));

function focusAfter(row) {
  const left = waiting();
  const next = left.find((one) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? left.at(-1);
  $('.table__id, .pin a, a', next ?? document.body)?.focus();
}

function announce(text) {
  const said = make('span', { class: 'sr-only' }, text);
  $('#toasts')?.append(said);
  setTimeout(() => said.remove(), OFFERED);
}

/** The counts of the menu as a page that was just fetched has them. */
function countMenu(page) {
  for (const item of $$('.panel__item')) {
    const fresh = $$('.panel__item', page).find((one) => one.getAttribute('href') === item.getAttribute('href'));
    if (!fresh) continue;
    $('.count', item)?.remove();
    const count = $('.count', fresh);
    if (count) item.append(document.importNode(count, true));
  }
}

/** Count and sums of the list, and the counts of its views, as the server sends them after a page. */
function countList(page, part) {
  const fresh = (id) => part.getElementById(id) ?? page.getElementById(id);
  for (const count of $$('.viewtabs .count[id]')) count.textContent = fresh(count.id)?.textContent ?? '';
  for (const id of ['pager-range', 'pager-of', 'select-matches']) {
    const [place, text] = [$(`#${id}`), fresh(id)?.textContent];
    if (place && text) place.textContent = text;
  }
  const totals = part.getElementById('totals');
  if (totals) $('#totals')?.replaceWith(document.importNode(totals, true));
}

let asked = 0;

/** What was decided is no longer counted anywhere on the page. The rows stay as they are. */
async function recount() {
  const own = ++asked;
  const get = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) throw new Error(url);
    return answer.text();
  };
  try {
    const page = new DOMParser().parseFromString(await get(location.href), 'text/html');
    const later = $('[hx-trigger=load]', page)?.getAttribute('hx-get');
    const part = make('template');
    part.innerHTML = later ? await get(new URL(later, location.href)) : '';
    // The answer to the last decision is the one that counts.
    if (own !== asked) return;
    countMenu(page);
    if (later) countList(page, part.content);
  } catch { /* They follow with the next page. */ }
}

function collapse(row, { undo, done, reason }) {
  const back = make('button', { class: 'btn btn--sm', type: 'button', 'data-ui': 'undo-decision' }, texts.undo);
  const cell = make('td', { colspan: String(row.cells.length), 'data-m': 'e' }, make('span', {}, done), ' ', back);
  const note = make('tr', { class: 'table__decided' }, cell);
  const chosen = $('.sel .cb:checked', row);
  chosen?.click();
  row.hidden = true;
  row.after(note);
  focusAfter(row);
  announce(done);
  recount();
  const over = setTimeout(() => {
    if (note.contains(document.activeElement)) focusAfter(note);
    note.remove();
    // The server says that all is clear, or what comes after this page.
    if (!waiting().length) location.reload();
  }, OFFERED);
  back.addEventListener('click', async () => {
    clearTimeout(over);
    back.setAttribute('aria-busy', 'true');
    const key = newKey();
    if (await send(undo, reason, key)) location.reload();
    else sendPlainly(undo, reason, key);
  });
}

form?.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-ui=decide][data-undo]');
  if (!button) return;
  event.preventDefault();
  if (button.hasAttribute('aria-busy')) return;
  const row = button.closest('tr');
  const url = button.getAttribute('formaction');
  $$('[data-ui=decide]', row).forEach((one) => one.setAttribute('aria-busy', 'true'));
  const key = newKey();
  if (await send(url, '', key)) collapse(row, button.dataset);
  else sendPlainly(url, '', key);
});
