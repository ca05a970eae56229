// Filters as chips, each with the number of results that it leaves.

import { h, integer } from '../dom.js';

const GROUPS = [
  ['content', 'Content'], ['language', 'Language'], ['directory', 'Directory'], ['repository_id', 'Repository'],
];
/** More are behind a button. */
const FEW = 6;
/** The filter that may have several values at once. */
const SEVERAL = 'content';

/** Which groups the user has opened; it stays so for the next answers. */
const opened = new Set();

/**
 * The chips.
 *
 * @param facets of the server's answer; undefined if nothing was searched
 * @param pressed the values by filter
 * @param press called with the name and the value of a chip that is pressed or released
 */
export function filters(facets, pressed, press) {
  const groups = GROUPS.map(([name, label]) => group(name, label, facets, pressed, press));
  return h('div', { class: 'facets', role: 'group', 'aria-label': 'Filters' }, groups);
}

function group(name, label, facets, pressed, press) {
  const chosen = values(name, pressed);
  const known = facets?.[name] ?? [];
  const missing = chosen.filter((value) => known.every((facet) => facet.value !== value));
  const all = [...missing.map((value) => ({ value, label: value })), ...known];
  if (all.length < 2 && chosen.length === 0) {
    // One value for all results would filter nothing.
    return null;
  }
  const chips = all.map((facet) => chip(name, label, facet, chosen, facets?.complete, () => press(name, facet.value)));
  const late = chips.slice(FEW).filter((one) => one.getAttribute('aria-pressed') === 'false');
  return h('section', { class: 'facet' }, h('h2', {}, label),
    h('div', { class: 'chips' }, chips, late.length > 1 && !opened.has(name) && rest(name, label, late)));
}

function values(name, pressed) {
  const value = pressed[name] ?? '';
  return value === '' ? [] : name === SEVERAL ? value.split(',') : [value];
}

/** The values by filter after a chip is pressed or released. */
export function toggled(name, value, pressed) {
  const chosen = values(name, pressed);
  const others = name === SEVERAL ? chosen.filter((one) => one !== value) : [];
  const next = chosen.includes(value) ? others : [...others, value];
  return { ...pressed, [name]: next.join(',') };
}

function chip(name, group, facet, chosen, isComplete, onclick) {
  const number = facet.count === undefined ? '' : integer(facet.count);
  const many = number === '' ? 'No result' : `${number} of the results`;
  const title = `${group}: ${facet.label}. ${many} of the whole search${isComplete ? '' : '; the filter may find more'}.`;
  return h('button', {
    type: 'button', class: 'chip', 'aria-pressed': String(chosen.includes(facet.value)), title,
    'data-key': `${name}:${facet.value}`, onclick,
  }, h('span', { class: 'cut' }, facet.label), ' ', h('span', { class: 'soft' }, number === '' ? '0' : number));
}

/** Hides the later chips behind a button. */
function rest(name, label, late) {
  late.forEach((one) => { one.hidden = true; });
  const button = h('button', {
    type: 'button', class: 'chip quiet-chip', 'aria-label': `${late.length} more values of ${label.toLowerCase()}`,
    onclick: () => {
      opened.add(name);
      late.forEach((one) => { one.hidden = false; });
      late[0].focus();
      button.remove();
    },
  }, `${late.length} more`);
  return button;
}
