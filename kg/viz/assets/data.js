// The data of the page, as kg/viz/data.py wrote them: columns over nodes (sorted by importance) and ties, by number.

const D = JSON.parse(document.getElementById('data').textContent);
const N = D.nodes;
const T = D.ties;
const COUNT = N.id.length;
const KIND = Object.fromEntries(D.kinds.map((name, number) => [name, number]));
const UNKNOWN = D.pillars.length; // of the pillars, for whom none is known

let lang = D.lang === 'en' ? 1 : 0;
const LANGS = ['id', 'en'];

/** What is written in both languages, in the present one. */
const say = (value) => (Array.isArray(value) ? value[lang] : value);

/** A string of the catalogue, with its {places} filled in. */
function t(key, values = {}) {
  const row = D.strings[key];
  if (!row) throw new Error(`no string ${key}`);
  return row[lang].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const label = (n) => say(N.label[n]);
const detail = (n) => (N.kind[n] === KIND.event ? day(N.date[n]) : say(N.detail[n]));
const kindName = (n) => t(`kind.${D.kinds[N.kind[n]]}`);
const pillarOf = (n) => (N.pillar[n] < 0 ? UNKNOWN : N.pillar[n]);
const pillarName = (p) => t(`pillar.${p === UNKNOWN ? 'unknown' : D.pillars[p]}`);
const hasPillar = (n) => N.kind[n] === KIND.person || N.kind[n] === KIND.organization;
const lines = (n) => N.lines[n][N.lines[n].length > 1 ? lang : 0];

const MONTHS = [
  'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  'January February March April May June July August September October November December'.split(' '),
];

/** A date of any precision as people write it: 14 Mei 2025, Mei 2025, 2025. */
function day(iso) {
  const [year, month, date] = iso.split('-');
  if (!month) return year;
  const name = MONTHS[lang][month - 1];
  return date ? `${Number(date)} ${name} ${year}` : `${name} ${year}`;
}

/** A group stands for the things that wait in it until it is opened. */
const isGroup = (n) => N.kind[n] === KIND.group;
const membersOf = Array.from({ length: COUNT }, () => []);
for (let n = 0; n < COUNT; n++) if (N.home[n] >= 0) membersOf[N.home[n]].push(n);
const groups = N.id.map((_, n) => n).filter(isGroup);
const held = N.home.filter((home) => home >= 0).length;
const memberCount = (g) => N.members[g].reduce((sum, [, number]) => sum + number, 0);

/** Number of each tie at each node. */
const tiesAt = Array.from({ length: COUNT }, () => []);
for (let e = 0; e < T.s.length; e++) {
  tiesAt[T.s[e]].push(e);
  tiesAt[T.t[e]].push(e);
}
const otherEnd = (e, n) => (T.s[e] === n ? T.t[e] : T.s[e]);
const tieKind = (e) => T.kinds[T.kind[e]];
const isQuiet = (e) => tieKind(e) === 'containedInPlace' || tieKind(e) === 'mentions';

/** Neighbours of a node, each once, most important first. */
const neighbours = (n) => [...new Set(tiesAt[n].map((e) => otherEnd(e, n)))].sort((a, b) => a - b);

/** Whether an answer alone ties two things: then it has its own word for it. */
const isOfAnswer = (e) => !D.strings[`rel.${tieKind(e)}`];

/** How a tie reads from one of its ends. */
const relation = (e, n) => (isOfAnswer(e) ? tieKind(e) : t(`rel.${tieKind(e)}${T.s[e] === n ? '' : '.back'}`));

const childrenOf = Array.from({ length: COUNT }, () => []);
for (let n = 0; n < COUNT; n++) if (N.parent[n] >= 0) childrenOf[N.parent[n]].push(n);

/** The area and all areas inside it. */
function areasIn(place) {
  const found = new Set([place]);
  for (const area of found) for (const child of childrenOf[area]) found.add(child);
  return found;
}

const saidBy = new Map();
D.said.forEach((row, q) => {
  if (!saidBy.has(row[0])) saidBy.set(row[0], []);
  saidBy.get(row[0]).push(q);
});

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
