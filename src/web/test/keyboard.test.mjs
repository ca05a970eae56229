// The keyboard stays where its user is, and a question stays until it is answered.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, projects, settled, VIEWS, visit } from './page.mjs';

let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

it('holds the question about a removal open until the removal has ended', async () => {
  const { page } = await openPage(session);
  let removal;
  await page.route(`**/api/projects/${projects.shop}/repositories/*`, (route) => { removal = route; });
  await visit(page, VIEWS.project);
  await page.locator('.repositories button', { hasText: 'Remove' }).first().click();
  const asked = page.waitForRequest((request) => request.method() === 'DELETE');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('button', { hasText: 'Remove its index' }).click();
  await asked;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.locator('button', { hasText: 'Keep it' }).evaluate((button) => button.click());
  await page.keyboard.press('/');
  await settled(page);
  assert.ok(await dialog.isVisible());
  await removal.fulfill({ status: 400, json: { error: 'A job writes into the project.' } });
  await dialog.locator('.failure', { hasText: 'A job writes' }).waitFor();
  await dialog.locator('button', { hasText: 'Keep it' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
});

it('leaves the keyboard in the box while a graph grows', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, { ...VIEWS.symbol, ready: '.node-grow' });
  let step;
  await page.route('**/api/tools/find_symbol', (route) => { step = route; });
  const asked = page.waitForRequest('**/api/tools/find_symbol');
  await page.locator('.node-grow').first().click();
  await asked;
  await page.locator('#symbol-name').focus();
  await step.continue();
  await page.locator('.graph-part [role=status]', { hasText: /\d symbols/ }).waitFor();
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'symbol-name');
  assertNone(problems);
});

it('searches by the slash from the symbols, and from a list to choose from', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, { hash: '#/symbol', ready: '#symbol-name' });
  await page.locator('#symbol-project').focus();
  await page.keyboard.press('/');
  await page.locator('#question:focus').waitFor();
  assertNone(problems);
});

it('scrolls long code by the arrows, and moves between results outside it', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, VIEWS.search);
  await page.locator('.result-code .code').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.locator('.result-code .code').first().evaluate((code) => code === document.activeElement));
  await page.keyboard.press('Escape');
  await page.locator('#question:focus').waitFor();
  const short = page.locator('.result:not(:has(.unfold)) .result-name');
  assert.equal(await short.and(page.locator('[aria-expanded]')).count(), 0);
  assertNone(problems);
});

it('shows all of a result by Enter, where a part is hidden', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, VIEWS.search);
  const long = page.locator('.result', { has: page.locator('.unfold') }).first();
  assert.ok(await long.locator('.code tr[hidden]').count() > 0);
  await long.locator('.result-name').focus();
  await page.keyboard.press('Enter');
  await long.locator('.result-name[aria-expanded=true]').waitFor();
  assert.equal(await long.locator('.code tr[hidden]').count(), 0);
  assertNone(problems);
});
