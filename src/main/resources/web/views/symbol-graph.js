// Shows the graph around a symbol: lines as SVG, nodes as links above them.

import { announce, count, h, show } from '../dom.js';
import { grow, layout, MOST_NODES, neighbour } from './symbol-layout.js';
import { fileName, plainName } from './symbol-names.js';
import { address } from './symbol-parts.js';

const ROLES = new Map([
  ['centre', 'the symbol'],
  ['callers', 'uses it'],
  ['calls', 'is called'],
  ['supertypes', 'above it'],
  ['implementations', 'below it'],
]);

/** Whether a node was chosen just now, and whether the view is shown for that: its graph then gets the focus. */
let walking = false;
let arriving = false;

/** The view is shown anew. */
export function arrive() {
  arriving = walking;
  walking = false;
}

/**
 * A graph that can be walked.
 *
 * @param options `project`, `signal`, `ask`, which finds the callers and calls of a node, and `learn`, which finds the
 *     kinds of nodes
 */
export function graphView(graph, options) {
  const plane = h('div', { class: 'graph-plane' });
  const scroller = h(
    'div',
    {
      class: 'graph',
      role: 'group',
      'aria-label': `Graph of at most ${MOST_NODES} symbols`,
      'aria-describedby': 'graph-text',
      onkeydown: (event) => move(event),
      onfocusin: (event) => mark(view, event.target),
      onpointerover: (event) => mark(view, event.target),
      onpointerleave: () => mark(view, document.activeElement),
    },
    plane,
  );
  const told = h('p', { class: 'soft small', role: 'status' });
  const view = { graph, plane, scroller, told, options, boxes: new Map(), lines: [] };

  function move(event) {
    const key = event.target.closest('.node')?.dataset.key;
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === '+') {
      event.preventDefault();
      step(view, key);
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      focus(view, neighbour(view.boxes, key, event.key));
    }
  }

  draw(view);
  const element = h('div', { class: 'graph-part stack' }, scroller, told, legend());
  return {
    element,
    redraw: () => draw(view),
    ready: () => {
      centre(view);
      // Who has gone on meanwhile, such as to the box, stays there.
      const { activeElement: at } = document;
      if (arriving && (at === document.body || at.tagName === 'H1')) {
        focus(view, graph.centre);
      }
      arriving = false;
    },
  };
}

/** Makes the lines of one node stand out. */
function mark(view, target) {
  const key = target?.closest?.('.node')?.dataset.key;
  view.lines.forEach((line) =>
    line.drawn.classList.toggle('on', key !== undefined && (line.from === key || line.to === key)),
  );
}

/** Draws all of it; the focus stays on the node that has it. */
function draw(view) {
  const { graph, plane, told, options } = view;
  const focused = document.activeElement?.closest?.('.node');
  const held = plane.contains(focused) ? focused.dataset.key : undefined;
  const { width, height, boxes, lines } = layout(graph);
  view.boxes = boxes;
  Object.entries({ width: `${width}px`, height: `${height}px` }).forEach(([name, value]) =>
    plane.style.setProperty(name, value),
  );
  view.lines = lines.map((line) => ({
    ...line,
    drawn: h(
      'g',
      { class: `line ${line.kind}` },
      h('path', { d: line.path }),
      h('path', { class: 'tip', d: line.tip }),
    ),
  }));
  show(
    plane,
    h(
      'svg',
      { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
      view.lines.map((line) => line.drawn),
    ),
    [...boxes.values()].map((box) => node(view, box, options.project)),
  );
  show(told, summary(graph));
  if (held !== undefined) {
    focus(view, held, { preventScroll: true });
  }
}

function summary(graph) {
  const names = {
    callers: ['caller'],
    calls: ['call'],
    supertypes: ['supertype'],
    implementations: ['subtype or override', 'subtypes or overrides'],
  };
  const more = [...graph.left]
    .filter(([, left]) => left > 0)
    .map(([list, left]) => count(left, `more ${names[list][0]}`, `more ${names[list][1] ?? `${names[list][0]}s`}`));
  const full =
    graph.nodes.size >= MOST_NODES
      ? `${MOST_NODES} symbols are shown, which is the most. Choose one to go on from it.`
      : '';
  return [
    count(graph.nodes.size, 'symbol'),
    more.length > 0 ? `; ${more.join(', ')} in the lists below` : '',
    '. ',
    full,
  ];
}

function node(view, { node: one, x, y, width, height }, project) {
  const top = one.symbol === '';
  const label = top ? fileName(one.file_path) : plainName(one.symbol);
  const around = top ? 'top level of the file' : one.symbol.slice(0, -label.length - 1) || fileName(one.file_path);
  const kind = top ? '' : (one.kind ?? '');
  const text = [
    h('span', { class: 'node-name' }, label),
    h(
      'span',
      { class: 'node-more' },
      kind === '' ? around : `${kind} · ${around}`,
      h('span', { class: 'quiet' }, `, ${ROLES.get(one.role)}`),
    ),
  ];
  const title = `${one.symbol} in ${one.file_path}`;
  return h(
    'div',
    {
      class: `node ${one.role}`,
      'data-key': one.key,
      style: { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` },
    },
    top
      ? h('span', { class: 'node-link', title: one.file_path }, text)
      : h(
          'a',
          {
            class: 'node-link mono',
            href: address(project, one),
            title,
            'aria-current': one.role === 'centre' ? 'true' : null,
            onclick: (event) => {
              walking = one.role !== 'centre' && !event.ctrlKey && !event.metaKey && !event.shiftKey;
            },
          },
          text,
        ),
    !one.grown &&
      view.graph.nodes.size < MOST_NODES &&
      h(
        'button',
        {
          type: 'button',
          class: 'node-grow',
          title: growing(one),
          'aria-label': `+ ${growing(one)}: ${one.symbol}`,
          onclick: () => step(view, one.key),
        },
        '+',
      ),
  );
}

function growing(one) {
  return one.level < 0
    ? 'Show its callers'
    : one.level > 0
      ? 'Show what it calls'
      : 'Show its callers and what it calls';
}

/** Loads one more step from a node. */
async function step(view, key) {
  const { graph, told, options } = view;
  const one = graph.nodes.get(key);
  if (one.grown || one.loading) {
    return;
  }
  if (graph.nodes.size >= MOST_NODES) {
    announce(`${MOST_NODES} symbols are shown, which is the most`);
    return;
  }
  one.loading = true;
  show(told, `Asking about ${one.symbol} …`);
  try {
    const came = grow(graph, key, await options.ask(one));
    keepPlace(view, key);
    announce(came === 0 ? `Nothing more around ${one.symbol}` : `${count(came, 'more symbol')} around ${one.symbol}`);
    await options.learn();
    draw(view);
  } catch (failure) {
    if (!options.signal.aborted) {
      show(told, failure.message);
    }
  } finally {
    one.loading = false;
  }
}

/** Draws again, with one node where it was on the screen. */
function keepPlace(view, key) {
  const { x, y } = view.boxes.get(key);
  draw(view);
  const now = view.boxes.get(key);
  view.scroller.scrollBy(now.x - x, now.y - y);
}

function centre(view) {
  const { scroller, boxes, graph } = view;
  const box = boxes.get(graph.centre);
  scroller.scrollTo(
    box.x + box.width / 2 - scroller.clientWidth / 2,
    box.y + box.height / 2 - scroller.clientHeight / 2,
  );
}

function focus(view, key, how = {}) {
  const found = [...view.plane.querySelectorAll('.node')].find((one) => one.dataset.key === key);
  const place = found?.querySelector('.node-link');
  if (place && !place.hasAttribute('href')) {
    place.setAttribute('tabindex', '-1');
  }
  place?.focus(how);
}

function legend() {
  const sample = (kind, path, tip) =>
    h(
      'svg',
      { class: 'legend-line', width: 44, height: 12, viewBox: '0 0 44 12', 'aria-hidden': 'true' },
      h('g', { class: `line ${kind}` }, h('path', { d: path }), h('path', { class: 'tip', d: tip })),
    );
  return h(
    'div',
    { class: 'row small soft legend' },
    h('span', { class: 'row tight' }, sample('calls', 'M0 6H34', 'M42 6l-8 -4v8z'), 'uses or calls'),
    h(
      'span',
      { class: 'row tight' },
      sample('inherits', 'M0 6H33', 'M42 6l-9 -5v10z'),
      'extends, implements or overrides',
    ),
    h(
      'span',
      { id: 'graph-text' },
      'The lists below say the same as the graph. Arrow keys go from symbol to symbol, Enter makes one the centre,' +
        ' + shows one more step.',
    ),
  );
}
