// Nothing that is indexed becomes markup, and no other page gets anything.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe } from 'node:test';
import { assertNone, it, links, logIn, openPage, origin, projects, settled, spare, VIEWS, visit } from './page.mjs';
import { HOSTILE_FILE, HOSTILE_PROJECT } from './sample.mjs';

const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;
const hostile = projects[HOSTILE_PROJECT];
let session;
let foreign;

before(async () => {
  session = await logIn();
  foreign = createServer((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>elsewhere</title>'));
  await new Promise((listening) => foreign.listen(0, '127.0.0.1', listening));
});
after(async () => {
  await session?.browser.close();
  foreign?.close();
});

/** The page is still only what its own files made. */
async function assertOnlyText(page) {
  const found = await page.evaluate(() => ({
    ran: window.__x,
    scripts: document.scripts.length,
    strange: [...document.querySelectorAll('*')].filter((one) => one.closest('main') && /^(script|iframe|object|embed|img|base|b|template)$/i.test(one.tagName)
      || [...one.attributes].some(({ name, value }) => /^on/i.test(name)
        || /^(href|src|action|formaction)$/i.test(name) && /^\s*javascript:/i.test(value)))
      .map((one) => one.outerHTML.slice(0, 200)),
    links: [...document.querySelectorAll('main a')].map((one) => one.getAttribute('href')).filter((href) => !href.startsWith('#')),
    text: document.body.innerText,
  }));
  assert.equal(found.ran, undefined);
  assert.equal(found.scripts, 1);
  assert.deepEqual(found.strange, []);
  assert.deepEqual(found.links, []);
  assert.doesNotMatch(found.text, RAW);
  return found.text;
}

describe('untrusted names and code stay text', () => {
  const places = {
    overview: [VIEWS.overview, HOSTILE_PROJECT],
    project: [{ hash: `#/project/${hostile}`, ready: '.repositories tbody tr' }, HOSTILE_PROJECT],
    search: [{ hash: `#/search?project=${hostile}&q=onerror_payload`, ready: '.result-name' }, HOSTILE_FILE],
    symbol: [{ hash: `#/symbol?project=${hostile}&symbol=onerror_payload`, ready: '#symbol-title' }, HOSTILE_FILE],
    'long lines': [{ hash: `#/search?project=${hostile}&q=longLine`, ready: '.result-name' }, 'long.js'],
  };
  for (const [name, [view, expected]] of Object.entries(places)) {
    it(name, async () => {
      const { page, problems } = await openPage(session, { viewport: { width: 800, height: 900 } });
      await visit(page, view);
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      await settled(page);
      const text = await assertOnlyText(page);
      assert.ok(text.includes(expected), `${expected} is shown`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
      assertNone(problems);
    });
  }

  it('also in addresses', async () => {
    const markup = encodeURIComponent('"><img src=x onerror="window.__x=1"><script>window.__x=2</script>\u202e');
    const { page, problems } = await openPage(session);
    for (const hash of [`#/project/${markup}`, `#/search?project=${markup}&q=${markup}`, `#/search?project=${hostile}&q=${markup}`,
      `#/symbol?project=${markup}&symbol=${markup}`, `#/symbol?project=${hostile}&symbol=${markup}&file=${markup}&line=x`,
      `#/${markup}`, '#/project/..%2f..', '#/__proto__', '#/constructor', '#/project/%', '#/search?project=%00']) {
      await page.goto('about:blank');
      await page.goto(`${origin}/${hash}`);
      await page.locator('main > *').first().waitFor();
      await settled(page);
      await assertOnlyText(page);
    }
    // The server refuses such names, and the page says so.
    assertNone(problems.filter((problem) => !/^(response: 4|console: Failed to load resource)/.test(problem)));
  });
});

describe('the login', () => {
  it('works once', async () => {
    const context = await session.browser.newContext();
    const page = await context.newPage();
    await page.goto(spare);
    await page.waitForURL(`${origin}/`);
    await page.locator('main > *').first().waitFor();
    assert.equal(await page.evaluate(() => document.cookie), '', 'scripts cannot read the cookie');
    const other = await (await session.browser.newContext()).newPage();
    assert.equal((await other.goto(spare)).status(), 401);
    assert.equal((await other.goto(links['safety.test.mjs'])).status(), 401);
    assert.equal((await other.goto(`${origin}/`)).status(), 401);
    await context.close();
    await other.context().close();
  });
});

/** What a page of another origin can try, in the browser of a user who is logged in. */
async function attack(target) {
  const tried = {};
  const attempt = async (name, work) => {
    try {
      tried[name] = await work();
    } catch {
      tried[name] = 'failed';
    }
  };
  const url = `${target}/api/tools/list_projects`;
  const post = { method: 'POST', body: '{}', credentials: 'include' };
  const read = async (response) => `${response.type} ${response.status}`;
  await attempt('fetch', async () => read(await fetch(`${target}/`, { credentials: 'include' })));
  await attempt('fetch of the API', async () => read(await fetch(url, { ...post, headers: { 'Content-Type': 'application/json' } })));
  await attempt('post as text', async () => read(await fetch(url, { ...post, headers: { 'Content-Type': 'text/plain' } })));
  await attempt('delete', async () => read(await fetch(`${target}/api/projects/x`, { method: 'DELETE', credentials: 'include' })));
  await attempt('post without an answer', async () => { await fetch(url, { ...post, mode: 'no-cors' }); return 'sent'; });
  const element = (tag, attributes) => new Promise((resolve) => {
    const one = Object.assign(document.createElement(tag), attributes);
    one.onload = () => resolve('loaded');
    one.onerror = () => resolve('failed');
    document.body.append(one);
  });
  await attempt('script', () => element('script', { src: `${target}/app.js` }));
  await attempt('module', () => element('script', { src: `${target}/dom.js`, type: 'module' }));
  await attempt('image', () => element('img', { src: `${target}/icon.svg` }));
  await attempt('events', () => new Promise((resolve) => {
    const events = new EventSource(`${target}/api/events`, { withCredentials: true });
    events.onopen = () => resolve('open');
    events.onerror = () => { events.close(); resolve('failed'); };
  }));
  await attempt('frame', async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: `${target}/`, name: 'frame' });
    const loaded = new Promise((resolve) => { frame.onload = resolve; });
    document.body.append(frame);
    await loaded;
    return frame.contentDocument === null ? 'closed' : 'readable';
  });
  await attempt('form', async () => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: url, target: 'frame', enctype: 'text/plain' });
    form.append(Object.assign(document.createElement('input'), { name: '{"a":"', value: '"}' }));
    document.body.append(form);
    const loaded = new Promise((resolve) => { document.querySelector('iframe').onload = resolve; });
    form.submit();
    await loaded;
    return 'sent';
  });
  return tried;
}

describe('a page of another origin gets nothing', () => {
  for (const name of ['127.0.0.1', 'localhost', 'evil.example']) {
    it(`served as ${name}`, async () => {
      const context = await session.browser.newContext({ storageState: session.state });
      const page = await context.newPage();
      const statuses = [];
      context.on('response', (response) => response.url().startsWith(origin) && statuses.push(response.status()));
      await page.goto(`http://${name}:${foreign.address().port}/`);
      const tried = await page.evaluate(attack, origin);
      assert.deepEqual(tried, {
        fetch: 'failed', 'fetch of the API': 'failed', 'post as text': 'failed', delete: 'failed',
        'post without an answer': 'failed', script: 'failed', module: 'failed', image: 'failed', events: 'failed',
        frame: 'closed', form: 'sent',
      });
      assert.ok(statuses.length > 0 && statuses.every((status) => status === 401 || status === 403), String(statuses));
      await context.close();
    });
  }

  it('also where its name resolves to this machine', async () => {
    const context = await session.browser.newContext({ storageState: session.state });
    const page = await context.newPage();
    const answer = await page.goto(origin.replace('127.0.0.1', 'evil.example'));
    assert.equal(answer.status(), 403);
    assert.match(await page.locator('body').innerText(), /its own page only/);
    await context.close();
  });

  it('also by a link', async () => {
    const { page } = await openPage(session);
    await page.goto(`http://evil.example:${foreign.address().port}/`);
    const [answer] = await Promise.all([page.waitForNavigation(), page.evaluate((to) => { location.href = to; }, `${origin}/`)]);
    assert.equal(answer.status(), 401);
  });
});
