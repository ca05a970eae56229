package dev.codebasemcp.symbols.go;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that goes in circles, or is endless, ends here. */
@Timeout(120)
class GoHostileTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, GoResolver::new).withText("go.mod", "module m.org/m\n");
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void circlesEnd() {
        code.with("a.go", """
                package a
                type A struct { B }
                type B struct { *A; C }
                type C interface { D }
                type D interface { C; Run() }
                type E = F
                type F = E
                type G G
                type H[T H[T]] struct { H[H[T]] }
                type P *P
                var x = y
                var y = x
                var z = func() int { return z.miss() }
                func f(a A, e E, g G, h H[int], p P) {
                    a.miss(); e.miss(); g.miss(); h.miss(); (*p).miss(); x.miss(); y.miss()
                    a.Run()
                    for v := range v { v.miss() }
                    w := w.miss()
                }
                type Z struct{}
                func (z Z) miss() {}
                """);
        assertThat(code.uses("a.go", "D.Run")).containsExactly("a.go:16 call");
        assertThat(code.uses("a.go", "Z.miss")).isNotEmpty().noneMatch(use -> use.endsWith("call"));
    }

    @Test
    void longExpressionsEnd() {
        code.with("a.go", "package a\ntype A struct{ next *A }\nfunc (a *A) Do() *A { return a }\nvar one A\n")
                .with("b.go", "package a\nvar b = one" + ".Do()".repeat(2_000) + "\n")
                .with("c.go", "package a\nvar c = " + "one.next == ".repeat(3_000) + "nil\n")
                .with("d.go", "package a\nvar d = " + "(".repeat(400) + "one" + ")".repeat(400) + ".next\n")
                .with("e.go", "package a\nvar e = " + "[]A{".repeat(300) + "one" + "}".repeat(300) + "\n");
        assertThat(code.uses("a.go", "A.Do")).hasSize(2_000);
        assertThat(code.uses("a.go", "one")).hasSize(1 + 3_000 + 1 + 1);
        assertThat(code.uses("a.go", "A.next")).hasSizeGreaterThanOrEqualTo(3_000);
    }

    @Test
    void typesThatDoubleStaySmall() {
        StringBuilder text = new StringBuilder("package a\ntype G[A, B, C, D any] struct { a A; g *G[B, A, D, C] }\n");
        text.append("type T0 = int\n");
        for (int i = 1; i <= 60; i++) {
            text.append(String.format(
                    Locale.ROOT, "type T%d = G[T%2$d, map[T%2$d]T%2$d, func(T%2$d) T%2$d, []T%2$d]\n", i, i - 1));
        }
        text.append("func Same[T any](x T, f func(T, T) G[T, T, T, T]) T { return x }\nfunc f(t T60) {\n");
        for (int i = 0; i < 50; i++) {
            text.append("t = Same(Same(t, nil).g.g.g.g.g, func(x, y T60) G[T60, T60, T60, T60] { return x }).g.g\n");
        }
        code.with("a.go", text + "}\n");
        assertThat(code.uses("a.go", "G.g")).hasSize(350);
    }

    @Test
    void manyOfOneNameEnd() {
        StringBuilder embedded = new StringBuilder("package a\ntype E0 struct { last int }\n");
        for (int i = 1; i < 3_000; i++) {
            embedded.append("type E" + i + " struct { E" + (i - 1) + " }\n");
        }
        code.with("embedded.go", embedded + "func f(e E2999, n E100) { e.last++; n.last++ }\n")
                .with("consts.go", "package b\nconst (\nK0 K = iota\n" + "K1\n".repeat(20_000) + ")\n")
                .with("err.go", "package c\nvar err E\nfunc f() {\n" + "a, err := err.x()\n".repeat(5_000) + "}\n")
                .with("names.go", "package d\nvar " + "x, ".repeat(5_000) + "x = f()\nvar y = x\n");
        assertThat(code.uses("embedded.go", "E0.last"))
                .containsExactly("embedded.go:3002 write??", "embedded.go:3002 write");
        assertThat(code.uses("consts.go", "K1")).isEmpty();
        assertThat(code.uses("err.go", "err")).containsExactly("err.go:4 read");
        assertThat(code.uses("names.go", "x")).contains("names.go:3 read");
    }

    @Test
    void brokenCodeIsRead() {
        code.with("a.go", "package\nimport\nimport \"\nfunc (\nfunc (x) m(\ntype T struct {\nT\nvar x = T{a:\nx.\n");
        code.with("b.go", "func f() { x := }\ntype = 3\nvar x\nconst (\nA\n)\n");
        code.with("c.go", "package c\nimport \"/\"\nfunc () M() {}\nfunc F() { a.b[c.d](e) }\n");
        assertThat(code.uses("c.go", "F")).isEmpty();
        assertThat(new GoResolver(code)
                        .declarations(code.defining("F").stream().findFirst().orElseThrow()))
                .isNotEmpty();
    }
}
