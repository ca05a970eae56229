// What failed can be tried again, and nothing that was typed or shown is lost by it.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { it, logIn, openPage, projects, VIEWS, visit } from './page.mjs';

const AWAY = { status: 503, json: { error: 'The database is away.' } };
const REFUSED = { status: 401, contentType: 'text/plain', body: 'Open the link.' };
let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

/** The page, whose only permitted problems are requests that fail. */
async function opened() {
  const { page, problems } = await openPage(session);
  const assertOnlyRefused = () =>
    assert.deepEqual(problems.filter((problem) => /^(page|dialog|elsewhere)/.test(problem)), []);
  const again = page.locator('main .failure button', { hasText: 'Try again' });
  return { page, again, assertOnlyRefused };
}

const LOADS = { overview: '**/api/overview', project: `**/api/projects/${projects.shop}`, health: '**/api/health' };
for (const [name, path] of Object.entries(LOADS)) {
  it(`tries again to load the view ${name}`, async () => {
    const { page, again, assertOnlyRefused } = await opened();
    await page.route(path, (route) => route.fulfill(AWAY));
    await visit(page, { ...VIEWS[name], ready: 'main .failure' });
    assert.match(await page.locator('main .failure').innerText(), /The database is away\./);
    await page.unroute(path);
    await again.focus();
    await page.keyboard.press('Enter');
    await page.locator(VIEWS[name].ready).first().waitFor();
    assert.equal(await page.locator('main .failure:visible').count(), 0);
    assert.ok(await page.locator('h1:focus').count() === 1, 'the keyboard is in the view');
    assertOnlyRefused();
  });
}

const FORMS = [['search', '#question', '.result-name'], ['symbol', '#symbol-name', '.symbol-start']];
for (const [view, box, ready] of FORMS) {
  it(`keeps the form of the view ${view} where the list of projects does not come`, async () => {
    const { page, again, assertOnlyRefused } = await opened();
    await page.route('**/api/search/projects', (route) => route.fulfill(AWAY));
    const hash = view === 'search' ? '#/search?q=refresh+a+session' : '#/symbol';
    await visit(page, { hash, ready: 'main .failure' });
    await page.locator(box).fill('total price');
    await page.unroute('**/api/search/projects');
    await again.click();
    await page.locator(ready).first().waitFor();
    assert.equal(await page.locator(box).inputValue(), 'total price');
    assertOnlyRefused();
  });
}

it('keeps the figures of the health where only the settings fail', async () => {
  const { page, again, assertOnlyRefused } = await opened();
  await page.route('**/api/settings', (route) => route.fulfill(AWAY));
  await visit(page, { ...VIEWS.health, ready: '#settings .failure' });
  assert.ok(await page.locator('.findings li').count() > 0);
  await page.unroute('**/api/settings');
  await again.click();
  await page.locator(VIEWS.health.ready).first().waitFor();
  assertOnlyRefused();
});

it('shows warnings about settings', async () => {
  const { page, assertOnlyRefused } = await opened();
  await page.route('**/api/settings', async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, warnings: ['CODEBASE_MCP_X is <b>unknown</b>.'] } });
  });
  await visit(page, VIEWS.health);
  assert.equal(await page.locator('#settings .note').innerText(), 'CODEBASE_MCP_X is <b>unknown</b>.');
  assertOnlyRefused();
});

it('says by itself that the server is back', async () => {
  const { page, assertOnlyRefused } = await opened();
  await visit(page, VIEWS.health);
  const line = page.locator('header #connection');
  await page.route('**/*', (route) => route.abort('connectionrefused'));
  await page.locator('button', { hasText: 'Check again' }).click();
  await line.filter({ hasText: 'does not answer' }).waitFor();
  await page.unroute('**/*');
  await line.waitFor({ state: 'hidden' });
  assertOnlyRefused();
});

it('says that the login is over, and goes on after a new one', async () => {
  const { page, again, assertOnlyRefused } = await opened();
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    window.__blink = () => [true, false].forEach((now) => {
      hidden = now;
      document.dispatchEvent(new Event('visibilitychange'));
    });
  });
  await visit(page, VIEWS.overview);
  await page.route('**/*', (route) => route.fulfill(REFUSED));
  // The stream is opened anew, and refused.
  await page.evaluate(() => window.__blink());
  const line = page.locator('header #connection');
  await line.filter({ hasText: 'The login is over.' }).waitFor();
  await page.locator('nav a', { hasText: 'Health' }).click();
  await page.locator('main .failure', { hasText: 'The login is over.' }).waitFor();
  await page.unroute('**/*');
  await line.waitFor({ state: 'hidden' });
  await again.click();
  await page.locator(VIEWS.health.ready).first().waitFor();
  assertOnlyRefused();
});

const MODULES = [['is refused', REFUSED, 'The login is over.'], ['is broken', { status: 500 }, 'could not be loaded']];
for (const [reason, answer, said] of MODULES) {
  it(`loads the page again where the module of a view ${reason}`, async () => {
    const { page, again, assertOnlyRefused } = await opened();
    await page.route('**/views/health.js', (route) => route.fulfill(answer));
    await visit(page, VIEWS.overview);
    if (answer === REFUSED) {
      await page.route(/\/$/, (route) => route.fulfill(REFUSED));
    }
    await page.locator('nav a', { hasText: 'Health' }).click();
    await page.locator('main .failure', { hasText: said }).waitFor();
    await page.unrouteAll();
    await again.click();
    await page.locator(VIEWS.health.ready).first().waitFor();
    assertOnlyRefused();
  });
}
