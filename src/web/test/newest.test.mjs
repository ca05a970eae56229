// The page shows what was asked last, and asks for what it shows.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, projects, settled, VIEWS, visit } from './page.mjs';
import { HOSTILE_PROJECT } from './sample.mjs';

let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

it('drops the answer about a change of more steps when fewer are chosen meanwhile', async () => {
  const { page, problems } = await openPage(session);
  const slow = [];
  await page.route('**/api/tools/analyze_impact', (route) =>
    (route.request().postDataJSON().depth === 5 ? slow.push(route) : route.continue()));
  await visit(page, VIEWS.symbol);
  await page.locator('summary', { hasText: 'What changes' }).click();
  const told = (steps) => page.locator('.impact', { hasText: `within ${steps}` });
  await told('3 steps').waitFor();
  const asked = page.waitForRequest((request) => request.postDataJSON()?.depth === 5);
  await page.locator('#impact-depth').selectOption('5');
  await asked;
  await page.locator('#impact-depth').selectOption('1');
  await told('1 step').waitFor();
  await Promise.all(slow.map((route) => route.continue().catch(() => undefined)));
  await settled(page);
  assert.equal(slow.length, 1);
  assert.ok(await told('1 step').isVisible());
  assertNone(problems);
});

it('shows the references of the kind that was chosen last', async () => {
  const { page, problems } = await openPage(session);
  const slow = [];
  await visit(page, { ...VIEWS.symbol, ready: '.reference-file' });
  await page.route('**/api/tools/find_references', (route) =>
    (slow.length === 0 ? slow.push(route) : route.continue()));
  const chip = (kind) => page.locator('.references .chip', { hasText: kind });
  const asked = page.waitForRequest('**/api/tools/find_references');
  await chip('call').click();
  await asked;
  await chip('all uses').click();
  await page.locator('.reference-file').first().waitFor();
  await slow[0].fulfill({ status: 503, json: { error: 'Too late.' } }).catch(() => undefined);
  await settled(page);
  assert.equal(await page.locator('.references .failure').count(), 0);
  assert.equal(await chip('all uses').getAttribute('aria-pressed'), 'true');
  assertNone(problems);
});

it('gives a search that names no project the one that it was answered from', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, { hash: '#/search?q=refresh+a+session', ready: '.answer' });
  await page.waitForURL(/project=/);
  const first = await page.locator('#search-project').inputValue();
  assert.match(page.url(), new RegExp(`project=${first}`));
  const other = [projects.shop, projects[HOSTILE_PROJECT]].find((id) => id !== first);
  await page.locator('#search-project').selectOption(other);
  await page.waitForURL(new RegExp(`project=${other}`));
  await settled(page);
  await page.goBack();
  await page.waitForURL(new RegExp(`project=${first}`));
  await settled(page);
  assert.equal(await page.locator('#search-project').inputValue(), first);
  assertNone(problems);
});
