// Follows what changes on the server. All of a page's views share one stream, which is open while the page is seen:
// a browser keeps few connections to one server, and hidden pages would use them up.

import { found, lost } from './connection.js';

const STREAM = '/api/events';
/** After a stream that the server refused; a broken one is opened again by the browser itself. */
const RETRIES = [2000, 5000, 15000, 30000];

const listeners = new Set();
let source;
let latest;
let refused = 0;
let timer;

/** Calls back with all unfinished jobs and those that ended within a minute, at once and after each change. */
export function onJobs(signal, callback) {
  if (signal.aborted) {
    return;
  }
  listeners.add(callback);
  signal.addEventListener('abort', () => {
    listeners.delete(callback);
    follow();
  });
  if (latest) {
    callback(latest);
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
    // It may be old when somebody listens again.
    latest = undefined;
  }
  if (!wanted) {
    clearTimeout(timer);
    found('events');
  }
}

function open() {
  clearTimeout(timer);
  source = new EventSource(STREAM);
  source.addEventListener('open', connected);
  source.addEventListener('error', broken);
  source.addEventListener('jobs', (event) => {
    latest = JSON.parse(event.data).jobs;
    [...listeners].forEach((callback) => callback(latest));
  });
}

function connected() {
  refused = 0;
  // Who serves the stream also answers.
  found('answers');
  found('events');
}

function broken() {
  lost('events');
  if (source && source.readyState === EventSource.CLOSED) {
    source = undefined;
    timer = setTimeout(follow, RETRIES[Math.min(refused, RETRIES.length - 1)]);
    refused++;
  }
}

document.addEventListener('visibilitychange', follow);
