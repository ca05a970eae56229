// One project in the list of all.

import { ago, bytes, count, h, integer, keeping, link, show as fill } from '../dom.js';
import { state as stateOf, timeLeft } from './job-words.js';
import { languageBar } from './languages.js';

/**
 * A card with its `element`, the `project`, the `words` that a filter looks at, and what comes later: `freshness` takes
 * a map of repositories by id, `jobs` the unfinished jobs of the project.
 */
export function projectCard(project, colours) {
  const fresh = h('p', { class: 'fresh' });
  const work = h('div', { class: 'work' });
  const element = h(
    'article',
    { class: 'card project' },
    h(
      'div',
      { class: 'title' },
      h(
        'h2',
        {},
        h(
          'a',
          {
            href: link(`project/${encodeURIComponent(project.id)}`),
            title: project.name,
            'data-key': `name:${project.id}`,
          },
          project.name,
        ),
      ),
      state(project),
    ),
    places(project.repositories),
    languageBar(project.languages, colours),
    h('p', { class: 'figures' }, figures(project)),
    fresh,
    work,
    tags(project.tags ?? []),
  );
  let seen;
  let jobs = project.jobs;
  const draw = () => {
    const known = look(project, seen);
    fill(fresh, known.badge, known.indexed);
    const name = () => element.querySelector('h2 a');
    keeping(work, () => fill(work, jobs.length > 0 ? running(jobs) : ended(project, known.note)), name);
  };
  const card = { element, project, words: words(project) };
  card.freshness = (repositories) => {
    seen = repositories;
    draw();
  };
  card.jobs = (now) => {
    if (jobs.length > 0 || now.length > 0) {
      jobs = now;
      draw();
    }
  };
  draw();
  return card;
}

function words(project) {
  const paths = project.repositories.map((repository) => repository.path);
  return [project.name, ...paths, ...(project.tags ?? [])].join('\n').toLocaleLowerCase();
}

function state(project) {
  if (project.state === 'missing') {
    return h('span', { class: 'badge bad' }, 'Database is gone');
  }
  return project.state === 'creating' ? h('span', { class: 'badge warn' }, 'Being made') : null;
}

/** The first path; a tooltip has the others, and so has the project's own view. */
function places(repositories) {
  if (repositories.length === 0) {
    return h('p', { class: 'soft small' }, 'No repository yet');
  }
  const [first] = repositories;
  const others = repositories.length - 1;
  const all = repositories.map((repository) => repository.path).join('\n');
  const machines = new Set(repositories.map((repository) => repository.machine).filter(Boolean));
  return h(
    'p',
    { class: 'places small' },
    h('span', { class: 'cut mono', title: all }, first.path),
    others > 0 && h('span', { class: 'soft', title: all }, `+ ${integer(others)} more`),
    [...machines].map((machine) => h('span', { class: 'badge', title: `Machine ${machine}` }, 'Other machine')),
  );
}

function figures(project) {
  return [
    count(project.files, 'file'),
    count(project.chunks, 'chunk'),
    project.size_bytes === undefined ? 'size not counted yet' : bytes(project.size_bytes),
  ].join(' · ');
}

/** How far the index is behind; `seen` is missing until it was looked at. */
function look(project, seen) {
  const here = project.repositories.filter((repository) => !repository.machine);
  const indexed = project.indexed_at
    ? h('span', { class: 'soft small cut' }, 'Indexed ', ago(project.indexed_at))
    : null;
  if (here.length === 0) {
    return {
      badge: h('span', { class: 'badge' }, project.repositories.length > 0 ? 'Files are elsewhere' : 'Nothing indexed'),
      indexed,
    };
  }
  if (seen === undefined) {
    return { badge: h('span', { class: 'badge' }, 'Checking files'), indexed };
  }
  const known = here.map((repository) => seen.get(repository.repository_id)).filter(Boolean);
  return {
    badge: verdict(project, here, known),
    indexed,
    note: known.map((repository) => repository.note).find(Boolean),
  };
}

function verdict(project, here, known) {
  const stale = known.reduce((sum, repository) => sum + repository.stale_files, 0);
  const changed = project.indexed_at ? 'changed' : 'not indexed yet';
  if (stale > 0) {
    return h('span', { class: 'badge warn' }, `${count(stale, 'file')} ${changed}`);
  }
  if (known.length < here.length) {
    return h('span', { class: 'badge' }, 'Not checked in time');
  }
  return known.some((repository) => repository.note)
    ? h('span', { class: 'badge warn' }, 'Needs attention')
    : h('span', { class: 'badge good' }, 'Up to date');
}

/** The last job; what the files say now replaces its message. */
function ended({ id, last_job: job }, note) {
  const text = note ?? job?.status_message ?? '';
  const look = { class: `small${note ? '' : ' soft'}`, 'data-key': `said:${id}` };
  const said = text && h('details', look, h('summary', { class: 'two-lines' }, text));
  if (!job) {
    return [h('p', { class: 'soft small' }, 'No job lately'), said];
  }
  const { look: tone, label } = stateOf(job);
  return [
    h(
      'p',
      { class: 'row small' },
      h('span', { class: 'soft' }, 'Last job'),
      h('span', { class: `badge ${tone}` }, label),
      h('span', { class: 'soft' }, ago(job.completed_at)),
    ),
    said,
  ];
}

/** The job that is furthest; the others wait, or run elsewhere. */
function running(jobs) {
  const job = jobs.find((one) => one.status === 'running') ?? jobs[0];
  const others = jobs.length - 1;
  const text = job.status === 'running' ? `Indexing, ${job.percent} %` : 'Waiting for a worker';
  const meter = {
    class: 'meter',
    role: 'progressbar',
    'aria-label': `Indexing ${job.repo_path}`,
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    'aria-valuenow': String(job.percent),
  };
  return [
    h(
      'p',
      { class: 'small running' },
      h('strong', {}, text),
      h(
        'span',
        { class: 'soft' },
        [timeLeft(job), others > 0 && `${count(others, 'more job')}`].filter(Boolean).join(', '),
      ),
    ),
    h('div', meter, h('i', { style: { '--part': `${job.percent}%` } })),
  ];
}

function tags(names) {
  return (
    names.length > 0 &&
    h(
      'ul',
      { class: 'tags', 'aria-label': 'Tags' },
      names.map((name) => h('li', { class: 'badge' }, name)),
    )
  );
}
