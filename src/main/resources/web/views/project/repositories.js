// The repositories of a project: what is indexed, indexing anew, and removing.

import { tool } from '../../api.js';
import { ago, announce, h, integer, keeping, once, show as fill } from '../../dom.js';
import { askToRemove } from './remove.js';

const PLACES = {
  here: ['good', 'here', 'The directory is on this machine.'],
  gone: ['bad', 'gone', 'The directory is gone, or not allowed any more. Its index is still there.'],
  elsewhere: ['', 'elsewhere', 'The directory is on another machine.'],
  unknown: ['warn', 'unknown', 'No machine has found this directory yet.'],
};

/** The card of the repositories, with the form that indexes another directory. */
export function repositories(view) {
  const rows = h('tbody');
  const table = h('div', { class: 'scroll' }, h('table', { class: 'repositories' },
    h('thead', {}, h('tr', {},
      h('th', { scope: 'col' }, 'Directory'),
      h('th', { scope: 'col' }, 'Place'),
      h('th', { scope: 'col', class: 'number' }, 'Files'),
      h('th', { scope: 'col', class: 'number' }, 'Chunks'),
      h('th', { scope: 'col' }, 'Indexed'),
      h('th', { scope: 'col' }, h('span', { class: 'quiet' }, 'Actions')))),
    rows));
  const empty = h('p', { class: 'soft' }, 'Nothing is indexed in this project yet.');
  const every = h('input', { type: 'checkbox', id: 'every-file' });
  const trouble = h('p', { class: 'failure small', role: 'alert', hidden: true });
  const told = h('p', { class: 'note small', role: 'status', hidden: true });
  const start = starter(view, every, told);

  async function index(repository) {
    trouble.hidden = true;
    try {
      await start({ repo_path: repository.path });
    } catch (failure) {
      trouble.hidden = false;
      fill(trouble, failure.message);
    }
  }

  function draw(project) {
    table.hidden = project.repositories.length === 0;
    empty.hidden = !table.hidden;
    const drawRows = () => fill(rows, project.repositories.map((repository) => row(repository, index, view)));
    keeping(rows, drawRows, () => document.getElementById('repositories'));
  }

  const element = h('section', { class: 'card stack', 'aria-labelledby': 'repositories' },
    h('div', { class: 'head' },
      h('h2', { id: 'repositories', tabindex: -1 }, 'Repositories'),
      h('span', { class: 'check' }, every,
        h('label', { for: 'every-file' }, 'Index every file again, also unchanged ones'))),
    trouble, empty, table, told, another(start));
  return { element, draw };
}

/** Starts a job, and tells whether there is one; its progress comes by events. An answer without a job is told in the card. */
function starter(view, every, told) {
  return async (args) => {
    told.hidden = true;
    const job = await tool('start_indexing_background',
      { project_id: view.project.id, force_reindex: every.checked, ...args }, view.signal);
    every.checked = false;
    if (job.job_id) {
      announce(`Indexing of ${args.repo_path} has begun`);
    } else {
      fill(told, job.message);
      told.hidden = false;
    }
    await view.reload();
    return Boolean(job.job_id);
  };
}

function row(repository, index, view) {
  const [look, word, meaning] = PLACES[repository.place] ?? ['', repository.place, ''];
  const here = repository.place === 'here';
  return h('tr', {},
    h('th', { scope: 'row', class: 'mono wrap directory' }, repository.path),
    h('td', {}, h('span', { class: `badge ${look}`, title: meaning }, word),
      repository.machine && h('span', { class: 'soft small mono' }, ` ${repository.machine.slice(0, 8)}`)),
    h('td', { class: 'number' }, integer(repository.files)),
    h('td', { class: 'number' }, integer(repository.chunks)),
    h('td', {}, repository.indexed_at ? ago(repository.indexed_at) : 'never completely'),
    h('td', {}, h('div', { class: 'row actions' },
      here && h('button', {
        type: 'button',
        class: 'small-button',
        'aria-label': `Index ${repository.path}`,
        'data-key': `index:${repository.repository_id}`,
        onclick: (event) => once(event.currentTarget, () => index(repository)),
      }, 'Index'),
      h('button', {
        type: 'button',
        class: 'small-button danger',
        'aria-label': `Remove ${repository.path}`,
        'data-key': `remove:${repository.repository_id}`,
        onclick: () => askToRemove(repository, view),
      }, 'Remove\u2026'))));
}

/** The form for a directory that the project does not have yet. */
function another(start) {
  const field = h('input', {
    type: 'text', id: 'directory', name: 'directory', autocomplete: 'off', spellcheck: 'false',
    placeholder: '/home/me/src/service', 'aria-describedby': 'directory-problem', required: true,
  });
  const broad = h('input', { type: 'checkbox', id: 'broad' });
  const button = h('button', { class: 'primary' }, 'Start indexing');
  const problem = h('p', { id: 'directory-problem', class: 'small bad-text', role: 'alert' });

  async function submit() {
    fill(problem);
    field.removeAttribute('aria-invalid');
    try {
      if (await start({ repo_path: field.value.trim(), force: broad.checked })) {
        field.value = '';
      }
    } catch (failure) {
      field.setAttribute('aria-invalid', 'true');
      fill(problem, failure.message.replace(/^repo_path: /, ''));
      field.focus();
    }
  }

  const onsubmit = (event) => {
    event.preventDefault();
    once(button, submit);
  };
  return h('form', { class: 'stack another', onsubmit },
    h('label', { for: 'directory' }, 'Index another directory of this machine'),
    h('div', { class: 'field-row' }, field, button),
    problem,
    h('div', { class: 'check' }, broad,
      h('label', { for: 'broad' }, 'Also if it holds much more than a repository, such as a home directory')));
}
