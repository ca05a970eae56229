// Starts the browser of the tests and of the pictures.

import { chromium } from 'playwright-core';

const START_MILLIS = 60_000;

/** Chromium, with options and arguments of Playwright's `launch`. */
export function launch({ args = [], ...options } = {}) {
  return chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Root has no sandbox.
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    timeout: START_MILLIS,
  });
}
