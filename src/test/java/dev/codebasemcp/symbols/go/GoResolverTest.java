package dev.codebasemcp.symbols.go;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scopes, packages and members. One rule of the language per test. */
class GoResolverTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, GoResolver::new).withText("go.mod", "// Shop.\nmodule example.com/shop/v2\n");
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void aPackageIsADirectory() {
        code.with("cart/cart.go", "package cart\nfunc total() {}\n")
                .with("cart/other.go", "package cart\nfunc sum() { total() }\n")
                .with("cart/cart_test.go", "package cart\nfunc check() { total() }\n")
                .with("cart/gen.go", "package main\nfunc main() { total() }\n")
                .with("list/list.go", "package list\nfunc sum() { total() }\nfunc total() {}\n");
        assertThat(code.uses("cart/cart.go", "total"))
                .containsExactly("cart/cart_test.go:2 call", "cart/other.go:2 call");
        assertThat(code.uses("list/list.go", "total")).containsExactly("list/list.go:2 call");
    }

    @Test
    void onlyTestsSeeWhatTestsDeclare() {
        code.with("a/a_test.go", "package a\nfunc help() {}\nvar x = help\n")
                .with("a/a.go", "package a\nvar y = help\n")
                .with("a/outer_test.go", "package a_test\nimport \"example.com/shop/v2/a\"\nvar z = a.Shown\n")
                .with("a/export_test.go", "package a\nvar Shown = help\n");
        assertThat(code.uses("a/a_test.go", "help")).containsExactly("a/a_test.go:3 read", "a/export_test.go:2 read");
        assertThat(code.uses("a/export_test.go", "Shown")).containsExactly("a/outer_test.go:3 read");
    }

    @Test
    void importsNamePackagesByTheirPaths() {
        code.with("shop.go", "package shop\ntype Cart struct{}\nfunc New() Cart { return Cart{} }\n")
                .with("tax/tax.go", "package tax\nfunc New() {}\n")
                .with("b/alias.go", "package b\nimport s \"example.com/shop/v2\"\nvar c s.Cart = s.New()\n")
                .with("b/plain.go", "package b\nimport \"example.com/shop/v2\"\nvar d = shop.New()\n")
                .with("b/dot.go", "package b\nimport . \"example.com/shop/v2\"\nvar e = New()\n")
                .with("b/other.go", "package b\nimport \"other.org/shop/v2\"\nvar f = shop.New()\n")
                .with("b/errors.go", "package b\nimport \"errors\"\nvar g = errors.New(\"x\")\n");
        assertThat(code.uses("shop.go", "New"))
                .containsExactly("b/alias.go:3 call", "b/dot.go:3 call", "b/plain.go:3 call");
        assertThat(code.uses("shop.go", "Cart"))
                .containsExactly("b/alias.go:3 type", "shop.go:3 type", "shop.go:3 type");
        assertThat(code.uses("tax/tax.go", "New")).isEmpty();
    }

    @Test
    void aModuleMayBeInADirectoryAndItsPackagesVendored() {
        code.withText("api/go.mod", "module example.com/api\n")
                .with("api/pb/pb.go", "package pb\nfunc F() {}\n")
                .with("vendor/lib.org/log/log.go", "package log\nfunc F() {}\n")
                .with("x.go", """
                        package x
                        import (
                            "example.com/api/pb"
                            "lib.org/log"
                        )
                        func f() {
                            pb.F()
                            log.F()
                        }
                        """);
        assertThat(code.uses("api/pb/pb.go", "F")).containsExactly("x.go:7 call");
        assertThat(code.uses("vendor/lib.org/log/log.go", "F")).containsExactly("x.go:8 call");
    }

    @Test
    void withoutAModuleTheEndOfAPathIsLikely() {
        code.close();
        code = new SourceTrees(natives, GoResolver::new)
                .with("tax.go", "package tax\nfunc Top() {}\n")
                .with("rate/rate.go", "package rate\nfunc Of() {}\n")
                .with("a/a.go", """
                        package a
                        import (
                            "my.org/tax"
                            "my.org/tax/rate"
                        )
                        func f() {
                            tax.Top()
                            rate.Of()
                        }
                        """)
                .with("b/b.go", "package b\nimport (\n\"rate\"\n\"my.org/other\"\n)\nvar a, b = rate.Of, other.Top\n");
        assertThat(code.uses("tax.go", "Top")).containsExactly("a/a.go:7 call?");
        assertThat(code.uses("rate/rate.go", "Of")).containsExactly("a/a.go:8 call?");
    }

    @Test
    void filesOfSeveralSystemsDeclareOneFunction() {
        code.with("mem_unix.go", "package m\nfunc mmap() {}\n")
                .with("mem_windows.go", "package m\nfunc mmap() {}\n")
                .with("m.go", "package m\nfunc f() { mmap() }\n");
        assertThat(code.uses("mem_unix.go", "mmap")).containsExactly("m.go:2 call");
        assertThat(code.uses("mem_windows.go", "mmap")).containsExactly("m.go:2 call");
    }

    @Test
    void aLocalNameHidesThatOfThePackage() {
        code.with("a.go", """
                package a
                var size = 1
                func f(size int) int { return size }
                func g() (size int) { return }
                func h() {
                    use(size)
                    size := size
                    use(size)
                    if size := 2; size > 1 { use(size) } else { use(size) }
                }
                func k() {
                    for size := range list { use(size) }
                    func() { var size int; use(size) }()
                    switch size := x.(type) { case int: use(size) }
                    select { case size := <-c: use(size) }
                    { const size = 3 }
                    size = 4
                    size++
                    for size = range list {}
                size:
                    goto size
                }
                """);
        assertThat(code.uses("a.go", "size"))
                .containsExactly("a.go:6 read", "a.go:7 read", "a.go:17 write", "a.go:18 write", "a.go:19 write");
    }

    @Test
    void localTypesHideThoseOfThePackage() {
        code.with("a.go", """
                package a
                type T struct{ x int }
                func f() {
                    var a T
                    type T struct{ x int }
                    var b T
                    a.x = b.x
                }
                func g[T any](t T) T { var u T; return u }
                func (t T) m(T T) { _ = T }
                """);
        assertThat(code.uses("a.go", "T")).containsExactly("a.go:4 type", "a.go:10 type", "a.go:10 type");
        assertThat(code.uses("a.go", "T.x")).containsExactly("a.go:7 write");
    }

    @Test
    void aMemberIsThatOfTheReceiversType() {
        code.with("a.go", """
                package a
                type Box struct { Size int; next *Box; f func() Other }
                type Other struct { Size int }
                func (b *Box) Open() (*Other, error) { return nil, nil }
                func (o Other) Open() {}
                func use(b Box, list []*Other, byName map[string]Box, c chan Other) {
                    o, err := b.Open()
                    o.Open()
                    for _, e := range list { e.Open() }
                    byName["x"].next.next.Open()
                    b.f().Size = 1
                    (<-c).Open()
                    x := &Box{Size: 1, next: &Box{Size: 2}}
                    x.Size++
                    for n, box := range byName { box.Size = n.Size }
                    list[0:1][0].Size = (*x).Size
                    (*Box).Open(x)
                    err.Open()
                }
                """);
        assertThat(code.uses("a.go", "Box.Open")).containsExactly("a.go:7 call", "a.go:10 call", "a.go:17 call");
        assertThat(code.uses("a.go", "Other.Open")).containsExactly("a.go:8 call", "a.go:9 call", "a.go:12 call");
        assertThat(code.uses("a.go", "Box.Size"))
                .containsExactly("a.go:13 write", "a.go:13 write", "a.go:14 write", "a.go:15 write", "a.go:16 read");
        assertThat(code.uses("a.go", "Other.Size")).containsExactly("a.go:11 write", "a.go:16 write");
    }

    @Test
    void membersOfEmbeddedTypesArePromoted() {
        code.with("a.go", """
                package a
                import "sync"
                type Base struct { id int }
                func (b *Base) Run() {}
                type Middle struct { *Base; name string }
                type Top struct { Middle; sync.Mutex; id2 int }
                type Hiding struct { Base; id string }
                func f(t Top, h Hiding) {
                    t.Run()
                    t.id = 1
                    t.Middle.Base.Run()
                    h.id = "x"
                    h.Base.id = 2
                    t.Lock()
                }
                var v = Top{Middle: Middle{Base: nil}}
                """);
        assertThat(code.uses("a.go", "Base.Run")).containsExactly("a.go:9 call?", "a.go:11 call");
        assertThat(code.uses("a.go", "Base.id")).containsExactly("a.go:10 write?", "a.go:13 write");
        assertThat(code.uses("a.go", "Hiding.id")).containsExactly("a.go:12 write");
        assertThat(code.uses("a.go", "Top.Middle")).containsExactly("a.go:11 read", "a.go:16 write");
        assertThat(code.uses("a.go", "Base")).containsExactly("a.go:4 type", "a.go:5 type", "a.go:7 type");
    }

    @Test
    void aCallThroughAnInterfaceMeansItsMethod() {
        code.with("a.go", """
                package a
                type Closer interface { Close() error }
                type File interface { Closer; Name() string }
                type disk struct{}
                func (d disk) Close() error { return nil }
                func (d disk) Name() string { return "" }
                type odd struct{}
                func (o odd) Close() {}
                func f(x File, d disk) {
                    x.Close()
                    d.Close()
                    x.(disk).Close()
                }
                """);
        assertThat(code.uses("a.go", "Closer.Close")).containsExactly("a.go:5 override", "a.go:10 call");
        assertThat(code.uses("a.go", "disk.Close")).containsExactly("a.go:11 call", "a.go:12 call");
        assertThat(code.uses("a.go", "File.Name")).containsExactly("a.go:6 override");
    }

    @Test
    void embeddedTypesAreSupertypes() {
        code.with("a/a.go", """
                        package a
                        type Base struct{}
                        type Plain struct { Base }
                        type Pointing struct { *Base }
                        type Field struct { base Base }
                        type Nested struct { inner struct { Base } }
                        type Slice []Base
                        type Either interface { Base | int }
                        type Near interface { ~Base }
                        type Whole interface { Base }
                        func f(b Base) { type local struct { Base } }
                        """).with("a/list.go", """
                        package a
                        type List[T any] struct{}
                        type Names struct { List[Base] }
                        """).with("b/b.go", """
                        package b
                        import "example.com/shop/v2/a"
                        type Other struct { a.Base }
                        type Lists struct { *a.List[a.Plain] }
                        """);
        assertThat(code.subtypes("Base"))
                .containsExactly("a/a.go:3 Plain", "a/a.go:4 Pointing", "a/a.go:10 Whole", "b/b.go:3 Other");
        assertThat(code.subtypes("List")).containsExactly("a/list.go:3 Names", "b/b.go:4 Lists");
        assertThat(code.subtypes("Plain")).isEmpty();
    }
}
