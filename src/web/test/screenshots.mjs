// Makes the pictures of the README: node test/screenshots.mjs JAR DIRECTORY. It indexes the directory in a home of its own.
// scripts/page-screenshots calls it.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { withProgram } from './program.mjs';

const [, , jar, directory] = process.argv;
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
/** A signal ends the program too, and then this process with the browser. */
const SIGNALS = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
const SEARCH = '#/search?q=where+are+locks+of+dead+processes+released';

await withProgram(jar, async ({ command, first }) => {
  await command('index', directory);
  const browser = await launch(SIGNALS);
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const link = await first();
  await page.goto(link);
  await page.waitForURL(`${new URL(link).origin}/`);
  // The first time only warms the program up.
  for (const colorScheme of ['light', 'light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.goto('about:blank');
    await page.goto(`${new URL(link).origin}/${SEARCH}`);
    await page.locator('.result-name').first().waitFor();
    await page.screenshot({ path: join(images, `page-${colorScheme}.png`) });
  }
  await browser.close();
});
