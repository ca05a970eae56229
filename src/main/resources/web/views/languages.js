// How the files of a project divide by language, as a bar and its legend.

import { count, h, integer } from '../dom.js';

const COLOURS = 10;
const SHOWN = 4;

/** Gives each language the same colour in all projects: the ones with most files in all get a colour of their own. */
export function languageColours(projects) {
  const files = new Map();
  for (const { language, files: number } of projects.flatMap((project) => project.languages)) {
    files.set(language, (files.get(language) ?? 0) + number);
  }
  const ranked = [...files].sort(([, one], [, other]) => other - one).slice(0, COLOURS);
  return new Map(ranked.map(([language], rank) => [language, `tone-${rank + 1}`]));
}

/** A stacked bar of a project's languages, with a legend of the first ones. */
export function languageBar(languages, colours) {
  const total = languages.reduce((sum, one) => sum + one.files, 0);
  const shown = languages.slice(0, SHOWN);
  const others = languages.slice(SHOWN).reduce((sum, one) => sum + one.files, 0);
  const parts = shown.map((one) => ({
    name: one.language,
    files: one.files,
    tone: colours.get(one.language) ?? 'tone-0',
  }));
  if (others > 0) {
    parts.push({ name: count(languages.length - SHOWN, 'other'), files: others, tone: 'tone-0' });
  }
  // The legend says the same to screen readers.
  const bar = h(
    'div',
    { class: 'stacked', 'aria-hidden': 'true' },
    parts.map((part) => segment(part, total)),
  );
  return h('div', { class: 'languages' }, bar, total > 0 ? legend(parts) : missing());
}

function segment(part, total) {
  const share = { '--share': String(part.files / total) };
  return h('i', { class: part.tone, style: share, title: `${part.name}: ${count(part.files, 'file')}` });
}

function legend(parts) {
  return h(
    'ul',
    { class: 'legend', 'aria-label': 'Files by language' },
    parts.map((part) =>
      h(
        'li',
        {},
        h('i', { class: part.tone, 'aria-hidden': 'true' }),
        `${part.name} `,
        h('span', { class: 'soft' }, integer(part.files)),
      ),
    ),
  );
}

function missing() {
  return h('p', { class: 'soft small' }, 'No languages counted yet');
}
