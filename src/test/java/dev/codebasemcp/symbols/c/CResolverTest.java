package dev.codebasemcp.symbols.c;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names that stand alone: what files see, link and hide. One rule of the language per test. */
class CResolverTest extends CCase {
    @Test
    void aPrototypeAndADefinitionAreOneFunction() {
        code.with("src/a.h", "int total(int n);\n")
                .with("src/a.c", "#include \"a.h\"\nint total(int n) { return n ? total(n - 1) : 0; }\n")
                .with("src/b.c", "#include \"a.h\"\nint (*f)(int) = total;\nint g(void) { return total(1); }\n")
                .with("src/c.c", "static int total(int n) { return n; }\nint h(void) { return total(2); }\n");
        assertThat(code.uses("src/a.c", "total"))
                .containsExactly("src/a.c:2 call", "src/b.c:2 read", "src/b.c:3 call")
                .isEqualTo(code.uses("src/a.h", "total"));
        assertThat(code.uses("src/c.c", "total")).containsExactly("src/c.c:2 call");
    }

    @Test
    void aFunctionThatNoIncludeShowsIsLikely() {
        code.with("a.c", "int total(int n) { return n; }\nstatic int own(void) { return 0; }\n")
                .with("b.c", "int g(void) { return total(1) + own() + strlen(\"\"); }\n");
        assertThat(code.uses("a.c", "total")).containsExactly("b.c:1 call?");
        assertThat(code.uses("a.c", "own")).isEmpty();
        assertThat(code.ofFileOnly("a.c")).containsExactly("own");
    }

    @Test
    void definitionsForSeveralSystemsAreVariants() {
        code.with("unix/fs.c", "int fs_open(void) { return 1; }\n")
                .with("win/fs.c", "int fs_open(void) { return 2; }\n")
                .with("fs.h", "int fs_open(void);\n")
                .with("main.c", "#include \"fs.h\"\nint main(void) { return fs_open(); }\n")
                .with("tool.c", "#include \"fs.h\"\nint main(void) { return 0; }\n");
        assertThat(code.uses("unix/fs.c", "fs_open")).containsExactly("main.c:2 call");
        assertThat(code.uses("win/fs.c", "fs_open")).containsExactly("main.c:2 call");
    }

    @Test
    void parametersAndLocalsHideWhatIsOutside() {
        code.with("a.c", """
                int size;
                int f(int size) { return size; }
                int g(void) {
                    int x = size;
                    int size = x;
                    for (int size = 0; size < 3; size++) {}
                    { extern int size; size = 2; }
                    return size;
                }
                int h(void) { return size; }
                int k(size) int size; { return size; }
                int l(int n[size]) { goto size; size: return 0; }
                """);
        assertThat(code.uses("a.c", "size")).containsExactly("a.c:4 read", "a.c:7 write", "a.c:10 read", "a.c:12 read");
    }

    @Test
    void tagsHaveNamesOfTheirOwn() {
        code.with("a.h", "struct stat { int n; };\nint stat(struct stat *s);\nenum color { RED };\n")
                .with("a.c", """
                        #include "a.h"
                        int f(void) {
                            struct stat s;
                            enum color c = RED;
                            int color = 1;
                            return stat(&s) + color;
                        }
                        """);
        assertThat(code.uses("a.h", "color")).containsExactly("a.c:4 type");
        assertThat(code.uses("a.h", "RED")).containsExactly("a.c:4 read");
        // The tests ask by name, and both have it; a question with a line has one of them.
        assertThat(code.uses("a.h", "stat")).containsExactly("a.c:3 type", "a.c:6 call", "a.h:2 type");
    }

    @Test
    void aTypeThatIsNamedAfterItsTagIsOneSymbol() {
        code.with("a.h", "typedef struct node node;\nnode *next(struct node *n);\n")
                .with("a.c", "#include \"a.h\"\nstruct node { int n; };\nnode *first;\nstruct node *last;\n");
        assertThat(code.uses("a.h", "node"))
                .containsExactly("a.c:3 type", "a.c:4 type", "a.h:1 type", "a.h:2 type", "a.h:2 type");
        assertThat(code.uses("a.c", "node")).contains("a.c:3 type", "a.c:4 type", "a.h:2 type");
    }

    @Test
    void aStructMayBeKnownOnlyToItsFile() {
        code.with("p.h", "struct parser;\nstruct parser *make(void);\n")
                .with("p.c", "#include \"p.h\"\nstruct parser { int at; };\n")
                .with("q.c", "#include \"p.h\"\nstruct parser *p;\nstruct other *o;\n")
                .with("r.c", "struct other { int x; };\n")
                .with("s.c", "struct other { int y; };\nstruct other mine;\n");
        assertThat(code.uses("p.c", "parser")).containsExactly("p.h:2 type", "q.c:2 type");
        assertThat(code.uses("s.c", "other")).containsExactly("q.c:3 type??", "s.c:2 type");
    }

    @Test
    void includesTellWhichOfSeveralIsMeant() {
        code.with("unix/os.h", "#define SEP '/'\ntypedef int handle;\n")
                .with("win/os.h", "#define SEP '\\\\'\ntypedef long handle;\n")
                .with("unix/a.c", "#include \"os.h\"\nhandle h = SEP;\n")
                .with("win/a.c", "#include \"os.h\"\nhandle h = SEP;\n")
                .with("any.h", "#include \"unix/os.h\"\n#include \"win/os.h\"\n")
                .with("b.c", "#include <any.h>\nhandle h = SEP;\n")
                .with("none.c", "int h = SEP;\n");
        assertThat(code.uses("unix/os.h", "SEP")).containsExactly("b.c:2 read", "none.c:1 read??", "unix/a.c:2 read");
        assertThat(code.uses("win/os.h", "handle")).containsExactly("b.c:2 type", "win/a.c:2 type");
    }

    @Test
    void macrosAreUsedInCodeConditionsAndOtherMacros() {
        code.with("m.h", """
                #define LIMIT 3
                #define MAX(a, b) ((a) > (b) ? (a) : (b))
                #define CAPPED(x) \\
                    MAX(x, \\
                        LIMIT) /* LIMIT */
                #define NAME(LIMIT) LIMIT + "LIMIT" + x##LIMIT
                """).with("m.c", """
                #include "m.h"
                #if defined(LIMIT) && LIMIT > 2
                int x = MAX(LIMIT, CAPPED(1));
                #endif
                #undef LIMIT
                #error no LIMIT here
                """);
        assertThat(code.uses("m.h", "LIMIT"))
                .containsExactly("m.c:2 read", "m.c:2 read", "m.c:3 read", "m.c:5 read", "m.h:5 read");
        assertThat(code.uses("m.h", "MAX")).containsExactly("m.c:3 call", "m.h:4 call");
        assertThat(code.uses("m.h", "CAPPED")).containsExactly("m.c:3 call");
    }

    @Test
    void marksOfDeclarationsAreMacros() {
        code.with("api.h", """
                #define API __attribute__((visibility("default")))
                #ifdef __cplusplus
                extern "C" {
                #endif
                typedef struct loop loop;
                API loop *loop_make(void);
                API
                int loop_run(loop *l);
                int API loop_stop(loop *l);
                #ifdef __cplusplus
                }
                #endif
                """).with("a.c", "#include \"api.h\"\nAPI int f(void) { return loop_run(loop_make()); }\n");
        assertThat(code.uses("api.h", "API"))
                .containsExactly("a.c:2 read", "api.h:6 read", "api.h:7 read", "api.h:9 read");
        assertThat(code.uses("api.h", "loop"))
                .containsExactly("api.h:5 type", "api.h:6 type", "api.h:8 type", "api.h:9 type");
        assertThat(code.uses("api.h", "loop_run")).containsExactly("a.c:2 call");
    }

    @Test
    void variablesAreLinkedOrOfTheirFile() {
        code.with("v.h", "extern int level;\n")
                .with("v.c", "#include \"v.h\"\nint level;\n")
                .with("w.c", "#include \"v.h\"\nvoid f(void) { level = 1; }\n")
                .with("x.c", "static int level = 2;\nvoid g(void) { level++; }\n");
        assertThat(code.uses("v.c", "level")).containsExactly("w.c:2 write");
        assertThat(code.uses("x.c", "level")).containsExactly("x.c:2 write");
    }

    @Test
    void inCppOnlyWhatOneDeclarationHasIsMeant() {
        code.with("c.h", "#define LIMIT 3\nint once(void);\nstruct point { int x; };\n")
                .with("o.hpp", "namespace n { int twice(int); int twice(long); }\nstruct other { int once2; };\n")
                .with("a.cpp", """
                        #include "c.h"
                        #include "o.hpp"
                        int f(point p, n::other o) {
                            return LIMIT + once() + n::twice(1) + p.x + o.once2;
                        }
                        """);
        assertThat(code.uses("c.h", "LIMIT")).containsExactly("a.cpp:4 read");
        assertThat(code.uses("c.h", "once")).containsExactly("a.cpp:4 call?");
        assertThat(code.uses("c.h", "point")).containsExactly("a.cpp:3 type?");
        assertThat(code.uses("c.h", "point.x")).containsExactly("a.cpp:4 read?");
        assertThat(code.uses("o.hpp", "n.twice")).noneMatch(use -> use.endsWith("call"));
    }

    @Test
    void filesOfOnePlatformMeanItsVariant() {
        code.with("win.h", "typedef long sock;\n")
                .with("unix.h", "typedef int sock;\n")
                .with("os390.h", "int poll_create(void);\n")
                .with("all.h", "#include \"win.h\"\n#include \"unix.h\"\n#include \"os390.h\"\n")
                .with("src/unix/linux.c", "#include \"../../all.h\"\nsock s;\nint f(void) { return poll_create(); }\n")
                .with("src/any.c", "#include \"../all.h\"\nsock s;\nint g(void) { return poll_create(); }\n");
        assertThat(code.uses("unix.h", "sock")).containsExactly("src/any.c:2 type", "src/unix/linux.c:2 type");
        assertThat(code.uses("win.h", "sock")).containsExactly("src/any.c:2 type");
        assertThat(code.uses("os390.h", "poll_create"))
                .containsExactly("src/any.c:3 call", "src/unix/linux.c:3 call??");
    }

    @Test
    void whatAFileIncludesMaySeeItsMacros() {
        code.with("ops.h", "OP(ONE, WIDE)\n")
                .with("ops.c", "#define WIDE 1\n#define OP(a, b) b,\nint w[] = {\n#include \"ops.h\"\n};\n")
                .with("other.c", "#define WIDE 2\nint o = WIDE;\n");
        assertThat(code.uses("ops.c", "WIDE")).containsExactly("ops.h:1 read?");
        assertThat(code.uses("other.c", "WIDE")).containsExactly("other.c:2 read");
    }

    @Test
    void aProgramCallsItsOwnFunction() {
        String program = "void usage(void);\nint main(void) { usage(); }\nvoid usage(void) {}\n";
        code.with("one.c", program).with("two.c", program);
        assertThat(code.uses("one.c", "usage")).containsExactly("one.c:2 call");
    }

    @Test
    void inCppAMemberHasNothingBeforeItsName() {
        code.with("a.hpp", "class cart { int items_; int total_; void add(); };\nclass list { int total_; };\n")
                .with("a.cpp", "#include \"a.hpp\"\nvoid cart::add() { items_ = 1; total_ = 2; other_ = 3; }\n");
        assertThat(code.uses("a.hpp", "cart.items_")).containsExactly("a.cpp:2 write?");
        assertThat(code.uses("a.hpp", "cart.total_")).containsExactly("a.cpp:2 write??");
    }
}
