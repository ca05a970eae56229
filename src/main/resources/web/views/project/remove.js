// Asks before a repository is removed, and removes it.

import { path, remove } from '../../api.js';
import { announce, count, h, once, show as fill } from '../../dom.js';

/** Opens the question; the answer "Remove" removes the repository and loads the project again. */
export function askToRemove(repository, view) {
  const problem = h('p', { class: 'failure small', role: 'alert', hidden: true });
  const yes = h('button', { type: 'button', class: 'danger', onclick: () => once(yes, confirm) }, 'Remove its index');
  const no = h('button', { type: 'button', autofocus: true, onclick: () => isBusy || dialog.close() }, 'Keep it');
  const dialog = h('dialog', { class: 'card', 'aria-labelledby': 'remove-title' },
    h('h2', { id: 'remove-title' }, 'Remove this repository?'),
    h('p', { class: 'mono wrap' }, repository.path),
    h('p', {}, h('strong', {}, 'Lost: '), `the index of ${count(repository.files, 'file')} in `
      + `${count(repository.chunks, 'chunk')}. Searches of ${view.project.name} do not find them any more.`),
    h('p', {}, h('strong', {}, 'Stays: '), 'every file on disk, the other repositories, and the list of jobs. '
      + 'Indexing the directory again brings it back.'),
    problem,
    h('div', { class: 'row actions' }, no, yes));
  /** While it is removed, nothing keeps it any more, and its user must see how that ends. */
  let isBusy = false;

  function busy(now) {
    isBusy = now;
    no.setAttribute('aria-disabled', String(now));
  }

  async function confirm() {
    busy(true);
    problem.hidden = true;
    try {
      await remove(path`/api/projects/${view.project.id}/repositories/${repository.repository_id}`);
    } catch (failure) {
      problem.hidden = false;
      fill(problem, failure.message);
      return;
    } finally {
      busy(false);
    }
    dialog.close();
    announce(`${repository.path} was removed`);
    await view.reload();
  }

  const leave = () => {
    isBusy = false;
    dialog.close();
  };
  dialog.addEventListener('cancel', (event) => isBusy && event.preventDefault());
  dialog.addEventListener('close', () => {
    if (isBusy) {
      // A browser lets nobody hold a dialog open against two keys.
      dialog.showModal();
    } else {
      view.signal.removeEventListener('abort', leave);
      dialog.remove();
    }
  });
  view.signal.addEventListener('abort', leave);
  document.body.append(dialog);
  dialog.showModal();
}
