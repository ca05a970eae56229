// All projects at a glance.

import { get } from '../api.js';
import { announce, append, count, h, show as fill, bytes, integer } from '../dom.js';
import { onJobs } from '../events.js';
import { languageColours } from './languages.js';
import { projectCard } from './project-card.js';

/** Events may come several times a second while jobs end. */
const LEAST_PAUSE = 1000;

const ORDERS = {
  activity: ['Latest activity', (one, other) => activity(other).localeCompare(activity(one))],
  name: ['Name', () => 0],
  files: ['Most files', (one, other) => other.files - one.files],
  size: ['Largest', (one, other) => (other.size_bytes ?? 0) - (one.size_bytes ?? 0)],
};

/** Shows all projects, and follows their jobs until the user leaves. */
export async function show(main, { signal }) {
  const page = frame();
  fill(main, page.head, page.trouble, page.controls, page.list);
  const view = { page, signal, cards: [], running: new Set(), order: 'activity' };
  page.filter.addEventListener('input', () => filter(view));
  page.filter.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      page.filter.value = '';
      filter(view);
    }
  });
  page.order.addEventListener('change', () => {
    view.order = page.order.value;
    arrange(view);
  });
  await load(view);
  follow(view);
}

/** What stands before the first answer; the space of what comes is kept. */
function frame() {
  const totals = h('p', { class: 'soft totals' }, '\u00a0');
  const filterBox = h('input', {
    type: 'text',
    id: 'filter',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Name, path or tag',
  });
  const order = h(
    'select',
    { id: 'order' },
    Object.entries(ORDERS).map(([value, [label]]) => h('option', { value }, label)),
  );
  return {
    head: h('div', { class: 'head' }, h('h1', {}, 'Projects'), totals),
    trouble: h('p', { class: 'failure small stale', role: 'alert', hidden: true }),
    controls: h(
      'div',
      { class: 'controls' },
      h('div', { class: 'field grow' }, h('label', { for: 'filter' }, 'Filter'), filterBox),
      h('div', { class: 'field' }, h('label', { for: 'order' }, 'Sort by'), order),
    ),
    list: h(
      'div',
      { class: 'cards projects', 'aria-busy': 'true' },
      h('p', { class: 'soft late' }, 'Waiting for the database. Its first start on this machine takes some seconds.'),
    ),
    filter: filterBox,
    totals,
    order,
  };
}

async function load(view) {
  const { projects } = await get('/api/overview', view.signal);
  if (view.signal.aborted) {
    return;
  }
  projects.forEach(sum);
  const colours = languageColours(projects);
  const focused = view.cards.find((card) => card.element.contains(document.activeElement))?.project.id;
  view.cards = projects.map((project) => projectCard(project, colours));
  view.running = new Set(projects.flatMap((project) => project.jobs).map((job) => job.job_id));
  view.page.list.setAttribute('aria-busy', 'false');
  if (projects.length === 0) {
    fill(view.page.totals, 'None yet');
    view.page.controls.hidden = true;
    fill(view.page.list, empty());
    return;
  }
  view.page.controls.hidden = false;
  view.cards.forEach((card) => view.seen && card.freshness(view.seen));
  arrange(view);
  view.cards
    .find((card) => card.project.id === focused)
    ?.element.querySelector('a')
    .focus();
  freshness(view);
}

/** Adds what the list needs of a project's repositories together. */
function sum(project) {
  const add = (field) => project.repositories.reduce((total, repository) => total + repository[field], 0);
  project.files = add('files');
  project.chunks = add('chunks');
  project.indexed_at =
    project.repositories
      .map((repository) => repository.indexed_at ?? '')
      .sort()
      .at(-1) || undefined;
}

/** The time that a project was last worked on; running ones are the latest. */
function activity(project) {
  return project.jobs.length > 0 ? '9' : [project.last_job?.completed_at ?? '', project.indexed_at ?? ''].sort().at(-1);
}

/** Puts the cards into the order that the user chose; equal ones stay by name. */
function arrange(view) {
  const [, compare] = ORDERS[view.order];
  const sorted = [...view.cards].sort((one, other) => compare(one.project, other.project));
  fill(
    view.page.list,
    sorted.map((card) => card.element),
    h('p', { class: 'soft nothing', hidden: true }, 'No project matches.'),
  );
  filter(view, false);
}

function filter(view, say = true) {
  const wanted = view.page.filter.value.trim().toLocaleLowerCase();
  const shown = view.cards.filter((card) => {
    const matches = card.words.includes(wanted);
    card.element.hidden = !matches;
    return matches;
  });
  const nothing = view.page.list.querySelector('.nothing');
  if (nothing) {
    nothing.hidden = shown.length > 0;
  }
  totals(
    view,
    shown.map((card) => card.project),
    wanted !== '',
  );
  if (say && wanted !== '') {
    announce(`${shown.length} of ${count(view.cards.length, 'project')}`);
  }
}

function totals(view, projects, filtered) {
  const add = (field) => projects.reduce((total, project) => total + (project[field] ?? 0), 0);
  const number = filtered
    ? `${integer(projects.length)} of ${count(view.cards.length, 'project')}`
    : count(projects.length, 'project');
  fill(
    view.page.totals,
    [number, count(add('files'), 'file'), count(add('chunks'), 'chunk'), bytes(add('size_bytes'))].join(' · '),
  );
}

/** Asks how fresh the projects are, which takes longer than the list; a failure says nothing about the projects. */
async function freshness(view) {
  const { cards, signal } = view;
  try {
    const { repositories } = await get('/api/overview/freshness', signal);
    view.seen = new Map(repositories.map((repository) => [repository.repository_id, repository]));
  } catch (failure) {
    if (signal.aborted) {
      return;
    }
    view.seen = new Map();
  }
  cards.forEach((card) => card.freshness(view.seen));
}

/** Follows jobs by the server's events. */
function follow(view) {
  onJobs(view.signal, (jobs) => changed(view, jobs));
}

function changed(view, jobs) {
  const unfinished = jobs.filter((job) => job.status === 'pending' || job.status === 'running');
  const known = new Set(view.cards.map((card) => card.project.id));
  view.cards.forEach((card) => card.jobs(unfinished.filter((job) => job.project_id === card.project.id)));
  const now = new Set(unfinished.map((job) => job.job_id));
  const ended = [...view.running].some((id) => !now.has(id));
  const unknown = unfinished.some((job) => !known.has(job.project_id));
  view.running = now;
  if ((ended || unknown) && view.reload === undefined) {
    view.reload = setTimeout(() => {
      view.reload = undefined;
      reload(view);
    }, LEAST_PAUSE);
    view.signal.addEventListener('abort', () => clearTimeout(view.reload));
  }
}

/** Loads the figures again; where that fails, those of before stay. */
async function reload(view) {
  try {
    await load(view);
    view.page.trouble.hidden = true;
  } catch (failure) {
    if (!view.signal.aborted) {
      fill(view.page.trouble, `What you see may be old. ${failure.message}`);
      view.page.trouble.hidden = false;
    }
  }
}

function empty() {
  const element = h('section', { class: 'card empty' }, h('h2', {}, 'No project yet'));
  append(element, [
    h('p', {}, 'A project begins with the first index of a directory. In a terminal:'),
    h('pre', {}, 'codebase-mcp index ~/src/shop'),
    h('p', {}, 'Then assistants can search it, once they know this program:'),
    h('pre', {}, 'codebase-mcp install'),
    h('p', {}, 'The project appears here by itself.'),
  ]);
  return element;
}
