// Repositories for the tests: an ordinary one, one that wants to be markup, and ones to be indexed by the page.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const HOSTILE_PROJECT = '<script>alert(1)</script>';
export const HOSTILE_FILE = '<img src=x onerror=alert(1)>.py';
/** Files that a job takes a moment for, and so many that it can be cancelled. */
const FEW = 300;
const MANY = 6000;

const SHOP = {
  'src/SessionStore.java': `package shop;

/** Keeps sessions and refreshes them before they expire. */
public class SessionStore {
    private final java.util.Map<String, Long> expiry = new java.util.HashMap<>();

    /** Gives the session another hour. */
    public void refreshSession(String id) {
        expiry.put(id, expiry.getOrDefault(id, 0L) + 3_600_000L);
    }

    public boolean isExpired(String id, long now) {
        return expiry.getOrDefault(id, 0L) < now;
    }
}
`,
  'src/Checkout.java': `package shop;

/** Takes orders of sessions. */
public class Checkout {
    private final SessionStore sessions = new SessionStore();

    public void pay(String id) {
        sessions.refreshSession(id);
    }

    public void retry(String id) {
        pay(id);
    }
}
`,
  'tools/parse_config.py': `import json


def parse_config(path):
    """Reads the configuration file and checks its version."""
    with open(path) as file:
        config = json.load(file)
    if config.get("version") != 1:
        raise ValueError("unknown version")
    return config
`,
  'web/cart.ts': `export interface CartItem { name: string; price: number; }

/** Sums up what the customer has to pay. */
export function totalPrice(items: CartItem[]): number {
  return items.reduce((sum, item) => sum + item.price, 0);
}
`,
  'README.md': '# Shop\n\nA session is refreshed on each payment.\n',
};

const HOSTILE = {
  [HOSTILE_FILE]: `def onerror_payload(name):
    """<img src=x onerror="window.__x = 1"> </script><script>window.__x = 2</script>"""
    # right to left: \u202e evil \u202c, a bell \u0007, an escape \u001b[31m, nothing: \u200b, a letter mark: \u061c
    return "</pre></code><svg onload='window.__x = 3'>" + name  # javascript:window.__x=4
`,
  'long.js': `export const longLine = "${'<b>x</b> '.repeat(150)}";\nexport function longName${'A'.repeat(300)}() { return longLine; }\n`,
  '<b>folder</b>/"quoted" \'name\' & more.md': '# <img src=x onerror="window.__x = 5">\n\n[click](javascript:window.__x=6)\n',
  'binary.py': '\u0000\u0001\u0002'.repeat(200),
};

/** Writes all repositories into a directory. */
export async function writeSamples(root) {
  await writeAll(join(root, 'shop'), SHOP);
  await writeAll(join(root, 'hostile'), HOSTILE);
  await writeAll(join(root, 'few'), generated(FEW));
  await writeAll(join(root, 'many'), generated(MANY));
  await mkdir(join(root, 'watched'));
}

function generated(count) {
  const files = {};
  for (let i = 0; i < count; i++) {
    files[`part${i % 40}/module${i}.py`] = Array.from({ length: 8 }, (_, f) =>
      `def step_${i}_${f}(value):\n    """Adds ${f} to the value of step ${i}."""\n    return value + ${f}\n`).join('\n\n');
  }
  return files;
}

async function writeAll(root, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
