// Labels that cover neither one another nor, as far as there is room, a node.

const SIZES = { person: 12, organization: 12, place: 11.5, event: 12.5, article: 10.5, group: 12 };
const MOST_LABELS = 160;
const CROWD = 700; // nodes in sight from which on the few most important are named, and may lie on others
const FEW_LABELS = 70;

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
  for (let n = 0; n < COUNT; n++) {
    if (!visible[n]) continue;
    const [x, y] = place(n);
    if (x < -60 || y < -40 || x > w + 60 || y > h + 40) continue;
    const r = radius(n) * 0.9;
    if (!light || light.nodes.has(n)) nodes.add([x - r, y - r, x + r, y + r, n]); // others are faint: words may lie on them
    order.push(n);
  }
  const rank = (n) => (n === S.node ? 0 : S.pinned[n] ? 1 : light?.nodes.has(n) ? 2 : 3);
  order.sort((a, b) => rank(a) - rank(b) || a - b);
  const [mx, my] = [(w - size.w) / 2, (h - size.h) / 2];
  const edges = [[mx, 0], [w - mx, 0], [my, 1], [h - my, 1]];
  const isCut = (box) => edges.some(([edge, axis]) => box[axis] < edge && edge < box[axis + 2]); // by the rim of the stage
  const crowded = order.length > CROWD;
  let left = crowded ? FEW_LABELS : MOST_LABELS;
  ctx.textAlign = 'center';
  ctx.lineJoin = 'round';
  for (const n of order) {
    if (left <= 0) break;
    const kind = D.kinds[N.kind[n]];
    const px = Math.round(SIZES[kind] * (kind === 'group' ? 1 : fontScale()) * 10) / 10;
    ctx.font = `${kind === 'place' || kind === 'group' ? 'italic ' : ''}${kind === 'event' ? '600 ' : ''}${px}px ${FONT}`;
    const rows = labelRows(n);
    const wide = Math.max(...rows.map((row) => widthOf(ctx, row)));
    const high = rows.length * px * 1.2;
    const [x, y] = place(n);
    const r = radius(n) + (N.disputed[n].length ? 5 : 0);
    const spots = [[x, y + r * 1.15 + 3], [x, y - r * 1.15 - 3 - high], [x + r + 5 + wide / 2, y - high / 2], [x - r - 5 - wide / 2, y - high / 2]];
    for (const [cx, top] of spots) {
      const box = [cx - wide / 2 - 1, top, cx + wide / 2 + 1, top + high, n];
      if (isCut(box) || taken.hits(box) || (!crowded && nodes.hits(box, n) && n !== S.node)) continue;
      taken.add(box);
      boxes.push(box);
      const dim = light && !light.nodes.has(n);
      ctx.globalAlpha = dim ? 0.42 : 1;
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

/** Lines of a label. Below the name of a group stands how many things are in it, and how many of them pass the filters. */
function labelRows(n) {
  if (!isGroup(n) || !isFiltered() || !membersOf[n].length) return lines(n);
  const rows = lines(n);
  return [...rows.slice(0, -1), `${membersOf[n].filter((m) => reach[m]).length} / ${rows.at(-1)}`];
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

