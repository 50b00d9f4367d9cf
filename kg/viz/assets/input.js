// Pointer, wheel, fingers and keys on the stage.

const pointers = new Map();
let press = null; // { x, y, node, moved }
let pinch = 0;

const spot = (event) => {
  const box = stage.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

function listenToStage() {
  over.addEventListener('pointerdown', (event) => {
    const [x, y] = spot(event);
    over.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [x, y]);
    if (pointers.size === 2) {
      pinch = spread();
      press = null;
    } else if (event.button === 0) press = { x, y, node: nodeAt(x, y, event.pointerType === 'touch' ? 12 : 4), moved: false };
  });
  over.addEventListener('pointermove', (event) => {
    const [x, y] = spot(event);
    const last = pointers.get(event.pointerId);
    if (!last) return point(x, y);
    pointers.set(event.pointerId, [x, y]);
    if (pointers.size === 2) return pinchTo(last, [x, y]);
    if (!press || (!press.moved && Math.hypot(x - press.x, y - press.y) < 4)) return;
    if (!press.moved && press.node >= 0) remember();
    press.moved = true;
    if (press.node >= 0) dragNode(press.node, x, y);
    else {
      pan(x - last[0], y - last[1]);
      show();
    }
  });
  const release = (event) => {
    pointers.delete(event.pointerId);
    if (press && !press.moved && event.type === 'pointerup') click(press);
    if (press?.moved || pinch) saveAddress();
    if (press?.moved && press.node >= 0) refresh();
    press = null;
    pinch = 0;
  };
  over.addEventListener('pointerup', release);
  over.addEventListener('pointercancel', release);
  over.addEventListener('pointerleave', () => point(-1, -1));
  over.addEventListener('dblclick', (event) => {
    const n = nodeAt(...spot(event));
    if (n >= 0) expand(n);
  });
  over.addEventListener('wheel', (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    zoomAt(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), ...spot(event));
    show();
    saveAddress();
  }, { passive: false });
  over.addEventListener('keydown', onKey);
}

const spread = () => {
  const [[ax, ay], [bx, by]] = [...pointers.values()];
  return Math.hypot(ax - bx, ay - by);
};

function pinchTo(last, now) {
  const [[ax, ay], [bx, by]] = [...pointers.values()];
  const apart = spread();
  pan((now[0] - last[0]) / 2, (now[1] - last[1]) / 2);
  if (pinch) zoomAt(apart / pinch, (ax + bx) / 2, (ay + by) / 2);
  pinch = apart;
  show();
}

function dragNode(n, x, y) {
  [S.x[n], S.y[n]] = toWorld(x, y);
  S.pinned[n] = 1;
  drawn = null;
  show();
}

/** What the pointer is over, without a button pressed. */
function point(x, y) {
  const n = x < 0 ? -1 : nodeAt(x, y);
  const e = n < 0 && x >= 0 && T.s.length < 4000 ? tieAt(x, y) : -1;
  over.style.cursor = n >= 0 || e >= 0 ? 'pointer' : 'grab';
  const tip = $('tip');
  tip.hidden = n < 0 && e < 0;
  if (!tip.hidden) {
    const words = n >= 0 ? [label(n), detail(n)] : [`${label(T.s[e])} – ${relation(e, T.s[e])} – ${label(T.t[e])}`];
    tip.replaceChildren(el('b', {}, words[0]), words[1] ? el('span', {}, words[1]) : '');
    const left = Math.min(x + 14, size.w - tip.offsetWidth - 8);
    const top = y + 18 + tip.offsetHeight > size.h ? y - tip.offsetHeight - 10 : y + 18;
    Object.assign(tip.style, { left: `${Math.max(left, 4)}px`, top: `${top}px` });
  }
  if (n !== S.hover) {
    S.hover = n;
    drawOver();
  }
}

function click({ x, y, node }) {
  if (node >= 0) return select(node);
  const e = tieAt(x, y);
  if (e >= 0) return selectTie(e);
  if (S.node >= 0 || S.tie >= 0) deselect();
}

const KEYS = {
  Enter: () => S.node >= 0 && expand(S.node),
  Backspace: undo,
  Delete: () => S.node >= 0 && hide(S.node),
  h: () => S.node >= 0 && hide(S.node),
  c: () => S.node >= 0 && collapse(S.node),
  p: () => S.node >= 0 && pin(S.node),
  '+': () => zoomKey(1.3),
  '=': () => zoomKey(1.3),
  '-': () => zoomKey(1 / 1.3),
  0: () => { fit(); show(); saveAddress(); },
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function zoomKey(factor) {
  zoomAt(factor);
  show();
  saveAddress();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) {
    pan(-arrow[0] * 60, -arrow[1] * 60);
    show();
  } else if (arrow) step(...arrow);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

/** To the neighbour in that direction; where there is none, to the nearest node; without a selection to the first. */
function step(dx, dy) {
  if (S.node < 0) return select(allVisible()[0] ?? -1);
  const here = S.node;
  const towards = (n, narrow) => {
    const [x, y] = [S.x[n] - S.x[here], S.y[n] - S.y[here]];
    const [along, aside] = [x * dx + y * dy, Math.abs(x * dy - y * dx)];
    return along > 0 && aside <= along * narrow ? along + 2 * aside : Infinity;
  };
  const nearest = (nodes, narrow) => nodes.reduce(([best, least], n) => {
    const distance = n === here || !visible[n] ? Infinity : towards(n, narrow);
    return distance < least ? [n, distance] : [best, least];
  }, [-1, Infinity])[0];
  let next = nearest(neighbours(here), 1.8);
  if (next < 0) next = nearest(allVisible(), 1.2);
  if (next >= 0) select(next);
  else announce(t('page.no-further'));
}

/** Keys that work wherever one is on the page, except while typing. */
function listenToPage() {
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (event.key === '/') {
      event.preventDefault();
      $('q').focus();
      $('q').select();
    } else if (event.key === '?') help();
    else if (event.key === 'Escape' && !$('keys').open) {
      if (S.path) clearPath();
      else deselect();
      over.focus({ preventScroll: true });
    }
  });
  $('tabs').addEventListener('keydown', (event) => {
    const turn = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[event.key];
    if (!turn) return;
    openTab(TABS[(TABS.indexOf(S.tab) + turn) % TABS.length]);
    $(`tab-${S.tab}`).focus();
  });
}
