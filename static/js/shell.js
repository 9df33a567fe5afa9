// The frame: menus, dialogs, theme, panel, toasts, sections, chart hints. Loads what else the page needs.
import { $, $$, keep, make, texts, toast } from './dom.js';
import { register, showKeys } from './keys.js';
import { openPalette } from './palette.js';

const root = document.documentElement;
if (root.dataset.keptPanel && document.body.dataset.panel === 'open') document.body.dataset.panel = root.dataset.keptPanel;

const closeMenus = () => $$('[popover]:popover-open').forEach((open) => open.hidePopover());
const choose = (button) => $$('[role=menuitemradio]', button.parentElement)
  .forEach((one) => one.setAttribute('aria-checked', one === button));

const acts = {
  theme(button) {
    if (button.value === 'auto') delete root.dataset.theme;
    else root.dataset.theme = button.value;
    keep('theme', button.value);
    choose(button);
  },
  density(button) { root.dataset.density = button.value; keep('density', button.value); choose(button); },
  'panel-toggle'() {
    const state = document.body.dataset.panel === 'closed' ? 'open' : 'closed';
    document.body.dataset.panel = state;
    keep('panel', state);
    $(state === 'closed' ? '.panel-open' : '.panel [data-ui=panel-toggle]')?.focus();
  },
  'palette-open'(_, event) { event.preventDefault(); closeMenus(); openPalette(); },
  'keys-open'() { closeMenus(); showKeys(); },
  'dialog-close'(button) { button.closest('dialog')?.close(); },
  print() { closeMenus(); print(); },
  activity(button) {
    $$('[data-ui=activity]').forEach((one) => one.setAttribute('aria-pressed', one === button));
    $('.timeline').dataset.show = button.value;
  },
};

document.addEventListener('click', (event) => {
  const question = event.target.closest('[popovertarget]');
  const target = question && document.getElementById(question.getAttribute('popovertarget'));
  if (target?.matches('dialog') && question.popoverTargetAction !== 'hide') {
    event.preventDefault();          // with scripts a question is truly modal
    closeMenus();
    target.showModal();
    return;
  }
  const button = event.target.closest('[data-ui]');
  if (button) acts[button.dataset.ui]?.(button, event);
});

// Menus: the popover opens, dismisses and returns focus; arrows are ours.
document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('.menu[role=menu]');
  if (!menu) return;
  const items = $$('[role^=menuitem]', menu);
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
});
document.addEventListener('toggle', (event) => {
  if (event.target.matches?.('.menu') && event.newState === 'open') {
    $('[role=menuitemradio][aria-checked=true], [role^=menuitem], input:not([type=hidden]), select, summary, button', event.target)?.focus();
  }
}, true);

// A form is sent once; the button shows that it works.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-ui=once], [data-ui=form], [data-ui=bulk]')) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => {
  $$('form[data-sent]').forEach((form) => delete form.dataset.sent);
  $$('button[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
});
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-ui=submit]')) event.target.form.requestSubmit();
  if (event.target.matches('[data-ui=locked]')) event.target.checked = true;
});

// Section tabs follow the scroll.
for (const nav of $$('[data-ui=sections]')) {
  const links = $$('a[href^="#"]', nav);
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    if (!seen) return;
    for (const link of links) {
      if (link.hash === `#${seen.target.id}`) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }, { rootMargin: '-15% 0px -70% 0px' });
  links.forEach((link) => { const target = document.getElementById(link.hash.slice(1)); if (target) watch.observe(target); });
}

// Column chooser: drag, or Alt and arrows.
for (const list of $$('[data-ui=order]')) {
  list.addEventListener('keydown', (event) => {
    const item = event.target.closest('li');
    if (!event.altKey || !item || item.dataset.locked !== undefined) return;
    const other = event.key === 'ArrowUp' ? item.previousElementSibling : event.key === 'ArrowDown' ? item.nextElementSibling : null;
    if (!other || other.dataset.locked !== undefined) return;
    event.preventDefault();
    if (event.key === 'ArrowUp') other.before(item); else other.after(item);
    event.target.focus();
  });
  list.closest('[popover]')?.addEventListener('toggle', () => {
    if (list.dataset.ready) return;
    list.dataset.ready = 'yes';
    const script = make('script', { src: texts.sortable });
    script.addEventListener('load', () => globalThis.Sortable.create(list, { handle: '.columns__grip', filter: '[data-locked]', animation: 120 }));
    document.head.append(script);
  });
}

// Chart hints.
let tip;
document.addEventListener('pointerover', (event) => {
  const band = event.target.closest?.('[data-tip]');
  if (!band) { tip?.remove(); tip = null; return; }
  tip ??= make('div', { class: 'tip' });
  tip.textContent = band.dataset.tip;
  document.body.append(tip);
  const box = band.getBoundingClientRect();
  tip.style.setProperty('--x', `${Math.min(innerWidth - tip.offsetWidth - 8, box.left + box.width / 2 + 8)}px`);
  tip.style.setProperty('--y', `${box.top + 4}px`);
});
$$('.chart-wrap[data-end]').forEach((wrap) => { wrap.scrollLeft = wrap.scrollWidth; });

$$('#toasts .toast').forEach((notice) => setTimeout(() => notice.remove(), 6000));
addEventListener('offline', () => toast(texts.offline, 'warning'));
document.addEventListener('htmx:before:swap', (event) => {
  const status = event.detail?.ctx?.response?.raw?.status ?? event.detail?.ctx?.response?.status ?? 200;
  if (status >= 500 || status === 404) { event.preventDefault(); toast(texts.failed, 'danger'); }
});

register('Control+K', texts.keySearch, 'everywhere', () => { closeMenus(); openPalette(); });
register('?', texts.keyHelp, 'everywhere', showKeys);

if ($('[data-ui=combo]')) import('./combo.js');
if ($('[data-ui=date]')) import('./date.js');
$('#errors')?.focus();
root.dataset.ready = '';
