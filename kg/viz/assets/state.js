// What the reader has done: which nodes are drawn and where, what is selected, what is filtered; undo; the address.

const first = { shown: Uint8Array.from(N.x, (x, n) => (x === null || N.home[n] >= 0 ? 0 : 1)) };
const S = {
  shown: first.shown.slice(),
  open: new Set(), // groups whose members are drawn in their stead
  x: Float64Array.from(N.x, (x) => x ?? 0),
  y: Float64Array.from(N.y, (y) => y ?? 0),
  pinned: new Uint8Array(COUNT),
  node: -1, // selected
  tie: -1, // selected
  hover: -1,
  kindsOff: new Set(),
  pillarsOff: new Set(),
  from: '',
  to: '',
  place: -1,
  path: null, // { nodes, ties }
  tab: 'details',
};
const view = { x: 0, y: 0, k: 1 }; // the point of the world in the middle of the stage, and how many pixels one unit has

const history_ = [];

/** Draw the members of a group in its stead, each at the place that was found for it. */
function unfoldGroup(g) {
  S.shown[g] = 0;
  S.open.add(g);
  for (const n of membersOf[g]) S.shown[n] = 1;
}

/** Whether a node waits in a group that is drawn. */
const waits = (n) => N.home[n] >= 0 && !S.shown[n] && S.shown[N.home[n]];

/** To be called before something that can be undone. */
function remember() {
  history_.push({ shown: S.shown.slice(), x: S.x.slice(), y: S.y.slice(), pinned: S.pinned.slice(), open: new Set(S.open), node: S.node });
  if (history_.length > 60) history_.shift();
}

function undo() {
  const last = history_.pop();
  if (!last) return announce(t('page.undo-none'));
  Object.assign(S, last);
  S.tie = -1;
  if (S.node >= 0 && !S.shown[S.node]) S.node = -1;
  announce(t('page.undone'));
  refresh();
}

const moved = (n) => S.shown[n] && (Math.abs(S.x[n] - (N.x[n] ?? Infinity)) > 0.06 || Math.abs(S.y[n] - (N.y[n] ?? Infinity)) > 0.06);
const byId = new Map(N.id.map((id, n) => [id, n]));
const ids = (flags) => N.id.filter((_, n) => flags(n)).join('.');

/** The state as the part of an address behind "#"; "" if nothing was done. */
function address() {
  const out = new URLSearchParams();
  const put = (key, value) => value && out.set(key, value);
  put('s', S.node >= 0 ? N.id[S.node] : '');
  put('t', S.tie >= 0 ? `${N.id[T.s[S.tie]]}.${N.id[T.t[S.tie]]}.${tieKind(S.tie)}` : '');
  put('o', ids((n) => S.open.has(n)));
  put('h', ids((n) => !S.shown[n] && !S.open.has(n) && (first.shown[n] || S.open.has(N.home[n]))));
  put('m', N.id.flatMap((id, n) => (moved(n) ? [`${id},${Math.round(S.x[n])},${Math.round(S.y[n])}`] : [])).join('.'));
  put('pin', ids((n) => S.pinned[n]));
  put('k', [...S.kindsOff].map((k) => D.kinds[k]).join('.'));
  put('p', [...S.pillarsOff].map((p) => D.pillars[p] ?? 'unknown').join('.'));
  put('from', S.from);
  put('to', S.to);
  put('in', S.place >= 0 ? N.id[S.place] : '');
  put('path', S.path ? `${N.id[S.path.nodes[0]]}.${N.id[S.path.nodes.at(-1)]}` : '');
  put('tab', S.tab === 'details' ? '' : S.tab);
  put('lang', LANGS[lang] === D.lang ? '' : LANGS[lang]);
  if (view.touched) put('v', `${Math.round(view.x)},${Math.round(view.y)},${view.k.toFixed(3)}`);
  return out.toString().replace(/%2C/g, ',');
}

/** Take over the state that an address holds; whatever it does not know stays as at the start. */
function restore(text) {
  const given = new URLSearchParams(text);
  const list = (key) => (given.get(key) ?? '').split('.').filter(Boolean);
  const nodes = (key) => list(key).map((id) => byId.get(id)).filter((n) => n !== undefined);
  const one = (key) => nodes(key)[0] ?? -1;
  S.shown = first.shown.slice();
  for (let n = 0; n < COUNT; n++) [S.x[n], S.y[n]] = [N.x[n] ?? 0, N.y[n] ?? 0];
  S.open = new Set(nodes('o').filter(isGroup));
  for (const g of S.open) unfoldGroup(g);
  for (const n of nodes('h')) S.shown[n] = 0;
  for (const entry of list('m')) {
    const [id, x, y] = entry.split(',');
    const n = byId.get(id);
    if (n === undefined || !Number.isFinite(+x) || !Number.isFinite(+y)) continue;
    S.shown[n] = 1;
    [S.x[n], S.y[n]] = [+x, +y];
  }
  S.pinned.fill(0);
  for (const n of nodes('pin')) S.pinned[n] = 1;
  S.kindsOff = new Set(list('k').map((name) => KIND[name]).filter((k) => k !== undefined));
  S.pillarsOff = new Set(list('p').map((name) => (name === 'unknown' ? UNKNOWN : D.pillars.indexOf(name))));
  S.pillarsOff.delete(-1);
  const iso = (key) => (/^\d{4}-\d\d-\d\d$/.test(given.get(key) ?? '') ? given.get(key) : '');
  [S.from, S.to] = [iso('from'), iso('to')];
  S.place = one('in');
  S.tab = TABS.includes(given.get('tab')) ? given.get('tab') : 'details';
  if (LANGS.includes(given.get('lang'))) lang = LANGS.indexOf(given.get('lang'));
  const ends = nodes('path');
  S.path = ends.length === 2 ? shortest(ends[0], ends[1])[0] ?? null : null;
  S.node = one('s');
  if (S.node >= 0 && !S.shown[S.node]) S.node = -1;
  const [source, target, kind] = (given.get('t') ?? '').split('.');
  S.tie = tiesAt[byId.get(source) ?? 0]?.find((e) => N.id[T.s[e]] === source && N.id[T.t[e]] === target && tieKind(e) === kind) ?? -1;
  const [x, y, k] = (given.get('v') ?? '').split(',').map(Number);
  if ([x, y, k].every(Number.isFinite) && k > 0) Object.assign(view, { x, y, k, touched: true });
  history_.length = 0;
}

let lastAddress = '';
let addressTimer = 0;

/** Write the state into the address, soon: not with every pixel that something moves. */
function saveAddress() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => {
    const now = address();
    if (now === lastAddress) return;
    lastAddress = now;
    try {
      window.history.replaceState(null, '', `#${now}`);
    } catch {
      window.location.replace(`#${now}`);
    }
  }, 250);
}
