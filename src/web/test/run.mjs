// Tests the page in Chromium: node test/run.mjs JAR. It indexes samples in a home of its own, serves the page, and runs
// all tests on that one server. scripts/test-page calls it.

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { HOSTILE_PROJECT, writeSamples } from './sample.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const options = fileURLToPath(new URL('../../../config/java-options', import.meta.url));
const jar = process.argv[2];
const root = await mkdtemp(join(tmpdir(), 'codebase-mcp-page-'));
const environment = { ...process.env, HOME: root, CODEBASE_MCP_HOME: join(root, 'home') };

/** Runs a program to its end. */
function run(program, args, how = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'], ...how });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code));
  });
}

async function command(...args) {
  const code = await run('java', [`@${options}`, '-jar', jar, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (code !== 0) {
    throw new Error(`codebase-mcp ${args.join(' ')} ended with ${code}`);
  }
}

/** Starts the page, and returns its process with a function for links. */
function serve() {
  const child = spawn('java', [`@${options}`, '-jar', jar, 'ui', '--no-open', '--port', '0'],
    { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const link = async () => {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error('ui ended without a link');
    }
    return value.match(/http:\S+/)[0];
  };
  return { child, first: link, another: () => { child.stdin.write('\n'); return link(); } };
}

async function index(folder, project) {
  const directory = join(root, folder);
  await command('projects', 'create', project, '--directory', directory);
  await command('index', directory);
}

async function ask(link, tool, body) {
  const login = await fetch(link);
  const cookie = login.headers.get('set-cookie').split(';')[0];
  const answer = await fetch(new URL(`/api/tools/${tool}`, link), {
    method: 'POST', body: JSON.stringify(body), headers: { cookie, 'content-type': 'application/json' },
  });
  return answer.json();
}

let server;
let code = 1;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server?.child.kill();
    process.exit(1);
  });
}
const began = performance.now();
try {
  await writeSamples(root);
  server = serve();
  const links = [await server.first()];
  await index('shop', 'shop');
  await index('hostile', HOSTILE_PROJECT);
  await command('projects', 'create', 'watched', '--directory', join(root, 'watched'));
  const { projects } = await ask(await server.another(), 'list_projects', {});
  const ids = Object.fromEntries(projects.map((project) => [project.name, project.id]));
  console.log(`indexed the samples in ${Math.round(performance.now() - began)} ms`);
  const tests = (await readdir(here)).filter((name) => name.endsWith('.test.mjs')).map((name) => join(here, name));
  for (let i = 0; i < tests.length; i++) {
    links.push(await server.another());
  }
  const names = tests.map((test) => test.split(/[\\/]/).at(-1));
  const page = { root, projects: ids, links: Object.fromEntries(names.map((name, i) => [name, links[i]])), spare: links.at(-1) };
  code = await run(process.execPath, ['--test', '--test-reporter=spec', ...tests],
    { env: { ...process.env, PAGE: JSON.stringify(page) }, stdio: 'inherit' });
} finally {
  server?.child.kill();
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
process.exitCode = code;
