// What can be done with nodes, and the start of everything.

const CALM = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Bring everything on the page up to date with the state. */
function refresh({ refit = false, panel = true } = {}) {
  filterAll();
  renderLegend();
  if (refit) fit();
  drawn = null;
  drawTime();
  [$('from').value, $('to').value] = [S.from, S.to];
  $('anytime').disabled = !(S.from || S.to);
  $('undo').disabled = !history_.length;
  if (panel) renderPanel();
  else renderFilters();
  translate();
  show();
  saveAddress();
}

/** Select a node, drawing it first where it is not drawn. ``focus``: go to the head of the panel, for those who read it. */
function select(n, { focus = false } = {}) {
  if (n < 0) return;
  if (waits(n)) openGroup(N.home[n]);
  if (!S.shown[n]) {
    remember();
    placeBeside(n, neighbours(n).filter((m) => S.shown[m]));
  }
  Object.assign(S, { node: n, tie: -1, path: null, tab: 'details' });
  refresh();
  if (!visible[n]) announce(t('page.filtered', { name: label(n) }));
  else {
    bringIntoView(n);
    announce(`${label(n)}, ${kindName(n)}${detail(n) ? `, ${detail(n)}` : ''}, ${t('page.neighbours', { number: neighbours(n).length })}`);
  }
  $('body').scrollTop = 0;
  if (focus) $('body').focus({ preventScroll: true });
}

function selectTie(e) {
  Object.assign(S, { tie: e, node: -1, path: null, tab: 'details' });
  refresh();
  $('body').scrollTop = 0;
  announce(`${label(T.s[e])}, ${relation(e, T.s[e])}, ${label(T.t[e])}`);
}

function deselect() {
  Object.assign(S, { node: -1, tie: -1 });
  refresh();
}

const AT_ONCE = 10;

/** Draw more neighbours, the most important first; what is drawn stays where it is. */
function expand(n, which = neighbours(n).filter((m) => !S.shown[m]).slice(0, AT_ONCE)) {
  if (isGroup(n)) return openGroup(n);
  if (!which.length) return announce(t('page.expand-none'));
  remember();
  for (const m of new Set(which)) placeBeside(m, [n, ...neighbours(m).filter((o) => S.shown[o])]);
  refresh();
  announce(t('page.expanded', { number: new Set(which).size, names: [...new Set(which)].slice(0, 3).map(label).join(', ') }));
}

/** Draw what waits in a group in its stead, and look at it. */
function openGroup(g) {
  if (!membersOf[g].length) return announce(t('page.expand-none'));
  remember();
  unfoldGroup(g);
  if (S.node === g) S.node = -1;
  refresh();
  fit(membersOf[g].filter((n) => visible[n]), 1);
  view.touched = true;
  show();
  announce(t('page.opened', { name: label(g), number: membersOf[g].length }));
}

/** Put everything that belongs to an opened group back into it. */
function closeGroup(g) {
  remember();
  for (const n of membersOf[g]) {
    S.shown[n] = S.pinned[n] = 0;
    [S.x[n], S.y[n]] = [N.x[n], N.y[n]];
  }
  S.open.delete(g);
  S.shown[g] = 1;
  Object.assign(S, { node: g, tie: -1, path: null });
  refresh({ refit: !S.open.size });
  announce(t('page.closed', { name: label(g) }));
}

/** Take away neighbours that hang on this node alone; in an opened group, close it. */
function collapse(n) {
  if (S.open.has(N.home[n])) return closeGroup(N.home[n]);
  const leaves = neighbours(n).filter((m) => S.shown[m] && !S.pinned[m] && neighbours(m).every((o) => o === n || !S.shown[o]));
  if (!leaves.length) return announce(t('page.collapse-none'));
  remember();
  for (const m of leaves) S.shown[m] = 0;
  refresh();
  announce(t('page.collapsed', { number: leaves.length }));
}

function hide(n) {
  remember();
  S.shown[n] = 0;
  if (S.node === n) S.node = -1;
  refresh();
  announce(t('page.hidden', { name: label(n) }));
}

function pin(n) {
  remember();
  S.pinned[n] = S.pinned[n] ? 0 : 1;
  refresh();
  announce(t(S.pinned[n] ? 'page.pinned' : 'page.unpinned', { name: label(n) }));
}

/** Find a free place near the nodes that are there, the first of them above all, and draw the node. */
function placeBeside(n, friends) {
  const around = friends.length ? friends : allVisible().slice(0, 1);
  const mean = (axis) => around.reduce((sum, m) => sum + axis[m], 0) / (around.length || 1);
  const [x, y] = around.length ? [(S.x[around[0]] + mean(S.x)) / 2, (S.y[around[0]] + mean(S.y)) / 2] : [view.x, view.y];
  const others = N.id.map((_, m) => m).filter((m) => S.shown[m] && Math.abs(S.x[m] - x) < 420 && Math.abs(S.y[m] - y) < 420);
  let [best, least] = [[x, y], Infinity];
  for (let ring = 1; ring <= 6; ring++) {
    for (let turn = 0; turn < 20; turn++) {
      const angle = ((turn + (n % 7) / 7) * Math.PI) / 10;
      const [px, py] = [x + Math.cos(angle) * ring * 62 * 1.25, y + Math.sin(angle) * ring * 62];
      let cover = ring * 0.9;
      for (const m of others) {
        const gap = Math.hypot((S.x[m] - px) / 1.7, S.y[m] - py);
        if (gap < 52) cover += (52 - gap) / 6;
      }
      if (cover < least) [best, least] = [[px, py], cover];
    }
  }
  [S.x[n], S.y[n]] = best;
  S.shown[n] = 1;
}

function help() {
  const dialog = $('keys');
  const rows = ['arrows', 'enter', 'backspace', 'c', 'h', 'p', 'shift', 'plus', 'zero', 'slash', 'escape', 'question'];
  dialog.replaceChildren(
    el('h2', { id: 'keys-title' }, t('page.help')),
    el('p', {}, t('page.help-mouse')),
    el('dl', {}, rows.flatMap((row) => [el('dt', {}, el('kbd', {}, t(`key.${row}`))), el('dd', {}, t(`key.${row}.does`))])),
    el('p', {}, t('page.help-shapes')),
    button(t('page.close'), () => dialog.close(), { autofocus: true }),
  );
  dialog.showModal();
}

async function copyLink() {
  clearTimeout(addressTimer);
  const link = `${location.href.split('#')[0]}#${address()}`;
  try {
    await navigator.clipboard.writeText(link);
    announce(t('page.copied'));
    $('link').textContent = t('page.copied');
  } catch {
    window.prompt(t('page.link'), link);
  }
  setTimeout(translate, 1500);
}

function switchLanguage() {
  lang = 1 - lang;
  refresh();
}

/** For paper: light colours, whatever the screen has, and a copy of the stage that the size of the paper cannot wipe. */
function forPaper(on) {
  readTheme(on);
  redraw();
  $('paper')?.remove();
  if (on) stage.prepend(Object.assign(copyOfStage(), { id: 'paper' }));
}

function start() {
  readTheme();
  measure();
  const given = location.hash.slice(1);
  if (D.focus >= 0 && !given) S.node = D.focus;
  restoreFrom(given);
  combobox($('q'), $('q-hits'), (n) => {
    $('q').value = '';
    select(n);
    over.focus({ preventScroll: true });
  });
  listenToStage();
  listenToPage();
  listenToTime();
  const on = (id, action) => $(id).addEventListener('click', action);
  on('undo', undo);
  on('link', copyLink);
  on('png', savePng);
  on('print', () => window.print());
  on('lang', switchLanguage);
  on('help', help);
  on('in', () => zoomKey(1.4));
  on('out', () => zoomKey(1 / 1.4));
  on('fit', KEYS[0]);
  new ResizeObserver(() => {
    const untouched = !view.touched;
    measure();
    if (untouched) fit();
    drawTime();
    redraw();
  }).observe(stage);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readTheme(); refresh(); });
  window.addEventListener('beforeprint', () => forPaper(true));
  window.addEventListener('afterprint', () => forPaper(false));
  window.addEventListener('hashchange', () => location.hash.slice(1) !== lastAddress && restoreFrom(location.hash.slice(1)));
  document.documentElement.dataset.ready = 'yes';
}

function restoreFrom(text) {
  const focus = S.node;
  view.touched = false;
  restore(text);
  if (!text) S.node = focus;
  lastAddress = text;
  refresh({ refit: !view.touched });
}

start();
