// What the configs of a project's repositories set.

import { h, show as fill } from '../../dom.js';

/** The card of the settings; `draw` shows those of a project. It is hidden where no repository is on this machine. */
export function settings() {
  const body = h('tbody', {});
  const element = h('section', { class: 'card', hidden: true }, h('h2', {}, 'Settings of its configs'), table(body));
  return {
    element,
    draw: (entries = []) => {
      element.hidden = entries.length === 0;
      fill(body, ...entries.map(row));
    },
  };
}

function table(body) {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of the settings of configs' },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ['Setting', 'Value', 'From'].map((name) => h('th', { scope: 'col' }, name)))),
      body,
    ),
  );
}

function row({ name, value, source }) {
  return h(
    'tr',
    {},
    h('th', { scope: 'row', class: 'mono' }, name),
    h('td', { class: 'wrap' }, words(value)),
    h('td', {}, source === 'default' ? h('span', { class: 'badge' }, 'Default') : h('span', { class: 'mono wrap' }, source)),
  );
}

function words(value) {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : value;
}
