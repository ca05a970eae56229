// Runs the program from a jar, in a home of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const options = fileURLToPath(new URL('../../../config/java-options', import.meta.url));

/** Runs a program to its end, and returns its exit code. */
export function run(program, args, how) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, how);
    child.on('error', reject);
    child.on('exit', (code) => resolve(code));
  });
}

/** Calls `work` with the program, whose home and server end with it. */
export async function withProgram(jar, work) {
  const root = await mkdtemp(join(tmpdir(), 'codebase-mcp-page-'));
  const env = { ...process.env, HOME: root, CODEBASE_MCP_HOME: join(root, 'home') };
  const java = [`@${options}`, '-jar', jar];
  const ui = spawn('java', [...java, 'ui', '--no-open', '--port', '0'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => { ui.on('exit', resolve); });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      ui.kill();
      process.exit(1);
    });
  }
  const lines = createInterface({ input: ui.stdout })[Symbol.asyncIterator]();

  async function next() {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error('ui ended without a link');
    }
    return value.match(/http:\S+/)[0];
  }

  const first = next();
  first.catch(() => { /* Who asks for the link gets it. */ });
  try {
    return await work({
      root,
      /** A command that must succeed. */
      command: async (...args) => {
        const code = await run('java', [...java, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
        if (code !== 0) {
          throw new Error(`codebase-mcp ${args.join(' ')} ended with ${code}`);
        }
      },
      first: () => first,
      another: () => {
        ui.stdin.write('\n');
        return next();
      },
    });
  } finally {
    ui.kill();
    await ended;
    await rm(root, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  }
}
