// Loads that overlap, and loads that fail: the newest answer is shown, and what failed can be tried again.

import { h, show } from './dom.js';

/** Gives each load a signal of its own, which aborts at the next load and with `signal`. */
export function newest(signal) {
  let load = new AbortController();
  return () => {
    load.abort();
    const mine = new AbortController();
    load = mine;
    signal.addEventListener('abort', () => mine.abort(), { signal: mine.signal });
    if (signal.aborted) {
      mine.abort();
    }
    return mine.signal;
  };
}

/**
 * A load that runs once at a time, so that no older answer follows a newer one. All who ask while it runs get one more
 * run after it; events that come fast delay it, but do not end it.
 */
export function inTurn(load) {
  let running;
  let next;
  return function run() {
    if (running) {
      next ??= running.catch(() => undefined).then(() => {
        next = undefined;
        return run();
      });
      return next;
    }
    running = load().finally(() => { running = undefined; });
    return running;
  };
}

/** Loads into an element; a failure is shown in it, with a button that tries again. */
export async function loadInto(place, signal, load) {
  try {
    await load();
  } catch (failure) {
    if (signal.aborted) {
      return;
    }
    const again = () => {
      show(place, h('p', { class: 'soft' }, 'Loading …'));
      // The button is gone, and what comes in its place is not here yet.
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
      loadInto(place, signal, load);
    };
    show(place, h('div', { class: 'failure', role: 'alert' },
      h('p', {}, failure.message), h('button', { type: 'button', onclick: again }, 'Try again')));
  }
}

/** The line that says that what is shown could not be loaded again; it stays in sight while it is true. */
export function staleness(again) {
  const text = h('span', {});
  const element = h('div', { class: 'failure small row stale', role: 'alert', hidden: true }, text,
    h('button', { type: 'button', class: 'small-button', onclick: again }, 'Load again'));
  return {
    element,
    clear: () => {
      const held = element.contains(document.activeElement);
      element.hidden = true;
      if (held) {
        const heading = document.querySelector('main h1');
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    },
    tell: (failure) => {
      show(text, `What you see may be old. ${failure.message}`);
      element.hidden = false;
    },
  };
}
