// Follows what changes on the server. All of a page's views share one stream, which is open while the page is seen:
// a browser keeps few connections to one server, and hidden pages would use them up.

import { forget, found, lost, reach } from './connection.js';

const STREAM = '/api/events';
/** After a stream that the server refused; a broken one is opened again by the browser itself. */
const RETRIES = [2000, 5000, 15000, 30000];

/** Who listens, each with whether the stream was away since its last event. */
const listeners = new Map();
let source;
let latest;
let refused = 0;
let timer;

/**
 * Calls back with all unfinished jobs and those that ended within a minute, at once and after each change. The second
 * argument says whether the stream was away before, so that jobs may have begun and ended unseen.
 */
export function onJobs(signal, callback) {
  if (signal.aborted) {
    return;
  }
  listeners.set(callback, false);
  signal.addEventListener('abort', () => {
    listeners.delete(callback);
    follow();
  });
  if (latest) {
    callback(latest, false);
  }
  follow();
}

/** Opens or closes the stream, as it is wanted. */
function follow() {
  const wanted = listeners.size > 0 && document.visibilityState !== 'hidden';
  if (wanted && !source) {
    open();
  } else if (!wanted && source) {
    source.close();
    source = undefined;
    away();
  }
  if (!wanted) {
    clearTimeout(timer);
    forget('events');
  }
}

/** What is known may be old when the stream comes again. */
function away() {
  latest = undefined;
  [...listeners.keys()].forEach((callback) => listeners.set(callback, true));
}

function open() {
  clearTimeout(timer);
  source = new EventSource(STREAM);
  source.addEventListener('open', connected);
  source.addEventListener('error', broken);
  source.addEventListener('jobs', (event) => {
    latest = JSON.parse(event.data).jobs;
    for (const [callback, wasAway] of [...listeners]) {
      listeners.set(callback, false);
      callback(latest, wasAway);
    }
  });
}

function connected() {
  refused = 0;
  // Who serves the stream also answers, and knows the browser.
  ['login', 'answers', 'events'].forEach(found);
}

function broken() {
  lost('events');
  away();
  if (source && source.readyState === EventSource.CLOSED) {
    source = undefined;
    timer = setTimeout(follow, RETRIES[Math.min(refused, RETRIES.length - 1)]);
    refused++;
  }
  // An event says nothing about the reason: the server may be gone, or a new one that knows no login.
  reach();
}

document.addEventListener('visibilitychange', follow);
