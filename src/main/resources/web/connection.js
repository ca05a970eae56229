// Shows in the header that the server cannot be reached, until it is again.

import { announce } from './dom.js';

/** What to do where no answer comes, and where the server does not know this browser. */
export const NO_ANSWER = 'The server does not answer. Start it again with: codebase-mcp ui';
export const NO_LOGIN = 'The login is over. Open a new link: Enter in the terminal of codebase-mcp ui prints one.';
/** What is lost, with what the user reads; the first one that is lost is told. */
const TEXTS = {
  answers: NO_ANSWER,
  login: NO_LOGIN,
  events: 'Connection lost. Trying again …',
};
/** Between two looks whether the server is back; events come back by themselves. */
const LOOK_MILLIS = 5000;
const missing = new Set();
let timer;

/** The server does not give what it should: `answers`, `login` or `events`. */
export function lost(what) {
  if (!missing.has(what)) {
    missing.add(what);
    tell();
    watch();
  }
}

/** The server gives it again. */
export function found(what) {
  if (missing.delete(what)) {
    tell('Connected again');
  }
}

/** Nobody asks for it any more, so that nothing is known of it. */
export function forget(what) {
  if (missing.delete(what)) {
    tell('');
  }
}

/** The server has answered; this says whether it knows the browser. */
export function answered({ status }) {
  if (status === 401) {
    lost('login');
  } else {
    found('login');
  }
  found('answers');
}

/** Asks for as little as possible. Returns what is wrong in a sentence, or undefined if the server serves this page. */
export async function reach() {
  try {
    answered(await fetch('/', { method: 'HEAD', cache: 'no-store' }));
  } catch {
    lost('answers');
  }
  return ['answers', 'login'].filter((what) => missing.has(what)).map((what) => TEXTS[what])[0];
}

/** Looks now and then whether the server is back: a view may ask nothing. */
function watch() {
  clearTimeout(timer);
  if (missing.has('answers') || missing.has('login')) {
    timer = setTimeout(async () => {
      await reach();
      watch();
    }, LOOK_MILLIS);
  }
}

function tell(otherwise) {
  const line = document.getElementById('connection');
  const first = Object.keys(TEXTS).find((what) => missing.has(what));
  line.hidden = first === undefined;
  line.textContent = TEXTS[first] ?? '';
  announce(TEXTS[first] ?? otherwise);
}
