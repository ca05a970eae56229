// A symbol itself: its signature, documentation and code, and what is around it in its type.

import { code } from '../code.js';
import { count, h, link } from '../dom.js';
import { languageOf, plainName, split } from './symbol-names.js';
import { isType, name, notes } from './symbol-parts.js';

/** The symbol itself: its signature, documentation and code, beside the outline around it. */
export function card(answer, chosen, asked) {
  const definitions = answer.definitions ?? [];
  const open = definitions.find((one) => one.start_line <= asked.line && asked.line <= one.end_line) ?? definitions[0];
  return h(
    'section',
    { class: 'card stack', 'aria-labelledby': 'symbol-title' },
    h(
      'div',
      { class: 'head' },
      h('h2', { id: 'symbol-title', class: 'symbol-title mono' }, chosen.symbol),
      h(
        'span',
        { class: 'row' },
        h('span', { class: 'badge' }, chosen.kind),
        chosen.uses !== undefined && h('span', { class: 'badge' }, count(chosen.uses, 'use')),
        definitions.length > 1 && h('span', { class: 'badge' }, `${definitions.length} overloads`),
      ),
    ),
    answer.message ? notes(answer.message) : null,
    h(
      'div',
      { class: 'symbol-split' },
      h(
        'div',
        { class: 'stack symbol-definitions' },
        definitions.map((one) => definition(one, chosen, one === open, definitions.length > 1)),
      ),
      outline(answer, chosen),
    ),
  );
}

function definition(one, chosen, open, several) {
  const language = languageOf(chosen.file_path);
  const { documentation, code: body } = split(one);
  const where = `${chosen.file_path}:${one.start_line}-${one.end_line}`;
  const parts = [
    h('p', { class: 'soft small wrap' }, chosen.repository ? `${chosen.repository}: ` : '', where),
    documentation !== '' &&
      h('div', { class: 'documentation', tabindex: '0', role: 'region', 'aria-label': 'Documentation' }, documentation),
    body !== '' &&
      h(
        'div',
        { class: 'symbol-code' },
        code(body, {
          language,
          start: Math.max(one.start_line, one.code_start_line),
          label: `Code of ${one.symbol}`,
        }),
      ),
  ];
  const signature = one.signature || `${one.kind} ${one.symbol}`;
  return several
    ? h('details', { open }, h('summary', { class: 'mono wrap small' }, signature), h('div', { class: 'stack' }, parts))
    : h('div', { class: 'stack' }, h('p', { class: 'signature mono wrap' }, signature), parts);
}

/** What the type around the symbol defines; of a large one, what is next to it. */
function outline(answer, chosen) {
  const members = answer.outline ?? [];
  const own = isType(chosen.kind);
  const around = chosen.symbol.slice(0, chosen.symbol.lastIndexOf('.'));
  // A long answer may have the first ones only.
  const title = own
    ? 'Defines'
    : around === ''
      ? 'Around it'
      : ['In ', name(chosen.project, { symbol: around, file_path: chosen.file_path })];
  return members.length === 0
    ? null
    : h(
        'div',
        { class: 'stack' },
        h('h3', {}, title),
        h(
          'ul',
          { class: 'plain outline', tabindex: '0', 'aria-label': 'Outline' },
          members.map((one) =>
            h(
              'li',
              {},
              h(
                'a',
                {
                  class: 'mono wrap',
                  href: link('symbol', {
                    project: chosen.project,
                    symbol: one.symbol,
                    file: chosen.file_path,
                    line: one.start_line,
                  }),
                  'aria-current': one.symbol === chosen.symbol && !own ? 'true' : null,
                },
                plainName(one.symbol),
              ),
              h('span', { class: 'soft small' }, ` ${one.kind}, line ${one.start_line}`),
            ),
          ),
        ),
      );
}
