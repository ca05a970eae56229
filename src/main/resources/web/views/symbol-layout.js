// The graph of the symbol view and its layout, without a document.

import { keyOf } from './symbol-names.js';

/** The graph never has more nodes. */
export const MOST_NODES = 60;
/** How many of each list begin in the graph. */
const FIRST = { supertypes: 5, implementations: 9, callers: 13, calls: 13 };
/** How many more come with one step. */
const STEP = 8;

const NODE = { width: 208, height: 46, gap: 10 };
/** Between columns, and around all of them. */
const BETWEEN = 76;
const EDGE = 14;
/** Supertypes and subtypes stand a bit to the right of the symbol, so that their lines have room. */
const INDENT = 30;

/**
 * The graph around a symbol: callers have levels below 0, what it calls has levels above.
 *
 * @param centre the symbol
 * @param relations lists `callers`, `calls`, `supertypes` and `implementations`
 */
export function graphOf(centre, relations) {
  const key = keyOf(centre);
  const graph = { centre: key, nodes: new Map(), edges: new Map(), left: new Map() };
  graph.nodes.set(key, { ...centre, key, level: 0, role: 'centre', grown: true });
  const places = { supertypes: 0, implementations: 0, callers: -1, calls: 1 };
  for (const [list, level] of Object.entries(places)) {
    const left = join(graph, key, list, relations[list] ?? [], level, FIRST[list]);
    graph.left.set(list, left);
  }
  return graph;
}

/** Adds the callers of a node, what it calls, or both for one beside the symbol; returns how many nodes came. */
export function grow(graph, key, relations) {
  const node = graph.nodes.get(key);
  const before = graph.nodes.size;
  node.grown = true;
  const room = (outwards) => (outwards ? STEP : 0);
  join(graph, key, 'callers', relations.callers ?? [], Math.min(node.level, 0) - 1, room(node.level <= 0));
  join(graph, key, 'calls', relations.calls ?? [], Math.max(node.level, 0) + 1, room(node.level >= 0));
  return graph.nodes.size - before;
}

/** Joins others to a node, as many new ones as there is room for; returns how many found none. */
function join(graph, key, list, others, level, room) {
  let free = Math.min(room, MOST_NODES - graph.nodes.size);
  let left = 0;
  for (const other of others.filter((one) => one.file_path !== undefined)) {
    const own = keyOf(other);
    if (!graph.nodes.has(own)) {
      if (free === 0) {
        left++;
        continue;
      }
      free--;
      graph.nodes.set(own, { ...other, key: own, level, role: list, grown: other.symbol === '' });
    }
    connect(graph, key, own, list);
  }
  return left;
}

function connect(graph, key, other, list) {
  if (key === other) {
    return;
  }
  const inherits = list === 'supertypes' || list === 'implementations';
  const backwards = list === 'callers' || list === 'implementations';
  const edge = { from: backwards ? other : key, to: backwards ? key : other, kind: inherits ? 'inherits' : 'calls' };
  const name = JSON.stringify([edge.from, edge.to]);
  if (!graph.edges.has(name)) {
    graph.edges.set(name, edge);
  }
}

/** The nodes of each level, from the farthest callers on; each near those that it is joined to. */
function columns(graph) {
  const levels = new Map();
  for (const node of graph.nodes.values()) {
    levels.set(node.level, [...(levels.get(node.level) ?? []), node]);
  }
  const rows = ['supertypes', 'centre', 'implementations'];
  levels.get(0).sort((one, other) => rows.indexOf(one.role) - rows.indexOf(other.role));
  for (const level of [...levels.keys()].sort((one, other) => Math.abs(one) - Math.abs(other))) {
    if (Math.abs(level) > 1) {
      const inner = levels.get(level - Math.sign(level)) ?? [];
      const place = new Map(inner.map((node, row) => [node.key, row]));
      const row = (node) => middle(graph, node, place);
      levels.get(level).sort((one, other) => row(one) - row(other));
    }
  }
  return [...levels.entries()].sort(([one], [other]) => one - other);
}

function middle(graph, node, place) {
  const rows = [...graph.edges.values()]
    .filter((edge) => edge.from === node.key || edge.to === node.key)
    .map((edge) => place.get(edge.from === node.key ? edge.to : edge.from))
    .filter((row) => row !== undefined);
  return rows.length === 0 ? Infinity : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}

/**
 * Where the nodes and the lines of a graph are.
 *
 * @returns `width`, `height`, `boxes` by key in the order of reading (`x`, `y`, `width`, `height`, `node`), and `lines`
 *     (`from`, `to`, `kind`, `path`, and `tip`, a path too)
 */
export function layout(graph) {
  const sorted = columns(graph);
  const most = Math.max(...sorted.map(([, nodes]) => nodes.length));
  const tall = (count) => count * (NODE.height + NODE.gap) - NODE.gap;
  const height = tall(most) + 2 * EDGE;
  const boxes = new Map();
  let x = EDGE;
  for (const [level, nodes] of sorted) {
    let y = (height - tall(nodes.length)) / 2;
    for (const node of nodes) {
      const indent = level === 0 && node.role !== 'centre' ? INDENT : 0;
      boxes.set(node.key, { node, x: x + indent, y, width: NODE.width - indent, height: NODE.height });
      y += NODE.height + NODE.gap;
    }
    x += NODE.width + BETWEEN;
  }
  const lines = [...graph.edges.values()].map((edge) => ({
    ...edge,
    ...line(edge, boxes.get(edge.from), boxes.get(edge.to), graph.centre),
  }));
  return { width: x - BETWEEN + EDGE, height, boxes, lines };
}

function line(edge, from, to, centre) {
  return edge.kind === 'inherits' && from.node.level === 0 && to.node.level === 0
    ? rail(edge, from, to, centre)
    : curve(from, to);
}

/** From a subtype to its supertype, along the left of the column. */
function rail(edge, from, to, centre) {
  const up = edge.from === centre;
  const own = up ? from : to;
  const other = up ? to : from;
  const x = own.x + INDENT / 2;
  const level = other.y + other.height / 2;
  return up
    ? { path: `M${x} ${own.y}V${level}H${other.x - 9}`, tip: `M${other.x} ${level}l-9 -5v10z` }
    : { path: `M${other.x} ${level}H${x}V${own.y + own.height + 9}`, tip: `M${x} ${own.y + own.height}l-5 9h10z` };
}

function curve(from, to) {
  const ahead = from.node.level < to.node.level;
  const beside = from.node.level === to.node.level;
  const [x1, y1] = [ahead || beside ? from.x + from.width : from.x, from.y + from.height / 2];
  const [x2, y2] = [ahead ? to.x : to.x + to.width, to.y + to.height / 2];
  const bend = beside ? BETWEEN / 2 : Math.max(BETWEEN / 2, Math.abs(x2 - x1) / 2);
  const side = ahead ? -1 : 1;
  const end = x2 + side * 8;
  return {
    path: `M${x1} ${y1}C${x1 + (ahead || beside ? bend : -bend)} ${y1} ${end + side * bend} ${y2} ${end} ${y2}`,
    tip: `M${x2} ${y2}l${side * 8} -4v8z`,
  };
}

/** The key of the node that an arrow key leads to. */
export function neighbour(boxes, key, arrow) {
  const here = boxes.get(key);
  const others = [...boxes.values()].filter((box) => box !== here);
  const along = arrow === 'ArrowUp' || arrow === 'ArrowDown';
  const sign = arrow === 'ArrowUp' || arrow === 'ArrowLeft' ? -1 : 1;
  const ahead = others.filter((box) =>
    along
      ? box.node.level === here.node.level && Math.sign(box.y - here.y) === sign
      : Math.sign(box.node.level - here.node.level) === sign,
  );
  const distance = (box) => (along ? 0 : Math.abs(box.node.level - here.node.level) * 1e6) + Math.abs(box.y - here.y);
  return ahead.sort((one, other) => distance(one) - distance(other))[0]?.node.key;
}
