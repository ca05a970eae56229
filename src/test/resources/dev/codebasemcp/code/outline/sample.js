const fs = require('fs');
const LIMIT = 10, other = 2;
// Adds.
function add(a, b) { return a + b; }
export const sub = (a, b) => a - b;
const mul = function (a, b) {
  const inner = 3;
  const helper = () => inner;
  return a * b;
};
export default class Counter extends Base {
  static total = 0;
  #secret = 1;
  handle = () => { this.#secret++; };
  constructor() { super(); }
  get value() { return 1; }
  async *each(fn) {}
}
module.exports.divide = function (a, b) { return a / b; };
exports.power = (a) => a;
Counter.prototype.reset = function () {};
module.exports = {
  first(x) { return x; },
  second: function () {},
  third: (y) => y,
};
export default { name: 'x', created() {} };
function* generate() {}
var Old = class { go() {} };
app.use = function use(fn) {};
