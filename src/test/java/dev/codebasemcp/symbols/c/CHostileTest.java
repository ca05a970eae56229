package dev.codebasemcp.symbols.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that goes in circles, or is endless, ends here. */
@Timeout(120)
class CHostileTest extends CCase {
    @Test
    void circlesEnd() {
        code.with("a.h", "#include \"b.h\"\ntypedef x y;\ntypedef y x;\n#define M N\n#define N M\n")
                .with("b.h", "#include \"a.h\"\n#include \"b.h\"\nstruct s { struct s s; x x; M m; int n; };\n")
                .with("a.c", """
                        #include "a.h"
                        struct z { int n; };
                        typedef typeof(q) q;
                        int f(x a, M b, struct s c) {
                            int d = d.n;
                            a.n = b.n + c.s.s.s.n + c.x.n + f(a, b, c).n;
                            return d;
                        }
                        """);
        assertThat(code.uses("b.h", "s.n")).contains("a.c:6 read");
        assertThat(code.uses("a.h", "M")).contains("a.c:4 type", "a.h:5 read", "b.h:3 type");
    }

    @Test
    void longExpressionsEnd() {
        code.with("a.h", "struct a { struct a *next; int n; };\nextern struct a one;\n")
                .with("b.c", "#include \"a.h\"\nint b = one" + ".next[0]".repeat(2_000) + ".n;\n")
                .with("c.c", "#include \"a.h\"\nint c = " + "one.n + ".repeat(3_000) + "0;\n")
                .with("d.c", "#include \"a.h\"\nint d = " + "(".repeat(400) + "one" + ")".repeat(400) + ".n;\n")
                .with("e.c", "#include \"a.h\"\nstruct a e = " + "{".repeat(300) + ".n = 1" + "}".repeat(300) + ";\n")
                .with("f.c", "#include \"a.h\"\nint f = F(" + "one, ".repeat(3_000) + "n);\n");
        assertThat(code.uses("a.h", "one")).hasSize(1 + 3_000 + 1 + 3_000);
        assertThat(code.uses("a.h", "a.next")).hasSizeGreaterThan(1_000);
        assertThat(code.uses("a.h", "a.n")).hasSizeGreaterThanOrEqualTo(3_000);
    }

    @Test
    void manyOfOneNameEnd() {
        StringBuilder structs = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            structs.append("struct s").append(i).append(" { int n; };\n");
        }
        code.with("many.h", structs.toString())
                .with("macros.h", "#define A(x) x + B(x)\n".repeat(10_000) + "#define B(x) x\n")
                .with("deep.h", "struct d { ".repeat(500) + "int n;" + "} x;".repeat(500) + "\n")
                .with("locals.c", "int n;\nvoid f(void) {\n" + "int n = n;\n".repeat(5_000) + "}\n")
                .with("use.c", "#include \"many.h\"\nint f(struct s7 *s) { return s->n + unknown()->n; }\n");
        assertThat(code.uses("many.h", "s7.n")).containsExactly("use.c:2 read", "use.c:2 read??");
        assertThat(code.uses("macros.h", "B")).hasSize(10_000);
        assertThat(code.uses("locals.c", "n")).hasSizeLessThan(10_001);
    }

    /** Each of these once took minutes, or all of the stack. */
    @Test
    void textThatIsMadeToTakeTimeEnds() {
        StringBuilder circle = new StringBuilder();
        for (char x = 'A'; x <= 'F'; x++) {
            for (char y = 'A'; y <= 'F'; y++) {
                circle.append(x == y ? "" : "typedef " + x + " " + y + ";\n");
            }
        }
        String blanks = ("}" + " ".repeat(100) + "\n").repeat(4);
        code.with("a.h", "int a;\nstruct s { int n; };\n" + circle)
                .with("b.h", "int b;\n#ifdef __cplusplus\n" + blanks + "x")
                .with("c.h", "int c;\n" + ("AAA " + "b<> ".repeat(100) + "\n").repeat(20))
                .with("d.h", "int d;\n" + "#define x\n".repeat(20_000))
                .with("e.h", "int e;\nint\nx" + ",\nx".repeat(20_000) + ";\n")
                .with("use.c", "#include \"a.h\"\nint f(A *x) { return x->n + a + b + c + d + e; }\n")
                .with("deep.cpp", "#include \"a.h\"\nint g() { return\n" + "k::\n".repeat(30_000) + "a(); }\n");
        assertThat(code.uses("a.h", "s.n")).hasSize(1);
        for (String name : List.of("b", "c", "d", "e")) {
            assertThat(code.uses(name + ".h", name)).as(name).isNotEmpty();
        }
        assertThat(code.uses("a.h", "a")).isNotEmpty();
    }

    @Test
    void brokenCodeIsRead() {
        code.with("a.c", "int f( { struct { struct s *p; p->; } #define\n#define X\n#include\n#include \"\"\n")
                .with("b.c", "struct s { int\nint f(void) { return s.; }\n= { .a = { .b = } };\n#undef\n")
                .with("c.c", "int g(void) { return 1; }\n}\n}\nint h(void) { return g(); }\n");
        assertThat(code.uses("c.c", "g")).hasSize(1);
    }
}
