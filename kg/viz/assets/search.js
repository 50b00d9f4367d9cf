// Finding a node by name: as written, from its beginning, inside, with a typing error; other names count as well.

const FOLDED = N.label.map((value, n) => isGroup(n) ? [] : [...new Set([value, N.alt[n]].flat(2))].map((name) => [fold(name), name]));
const MOST_HITS = 12;

/** Nodes that answer the words, best first: { node, name } with the name that was met. */
function find(words, accept = () => true) {
  const wanted = fold(words.trim()).replace(/\s+/g, ' ');
  if (!wanted) return [];
  const hits = [];
  for (let n = 0; n < COUNT; n++) {
    if (!accept(n)) continue;
    let best = null;
    for (const [folded, name] of FOLDED[n]) {
      const score = match(wanted, folded);
      if (score > (best?.score ?? 0)) best = { node: n, name, score };
    }
    if (best) hits.push(best);
  }
  hits.sort((a, b) => b.score - a.score || a.node - b.node);
  return hits.slice(0, MOST_HITS);
}

function match(wanted, name) {
  if (name === wanted) return 5;
  if (name.startsWith(wanted)) return 4;
  if (name.includes(` ${wanted}`)) return 3;
  if (name.includes(wanted)) return 2;
  const theirs = name.split(/[^\p{L}\p{N}]+/u);
  const each = wanted.split(' ').map((word) => Math.max(0, ...theirs.map((other) => closeness(word, other))));
  return each.every((score) => score > 0) ? each.reduce((a, b) => a + b, 0) / each.length : 0;
}

/** In (0, 1] for a word that begins like the other, or differs from it by one letter, two in a long word; else 0. */
function closeness(word, other) {
  if (other.startsWith(word)) return 1;
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (!allowed || Math.abs(word.length - other.length) > allowed) return 0;
  const distance = edits(word, other, allowed);
  return distance > allowed ? 0 : 1 - distance / word.length;
}

/** Letters to put in, take out, change or swap. */
function edits(a, b, most) {
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** Make a text field with a list under it find nodes, as the pattern "combobox" of ARIA has it. */
function combobox(input, list, onpick, accept) {
  let [hits, at] = [[], -1];
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  list.setAttribute('role', 'listbox');
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const pick = (hit) => {
    close();
    onpick(hit.node);
  };
  const render = () => {
    list.replaceChildren(...hits.map((hit, i) =>
      el('li', { role: 'option', id: `${list.id}-${i}`, 'aria-selected': String(i === at), onpointerdown: (event) => { event.preventDefault(); pick(hit); } },
        iconOf(hit.node), el('span', { class: 'who' },
          el('span', { class: 'label' }, label(hit.node)),
          el('span', { class: 'more' }, [hit.name !== label(hit.node) && `“${hit.name}”`, kindName(hit.node), detail(hit.node), ...placeNames(hit.node).slice(0, 1)].filter(Boolean).join(' · '))))));
    if (!hits.length && input.value.trim()) list.replaceChildren(el('li', { class: 'none' }, t('page.nothing', { words: input.value.trim() })));
    list.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (at >= 0) {
      input.setAttribute('aria-activedescendant', `${list.id}-${at}`);
      list.children[at].scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const look = () => {
    hits = find(input.value, accept);
    at = hits.length ? 0 : -1;
    render();
  };
  input.addEventListener('input', () => {
    look();
    announce(t('page.hits', { number: hits.length }));
  });
  input.addEventListener('focus', () => input.value && look());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      input.value = '';
      close();
      over.focus();
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      pick(hits[at]);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && hits.length) {
      event.preventDefault();
      at = (at + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      render();
    }
  });
}
