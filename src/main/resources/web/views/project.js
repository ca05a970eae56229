// One project: its repositories, the growth of its index, and its jobs.

import { get, path } from '../api.js';
import { bytes, count, entitle, failed, h, link, show as fill } from '../dom.js';
import { onJobs } from '../events.js';
import { inTurn, staleness } from '../loads.js';
import { growth } from './project/growth.js';
import { jobList } from './project/jobs.js';
import { repositories } from './project/repositories.js';
import { settings } from './project/settings.js';

const STATES = {
  creating: 'Its database is being made.',
  missing: 'Its database is gone. The next indexing makes it again, and empty.',
};

/** Shows the project whose id is the first part of the address. */
export async function show(main, { parts: [id], signal }) {
  if (!id) {
    fill(main, failed(new Error('The address names no project. Choose one among the projects.')));
    return;
  }
  const title = h('h1', {}, 'Project');
  const facts = h('p', { class: 'soft small' }, '\u00a0');
  const sections = h('div', { class: 'stack wide' }, skeleton('Repositories'), skeleton('Growth'), skeleton('Jobs'));
  fill(main, h('div', { class: 'project-head' }, title, facts), sections);

  const configs = settings();
  const view = {
    signal,
    load: () => get(path`/api/projects/${id}`, signal),
  };
  const first = await view.load();
  view.project = first;
  const parts = { repositories: repositories(view), growth: growth(signal), jobs: jobList(view) };
  const note = h('p', { class: 'note', hidden: true });
  const stale = staleness(() => view.reload());
  /** Never fails: what the page shows stays, and a line says that it is old. */
  view.reload = inTurn(async () => {
    try {
      draw(await view.load());
      stale.clear();
    } catch (failure) {
      if (!signal.aborted) {
        stale.tell(failure);
      }
    }
  });

  function draw(project) {
    view.project = project;
    entitle(project.name);
    fill(title, project.name);
    fill(facts, ...summary(project));
    note.hidden = STATES[project.state] === undefined;
    fill(note, STATES[project.state]);
    parts.repositories.draw(project);
    parts.growth.draw(project.growth);
    parts.jobs.draw(project.jobs);
    configs.draw(project.settings);
  }

  draw(first);
  fill(sections, stale.element, note, parts.repositories.element, parts.growth.element, parts.jobs.element);
  onJobs(signal, (jobs, wasAway) => {
    parts.jobs.follow(jobs.filter((job) => job.project_id === view.project.id), wasAway);
  });
  sections.append(configs.element);
}

function skeleton(name) {
  return h('section', { class: 'card waiting', 'aria-busy': 'true' }, h('h2', {}, name));
}

function summary(project) {
  const files = project.repositories.reduce((sum, repository) => sum + repository.files, 0);
  const chunks = project.repositories.reduce((sum, repository) => sum + repository.chunks, 0);
  return [
    [count(project.repositories.length, 'repository', 'repositories'), count(files, 'file'), count(chunks, 'chunk'),
      project.size_bytes === undefined ? 'size not counted yet' : bytes(project.size_bytes)].join(' \u00b7 '),
    ' \u00b7 ',
    h('a', { href: link('search', { project: project.id }) }, 'Search it'),
    ' \u00b7 ',
    h('a', { href: link('health') }, 'Settings in force'),
    h('br'),
    h('span', { class: 'mono' }, project.id),
  ];
}
