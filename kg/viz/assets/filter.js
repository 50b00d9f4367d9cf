// Which of the drawn nodes are to be seen: kinds, pillars, a period, an area.

let visible = first.shown.slice();
let reach = visible; // the visible ones, and those that wait in a group and would be visible if it were opened
let bridges = []; // ties from a node that is drawn to a group in which the other end waits: [node, group]

/** Whether a date of any precision may lie in the period; an unknown one lies in none. */
function inPeriod(iso, from = S.from, to = S.to) {
  if (!iso) return false;
  const begin = iso + '-01-01'.slice(iso.length - 4);
  const end = iso + '-31-31'.slice(iso.length - 4);
  return (!from || end >= from) && (!to || begin <= to);
}

/** Whether an article tells of something in the period; one without dated events counts by its own day. */
const articleInPeriod = (a) => (D.articles[a][5].length ? D.articles[a][5].some((d) => inPeriod(d)) : inPeriod(D.articles[a][2]));

function passes(n, articles, areas) {
  if (S.kindsOff.has(N.kind[n])) return false;
  if (hasPillar(n) && S.pillarsOff.has(pillarOf(n))) return false;
  if (articles && !(N.kind[n] === KIND.event ? inPeriod(N.date[n]) : N.articles[n].some((a) => articles.has(a)))) return false;
  return !areas || areas.has(n) || N.places[n].some((p) => areas.has(p));
}

function filterAll() {
  const articles = S.from || S.to ? new Set(D.articles.keys()) : null;
  if (articles) for (const a of D.articles.keys()) if (!articleInPeriod(a)) articles.delete(a);
  const areas = S.place >= 0 ? areasIn(S.place) : null;
  reach = S.shown.map((shown, n) => ((shown || waits(n)) && (S.pinned[n] || passes(n, articles, areas)) ? 1 : 0));
  visible = reach.map((_, n) => (isGroup(n) ? groupVisible(n) : reach[n] && S.shown[n]));
  if (articles || areas) showAround();
  bridges = groups.length ? [...bridgesNow()] : [];
}

/** A group is to be seen as long as something in it passes; one whose members the page does not carry, always. */
const groupVisible = (g) => (S.shown[g] && !S.kindsOff.has(KIND.group) && (!membersOf[g].length || membersOf[g].some((n) => reach[n])) ? 1 : 0);

function showAround() {
  for (let n = 0; n < COUNT; n++) { // the areas around what is to be seen say where it is
    if (!visible[n] || N.kind[n] !== KIND.place) continue;
    for (let p = N.parent[n]; p >= 0; p = N.parent[p]) if (S.shown[p] && !S.kindsOff.has(N.kind[p])) visible[p] = 1;
  }
}

function* bridgesNow() {
  const seen = new Set();
  const drawnAs = (n) => (visible[n] ? n : waits(n) && visible[N.home[n]] ? N.home[n] : -1);
  for (let e = 0; e < T.s.length; e++) {
    const [a, b] = [drawnAs(T.s[e]), drawnAs(T.t[e])];
    if (a < 0 || b < 0 || isGroup(a) === isGroup(b) || seen.has(a * COUNT + b)) continue;
    seen.add(a * COUNT + b);
    yield [a, b];
  }
}

const reachable = () => N.id.map((_, n) => n).filter((n) => reach[n] && !isGroup(n));
const tieVisible = (e) => visible[T.s[e]] && visible[T.t[e]];
const isFiltered = () => S.kindsOff.size + S.pillarsOff.size > 0 || S.from || S.to || S.place >= 0;
