// How this process and what it depends on are, with what to do.

import { get } from '../api.js';
import { ago, announce, bytes, count, h, integer, once, show as fill } from '../dom.js';
import { loadInto, staleness } from '../loads.js';
import { latencies } from './latencies.js';

const STATES = { ok: ['good', 'Well'], warn: ['warn', 'Warning'], fail: ['bad', 'Failure'] };
const ORDER = ['fail', 'warn', 'ok'];
const VERDICTS = {
  ok: 'All is well.',
  warn: 'It works, but some things need attention.',
  fail: 'Something does not work. What to do is said below.',
};

/** Shows the state of this process and the settings in force. */
export async function show(main, { parts, signal }) {
  const page = frame();
  const again = () => once(page.again, () => lookAgain(page, stale, signal));
  const stale = staleness(again);
  fill(main, page.head, stale.element, page.verdict, page.checks, page.figures, page.calls, page.settings);
  page.again.addEventListener('click', again);
  await once(page.again, () => look(page, signal));
  await loadInto(page.settings, signal, () => settings(page, signal));
  if (parts[0] === 'settings') {
    page.settings.scrollIntoView();
    page.settings.focus();
  }
}

function frame() {
  const again = h('button', { type: 'button' }, 'Check again');
  return {
    again,
    head: h('div', { class: 'head' }, h('h1', {}, 'Health'), again),
    verdict: h(
      'p',
      { class: 'verdict' },
      h('span', { class: 'soft' }, 'Checking'),
    ),
    checks: h('section', { class: 'card checks', 'aria-label': 'Checks' }),
    figures: h('div', { class: 'cards facts-cards' }),
    calls: h('section', { class: 'card', 'aria-label': 'Calls' }),
    settings: h('section', { class: 'card', 'aria-label': 'Settings', id: 'settings', tabindex: '-1' }),
  };
}

async function look(page, signal) {
  const health = await get('/api/health', signal);
  draw(page, health);
  return health;
}

/** Looks when the user asks for it; where that fails, the figures of before stay. */
async function lookAgain(page, stale, signal) {
  try {
    const health = await look(page, signal);
    stale.clear();
    announce(VERDICTS[health.checks.status]);
  } catch (failure) {
    if (!signal.aborted) {
      stale.tell(failure);
    }
  }
}

function draw(page, health) {
  const { status, findings } = health.checks;
  const [tone, label] = STATES[status];
  fill(page.verdict, h('span', { class: `badge ${tone}` }, label), ' ', VERDICTS[status]);
  fill(page.checks, checks(findings));
  fill(page.figures, connections(health), memory(health.memory), versions(health));
  fill(page.calls, h('h2', {}, 'How long calls take'), latencies(health.calls, health.process.started_at));
}

/** The worst first, as the command shows them. */
function checks(findings) {
  const sorted = [...findings].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return [
    h(
      'div',
      { class: 'head' },
      h('h2', {}, 'Checks'),
      h('p', { class: 'soft small' }, 'The same as in a terminal: ', h('code', {}, 'codebase-mcp doctor --all')),
    ),
    h(
      'ul',
      { class: 'findings' },
      sorted.map((finding) => {
        const [tone, label] = STATES[finding.state];
        return h(
          'li',
          { class: finding.state },
          h('span', { class: `badge ${tone}` }, label),
          h('strong', {}, finding.check),
          h('span', { class: 'wrap said' }, finding.finding),
        );
      }),
    ),
  ];
}

function facts(title, pairs, ...more) {
  return h(
    'section',
    { class: 'card stack' },
    h('h2', {}, title),
    h(
      'dl',
      { class: 'facts' },
      pairs
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
    ),
    more,
  );
}

/** A bar of how much of a limit is used. */
function meter(label, value, limit) {
  const part = limit > 0 ? Math.min(100, Math.round((100 * value) / limit)) : 0;
  return h(
    'div',
    {
      class: 'meter',
      role: 'meter',
      'aria-label': label,
      'aria-valuemin': '0',
      'aria-valuemax': '100',
      'aria-valuenow': String(part),
    },
    h('i', { style: { '--part': `${part}%` } }),
  );
}

function connections({ connections: pool, database }) {
  return facts(
    'Connections',
    [
      ['In use', `${integer(pool.in_use)} of ${integer(pool.limit)}`],
      ['Waiting', integer(pool.waiting)],
      ['Open', `${integer(pool.open)}, ${integer(pool.idle)} of them idle`],
      ['Projects', `${integer(pool.projects_open)} of ${integer(pool.projects_open_limit)} open`],
      [
        'The server',
        database && `${integer(database.connections)} of ${integer(database.connections_limit)}, from all programs`,
      ],
      ['Databases', database && integer(database.databases)],
    ],
    meter('Connections in use', pool.in_use, pool.limit),
  );
}

function memory(figures) {
  return facts(
    'Memory of this process',
    [
      ['Heap in use', `${bytes(figures.heap_used_bytes)} of at most ${bytes(figures.heap_limit_bytes)}`],
      ['Heap reserved', bytes(figures.heap_committed_bytes)],
      ['In all', figures.resident_bytes && bytes(figures.resident_bytes)],
    ],
    meter('Heap in use', figures.heap_used_bytes, figures.heap_limit_bytes),
    h('p', { class: 'soft small' }, 'What searches keep in memory is in the heap. An idle process gives it back.'),
  );
}

function versions({ version, database, model, process, project_bytes: size }) {
  return facts('Versions', [
    ['codebase-mcp', version],
    ['Java', process.java],
    ['PostgreSQL', database ? database.version : 'not reachable'],
    ['Database', database?.description],
    ['Vectors', database?.flavour],
    ['All projects', size === undefined ? undefined : bytes(size)],
    ['Model', model],
    ['System', process.system],
    ['Process', [String(process.id), process.started_at && [', started ', ago(process.started_at)]]],
    ['Log files', h('span', {}, h('code', {}, process.logs), `, those with ${process.id} in their name`)],
  ]);
}

async function settings(page, signal) {
  const { settings: entries, warnings } = await get('/api/settings', signal);
  const given = entries.filter((entry) => entry.source === 'environment').length;
  fill(
    page.settings,
    h(
      'div',
      { class: 'head' },
      h('h2', {}, 'Settings in force'),
      h('p', { class: 'soft small' }, `${count(given, 'setting')} from the environment, the others are defaults`),
    ),
    warnings.map((warning) => h('p', { class: 'note small' }, warning)),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of settings' },
      h(
        'table',
        { class: 'settings' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Setting', 'Value', 'From', 'What it is for'].map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h('tbody', {}, entries.map(setting)),
      ),
    ),
  );
}

function setting(entry) {
  const given = entry.source === 'environment';
  return h(
    'tr',
    {},
    h('th', { scope: 'row', class: 'mono' }, entry.name),
    h('td', { class: 'wrap' }, entry.value === '' ? h('span', { class: 'soft' }, 'empty') : entry.value),
    h(
      'td',
      {},
      h('span', { class: `badge${given ? ' given' : ''}` }, given ? 'Environment' : 'Default'),
      given && h('div', { class: 'soft small' }, `default: ${entry.default}`),
    ),
    h('td', { class: 'soft small' }, entry.description),
  );
}
