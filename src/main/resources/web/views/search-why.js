// Why a result has its place: what each signal gave, as bars.

import { h } from '../dom.js';

/** What each signal means, as docs/ranking.md has it. */
const MEANINGS = {
  named: 'The question names this file, or a line in it.',
  quoted: 'The code holds what the question has in quotes, or the most of pasted lines.',
  defines: 'The code defines a name of the question.',
  path: 'Words of the question are in the name of the file or of its nearest directories.',
  meaning: 'The code is near the question in meaning, whatever its words.',
  text: 'The code has the words of the question, rare words above all.',
  'more in file': 'Other parts of the file match too.',
  'whole file': 'The file as a whole has the words of the question.',
  'its test': 'The test of this file matches better than the file itself.',
  is: 'What kind of file it is lowers it, because the question does not ask for such files.',
  variant: 'It takes the place of a variant for another platform or version.',
};
const NEGLIGIBLE = 0.005;

/**
 * The bars of a result.
 *
 * @param result with `score` and `shares`
 * @param best the score of the best result, to which the bars are relative
 */
export function why(result, best) {
  const shares = (result.shares ?? []).filter((share) => Math.abs(share.amount) >= NEGLIGIBLE);
  return h('details', { class: 'why', open: matchMedia('(min-width: 801px)').matches },
    h('summary', {}, 'Score ', h('strong', {}, result.score.toFixed(2)), h('span', { class: 'soft small' }, ' – why it is here')),
    result.shares === undefined
      ? h('p', { class: 'small soft wrap' }, result.why)
      : h('ul', { class: 'bars plain', 'aria-label': 'What each signal gave' }, shares.map((share) => bar(share, best))));
}

function bar({ signal, amount, detail }, best) {
  const meaning = MEANINGS[signal] ?? '';
  const part = best > 0 ? Math.min(100, Math.abs(amount) / best * 100) : 0;
  const isAgainst = amount < 0;
  return h('li', { title: meaning },
    h('span', { class: 'cut' }, detail === '' ? signal : `${signal} ${detail}`),
    h('span', { class: isAgainst ? 'meter against' : 'meter', 'aria-hidden': 'true' },
      h('i', { style: { '--part': `${part.toFixed(1)}%` } })),
    h('span', { class: isAgainst ? 'number lowered' : 'number' }, `${isAgainst ? '−' : '+'}${Math.abs(amount).toFixed(2)}`),
    h('span', { class: 'quiet' }, ` ${meaning}`));
}
