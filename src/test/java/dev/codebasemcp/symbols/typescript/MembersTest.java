package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.Declaration;
import org.junit.jupiter.api.Test;

class MembersTest extends ScriptCase {
    @Test
    void declaresMembersOfAllTypes() {
        ScriptSources sources = sources().with("a.ts", """
                        export class A { static s = 1; constructor(private p: string) {} get g() { return 1; } }
                        interface I { m(): void; f: { inner: string } }
                        type T = { a: string } | { b: number };
                        enum E { One, Two = 2 }
                        export const api = { load() {}, deep: { key: 1 } };
                        function outer(opts: { flag: boolean }) { const local = 1; function nested() {} }
                        """);
        assertThat(sources.resolver().declarations(sources.get("a.ts")))
                .extracting(Declaration::qualifiedName)
                .containsExactly(
                        "A",
                        "A.s",
                        "A.constructor",
                        "A.p",
                        "A.g",
                        "I",
                        "I.m",
                        "I.f",
                        "I.f.inner",
                        "T",
                        "T.a",
                        "T.b",
                        "E",
                        "E.One",
                        "E.Two",
                        "api",
                        "api.load",
                        "api.deep",
                        "api.deep.key",
                        "outer",
                        "outer.opts.flag",
                        "outer.nested");
    }

    @Test
    void membersAreInheritedAndReplaced() {
        verify("a.ts", """
                class Base<T> { value: T; open() {} close() {} }
                class Item { label: string }
                class Derived extends Base<Item> {
                  close() {
                    super.close(); // close: certain a.ts:1
                    this.open(); // open: certain a.ts:1
                    this.value.label; // value: certain a.ts:1; label: certain a.ts:2
                  }
                }
                new Derived().close(); // close: certain a.ts:4
                """);
    }

    @Test
    void interfacesMerge() {
        verify("a.ts", """
                interface Box { width: number }
                interface Box { height: number }
                interface Emitter { on(): this }
                class Emitter {}
                declare const b: Box; // Box: certain a.ts:1 a.ts:2
                b.height; // height: certain a.ts:2
                new Emitter().on().on(); // on: certain a.ts:3
                """);
    }

    @Test
    void staticMembersBelongToTheClass() {
        verify("a.ts", """
                class Pool {
                  static of() { return new Pool(); }
                  of() {}
                  static create() { return this.of(); } // of: certain a.ts:2
                }
                Pool.of(); // of: certain a.ts:2
                new Pool().of(); // of: certain a.ts:3
                Pool.of().of; // of: certain a.ts:2
                """);
    }

    @Test
    void enumsObjectsAndPrivateFieldsHaveMembers() {
        verify("a.ts", """
                enum Level { Low, High = 'h' }
                const table = { first: { second: 1 } } as const;
                class Counter { #count = 0; next() { return this.#count; } } // #count: elsewhere
                Level.High; // High: certain a.ts:1
                table.first.second; // first: certain a.ts:2; second: certain a.ts:2
                """);
    }

    @Test
    void parameterPropertiesAreFields() {
        verify("a.ts", """
                class Service { load() {} }
                class Page {
                  constructor(private readonly service: Service) {}
                  show() { this.service.load(); } // service: certain a.ts:3; load: certain a.ts:1
                }
                """);
    }

    @Test
    void keysBelongToTheExpectedType() {
        verify("a.ts", """
                interface Options { name: string; on: { click(): void } }
                const a: Options = {
                  name: 'x', // name: certain a.ts:1
                  on: { click() {} }, // on: certain a.ts:1; click: certain a.ts:1
                };
                function start(options: Options) {}
                start({ name: 'y' }); // name: certain a.ts:1
                const name = 'z';
                function get(): Options { return { name }; } // name: certain a.ts:8 a.ts:1
                """);
    }

    @Test
    void constantsChooseAmongAlternatives() {
        verify("a.ts", """
                type Add = { type: 'add'; value: string };
                type Drop = { type: 'drop'; value: string };
                const x: Add | Drop = { type: 'drop', value: '' }; // value: certain a.ts:2
                declare const y: Add | Drop | undefined;
                y?.value; // value: undecided
                """);
    }

    @Test
    void patternsReferToProperties() {
        verify("a.ts", """
                type Point = { x: number; deep: { z: number } };
                function f({ x, deep: { z } }: Point) { // x: certain a.ts:1; deep: certain a.ts:1; z: certain a.ts:1
                  return x; // x: elsewhere
                }
                """);
    }

    @Test
    void textsInIndexesAreNames() {
        verify("a.ts", """
                interface Row { id: string; cell: { text: string } }
                declare const r: Row;
                r['id']; // id: certain a.ts:1
                let t: Row['cell']['text']; // cell: certain a.ts:1; text: certain a.ts:1
                if ('cell' in r) {} // cell: undecided
                """);
    }

    @Test
    void attributesArePropertiesOfComponents() {
        sources().with("a.tsx", """
                        type Props = { title: string };
                        function Card(props: Props) { return <b>{props.title}</b>; } // title: certain a.tsx:1
                        const c = <Card title="x" />; // Card: certain a.tsx:2; title: certain a.tsx:1
                        """).verify();
    }

    @Test
    void assignmentsDeclareFieldsInJavaScript() {
        verify("a.js", """
                class Timer {
                  constructor() { this.left = 1; }
                  tick() { this.left--; } // left: certain a.js:2
                }
                new Timer().left; // left: certain a.js:2
                """);
    }

    @Test
    void prototypesAndFunctionsHaveMembers() {
        verify("a.js", """
                function Queue(size) { this.size = size; }
                Queue.prototype.push = function (item) { return this.size; }; // size: certain a.js:1
                Queue.empty = function () { return new Queue(0); };
                const tools = {};
                tools.wrap = function () {};
                Queue.empty().push(1); // empty: certain a.js:3; push: certain a.js:2
                new Queue(1).size; // size: certain a.js:1
                tools.wrap(); // wrap: certain a.js:5
                """);
    }
}
