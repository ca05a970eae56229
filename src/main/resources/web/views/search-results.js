// The results of a search: where they are, their code, and why each has its place.

import { code } from '../code.js';
import { h, link } from '../dom.js';
import { why } from './search-why.js';

/** How many lines a result shows before it is opened, and how many of them come before the first that matches. */
const LINES = 10;
const BEFORE = 2;
/** So few more lines are not worth a button. */
const SLACK = 3;

/**
 * The list of results, with the keyboard's way through it.
 *
 * @param found the server's answer
 * @param projectOf gives the id of the project of a result
 * @param leave called to go back to the box
 */
export function results(found, projectOf, leave) {
  const best = found.results[0].score;
  const list = h('ol', { class: 'results', 'aria-label': 'Results' },
    found.results.map((result, i) => item(result, i, { project: projectOf(result), best })));
  const names = [...list.querySelectorAll('.result-name')];
  const go = (to) => {
    names[to].focus({ preventScroll: true });
    names[to].closest('li').scrollIntoView({ block: 'nearest' });
  };
  list.addEventListener('keydown', (event) => {
    const at = names.indexOf(event.target.closest('li')?.querySelector('.result-name'));
    // Code that is longer than its place is moved by the arrow keys.
    const to = event.target.closest('.code')
      ? undefined
      : { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (event.key === 'Escape' || to === -1) {
      event.preventDefault();
      leave();
    } else if (to !== undefined && to < names.length && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(to);
    }
  });
  list.addEventListener('focusin', (event) => current(list, names, event.target.closest('li')));
  return list;
}

/** Marks the result that has the focus: it is the one to which the box and Tab lead. */
function current(list, names, item) {
  for (const name of names) {
    const isCurrent = item.contains(name);
    name.tabIndex = isCurrent ? 0 : -1;
    if (isCurrent) {
      name.closest('li').setAttribute('aria-current', 'true');
    } else {
      name.closest('li').removeAttribute('aria-current');
    }
  }
}

function item(result, i, { project, best }) {
  const block = code(result.chunk ?? result.content, {
    language: result.language,
    start: result.chunk_line ?? result.start_line,
    hits: new Set(result.hits),
    label: `Code of ${result.file_path}`,
  });
  block.id = `result-code-${i}`;
  const fold = folding(block, result);
  const slash = result.file_path.lastIndexOf('/') + 1;
  const name = h('button', {
    type: 'button', class: 'result-name wrap', tabindex: i === 0 ? '0' : '-1',
    'aria-expanded': fold.more > 0 && 'false', 'aria-controls': fold.more > 0 && block.id, onclick: () => toggle(),
  },
  h('span', { class: 'soft' }, result.file_path.slice(0, slash)), h('strong', {}, result.file_path.slice(slash)),
  h('span', { class: 'soft' }, `:${lines(result.start_line, result.end_line)}`));
  const all = fold.more > 0
    && h('button', { type: 'button', class: 'unfold', 'aria-controls': block.id, onclick: () => toggle() });
  const toggle = () => {
    if (!all) {
      return;
    }
    const isOpen = name.getAttribute('aria-expanded') !== 'true';
    name.setAttribute('aria-expanded', String(isOpen));
    fold.show(isOpen);
    all.textContent = isOpen ? 'Show fewer lines' : `Show all ${fold.all} lines`;
  };
  fold.show(false);
  if (all) {
    all.textContent = `Show all ${fold.all} lines`;
  }
  return h('li', { class: 'card result', value: i + 1 },
    h('h2', {}, name),
    facts(result, project),
    h('div', { class: 'result-parts' }, h('div', { class: 'result-code' }, block, all), why(result, best)),
    others(result));
}

/** Shows and hides the lines around those that match; the colours are those of the whole. */
function folding(block, result) {
  const rows = [...block.querySelectorAll('tr')];
  const first = result.chunk_line ?? result.start_line;
  const hit = result.hits?.find((line) => line >= result.start_line && line <= result.end_line) ?? result.start_line;
  const from = hit < result.start_line + LINES - BEFORE ? result.start_line : hit - BEFORE;
  const to = Math.min(from + LINES - 1, Math.max(result.end_line, from + LINES - 1));
  const isShort = (i) => rows.length <= LINES + SLACK || (first + i >= from && first + i <= to);
  return {
    all: rows.length,
    more: rows.filter((row, i) => !isShort(i)).length,
    show: (isOpen) => rows.forEach((row, i) => { row.hidden = !isOpen && !isShort(i); }),
  };
}

function lines(start, end) {
  return start === end ? String(start) : `${start}–${end}`;
}

/** What a result is, and where its symbol leads. */
function facts(result, project) {
  const where = link('symbol', { project, symbol: result.symbol, file: result.file_path, line: result.start_line });
  return h('p', { class: 'row small facts-line' },
    result.symbol && (result.kind === 'section'
      ? h('span', { class: 'wrap' }, result.symbol)
      : h('a', { class: 'mono wrap', href: where }, result.symbol)),
    result.kind && h('span', { class: 'badge' }, result.kind),
    result.part_of && h('span', { class: 'soft' }, `part of lines ${result.part_of.replace('-', '–')}`),
    h('span', { class: 'badge' }, result.language),
    result.project && h('span', { class: 'badge' }, result.project),
    result.repository && h('span', { class: 'soft wrap' }, `in ${result.repository}`));
}

/** The other files for which a result stands. */
function others(result) {
  const copies = result.copies ?? [];
  const variants = result.variants ?? [];
  return [
    copies.length > 0 && named('Also at', copies, result.more_copies),
    variants.length > 0 && named('Variants', variants.map(place), result.more_variants),
  ];
}

function place({ file_path: file, start_line: line, repository }) {
  return `${file}${line ? `:${line}` : ''}${repository ? ` in ${repository}` : ''}`;
}

function named(label, paths, more) {
  return h('p', { class: 'small soft wrap others' }, `${label}: `,
    paths.map((path, i) => [i > 0 && ', ', h('span', { class: 'mono' }, path)]), more > 0 && ` and ${more} more`);
}
