// Reviewing by keyboard: y same, n different, u unsure, s skip. Who decides is remembered in this browser.
import { typing } from './page.js';

for (const field of document.querySelectorAll('[data-keep]')) {
  field.value ||= localStorage.getItem(field.dataset.keep) ?? '';
  field.addEventListener('change', () => localStorage.setItem(field.dataset.keep, field.value));
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
