// Parts that the sections of the symbol view share.

import { h, link } from '../dom.js';

const TYPES = new Set(['class', 'interface', 'enum', 'struct', 'trait', 'record', 'type', 'module']);

const ANONYMOUS = /^anonymous class in /;

/** How sure an answer is of a use: its badge and what that means. */
export const CONFIDENCE = new Map([
  ['resolved', { label: 'resolved', style: 'badge good', means: 'The source decides that this symbol is meant.' }],
  [
    'likely',
    {
      label: 'likely',
      style: 'badge',
      means: 'The type of the receiver is not known; only one symbol has this name.',
    },
  ],
  [
    'by_name',
    { label: 'by name', style: 'badge warn', means: 'The place has the name; nothing decides what it means.' },
  ],
]);

/** Whether a kind is one of types, which have members and no calls. */
export function isType(kind) {
  return TYPES.has(kind);
}

/** The badge of a confidence. */
export function confidence(name) {
  const known = CONFIDENCE.get(name);
  return known ? h('span', { class: known.style, title: known.means }, known.label) : null;
}

/** The address of a symbol in the file that defines it; of a class without a name, that of what is around it. */
export function address(project, { symbol, file_path: file, line }) {
  return link('symbol', { project, symbol: symbol?.replace(ANONYMOUS, ''), file, line });
}

/** A name that leads to its symbol; only a name if no file of the index defines it. */
export function name(project, one) {
  return one.file_path === undefined || one.symbol === ''
    ? h('span', { class: 'mono wrap' }, one.symbol || 'top level')
    : h('a', { class: 'mono wrap', href: address(project, one) }, one.symbol);
}

/** Where something is: its file, its line, and its repository if that is to be named. */
export function place(one, line, named) {
  return h(
    'span',
    { class: 'soft small wrap' },
    one.file_path ?? 'not in the index',
    line === undefined ? '' : `:${line}`,
    named ? repository(one) : '',
  );
}

/** In which repository something is, as far as the answer says it. */
export function repository(one) {
  return one.repository === undefined ? '' : ` in ${one.repository}`;
}

/** Whether an answer has several repositories, so that each place needs the name of its own. */
export function isOfSeveral(all) {
  return new Set(all.map((one) => one.repository).filter((name) => name !== undefined)).size > 1;
}

/** What an answer says about itself, in its own words. */
export function notes(message = '') {
  return message === '' ? null : h('p', { class: 'note small wrap' }, message);
}

/** A card with a title, a place for a count, and a body that is filled later. */
export function section(title, { id, wait = 'Loading …', tall = '' } = {}) {
  const body = h('div', { class: `stack ${tall}` }, h('p', { class: 'soft' }, wait));
  const count = h('span', { class: 'soft small' });
  const card = h(
    'section',
    { class: 'card stack', 'aria-labelledby': id },
    h('div', { class: 'head' }, h('h2', { id }, title), count),
    body,
  );
  return { card, body, count };
}
