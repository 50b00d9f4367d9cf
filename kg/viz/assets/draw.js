// The picture on a canvas. While the view moves, the last picture is moved as a whole; it is drawn anew at rest.

const FONT = "-apple-system, Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
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
  if (isGroup(n)) paintShares(ctx, n, x, y, r);
  trace(ctx, N.kind[n], x, y, r);
  ctx.fillStyle = fillOf(n);
  if (!isGroup(n)) ctx.fill();
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

/** The inside of a group: sectors for the pillars of its people and units. */
function paintShares(ctx, n, x, y, r) {
  const shares = N.pillars[n].length ? N.pillars[n] : [[UNKNOWN, 1]];
  const total = shares.reduce((sum, [, number]) => sum + number, 0);
  ctx.save();
  trace(ctx, KIND.group, x, y, r);
  ctx.clip();
  let angle = -Math.PI / 2;
  for (const [pillar, number] of shares) {
    const end = angle + (2 * Math.PI * number) / total;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.arc(x, y, r * 1.3, angle, end);
    ctx.closePath();
    ctx.fillStyle = N.pillars[n].length ? theme[D.pillars[pillar]?.toLowerCase() ?? 'unknown'] : theme.place;
    ctx.fill();
    angle = end;
  }
  ctx.restore();
}

/** The ground that the members of an opened group stand on, with its name. */
function paintGrounds(ctx, place) {
  for (const g of S.open) {
    const nodes = membersOf[g].filter((n) => visible[n] && Math.abs(S.x[n] - N.x[n]) < 1 && Math.abs(S.y[n] - N.y[n]) < 1);
    if (!nodes.length) continue;
    const spots = nodes.map(place);
    const pad = 34 * Math.max(view.k, 0.15);
    const [left, top] = [0, 1].map((axis) => Math.min(...spots.map((p) => p[axis])) - pad);
    const [right, bottom] = [0, 1].map((axis) => Math.max(...spots.map((p) => p[axis])) + pad);
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, Math.min(18, pad));
    ctx.fillStyle = theme.surface;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.line;
    ctx.stroke();
    ctx.font = `600 12px ${FONT}`;
    ctx.textAlign = 'left';
    ctx.fillStyle = theme.muted;
    ctx.fillText(label(g), left + 4, top - 6);
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
  paintGrounds(ctx, place);
  paintTies(ctx, place, light, w, h);
  for (const bright of light ? [false, true] : [true]) {
    ctx.globalAlpha = bright ? 1 : 0.3;
    for (let n = COUNT - 1; n >= 0; n--) {
      if (!visible[n] || (light && light.nodes.has(n) !== bright)) continue;
      const [x, y] = place(n);
      if (inside(x, y, 30)) drawNode(ctx, n, x, y, radius(n));
    }
  }
  ctx.globalAlpha = 1;
  return paintLabels(ctx, place, light, w, h);
}

const STYLES = [ // of ties: width, dash
  { width: 1.1, dash: [] },
  { width: 0.9, dash: [1.5, 3] },
  { width: 1.6, dash: [5, 4] },
  ...[1, 1.8, 3, 4.5].map((width) => ({ width, dash: [] })), // between groups, by how many ties they stand for
];

const MANY = 900; // ties from which on they are drawn fainter, so that the nodes stand out

function styleOf(e) {
  if (T.state[e]) return 2;
  if (isQuiet(e)) return 1;
  return isGroup(T.s[e]) ? 3 + Math.min(Math.floor(Math.log2(T.weight[e]) / 2), 3) : 0;
}

function paintBridges(ctx, place, light) {
  if (!bridges.length) return;
  ctx.globalAlpha = light ? 0.3 : 0.7;
  ctx.strokeStyle = theme.tie;
  ctx.lineWidth = 0.7;
  ctx.beginPath();
  for (const [a, b] of bridges) {
    ctx.moveTo(...place(a));
    ctx.lineTo(...place(b));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintTies(ctx, place, light, w, h) {
  paintBridges(ctx, place, light);
  const groups = new Map();
  let number = 0;
  for (let e = 0; e < T.s.length; e++) {
    if (!tieVisible(e)) continue;
    const bright = !light || light.ties.has(e);
    const key = (bright ? 8 : 0) + styleOf(e);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(e);
    number++;
  }
  for (const key of [...groups.keys()].sort()) {
    const [bright, style] = [key >= 8, STYLES[key % 8]];
    ctx.globalAlpha = bright ? (light || number < MANY ? 1 : Math.max(MANY / number, 0.35)) : 0.4;
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
