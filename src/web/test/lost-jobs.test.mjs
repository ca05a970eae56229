// Jobs that begin or end while nobody looks: the page hidden, or its stream of events away.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, projects, VIEWS, visit } from './page.mjs';

const PROJECT = `**/api/projects/${projects.shop}`;
const OVERVIEW = '**/api/overview';
const JOB = {
  project_id: projects.shop, project: 'shop', job_id: '00000000-0000-4000-8000-000000000001', repo_path: '/somewhere',
  status: 'running', status_message: 'Indexing', phase: 'indexing', percent: 37, files_total: 2, files_scanned: 2,
  files_indexed: 1, files_deleted: 0, files_failed: 0, files_skipped: 0, skipped: {}, chunks_created: 1,
  force_reindex: false, created_at: '2999-01-01T00:00:00Z',
};
const ENDED = { ...JOB, status: 'completed', percent: 100, completed_at: '2999-01-01T00:01:00Z' };
let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

/** A page whose stream the test holds: `send` sends jobs by it, and `hide` hides the page or shows it. */
async function held() {
  const { page, problems } = await openPage(session);
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    window.__hide = (now) => {
      hidden = now;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    window.EventSource = class extends EventTarget {
      static CLOSED = 2;

      readyState = 1;

      constructor() {
        super();
        window.__stream = this;
      }

      close() {
        window.__stream = undefined;
      }
    };
  });
  const send = async (...jobs) => {
    await page.waitForFunction(() => window.__stream !== undefined);
    const data = JSON.stringify({ jobs });
    await page.evaluate((text) => window.__stream.dispatchEvent(new MessageEvent('jobs', { data: text })), data);
  };
  const hide = (now) => page.evaluate((state) => window.__hide(state), now);
  return { page, problems, send, hide };
}

/** Gives the project jobs that the server does not have. */
function withJobs(page, jobs) {
  return page.route(PROJECT, async (route) => {
    const project = await (await route.fetch()).json();
    await route.fulfill({ json: { ...project, jobs: [...jobs, ...project.jobs] } });
  });
}

it('shows that a job has ended while the page was hidden', async () => {
  const { page, problems, send, hide } = await held();
  await visit(page, VIEWS.project);
  await send(JOB);
  const job = page.locator('.job', { hasText: '/somewhere' });
  await job.locator('button', { hasText: 'Cancel' }).waitFor();
  await hide(true);
  assert.equal(await page.evaluate(() => window.__stream), undefined, 'a hidden page holds no stream');
  await withJobs(page, [ENDED]);
  await hide(false);
  await send();
  await job.locator('.badge', { hasText: /^completed$/ }).waitFor();
  await job.locator('button', { hasText: 'Cancel' }).waitFor({ state: 'hidden' });
  assertNone(problems);
});

it('shows that a job has ended although no event told of its end', async () => {
  const { page, problems, send } = await held();
  await visit(page, VIEWS.project);
  await send(JOB);
  const job = page.locator('.job', { hasText: '/somewhere' });
  await job.waitFor();
  await withJobs(page, [ENDED]);
  await send();
  await job.locator('.badge', { hasText: /^completed$/ }).waitFor();
  assertNone(problems);
});

it('keeps the keyboard where a job was cancelled', async () => {
  const { page, problems, send } = await held();
  await page.route('**/api/tools/cancel_indexing', (route) => route.fulfill({ json: JOB }));
  await visit(page, VIEWS.project);
  await send(JOB);
  const job = page.locator('.job', { hasText: '/somewhere' });
  const cancel = job.locator('button', { hasText: 'Cancel' });
  await cancel.focus();
  await page.keyboard.press('Enter');
  await job.locator('button[aria-disabled=true]:focus').waitFor();
  await withJobs(page, [{ ...ENDED, status: 'cancelled' }]);
  await send({ ...ENDED, status: 'cancelled' });
  await cancel.waitFor({ state: 'hidden' });
  assert.equal(await job.evaluate((element) => element === document.activeElement), true);
  assertNone(problems);
});

it('shows the first project when its job was too short to be seen', async () => {
  const { page, problems, send } = await held();
  await page.route(OVERVIEW, (route) => route.fulfill({ json: { projects: [] } }));
  await visit(page, { hash: '#/', ready: '.empty pre' });
  await page.unroute(OVERVIEW);
  await send(ENDED);
  await page.locator('.project h2', { hasText: 'shop' }).waitFor();
  assertNone(problems);
});

it('shows projects that came while the page was hidden', async () => {
  const { page, problems, send, hide } = await held();
  await page.route(OVERVIEW, (route) => route.fulfill({ json: { projects: [] } }));
  await visit(page, { hash: '#/', ready: '.empty pre' });
  await send();
  await hide(true);
  await page.unroute(OVERVIEW);
  await hide(false);
  await send();
  await page.locator('.project h2', { hasText: 'shop' }).waitFor();
  assertNone(problems);
});

it('keeps a message open, and the keyboard on it, when the figures are loaded again', async () => {
  const { page, problems, send } = await held();
  const project = { id: projects.shop, name: 'shop', state: 'ready', repositories: [], languages: [], jobs: [] };
  const earlier = { ...ENDED, completed_at: '2020-01-01T00:00:00Z' };
  let message = 'The first message.';
  await page.route('**/api/overview/freshness', (route) => route.fulfill({ json: { repositories: [] } }));
  await page.route(OVERVIEW, (route) => route.fulfill({
    json: { projects: [{ ...project, last_job: { ...earlier, status_message: message } }] },
  }));
  await visit(page, VIEWS.overview);
  const summary = page.locator('.project summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('.project details[open]').waitFor();
  message = 'The second message.';
  await send(ENDED);
  await page.locator('.project details[open] summary:focus', { hasText: message }).waitFor();
  assertNone(problems);
});
