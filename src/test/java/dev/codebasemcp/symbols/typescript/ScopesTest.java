package dev.codebasemcp.symbols.typescript;

import org.junit.jupiter.api.Test;

class ScopesTest extends ScriptCase {
    @Test
    void innerNamesHideOuterOnes() {
        verify("a.ts", """
                export const size = 1;
                function f(size: number) {
                  return size; // size: elsewhere
                }
                function g() {
                  { const size = 2; }
                  return size; // size: certain a.ts:1
                }
                """);
    }

    @Test
    void varIsVisibleInTheWholeFunction() {
        verify("a.js", """
                const limit = 1;
                function f() {
                  use(limit); // limit: elsewhere
                  if (true) { var limit = 2; }
                }
                use(limit); // limit: certain a.js:1
                """);
    }

    @Test
    void functionsAreVisibleBeforeTheirDeclarations() {
        verify("a.ts", """
                run(); // run: certain a.ts:2
                function run() {
                  helper(); // helper: certain a.ts:4
                  function helper() {}
                }
                """);
    }

    @Test
    void valuesAndTypesHaveSeparateNames() {
        verify("a.ts", """
                interface Shape { area: number }
                const Shape = 1;
                let s: Shape; // Shape: certain a.ts:1
                use(Shape); // Shape: certain a.ts:2
                """);
    }

    @Test
    void typeParametersAndInferredTypesAreNoDeclarations() {
        verify("a.ts", """
                type Item = string;
                function first<Item>(all: Item[]): Item { // Item: elsewhere
                  return all[0];
                }
                type Of<A> = A extends Array<infer Item> ? Item : never; // Item: elsewhere
                let x: Item; // Item: certain a.ts:1
                """);
    }

    @Test
    void patternsDeclareLocalVariables() {
        verify("a.ts", """
                const name = 1, other = 2, rest = 3;
                function f({ name, inner: { other } }: any, ...rest: any[]) {
                  use(name); // name: elsewhere
                  use(other); // other: elsewhere
                  use(rest); // rest: elsewhere
                }
                for (const name of []) use(name); // name: elsewhere
                try { } catch (other) { use(other); }
                use(other); // other: certain a.ts:1
                """);
    }

    @Test
    void overloadsAreOneSymbol() {
        verify("a.ts", """
                function parse(a: string): string;
                function parse(a: number): number;
                function parse(a: any) { return a; }
                parse(1); // parse: certain a.ts:1 a.ts:2 a.ts:3
                """);
    }

    @Test
    void namespacesHoldTheirNames() {
        verify("a.ts", """
                namespace Wire {
                  export interface Request { id: string }
                  export const version = 1;
                }
                let r: Wire.Request; // Wire: certain a.ts:1; Request: certain a.ts:2
                use(r.id); // id: certain a.ts:2
                use(Wire.version); // version: certain a.ts:3
                """);
    }

    @Test
    void namesOfTheLanguageAreElsewhere() {
        verify("a.ts", """
                export {};
                console.log(1); // console: elsewhere; log: elsewhere
                let p: Promise<string>; // Promise: elsewhere
                """);
    }

    @Test
    void scriptsShareTheirNames() {
        sources()
                .with("globals.js", "function track() {}\n")
                .with("page.js", "track(); // track: probable globals.js:1\n")
                .verify();
    }
}
