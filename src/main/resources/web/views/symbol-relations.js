// Who uses a symbol, what it calls, and what is above and below it: as a graph and as lists.

import { post, tool } from '../api.js';
import { count, h, integer, show } from '../dom.js';
import { loadInto } from '../loads.js';
import { graphView } from './symbol-graph.js';
import { graphOf } from './symbol-layout.js';
import { callersOf, keyOf, languageOf } from './symbol-names.js';
import { confidence, isOfSeveral, isType, name, notes, place, section } from './symbol-parts.js';

const TOKENS = 20_000;
const NO_SUBTYPES = 'Nothing that is indexed extends or implements it.';
/** More entries of one list are counted only. */
const MOST_LISTED = 200;
const MOST_LINES = 12;

/** The section; `load` fills it. */
export function relations(chosen, signal) {
  const { card, body } = section('Around it', { id: 'relations', wait: 'Finding who uses it …', tall: 'relations' });
  return { card, load: () => loadInto(body, signal, () => load(body, chosen, signal)) };
}

/** The relations of a symbol, callers grouped. */
async function ask(project, one, parts, signal) {
  const answer = await tool(
    'find_symbol',
    {
      project_id: project,
      symbol: one.symbol,
      directory: one.file_path,
      limit: 1,
      include: parts,
      max_tokens: TOKENS,
    },
    signal,
  );
  return { ...answer, callers: callersOf(answer.callers ?? []), calls: distinct(answer.calls ?? []) };
}

/** Overloads are one symbol. */
function distinct(all) {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

async function load(body, chosen, signal) {
  const parts = ['supertypes', 'implementations', 'callers', 'calls'];
  const found = await ask(chosen.project, chosen, parts, signal);
  const centre = { symbol: chosen.symbol, file_path: chosen.file_path, kind: chosen.kind, line: chosen.start_line };
  const graph = graphOf(chosen.repository === undefined ? centre : { ...centre, repository: chosen.repository }, found);
  const drawn = graphView(graph, {
    project: chosen.project,
    signal,
    ask: (one) => ask(chosen.project, one, ['callers', 'calls'], signal),
    learn: () => learn(chosen.project, graph, signal),
  });
  show(
    body,
    notes(found.message),
    drawn.element,
    h('p', { class: 'soft small no-graph' }, 'The graph needs a wider window. The lists show the same.'),
    lists(chosen, found),
  );
  drawn.ready();
  // Names come first: the kinds take one more question.
  await learn(chosen.project, graph, signal);
  drawn.redraw();
}

/** Asks for the kinds of the nodes that have none yet. A graph without them is still one. */
async function learn(project, graph, signal) {
  const unknown = [...graph.nodes.values()].filter((node) => node.kind === undefined && node.symbol !== '');
  if (unknown.length === 0) {
    return;
  }
  try {
    const { symbols } = await post(
      '/api/symbols/kinds',
      {
        project_id: project,
        symbols: unknown.map((node) => ({ file_path: node.file_path, symbol: node.symbol })),
      },
      signal,
    );
    symbols.forEach((one, i) => Object.assign(graph.nodes.get(keyOf(unknown[i])), { kind: one.kind ?? '' }));
  } catch (failure) {
    if (signal.aborted) {
      throw failure;
    }
  }
}

function lists(chosen, found) {
  const type = isType(chosen.kind);
  const all = [chosen, found.callers, found.calls, found.supertypes ?? [], found.implementations ?? []].flat();
  const list = (...of) => listOf(chosen.project, isOfSeveral(all), ...of);
  return h(
    'div',
    { class: 'split relations-lists' },
    list(type ? 'Used by' : 'Callers', found.callers, 'Nothing that is indexed uses it.'),
    type ? null : list('Calls', found.calls, 'It calls nothing that the index defines.'),
    list(type ? 'Supertypes' : 'Overrides', found.supertypes, type && 'It has no supertypes.'),
    list(
      type ? 'Subtypes' : 'Overridden by',
      found.implementations,
      type && (isGoInterface(chosen) ? 'Go writes nowhere what implements it; see its methods.' : NO_SUBTYPES),
    ),
  );
}

/** Types implement it without saying so. */
function isGoInterface(chosen) {
  return chosen.kind === 'interface' && languageOf(chosen.file_path) === 'go';
}

function listOf(project, several, title, all = [], none = '') {
  if (all.length === 0 && !none) {
    return null;
  }
  const id = `list-${title.toLowerCase().replace(' ', '-')}`;
  return h(
    'div',
    { class: 'stack' },
    h('h3', { id }, title, ' ', h('span', { class: 'soft small' }, all.length > 0 ? `(${integer(all.length)})` : '')),
    all.length === 0
      ? h('p', { class: 'soft' }, none)
      : h(
          'ul',
          { class: 'plain', tabindex: '0', 'aria-labelledby': id },
          all.slice(0, MOST_LISTED).map((one) => entry(project, one, several)),
          all.length > MOST_LISTED &&
            h('li', { class: 'soft' }, `and ${count(all.length - MOST_LISTED, 'more definition')}`),
        ),
  );
}

function entry(project, one, several) {
  return h(
    'li',
    {},
    h('div', { class: 'row tight' }, name(project, one), one.confidence !== 'resolved' && confidence(one.confidence)),
    h('div', {}, place(one, one.line, several), h('span', { class: 'soft small' }, linesOf(one.lines))),
  );
}

/** The first of the lines of a caller. */
function linesOf(lines = []) {
  const shown = lines.slice(0, MOST_LINES).join(', ');
  const more = lines.length > MOST_LINES ? ' …' : '';
  return lines.length === 0 ? '' : `, line${lines.length === 1 ? '' : 's'} ${shown}${more}`;
}
