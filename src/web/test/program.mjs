// Runs the program from a jar, in a home of its own.

import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const options = fileURLToPath(new URL('../../../config/java-options', import.meta.url));
/** After this long, what was asked to end is killed. */
const END_MILLIS = 20_000;
const POLL_MILLIS = 100;
/** The exit code of a process that a signal has ended, which has none. */
const BY_SIGNAL = 1;

/** The environment without the settings of this user, whose database no test may touch. */
function environment(root) {
  const others = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('CODEBASE_MCP_'));
  return { ...Object.fromEntries(others), HOME: root, CODEBASE_MCP_HOME: join(root, 'home') };
}

/** Processes that end together. `start` returns one with `over`, which gives its exit code. */
function family() {
  const running = new Map();
  return {
    start(program, args, how) {
      const child = spawn(program, args, how);
      const over = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code) => resolve(code ?? BY_SIGNAL));
      });
      running.set(child, over);
      over.catch(() => { /* Who waits for it gets it. */ }).finally(() => running.delete(child));
      return { child, over };
    },
    async end() {
      const all = [...running];
      all.forEach(([child]) => child.kill());
      const late = setTimeout(() => all.forEach(([child]) => child.kill('SIGKILL')), END_MILLIS);
      await Promise.allSettled(all.map(([, over]) => over));
      clearTimeout(late);
    },
  };
}

/** Fails when this process is asked to end. A second signal ends it at once. */
function signalled() {
  return new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => reject(new Error(`ended by ${signal}`)));
    }
  });
}

/** Calls `work` with the program, whose home and processes end with it, also after a signal. */
export async function withProgram(jar, work) {
  const root = await mkdtemp(join(tmpdir(), 'codebase-mcp-page-'));
  const processes = family();
  try {
    // Where root may use no namespace, another user runs the database, and must pass through.
    await chmod(root, 0o711);
    return await Promise.race([signalled(), work(program(jar, root, processes))]);
  } finally {
    await processes.end();
    await endDatabase(root);
    await rm(root, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  }
}

/**
 * Ends the database, which would live some seconds longer than its last user. Without its files, it would not see its end.
 */
async function endDatabase(root) {
  const file = join(root, 'home/data/postmaster.pid');
  const id = () => readFile(file, 'utf8').then((text) => Number.parseInt(text, 10), () => undefined);
  const server = await id();
  if (server) {
    try {
      process.kill(server, 'SIGINT');
    } catch {
      return;
    }
    const last = performance.now() + END_MILLIS;
    while (performance.now() < last && await id() === server) {
      await sleep(POLL_MILLIS);
    }
  }
}

function program(jar, root, processes) {
  const env = environment(root);
  const java = [`@${options}`, '-jar', jar];
  const ui = processes.start('java', [...java, 'ui', '--no-open', '--port', '0'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  ui.child.stdin.on('error', () => { /* It has ended; the missing link tells it. */ });
  const lines = createInterface({ input: ui.child.stdout })[Symbol.asyncIterator]();

  async function next() {
    const { value, done } = await lines.next();
    const link = value?.match(/http:\S+/);
    if (done || !link) {
      throw new Error(`ui gave no link: ${value ?? 'it ended'}`);
    }
    return link[0];
  }

  /** Runs a program to its end, and returns its exit code. */
  const run = (name, args, how) => processes.start(name, args, how).over;
  const first = next();
  first.catch(() => { /* Who asks for the link gets it. */ });
  return {
    root,
    run,
    /** A command that must succeed. */
    command: async (...args) => {
      const code = await run('java', [...java, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      if (code !== 0) {
        throw new Error(`codebase-mcp ${args.join(' ')} ended with ${code}`);
      }
    },
    first: () => first,
    another: () => {
      ui.child.stdin.write('\n');
      return next();
    },
  };
}
