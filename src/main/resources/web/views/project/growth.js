// How the index of a project has grown, over its jobs and the changes of its repositories.

import { bytes, count, h, integer, show as fill } from '../../dom.js';
import { timePlot } from '../../plot.js';

const MEASURES = [
  { name: 'Files', field: 'files', text: integer },
  { name: 'Chunks', field: 'chunks', text: integer },
  { name: 'Size', field: 'size_bytes', text: bytes, unit: 1e6, label: 'Size in MB' },
];
/** Rows of the table; the plot has them all. */
const SHOWN = 50;

/** The card of the growth, until `signal` aborts; `draw` shows entries, oldest first. */
export function growth(signal) {
  const place = h('div', { class: 'growth' });
  const table = h('details', {}, h('summary', {}, 'The same as numbers'), h('div', { class: 'scroll' }));
  let entries = [];
  let shown;
  let measure = MEASURES[1];
  const chips = MEASURES.map((one) => h('button', {
    type: 'button',
    class: 'chip',
    onclick: () => {
      measure = one;
      redraw();
    },
  }, one.name));

  function redraw() {
    chips.forEach((chip, i) => chip.setAttribute('aria-pressed', String(MEASURES[i] === measure)));
    shown?.destroy();
    shown = entries.length === 0 ? undefined : plot(entries, measure);
    fill(place, shown ? shown.element : nothing());
  }

  function draw(now) {
    // The oldest entry goes when there are too many, so equal lengths alone say nothing.
    if (entries.length === now.length && entries.length > 0 && entries.at(-1).time === now.at(-1).time) {
      return;
    }
    entries = now;
    table.hidden = entries.length === 0;
    fill(table.lastElementChild, numbers(entries));
    redraw();
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, { signal });
  signal.addEventListener('abort', () => shown?.destroy());

  const element = h('section', { class: 'card stack', 'aria-labelledby': 'growth' },
    h('div', { class: 'head' },
      h('h2', { id: 'growth' }, 'Growth of the index'),
      h('div', { class: 'row', role: 'group', 'aria-label': 'What the plot shows' }, chips)),
    place, table);
  return { element, draw };
}

function nothing() {
  return h('p', { class: 'soft' }, 'Each job that ends adds a point here, and so does each removal of a repository.');
}

function plot(entries, measure) {
  const times = entries.map((entry) => Date.parse(entry.time) / 1000);
  const values = entries.map((entry) => entry[measure.field] / (measure.unit ?? 1));
  const label = measure.label ?? measure.name;
  const first = entries[0];
  const last = entries[entries.length - 1];
  return timePlot(times, [{ label, values }], `${label} of the index after ${count(entries.length, 'change')}, from `
    + `${measure.text(first[measure.field])} to ${measure.text(last[measure.field])}`);
}

function numbers(entries) {
  const newest = entries.slice(-SHOWN).reverse();
  const older = entries.length - newest.length;
  return [
    h('table', {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'After the change of'),
        MEASURES.map((one) => h('th', { scope: 'col', class: 'number' }, one.name)))),
      h('tbody', {}, newest.map((entry) => h('tr', {},
        h('td', {}, new Date(entry.time).toLocaleString()),
        MEASURES.map((one) => h('td', { class: 'number' }, one.text(entry[one.field]))))))),
    older > 0 && h('p', { class: 'soft small' }, `The plot also has ${count(older, 'older change')}.`),
  ];
}
