export default class Thing<T: Object> extends Base {
  state: State = {};
  render() { return 1; }
}
export function later(a: ?string) { return a; }
function last() {}
