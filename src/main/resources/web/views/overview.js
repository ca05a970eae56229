import { h, show as fill } from '../dom.js';

export async function show(main, { parts, parameters, signal }) {
  fill(main, h('h1', {}, 'Projects'));
}
