// Plots of numbers over time, in the page's colours.

import { h, integer } from './dom.js';
import Plot from './vendor/plot.js';

const HEIGHT = 180;

/** The least span of a plot in seconds. */
const LEAST_SPAN = 3600;

/** The range of the times; for one point, that which uPlot proposes would be years. */
function span(first, last) {
  const more = Math.max(0, LEAST_SPAN - (last - first)) / 2;
  return [first - more, last + more];
}

/**
 * A plot of several lines over time, for screen readers an image: who shows it tells the numbers beside it. It has the
 * colours of the moment.
 *
 * @param times in seconds since 1970, rising
 * @param series each with `label` and `values`
 * @returns its `element`, and `destroy`, which ends it when it is shown no more
 */
export function timePlot(times, series, label) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const place = h('div', { class: 'plot', role: 'img', 'aria-label': label, style: { 'min-height': `${HEIGHT}px` } });
  const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
  const colours = [colour('accent'), colour('good'), colour('code-keyword')];
  let plot;
  const watch = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width === 0) {
      return;
    }
    if (plot) {
      plot.setSize({ width, height: HEIGHT });
      return;
    }
    plot = new Plot({
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { x: { range: () => span(times[0], times.at(-1)) }, y: { range: (self, least, most) => [0, most > 0 ? most * 1.1 : 1] } },
      axes: [axis, { ...axis, size: 64, values: (self, ticks) => ticks.map((tick) => integer(tick)) }],
      series: [{}, ...series.map((one, i) => ({ label: one.label, stroke: colours[i], width: 2, points: { show: times.length < 40 } }))],
    }, [times, ...series.map((one) => one.values)], place);
  });
  watch.observe(place);
  const destroy = () => {
    watch.disconnect();
    plot?.destroy();
    plot = undefined;
  };
  return { element: place, destroy };
}
