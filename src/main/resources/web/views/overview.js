// All projects at a glance.

import { get } from '../api.js';
import { announce, append, count, h, keeping, show as fill, bytes, integer } from '../dom.js';
import { onJobs } from '../events.js';
import { inTurn, staleness } from '../loads.js';
import { isUnfinished } from './job-words.js';
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
  const stale = staleness(() => view.reload());
  const view = { page, signal, cards: [], running: new Set(), counted: new Set(), order: 'activity' };
  const again = inTurn(() => load(view));
  view.fresh = inTurn(() => freshness(view));
  /** Loads the figures again; where that fails, those of before stay. */
  view.reload = () => again().then(stale.clear, (failure) => signal.aborted || stale.tell(failure));
  fill(main, page.head, stale.element, page.controls, page.list);
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
  await again();
  onJobs(signal, (jobs, wasAway) => changed(view, jobs, wasAway));
  signal.addEventListener('abort', () => clearTimeout(view.timer));
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
  view.fresh();
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
  const nothing = h('p', { class: 'soft nothing', hidden: true }, 'No project matches.');
  const list = sorted.map((card) => card.element);
  keeping(view.page.list, () => fill(view.page.list, list, nothing), () => view.page.filter);
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
    announce(`${integer(shown.length)} of ${count(view.cards.length, 'project')}`);
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
  const { signal } = view;
  try {
    const { repositories } = await get('/api/overview/freshness', signal);
    view.seen = new Map(repositories.map((repository) => [repository.repository_id, repository]));
  } catch {
    if (signal.aborted) {
      return;
    }
    view.seen = new Map();
  }
  view.cards.forEach((card) => card.freshness(view.seen));
}

/** Shows the jobs of an event, and loads the figures again if they have changed. */
function changed(view, jobs, wasAway) {
  const unfinished = jobs.filter(isUnfinished);
  const known = new Map(view.cards.map((card) => [card.project.id, card.project]));
  view.cards.forEach((card) => card.jobs(unfinished.filter((job) => job.project_id === card.project.id)));
  const now = new Set(unfinished.map((job) => job.job_id));
  const ended = [...view.running].some((id) => !now.has(id));
  const unknown = unfinished.some((job) => !known.has(job.project_id));
  const unseen = jobs.filter((job) => !isUnfinished(job) && isNews(view, job, known.get(job.project_id)));
  unseen.forEach((job) => view.counted.add(job.job_id));
  view.running = now;
  if ((wasAway || ended || unknown || unseen.length > 0) && view.timer === undefined) {
    view.timer = setTimeout(() => {
      view.timer = undefined;
      view.reload();
    }, LEAST_PAUSE);
  }
}

/** Whether a job that has ended is newer than the figures; a short one never came as unfinished. */
function isNews(view, job, project) {
  const last = Date.parse(project?.last_job?.completed_at ?? '');
  return !view.counted.has(job.job_id) && !(Date.parse(job.completed_at) <= last);
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
