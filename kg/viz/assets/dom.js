// Building the page from words, never from markup: what articles say is text and stays text.

const $ = (id) => document.getElementById(id);

/** An element with attributes (``on…``: a listener, ``class``, others as they are) and children. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const button = (words, onclick, attributes = {}) => el('button', { type: 'button', onclick, ...attributes }, words);

const SVG = 'http://www.w3.org/2000/svg';

/** The shape of a kind of thing, for the legend and for lists. */
function icon(kind, pillar = UNKNOWN) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-10 -10 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon ${D.kinds[kind]} p${pillar}`);
  const add = (tag, attributes) => {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  };
  switch (D.kinds[kind]) {
    case 'organization': add('rect', { x: -7, y: -7, width: 14, height: 14 }); break;
    case 'event': add('path', { d: 'M0-9L9 0 0 9-9 0Z' }); break;
    case 'place':
      add('path', { d: 'M-5.6-.6A6.2 6.2 0 1 1 5.6-.6L0 9Z' });
      add('circle', { cy: -3.4, r: 2.1, class: 'eye' });
      break;
    case 'article': add('path', { d: 'M-6-8H3L6-5V8H-6ZM-3.4-2H3.4M-3.4 1.2H3.4M-3.4 4.4H3.4' }); break;
    case 'group': add('path', { d: 'M8 0 4 7H-4L-8 0-4-7H4Z' }); break;
    default: add('circle', { r: 7.4 });
  }
  return svg;
}

const iconOf = (n) => icon(N.kind[n], hasPillar(n) ? pillarOf(n) : UNKNOWN);

let liveTimer = 0;

/** Tell those who listen to the page what happened. */
function announce(words) {
  clearTimeout(liveTimer);
  $('live').textContent = '';
  liveTimer = setTimeout(() => ($('live').textContent = words), 30);
}

/** Put the strings of the present language wherever the page asks for one. */
function translate() {
  document.documentElement.lang = LANGS[lang];
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
  for (const node of document.querySelectorAll('[data-title]')) node.title = t(node.dataset.title);
  for (const node of document.querySelectorAll('[data-ph]')) node.placeholder = t(node.dataset.ph);
  $('title').textContent = say(D.title);
  document.title = say(D.title);
  const drawn = S.shown.reduce((a, b) => a + b, 0);
  $('sub').textContent = [groups.length ? t('drawn-areas', { held, total: D.total, areas: groups.length }) : t('drawn', { drawn, total: D.total }), D.asOf && t('as-of', { date: day(D.asOf) })]
    .filter(Boolean)
    .join(' · ');
}
