package dev.codebasemcp.symbols.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Members of structs, by the types of what is before the dot. One rule of the language per test. */
class CMembersTest extends CCase {
    /** Two structs have each name, so that only the type decides. */
    private static final String TYPES = """
            typedef struct in { int a; struct in *next; } in;
            struct out { int a; in i; in *list[3]; struct in *(*get)(int); union { int u; struct { int v; } w; }; };
            typedef struct out out_t, *out_p;
            struct out *make(void);
            """;

    private void given(String body) {
        code.with("t.h", TYPES).with("t.c", "#include \"t.h\"\n" + body);
    }

    @Test
    void receiversHaveDeclaredTypes() {
        given("""
                static in one;
                int f(struct out *p, out_t t, out_p q, in *other) {
                    struct out o, many[2];
                    p->a = t.a + q->a;
                    (*p).a++;
                    o.a = many[1].a;
                    (&o)->a = 1;
                    make()->a = 1;
                    ((struct out *)other)->a = 1;
                    return other->a + one.a;
                }
                """);
        assertThat(code.uses("t.h", "out.a"))
                .containsExactly(
                        "t.c:5 write",
                        "t.c:5 read",
                        "t.c:5 read",
                        "t.c:6 write",
                        "t.c:7 write",
                        "t.c:7 read",
                        "t.c:8 write",
                        "t.c:9 write",
                        "t.c:10 write");
        assertThat(code.uses("t.h", "in.a")).containsExactly("t.c:11 read", "t.c:11 read");
    }

    @Test
    void membersHaveMembers() {
        given("""
                int f(struct out *p, int n) {
                    p->i.a = 1;
                    p->list[n]->a = 2;
                    p->get(1)->a = 3;
                    (*p->get)(1)->next->next->a = 4;
                    (n ? p->list[0] : 0)->a = 5;
                    (p + 1)->a = 6;
                    return p->u + p->w.v;
                }
                """);
        assertThat(code.uses("t.h", "in.a"))
                .containsExactly("t.c:3 write", "t.c:4 write", "t.c:5 write", "t.c:6 write", "t.c:7 write");
        assertThat(code.uses("t.h", "out.a")).containsExactly("t.c:8 write");
        assertThat(code.uses("t.h", "out.get")).containsExactly("t.c:5 call", "t.c:6 call");
        assertThat(code.uses("t.h", "out.u")).containsExactly("t.c:9 read");
        assertThat(code.uses("t.h", "out.w.v")).containsExactly("t.c:9 read");
    }

    @Test
    void initializersNameMembers() {
        given("""
                struct out o = { .a = 1, .i.a = 2, .w = { .v = 3 }, .list = { 0 } };
                in list[] = { { .a = 1 }, [2] = { .a = 2 }, [3].a = 3 };
                void f(void) { use((struct out){ .a = 1 }, (in){ .a = 2 }); }
                struct both { int n; in i; } b = { 1, { .a = 2 } };
                """);
        assertThat(code.uses("t.h", "out.a")).containsExactly("t.c:2 write", "t.c:4 write");
        assertThat(code.uses("t.h", "in.a"))
                .containsExactly(
                        "t.c:2 write", "t.c:3 write", "t.c:3 write", "t.c:3 write", "t.c:4 write", "t.c:5 write");
        assertThat(code.uses("t.h", "out.w.v")).containsExactly("t.c:2 write");
    }

    @Test
    void macrosGetMembersByTheirNames() {
        given("""
                #define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
                #define FIRST(x) ((struct out *)(x))
                int f(void *p) {
                    container_of(p, out_t, i)->a = 1;
                    container_of(p, in, next)->a = 2;
                    FIRST(p)->a = 3;
                    return offsetof(struct out, a);
                }
                """);
        assertThat(code.uses("t.h", "out.a")).containsExactly("t.c:5 write", "t.c:7 write", "t.c:8 read");
        assertThat(code.uses("t.h", "in.a")).containsExactly("t.c:6 write");
        assertThat(code.uses("t.h", "out.i")).containsExactly("t.c:5 read?");
    }

    @Test
    void anUnknownReceiverMeansTheOnlyStructWithTheMember() {
        given("""
                #define NEXT(x) (x)->list[0] + (x)->a
                int f(void) {
                    unknown()->u = 1;
                    unknown()->a = 2;
                    struct timeval t;
                    t.u = 3;
                    int u = 4;
                    return u;
                }
                """);
        assertThat(code.uses("t.h", "out.u")).containsExactly("t.c:4 write?");
        assertThat(code.uses("t.h", "out.list")).containsExactly("t.c:2 read?");
        assertThat(code.uses("t.h", "out.a")).containsExactly("t.c:2 read??", "t.c:5 write??");
    }

    @Test
    void aPrivateStructIsThatOfItsFile() {
        code.with("a.c", "struct ctx { int n; };\nint f(struct ctx *c) { return c->n; }\n")
                .with("b.c", "struct ctx { int n; };\nint g(struct ctx *c) { return c->n; }\n");
        assertThat(code.uses("a.c", "ctx.n")).containsExactly("a.c:2 read");
        assertThat(code.uses("b.c", "ctx.n")).containsExactly("b.c:2 read");
    }

    @Test
    void macrosDeclareMembers() {
        code.with("h.h", """
                #define FIELDS \\
                    void* data; /* public */ \\
                    struct loop* loop; \\
                    int (*close)(int), *ref; \\
                    PRIVATE_FIELDS
                #define PRIVATE_FIELDS unsigned int flags; handle *queue[2];
                typedef struct handle_s handle;
                struct loop { int flags; handle *first; };
                struct handle_s {
                    FIELDS
                };
                #define STEPS do { flags; } while (0); next;
                """).with("h.c", """
                #include "h.h"
                void f(handle *h) {
                    h->flags = h->loop->flags;
                    h->queue[0]->data = 0;
                    h->close(1);
                    h->loop->first->flags = 2;
                    unknown()->flags = 3;
                }
                """);
        assertThat(code.uses("h.h", "PRIVATE_FIELDS.flags"))
                .containsExactly("h.c:3 write", "h.c:6 write", "h.c:7 write??");
        assertThat(code.uses("h.h", "loop.flags")).containsExactly("h.c:3 read", "h.c:7 write??");
        assertThat(code.uses("h.h", "FIELDS.data")).containsExactly("h.c:4 write");
        assertThat(code.uses("h.h", "FIELDS.close")).containsExactly("h.c:5 call");
        assertThat(code.uses("h.h", "FIELDS")).containsExactly("h.h:10 type");
    }

    @Test
    void aNameAfterATypeInAMacroIsAMemberAlsoIfALocalHasIt() {
        given("""
                int f(in *next) {
                    return container_of(next, struct in, next) + max(next, next);
                }
                """);
        assertThat(code.uses("t.h", "in.next")).containsExactly("t.c:3 read?");
    }

    @Test
    void aMacroMayDeclareAMemberByItsName() {
        String bits = "#define BIT(x) unsigned x : 1\nstruct %s { int n; BIT(done); };\n";
        code.with("b.h", String.format(Locale.ROOT, bits, "flags"))
                .with("b.c", "#include \"b.h\"\nint f(struct flags *p) { return p->done; }\n")
                .with("c.c", String.format(Locale.ROOT, bits, "own") + "int g(struct own *p) { return p->done; }\n");
        assertThat(code.uses("b.h", "flags.done")).containsExactly("b.c:2 read");
        assertThat(code.uses("c.c", "own.done")).containsExactly("c.c:3 read");
        assertThat(code.uses("b.h", "BIT")).hasSize(1).allMatch(use -> use.startsWith("b.h:2 "));
    }
}
