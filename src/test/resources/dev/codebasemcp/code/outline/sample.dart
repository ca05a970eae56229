library shop;
import 'dart:io';
/// A store.
@immutable
abstract class Store<T> extends Base with Mixin implements Foo {
  /// Name.
  final String name;
  static const int max = 3, min = 2;
  late T? value;
  Store(this.name);
  const Store.named(this.name) : value = null;
  factory Store.make(String n) => Store.named(n);
  /// Sells.
  @override
  Future<int> sell(int id, {required String who}) async {
    int local() => 3;
    return id;
  }
  int get count => 3;
  set count(int x) { }
  Store operator +(Store o) => this;
  void todo();
  external int ext();
  static String lower(String s) => s.toLowerCase();
}
mixin Mixin on Base { void mix() {} }
extension StringX on String { String twice() => this + this; }
extension type Id(int v) { int get w => v; }
enum Color { red, green; void paint() {} }
typedef Callback = void Function(int);
typedef int Old(int a);
const limit = 10;
final String top = 'x';
var z = 3;
int main(List<String> args) { print('x'); return 0; }
int get topGetter => 3;
sealed class S {}
class Alias = Base with Mixin;
