// Colours of a SPARQL text: a painted copy lies below the text that is typed, whose own letters are then clear.

const KINDS = [
  ['iri', /<[^<>"{}|^`\\\s]*>/],
  ['comment', /#[^\n]*/],
  ['text', /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/],
  ['variable', /[?$]\w+/],
  ['name', /[A-Za-z][\w-]*:[\w.-]*/],
  ['number', /\b\d+(?:\.\d+)?\b/],
  ['keyword', /\b[A-Za-z]+\b/],
];
const TOKEN = new RegExp(KINDS.map(([kind, pattern]) => `(?<${kind}>${pattern.source})`).join('|'), 'g');

/** Pieces of the text in order: what they are, "" for what lies between, and how they are written. */
export function pieces(query) {
  const found = [];
  let end = 0;
  for (const match of query.matchAll(TOKEN)) {
    if (match.index > end) found.push(['', query.slice(end, match.index)]);
    found.push([KINDS.find(([kind]) => match.groups[kind] !== undefined)[0], match[0]]);
    end = match.index + match[0].length;
  }
  return [...found, ['', query.slice(end)]];
}

/** Paint a text field; call what it gives back after its text was set by a script. */
export function paint(area) {
  const below = document.createElement('pre');
  below.className = 'paint';
  below.setAttribute('aria-hidden', 'true');
  area.before(below);
  area.classList.add('painted');
  const draw = () => {
    below.replaceChildren(...pieces(`${area.value}\n`).map(([kind, text]) => {
      const piece = document.createElement('span');
      piece.className = kind;
      piece.textContent = text;
      return piece;
    }));
    follow();
  };
  const follow = () => {
    below.style.width = `${area.clientWidth}px`;
    below.style.height = `${area.clientHeight}px`;
    below.style.top = `${area.offsetTop + area.clientTop}px`;
    below.style.left = `${area.offsetLeft + area.clientLeft}px`;
    below.style.padding = getComputedStyle(area).padding;
    below.scrollTop = area.scrollTop;
  };
  area.addEventListener('input', draw);
  area.addEventListener('scroll', follow);
  new ResizeObserver(follow).observe(area);
  draw();
  return draw;
}
