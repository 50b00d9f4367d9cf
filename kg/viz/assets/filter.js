// Which of the drawn nodes are to be seen: kinds, pillars, a period, an area.

let visible = first.shown.slice();

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
  visible = S.shown.map((shown, n) => (shown && (S.pinned[n] || passes(n, articles, areas)) ? 1 : 0));
  if (!articles && !areas) return;
  for (let n = 0; n < COUNT; n++) { // the areas around what is to be seen say where it is
    if (!visible[n] || N.kind[n] !== KIND.place) continue;
    for (let p = N.parent[n]; p >= 0; p = N.parent[p]) if (S.shown[p] && !S.kindsOff.has(N.kind[p])) visible[p] = 1;
  }
}

const tieVisible = (e) => visible[T.s[e]] && visible[T.t[e]];
const isFiltered = () => S.kindsOff.size + S.pillarsOff.size > 0 || S.from || S.to || S.place >= 0;
