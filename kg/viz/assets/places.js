// The areas as a tree, from the province down, with how many events are known of each.

/** Events inside each area, as many as the filters let through apart from the one on areas. */
function eventsIn() {
  const counts = new Array(COUNT).fill(0);
  for (let n = 0; n < COUNT; n++) {
    if (N.kind[n] !== KIND.event || !(S.from || S.to ? inPeriod(N.date[n]) : true)) continue;
    const around = new Set();
    for (let p of N.places[n]) for (; p >= 0 && !around.has(p); p = N.parent[p]) around.add(p);
    for (const p of around) counts[p]++;
  }
  return counts;
}

function renderPlaces() {
  const isArea = (n) => N.kind[n] === KIND.place;
  const counts = eventsIn();
  const roots = N.id.map((_, n) => n).filter((n) => isArea(n) && N.parent[n] < 0);
  const order = (a, b) => counts[b] - counts[a] || label(a).localeCompare(label(b), LANGS[lang]);
  const most = Math.max(1, ...roots.map((n) => counts[n]));
  const deep = roots.length > 12 ? 0 : 2; // levels that stand open at first
  const branch = (n, depth) => {
    const children = childrenOf[n].filter(isArea).sort(order);
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, el('i'));
    bar.firstChild.style.width = `${(100 * counts[n]) / most}%`;
    const head = [button([label(n), el('span', { class: 'more' }, say(N.detail[n]))], () => pickPlace(n), { class: 'link', 'aria-pressed': String(S.place === n) }), bar, el('span', { class: 'count', 'aria-label': t('page.events', { number: counts[n] }) }, String(counts[n]))];
    if (!children.length) return el('li', {}, el('div', { class: 'leaf' }, head));
    const open = depth < deep || (S.place >= 0 && areasIn(n).has(S.place));
    return el('li', {}, el('details', { open }, el('summary', {}, head), el('ul', {}, children.map((child) => branch(child, depth + 1)))));
  };
  return [
    el('p', { class: 'lead' }, t('page.places-lead')),
    S.place >= 0 && el('div', { class: 'actions' }, button(t('page.everywhere'), () => pickPlace(S.place))),
    el('ul', { class: 'tree' }, roots.sort(order).map((n) => branch(n, 0))),
  ];
}

/** Show only what belongs to the area; once more, everything again. */
function pickPlace(n) {
  S.place = S.place === n ? -1 : n;
  refresh({ refit: true });
  announce(t('page.now', { number: allVisible().length }));
}
