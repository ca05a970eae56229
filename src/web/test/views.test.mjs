// Each view with real data: it opens without a fault, fits any width, holds still, and can be read and used by all.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { assertNone, it, logIn, openPage, origin, settled, VIEWS, visit } from './page.mjs';

const STILL = 0.01;
let session;
let axe;

before(async () => {
  session = await logIn();
  axe = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
});
after(() => session?.browser.close());

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}

/** What is wider than the page, which never scrolls sideways. */
function tooWide(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth ? [] : [`${scrollWidth} > ${clientWidth}`, ...[...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > clientWidth && !one.closest('.scroll, .code, .graph, pre'))
      .slice(0, 5).map((one) => `${one.tagName}.${one.className}`)];
  });
}

for (const [name, view] of Object.entries(VIEWS)) {
  describe(`view ${name}`, () => {
    for (const [colorScheme, width] of [['light', 1280], ['dark', 360]]) {
      it(`has no fault, ${colorScheme} and ${width} pixels wide`, async (t) => {
        const { page, problems } = await openPage(session, { colorScheme, viewport: { width, height: 900 } });
        await visit(page, view);
        const { shift, shifts, paint } = await page.evaluate(() => ({
          shift: window.__shift,
          shifts: window.__shifts,
          paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
        }));
        t.diagnostic(`${name}: first contentful paint after ${Math.round(paint)} ms, layout shift ${shift.toFixed(4)}`);
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(await tooWide(page), []);
        assert.ok(shift < STILL, `the layout shifts by ${shift}: ${shifts.join('; ')}`);
        await page.setViewportSize({ width: 3840, height: 2160 });
        await settled(page);
        assert.deepEqual(await tooWide(page), []);
        assertNone(problems);
      });
    }
  });
}

it('shows the first command where nothing is indexed', async () => {
  const { page, problems } = await openPage(session);
  await page.route('**/api/overview', (route) => route.fulfill({ json: { projects: [] } }));
  await visit(page, { hash: '#/', ready: '.empty pre' });
  assert.match(await page.locator('.empty').innerText(), /codebase-mcp index/);
  assertNone(problems);
});

describe('keyboard', () => {
  it('searches from anywhere by the slash, and walks the results', async () => {
    const { page, problems } = await openPage(session);
    await visit(page, VIEWS.overview);
    await page.keyboard.press('/');
    await page.locator('#question:focus').waitFor();
    await page.keyboard.type('refresh a session');
    await page.keyboard.press('Enter');
    await page.locator('.result-name').first().waitFor();
    assert.match(page.url(), /#\/search\?.*q=refresh\+a\+session/);
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => [...document.querySelectorAll('.result-name')].indexOf(document.activeElement));
    assert.equal(await focused(), 0);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 1);
    await page.keyboard.press('Escape');
    await page.locator('#question:focus').waitFor();
    await page.goBack();
    await page.goBack();
    await page.locator(VIEWS.overview.ready).first().waitFor();
    assertNone(problems);
  });

  it('skips to the content, and shows where the focus is', async () => {
    const { page } = await openPage(session);
    await visit(page, VIEWS.overview);
    await page.keyboard.press('Tab');
    const skip = await page.locator('.skip:focus').boundingBox();
    assert.ok(skip.x >= 0 && skip.y >= 0 && skip.height > 0, 'the skip link shows while it has the focus');
    await page.keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const unseen = await page.evaluate(() => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
        const shows = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 || boxShadow !== 'none';
        return document.activeElement === document.body || shows ? '' : document.activeElement.outerHTML.slice(0, 200);
      });
      assert.equal(unseen, '');
    }
  });

  it('walks the graph of a symbol', async () => {
    const { page, problems } = await openPage(session);
    await visit(page, VIEWS.symbol);
    assert.match(await page.locator('.node.centre').innerText(), /refreshSession/);
    assert.match(await page.locator('main').innerText(), /pay/);
    await page.locator('.node.callers a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /pay/.test(document.querySelector('.node.centre')?.innerText ?? ''));
    assert.match(decodeURIComponent(page.url()), /symbol=.*pay/);
    assertNone(problems);
  });
});

it('leads from a link to its answer, and back', async () => {
  const { page, problems } = await openPage(session);
  await page.goto(`${origin}/${VIEWS.search.hash}`);
  await page.locator('.result-name').first().waitFor();
  assert.equal(await page.locator('#question').inputValue(), 'refresh a session');
  await page.locator('.facts-line a').first().click();
  await page.locator('#symbol-title').waitFor();
  await settled(page);
  await page.goBack();
  await page.locator('.result-name').first().waitFor();
  assertNone(problems);
});
