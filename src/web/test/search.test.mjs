// Questions that are asked early, again, with filters, and of all projects.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertNone, it, logIn, openPage, origin, projects, settled, VIEWS, visit } from './page.mjs';

const LIST = '**/api/search/projects';
const ASKED = /\/api\/search$/;
let session;

before(async () => { session = await logIn(); });
after(() => session?.browser.close());

/** Does what leads to an answer, and waits until the page shows that one, and no more the one before. */
async function answered(page, act) {
  const before = await page.evaluateHandle(() => document.querySelector('.answer > *'));
  await act();
  await page.waitForFunction((old) => document.querySelector('.answer:not([aria-busy]) .result-name') && !old?.isConnected, before);
  await settled(page);
}

/** What the page asks the server from now on. */
function questions(page) {
  const bodies = [];
  page.on('request', (request) => ASKED.test(request.url()) && bodies.push(request.postDataJSON()));
  return bodies;
}

for (const hash of ['#/search', `#/search?project=${projects.shop}`]) {
  it(`answers a question that is asked before the list of projects is there, at ${hash.split('=')[0]}`, async () => {
    const { page, problems } = await openPage(session);
    const held = [];
    await page.route(LIST, (route) => held.push(route));
    const first = page.waitForRequest(LIST);
    await page.goto(`${origin}/${hash}`);
    await first;
    const second = page.waitForRequest(LIST);
    await page.keyboard.type('refresh a session');
    await page.keyboard.press('Enter');
    await second;
    await page.unroute(LIST);
    // The view has dropped the first one.
    await answered(page, () => Promise.all(held.map((route) => route.continue().catch(() => undefined))));
    assert.equal(await page.locator('#question').inputValue(), 'refresh a session');
    const project = await page.locator('#search-project').inputValue();
    assert.ok(hash === '#/search' ? project.length > 0 : project === projects.shop, 'the project stays');
    assert.ok(page.url().includes(`project=${project}`), 'the address has the project');
    assertNone(problems);
  });
}

it('searches anew when the same question is asked again', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, VIEWS.search);
  const bodies = questions(page);
  await page.locator('#question').focus();
  await answered(page, () => page.keyboard.press('Enter'));
  assert.equal(bodies.length, 1);
  // The second one ends the first, and is answered.
  await page.route(ASKED, () => { /* No answer comes. */ }, { times: 1 });
  const asked = page.waitForRequest(ASKED);
  const ended = page.waitForEvent('requestfailed', (request) => ASKED.test(request.url()));
  await answered(page, async () => {
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Enter');
  });
  assert.ok(await ended === await asked, 'the first one is given up');
  assert.equal(bodies.length, 3);
  assert.ok(await page.locator('#question:focus').count() === 1, 'the focus stays in the box');
  assertNone(problems);
});

it('asks for the counts of the filters once for a question', async () => {
  const { page, problems } = await openPage(session);
  const bodies = questions(page);
  await visit(page, VIEWS.search);
  const chips = () => page.locator('.facets .chip').allInnerTexts();
  const counts = await chips();
  assert.ok(counts.length > 1);
  await answered(page, () => page.locator('.facets .chip', { hasText: 'java' }).first().click());
  assert.match(page.url(), /language=java/);
  assert.deepEqual(await chips(), counts);
  await answered(page, () => page.locator('.facets .chip[aria-pressed=true]').click());
  assert.doesNotMatch(page.url(), /language=java/);
  await page.locator('#question').fill('total price');
  await answered(page, () => page.keyboard.press('Enter'));
  assert.match(page.url(), /total/);
  assert.deepEqual(bodies.map(({ query, facets, language }) => [query, facets, language]), [
    ['refresh a session', undefined, undefined], ['refresh a session', false, 'java'], ['total price', undefined, undefined],
  ]);
  assertNone(problems);
});

it('says what a search of all projects does without', async () => {
  const { page, problems } = await openPage(session);
  await visit(page, { ...VIEWS.search, hash: '#/search?project=all&q=refresh+a+session' });
  assert.match(await page.locator('.answer').innerText(), /need one project/);
  await visit(page, VIEWS.search);
  assert.doesNotMatch(await page.locator('.answer').innerText(), /need one project/);
  assertNone(problems);
});
