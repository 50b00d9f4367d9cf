// What is drawn as a table, for those who would rather read than look.

const sorting = { column: 'ties', down: true };
const MOST_ROWS = 400;
const COLUMNS = {
  name: (n) => label(n),
  kind: (n) => kindName(n),
  pillar: (n) => (hasPillar(n) ? pillarName(pillarOf(n)) : ''),
  detail: (n) => detail(n),
  area: (n) => placeNames(n).join(', '),
  ties: (n) => neighbours(n).length,
  articles: (n) => N.articles[n].length,
};

function tableRows() {
  const value = sorting.column === 'detail' ? (n) => N.date[n] || detail(n) : COLUMNS[sorting.column];
  const keyed = reachable().map((n) => [value(n), n]);
  const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, LANGS[lang]));
  keyed.sort((a, b) => (sorting.down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
  return keyed.map(([, n]) => n);
}

function renderTable() {
  const rows = tableRows();
  const head = Object.keys(COLUMNS).map((column) =>
    el('th', { scope: 'col', 'aria-sort': sorting.column === column ? (sorting.down ? 'descending' : 'ascending') : 'none' },
      button(t(`column.${column}`), () => {
        Object.assign(sorting, { column, down: sorting.column === column ? !sorting.down : column === 'ties' || column === 'articles' });
        renderPanel();
        document.querySelector('th[aria-sort$="ending"] button')?.focus();
      })));
  const cells = (n) => Object.entries(COLUMNS).map(([column, value]) => {
    if (column === 'name') return el('th', { scope: 'row' }, button([iconOf(n), label(n)], () => select(n, { focus: true }), { class: 'link' }));
    return el('td', { class: typeof value(n) === 'number' ? 'number' : null }, String(value(n)));
  });
  return [
    el('div', { class: 'actions' }, button(t('page.csv'), saveCsv)),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('page.tab-table') },
      el('table', {}, el('caption', { class: 'unseen' }, say(D.title)), el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows.slice(0, MOST_ROWS).map((n) => el('tr', {}, cells(n)))))),
    rows.length > MOST_ROWS && el('p', { class: 'more' }, t('page.rows', { shown: MOST_ROWS, number: rows.length })),
  ];
}

function saveCsv() {
  const quote = (value) => {
    const words = String(value);
    const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words; // a table program would take it for a formula
    return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const head = [...Object.keys(COLUMNS).map((column) => t(`column.${column}`)), 'IRI'];
  const rows = tableRows().map((n) => [...Object.values(COLUMNS).map((value) => value(n)), N.base + N.iri[n]]);
  save(new Blob([`\ufeff${[head, ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }), 'csv');
}

/** Hand a file to the reader, named after the picture. */
function save(blob, ending) {
  const url = URL.createObjectURL(blob);
  const name = fold(say(D.title)).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'graph';
  el('a', { href: url, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The stage as it is seen, twice as fine, on a canvas of its own. */
function copyOfStage() {
  const canvas = el('canvas', { width: size.w * 2, height: size.h * 2 });
  const ctx = canvas.getContext('2d');
  ctx.setTransform(2, 0, 0, 2, 0, 0);
  paint(ctx, size.w, size.h, (n) => toScreen(S.x[n], S.y[n]));
  ctx.globalCompositeOperation = 'destination-over';
  ctx.fillStyle = theme.ground;
  ctx.fillRect(0, 0, size.w, size.h);
  return canvas;
}

const savePng = () => copyOfStage().toBlob((blob) => save(blob, 'png'), 'image/png');
