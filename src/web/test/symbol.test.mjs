import assert from 'node:assert/strict';
import { test } from 'node:test';

import { graphOf, grow, layout, MOST_NODES, neighbour } from '../../main/resources/web/views/symbol-layout.js';
import { callersOf, keyOf, languageOf, mostUsed, split } from '../../main/resources/web/views/symbol-names.js';

const named = (prefix, count) =>
  Array.from({ length: count }, (_, i) => ({ symbol: `${prefix}${i}`, file_path: 'a.py', lines: [i] }));
const centre = { symbol: 'centre', file_path: 'a.py' };

/** Graphs of many shapes, grown at random, the same in each run. */
function* graphs() {
  let seed = 7;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 200; round++) {
    const graph = graphOf(centre, {
      callers: named('u', random(40)),
      calls: named('c', random(40)),
      supertypes: named('s', random(9)),
      implementations: named('i', random(30)),
    });
    for (let step = 0; step < random(14); step++) {
      const keys = [...graph.nodes.keys()];
      grow(graph, keys[random(keys.length)], {
        callers: named(`u${random(9)}`, random(20)),
        calls: named('c', random(60)),
      });
    }
    yield graph;
  }
}

test('no more than 60 nodes are shown, and no two overlap', () => {
  for (const graph of graphs()) {
    const { boxes, width, height } = layout(graph);
    assert.ok(boxes.size === graph.nodes.size && boxes.size <= MOST_NODES);
    const all = [...boxes.values()];
    for (const [i, one] of all.entries()) {
      assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height);
      for (const other of all.slice(i + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        assert.ok(apart, `${one.node.symbol} is over ${other.node.symbol}`);
      }
    }
  }
});

test('each edge joins two shown nodes, and has a line', () => {
  for (const graph of graphs()) {
    for (const edge of graph.edges.values()) {
      assert.ok(graph.nodes.has(edge.from) && graph.nodes.has(edge.to) && edge.from !== edge.to);
    }
    const { lines } = layout(graph);
    assert.equal(lines.length, graph.edges.size);
    assert.ok(lines.every((line) => !/NaN|undefined|Infinity/.test(line.path + line.tip)));
  }
});

test('callers stand before the symbol, and what it calls behind it', () => {
  const graph = graphOf(centre, { callers: named('u', 1), calls: named('c', 1) });
  const { boxes } = layout(graph);
  const x = (symbol) => boxes.get(keyOf({ symbol, file_path: 'a.py' })).x;
  assert.ok(x('u0') < x('centre') && x('centre') < x('c0'));
});

test('a step adds callers of callers farther out, and says when there is no room', () => {
  const graph = graphOf(centre, { callers: named('u', 13), calls: named('c', 13), implementations: named('i', 9) });
  const key = keyOf({ symbol: 'u0', file_path: 'a.py' });
  assert.equal(grow(graph, key, { callers: named('far', 3) }), 3);
  assert.equal(graph.nodes.get(keyOf({ symbol: 'far0', file_path: 'a.py' })).level, -2);
  for (let i = 1; i < 13; i++) {
    grow(graph, keyOf({ symbol: `u${i}`, file_path: 'a.py' }), { callers: named(`more${i}_`, 8) });
  }
  assert.equal(graph.nodes.size, MOST_NODES);
});

test('a symbol that calls itself has no line, and one on both sides has two', () => {
  const both = { symbol: 'both', file_path: 'a.py' };
  const graph = graphOf(centre, { callers: [centre, both], calls: [centre, both] });
  assert.equal(graph.nodes.size, 2);
  assert.equal(graph.edges.size, 2);
});

test('names of properties of objects are names like others', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
  const graph = graphOf(centre, { callers: names.map((symbol) => ({ symbol, file_path: 'a.py' })) });
  assert.equal(layout(graph).boxes.size, 5);
});

test('what no file defines is not in the graph', () => {
  assert.equal(graphOf(centre, { supertypes: [{ symbol: 'Closeable' }] }).nodes.size, 1);
});

test('each definition is a caller once, with its lines, tests last', () => {
  const use = (in_symbol, file_path, line, confidence) => ({ in_symbol, file_path, line, confidence });
  const callers = callersOf([
    use('ATest.f', 'src/test/ATest.java', 3, 'resolved'),
    use('B.g', 'src/main/B.java', 5, 'likely'),
    use('C.h', 'src/main/C.java', 7, 'resolved'),
    use('B.g', 'src/main/B.java', 9, 'likely'),
  ]);
  assert.deepEqual(
    callers.map((one) => [one.symbol, one.lines]),
    [
      ['C.h', [7]],
      ['B.g', [5, 9]],
      ['ATest.f', [3]],
    ],
  );
});

test('arrow keys lead to the nearest node of the next column, and along a column', () => {
  const graph = graphOf(centre, { callers: named('u', 2), calls: named('c', 1) });
  const { boxes } = layout(graph);
  const key = (symbol) => keyOf({ symbol, file_path: 'a.py' });
  assert.equal(neighbour(boxes, key('centre'), 'ArrowRight'), key('c0'));
  assert.equal(neighbour(boxes, key('u0'), 'ArrowDown'), key('u1'));
  assert.equal(neighbour(boxes, key('u0'), 'ArrowUp'), undefined);
  assert.equal(neighbour(boxes, key('u1'), 'ArrowRight'), key('centre'));
});

test('the comment above a definition is told without its marks', () => {
  const java = split({
    code_start_line: 4,
    start_line: 8,
    code: '  /**\n   * Adds <b>one</b>.\n   * @param x a\n   */\n  int add(int x) {',
  });
  assert.deepEqual(java, { documentation: 'Adds <b>one</b>.\n@param x a', code: '  int add(int x) {' });
  const go = split({ code_start_line: 1, start_line: 3, code: '// Run runs it.\n// Twice.\nfunc Run() {' });
  assert.deepEqual(go, { documentation: 'Run runs it.\nTwice.', code: 'func Run() {' });
  assert.equal(split({ code_start_line: 3, start_line: 3, code: 'def f():' }).documentation, '');
});

test('a path tells its language', () => {
  assert.deepEqual(['a/B.java', 'x.PY', 'constructor', 'x.__proto__'].map(languageOf), [
    'java',
    'python',
    'text',
    'text',
  ]);
});

test('types of the program come first, else all stays as the answer has it', () => {
  const one = (symbol, kind, file_path, uses) => ({ symbol, kind, file_path, uses });
  const found = mostUsed(
    [
      one('all', 'function', 'Makefile', 90),
      one('T', 'class', 'test/t.py', 50),
      one('f', 'function', 'f.py', 40),
      one('A', 'class', 'a.py', 3),
      one('B', 'class', 'b.py', 7),
      one('unknown', 'class', 'c.py', undefined),
    ],
    (kind) => kind === 'class',
  );
  assert.deepEqual(
    found.map((each) => each.symbol),
    ['A', 'B', 'f', 'all', 'T'],
  );
});
