// The strip below: events by time, and the period that is looked at, to be drawn with the pointer or typed.

const strip = $('strip');
const DAY = 86400000;
const at = (iso) => Date.parse(`${iso}${'-01-01'.slice(iso.length - 4)}T00:00:00Z`);
const isoOf = (time) => new Date(time).toISOString().slice(0, 10);
const dated = N.id.map((_, n) => n).filter((n) => N.kind[n] === KIND.event && N.date[n] && Number.isFinite(at(N.date[n])));
const span = (() => {
  const times = dated.map((n) => at(N.date[n]));
  const [low, high] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((high - low) * 0.03, 5 * DAY);
  return { low: low - room, high: high + room };
})();
const PAD = 14;
let brush = null; // where a drag began, in pixels

const stripX = (time) => PAD + ((time - span.low) / (span.high - span.low)) * (strip.clientWidth - 2 * PAD);
const stripTime = (x) => span.low + (Math.min(Math.max((x - PAD) / (strip.clientWidth - 2 * PAD), 0), 1)) * (span.high - span.low);

function drawTime() {
  $('time').hidden = dated.length < 2;
  if ($('time').hidden) return;
  const [w, h] = [strip.clientWidth, strip.clientHeight];
  [strip.width, strip.height] = [w * size.dpr, h * size.dpr];
  const ctx = strip.getContext('2d');
  ctx.setTransform(size.dpr, 0, 0, size.dpr, 0, 0);
  const ground = h - 17;
  drawScale(ctx, w, ground);
  const stacks = new Map();
  for (const n of dated.slice().sort((a, b) => (N.date[a] < N.date[b] ? -1 : 1))) {
    if (!S.shown[n] && !waits(n)) continue;
    const column = Math.round(stripX(at(N.date[n])) / 7);
    stacks.set(column, [...(stacks.get(column) ?? []), n]);
  }
  const room = ground - 8;
  const most = Math.max(...[...stacks.values()].map((nodes) => nodes.length));
  const inside = (n) => reach[n] && (inPeriod(N.date[n]) || !(S.from || S.to));
  ctx.fillStyle = theme.event;
  for (const [column, nodes] of stacks) {
    if (most * 6 > room) { // too many for one mark each
      const share = nodes.filter(inside).length;
      for (const [number, alpha] of [[nodes.length, 0.25], [share, 1]]) {
        ctx.globalAlpha = alpha;
        ctx.fillRect(column * 7 - 2.5, ground - (room * number) / most, 5, (room * number) / most);
      }
      continue;
    }
    nodes.forEach((n, i) => {
      ctx.globalAlpha = inside(n) ? 1 : 0.25;
      trace(ctx, KIND.event, column * 7, ground - 6 - i * Math.min(9, room / most), n === S.node ? 5.5 : 3.6);
      ctx.fill();
      if (n !== S.node) return;
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 1.5;
      ctx.stroke();
    });
  }
  ctx.globalAlpha = 1;
  if (S.from || S.to) {
    const [x1, x2] = [S.from ? stripX(at(S.from)) : 0, S.to ? stripX(at(S.to) + DAY) : w];
    ctx.fillStyle = theme.ink;
    ctx.globalAlpha = 0.09;
    ctx.fillRect(x1, 0, x2 - x1, ground);
    ctx.globalAlpha = 0.8;
    for (const x of [x1, x2]) ctx.fillRect(x - 1, 0, 2, ground);
    ctx.globalAlpha = 1;
  }
}

/** Months or years under the line, as many as find room. */
function drawScale(ctx, w, ground) {
  ctx.strokeStyle = theme.line;
  ctx.fillStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.font = `10.5px ${FONT}`;
  ctx.textAlign = 'left';
  ctx.beginPath();
  ctx.moveTo(0, ground + 0.5);
  ctx.lineTo(w, ground + 0.5);
  const months = (span.high - span.low) / (30.4 * DAY);
  const step = [1, 3, 6, 12, 24, 60, 120].find((s) => (w / months) * s >= 78) ?? 120;
  const begin = new Date(span.low);
  for (let m = begin.getUTCFullYear() * 12 + begin.getUTCMonth(); ; m++) {
    const time = Date.UTC(Math.floor(m / 12), m % 12, 1);
    if (time > span.high) break;
    if (m % step || time < span.low) continue;
    const x = Math.round(stripX(time)) + 0.5;
    ctx.moveTo(x, 0);
    ctx.lineTo(x, ground + 5);
    const year = String(Math.floor(m / 12));
    const words = step >= 12 ? year : `${MONTHS[lang][m % 12].slice(0, 3)} ${year}`;
    if (x + 4 + ctx.measureText(words).width < w) ctx.fillText(words, x + 4, ground + 13);
  }
  ctx.stroke();
}

function setPeriod(from, to) {
  [S.from, S.to] = from && to && from > to ? [to, from] : [from, to];
  refresh();
  announce(t('page.now', { number: allVisible().length }));
}

function listenToTime() {
  strip.addEventListener('pointerdown', (event) => {
    brush = event.offsetX;
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener('pointermove', (event) => {
    if (brush === null || Math.abs(event.offsetX - brush) < 4) return;
    const [a, b] = [brush, event.offsetX].sort((p, q) => p - q);
    [S.from, S.to] = [isoOf(stripTime(a)), isoOf(stripTime(b))];
    refresh({ panel: false });
  });
  strip.addEventListener('pointerup', (event) => {
    if (brush !== null && Math.abs(event.offsetX - brush) < 4) clickTime(event.offsetX);
    else setPeriod(S.from, S.to);
    brush = null;
  });
  $('from').addEventListener('change', () => setPeriod($('from').value, S.to));
  $('to').addEventListener('change', () => setPeriod(S.from, $('to').value));
  $('anytime').addEventListener('click', () => setPeriod('', ''));
}

/** A click selects the event under it, and ends a period where there is none. */
function clickTime(x) {
  const near = dated.filter((n) => reach[n] && Math.abs(stripX(at(N.date[n])) - x) < 7);
  if (near.length) select(near[(near.indexOf(S.node) + 1) % near.length]);
  else setPeriod('', '');
}
