// Tests the page in Chromium: node test/run.mjs JAR. It indexes samples in a home of its own, serves the page, and runs
// all tests on that one server. scripts/test-page calls it.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withProgram } from './program.mjs';
import { HOSTILE_PROJECT, writeSamples } from './sample.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The ids of all projects by name. */
async function projects(link) {
  const login = await fetch(link);
  const cookie = login.headers.get('set-cookie').split(';')[0];
  const answer = await fetch(new URL('/api/tools/list_projects', link), {
    method: 'POST', body: '{}', headers: { cookie, 'content-type': 'application/json' },
  });
  return Object.fromEntries((await answer.json()).projects.map((project) => [project.name, project.id]));
}

process.exitCode = await withProgram(process.argv[2], async ({ root, run, command, first, another }) => {
  const began = performance.now();
  await writeSamples(root);
  for (const [name, folder] of [['shop', 'shop'], [HOSTILE_PROJECT, 'hostile'], ['watched', 'watched']]) {
    await command('projects', 'create', name, '--directory', join(root, folder));
  }
  await command('index', join(root, 'shop'));
  await command('index', join(root, 'hostile'));
  const ids = await projects(await first());
  console.log(`indexed the samples in ${Math.round(performance.now() - began)} ms`);
  const names = (await readdir(here)).filter((name) => name.endsWith('.test.mjs'));
  const links = {};
  for (const name of names) {
    links[name] = await another();
  }
  const page = { root, projects: ids, links, spare: await another() };
  // Side by side, the jobs and figures of one file would show in the views of another.
  return run(process.execPath,
    ['--test', '--test-concurrency=1', '--test-reporter=spec', ...names.map((name) => join(here, name))],
    { env: { ...process.env, PAGE: JSON.stringify(page) }, stdio: 'inherit' });
});
