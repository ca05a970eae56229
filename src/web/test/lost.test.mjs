// What the page says when the server, or one of its answers, does not come.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { it, logIn, openPage, projects, VIEWS, visit } from './page.mjs';

const PROJECT = `**/api/projects/${projects.shop}`;
const JOB = {
  project_id: projects.shop, project: 'shop', job_id: '00000000-0000-4000-8000-000000000001', repo_path: '/somewhere',
  status: 'running', status_message: 'Indexing', phase: 'indexing', percent: 50, files_total: 2, files_scanned: 2,
  files_indexed: 1, files_deleted: 0, files_failed: 0, files_skipped: 0, skipped: {}, chunks_created: 1,
  force_reindex: false, created_at: '2999-01-01T00:00:00Z',
};
let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

/** The page, whose only permitted problems are requests that fail. */
async function opened(view) {
  const { page, problems } = await openPage(session);
  await visit(page, view);
  return { page, faults: () => problems.filter((problem) => /^(page|dialog|elsewhere)/.test(problem)) };
}

it('says in the header that the server does not answer, until it does', async () => {
  const { page, faults } = await opened(VIEWS.health);
  const line = page.locator('header #connection');
  assert.ok(await line.isHidden());
  await page.route('**/api/health', (route) => route.abort('connectionrefused'));
  await page.locator('button', { hasText: 'Check again' }).click();
  await line.filter({ hasText: 'codebase-mcp ui' }).waitFor();
  const trouble = page.locator('main .failure', { hasText: 'does not answer' });
  await trouble.waitFor();
  assert.ok(await page.locator('.findings li').count() > 0, 'the figures of before stay');
  await page.unroute('**/api/health');
  await page.locator('button', { hasText: 'Check again' }).click();
  await line.waitFor({ state: 'hidden' });
  await trouble.waitFor({ state: 'hidden' });
  assert.deepEqual(faults(), []);
});

it('says in the header that the stream of events is lost, until another view needs none', async () => {
  const { page, problems } = await openPage(session);
  await page.route('**/api/events', (route) => route.abort('connectionrefused'));
  await visit(page, VIEWS.overview);
  const line = page.locator('header #connection');
  await line.filter({ hasText: 'Connection lost' }).waitFor();
  const box = await line.boundingBox();
  assert.ok(box.width > 0 && box.y >= 0 && box.y < 48, 'it lies in the header');
  await page.locator('nav a', { hasText: 'Search' }).click();
  await line.waitFor({ state: 'hidden' });
  assert.deepEqual(problems.filter((problem) => problem.startsWith('page')), []);
});

it('says that a project could not be read again after a job', async () => {
  const { page } = await openPage(session);
  let status = 'running';
  await page.route('**/api/events', (route) => route.fulfill({
    headers: { 'Content-Type': 'text/event-stream' },
    body: `retry: 1000\nevent: jobs\ndata: ${JSON.stringify({ jobs: [{ ...JOB, status }] })}\n\n`,
  }));
  await visit(page, VIEWS.project);
  await page.locator('.job', { hasText: '/somewhere' }).waitFor();
  await page.route(PROJECT, (route) => route.fulfill({ status: 503, json: { error: 'The database is away.' } }));
  status = 'completed';
  const stale = page.locator('main .failure', { hasText: 'The database is away.' });
  await stale.waitFor();
  await page.unroute(PROJECT);
  await stale.locator('button').click();
  await stale.waitFor({ state: 'hidden' });
});

it('shows why no job was started', async () => {
  const { page, faults } = await opened(VIEWS.project);
  await page.route('**/api/tools/start_indexing_background', (route) => route.fulfill({ json: { message: 'It would index 3 files.' } }));
  await page.locator('#directory').fill('/somewhere');
  await page.keyboard.press('Enter');
  await page.locator('main .note', { hasText: 'It would index 3 files.' }).waitFor();
  assert.equal(await page.locator('#directory').inputValue(), '/somewhere');
  assert.deepEqual(faults(), []);
});

it('says that a removal worked, but the project could not be read again', async () => {
  const { page, faults } = await opened(VIEWS.project);
  await page.route(`${PROJECT}/repositories/*`, (route) => route.fulfill({ json: { removed: {} } }));
  await page.route(PROJECT, (route) => route.fulfill({ status: 503, json: { error: 'The database is away.' } }));
  await page.locator('.repositories button', { hasText: 'Remove' }).first().click();
  await page.locator('dialog button', { hasText: 'Remove its index' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('main .failure', { hasText: 'The database is away.' }).waitFor();
  assert.deepEqual(faults(), []);
});
