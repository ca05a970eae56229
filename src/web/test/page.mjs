// What the tests share: the browser, the views, and what went wrong in them.

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { it as test } from 'node:test';
import { launch } from './browser.mjs';

/** What run.mjs has prepared. */
export const { root, projects, links, spare } = JSON.parse(process.env.PAGE);
/** For one test: more than the longest of its own waits. */
const TEST_MILLIS = 120_000;
const WAIT_MILLIS = 30_000;
const QUIET_MILLIS = 200;
const MOST_MILLIS = 10_000;
const link = links[basename(process.argv[1])];
export const origin = new URL(link).origin;

/** The contexts that a test has opened. */
const opened = new Set();
/** By page: the requests that have no whole answer yet. */
const asked = new WeakMap();

/** Each view with real data: what shows that the last of the data is there, and what shows that it is not. */
export const VIEWS = {
  overview: { hash: '#/', ready: '.project h2 a', unready: '.project .badge:text-is("Checking files")' },
  project: { hash: `#/project/${projects.shop}`, ready: '.repositories tbody tr' },
  search: { hash: `#/search?project=${projects.shop}&q=refresh+a+session`, ready: '.result-name' },
  symbol: { hash: `#/symbol?project=${projects.shop}&symbol=refreshSession`, ready: '.reference-file' },
  health: { hash: '#/health', ready: '.settings tbody tr' },
};

/** A test that ends, whatever a page does, and closes the pages that it has opened. */
export function it(name, check) {
  return test(name, { timeout: TEST_MILLIS }, async (t) => {
    try {
      await check(t);
    } finally {
      await Promise.allSettled([...opened].map(close));
    }
  });
}

/** Closes a context. What a route of it still does has no one to answer, and must not fail the next test. */
async function close(context) {
  opened.delete(context);
  await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
  await context.close();
}

/** A browser that is logged in. Other names of this machine resolve as an attacker's would. */
export async function logIn() {
  const browser = await launch({ args: ['--host-resolver-rules=MAP evil.example 127.0.0.1'] });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(`${origin}/`);
  const state = await context.storageState();
  await context.close();
  return { browser, state };
}

/** A page of a logged-in user. `problems` fills with what must not happen. */
export async function openPage({ browser, state }, options = {}) {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 900 }, ...options });
  opened.add(context);
  context.setDefaultTimeout(WAIT_MILLIS);
  const page = await context.newPage();
  follow(page);
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (failure) => problems.push(`page: ${failure.message}`));
  page.on('dialog', (dialog) => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED'
    && problems.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => response.status() >= 400 && problems.push(`response: ${response.status()} ${response.url()}`));
  page.on('request', (request) => request.url().startsWith(origin) || request.url().startsWith('data:')
    || problems.push(`elsewhere: ${request.url()}`));
  await page.addInitScript(() => {
    window.__shift = 0;
    window.__shifts = [];
    new PerformanceObserver((list) => list.getEntries().filter((entry) => !entry.hadRecentInput).forEach((entry) => {
      window.__shift += entry.value;
      window.__shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.className || node?.nodeName)}`);
    })).observe({ type: 'layout-shift', buffered: true });
  });
  return { page, problems };
}

/** Keeps what a page asks the server until the answer is there. The stream of events never ends. */
function follow(page) {
  const requests = new Set();
  asked.set(page, requests);
  page.on('request', (request) => request.url().startsWith(`${origin}/api/`) && !request.url().endsWith('/api/events')
    && requests.add(request));
  for (const end of ['requestfinished', 'requestfailed']) {
    page.on(end, (request) => requests.delete(request));
  }
}

/** Opens a view as a new page would, and waits for its data and until it changes no more. */
export async function visit(page, { hash, ready, unready }) {
  await page.goto('about:blank');
  asked.get(page).clear();
  await page.goto(`${origin}/${hash}`);
  await page.locator(ready).first().waitFor();
  if (unready) {
    await page.locator(unready).first().waitFor({ state: 'detached' });
  }
  await settled(page);
}

/**
 * Waits until the server has answered all that the page has asked, and nothing has changed in it for a moment. A page that
 * always asks or changes counts as settled in the end.
 */
export async function settled(page) {
  const requests = asked.get(page);
  const end = performance.now() + MOST_MILLIS;
  do {
    await within(end - performance.now(), Promise.all([...requests].map(answered)));
    await still(page);
  } while (requests.size > 0 && performance.now() < end);
}

/** Ends when the whole answer to a request is there, or none will come. */
async function answered(request) {
  const response = await request.response();
  await response?.finished();
}

/** Waits for what may also never come, or fail. */
async function within(millis, work) {
  let timer;
  await Promise.race([work.catch(() => undefined), new Promise((resolve) => { timer = setTimeout(resolve, millis); })]);
  clearTimeout(timer);
}

/** Waits until nothing has changed in the page for a moment. */
function still(page) {
  return page.evaluate(([quiet, most]) => new Promise((resolve) => {
    let timer = setTimeout(resolve, quiet);
    setTimeout(resolve, most);
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(resolve, quiet);
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  }), [QUIET_MILLIS, MOST_MILLIS]);
}

/** No problem has come up. */
export function assertNone(problems) {
  assert.deepEqual(problems, []);
}
