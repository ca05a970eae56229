// What a change of a symbol reaches. It is found when the section is opened.

import { tool } from '../api.js';
import { announce, count, h, show } from '../dom.js';
import { loadInto, newest } from '../loads.js';
import { confidence, isOfSeveral, name, notes, repository } from './symbol-parts.js';

const TOKENS = 20_000;
const MOST_THROUGH = 3;

/** The section, closed. */
export function impact(chosen, signal) {
  const body = h('div', { class: 'stack impact' });
  const depth = h(
    'select',
    { id: 'impact-depth' },
    [1, 2, 3, 4, 5].map((steps) => h('option', { value: String(steps), selected: steps === 3 }, count(steps, 'step'))),
  );
  const next = newest(signal);
  const load = () => {
    const own = next();
    return loadInto(body, own, () => read(body, chosen, Number(depth.value), own));
  };
  depth.addEventListener('change', load);
  let asked = false;
  const details = h(
    'details',
    {
      class: 'card',
      ontoggle: () => {
        if (details.open && !asked) {
          asked = true;
          load();
        }
      },
    },
    h('summary', {}, h('h2', {}, 'What changes if it changes')),
    h(
      'div',
      { class: 'stack impact-part' },
      h('div', { class: 'row' }, h('label', { for: 'impact-depth' }, 'Follow uses of uses for'), depth),
      body,
    ),
  );
  return { card: details };
}

async function read(body, chosen, depth, signal) {
  const seconds = h('span', {}, '0');
  show(
    body,
    h(
      'p',
      { class: 'soft' },
      'Following the uses for ',
      seconds,
      ' s … It may take some seconds.',
    ),
  );
  const began = Date.now();
  const clock = setInterval(() => {
    seconds.textContent = String(Math.round((Date.now() - began) / 1000));
  }, 1000);
  try {
    const answer = await tool(
      'analyze_impact',
      {
        project_id: chosen.project,
        symbol: chosen.symbol,
        file_path: chosen.file_path,
        depth,
        max_tokens: TOKENS,
        ...(chosen.start_line === undefined ? {} : { line: chosen.start_line }),
      },
      signal,
    );
    show(body, levels(answer, chosen, depth));
    announce(`A change reaches ${count(answer.total_count, 'definition')}`);
  } finally {
    clearInterval(clock);
  }
}

function levels(answer, chosen, depth) {
  const steps = Array.from({ length: depth }, (_, i) => [
    i === 0 ? 'Used directly by' : `In ${i + 1} steps`,
    answer[`step_${i + 1}`] ?? [],
  ]);
  const shown = [...steps, ['In tests', answer.tests ?? []]].filter(([, all]) => all.length > 0);
  const several = isOfSeveral(shown.flatMap(([, all]) => all));
  return [
    h(
      'p',
      {},
      answer.total_count === 0
        ? 'Nothing that is indexed is reached.'
        : `A change reaches ${count(answer.total_count, 'definition')} within ${count(depth, 'step')}.`,
    ),
    notes(answer.message),
    shown.map(([title, all], i) =>
      h(
        'details',
        { open: i === 0, class: 'impact-level' },
        h('summary', {}, title, ' ', h('span', { class: 'badge' }, count(all.length, 'definition'))),
        files(all, chosen.project, several),
      ),
    ),
  ];
}

function files(all, project, several) {
  const groups = new Map();
  for (const one of all) {
    const key = JSON.stringify([one.repository ?? '', one.file_path]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((own) =>
    h(
      'div',
      { class: 'impact-file' },
      h('h3', { class: 'wrap small' }, h('span', { class: 'mono' }, own[0].file_path), several && repository(own[0])),
      h(
        'ul',
        { class: 'plain open' },
        own.map((one) =>
          h(
            'li',
            { class: 'row tight' },
            name(project, one),
            one.confidence !== 'resolved' && confidence(one.confidence),
            h(
              'span',
              { class: 'soft small wrap' },
              `${one.use_lines.length === 1 ? 'line' : 'lines'} ${one.use_lines.join(', ')}`,
              through(one),
            ),
          ),
        ),
      ),
    ),
  );
}

function through({ steps, through: names }) {
  const more = names.length - MOST_THROUGH;
  return steps === 1 && names.length === 1
    ? ''
    : `, through ${names.slice(0, MOST_THROUGH).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
