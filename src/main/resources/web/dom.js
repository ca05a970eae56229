// Makes elements. Text stays text: nothing here, or anywhere on this page, parses markup.

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'g', 'path', 'rect', 'line', 'circle', 'text', 'title']);
/** Properties that are set as such, because the attribute of that name means something else. */
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected', 'open', 'indeterminate']);
/** Marks that would reorder or hide text, and control characters other than tab and line feed. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u115f\u1160\u3164\uffa0]/gu;

/** Text in which every character shows: a control character as its picture, a mark that reorders as its number. */
export function visible(text) {
  return String(text).replace(UNSEEN, (mark) => {
    const code = mark.codePointAt(0);
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
  });
}

/**
 * An element with attributes, listeners (`onclick`: a function) and children (elements, texts, or lists of them; null
 * and false are left out). An `href` may only lead within this page.
 */
export function h(tag, attributes = {}, ...children) {
  const svg = SVG_TAGS.has(tag);
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      if (typeof value !== 'function') {
        throw new TypeError(`${name} must be a function`);
      }
      element.addEventListener(name.slice(2), value);
    } else if (name === 'href' && !String(value).startsWith('#')) {
      throw new TypeError('links stay within the page');
    } else if (PROPERTIES.has(name)) {
      element[name] = value;
    } else if (name === 'style') {
      // An attribute would be an inline style, which the page's policy forbids.
      Object.entries(value).forEach(([property, setting]) => element.style.setProperty(property, setting));
    } else {
      element.setAttribute(name, value === true ? '' : visible(value));
    }
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : visible(child));
    }
  }
}

/** Replaces what an element shows. */
export function show(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

const INTEGER = new Intl.NumberFormat('en');

export function count(number, one, many = `${one}s`) {
  return `${INTEGER.format(number)} ${number === 1 ? one : many}`;
}

export function integer(number) {
  return INTEGER.format(number);
}

export function bytes(number) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = number;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** How long ago a time is, with the exact time as a tooltip. */
export function ago(iso) {
  return h('time', { datetime: iso, title: new Date(iso).toLocaleString() }, age(iso));
}

function age(iso) {
  const seconds = Math.max(0, (Date.now() - new Date(iso).getTime()) / 1000);
  const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [Infinity, 'day', 86400]];
  const [, unit, size] = steps.find(([limit]) => seconds < limit);
  return seconds < 5 ? 'just now' : `${count(Math.floor(seconds / size), unit)} ago`;
}

/** Brings all ages that the page shows up to date. */
export function refreshAges() {
  for (const time of document.querySelectorAll('time[datetime]')) {
    const now = age(time.dateTime);
    if (time.textContent !== now) {
      time.textContent = now;
    }
  }
}

/**
 * Draws a place anew. What has the same `data-key` afterwards keeps the focus, and stays open; if it is gone, `instead`
 * gets the focus.
 */
export function keeping(place, draw, instead) {
  const held = place.contains(document.activeElement) ? document.activeElement : undefined;
  const key = held?.closest('[data-key]')?.dataset.key;
  const opened = new Set([...place.querySelectorAll('details[open][data-key]')].map((one) => one.dataset.key));
  draw();
  const keyed = [...place.querySelectorAll('[data-key]')];
  keyed.filter((one) => opened.has(one.dataset.key)).forEach((one) => { one.open = true; });
  if (held && !place.contains(document.activeElement)) {
    const same = key !== undefined && keyed.find((one) => one.dataset.key === key);
    const now = same ? same.querySelector(':scope > summary') ?? same : instead?.();
    now?.focus({ preventScroll: true });
  }
}

/** Runs an action during which its button does nothing; a disabled one would lose the keyboard. */
export async function once(button, action) {
  if (button.getAttribute('aria-disabled')) {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await action();
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/** Says something to screen readers. */
export function announce(text) {
  document.getElementById('live').textContent = visible(text);
}

/** In characters; a question may have thousands. */
const LONGEST_TITLE = 100;

/** Names what the page shows in the browser's tab and history. */
export function entitle(text) {
  document.title = `${visible(text).slice(0, LONGEST_TITLE)} – codebase-mcp`;
}

/** The address of a view with parameters. */
export function link(way, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''));
  return `#/${way}${query.size > 0 ? `?${query}` : ''}`;
}

/** A failure where its view would be, with a button that tries again where that may help. */
export function failed(failure, again) {
  return h('div', { class: 'failure', role: 'alert' }, h('h1', {}, 'That did not work'), h('p', {}, failure.message),
    again && h('button', { type: 'button', onclick: again }, 'Try again'));
}
