// For every page: "/" goes to the search box, suggestions below it, "[" and "]" walk through evidence.

const box = document.querySelector('form.find');
if (box) suggest(box, box.querySelector('input'));

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '/') {
    event.preventDefault();
    box?.querySelector('input').focus();
  } else if (event.key === '[' || event.key === ']') {
    document.querySelector(event.key === '[' ? 'a[rel~=prev]' : 'a[rel~=next]')?.click();
  }
});

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}

// Fields that want an IRI offer the things whose names begin with what is typed.
for (const field of document.querySelectorAll('input[data-iri]')) {
  const choices = document.createElement('datalist');
  choices.id = `things-${field.name}`;
  field.setAttribute('list', choices.id);
  field.after(choices);
  field.addEventListener('input', async () => {
    if (field.value.trim().length < 2 || field.value.includes(':')) return;
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(field.value)}`);
    if (!answer.ok) return;
    choices.replaceChildren(...(await answer.json()).hits.map((hit) => new Option(`${hit.label} ${hit.detail}`, hit.iri)));
  });
}

export function typing(target) {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** A list of suggestions under a box, as the ARIA pattern of a combobox has it. Enter without a choice searches. */
function suggest(form, input) {
  const list = document.createElement('ul');
  const live = form.querySelector('[aria-live]');
  let at = -1;
  let timer = 0;
  let asked = 0;
  Object.assign(list, { id: 'hits', className: 'hits', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels[0].textContent);
  form.append(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list' })) {
    input.setAttribute(name, value);
  }

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (next) => {
    const options = [...list.children];
    at = (next + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute('aria-selected', String(n === at)));
    input.setAttribute('aria-activedescendant', options[at].id);
  };
  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, n) => option(hit, n)));
    list.hidden = !hits.length;
    at = -1;
    input.setAttribute('aria-expanded', String(hits.length > 0));
    live.textContent = hits.length ? form.dataset.some.replace('{n}', hits.length) : form.dataset.none;
  };
  const ask = async () => {
    const number = ++asked;
    const words = input.value.trim();
    if (words.length < 2) return close();
    const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}&lang=${document.documentElement.lang}`);
    if (number === asked && answer.ok) show((await answer.json()).hits);
  };
  const option = (hit, n) => {
    const item = document.createElement('li');
    const detail = document.createElement('small');
    item.id = `hit-${n}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.dataset.path = hit.path;
    item.append(`${hit.label} `, detail);
    detail.textContent = [hit.kind_label, hit.detail].filter(Boolean).join(', ');
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      location.href = hit.path;
    });
    return item;
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'Escape') {
      event.preventDefault(); // or the browser empties the box
      close();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(at < 0 && event.key === 'ArrowUp' ? -1 : at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      location.href = list.children[at].dataset.path;
    }
  });
}
