// The picture on a canvas. While the view moves, the last picture is moved as a whole; it is drawn anew at rest.

const FONT = "-apple-system, Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const SIZES = { person: 12, organization: 12, place: 11.5, event: 12.5, article: 10.5, group: 12 };
const MOST_LABELS = 160;
const MARGIN = 0.3; // of the stage, drawn beyond each of its sides
const QUICK = 9; // milliseconds; a picture drawn in less is drawn anew with every move

let theme = {};
let drawn = null; // the view of the last picture
let cost = 0;
let labelBoxes = []; // [x1, y1, x2, y2, node] in pixels of the stage, as last drawn

/** Colours from the style sheet; for paper those of the light one whatever the screen has. */
function readTheme(paper = false) {
  const style = paper ? document.styleSheets[0].cssRules[0].style : getComputedStyle(document.documentElement);
  for (const name of ['ground', 'surface', 'ink', 'muted', 'line', 'tie', 'conflict', 'accent', 'tni', 'polri', 'pemerintah', 'masyarakat', 'unknown', 'place', 'event', 'article']) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

function fillOf(n) {
  if (hasPillar(n)) return theme[N.pillar[n] < 0 ? 'unknown' : D.pillars[N.pillar[n]].toLowerCase()];
  return theme[{ [KIND.event]: 'event', [KIND.article]: 'article' }[N.kind[n]] ?? 'place'];
}

/** Trace the shape of a kind of thing; all shapes have about the same area. */
function trace(ctx, kind, x, y, r) {
  ctx.beginPath();
  switch (D.kinds[kind]) {
    case 'organization':
      ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
      break;
    case 'event':
      polygon(ctx, x, y, r * 1.22, [[0, -1], [1, 0], [0, 1], [-1, 0]]);
      break;
    case 'place': {
      const [s, cy] = [r * 0.92, y - r * 0.35];
      ctx.arc(x, cy, s, Math.PI * 0.86, Math.PI * 2.14);
      ctx.lineTo(x, y + r * 1.25);
      ctx.closePath();
      break;
    }
    case 'article':
      polygon(ctx, x, y, r, [[-0.82, -1.05], [0.32, -1.05], [0.82, -0.55], [0.82, 1.05], [-0.82, 1.05]]);
      break;
    case 'group':
      polygon(ctx, x, y, r * 1.1, [0, 1, 2, 3, 4, 5].map((i) => [Math.cos((Math.PI * i) / 3), Math.sin((Math.PI * i) / 3)]));
      break;
    default:
      ctx.arc(x, y, r, 0, 7);
  }
}

function polygon(ctx, x, y, r, corners) {
  corners.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
  ctx.closePath();
}

function drawNode(ctx, n, x, y, r) {
  trace(ctx, N.kind[n], x, y, r);
  ctx.fillStyle = fillOf(n);
  ctx.fill();
  if (r < 3) return;
  const isArticle = N.kind[n] === KIND.article;
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = isArticle ? theme.muted : theme.ground;
  ctx.stroke();
  if (isArticle) {
    ctx.beginPath();
    for (const row of [-0.25, 0.1, 0.45]) {
      ctx.moveTo(x - r * 0.4, y + r * row);
      ctx.lineTo(x + r * 0.4, y + r * row);
    }
    ctx.lineWidth = 0.9;
    ctx.stroke();
  } else if (N.kind[n] === KIND.place) {
    ctx.beginPath();
    ctx.arc(x, y - r * 0.35, r * 0.32, 0, 7);
    ctx.fillStyle = theme.ground;
    ctx.fill();
  }
  if (N.disputed[n].length) {
    ctx.beginPath();
    ctx.arc(x, y, r + 4.5, 0, 7);
    ctx.setLineDash([4, 3]);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = theme.conflict;
    ctx.stroke();
    ctx.setLineDash([]);
  }
  if (S.pinned[n]) {
    ctx.beginPath();
    ctx.arc(x + r * 0.8, y - r * 0.8, 3, 0, 7);
    ctx.fillStyle = theme.accent;
    ctx.fill();
  }
}

/** What stands out: the selected node with its neighbours, a tie with its ends, or a path. null: nothing does. */
function spotlight() {
  if (S.path) return { nodes: new Set(S.path.nodes), ties: new Set(S.path.ties) };
  if (S.tie >= 0) return { nodes: new Set([T.s[S.tie], T.t[S.tie]]), ties: new Set([S.tie]) };
  if (S.node < 0) return null;
  return { nodes: new Set([S.node, ...neighbours(S.node)]), ties: new Set(tiesAt[S.node]) };
}

/** Draw the whole picture; ``w`` and ``h`` are those of the context, in pixels of the screen. */
function paint(ctx, w, h, place) {
  ctx.clearRect(0, 0, w, h);
  const light = spotlight();
  const inside = (x, y, pad) => x > -pad && y > -pad && x < w + pad && y < h + pad;
  paintTies(ctx, place, light, w, h);
  const g = grow();
  for (const bright of light ? [false, true] : [true]) {
    ctx.globalAlpha = bright ? 1 : 0.2;
    for (let n = COUNT - 1; n >= 0; n--) {
      if (!visible[n] || (light && light.nodes.has(n) !== bright)) continue;
      const [x, y] = place(n);
      const r = N.r[n] * g;
      if (inside(x, y, 30)) drawNode(ctx, n, x, y, r);
    }
  }
  ctx.globalAlpha = 1;
  return paintLabels(ctx, place, light, w, h);
}

const STYLES = [ // of ties: width, dash
  { width: 1.1, dash: [] },
  { width: 0.9, dash: [1.5, 3] },
  { width: 1.6, dash: [5, 4] },
];

function paintTies(ctx, place, light, w, h) {
  const groups = new Map();
  for (let e = 0; e < T.s.length; e++) {
    if (!tieVisible(e)) continue;
    const bright = !light || light.ties.has(e);
    const style = T.state[e] ? 2 : isQuiet(e) ? 1 : 0;
    const key = (bright ? 8 : 0) + style;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(e);
  }
  for (const key of [...groups.keys()].sort()) {
    const [bright, style] = [key >= 8, STYLES[key % 8]];
    ctx.globalAlpha = bright ? 1 : 0.3;
    ctx.strokeStyle = style === STYLES[2] ? theme.conflict : light && bright ? theme.ink : theme.tie;
    ctx.lineWidth = style.width + (light && bright ? (S.path ? 1.6 : 0.4) : 0);
    ctx.setLineDash(style.dash);
    ctx.beginPath();
    for (const e of groups.get(key)) {
      const [x1, y1] = place(T.s[e]);
      const [x2, y2] = place(T.t[e]);
      if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > w || Math.min(y1, y2) > h) continue;
      ctx.moveTo(x1, y1);
      ctx.lineTo(x2, y2);
    }
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

const widths = new Map();

function widthOf(ctx, text) {
  const key = ctx.font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

/** Rectangles that are taken, found again by the cells they lie in. */
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  *around([x1, y1, x2, y2]) {
    for (let cx = Math.floor(x1 / 64); cx <= Math.floor(x2 / 64); cx++) {
      for (let cy = Math.floor(y1 / 64); cy <= Math.floor(y2 / 64); cy++) yield cx * 100003 + cy;
    }
  }

  add(box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  hits([x1, y1, x2, y2], own = -1) {
    for (const cell of this.around([x1, y1, x2, y2])) {
      for (const b of this.cells.get(cell) ?? []) {
        if (b[4] !== own && x1 < b[2] && b[0] < x2 && y1 < b[3] && b[1] < y2) return true;
      }
    }
    return false;
  }
}

/** Labels that cover neither one another nor a node: what stands out first, then the most important. */
function paintLabels(ctx, place, light, w, h) {
  const [taken, nodes, boxes] = [new Boxes(), new Boxes(), []];
  const order = [];
  const g = grow();
  for (let n = 0; n < COUNT; n++) {
    if (!visible[n]) continue;
    const [x, y] = place(n);
    if (x < -60 || y < -40 || x > w + 60 || y > h + 40) continue;
    const r = N.r[n] * g * 0.9;
    if (!light || light.nodes.has(n)) nodes.add([x - r, y - r, x + r, y + r, n]); // others are faint: words may lie on them
    order.push(n);
  }
  const rank = (n) => (n === S.node ? 0 : S.pinned[n] ? 1 : light?.nodes.has(n) ? 2 : 3);
  order.sort((a, b) => rank(a) - rank(b) || a - b);
  const [mx, my] = [(w - size.w) / 2, (h - size.h) / 2];
  const edges = [[mx, 0], [w - mx, 0], [my, 1], [h - my, 1]];
  const isCut = (box) => edges.some(([edge, axis]) => box[axis] < edge && edge < box[axis + 2]); // by the rim of the stage
  let left = MOST_LABELS;
  ctx.textAlign = 'center';
  ctx.lineJoin = 'round';
  for (const n of order) {
    if (left <= 0) break;
    const kind = D.kinds[N.kind[n]];
    const px = Math.round(SIZES[kind] * fontScale() * 10) / 10;
    ctx.font = `${kind === 'place' || kind === 'group' ? 'italic ' : ''}${kind === 'event' ? '600 ' : ''}${px}px ${FONT}`;
    const rows = lines(n);
    const wide = Math.max(...rows.map((row) => widthOf(ctx, row)));
    const high = rows.length * px * 1.2;
    const [x, y] = place(n);
    const r = N.r[n] * g + (N.disputed[n].length ? 5 : 0);
    const spots = [[x, y + r * 1.15 + 3], [x, y - r * 1.15 - 3 - high], [x + r + 5 + wide / 2, y - high / 2], [x - r - 5 - wide / 2, y - high / 2]];
    for (const [cx, top] of spots) {
      const box = [cx - wide / 2 - 1, top, cx + wide / 2 + 1, top + high, n];
      if (isCut(box) || taken.hits(box) || (nodes.hits(box, n) && n !== S.node)) continue;
      taken.add(box);
      boxes.push(box);
      const dim = light && !light.nodes.has(n);
      ctx.globalAlpha = dim ? 0.28 : 1;
      ctx.lineWidth = 3.4;
      ctx.strokeStyle = theme.ground;
      ctx.fillStyle = kind === 'article' && n !== S.node ? theme.muted : theme.ink;
      rows.forEach((row, i) => {
        const baseline = top + px * (0.92 + 1.2 * i);
        if (!dim) ctx.strokeText(row, cx, baseline);
        ctx.fillText(row, cx, baseline);
      });
      left--;
      break;
    }
  }
  ctx.globalAlpha = 1;
  if (light) nameTies(ctx, place, light, taken);
  return boxes;
}

/** What the ties that stand out say, in the middle of each, where there is room. */
function nameTies(ctx, place, light, taken) {
  ctx.font = `10.5px ${FONT}`;
  ctx.fillStyle = theme.muted;
  for (const e of light.ties) {
    if (!tieVisible(e)) continue;
    const [x1, y1] = place(T.s[e]);
    const [x2, y2] = place(T.t[e]);
    const words = relation(e, S.node === T.t[e] ? T.t[e] : T.s[e]);
    const wide = widthOf(ctx, words);
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
    const box = [x - wide / 2 - 2, y - 7, x + wide / 2 + 2, y + 7, -1];
    if (Math.hypot(x2 - x1, y2 - y1) < wide * 0.8 + 30 || taken.hits(box)) continue;
    taken.add(box);
    ctx.strokeText(words, x, y + 3.5);
    ctx.fillText(words, x, y + 3.5);
  }
}

function labelAt(sx, sy) {
  const hit = labelBoxes.find(([x1, y1, x2, y2]) => sx >= x1 && sx <= x2 && sy >= y1 && sy <= y2);
  return hit && visible[hit[4]] ? hit[4] : -1;
}

/** Draw the stage anew, with a margin around it that comes into view when it is moved. */
function redraw() {
  const start = performance.now();
  const [mx, my] = [Math.round(size.w * MARGIN), Math.round(size.h * MARGIN)];
  const [w, h] = [size.w + 2 * mx, size.h + 2 * my];
  if (base.width !== Math.round(w * size.dpr) || base.height !== Math.round(h * size.dpr)) {
    [base.width, base.height] = [Math.round(w * size.dpr), Math.round(h * size.dpr)];
    Object.assign(base.style, { width: `${w}px`, height: `${h}px`, left: `${-mx}px`, top: `${-my}px` });
  }
  const ctx = base.getContext('2d');
  ctx.setTransform(size.dpr, 0, 0, size.dpr, 0, 0);
  const boxes = paint(ctx, w, h, (n) => {
    const [x, y] = toScreen(S.x[n], S.y[n]);
    return [x + mx, y + my];
  });
  labelBoxes = boxes.map(([x1, y1, x2, y2, n]) => [x1 - mx, y1 - my, x2 - mx, y2 - my, n]);
  drawn = { ...view };
  base.style.transform = '';
  cost = performance.now() - start;
  drawOver();
}

/** Rings around what is selected, pointed at, or at the ends of a path. */
function drawOver() {
  if (over.width !== Math.round(size.w * size.dpr) || over.height !== Math.round(size.h * size.dpr)) {
    [over.width, over.height] = [Math.round(size.w * size.dpr), Math.round(size.h * size.dpr)];
  }
  const ctx = over.getContext('2d');
  ctx.setTransform(size.dpr, 0, 0, size.dpr, 0, 0);
  ctx.clearRect(0, 0, size.w, size.h);
  const ring = (n, width) => {
    if (n < 0 || !visible[n]) return;
    const [x, y] = toScreen(S.x[n], S.y[n]);
    ctx.beginPath();
    ctx.arc(x, y, radius(n) * 1.2 + (N.disputed[n].length ? 7 : 4), 0, 7);
    ctx.lineWidth = width;
    ctx.strokeStyle = theme.accent;
    ctx.stroke();
  };
  ring(S.hover, 1.3);
  ring(S.node, 2.6);
  if (S.path) [S.path.nodes[0], S.path.nodes.at(-1)].forEach((n) => ring(n, 2.6));
}

let frame = 0;
let settle = 0;

/** Show the present view: the last picture moved along at once, a new one when it is cheap or the view rests. */
function show() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    if (!drawn || cost < QUICK) return redraw();
    const k = view.k / drawn.k;
    const [dx, dy] = [(drawn.x - view.x) * view.k, (drawn.y - view.y) * view.k];
    base.style.transform = `translate(${dx}px, ${dy}px) scale(${k})`;
    drawOver();
    clearTimeout(settle);
    settle = setTimeout(redraw, 90);
  });
}
