// The files that a job left out: failed ones with their causes, and skipped ones by reason.

import { tool } from '../../api.js';
import { count, h, integer, show as fill } from '../../dom.js';
import { newest } from '../../loads.js';

/** Paths at once; more are shown when asked for. */
const STEP = 200;

/** A part of a job that is read from the server when its user opens it. */
export function left(jobId, view) {
  const summary = h('summary');
  const body = h('div', { class: 'stack left-out' });
  const element = h('details', { class: 'small', hidden: true }, summary, body);
  const load = newest(view.signal);
  let job;
  let loaded;

  async function read() {
    if (!element.open || loaded === stamp(job)) {
      return;
    }
    loaded = stamp(job);
    const signal = load();
    if (!body.firstChild) {
      fill(body, h('p', { class: 'soft' }, 'Reading the lists\u2026'));
    }
    try {
      const args = { job_id: jobId, project_id: view.project.id };
      fill(body, lists(await tool('get_indexing_status', args, signal)));
    } catch (failure) {
      if (!signal.aborted) {
        loaded = undefined;
        fill(body, h('p', { class: 'bad-text', role: 'alert' }, failure.message));
      }
    }
  }

  function update(now) {
    job = now;
    element.hidden = now.files_failed + now.files_skipped === 0;
    fill(summary, title(now));
    if (now.completed_at) {
      read();
    }
  }

  element.addEventListener('toggle', read);

  return { element, update };
}

/** What is read once stays, unless the job went on meanwhile. */
function stamp(job) {
  return `${job.completed_at} ${job.files_failed} ${job.files_skipped}`;
}

function title(job) {
  const skipped = Object.entries(job.skipped).map(([reason, number]) => `${integer(number)} ${words(reason)}`);
  return [
    job.files_failed > 0 && h('span', { class: 'badge bad' }, `${integer(job.files_failed)} failed`),
    job.files_failed > 0 && ' ',
    job.files_skipped > 0 && `${count(job.files_skipped, 'file')} skipped: ${skipped.join(', ')}`,
  ];
}

function words(reason) {
  return reason.replaceAll('_', ' ');
}

function lists(status) {
  const named = status.skipped_files ?? {};
  return [
    status.errors.length > 0 && failures(status),
    Object.entries(status.skipped).map(([reason, number]) => skipped(reason, number, named[reason] ?? [])),
  ];
}

function failures(status) {
  const more = status.files_failed - status.errors.length;
  return h('div', {},
    h('h3', {}, `Failed (${integer(status.files_failed)})`),
    h('div', { class: 'scroll' }, h('table', {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'File'), h('th', { scope: 'col' }, 'Cause'))),
      h('tbody', {}, status.errors.map(({ path, cause }) => h('tr', {},
        h('td', { class: 'mono wrap' }, path), h('td', { class: 'wrap' }, cause)))))),
    more > 0 && h('p', { class: 'soft' }, `The job kept the first ${status.errors.length}; ${integer(more)} more failed.`));
}

function skipped(reason, number, paths) {
  const list = h('ul', { class: 'paths mono' });
  const more = h('button', {
    type: 'button',
    class: 'small-button',
    onclick: () => {
      const first = list.children.length;
      next();
      if (more.hidden) {
        list.children[first].tabIndex = -1;
        list.children[first].focus({ preventScroll: true });
      }
    },
  });
  function next() {
    const shown = list.children.length;
    list.append(...paths.slice(shown, shown + STEP).map((path) => h('li', { class: 'wrap' }, path)));
    const rest = paths.length - list.children.length;
    more.hidden = rest === 0;
    fill(more, `Show ${integer(Math.min(STEP, rest))} of ${integer(rest)} more`);
  }
  next();
  return h('div', {},
    h('h3', {}, `${words(reason)} (${integer(number)})`),
    paths.length === 0
      ? h('p', { class: 'soft' }, 'No paths: the job has not ended, a later one has other paths, or the repository was removed.')
      : list,
    more);
}
