// The legend, which filters: what a colour and a shape mean, how many there are, and a click takes them away.

function renderLegend() {
  const count = (test) => S.shown.reduce((sum, shown, n) => sum + ((shown || waits(n)) && test(n) ? 1 : 0), 0);
  const entry = (set, value, picture, words, number) =>
    button([picture, el('span', {}, words), el('span', { class: 'count' }, String(number))], () => toggle(set, value), {
      'aria-pressed': String(!set.has(value)), title: t(set.has(value) ? 'page.show-these' : 'page.hide-these'),
    });
  const pillars = [...D.pillars.keys(), UNKNOWN]
    .map((p) => [p, count((n) => hasPillar(n) && pillarOf(n) === p)])
    .filter(([, number]) => number)
    .map(([p, number]) => entry(S.pillarsOff, p, icon(KIND.person, p), pillarName(p), number));
  const kinds = [...D.kinds.keys()]
    .map((k) => [k, count((n) => N.kind[n] === k)])
    .filter(([, number]) => number)
    .map(([k, number]) => entry(S.kindsOff, k, icon(k), t(`kind.${D.kinds[k]}`), number));
  const disputed = count((n) => N.disputed[n].length > 0) || T.state.some(Boolean);
  $('legend').replaceChildren(
    el('div', { class: 'row' }, kinds),
    pillars.length > 0 || disputed ? el('div', { class: 'row' }, pillars, disputed ? el('span', { class: 'key' }, el('i', { class: 'dash' }), t('disputed')) : null) : '',
  );
}

function toggle(set, value) {
  const index = [...document.activeElement?.parentNode?.children ?? []].indexOf(document.activeElement);
  const row = [...$('legend').children].indexOf(document.activeElement?.parentNode);
  if (!set.delete(value)) set.add(value);
  refresh();
  if (row >= 0) $('legend').children[row]?.children[index]?.focus();
  announce(t('page.now', { number: allVisible().length }));
}
