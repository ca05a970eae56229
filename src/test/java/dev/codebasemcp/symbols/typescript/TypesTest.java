package dev.codebasemcp.symbols.typescript;

import org.junit.jupiter.api.Test;

class TypesTest extends ScriptCase {
    @Test
    void typesComeFromAnnotationsAndValues() {
        verify("a.ts", """
                class A { go() {} }
                function make(): A { return null!; }
                const inferred = () => new A();
                const a = make(), b = inferred(), c = null as A, d: typeof a = a;
                a.go(); // go: certain a.ts:1
                b.go(); // go: certain a.ts:1
                c.go(); // go: certain a.ts:1
                d.go(); // go: certain a.ts:1
                """);
    }

    @Test
    void promisesAndArraysHoldTheirTypes() {
        verify("a.ts", """
                class A { go() {} }
                async function load() { return [new A()]; }
                async function f(all: A[], map: Map<string, A>) {
                  (await load())[0].go(); // go: certain a.ts:1
                  for (const one of all) one.go(); // go: certain a.ts:1
                  all.filter(x => x.go()).map(x => ({ x })).forEach(y => y.x.go()); // go: certain a.ts:1
                  load().then(found => found[0].go()); // go: certain a.ts:1
                  map.get('a')!.go(); // go: certain a.ts:1
                  const [first] = await Promise.all([load()]);
                  first[0].go(); // go: certain a.ts:1
                }
                """);
    }

    @Test
    void typeArgumentsReplaceParameters() {
        verify("a.ts", """
                class A { go() {} }
                class Box<T> { constructor(public value: T) {} map<U>(f: (v: T) => U): Box<U> { return null!; } }
                type Wrapped<T> = { inner: T };
                declare const w: Wrapped<Box<A>>;
                w.inner.value.go(); // go: certain a.ts:1
                new Box(new A()).value.go(); // go: certain a.ts:1
                new Box('').map(() => new A()).value.go(); // go: certain a.ts:1
                function same<T>(value: T): T { return value; }
                same(new A()).go(); // go: certain a.ts:1
                """);
    }

    @Test
    void boundsGiveMembersToTypeParameters() {
        verify("a.ts", """
                interface Named { title: string }
                function f<T extends Named>(x: T, all: T[]) {
                  x.title; // title: certain a.ts:1
                  all.map(one => one.title); // title: certain a.ts:1
                }
                """);
    }

    @Test
    void callbacksTakeTheirTypesFromTheCall() {
        verify("a.ts", """
                interface Observer { next(): void }
                function observe(f: (observer: Observer, n: number) => void) {}
                observe((o) => o.next()); // next: certain a.ts:1
                observe(function (o) { o.next(); }); // next: certain a.ts:1
                """);
    }

    @Test
    void utilitiesKeepMembers() {
        verify("a.ts", """
                type Config = { port: number };
                declare const p: Partial<Config>, m: { [K in keyof Config]?: Config[K] }, r: Record<string, Config>;
                p.port; // port: certain a.ts:1
                m.port; // port: certain a.ts:1
                r.any.port; // any: elsewhere; port: certain a.ts:1
                function build() { return { port: 1 }; }
                declare const b: ReturnType<typeof build>;
                b.port; // port: certain a.ts:6
                """);
    }

    @Test
    void unionsAndIntersectionsHaveTheMembersOfTheirParts() {
        verify("a.ts", """
                type L = { left: string };
                type R = { right: string };
                declare const both: L & R, maybe: L | undefined;
                both.right; // right: certain a.ts:2
                maybe?.left; // left: certain a.ts:1
                (maybe ?? both).left; // left: certain a.ts:1
                """);
    }

    @Test
    void testsNarrowTypes() {
        verify("a.ts", """
                class Fault { code = 1; }
                function isFault(x: unknown): x is Fault { return true; }
                function f(e: unknown) {
                  if (e instanceof Fault) e.code; // code: certain a.ts:1
                  return isFault(e) && e.code; // code: certain a.ts:1
                }
                """);
    }

    @Test
    void overloadsAreChosenByTheNumberOfArguments() {
        verify("a.ts", """
                class A { go() {} }
                class B { go() {} }
                declare function pick(): A;
                declare function pick(n: number): B;
                pick().go(); // go: certain a.ts:1
                pick(1).go(); // go: certain a.ts:2
                """);
    }

    @Test
    void rareNamesOfUnknownTypesAreProbable() {
        verify("a.ts", """
                class Index { rebuildAll() {} size() {} }
                function f(x: unknown, y: any) {
                  x.rebuildAll(); // rebuildAll: probable a.ts:1
                  x.size(); // size: undecided
                  y.rebuildAll(); // rebuildAll: elsewhere
                }
                """);
    }
}
