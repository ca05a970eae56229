// How long the calls of each tool took, as bars.

import { ago, count, h, integer } from '../dom.js';

/** A histogram for each tool; screen readers read its bars as a list. */
export function latencies(tools, since) {
  if (tools.length === 0) {
    return h('p', { class: 'soft' }, 'No tool was called by this page yet. A search is one.');
  }
  return [
    h(
      'p',
      { class: 'soft small' },
      'Calls from this page',
      since ? ['; its process started ', ago(since)] : '',
      '. Assistants have processes of their own.',
    ),
    h('div', { class: 'histograms' }, tools.map(histogram)),
  ];
}

function histogram(tool) {
  const most = Math.max(...tool.durations.map((duration) => duration.calls));
  const mean = tool.calls > 0 ? seconds(tool.total_seconds / tool.calls) : '';
  const bad = [
    tool.refused > 0 && `${integer(tool.refused)} refused`,
    tool.failed > 0 && `${integer(tool.failed)} failed`,
  ].filter(Boolean);
  return h(
    'figure',
    { class: 'histogram' },
    h(
      'figcaption',
      {},
      h('strong', { class: 'mono' }, tool.tool),
      h('span', { class: 'soft small' }, [count(tool.calls, 'call'), `${mean} on average`, ...bad].join(', ')),
    ),
    h(
      'ol',
      { class: 'columns' },
      tool.durations.map((duration, i) => column(duration, tool.durations[i - 1], most)),
    ),
  );
}

/** One bar; its label says the longest duration that it counts. */
function column(duration, before, most) {
  const label = duration.up_to_seconds === undefined ? 'more' : seconds(duration.up_to_seconds);
  const words = duration.up_to_seconds === undefined ? `over ${seconds(before.up_to_seconds)}` : `up to ${label}`;
  const height = { '--share': String(most > 0 ? duration.calls / most : 0) };
  return h(
    'li',
    { title: `${words}: ${count(duration.calls, 'call')}` },
    h('span', { class: 'quiet' }, `${words}: ${count(duration.calls, 'call')}`),
    h('span', { class: 'amount small', 'aria-hidden': 'true' }, duration.calls > 0 ? integer(duration.calls) : ''),
    h('i', { style: height, 'aria-hidden': 'true' }),
    h('span', { class: 'bound', 'aria-hidden': 'true' }, label),
  );
}

function seconds(value) {
  if (value >= 0.1) {
    return `${Number(value.toPrecision(2))} s`;
  }
  return value < 0.001 ? '< 1 ms' : `${Math.round(value * 1000)} ms`;
}
