// The editor: Ctrl+Enter asks, names of terms complete while typing, queries asked before come back with Alt+Up.

import { paint } from './colours.js';

const form = document.getElementById('editor');
const area = document.getElementById('query');
const live = form.querySelector('[aria-live]');
const list = document.createElement('ul');
const KEPT = 30;
let terms = null;
let found = [];
let at = 0;

const draw = paint(area);

list.className = 'hits';
list.id = 'terms';
list.hidden = true;
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', form.dataset.terms);
area.after(list);
area.setAttribute('aria-controls', 'terms');

form.addEventListener('submit', () => {
  const kept = [area.value, ...history_().filter((query) => query !== area.value)].slice(0, KEPT);
  localStorage.setItem('kg-queries', JSON.stringify(kept));
});

function history_() {
  try {
    return JSON.parse(localStorage.getItem('kg-queries')) ?? [];
  } catch {
    return [];
  }
}

/** The word before the cursor, if it may be the begin of a name such as tp:rol. */
function word() {
  return /[A-Za-z][\w-]*:?[\w-]*$/.exec(area.value.slice(0, area.selectionStart))?.[0] ?? '';
}

async function complete() {
  const begun = word();
  if (begun.length < 2 || /^[A-Z]+$/.test(begun)) return close();
  terms ??= (await (await fetch(form.dataset.terms)).json()).terms;
  const wanted = begun.toLowerCase();
  const fits = (name) => name.toLowerCase().startsWith(wanted) || (!wanted.includes(':') && name.toLowerCase().split(':')[1].startsWith(wanted));
  found = terms.filter(([name]) => fits(name) && name !== begun).slice(0, 8);
  list.replaceChildren(...found.map(([name, label], n) => {
    const item = document.createElement('li');
    const small = document.createElement('small');
    item.id = `term-${n}`;
    item.setAttribute('role', 'option');
    small.textContent = label;
    item.append(`${name} `, small);
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      take(n);
    });
    return item;
  }));
  list.hidden = !found.length;
  if (found.length) choose(0);
  live.textContent = found.map(([name]) => name).join(', ');
}

function choose(next) {
  at = (next + found.length) % found.length;
  [...list.children].forEach((item, n) => item.setAttribute('aria-selected', String(n === at)));
  area.setAttribute('aria-activedescendant', `term-${at}`);
}

function take(n) {
  const end = area.selectionStart;
  area.setRangeText(found[n][0], end - word().length, end, 'end');
  draw();
  close();
  area.focus();
}

function close() {
  list.hidden = true;
  found = [];
  area.removeAttribute('aria-activedescendant');
}

area.addEventListener('input', complete);
area.addEventListener('blur', close);
let back = -1;
area.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    const old = history_();
    back = Math.min(Math.max(back + (event.key === 'ArrowUp' ? 1 : -1), 0), old.length - 1);
    if (old[back]) area.value = old[back];
    draw();
    event.preventDefault();
  } else if (!found.length) {
    return;
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    choose(at + (event.key === 'ArrowDown' ? 1 : -1));
  } else if (event.key === 'Tab' || event.key === 'Enter') {
    event.preventDefault();
    take(at);
  } else if (event.key === 'Escape') {
    close();
  }
});
