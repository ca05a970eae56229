// Code with line numbers and colours.

import { h, visible } from './dom.js';
import { markup } from './vendor/highlight.js';

/** Longer code is shown without colours: the patterns of some languages take long on it. */
const LONGEST_HIGHLIGHTED = 60_000;

/** The page's only way from text to markup, which is parsed into a document without scripts and copied by `copy`. */
const policy = window.trustedTypes?.createPolicy('highlight', { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/** The lines of code, each a list of texts and coloured spans. */
function lines(code, language) {
  const html = code.length <= LONGEST_HIGHLIGHTED ? markup(code, language) : undefined;
  if (html === undefined) {
    return code.split('\n').map((line) => [line]);
  }
  const parsed = new DOMParser().parseFromString(policy.createHTML(`<pre>${html}</pre>`), 'text/html');
  const found = [[]];
  copy(parsed.body.firstChild, '', found);
  return found;
}

/** Copies texts and the classes of their spans, and nothing else. */
function copy(node, classes, found) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      child.data.split('\n').forEach((part, i) => {
        if (i > 0) {
          found.push([]);
        }
        if (part !== '') {
          found.at(-1).push(classes === '' ? part : h('span', { class: classes }, part));
        }
      });
    } else {
      copy(child, child.className || classes, found);
    }
  }
}

/**
 * A block of code.
 *
 * @param code its text
 * @param options `language` (the index's name), `start` (the number of the first line), `hits` (a set of lines to mark),
 *     `label` (for screen readers)
 */
export function code(text, { language = 'text', start = 1, hits = new Set(), label = 'Code' } = {}) {
  // A line feed at the end begins no line. A parser of markup would drop one at the beginning.
  const rows = lines(text.replace(/\r\n?/g, '\n').replace(/\n$/, '').replace(/^\n/, ' \n'), language);
  return h('div', { class: 'code', tabindex: '0', role: 'region', 'aria-label': visible(label) },
    h('table', { role: 'presentation' }, h('tbody', {}, rows.map((row, i) => h('tr', { class: hits.has(start + i) && 'hit' },
      h('td', { class: 'line', 'aria-hidden': 'true' }, String(start + i)), h('td', {}, row.length === 0 ? '\u200a' : row))))));
}

/** One line of code, as a list of texts and coloured spans. */
export function line(text, language) {
  return lines(text.replace(/[\r\n]+/g, ' '), language)[0];
}
