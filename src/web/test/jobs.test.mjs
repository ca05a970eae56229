// A job from its start to its end in the project's view, one that is cancelled, and a repository that is removed.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, projects, root, visit } from './page.mjs';

const view = { hash: `#/project/${projects.watched}`, ready: '#directory' };
let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

async function start(page, directory) {
  await page.locator('#directory').fill(directory);
  await page.keyboard.press('Enter');
  const job = page.locator('.job', { hasText: directory }).first();
  await job.waitFor();
  return job;
}

it('watches a job from its start to its end', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, view);
  const directory = join(root, 'few');
  const job = await start(page, directory);
  await job.locator('.badge', { hasText: /^completed$/ }).waitFor({ timeout: 60_000 });
  assert.equal(await job.locator('[role=progressbar]').getAttribute('aria-valuenow'), '100');
  assert.ok(await job.locator('button', { hasText: 'Cancel' }).isHidden());
  const row = page.locator('.repositories tbody tr', { hasText: directory });
  await row.locator('td', { hasText: /^300$/ }).first().waitFor();
  assertNone(problems);
});

it('cancels a job', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, view);
  const job = await start(page, join(root, 'many'));
  await job.locator('button', { hasText: 'Cancel' }).click();
  await job.locator('.badge', { hasText: /^cancelled$/ }).waitFor({ timeout: 30_000 });
  assertNone(problems);
});

it('says why a directory cannot be indexed, and keeps what was typed', async () => {
  const { page } = await openPage(session);
  await visit(page, view);
  await page.locator('#directory').fill('/no/such/<b>directory</b>');
  await page.keyboard.press('Enter');
  await page.locator('#directory[aria-invalid=true]').waitFor();
  assert.match(await page.locator('#directory-problem').innerText(), /<b>directory<\/b>.*does not exist/);
  assert.equal(await page.locator('#directory').inputValue(), '/no/such/<b>directory</b>');
});

it('removes a repository only after it has asked', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, { ...view, ready: '.repositories tbody tr' });
  const row = page.locator('.repositories tbody tr', { hasText: join(root, 'few') });
  await row.locator('button', { hasText: 'Remove' }).click();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await row.count(), 1);
  await row.locator('button', { hasText: 'Remove' }).click();
  await page.locator('dialog button', { hasText: 'Remove its index' }).click();
  await row.waitFor({ state: 'detached' });
  assertNone(problems);
});
