// Date fields: understand 0412, 4.12, +10, -3, fri, t, m and rewrite them in full on leaving; the button opens a
// calendar, loaded on first use. The server reads the same forms, so nothing here is needed to save.
import { $, make, texts } from './dom.js';

const today = () => (texts.today ? parse(texts.today) : new Date(new Date().setHours(0, 0, 0, 0)));
const months = (texts.months ?? '').split(',');
const weekdays = (texts.weekdays ?? '').toLowerCase().split(',');
const order = texts.order || 'dmy';
const chinese = document.documentElement.lang.startsWith('zh');

const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

function parse(text) {
  const [year, month, day] = text.split('-').map(Number);
  return real(year, month, day);
}

function real(year, month, day) {
  const full = year < 100 ? year + 2000 : year;
  const date = new Date(full, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day ? date : null;
}

export function shown(date) {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  if (chinese) return `${year}年${month}月${day}日`;
  if (order === 'mdy') return `${months[month - 1]} ${day}, ${year}`;
  if (order === 'ymd') return iso(date);
  return `${String(day).padStart(2, '0')} ${months[month - 1]} ${year}`;
}

function nearest(month, day) {
  const now = today();
  const year = now.getFullYear();
  return [year - 1, year, year + 1].map((one) => real(one, month, day)).filter(Boolean)
    .sort((a, b) => Math.abs(a - now) - Math.abs(b - now))[0] ?? null;
}

const ordered = (first, second) => (order === 'dmy' ? [second, first] : [first, second]);

function digits(text) {
  const number = Number(text);
  if (text.length === 3 || text.length === 4) return nearest(...ordered(Math.floor(number / 100), number % 100));
  if (text.length !== 6 && text.length !== 8) return null;
  const wide = text.length === 8;
  if (order === 'ymd') return real(Math.floor(number / 10000), Math.floor(number / 100) % 100, number % 100);
  const tail = wide ? 10000 : 100;
  const [month, day] = ordered(Math.floor(number / tail / 100), Math.floor(number / tail) % 100);
  return real(number % tail, month, day);
}

export function understood(typed) {
  const text = typed.trim().replace(/\u00a0/g, ' ').replace('\u2212', '-').toLowerCase();
  const now = today();
  if (!text) return null;
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(text)) return parse(text);
  if (text === 't') return now;
  if (text === 'm') return new Date(now.getFullYear(), now.getMonth() + 1, 0);
  if (/^[+-]\d{1,4}$/.test(text)) return new Date(now.getFullYear(), now.getMonth(), now.getDate() + Number(text));
  const weekday = weekdays.findIndex((name) => text.length >= 2 && name.startsWith(text));
  if (weekday >= 0) {
    const ahead = (weekday + 1 - (now.getDay() || 7) + 7) % 7 || 7;
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead);
  }
  if (/^\d+$/.test(text)) return digits(text);
  const named = months.findIndex((name) => !chinese && new RegExp(`(^|[^a-z])${name.toLowerCase()}`).test(text));
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  if (named >= 0) return numbers.length === 1 ? nearest(named + 1, numbers[0]) : numbers.length === 2 ? real(numbers[1], named + 1, numbers[0]) : null;
  if (/[^\d\s./年月日-]/.test(text)) return null;
  if (numbers.length === 2) return nearest(...(text.includes('月') ? numbers : ordered(...numbers)));
  if (numbers.length !== 3) return null;
  if (numbers[0] >= 1000 || order === 'ymd') return real(...numbers);
  return real(numbers[2], ...ordered(numbers[0], numbers[1]));
}

document.addEventListener('focusout', (event) => {
  if (!event.target.matches?.('[data-ui=date]')) return;
  const date = understood(event.target.value);
  if (date && event.target.value !== shown(date)) {
    event.target.value = shown(date);
    event.target.dispatchEvent(new Event('change', { bubbles: true }));
  }
});

let calendar;
async function pick(input, button) {
  if (!calendar) {
    await import(texts.cally);
    const part = (slot, name, label) => {
      const holder = make('span', { slot, 'aria-label': label });
      holder.textContent = name;
      return holder;
    };
    calendar = make('div', { class: 'menu menu--end', popover: 'auto', role: 'dialog', id: 'calendar' },
      make('calendar-date', { class: 'cal', locale: document.documentElement.lang === 'en-XA' ? 'en-GB' : document.documentElement.lang, 'first-day-of-week': '1' },
        part('previous', '‹', texts.previousMonth), part('next', '›', texts.nextMonth), make('calendar-month')));
    $('calendar-date', calendar).addEventListener('change', (event) => {
      const target = calendar.target;
      target.value = shown(parse(event.target.value));
      calendar.hidePopover();
      target.dispatchEvent(new Event('change', { bubbles: true }));
      target.focus();
    });
  }
  calendar.target = input;
  calendar.setAttribute('aria-label', button.getAttribute('aria-label'));
  button.closest('.affix').after(calendar);
  const date = understood(input.value) ?? today();
  const widget = $('calendar-date', calendar);
  widget.value = understood(input.value) ? iso(date) : '';
  widget.focusedDate = iso(date);
  calendar.showPopover({ source: button });
  setTimeout(() => widget.focus?.(), 30);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ui=calendar]');
  if (button) pick($('[data-ui=date]', button.closest('.affix')), button);
});
