// How two things are connected: the shortest ways over ties, each step with its sentence.

const COST = { containedInPlace: 3, mentions: 2.5, reports: 2, assignedArea: 1.5, place: 1.5 };
const WAYS = 3;
const ends = { a: -1, b: -1 };
let ways = [];

/** Cheapest ways between two nodes, none a detour of another: each next one avoids a tie of those before. */
function shortest(a, b) {
  const found = [];
  const banned = new Set();
  while (found.length < WAYS) {
    const way = cheapest(a, b, banned);
    if (!way || (found.length && way.cost > found[0].cost * 2 + 1)) break;
    found.push(way);
    const middle = way.nodes.length > 2 ? way.ties.filter((e) => !isQuiet(e)) : way.ties;
    banned.add((middle.length ? middle : way.ties)[Math.floor((middle.length || way.ties.length) / 2)]);
  }
  return found;
}

function cheapest(a, b, banned) {
  const so_far = new Map([[a, 0]]);
  const came = new Map();
  const done = new Set();
  const queue = [[0, a]];
  while (queue.length) {
    const [cost, n] = pop(queue);
    if (done.has(n)) continue;
    done.add(n);
    if (n === b) break;
    for (const e of tiesAt[n]) {
      if (banned.has(e) || T.state[e] === 2 || isGroup(T.s[e])) continue;
      const m = otherEnd(e, n);
      const next = cost + (COST[tieKind(e)] ?? 1);
      if (next < (so_far.get(m) ?? Infinity)) {
        so_far.set(m, next);
        came.set(m, e);
        push(queue, [next, m]);
      }
    }
  }
  if (!done.has(b)) return null;
  const way = { nodes: [b], ties: [], cost: so_far.get(b) };
  for (let n = b; n !== a; ) {
    const e = came.get(n);
    n = otherEnd(e, n);
    way.nodes.unshift(n);
    way.ties.unshift(e);
  }
  return way;
}

/** A heap of [cost, node]. */
function push(heap, item) {
  let i = heap.push(item) - 1;
  while (i > 0 && before(heap[i], heap[(i - 1) >> 1])) i = swap(heap, i, (i - 1) >> 1);
}

function pop(heap) {
  const least = heap[0];
  const last = heap.pop();
  if (!heap.length) return least;
  heap[0] = last;
  for (let i = 0; ; ) {
    let child = 2 * i + 1;
    if (child >= heap.length) return least;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], heap[i])) return least;
    i = swap(heap, i, child);
  }
}

const before = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

function swap(heap, i, j) {
  [heap[i], heap[j]] = [heap[j], heap[i]];
  return j;
}

function startPath(n) {
  Object.assign(ends, { a: n, b: -1 });
  S.path = null;
  openTab('path');
  $('path-b').focus();
}

function renderPath() {
  if (S.path && ends.b !== S.path.nodes.at(-1)) {
    [ends.a, ends.b] = [S.path.nodes[0], S.path.nodes.at(-1)];
    ways = shortest(ends.a, ends.b);
  }
  const field = (side, key) => {
    const input = el('input', { id: `path-${side}`, type: 'text', autocomplete: 'off', placeholder: t('page.path-name') });
    const list = el('ul', { id: `path-${side}-hits`, class: 'hits', hidden: true });
    if (ends[side] >= 0) input.value = label(ends[side]);
    combobox(input, list, (n) => {
      ends[side] = n;
      walk();
    });
    return el('div', { class: 'field' }, el('label', { for: `path-${side}` }, t(key)), input, list);
  };
  const notes = new Notes();
  return [
    el('p', { class: 'lead' }, t('page.path-lead')),
    field('a', 'page.path-a'),
    field('b', 'page.path-b'),
    S.path && el('div', { class: 'actions' },
      ways.length > 1 && ways.map((way, i) => button(t('page.way', { number: i + 1, steps: way.ties.length }), () => showWay(way), { 'aria-pressed': String(way.ties.join() === S.path.ties.join()) })),
      button(t('page.path-clear'), clearPath)),
    ends.a >= 0 && ends.b >= 0 && !S.path && el('p', { class: 'warn' }, t('page.no-path')),
    S.path && el('ol', { class: 'steps' }, S.path.nodes.flatMap((n, i) => {
      const e = S.path.ties[i];
      return [el('li', {}, nodeButton(n)), e !== undefined && el('li', { class: 'rel' }, relation(e, n), ' ', T.proof[e].length ? notes.marks(T.proof[e], relation(e, n), T.proof[e].length) : tieProof(e, notes))];
    }).filter(Boolean)),
    notes.render(),
  ];
}

function walk() {
  S.path = null;
  if (ends.a < 0 || ends.b < 0 || ends.a === ends.b) return refresh();
  ways = shortest(ends.a, ends.b);
  if (ways.length) return showWay(ways[0]);
  refresh();
  announce(t('page.no-path'));
}

function showWay(way) {
  const absent = way.nodes.filter((n) => !S.shown[n]);
  if (absent.length) {
    remember();
    for (const n of way.nodes) if (!S.shown[n]) placeBeside(n, way.nodes.filter((m) => S.shown[m]));
  }
  Object.assign(S, { path: way, node: -1, tie: -1, tab: 'path' });
  refresh();
  fit(way.nodes);
  show();
  announce(t('page.way', { number: ways.indexOf(way) + 1, steps: way.ties.length }));
}

function clearPath() {
  S.path = null;
  Object.assign(ends, { a: -1, b: -1 });
  refresh();
}
