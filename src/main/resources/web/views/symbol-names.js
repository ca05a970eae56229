// What the symbol view computes about names, comments and uses, without a document.

const TEST = /(^|\/)(tests?|__tests__|specs?)\/|(_test|\.test|\.spec|Tests?)\.\w+$|(^|\/)test_[^/]*$/;

const LANGUAGES = new Map(Object.entries({
  java: 'java', py: 'python', pyi: 'python', go: 'go', ts: 'typescript', mts: 'typescript', cts: 'typescript',
  tsx: 'tsx', js: 'javascript', mjs: 'javascript', cjs: 'javascript', jsx: 'javascript', vue: 'vue', svelte: 'svelte',
  kt: 'kotlin', kts: 'kotlin', scala: 'scala', groovy: 'groovy', gradle: 'groovy', c: 'c', h: 'c', cc: 'cpp',
  cpp: 'cpp', cxx: 'cpp', hpp: 'cpp', hh: 'cpp', cs: 'csharp', fs: 'fsharp', rs: 'rust', rb: 'ruby', php: 'php',
  swift: 'swift', m: 'objective-c', mm: 'objective-c', dart: 'dart', lua: 'lua', r: 'r', jl: 'julia', pl: 'perl',
  ex: 'elixir', exs: 'elixir', erl: 'erlang', hs: 'haskell', ml: 'ocaml', clj: 'clojure', sh: 'bash', ps1: 'powershell',
  sql: 'sql', proto: 'proto', graphql: 'graphql', tf: 'terraform', css: 'css', html: 'html', xml: 'xml', nim: 'nim',
  vim: 'vim', yaml: 'yaml', yml: 'yaml', toml: 'toml', json: 'json', md: 'markdown', cmake: 'cmake', ipynb: 'jupyter',
}));

/** The index's name of the language that a path tells. */
export function languageOf(path) {
  return LANGUAGES.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ?? 'text';
}

/** The last of the names that a qualified name has. */
export function plainName(symbol) {
  return symbol.slice(symbol.lastIndexOf('.') + 1);
}

/** The name of a file without its directories. */
export function fileName(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path looks like that of a test. */
export function isTest(path) {
  return TEST.test(path);
}

/** Symbols to begin with: types of the program before the rest, else as the answer has them: the most used first. */
export function mostUsed(definitions, isType) {
  const rank = (one) =>
    (isTest(one.file_path) ? 4 : 0) + (languageOf(one.file_path) === 'text' ? 2 : 0) + (isType(one.kind) ? 0 : 1);
  return definitions
    .filter((one) => one.uses !== undefined)
    .sort((one, other) => rank(one) - rank(other));
}

/** Splits code with the comment above it, as find_symbol tells it, into the comment's words and the code. */
export function split(definition) {
  const lines = definition.code.split('\n');
  const above = Math.min(Math.max(definition.start_line - definition.code_start_line, 0), lines.length);
  return { documentation: words(lines.slice(0, above)), code: lines.slice(above).join('\n') };
}

/** The words of a comment, without its marks and common indent. */
function words(lines) {
  const bare = lines.map((line) =>
    line
      .replace(/^\s*(\/\*\*?|\/\/[/!]?|#+|--|;+)? ?/, '')
      .replace(/\s*\*+\/\s*$/, '')
      .replace(/^\s*\*(?!\*) ?/, ''),
  );
  return bare
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
}

/** What uses a symbol: each definition once, with its lines; program before tests, sure before unsure. */
export function callersOf(references) {
  const found = new Map();
  for (const one of references) {
    const key = keyOf({ ...one, symbol: one.in_symbol });
    const known = found.get(key);
    if (known) {
      known.lines.push(one.line);
      continue;
    }
    const caller = {
      symbol: one.in_symbol ?? '',
      file_path: one.file_path,
      confidence: one.confidence,
      lines: [one.line],
    };
    found.set(key, one.repository === undefined ? caller : { ...caller, repository: one.repository });
  }
  const order = ['resolved', 'likely', 'by_name'];
  const rank = (one) => (isTest(one.file_path) ? 10 : 0) + (one.symbol === '' ? 5 : 0) + order.indexOf(one.confidence);
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

/** What identifies a symbol in the graph. */
export function keyOf({ symbol, file_path: file, repository }) {
  return JSON.stringify([repository ?? '', file ?? '', symbol ?? '']);
}
