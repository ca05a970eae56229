// What a change of the view does to title, focus and scroll; and what the views say of their own state.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, origin, projects, settled, VIEWS, visit } from './page.mjs';

let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

function tab(page, name) {
  return page.locator('nav a', { hasText: name });
}

it('gives each view its title', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, VIEWS.project);
  const titled = (start) => page.waitForFunction((text) => document.title === `${text} – codebase-mcp`, start);
  await titled('shop');
  for (const [name, title] of [['Health', 'Health'], ['Search', 'Search'], ['Symbols', 'Symbols'], ['Projects', 'Projects']]) {
    await tab(page, name).click();
    await titled(title);
  }
  await page.goto(`${origin}/${VIEWS.search.hash}`);
  await titled('refresh a session');
  await page.goto(`${origin}/${VIEWS.symbol.hash}`);
  await titled('refreshSession');
  await page.goBack();
  await titled('refresh a session');
  assertNone(problems);
});

it('leads the focus to the heading of another view, or to its box, and to the top', async () => {
  const { page, problems } = await openPage(session, { viewport: { width: 1280, height: 500 } });
  await visit(page, VIEWS.health);
  await page.evaluate(() => scrollTo(0, 400));
  await tab(page, 'Projects').evaluate((link) => link.click());
  await page.locator(VIEWS.overview.ready).first().waitFor();
  await page.locator('h1:focus', { hasText: 'Projects' }).waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.locator(VIEWS.overview.ready, { hasText: 'shop' }).click();
  await page.locator('h1:focus', { hasText: 'shop' }).waitFor();
  await tab(page, 'Search').click();
  await page.locator('#question:focus').waitFor();
  await tab(page, 'Symbols').click();
  await page.locator('#symbol-name:focus').waitFor();
  assertNone(problems);
});

it('draws the growth again after a job, although it has as many entries as before, and in the colours of the moment', async () => {
  const { page, problems } = await openPage(session, { colorScheme: 'light' });
  await page.addInitScript(() => {
    const { observe, disconnect } = ResizeObserver.prototype;
    window.__watched = 0;
    ResizeObserver.prototype.observe = function (...args) { window.__watched++; observe.apply(this, args); };
    ResizeObserver.prototype.disconnect = function () { window.__watched--; disconnect.apply(this); };
  });
  let last = 0;
  await page.route(`**/api/projects/${projects.shop}`, async (route) => {
    const project = await (await route.fetch()).json();
    const growth = Array.from({ length: 500 }, (_, i) => ({
      time: new Date(1.7e12 + (i + last) * 60_000).toISOString(), files: 1000 + i + last, chunks: 10, size_bytes: 1e6,
    }));
    await route.fulfill({ json: { ...project, growth } });
  });
  await page.route('**/api/tools/start_indexing_background', (route) => route.fulfill({ json: { message: 'Nothing to do.' } }));
  await visit(page, VIEWS.project);
  await page.locator('.growth canvas').waitFor();
  await page.locator('summary', { hasText: 'The same as numbers' }).click();
  const newest = () => page.locator('details tbody tr').first().locator('td').nth(1).innerText();
  assert.equal(await newest(), '1,499');
  last = 1;
  await page.locator('#directory').fill('/somewhere');
  await page.keyboard.press('Enter');
  await page.locator('details tbody td', { hasText: /^1,500$/ }).waitFor();
  assert.equal(await newest(), '1,500');
  await settled(page);
  const light = await page.locator('.growth canvas').evaluate((canvas) => canvas.toDataURL());
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction((before) => {
    const canvas = document.querySelector('.growth canvas');
    return canvas && canvas.toDataURL() !== before;
  }, light);
  assert.equal(await page.locator('.growth canvas').count(), 1);
  assert.equal(await page.evaluate(() => window.__watched), 1);
  await tab(page, 'Projects').click();
  await page.locator(VIEWS.overview.ready).first().waitFor();
  assert.equal(await page.evaluate(() => window.__watched), 0);
  assertNone(problems);
});

it('says that a database is being made only while it is', async () => {
  const { page, problems } = await openPage(session);
  let state = 'creating';
  await page.route(`**/api/projects/${projects.shop}`, async (route) =>
    route.fulfill({ json: { ...await (await route.fetch()).json(), state } }));
  await page.route('**/api/tools/start_indexing_background', (route) => route.fulfill({ json: { message: 'Nothing to do.' } }));
  await visit(page, VIEWS.project);
  const note = page.locator('main .note', { hasText: 'database is being made' });
  await note.waitFor();
  state = 'ready';
  await page.locator('#directory').fill('/somewhere');
  await page.keyboard.press('Enter');
  await note.waitFor({ state: 'hidden' });
  assertNone(problems);
});

it('names all paths of a project in its card', async () => {
  const { page, problems } = await openPage(session);
  await page.route('**/api/overview', async (route) => {
    const { projects: all } = await (await route.fetch()).json();
    const shop = all.find((project) => project.id === projects.shop);
    shop.repositories = ['/a', '/b', '/c'].map((path) => ({ ...shop.repositories[0], path }));
    await route.fulfill({ json: { projects: all } });
  });
  await visit(page, VIEWS.overview);
  const more = page.locator('.places', { hasText: '+ 2 more' });
  assert.equal(await more.locator('span').first().getAttribute('title'), '/a\n/b\n/c');
  assertNone(problems);
});

it('says that the lists have what a narrow window has no graph for', async () => {
  const { page, problems } = await openPage(session, { viewport: { width: 360, height: 800 } });
  await visit(page, VIEWS.symbol);
  assert.ok(await page.locator('.graph').isHidden());
  assert.match(await page.locator('.relations').innerText(), /The lists show the same/);
  await page.setViewportSize({ width: 800, height: 800 });
  assert.ok(await page.locator('.graph').isVisible());
  assert.ok(await page.locator('.no-graph').isHidden());
  assertNone(problems);
});

it('names the repository of each place where the answers have several, and shows notes as they are', async () => {
  const { page, problems } = await openPage(session);
  const note = 'Shown 1-2 of 9; the next ones: cursor 2.';
  const names = ['one', 'two'];
  await page.route('**/api/tools/find_references', async (route) => {
    const answer = await (await route.fetch()).json();
    const references = names.map((repository) => ({ ...answer.references[0], repository }));
    await route.fulfill({ json: { ...answer, references, message: note } });
  });
  await page.route('**/api/tools/find_symbol', async (route) => {
    const answer = await (await route.fetch()).json();
    const callers = names.map((repository, i) => ({ ...answer.callers?.[0], in_symbol: `use${i}`, repository }));
    await route.fulfill({ json: answer.callers ? { ...answer, callers } : answer });
  });
  await visit(page, { ...VIEWS.symbol, ready: '.reference-file' });
  assert.deepEqual((await page.locator('.reference-file').allInnerTexts()).map((text) => text.match(/ ?in (\w+)/)?.[1]), names);
  assert.match(await page.locator('.references').innerText(), new RegExp(note.replaceAll('.', '\\.')));
  const lists = await page.locator('.relations-lists').innerText();
  assert.ok(names.every((name) => lists.includes(` in ${name}`)), lists);
  assertNone(problems);
});
