// Shows the view that the address names: #/VIEW/PART?PARAMETERS.

import { reach } from './connection.js';
import { announce, entitle, failed, refreshAges, show } from './dom.js';

/** Each view with its title, which it may make more exact. */
const VIEWS = {
  '': { title: 'Projects', load: () => import('./views/overview.js') },
  project: { title: 'Project', load: () => import('./views/project.js') },
  search: { title: 'Search', load: () => import('./views/search.js') },
  symbol: { title: 'Symbols', load: () => import('./views/symbol.js') },
  health: { title: 'Health', load: () => import('./views/health.js') },
};

const AGES_MILLIS = 30_000;
/** What is seen first comes first. */
const OTHERS_MILLIS = 500;

const main = document.getElementById('main');
/** Ends what the view before still does. */
let leave = new AbortController();
/** The view that is shown, without its parameters. */
let shown;

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

/** Marks the tab of a view. */
function mark(name) {
  for (const tab of document.querySelectorAll('nav a')) {
    const current = tab.dataset.view === (name === '' || name === 'project' ? 'overview' : name);
    if (current) {
      tab.setAttribute('aria-current', 'page');
    } else {
      tab.removeAttribute('aria-current');
    }
  }
}

/** Leads the keyboard and screen readers to what is new, unless the view has done so itself. */
function focusHeading() {
  const heading = main.querySelector('h1');
  if (heading && document.activeElement.closest('#main > *') === null) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

/** What a browser may remember as failed, until the page is loaded again. */
class NoModule extends Error {}

/** The module of a view. */
async function module(name) {
  try {
    return await VIEWS[name].load();
  } catch {
    throw new NoModule(await reach() ?? 'This view could not be loaded.');
  }
}

/** Loads the modules of all views, so that they are here when the server is not. */
function loadAll() {
  Object.values(VIEWS).forEach(({ load }) => load().catch(() => undefined));
}

async function again(failure) {
  if (failure instanceof NoModule && await reach() === undefined) {
    location.reload();
  } else {
    open();
  }
}

async function open() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const { name, parts, parameters } = place();
  const where = [name, ...parts].join('/');
  // A new page leaves focus and scroll to the browser.
  const moved = shown !== undefined && shown !== where;
  mark(name);
  entitle(VIEWS[name].title);
  try {
    const view = await module(name);
    if (signal.aborted) {
      return;
    }
    shown = where;
    const within = main.contains(document.activeElement);
    // Its frame is there at once, its data later.
    const data = view.show(main, { parts, parameters, signal });
    if (moved) {
      scrollTo(0, 0);
    }
    if (moved || within) {
      focusHeading();
    }
    await data;
  } catch (failure) {
    if (!signal.aborted) {
      show(main, failed(failure, () => again(failure)));
      announce(failure.message);
      focusHeading();
    }
  }
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('textarea, input:not([type=checkbox])');
  const asking = document.querySelector('dialog[open]');
  if (event.key === '/' && !typing && !asking && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    const box = document.getElementById('question');
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
document.addEventListener('visibilitychange', refreshAges);
setInterval(refreshAges, AGES_MILLIS);
addEventListener('hashchange', open);
open();
setTimeout(loadAll, OTHERS_MILLIS);
