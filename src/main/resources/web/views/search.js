// The search view: a question, its results and why they are where they are. The address holds the whole question.

import { get, post } from '../api.js';
import { announce, count, entitle, failed, h, integer, keeping, link, show as fill } from '../dom.js';
import { filters, toggled } from './search-filters.js';
import { assistant, empty, examples, noProject, notes, ofAll, summary } from './search-parts.js';
import { results } from './search-results.js';

const FILTERS = ['language', 'content', 'directory', 'repository_id'];
/** In the place of a project's id: one ranking of all. */
const ALL = 'all';
const ALL_LABEL = 'All projects';
const FEW = 10;
const MANY = 50;
/** How long an answer is shown again without a search when the user goes back to it. */
const KEPT_MILLIS = 300_000;
const MOST_KEPT = 12;

/** Answers by address, with the scroll position where the user left each. */
const kept = new Map();
/** What the view shows at the moment: its elements, and the address of the answer in them. */
let view = null;

/** Shows what the address asks for. Where the view stands already, only its answer changes. */
export async function show(main, { parameters, signal }) {
  const asked = question(parameters);
  if (view === null || !view.form.isConnected) {
    view = build();
    fill(main, view.form, view.answer);
    view.box.focus({ preventScroll: true });
  }
  const { stop } = view;
  signal.addEventListener('abort', () => stop());
  view.asked = asked;
  view.box.value = asked.q;
  entitle(asked.q === '' ? 'Search' : asked.q);
  view.begin = () => begin(asked, signal);
  await view.begin();
}

/** Answers when the list of projects is there. Where it does not come, the form and what was typed stay. */
async function begin(asked, signal) {
  try {
    if (view.projects === null) {
      // The user may ask before the list is there: the question keeps the project of its address.
      fill(view.select, h('option', { value: asked.project }, 'Projects …'));
      await fillProjects(signal);
    }
  } catch (failure) {
    if (!signal.aborted) {
      fail(failure, view.begin);
    }
    return;
  }
  choose(asked.project);
  await answer(inProject(asked), false);
}

/** The question with the project that is chosen for it. The address gets it too, so that it means the same for ever. */
function inProject(asked) {
  if (asked.project !== '' || view.select.value === '') {
    return asked;
  }
  view.asked = { ...asked, project: view.select.value };
  history.replaceState(null, '', address(view.asked));
  return view.asked;
}

/** The question in an address. */
function question(parameters) {
  return {
    project: parameters.get('project') ?? '',
    q: (parameters.get('q') ?? '').trim(),
    limit: parameters.get('limit') === String(MANY) ? MANY : FEW,
    filters: Object.fromEntries(FILTERS.filter((name) => parameters.get(name)).map((name) => [name, parameters.get(name)])),
  };
}

/** The address of a question. */
function address({ project, q, limit = FEW, filters: pressed = {} }) {
  return link('search', { project, q, ...pressed, limit: limit === FEW ? '' : limit });
}

function build() {
  const box = h('input', {
    type: 'search', id: 'question', name: 'q', autocomplete: 'off', spellcheck: 'false',
    'aria-describedby': 'search-keys',
    placeholder: 'A question, or a name from the code', onkeydown: fromBox,
  });
  const select = h('select', { id: 'search-project', onchange: () => submit({ filters: {} }) });
  const form = h('form', { class: 'ask', role: 'search', onsubmit: (event) => { event.preventDefault(); submit({}); } },
    h('h1', { class: 'quiet' }, 'Search'),
    h('div', { class: 'ask-project' }, h('label', { for: 'search-project' }, 'Project'), select),
    h('div', { class: 'ask-box' }, h('label', { for: 'question' }, 'Question'), box,
      h('span', { class: 'quiet', id: 'search-keys' }, 'Enter searches; the arrows move between results.')),
    h('button', { class: 'primary' }, 'Search'));
  const built = {
    form, box, select, answer: h('div', { class: 'answer' }),
    projects: null, key: null, facets: null, asked: question(new URLSearchParams()), search: new AbortController(),
  };
  /** Ends the search that runs, if one does. */
  built.stop = () => built.search.abort();
  return built;
}

async function fillProjects(signal) {
  const { projects } = await get('/api/search/projects', signal);
  view.projects = projects;
  fill(view.select, projects.map((project) => h('option', { value: project.project_id }, project.name)));
  if (projects.length > 1) {
    view.select.append(h('option', { value: ALL }, ALL_LABEL));
  }
}

/** Selects the project of the address, or the one that most likely is meant. */
function choose(wanted) {
  const likely = view.projects.find((project) => project.files > 0) ?? view.projects[0];
  if (wanted !== '') {
    // A link may give the name, and the server says what is wrong with anything else.
    const value = view.projects.find((project) => project.name === wanted)?.project_id ?? wanted;
    if ([...view.select.options].every((option) => option.value !== value)) {
      view.select.append(h('option', { value }, value === ALL ? ALL_LABEL : value));
    }
    view.select.value = value;
  } else if (view.select.value === '' && likely) {
    view.select.value = likely.project_id;
  }
}

/** Asks what the form says. The same question again is a new search. */
function submit({ filters: pressed = view.asked.filters, limit = FEW }) {
  const next = address({ project: view.select.value, q: view.box.value.trim(), filters: pressed, limit });
  if (next !== location.hash) {
    location.hash = next;
  } else if (view.projects === null) {
    view.begin();
  } else {
    answer(view.asked, true);
  }
}

/** Shows the answer to a question: one that is kept, or the server's. */
async function answer(asked, isFresh) {
  const key = location.hash;
  view.stop();
  view.search = new AbortController();
  const { signal } = view.search;
  if (asked.q === '') {
    const example = (q) => address({ project: view.select.value, q });
    fill(view.answer, view.projects.length === 0 ? noProject() : examples(example));
    view.answer.removeAttribute('aria-busy');
    view.key = null;
    return;
  }
  const known = kept.get(key);
  if (!isFresh && known && Date.now() - known.time < KEPT_MILLIS) {
    view.facets = { of: unfiltered(asked), values: known.answer.facets };
    render(known.answer, asked, key);
    scrollTo(0, known.scroll);
    return;
  }
  wait();
  try {
    const found = await ask(asked, isFresh, signal);
    const isMore = asked.limit === MANY && view.key !== key && kept.get(view.key)?.more === moreOf(asked);
    keep(key, { answer: found, time: Date.now(), scroll: 0, more: moreOf(asked) });
    render(found, asked, key);
    if (!isMore) {
      scrollTo(0, 0);
    }
    const shown = count(found.results.length, 'result');
    announce(found.results.length === 0 ? 'Nothing found' : `${shown} of ${integer(found.total_count)}`);
  } catch (failure) {
    if (!signal.aborted) {
      fail(failure, () => answer(asked, true));
    }
  }
}

/** Shows a failure in the place of the answer; the form stays. */
function fail(failure, again) {
  view.key = null;
  view.answer.removeAttribute('aria-busy');
  keeping(view.answer, () => fill(view.answer, failed(failure, again)), () => view.answer.querySelector('button'));
}

/** Asks the server. Facets are those of the question without filters, so one question needs them once. */
async function ask(asked, isFresh, signal) {
  const of = unfiltered(asked);
  const has = !isFresh && view.facets?.of === of && view.facets.values !== undefined;
  const found = await post('/api/search', has ? { ...body(asked), facets: false } : body(asked), signal);
  if (!has) {
    view.facets = { of, values: found.facets };
  }
  return { ...found, facets: view.facets.values };
}

/** What a question is without its filters. */
function unfiltered(asked) {
  return JSON.stringify([view.select.value, asked.q]);
}

/** What an answer with more results has in common with that with fewer. */
function moreOf(asked) {
  return address({ ...asked, project: view.select.value, limit: FEW });
}

function keep(key, entry) {
  kept.delete(key);
  kept.set(key, entry);
  if (kept.size > MOST_KEPT) {
    kept.delete(kept.keys().next().value);
  }
}

function body({ q, limit, filters: pressed }) {
  const where = view.select.value === ALL ? { all_projects: true } : { project_id: view.select.value };
  const fields = { ...where, query: q, limit, ...pressed };
  return pressed.content ? { ...fields, content: pressed.content.split(',') } : fields;
}

/** The answer before stays until the next one comes; without one, its space is reserved. */
function wait() {
  view.answer.setAttribute('aria-busy', 'true');
  if (view.key === null) {
    const space = h('div', { class: 'found' },
      h('div', { class: 'facets skeleton' }),
      h('div', { class: 'stack' }, h('p', { class: 'soft', role: 'status' }, 'Searching …'),
        Array.from({ length: 4 }, () => h('div', { class: 'card skeleton' }))));
    keeping(view.answer, () => fill(view.answer, space), () => view.box);
  }
}

function render(found, asked, key) {
  view.key = key;
  view.answer.removeAttribute('aria-busy');
  // The user may press a second chip before the answer to the first is here.
  const press = (name, value) => submit({ filters: toggled(name, value, view.asked.filters) });
  const list = found.results.length === 0
    ? empty(found, Object.keys(asked.filters).length > 0 ? () => submit({ filters: {} }) : null)
    : results(found, projectOf(found), () => view.box.focus());
  const all = h('div', { class: 'found' },
    filters(found.facets, asked.filters, press),
    h('div', { class: 'stack' },
      summary(found),
      view.select.value === ALL && ofAll(),
      found.results.length === 0 ? null : notes(found.notes),
      found.results.length > 0 && found.assistant && assistant(found.assistant),
      list,
      more(found, asked)));
  keeping(view.answer, () => fill(view.answer, all), () => instead(asked));
}

/** What has the keyboard after what had it is gone, such as the button for more results: the first of these. */
function instead(asked) {
  const names = [...view.answer.querySelectorAll('.result-name')];
  return (asked.limit === MANY ? names[FEW] ?? names.at(-1) : names[0]) ?? view.box;
}

/** The id of the project of a result. */
function projectOf(found) {
  const ids = new Map((found.projects ?? []).map((project) => [project.name, project.id]));
  return (result) => ids.get(result.project) ?? view.select.value;
}

/** Leads to more results, as far as one answer can have them. */
function more(found, asked) {
  return asked.limit === FEW && found.total_count > found.results.length
    && h('p', {}, h('button', { type: 'button', onclick: () => submit({ limit: MANY }) },
      `Show ${Math.min(MANY, found.total_count)} results`));
}

/** From the box, the arrow leads into the results. */
function fromBox(event) {
  if (event.key === 'ArrowDown') {
    const current = document.querySelector('.result-name[tabindex="0"]');
    if (current) {
      event.preventDefault();
      current.focus();
    }
  }
}

addEventListener('scroll', () => {
  const entry = kept.get(view?.key);
  if (entry && view.form.isConnected && view.key === location.hash && !view.answer.hasAttribute('aria-busy')) {
    entry.scroll = scrollY;
  }
}, { passive: true });
