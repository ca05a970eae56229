// The symbol view: what a name means, who uses it, and what a change of it reaches.

import { get, tool } from '../api.js';
import { announce, count, entitle, h, integer, link, show as put } from '../dom.js';
import { loadInto } from '../loads.js';
import { card } from './symbol-definition.js';
import { arrive } from './symbol-graph.js';
import { impact } from './symbol-impact.js';
import { mostUsed, plainName } from './symbol-names.js';
import { isOfSeveral, isType, name, notes, place } from './symbol-parts.js';
import { references } from './symbol-references.js';
import { relations } from './symbol-relations.js';

/** What an answer may have, in tokens: the most that the tool allows. */
const TOKENS = 20_000;
const PARTS = ['documentation', 'body', 'outline'];

export async function show(main, { parameters, signal }) {
  const asked = {
    project: parameters.get('project') ?? '',
    symbol: (parameters.get('symbol') ?? '').trim(),
    file: parameters.get('file') ?? '',
    line: Number(parameters.get('line')) || undefined,
  };
  arrive();
  entitle(asked.symbol === '' ? 'Symbols' : asked.symbol);
  const body = h('div', { class: 'symbol-body stack' });
  const projects = h('select', { id: 'symbol-project', name: 'project' }, h('option', { value: asked.project }, '…'));
  put(main, h('h1', { class: 'quiet' }, 'Symbols'), form(asked, projects), body);
  if (asked.symbol === '') {
    document.getElementById('symbol-name').focus();
  } else {
    put(body, h('div', { class: 'card symbol-wait' }, h('p', { class: 'soft' }, 'Looking it up …')));
  }
  await loadInto(body, signal, () => answer(body, projects, asked, signal));
}

/** Shows what is asked for, in the project that is chosen. */
async function answer(body, projects, asked, signal) {
  const choosing = choose(projects, asked, signal);
  if (asked.project === '') {
    asked.project = await choosing;
  }
  if (signal.aborted) {
    return;
  }
  if (asked.project === '') {
    put(body, nothingIndexed());
  } else if (asked.symbol === '') {
    await start(body, asked, signal);
  } else {
    await lookUp(body, asked, signal);
  }
  await choosing;
}

/** The box for a name and the project. */
function form(asked, projects) {
  const box = h('input', {
    type: 'search',
    id: 'symbol-name',
    name: 'symbol',
    value: asked.symbol,
    maxlength: '500',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
    placeholder: 'Gson.fromJson, from*, Command.*',
  });
  const go = (event) => {
    event.preventDefault();
    const next = link('symbol', { project: projects.value, symbol: box.value.trim() });
    if (next === location.hash) {
      dispatchEvent(new HashChangeEvent('hashchange'));
    } else {
      location.hash = next;
    }
  };
  projects.addEventListener('change', go);
  return h(
    'form',
    { class: 'symbol-form', role: 'search', onsubmit: go },
    h('div', {}, h('label', { for: 'symbol-name' }, 'Name, plain or qualified; * stands for anything'), box),
    h('div', {}, h('label', { for: 'symbol-project' }, 'Project'), projects),
    h('button', { class: 'primary', type: 'submit' }, 'Look up'),
  );
}

/** Fills the list of projects; returns the chosen one. */
async function choose(select, asked, signal) {
  try {
    const { projects } = await get('/api/search/projects', signal);
    const named =
      projects.find((one) => one.project_id === asked.project) ?? projects.find((one) => one.name === asked.project);
    const chosen = asked.project === '' ? (projects.find((one) => one.files > 0) ?? projects[0]) : named;
    put(
      select,
      asked.project !== '' && !named && h('option', { value: asked.project, selected: true }, asked.project),
      projects.map((one) => h('option', { value: one.project_id, selected: one === chosen }, one.name)),
    );
    return chosen?.project_id ?? '';
  } catch (failure) {
    if (!signal.aborted && asked.project === '') {
      throw failure;
    }
    return asked.project;
  }
}

function nothingIndexed() {
  const how = [h('p', {}, 'Index a directory first:'), h('pre', {}, 'codebase-mcp index .')];
  return h('div', { class: 'empty card' }, h('h2', {}, 'Nothing is indexed yet'), how);
}

/** What can be asked, with the most used types. */
async function start(body, asked, signal) {
  const list = h('div', { class: 'symbol-start' }, h('p', { class: 'soft' }, 'Loading …'));
  put(
    body,
    h(
      'section',
      { class: 'card stack', 'aria-labelledby': 'start-title' },
      h('h2', { id: 'start-title' }, 'Most used in this project'),
      h(
        'p',
        { class: 'soft' },
        'Ask for a class, function, method or field. A name may be qualified in the way of any' +
          ' language: Type.method, Type#method, package::name. Type.* asks for all that a type has, from* for all' +
          ' names that begin so.',
      ),
      list,
    ),
  );
  const answer = await tool('get_outline', { project_id: asked.project, path: '.', max_tokens: 4000 }, signal);
  const most = mostUsed(answer.definitions, isType);
  put(
    list,
    most.length === 0
      ? h('p', { class: 'soft' }, 'The index has no types or functions here.')
      : table(asked, most.slice(0, 30), 'Files with the name'),
    most.length === 0 ? notes(answer.message) : null,
  );
}

/** Symbols to choose from. `title` says what is counted. */
function table(asked, symbols, title = 'Uses') {
  const counted = symbols.some((one) => one.uses !== undefined);
  const several = isOfSeveral(symbols);
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Symbols' },
    h(
      'table',
      { class: 'symbols' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'Symbol'),
          h('th', { scope: 'col' }, 'Kind'),
          h('th', { scope: 'col' }, 'Where'),
          counted && h('th', { scope: 'col', class: 'number' }, title),
        ),
      ),
      h(
        'tbody',
        {},
        symbols.map((one) =>
          h(
            'tr',
            { class: one.chosen && 'chosen' },
            h('td', {}, name(asked.project, { ...one, line: one.start_line })),
            h('td', {}, h('span', { class: 'badge' }, one.kind)),
            h('td', {}, place(one, one.start_line, several)),
            counted && h('td', { class: 'number' }, uses(one)),
          ),
        ),
      ),
    ),
  );
}

/** How many; with `~` if some may mean something else. */
function uses(one) {
  return one.uses === undefined ? '' : `${one.uses_are_about ? '~' : ''}${integer(one.uses)}`;
}

function ask(asked, signal, more = {}) {
  const isForm = plainName(asked.symbol).includes('*');
  return tool(
    'find_symbol',
    {
      project_id: asked.project,
      symbol: asked.symbol,
      include: isForm ? ['outline'] : PARTS,
      limit: isForm ? 100 : 40,
      max_tokens: TOKENS,
      ...(asked.file === '' ? {} : { directory: asked.file }),
      ...more,
    },
    signal,
  );
}

async function lookUp(body, asked, signal) {
  let answer = await ask(asked, signal);
  const other = atLine(answer, asked);
  if (other) {
    answer = await ask({ ...asked, symbol: other.symbol }, signal, { kind: other.kind });
  }
  if (answer.symbol === undefined) {
    put(body, notFound(asked, answer));
    announce('No symbol found');
    return;
  }
  const all = candidates(answer);
  const chosen = { ...all[0], project: asked.project };
  const several = all.length > 1 && asked.file === '';
  const onlyList = several && plainName(asked.symbol).includes('*') && plainName(asked.symbol) !== '*';
  put(body, several && list(asked, all, answer, onlyList), !onlyList && card(answer, chosen, asked));
  announce(several ? `${count(answer.total_count, 'symbol')} found` : `${chosen.symbol} found`);
  if (!onlyList) {
    await sections(body, chosen, asked, signal);
  }
}

/** The other symbol of the same name in the file that begins at the line that the address has. */
function atLine(answer, asked) {
  const covers = (one) => one.start_line <= asked.line && asked.line <= one.end_line;
  return asked.file === '' || asked.line === undefined || (answer.definitions ?? []).some(covers)
    ? undefined
    : (answer.others ?? []).find((one) => one.start_line === asked.line);
}

function candidates(answer) {
  const [first] = answer.definitions;
  const { symbol, kind, file_path: file, repository, uses } = answer;
  return [
    { symbol, kind, file_path: file, repository, uses, start_line: first?.start_line, chosen: true },
    ...(answer.others ?? []),
  ];
}

function list(asked, all, answer, onlyList) {
  return h(
    'section',
    { class: 'card stack', 'aria-labelledby': 'candidates' },
    h(
      'h2',
      { id: 'candidates' },
      `${count(answer.total_count, 'symbol')} ${onlyList ? 'have this form' : 'have this name'}`,
    ),
    onlyList
      ? notes(answer.message)
      : h('p', { class: 'soft small' }, 'Below is the one that is used most. Choose another here.'),
    h(
      'div',
      { class: 'symbol-candidates' },
      table(
        asked,
        all.map((one) => ({ ...one, chosen: one.chosen && !onlyList })),
      ),
    ),
  );
}

function notFound(asked, answer) {
  return h(
    'div',
    { class: 'card stack' },
    h('h2', {}, 'No such symbol'),
    notes(answer.message),
    h(
      'p',
      {},
      'Try a part of the name with a star, or ',
      h('a', { href: link('search', { project: asked.project, q: asked.symbol }) }, 'search for these words'),
      '.',
    ),
  );
}

/**
 * The sections below the symbol. Each comes when the one above it has its size, so that nothing moves, and the second
 * finds the files parsed. What fails in one stays in it.
 */
async function sections(body, chosen, asked, signal) {
  const near = relations(chosen, signal);
  const uses = references(chosen, signal);
  const reach = impact(chosen, signal);
  body.append(near.card);
  await near.load();
  body.append(uses.card);
  await uses.load();
  body.append(reach.card);
}
