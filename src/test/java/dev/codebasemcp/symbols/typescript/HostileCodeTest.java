package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostileCodeTest extends ScriptCase {
    @Test
    void cyclesEnd() {
        sources()
                .with("a.ts", """
                        import { other } from './b';
                        export * from './b';
                        export { loop } from './b';
                        type A = A;
                        type B = C | B; type C = B & C;
                        class D extends E {} class E extends D {}
                        interface F extends F {}
                        type Grow<T> = Grow<Grow<T>>;
                        const self = self.next;
                        function f() { return f().x; }
                        type G<T extends G<T>> = T['k'];
                        declare const a: A, b: B, d: D, i: F, g: Grow<A>, h: G<A>;
                        a.name; // name: undecided
                        b.name; // name: undecided
                        d.name; // name: undecided
                        i.name; // name: undecided
                        g.name; // name: undecided
                        h.name; // name: undecided
                        self.name; // name: undecided
                        f().name; // name: undecided
                        other(); // other: undecided
                        """)
                .with(
                        "b.ts",
                        "export * from './a';\nexport { loop } from './a';\nexport { missing as other } from './a';\n")
                .verify();
    }

    @Test
    void longExpressionsEnd() {
        String text = "const first = { key: 1 };\nconst x = first" + " || first".repeat(20_000) + ";\nx.key;\n";
        ScriptSources sources = sources().with("a.ts", text);
        assertThat(resolveAll(sources, "key", "first")).isEqualTo(20_004);
    }

    @Test
    void longChainsEnd() {
        String text = "class A { go(): A { return this; } }\nnew A()" + ".go()".repeat(5_000) + ";\n";
        assertThat(resolveAll(sources().with("a.ts", text), "go")).isEqualTo(5_001);
    }

    @Test
    void typesThatDoubleEnd() {
        StringBuilder text =
                new StringBuilder("function two<T>(a: T): { a: T, b: T } { return null!; }\nconst v0 = 1;\n");
        for (int i = 1; i < 200; i++) {
            text.append(String.format(Locale.ROOT, "const v%d = two(two(v%d));\n", i, i - 1));
        }
        text.append("v199.a.b.a;\n");
        assertThat(resolveAll(sources().with("a.ts", text.toString()), "a", "v199"))
                .isPositive();
    }

    @Test
    void brokenCodeEnds() {
        String text = "class { extends => import { } from ; export * from './a' type = < function ( { a : = [ ...";
        assertThat(resolveAll(sources().with("a.ts", text.repeat(50)), "a", "type", "from"))
                .isNotNegative();
    }

    private static int resolveAll(ScriptSources sources, String... names) {
        SourceFile file = sources.get("a.ts");
        var mentions = sources.resolver().mentions(file, Set.of(names));
        mentions.forEach(mention -> {
            assertThat(sources.resolver().resolve(file, mention)).isNotNull();
            assertThat(sources.resolver().kind(file, mention)).isNotNull();
        });
        return mentions.size();
    }
}
