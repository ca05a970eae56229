// What an answer to a search says besides its results.

import { ago, announce, count, h, integer } from '../dom.js';

const EXAMPLES = [
  'where are errors reported to the user', 'how is the configuration read', 'which tests cover parsing',
];

/** How much was found, how fast, and a link to it. */
export function summary(found) {
  const shown = found.results.length;
  return h('div', { class: 'head' },
    h('p', { class: 'soft small' },
      shown === 0 ? 'No results' : `${integer(shown)} of ${count(found.total_count, 'ranked result')}`,
      ` in ${found.latency_ms < 10 ? found.latency_ms.toFixed(1) : Math.round(found.latency_ms)} ms`,
      found.index?.indexed_at ? [', indexed ', ago(found.index.indexed_at)] : null),
    copyLink());
}

function copyLink() {
  const place = h('div', { class: 'row' });
  const onclick = () => copy(place);
  place.append(h('button', { type: 'button', class: 'small', 'data-key': 'copy', onclick }, 'Copy link'));
  return place;
}

async function copy(place) {
  try {
    await navigator.clipboard.writeText(location.href);
    place.firstChild.textContent = 'Copied';
    announce('The link is copied.');
    setTimeout(() => { place.firstChild.textContent = 'Copy link'; }, 2000);
  } catch {
    const field = h('input', {
      type: 'text', readonly: true, value: location.href, 'aria-label': 'Link to this search',
    });
    place.replaceChildren(h('label', {}, 'Copy this link: ', field));
    field.select();
  }
}

/** The notes of an answer, such as on a stale index. */
export function notes(sentences) {
  return sentences.length > 0 && h('div', { class: 'stack', role: 'note' },
    sentences.map((sentence) => h('p', { class: 'note' }, sentence)));
}

/** Says what a search of all projects does without. */
export function ofAll() {
  return h('p', { class: 'soft small' },
    'Filters, the bars of the reasons and the text for an assistant need one project. Choose one to see them.');
}

/** What an assistant would read, in its own two forms, and how much that is. */
export function assistant({ full, concise }) {
  const text = h('pre', { class: 'assistant', tabindex: '0', 'aria-label': 'The text that an assistant gets' });
  const forms = [['full', full], ['concise', concise]];
  const choice = h('div', { class: 'row', role: 'group', 'aria-label': 'Form of the answer' },
    forms.map(([name, form]) =>
    h('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', onclick: () => pick(name) },
      name, ' ', h('span', { class: 'soft' }, tokens(form)))));
  const pick = (name) => {
    const [, form] = forms.find(([one]) => one === name);
    text.replaceChildren(h('code', {}, form.text));
    [...choice.children].forEach((button, i) => button.setAttribute('aria-pressed', String(forms[i][0] === name)));
  };
  const ontoggle = (event) => event.target.open && text.firstChild === null && pick('full');
  return h('details', { class: 'card slim', ontoggle },
    h('summary', {}, 'What an assistant gets ',
      h('span', { class: 'soft small' }, `about ${tokens(full)} in full, ${tokens(concise)} concise`)),
    h('p', { class: 'soft small' }, 'The text of the tool search_code for this question, with its default limits.'),
    choice, text);
}

function tokens(form) {
  return count(form.tokens, 'token');
}

/** What to ask, where nothing is asked yet. */
export function examples(address) {
  return h('div', { class: 'empty' },
    h('p', {}, 'Ask what the code does, or type a name from it. Try:'),
    h('ul', { class: 'plain' }, EXAMPLES.map((q) => h('li', {}, h('a', { href: address(q) }, q)))),
    keys());
}

function keys() {
  const key = (name) => h('kbd', {}, name);
  return h('p', { class: 'small' }, key('/'), ' goes to the box, ', key('Enter'), ' searches, ', key('↑'), ' ', key('↓'),
    ' move between results, ', key('Enter'), ' opens one, ', key('Esc'), ' leads back.');
}

/** Where there is no project that can be searched. */
export function noProject() {
  return h('div', { class: 'empty' }, h('h2', {}, 'No project can be searched yet'),
    h('p', {}, 'Index a directory first. In a terminal:'), h('pre', {}, 'cd YOUR-REPOSITORY\ncodebase-mcp index .'));
}

/** Says why nothing was found, and how to find something. */
export function empty(found, release) {
  return h('div', { class: 'empty' }, h('h2', {}, 'Nothing found'),
    found.notes.map((note) => h('p', { class: 'wrap' }, note)),
    release && h('p', {}, h('button', { type: 'button', onclick: release }, 'Search without the filters')));
}
