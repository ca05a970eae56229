// Shows in the header that the server cannot be reached, until it is again.

import { announce } from './dom.js';

/** What to do where no answer comes. */
export const NO_ANSWER = 'The server does not answer. Start it again with: codebase-mcp ui';
/** What is lost, with what the user reads; the first one that is lost is told. */
const TEXTS = {
  answers: NO_ANSWER,
  events: 'Connection lost. Trying again …',
};
const missing = new Set();

/** The server does not give what it should: `answers` or `events`. */
export function lost(what) {
  if (!missing.has(what)) {
    missing.add(what);
    tell();
  }
}

/** The server gives it again, or nobody asks for it any more. */
export function found(what) {
  if (missing.delete(what)) {
    tell();
  }
}

function tell() {
  const line = document.getElementById('connection');
  const first = Object.keys(TEXTS).find((what) => missing.has(what));
  line.hidden = first === undefined;
  line.textContent = TEXTS[first] ?? '';
  announce(TEXTS[first] ?? 'Connected again');
}
