// Combobox: two-line options from the server; posts the id in a hidden input.
import { $, $$, make, marked, quiet, texts } from './dom.js';

/** Shows options under an input; used by fields and by the cells of the lines grid. */
export class Options {
  constructor(input, list, url, take) {
    Object.assign(this, { input, list, url, take, items: [], at: 0, turn: 0 });
    this.ask = quiet(120, () => this.load(input.value));
    list.addEventListener('pointerdown', (event) => {
      const option = event.target.closest('[role=option]');
      event.preventDefault();
      if (option?.dataset.index) this.choose(Number(option.dataset.index));
    });
  }

  async load(query) {
    const turn = ++this.turn;
    const joint = this.url.includes('?') ? '&' : '?';
    try {
      const answer = await fetch(`${this.url}${joint}q=${encodeURIComponent(query.trim())}`, { headers: { Accept: 'application/json' } });
      const items = answer.ok ? await answer.json() : [];
      if (turn !== this.turn || document.activeElement !== this.input) return;
      this.items = items;
      this.at = 0;
      this.draw(query.trim());
    } catch { this.close(); }
  }

  draw(query) {
    const id = this.list.id || 'combo';
    const options = this.items.map((item, index) => {
      const option = make('div', { class: 'combo__opt', role: 'option', id: `${id}-${index}`, 'aria-selected': String(index === this.at) },
        make('span', { class: 'medium' }, ...marked(item.text, query)), make('span', {}, item.right ?? ''),
        make('small', {}, ...marked(item.sub ?? '', query)), make('small', {}, item.flag ?? ''));
      option.dataset.index = index;
      return option;
    });
    if (!options.length) options.push(make('div', { class: 'combo__opt muted', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, texts.noMatch));
    const foot = make('div', { class: 'combo__foot', role: 'presentation', 'aria-hidden': 'true' });
    for (const [key, text] of [['Enter', texts.choose], ['F4', texts.all], ['Esc', texts.restore]]) foot.append(make('span', {}, make('kbd', {}, key), ` ${text}`));
    this.list.replaceChildren(...options, foot);
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.point();
  }

  point() {
    $$('[role=option]', this.list).forEach((option, index) => option.setAttribute('aria-selected', String(index === this.at)));
    const current = $$('[data-index]', this.list)[this.at];
    if (current) { this.input.setAttribute('aria-activedescendant', current.id); current.scrollIntoView({ block: 'nearest' }); }
  }

  close() {
    this.turn++;
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  choose(index) {
    const item = this.items[index];
    this.close();
    if (item) this.take(item);
  }

  /** True when the key was used. */
  key(event) {
    const open = !this.list.hidden;
    if (event.isComposing) return false;
    if (event.key === 'F4' || (event.key === 'ArrowDown' && event.altKey)) { this.load(event.key === 'F4' ? '' : this.input.value); return true; }
    if (!open) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const count = this.items.length;
      if (count) this.at = (this.at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
      this.point();
      return true;
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && this.items.length) { this.choose(this.at); return event.key === 'Enter'; }
    if (event.key === 'Escape') { this.close(); return true; }
    return false;
  }
}

for (const combo of $$('[data-ui=combo]')) {
  const input = $('[role=combobox]', combo);
  const hidden = $('input[type=hidden]', combo);
  let kept = [input.defaultValue, hidden.value];
  const options = new Options(input, $('[role=listbox]', combo), combo.dataset.url, (item) => {
    input.value = item.text;
    hidden.value = item.id;
    kept = [item.text, item.id];
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
    if (combo.dataset.refresh) combo.dispatchEvent(new CustomEvent('refresh', { bubbles: true }));
  });
  const typed = () => { hidden.value = ''; options.ask(); };
  // Who was quicker than this script has typed already.
  if (document.activeElement === input && input.value !== input.defaultValue) typed();
  input.addEventListener('input', typed);
  input.addEventListener('blur', () => {
    options.close();
    if (!input.value.trim()) kept = ['', ''];
    if (input.value === kept[0]) hidden.value = kept[1];
  });
  input.addEventListener('keydown', (event) => {
    const wasOpen = !options.list.hidden;
    if (options.key(event)) event.preventDefault();
    else if (event.key === 'Escape' && !wasOpen) [input.value, hidden.value] = kept;
    if (event.defaultPrevented) event.stopPropagation();
  });
  $('[data-ui=combo-open]', combo)?.addEventListener('click', () => { input.focus(); options.load(''); });
}
