// Makes the pictures of the README: node test/screenshots.mjs JAR DIRECTORY. It indexes the directory in a home of its own.
// scripts/page-screenshots calls it.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { withProgram } from './program.mjs';

const [, , jar, directory] = process.argv;
const images = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const SEARCH = '#/search?q=where+are+locks+of+dead+processes+released';

await withProgram(jar, async ({ command, first }) => {
  await command('index', directory);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
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
