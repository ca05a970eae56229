// Bundles the page's libraries into src/main/resources/web/vendor, with their licences and a record of what they were
// made from. A test compares that record, so builds need no Node while nothing changes.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const INPUTS = ['highlight.js', 'plot.js', 'bundle.mjs', 'package.json', 'package-lock.json'];
const LIBRARIES = ['highlight.js', 'uplot'];
const here = new URL('.', import.meta.url);
const out = new URL('../main/resources/web/vendor/', here);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: ['highlight.js', 'plot.js'],
  absWorkingDir: fileURLToPath(here),
  outdir: fileURLToPath(out),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
});
await writeFile(new URL('plot.css', out), await readFile(new URL('node_modules/uplot/dist/uPlot.min.css', here)));

const notices = [];
for (const name of LIBRARIES) {
  const { version, license } = JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, here)));
  const text = await readFile(new URL(`node_modules/${name}/LICENSE`, here), 'utf8');
  notices.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
}
await writeFile(new URL('notices.txt', out), notices.join('\n----------\n\n'));

const record = [];
for (const input of INPUTS) {
  record.push(`${createHash('sha256').update(await readFile(new URL(input, here))).digest('hex')}  ${input}`);
}
await writeFile(new URL('sources.sha256', out), `${record.join('\n')}\n`);
