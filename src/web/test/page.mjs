// What the tests share: the browser, the views, and what went wrong in them.

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { chromium } from 'playwright-core';

/** What run.mjs has prepared. */
export const { root, projects, links, spare } = JSON.parse(process.env.PAGE);
const WAIT_MILLIS = 15_000;
const QUIET_MILLIS = 200;
const MOST_MILLIS = 10_000;
const link = links[basename(process.argv[1])];
export const origin = new URL(link).origin;

/** Each view with real data, and what shows that the data is there. */
export const VIEWS = {
  overview: { hash: '#/', ready: '.project h2 a' },
  project: { hash: `#/project/${projects.shop}`, ready: '.repositories tbody tr' },
  search: { hash: `#/search?project=${projects.shop}&q=refresh+a+session`, ready: '.result-name' },
  symbol: { hash: `#/symbol?project=${projects.shop}&symbol=refreshSession`, ready: '.relations-lists' },
  health: { hash: '#/health', ready: '.settings tbody tr' },
};

/** A browser that is logged in. Other names of this machine resolve as an attacker's would. */
export async function logIn() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--host-resolver-rules=MAP evil.example 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
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
  context.setDefaultTimeout(WAIT_MILLIS);
  const page = await context.newPage();
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

/** Opens a view as a new page would, and waits for its data and until it changes no more. */
export async function visit(page, { hash, ready }) {
  await page.goto('about:blank');
  await page.goto(`${origin}/${hash}`);
  await page.locator(ready).first().waitFor();
  await settled(page);
}

/** Waits until nothing has changed in the page for a moment; a page that always changes counts as settled in the end. */
export function settled(page) {
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
