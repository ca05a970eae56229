package dev.codebasemcp.symbols.go;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What types expressions have, which the uses of members show. */
class GoTypesTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, GoResolver::new).withText("go.mod", "module my.org/shop\n");
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void typesOfSwitchesAndAssertionsNarrow() {
        code.with("a.go", """
                package a
                type A struct{ x int }
                type B struct{ x int }
                func f(v any) {
                    switch t := v.(type) {
                    case *A:
                        t.x++
                    case B, nil:
                        t.x++
                    case []B:
                        t[0].x++
                    }
                    if b, ok := v.(B); ok { b.x++ }
                }
                """);
        assertThat(code.uses("a.go", "A.x")).containsExactly("a.go:7 write");
        assertThat(code.uses("a.go", "B.x")).containsExactly("a.go:11 write", "a.go:13 write");
    }

    @Test
    void genericTypesAndFunctionsAreReplaced() {
        code.with("a.go", """
                package a
                type A struct{ x int }
                func (a A) Do() A { return a }
                type Doer interface { Do() A }
                type List[T any] struct { items []T; next *List[T] }
                func (l *List[E]) First() E { return l.items[0] }
                func Map[T, U any](in []T, f func(T) U) []U { return nil }
                func Pick[T any](one T, more ...T) T { return one }
                func Each[D Doer](d D) { d.Do().x++ }
                func New[T any]() *List[T] { return nil }
                func f(l List[A], s []A) {
                    l.First().x++
                    l.next.next.First().Do().x++
                    Map(s, func(a A) A { return a })[0].x++
                    Pick(A{}, s...).x++
                    New[A]().First().x++
                    for i, a := range l.items { a.x += i.x }
                    g := Pick[A]
                    g(s[0]).x++
                }
                """);
        assertThat(code.uses("a.go", "A.x"))
                .containsExactly(
                        "a.go:9 write",
                        "a.go:12 write",
                        "a.go:13 write",
                        "a.go:14 write",
                        "a.go:15 write",
                        "a.go:16 write",
                        "a.go:17 write",
                        "a.go:19 write");
        assertThat(code.uses("a.go", "Doer.Do")).containsExactly("a.go:3 override", "a.go:9 call");
        assertThat(code.uses("a.go", "New")).containsExactly("a.go:16 call");
    }

    @Test
    void keysOfLiteralsAreFieldsOrValues() {
        code.with("a.go", """
                package a
                import "net/http"
                const Key = "k"
                type P struct { Key string; list []P; byKey map[Q]*P }
                type Q struct { Key int }
                var a = P{Key: "x", list: []P{{Key: "y"}, {Key: Key}}}
                var b = map[string]P{Key: {Key: "z"}}
                var c = P{byKey: map[Q]*P{{Key: 1}: {Key: "u"}}}
                var d = []struct{ in P; Key int }{{in: P{Key: "v"}, Key: 1}}
                var e = http.Cookie{Name: "k"}
                var f = [...]string{Key: "w"}
                """);
        assertThat(code.uses("a.go", "P.Key"))
                .containsExactly(
                        "a.go:6 write", "a.go:6 write", "a.go:6 write", "a.go:7 write", "a.go:8 write", "a.go:9 write");
        assertThat(code.uses("a.go", "Q.Key")).containsExactly("a.go:8 write");
        assertThat(code.uses("a.go", "Key")).containsExactly("a.go:6 read", "a.go:7 write", "a.go:11 write");
        assertThat(code.uses("a.go", "d.Key")).containsExactly("a.go:9 write");
    }

    @Test
    void constantsRepeatTheTypeOfTheOneBefore() {
        code.with("a.go", """
                package a
                type Kind int
                func (k Kind) Label() string { return "" }
                const (
                    First Kind = iota
                    Second
                    Third = "x"
                    Fourth
                )
                var a, b = First.Label(), Second.Label()
                var c = (First | Second).Label() + Fourth.Label()
                var d = Kind(3).Label()
                """);
        assertThat(code.uses("a.go", "Kind.Label"))
                .containsExactly("a.go:10 call", "a.go:10 call", "a.go:11 call", "a.go:12 call");
        assertThat(code.uses("a.go", "Second")).containsExactly("a.go:10 read", "a.go:11 read");
    }

    @Test
    void functionsAreValues() {
        code.with("a.go", """
                package a
                type A struct{ x int }
                type Make func(n int) (A, error)
                func (m Make) Twice() Make { return m }
                func make1(n int) (A, error) { return A{}, nil }
                var table = map[A]func() A{}
                func f(m Make, seq func(yield func(int, A) bool), k A) {
                    a, _ := m.Twice()(1)
                    a.x++
                    g := make1
                    b, _ := g(2)
                    b.x++
                    for _, c := range seq { c.x++ }
                    d := func() *A { return nil }
                    d().x++
                    table[k.x]().x++
                }
                """);
        assertThat(code.uses("a.go", "A.x"))
                .containsExactly(
                        "a.go:9 write",
                        "a.go:12 write",
                        "a.go:13 write",
                        "a.go:15 write",
                        "a.go:16 read",
                        "a.go:16 write");
        assertThat(code.uses("a.go", "make1")).containsExactly("a.go:10 read");
    }

    @Test
    void anIndexMayLookLikeTypeArguments() {
        code.with("a.go", """
                package a
                type C struct { state int; rows [][]C }
                var steps = []func(C) C{}
                var now C
                func f(c C) {
                    steps[c.state](c).state++
                    for range c.rows[c.state][c.state].rows {}
                    steps[now.state](now)
                    steps[index](now)
                }
                var index int
                """);
        assertThat(code.uses("a.go", "C.state"))
                .containsExactly("a.go:6 read", "a.go:6 write", "a.go:7 read", "a.go:7 read", "a.go:8 read");
        assertThat(code.uses("a.go", "C.rows")).containsExactly("a.go:7 read", "a.go:7 read");
        assertThat(code.uses("a.go", "now")).containsExactly("a.go:8 read", "a.go:8 read", "a.go:9 read");
        assertThat(code.uses("a.go", "index")).containsExactly("a.go:9 read");
    }

    @Test
    void valuesOfLibrariesHaveNoMembersHere() {
        code.with("a.go", """
                package a
                import (
                    "bytes"
                    "slices"
                    "sync/atomic"
                    "lib.org/it"
                )
                type A struct { Label int; Both int; p atomic.Pointer[A] }
                type B struct { Both int }
                func f(b bytes.Buffer, list []A, a A) {
                    b.Label()
                    it.New().Label()
                    a.p.Load().Label++
                    slices.Clone(list)[0].Label++
                    slices.Clone(list)[0].Both++
                    unknown().Label++
                }
                """);
        assertThat(code.uses("a.go", "A.Label")).containsExactly("a.go:13 write", "a.go:14 write?");
        assertThat(code.uses("a.go", "A.Both")).containsExactly("a.go:15 write??");
    }

    @Test
    void aliasesAndBuiltinsHaveTypes() {
        code.with("b/b.go", "package b\ntype T struct { X int }\nfunc (t *T) Get() *T { return t }\n")
                .with("a.go", """
                package a
                import "my.org/shop/b"
                type Same = b.T
                type Own b.T
                func f(s Same, o Own) {
                    s.X = o.X
                    s.Get().Get()
                    new(Same).Get()
                    make([]*b.T, 1)[0].Get()
                    append([]Same{}, s)[0].Get()
                    o.Get()
                    (&s).Get()
                }
                """);
        assertThat(code.uses("b/b.go", "T.X")).containsExactly("a.go:6 write", "a.go:6 read");
        assertThat(code.uses("b/b.go", "T.Get"))
                .containsExactly(
                        "a.go:7 call",
                        "a.go:7 call",
                        "a.go:8 call",
                        "a.go:9 call",
                        "a.go:10 call",
                        "a.go:11 call??",
                        "a.go:12 call");
        assertThat(code.uses("b/b.go", "T"))
                .contains("a.go:3 type", "a.go:4 type", "a.go:9 type")
                .doesNotContain("a.go:10 type");
    }
}
