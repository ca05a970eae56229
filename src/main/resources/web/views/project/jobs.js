// The jobs of a project, live.

import { tool } from '../../api.js';
import { ago, announce, h, show as fill } from '../../dom.js';
import { isUnfinished, state, timeLeft } from '../job-words.js';
import { left } from './left.js';

/** As many as the server sends. */
const SHOWN = 20;

/** The card of the jobs: `draw` shows the newest ones, `follow` what has changed since. */
export function jobList(view) {
  const list = h('ul', { class: 'plain' });
  const empty = h('p', { class: 'soft' }, 'No job has run in the last days. Index a repository above.');
  const shown = new Map();

  function put(job) {
    let item = shown.get(job.job_id);
    if (!item) {
      item = jobItem(job, view);
      shown.set(job.job_id, item);
    } else {
      item.update(job);
    }
    return item;
  }

  function draw(jobs) {
    const items = jobs.map(put);
    const kept = new Set(jobs.map((job) => job.job_id));
    [...shown.keys()].filter((id) => !kept.has(id)).forEach((id) => shown.delete(id));
    items.forEach((item, i) => {
      if (list.children[i] !== item.element) {
        list.insertBefore(item.element, list.children[i] ?? null);
      }
    });
    while (list.children.length > items.length) {
      list.lastElementChild.remove();
    }
    empty.hidden = items.length > 0;
  }

  /** Shows new jobs on top. When one has ended, or may have ended unseen, the whole project is loaded again. */
  function follow(jobs, wasAway) {
    const there = new Set(jobs.map((job) => job.job_id));
    // An event has all jobs that have not ended.
    let ended = wasAway || [...shown].some(([id, item]) => isUnfinished(item.job) && !there.has(id));
    for (const job of jobs.slice(0, SHOWN).reverse()) {
      const before = shown.get(job.job_id)?.job;
      if (!before && !isUnfinished(job)) {
        // Over before this page has seen it, or older than what the page shows.
        ended ||= [...shown.values()].every((item) => item.job.created_at < job.created_at);
        continue;
      }
      ended ||= before !== undefined && isUnfinished(before) && !isUnfinished(job);
      const item = put(job);
      if (!item.element.isConnected) {
        list.prepend(item.element);
        empty.hidden = true;
      }
      if (before && before.status !== job.status) {
        announce(`Indexing of ${job.repo_path}: ${state(job).label}`);
      }
    }
    if (ended) {
      view.reload();
    }
  }

  const element = h('section', { class: 'card stack', 'aria-labelledby': 'jobs' },
    h('h2', { id: 'jobs' }, 'Jobs'), empty, list);
  return { element, draw, follow };
}

/** One job, which keeps its height when it ends. */
function jobItem(first, view) {
  const badge = h('span', { class: 'badge' });
  const facts = h('span', { class: 'soft small' });
  const message = h('p', { class: 'small wrap job-message' });
  const bar = h('i');
  const meter = h('div', { class: 'meter', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100 }, bar);
  const percent = h('span', { class: 'small number job-percent' });
  const cancel = h('button', { type: 'button', class: 'small-button' }, 'Cancel');
  const progress = h('div', { class: 'job-progress' }, meter, percent, cancel);
  const trouble = h('p', { class: 'small bad-text', role: 'alert', hidden: true });
  const reasons = left(first.job_id, view);
  const element = h('li', { class: 'job' },
    h('div', { class: 'row' }, badge, h('span', { class: 'mono wrap' }, first.repo_path), facts),
    message, progress, trouble, reasons.element);
  const item = { element, job: first, update };
  const watched = isUnfinished(first);

  cancel.addEventListener('click', async () => {
    if (cancel.getAttribute('aria-disabled')) {
      return;
    }
    // It stays so until the job ends; a disabled button would lose the keyboard.
    cancel.setAttribute('aria-disabled', 'true');
    trouble.hidden = true;
    try {
      const now = await tool('cancel_indexing', { job_id: first.job_id });
      // Its end comes by the events, which also load the project again.
      if (isUnfinished(now)) {
        announce('The job ends soon.');
      }
    } catch (failure) {
      cancel.removeAttribute('aria-disabled');
      trouble.hidden = false;
      fill(trouble, failure.message);
    }
  });

  function update(job) {
    item.job = job;
    const running = isUnfinished(job);
    const { look, label } = state(job);
    badge.className = `badge ${look}`;
    fill(badge, label);
    fill(facts, ...times(job));
    fill(message, job.status_message);
    // A job that this page has seen running keeps its bar, so that nothing below it moves.
    progress.hidden = !running && !watched;
    bar.style.setProperty('--part', `${job.percent}%`);
    meter.setAttribute('aria-valuenow', job.percent);
    meter.setAttribute('aria-label', `Indexing of ${job.repo_path}`);
    fill(percent, [`${job.percent} %`, timeLeft(job)].filter(Boolean).join(', '));
    if (!running && document.activeElement === cancel) {
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
    cancel.hidden = !running;
    cancel.setAttribute('aria-label', `Cancel the indexing of ${job.repo_path}`);
    reasons.update(job);
  }

  update(first);
  return item;
}

function times(job) {
  return [
    job.machine ? `on machine ${job.machine.slice(0, 8)}, ` : '',
    job.force_reindex ? 'every file, ' : '',
    job.completed_at ? ['ended ', ago(job.completed_at)] : ['asked for ', ago(job.created_at)],
    job.resumed_by ? ', resumed by a later job' : '',
  ].flat();
}
