// Where the stage looks, and what lies under the pointer.

const stage = document.getElementById('stage');
const base = document.getElementById('base');
const over = document.getElementById('top');
const size = { w: 0, h: 0, dpr: 1 };

const toScreen = (x, y) => [(x - view.x) * view.k + size.w / 2, (y - view.y) * view.k + size.h / 2];
const toWorld = (x, y) => [(x - size.w / 2) / view.k + view.x, (y - size.h / 2) / view.k + view.y];

/** Shapes grow less than distances when the stage looks closer: more room, the same picture. */
const grow = () => Math.min(Math.max(view.k ** 0.55, 0.16), 1.7);

/** That of a group says how much is in it, from afar as well; on a small screen all are smaller. */
const radius = (n) => N.r[n] * (isGroup(n) ? Math.min(Math.max(Math.sqrt(size.w * size.h) / 800, 0.45), 1) : grow());
const fontScale = () => Math.min(Math.max(view.k ** 0.3, 0.85), 1.15);

function measure() {
  size.w = stage.clientWidth;
  size.h = stage.clientHeight;
  size.dpr = Math.min(window.devicePixelRatio || 1, 3);
}

/** Look at all these nodes, with room for their labels and for what lies over the stage. */
function fit(nodes = allVisible(), closest = 1.35) {
  if (!nodes.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of nodes) {
    left = Math.min(left, S.x[n]);
    right = Math.max(right, S.x[n]);
    top = Math.min(top, S.y[n]);
    bottom = Math.max(bottom, S.y[n]);
  }
  const foot = document.getElementById('legend').offsetHeight + 10;
  const [wide, high] = [Math.max(size.w - 2 * Math.min(70, size.w * 0.13), 80), Math.max(size.h - 60 - foot, 80)];
  view.k = Math.min(wide / Math.max(right - left, 1), high / Math.max(bottom - top, 1), closest);
  view.x = (left + right) / 2;
  view.y = (top + bottom) / 2 + (foot + 14) / 2 / view.k; // labels stand below
  view.touched = false;
}

const allVisible = () => N.id.map((_, n) => n).filter((n) => visible[n]);

function zoomAt(factor, sx = size.w / 2, sy = size.h / 2) {
  const [x, y] = toWorld(sx, sy);
  view.k = Math.min(Math.max(view.k * factor, 0.004), 8);
  view.x = x - (sx - size.w / 2) / view.k;
  view.y = y - (sy - size.h / 2) / view.k;
  view.touched = true;
}

function pan(dx, dy) {
  view.x -= dx / view.k;
  view.y -= dy / view.k;
  view.touched = true;
}

/** Move the view only as far as needed for the node to be well inside. */
function bringIntoView(n) {
  if (view.k < 0.3 && !isGroup(n)) view.k = 0.6;
  const [x, y] = toScreen(S.x[n], S.y[n]);
  const [mx, my] = [Math.min(120, size.w / 4), Math.min(90, size.h / 4)];
  const dx = x < mx ? mx - x : x > size.w - mx ? size.w - mx - x : 0;
  const dy = y < my ? my - y : y > size.h - my ? size.h - my - y : 0;
  if (dx || dy) pan(dx, dy);
}

/** The node under a point of the stage, -1 if none. ``slack``: how far beside it one may point. */
function nodeAt(sx, sy, slack = 4) {
  let [best, least] = [-1, Infinity];
  for (let n = 0; n < COUNT; n++) {
    if (!visible[n]) continue;
    const [x, y] = toScreen(S.x[n], S.y[n]);
    const distance = Math.hypot(x - sx, y - sy) - radius(n);
    if (distance < slack && distance < least) [best, least] = [n, distance];
  }
  return best >= 0 ? best : labelAt(sx, sy);
}

/** The tie under a point of the stage, -1 if none. */
function tieAt(sx, sy, slack = 5) {
  let [best, least] = [-1, slack];
  for (let e = 0; e < T.s.length; e++) {
    if (!tieVisible(e)) continue;
    const [x1, y1] = toScreen(S.x[T.s[e]], S.y[T.s[e]]);
    const [x2, y2] = toScreen(S.x[T.t[e]], S.y[T.t[e]]);
    const [dx, dy] = [x2 - x1, y2 - y1];
    const along = Math.min(Math.max(((sx - x1) * dx + (sy - y1) * dy) / (dx * dx + dy * dy || 1), 0), 1);
    const distance = Math.hypot(x1 + along * dx - sx, y1 + along * dy - sy);
    if (distance < least) [best, least] = [e, distance];
  }
  return best;
}
