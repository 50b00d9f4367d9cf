// Reviewing by keyboard: y same, n different, u unsure, s skip; j and k walk through contradictions, 1 to 9 choose a
// value. Who decides is remembered in this browser.
import { typing } from './page.js';

for (const field of document.querySelectorAll('[data-keep]')) {
  field.value ||= localStorage.getItem(field.dataset.keep) ?? '';
  field.addEventListener('change', () => localStorage.setItem(field.dataset.keep, field.value));
}

const cards = [...document.querySelectorAll('[data-card]')];

/** The contradiction that has the focus, or something inside it that has; before any, -1. */
function current() {
  return cards.findIndex((card) => card.contains(document.activeElement));
}

function walk(key) {
  const step = { j: 1, k: -1 }[key];
  if (step) cards[Math.min(Math.max(current() + step, 0), cards.length - 1)].focus();
  if (/^[1-9]$/.test(key)) cards[Math.max(current(), 0)].querySelectorAll('button[name=value]')[key - 1]?.click();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  if (cards.length) walk(event.key);
});
