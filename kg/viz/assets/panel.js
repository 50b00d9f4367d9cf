// The side panel: everything about the selected node or tie, complete without the picture.

const TABS = ['details', 'path', 'places', 'table'];
const FEW = 8; // entries of a list before "show all"

function renderPanel() {
  $('tabs').replaceChildren(
    ...TABS.map((tab) =>
      button(t(`page.tab-${tab}`), () => openTab(tab), {
        role: 'tab', id: `tab-${tab}`, 'aria-selected': String(S.tab === tab), 'aria-controls': 'body', tabindex: S.tab === tab ? 0 : -1,
      }),
    ),
  );
  $('body').setAttribute('aria-labelledby', `tab-${S.tab}`);
  renderFilters();
  const content = { details: renderDetails, path: renderPath, places: renderPlaces, table: renderTable }[S.tab];
  $('body').replaceChildren(...[content()].flat(Infinity).filter(Boolean));
}

function openTab(tab) {
  S.tab = tab;
  renderPanel();
  saveAddress();
}

/** What hides nodes at present, each with a button that takes it away. */
function renderFilters() {
  const chips = [];
  const chip = (words, off) => chips.push(button([words, ' ×'], () => { off(); refresh({ refit: true }); }, { 'aria-label': t('page.clear', { what: words }) }));
  for (const k of S.kindsOff) chip(t('page.without', { what: t(`kind.${D.kinds[k]}`) }), () => S.kindsOff.delete(k));
  for (const p of S.pillarsOff) chip(t('page.without', { what: pillarName(p) }), () => S.pillarsOff.delete(p));
  if (S.place >= 0) chip(t('page.in-area', { what: label(S.place) }), () => (S.place = -1));
  if (S.from || S.to) chip(`${S.from ? day(S.from) : '…'} – ${S.to ? day(S.to) : '…'}`, () => ([S.from, S.to] = ['', '']));
  for (const g of S.open) chips.push(button([t('page.is-open', { name: label(g) }), ' ×'], () => closeGroup(g), { 'aria-label': t('page.close-area', { name: label(g) }) }));
  $('filters').hidden = !chips.length;
  $('filters').replaceChildren(...chips);
}

function renderDetails() {
  if (S.tie >= 0) return renderTie(S.tie);
  return S.node >= 0 ? renderNode(S.node) : renderOverview();
}

/** A node as a button: its shape, its name, what tells it from its namesakes. */
function nodeButton(n, { more = detail(n), onclick = () => select(n, { focus: true }) } = {}) {
  return button([iconOf(n), el('span', { class: 'who' }, el('span', { class: 'label' }, label(n)), more && el('span', { class: 'more' }, more))], onclick, {
    class: `node${S.shown[n] ? '' : ' absent'}`,
  });
}

/** A list that shows its first entries and has a button for the rest. */
function shortList(items, make, attributes = {}, few = FEW) {
  const list = el('ul', { class: 'list', ...attributes }, items.slice(0, few).map((item) => el('li', {}, make(item))));
  if (items.length <= few) return list;
  const rest = button(t('page.all', { number: items.length }), () => {
    list.append(...items.slice(few).map((item) => el('li', {}, make(item))));
    list.children[few].querySelector('button')?.focus();
    rest.remove();
  }, { class: 'quiet' });
  return [list, rest];
}

function renderOverview() {
  const things = reachable();
  const of = (kind) => things.filter((n) => N.kind[n] === kind);
  const kinds = D.kinds.map((_, k) => [k, of(k).length]).filter(([, number]) => number);
  const newest = of(KIND.event).filter((n) => N.date[n]).sort((a, b) => (N.date[b] > N.date[a] ? 1 : -1));
  const disputed = things.filter((n) => N.disputed[n].length);
  const people = of(KIND.person);
  return [
    el('p', { class: 'lead' }, t(groups.length ? 'page.start-areas' : 'page.start')),
    el('ul', { class: 'counts' }, kinds.map(([k, number]) => el('li', {}, icon(k), el('b', {}, String(number)), ' ', t(`kind.${D.kinds[k]}`)))),
    disputed.length && [el('h3', {}, t('page.disputed', { number: disputed.length })), shortList(disputed, (n) => nodeButton(n, { more: disputedWords(n) }), {}, 5)],
    newest.length && [el('h3', {}, t('page.newest')), shortList(newest, (n) => nodeButton(n, { more: [day(N.date[n]), ...placeNames(n)].join(' · ') }), {}, 5)],
    people.length && [el('h3', {}, t('page.people')), shortList(people, (n) => nodeButton(n), {}, 6)],
    groups.length > 0 && [el('h3', {}, t('page.areas')), shortList(byMembers(groups.filter((g) => visible[g])), (g) => nodeButton(g, { more: insideWords(g) }), {}, 8)],
  ];
}

const byMembers = (list) => list.sort((a, b) => memberCount(b) - memberCount(a) || a - b);
const insideWords = (g) => N.members[g].map(([name, number]) => `${number} ${t(`kind.${name}`)}`).join(' · ');
const placeNames = (n) => N.places[n].slice(0, 2).map(label);
const disputedWords = (n) => N.disputed[n].map((what) => t(`about.${what}`)).join(', ');

function renderNode(n) {
  const notes = new Notes();
  const kind = N.kind[n];
  const said = (saidBy.get(n) ?? []).map((q) => D.said[q]);
  return [
    el('div', { class: 'head' }, iconOf(n), el('div', {},
      el('h2', {}, label(n)),
      el('p', { class: 'more' }, [kindName(n), hasPillar(n) && pillarName(pillarOf(n)), detail(n)].filter(Boolean).join(' · ')),
      N.alt[n].length > 0 && el('p', { class: 'more' }, t('page.also', { names: N.alt[n].join(', ') })),
    )),
    N.disputed[n].length > 0 && el('p', { class: 'warn' }, t('page.contradict', { about: disputedWords(n) })),
    renderActions(n),
    kind === KIND.article && renderArticle(n),
    isGroup(n) && renderMembers(n),
    D.facts[n].length > 0 && [el('h3', {}, t('page.facts')), renderFacts(D.facts[n], notes)],
    said.length > 0 && [el('h3', {}, t('page.said', { number: said.length })), shortList(said, (row) => renderStatement(row, notes), { class: 'list said' }, 4)],
    renderNeighbours(n),
    notes.render(),
    !isGroup(n) && el('p', { class: 'iri' }, N.base + N.iri[n]),
  ];
}

function renderActions(n) {
  const absent = neighbours(n).filter((m) => !S.shown[m]);
  const home = N.home[n];
  return el('div', { class: 'actions' },
    isGroup(n)
      ? button(t('page.open', { number: membersOf[n].length }), () => openGroup(n), { disabled: !membersOf[n].length, class: 'main' })
      : button(t('page.expand', { number: absent.length }), () => expand(n), { disabled: !absent.length }),
    S.open.has(home) && button(t('page.close-area', { name: label(home) }), () => closeGroup(home)),
    !isGroup(n) && button(t('page.collapse'), () => collapse(n)),
    button(t('page.hide'), () => hide(n)),
    button(t(S.pinned[n] ? 'page.unpin' : 'page.pin'), () => pin(n), { 'aria-pressed': String(Boolean(S.pinned[n])) }),
    !isGroup(n) && button(t('page.path-from'), () => startPath(n)),
    N.kind[n] === KIND.place && button(t('page.only-here'), () => { S.place = n; refresh({ refit: true }); }),
  );
}

/** What waits in a group: how many of each kind and pillar, and the first of each kind. */
function renderMembers(g) {
  const inside = membersOf[g].filter((n) => reach[n]);
  const lists = [KIND.event, KIND.person, KIND.organization, KIND.article].map((k) => {
    const own = inside.filter((n) => N.kind[n] === k);
    if (k === KIND.event) own.sort((a, b) => (N.date[b] > N.date[a] ? 1 : -1));
    return own.length > 0 && [el('h3', {}, t(`kind.${D.kinds[k]}`), ` (${own.length})`), shortList(own, (n) => nodeButton(n), {}, 4)];
  });
  return [
    el('ul', { class: 'counts' }, N.members[g].map(([name, number]) => el('li', {}, icon(KIND[name]), el('b', {}, String(number)), ' ', t(`kind.${name}`)))),
    el('ul', { class: 'counts' }, N.pillars[g].map(([p, number]) => el('li', {}, icon(KIND.person, p < 0 ? UNKNOWN : p), el('b', {}, String(number)), ' ', pillarName(p < 0 ? UNKNOWN : p)))),
    membersOf[g].length < memberCount(g) && el('p', { class: 'more' }, t('page.not-all', { held: membersOf[g].length, number: memberCount(g) })),
    lists,
  ];
}

function renderArticle(n) {
  const a = D.articles.find((row) => row[4] === n);
  if (!a) return null;
  return el('p', {}, [a[1], a[2] && day(a[2])].filter(Boolean).join(', '), (a[1] || a[2]) && el('br'), sourceLink(a[3]));
}

/** Addresses of the web as links, files as text: nothing else may be followed. */
function sourceLink(source) {
  return /^https?:\/\//i.test(source) ? el('a', { href: source, rel: 'noopener noreferrer', target: '_blank' }, source) : el('span', { class: 'file' }, source);
}

function renderFacts(facts, notes) {
  const rows = [];
  let last = -1;
  for (const [property, value, target, status, reason, disputed, proof, total] of facts) {
    const decided = status !== 1 || disputed === 1;
    rows.push(
      el('dt', { class: property === last ? 'again' : null }, property === last ? el('span', { class: 'unseen' }, say(D.labels[property])) : say(D.labels[property])),
      el('dd', { class: status === 2 ? 'refused' : null },
        target >= 0 ? button(say(D.labels[value]), () => select(target, { focus: true }), { class: 'link' }) : el('span', { class: 'value' }, factValue(value)),
        ' ', notes.marks(proof, say(D.labels[property]), total),
        decided && el('p', { class: `status s${status}` }, statusName(status), reason >= 0 && `: ${say(D.labels[reason])}`),
      ),
    );
    last = property;
  }
  return el('dl', { class: 'facts' }, rows);
}

const statusName = (status) => t(`status.${['preferred', 'normal', 'deprecated'][status]}`);
const factValue = (value) => {
  const words = say(D.labels[value]);
  return /^\d{4}(-\d\d){0,2}$/.test(words) ? day(words) : words;
};

function renderStatement([, words, direct, topics, proof], notes) {
  return [
    el('q', { class: direct ? null : 'indirect' }, words),
    el('span', { class: 'more' }, [t(direct ? 'page.direct' : 'page.indirect'), ...topics.map((l) => say(D.labels[l]))].join(' · ')),
    ' ', notes.marks(proof, t('page.statement'), proof.length),
  ];
}

function renderNeighbours(n) {
  const groups = new Map();
  for (const e of tiesAt[n]) {
    const words = relation(e, n);
    if (!groups.has(words)) groups.set(words, []);
    groups.get(words).push(e);
  }
  if (!groups.size) return null;
  return [
    el('h3', {}, t('page.tied')),
    [...groups].map(([words, ties]) => {
      const absent = ties.map((e) => otherEnd(e, n)).filter((m) => !S.shown[m]);
      ties.sort((a, b) => otherEnd(a, n) - otherEnd(b, n));
      return el('section', { class: 'group' },
        el('h4', {}, `${words} `, el('span', { class: 'count' }, String(ties.length)), absent.length > 0 && button(t('page.draw-all', { number: absent.length }), () => expand(n, absent), { class: 'quiet' })),
        shortList(ties, (e) => [nodeButton(otherEnd(e, n)), tieButton(e)]),
      );
    }),
  ];
}

/** A small button that opens the tie itself: the sentence behind it. */
function tieButton(e) {
  const words = t('page.why');
  return button(T.state[e] ? t(T.state[e] === 1 ? 'state.conflict' : 'state.deprecated') : words, () => selectTie(e), { class: `why${T.state[e] ? ' warn' : ''}` });
}

function renderTie(e) {
  const notes = new Notes();
  return [
    el('h2', {}, t('page.tie')),
    el('ol', { class: 'steps' }, el('li', {}, nodeButton(T.s[e])), el('li', { class: 'rel' }, relation(e, T.s[e])), el('li', {}, nodeButton(T.t[e]))),
    T.weight[e] > 1 && el('p', {}, t('page.weight', { number: T.weight[e] })),
    T.state[e] > 0 && el('p', { class: 'warn' }, t(T.state[e] === 1 ? 'page.tie-conflict' : 'page.tie-deprecated')),
    tieProof(e, notes),
    notes.render(),
  ];
}

function tieProof(e, notes) {
  if (T.proof[e].length) notes.marks(T.proof[e], relation(e, T.s[e]), T.proof[e].length);
  else return el('p', { class: 'more' }, t(isOfAnswer(e) ? 'page.of-answer' : tieKind(e) === 'containedInPlace' ? 'page.gazetteer' : tieKind(e) === 'reports' || tieKind(e) === 'mentions' ? 'page.whole-article' : 'page.no-sentence'));
  return null;
}

/** Sentences of a panel, numbered in the order they are first referred to; each once, all its words marked. */
class Notes {
  constructor() {
    this.found = new Map(); // sentence -> { number, rows }
  }

  /** References to the sentences of a proof. */
  marks(proof, what, total) {
    const refs = proof.map((row) => {
      if (!this.found.has(row[0])) this.found.set(row[0], { number: this.found.size + 1, rows: [] });
      const note = this.found.get(row[0]);
      note.rows.push({ what, row });
      return button(String(note.number), () => showNote(note.number), { class: 'ref', 'aria-label': t('page.note', { number: note.number }) });
    });
    if (total > proof.length && proof.length) refs.push(el('span', { class: 'more' }, `+${total - proof.length}`));
    return el('span', { class: 'refs' }, refs);
  }

  render() {
    if (!this.found.size) return null;
    return [el('h3', {}, t('page.sentences')), el('ol', { class: 'notes' }, [...this.found].map(([s, note]) => el('li', { id: `note-${note.number}`, tabindex: -1 }, ...renderSentence(s, note.rows))))];
  }
}

function showNote(number) {
  const note = $(`note-${number}`);
  note.scrollIntoView({ block: 'nearest', behavior: CALM ? 'auto' : 'smooth' });
  note.focus({ preventScroll: true });
}

function renderSentence(s, rows) {
  const [a, begin, end, text] = D.sentences[s];
  const [title, outlet, published, source, node] = D.articles[a];
  const readings = new Map(rows.map(({ what, row }) => [`${what}: ${confidence(row[3])}`, row]));
  const speakers = [...new Set(rows.map(({ row }) => row[5]).filter(Boolean))];
  return [
    el('blockquote', {}, marked(text, rows.map(({ row }) => [row[1], row[2]]))),
    el('p', { class: 'cite' },
      node >= 0 ? button(title, () => select(node, { focus: true }), { class: 'link' }) : el('span', {}, title),
      [outlet && ` — ${outlet}`, published && `, ${day(published)}`], ` · ${t('page.chars', { start: begin, end })}`,
    ),
    speakers.length > 0 && el('p', { class: 'cite' }, t('page.said-by', { name: speakers.join(', ') })),
    el('p', { class: 'cite' }, [...readings].map(([words, row], i) => [i ? ' · ' : '', el('span', {}, words), ' ', el('code', {}, D.rules[row[4]])]), el('br'), sourceLink(source)),
  ];
}

/** How sure the reading is, in words and as a number. */
const confidence = (value) => t(value >= 0.95 ? 'page.sure' : value >= 0.8 ? 'page.rather-sure' : 'page.unsure', { value: value.toFixed(2).replace('.', lang ? '.' : ',') });

/** The text with these ranges marked; ranges may touch, overlap or be empty. */
function marked(text, ranges) {
  const out = [];
  let at = 0;
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    if (end <= at || start < 0) continue;
    out.push(text.slice(at, Math.max(start, at)), el('mark', {}, text.slice(Math.max(start, at), end)));
    at = end;
  }
  return [...out, text.slice(at)];
}
