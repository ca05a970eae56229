// Every place that refers to a symbol, by file.

import { tool } from '../api.js';
import { line as highlighted } from '../code.js';
import { announce, count, h, integer, once, show } from '../dom.js';
import { loadInto, newest } from '../loads.js';
import { languageOf } from './symbol-names.js';
import { CONFIDENCE, confidence, isOfSeveral, name, notes, repository, section } from './symbol-parts.js';

const PAGE = 100;
const KINDS = ['call', 'type', 'read', 'write', 'import', 'override', 'documentation'];

/** The section; `load` fills it. */
export function references(chosen, signal) {
  const {
    card,
    body,
    count: total,
  } = section('References', { id: 'references', wait: 'Finding all places …', tall: 'references' });
  const view = { chosen, next: newest(signal), body, total, kind: undefined, files: new Map() };
  return { card, load: () => loadInto(body, signal, () => first(view)) };
}

/** Asks for a page; an answer that is not here yet is not wanted any more. */
function ask({ chosen, kind }, signal, cursor) {
  return tool(
    'find_references',
    {
      project_id: chosen.project,
      symbol: chosen.symbol,
      file_path: chosen.file_path,
      limit: PAGE,
      ...(chosen.start_line === undefined ? {} : { line: chosen.start_line }),
      ...(kind === undefined ? {} : { kind }),
      ...(cursor === undefined ? {} : { cursor }),
    },
    signal,
  );
}

async function first(view) {
  const answer = await ask(view, view.next());
  const list = h('div', { class: 'stack reference-list' });
  const more = h('div', {});
  Object.assign(view, {
    list,
    more,
    chips: h('div', { class: 'row', role: 'group', 'aria-label': 'Kind of reference' }),
    head: h('div', {}),
  });
  show(view.body, view.head, view.chips, list, more);
  chips(view, answer);
  fresh(view, answer);
}

/** The filters by kind, each with its number of lines. */
function chips(view, { kinds, total_count: all }) {
  const chip = (kind, label, number) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'aria-pressed': String(view.kind === kind),
        'data-kind': kind ?? '',
        onclick: () => filter(view, kind),
      },
      label,
      h('span', { class: 'soft' }, integer(number)),
    );
  show(
    view.chips,
    chip(undefined, 'all uses', all),
    KINDS.filter((kind) => kinds[kind] > 0).map((kind) => chip(kind, kind, kinds[kind])),
  );
}

async function filter(view, kind) {
  view.kind = kind;
  for (const chip of view.chips.children) {
    chip.setAttribute('aria-pressed', String(chip.dataset.kind === (kind ?? '')));
  }
  // It leads on in the list before.
  show(view.more);
  const signal = view.next();
  await loadInto(view.list, signal, async () => {
    const answer = await ask(view, signal);
    fresh(view, answer);
    announce(`${count(answer.total_count, 'reference')} shown`);
  });
}

/** Shows the first page of an answer. */
function fresh(view, answer) {
  view.files = new Map();
  show(
    view.list,
    answer.total_count === 0 && h('p', { class: 'soft' }, 'Nothing that is indexed refers to it in this way.'),
  );
  show(view.total, count(answer.total_count, 'line'));
  show(view.head, counts(answer.counts), notes(answer.message));
  add(view, answer);
}

function counts(numbers) {
  return h(
    'ul',
    { class: 'plain legend-list small' },
    [...CONFIDENCE]
      .filter(([key]) => numbers[key] > 0)
      .map(([key, { means }]) =>
        h('li', {}, confidence(key), ' ', integer(numbers[key]), h('span', { class: 'soft' }, ` – ${means}`)),
      ),
  );
}

/** Adds a page: to the files that are there, and new ones below. */
function add(view, answer) {
  // A later page may have the second one.
  view.known = [...(view.known ?? [view.chosen]), ...answer.references];
  view.list.classList.toggle('several', isOfSeveral(view.known));
  for (const one of answer.references) {
    const key = JSON.stringify([one.repository ?? '', one.file_path]);
    if (!view.files.has(key)) {
      view.files.set(key, file(one, view.list));
    }
    const { rows, number } = view.files.get(key);
    rows.append(row(view.chosen.project, one));
    number.textContent = count(rows.children.length, 'line');
  }
  const trouble = h('p', { class: 'failure', role: 'alert', hidden: true });
  const left = integer(answer.total_count - Number(answer.next_cursor));
  const onclick = (event) => once(event.currentTarget, () => next(view, answer, trouble));
  show(
    view.more,
    answer.next_cursor !== undefined && [h('button', { type: 'button', onclick }, `Show more (${left} left)`), trouble],
  );
}

async function next(view, { next_cursor: cursor }, trouble) {
  const signal = view.next();
  trouble.hidden = true;
  try {
    const answer = await ask(view, signal, cursor);
    const focused = view.more.contains(document.activeElement);
    const { lastElementChild: last } = view.list;
    const lines = last.querySelectorAll('li').length;
    add(view, answer);
    if (focused) {
      focusAdded(view, last, lines);
    }
    announce(`${count(answer.references.length, 'more reference')} shown`);
  } catch (failure) {
    if (!signal.aborted) {
      trouble.hidden = false;
      show(trouble, failure.message);
    }
  }
}

/** The button is another one now; where it is gone, the first new line follows. */
function focusAdded(view, last, lines) {
  const added = last.querySelectorAll('li')[lines] ?? last.nextElementSibling?.querySelector('li');
  const place = view.more.querySelector('button') ?? added;
  if (place?.tagName === 'LI') {
    place.tabIndex = -1;
  }
  place?.focus({ preventScroll: true });
}

function file(one, list) {
  const rows = h('ul', { class: 'reference-rows code' });
  const number = h('span', { class: 'soft small' });
  list.append(
    h(
      'div',
      {},
      h(
        'h3',
        { class: 'reference-file small' },
        h('span', { class: 'mono wrap' }, one.file_path),
        h('span', { class: 'soft wrap reference-repository' }, repository(one).trim()),
        number,
      ),
      rows,
    ),
  );
  return { rows, number };
}

function row(project, one) {
  return h(
    'li',
    {},
    h('span', { class: 'line' }, h('span', { class: 'quiet' }, 'line '), String(one.line)),
    h(
      'span',
      { class: 'reference-text' },
      highlighted(one.text, one.kind === 'documentation' ? 'text' : languageOf(one.file_path)),
    ),
    h(
      'span',
      { class: 'reference-facts' },
      h('span', { class: 'soft' }, one.kind),
      confidence(one.confidence),
      one.in_symbol !== undefined &&
        h('span', { class: 'cut' }, 'in ', name(project, { symbol: one.in_symbol, file_path: one.file_path })),
    ),
  );
}
