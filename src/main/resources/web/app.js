// Shows the view that the address names: #/VIEW/PART?PARAMETERS.

import { announce, failed, show } from './dom.js';

const VIEWS = {
  '': () => import('./views/overview.js'),
  project: () => import('./views/project.js'),
  search: () => import('./views/search.js'),
  symbol: () => import('./views/symbol.js'),
  health: () => import('./views/health.js'),
};

const main = document.getElementById('main');
/** Ends what the view before still does. */
let leave = new AbortController();

/** A part of the address, as it is if it is not encoded well. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Where the address leads. */
function place() {
  const [way, query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name, ...parts] = way.split('/').map(decoded);
  return { name: Object.hasOwn(VIEWS, name) ? name : '', parts, parameters: new URLSearchParams(query) };
}

async function open() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const { name, parts, parameters } = place();
  for (const tab of document.querySelectorAll('nav a')) {
    const current = tab.dataset.view === (name === '' || name === 'project' ? 'overview' : name);
    if (current) {
      tab.setAttribute('aria-current', 'page');
    } else {
      tab.removeAttribute('aria-current');
    }
  }
  try {
    const view = await VIEWS[name]();
    if (!signal.aborted) {
      await view.show(main, { parts, parameters, signal });
    }
  } catch (failure) {
    if (!signal.aborted) {
      show(main, failed(failure));
      announce(failure.message);
    }
  }
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    const box = document.querySelector('input[type=search]');
    if (box) {
      box.focus();
      box.select();
    } else {
      location.hash = '#/search';
    }
  }
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', open);
open();
