package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubtypesTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, TypeScriptResolver::new);
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void classesAndInterfacesNameTheirSupertypes() {
        code.with("a.ts", """
                class Base<T> {}
                export interface Shape {}
                class Box extends Base<Shape> implements Shape, ns.Shape<Box> {}
                abstract class Ring extends ns.deep.Base {}
                interface More extends Shape, Base<Shape>, ns.Shape, ns.Shape<More> {}
                namespace inner { export class Deep extends Base {} }
                function f<T extends Shape>(x: T) { class Local extends Base {} }
                type Either = T extends Shape ? Shape : Base<T>;
                """);
        assertThat(code.subtypes("Base"))
                .containsExactly("a.ts:3 Box", "a.ts:4 Ring", "a.ts:5 More", "a.ts:6 inner.Deep", "a.ts:7 f.Local");
        assertThat(code.subtypes("Shape"))
                .containsExactly("a.ts:3 Box", "a.ts:3 Box", "a.ts:5 More", "a.ts:5 More", "a.ts:5 More");
        assertThat(code.subtypes("Box")).isEmpty();
        assertThat(code.subtypes("ns")).isEmpty();
        assertThat(code.subtypes("deep")).isEmpty();
    }

    @Test
    void classesInExpressionsHaveTheNameOfTheirVariable() {
        for (String path : new String[] {"a.js", "a.ts"}) {
            code.with(path, """
                    class Plain extends Base {}
                    const Named = class Own extends lib.Base {};
                    exports.Given = class extends Base {};
                    export default class extends Base {}
                    class Mixed extends mixin(Base) {}
                    run(class extends Base {});
                    """);
        }
        assertThat(code.subtypes("Base"))
                .containsExactly(
                        "a.js:1 Plain", "a.js:2 Named", "a.js:3 Given", "a.ts:1 Plain", "a.ts:2 Named", "a.ts:3 Given");
        assertThat(code.subtypes("mixin")).isEmpty();
    }

    @Test
    void membersOfSubtypesOverride() {
        code.with("base.ts", """
                export interface Shape { area(): number; name: string }
                export abstract class Base<T> {
                  abstract area(): number;
                  close(): void {}
                  static make() {}
                  #secret = 1;
                  constructor(protected name: string) {}
                }
                """).with("sub.ts", """
                import { Base, Shape as Form } from './base';
                class Round extends Base<string> implements Form {
                  constructor(public override name: string, close: number) { super(name); }
                  area() { return this.close(); }
                  static make() {}
                  #secret = 2;
                                }
                interface Wide extends Form { area(): number }
                class Round2 extends Round { get name() { return ''; } close = () => {}; make() {} }
                class Apart { area() { return 1; } }
                """);
        assertThat(code.uses("base.ts", "Shape.area")).containsExactly("sub.ts:4 override", "sub.ts:8 override");
        assertThat(code.uses("base.ts", "Base.area")).containsExactly("sub.ts:4 override");
        assertThat(code.uses("base.ts", "Base.close")).containsExactly("sub.ts:4 call", "sub.ts:9 override");
        assertThat(code.uses("base.ts", "Base.make")).containsExactly("sub.ts:5 override");
        assertThat(code.uses("base.ts", "Shape.name")).containsExactly("sub.ts:3 override");
        assertThat(code.uses("base.ts", "Base.name")).containsExactly("sub.ts:3 override");
        assertThat(code.uses("sub.ts", "Round.name")).containsExactly("sub.ts:3 read", "sub.ts:9 override");
        assertThat(code.uses("base.ts", "Base.constructor")).isEmpty();
        assertThat(code.uses("base.ts", "Base.#secret")).isEmpty();
    }

    @Test
    void membersOfClassesOfJavaScriptOverride() {
        code.with("a.js", """
                class Base { run() {} size = 1; }
                module.exports = class extends Base { run() {} size = 2; };
                class Turn extends Back { go() {} }
                class Back extends Turn { go() {} }
                """);
        assertThat(code.uses("a.js", "Base.run")).containsExactly("a.js:2 override");
        assertThat(code.uses("a.js", "Base.size")).containsExactly("a.js:2 override");
        assertThat(code.uses("a.js", "Turn.go")).containsExactly("a.js:4 override");
    }
}
