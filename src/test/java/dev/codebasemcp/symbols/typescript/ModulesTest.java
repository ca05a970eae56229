package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.ReferenceKind;
import org.junit.jupiter.api.Test;

class ModulesTest extends ScriptCase {
    @Test
    void followsImportsOfEveryForm() {
        sources().with("lib/m.ts", """
                        export class Store { save() {} }
                        export default function create() { return new Store(); }
                        export type Key = string;
                        """).with("a.ts", """
                        import make, { Store as Shop, type Key } from './lib/m';
                        import * as m from './lib/m';
                        make(); // make: certain lib/m.ts:2
                        new Shop().save(); // Shop: certain lib/m.ts:1; save: certain lib/m.ts:1
                        let k: Key; // Key: certain lib/m.ts:3
                        new m.Store(); // Store: certain lib/m.ts:1
                        make().save(); // save: certain lib/m.ts:1
                        let t: m.Key; // Key: certain lib/m.ts:3
                        """).verify();
    }

    @Test
    void followsReExports() {
        sources()
                .with("core.ts", "export function run() {}\nexport const stop = 1;\nexport const go = 2;\n")
                .with("index.ts", """
                        export { run as start } from './core'; // run: certain core.ts:1; start: certain core.ts:1
                        export * from './core';
                        export * as core from './core';
                        """)
                .with("a.ts", """
                        import { start, stop, core } from '.';
                        start(); // start: certain core.ts:1
                        use(stop); // stop: certain core.ts:2
                        core.go; // go: certain core.ts:3
                        """)
                .verify();
    }

    @Test
    void findsFilesByTheNamesOfModules() {
        sources()
                .with("src/one.ts", "export const a = 1;\n")
                .with("src/two/index.tsx", "export const a = 1;\n")
                .with("src/three.d.ts", "export declare const a: number;\n")
                .with("packages/server/src/index.ts", "export const a = 1;\n")
                .with("src/app/x.ts", "import { a } from '../one.js';\nuse(a); // a: certain src/one.ts:1\n")
                .with("src/app/y.ts", "import { a } from '../two';\nuse(a); // a: certain src/two/index.tsx:1\n")
                .with("src/app/z.ts", "import { a } from '@/three';\nuse(a); // a: certain src/three.d.ts:1\n")
                .with(
                        "src/app/w.ts",
                        "import { a } from '@acme/server';\nuse(a); // a: certain packages/server/src/index.ts:1\n")
                .verify();
    }

    @Test
    void packagesAreElsewhereAndMissingFilesUndecided() {
        verify("a.ts", """
                import { z } from 'zod';
                import { gone } from './gone';
                z.string(); // z: elsewhere; string: elsewhere
                gone(); // gone: undecided
                """);
    }

    @Test
    void requiredPackagesAreElsewhere() {
        verify("a.js", """
                const { readFile, deep: { inner } } = require('fs'); // readFile: elsewhere; inner: elsewhere
                const fs = require('fs'); // fs: elsewhere
                readFile(fs.inner); // readFile: elsewhere; inner: elsewhere
                """);
    }

    @Test
    void followsTheOlderModules() {
        sources()
                .with("m.js", """
                        function parse() {}
                        class Reader { read() {} }
                        module.exports = { parse, Reader, open: function () {} };
                        """)
                .with("e.js", "exports.format = function () {};\n")
                .with("s.js", "class Single { go() {} }\nmodule.exports = Single;\n")
                .with("a.js", """
                        const m = require('./m');
                        const { parse, Reader: R } = require('./m');
                        const Single = require('./s');
                        const e = require('./e');
                        parse(); // parse: certain m.js:1
                        m.parse(); // parse: certain m.js:1
                        m.open(); // open: certain m.js:3
                        new R().read(); // R: certain m.js:2; read: certain m.js:2
                        new Single().go(); // Single: certain s.js:1; go: certain s.js:1
                        e.format(); // format: certain e.js:1
                        """)
                .verify();
    }

    @Test
    void findsOtherNames() {
        ScriptSources sources = sources()
                .with("m.ts", "export const value = 1;\nexport default function make() {}\n")
                .with("a.ts", "import build, { value as v } from './m';\nexport { value as w } from './m';\n");
        assertThat(sources.resolver().aliases(sources.get("a.ts"), "value")).containsExactlyInAnyOrder("v", "w");
        assertThat(sources.resolver().aliases(sources.get("a.ts"), "make")).containsExactly("build");
    }

    @Test
    void tellsHowNamesAreUsed() {
        ScriptSources sources = sources().with("a.ts", """
                        import { Base, make } from './m';
                        make();
                        class A extends Base { x = 1; }
                        const a = new A();
                        a.x = 2;
                        use(a.x);
                        export { make };
                        """);
        assertThat(kind(sources, 1, "make")).isEqualTo(ReferenceKind.IMPORT);
        assertThat(kind(sources, 2, "make")).isEqualTo(ReferenceKind.CALL);
        assertThat(kind(sources, 3, "Base")).isEqualTo(ReferenceKind.TYPE);
        assertThat(kind(sources, 4, "A")).isEqualTo(ReferenceKind.CALL);
        assertThat(kind(sources, 5, "x")).isEqualTo(ReferenceKind.WRITE);
        assertThat(kind(sources, 6, "x")).isEqualTo(ReferenceKind.READ);
        assertThat(kind(sources, 7, "make")).isEqualTo(ReferenceKind.READ);
    }

    private static ReferenceKind kind(ScriptSources sources, int line, String name) {
        return sources.resolver()
                .kind(
                        sources.get("a.ts"),
                        sources.mention(sources.get("a.ts"), line, name).orElseThrow());
    }
}
