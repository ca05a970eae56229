package dev.codebasemcp.symbols.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule of the language per test. */
class JavaResolverTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, JavaResolver::new);
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void aTypeIsTheOneOfTheImportOrPackage() {
        code.with("a/Cart.java", "package a;\npublic class Cart {}\n")
                .with("b/Cart.java", "package b;\npublic class Cart {}\n")
                .with("a/Near.java", "package a;\nclass Near { Cart cart; }\n")
                .with("c/Far.java", "package c;\nimport b.Cart;\nclass Far { Cart cart = new Cart(); }\n")
                .with("c/All.java", "package c;\nimport a.*;\nclass All extends Cart {}\n");
        assertThat(code.uses("a/Cart.java", "Cart")).containsExactly("a/Near.java:2 type", "c/All.java:3 type");
        assertThat(code.uses("b/Cart.java", "Cart"))
                .containsExactly("c/Far.java:2 import", "c/Far.java:3 type", "c/Far.java:3 call");
    }

    @Test
    void aMethodIsThatOfTheReceiversTypeOrItsSupertypes() {
        code.with("Base.java", "class Base { void run() {} }\n")
                .with("Sub.java", "class Sub extends Base { }\n")
                .with("Other.java", "class Other { void run() {} }\n")
                .with("Use.java", """
                        class Use {
                            void use(Sub sub, Other other) {
                                sub.run();
                                other.run();
                                new Sub().run();
                                make().run();
                            }
                            Base make() { return null; }
                        }
                        """);
        assertThat(code.uses("Base.java", "Base.run"))
                .containsExactly("Use.java:3 call", "Use.java:5 call", "Use.java:6 call");
        assertThat(code.uses("Other.java", "Other.run")).containsExactly("Use.java:4 call");
    }

    @Test
    void anOverrideIsNoUse() {
        code.with("Shape.java", "interface Shape { int area(); }\n").with("Box.java", """
                class Box implements Shape {
                    public int area() { return 1; }
                    int twice() { return 2 * area(); }
                }
                """);
        assertThat(code.uses("Shape.java", "Shape.area")).containsExactly("Box.java:2 override");
        assertThat(code.uses("Box.java", "Box.area")).containsExactly("Box.java:3 call");
    }

    @Test
    void aSubtypeNamesItsSupertypes() {
        code.with("Shape.java", """
                        @interface Mark {}
                        sealed interface Shape permits Box, Ring {
                            interface Inner {}
                        }
                        final class Box
                                implements Shape, Comparable<Shape> {
                            Shape.Inner make() { return new Shape.Inner() {}; }
                        }
                        record Ring(Shape inner) implements @Mark Shape {}
                        enum Kind implements Shape.Inner { ONE }
                        class Outer {
                            static class Deep<T extends Shape> extends java.util.ArrayList<Shape> implements Shape {}
                            interface More extends Runnable, Shape, p.Shape<Box> {}
                            void f() { class Local implements Shape {} }
                            Object o = new Shape() {};
                        }
                        """);
        assertThat(code.subtypes("Shape"))
                .containsExactly(
                        "Shape.java:6 Box",
                        "Shape.java:9 Ring",
                        "Shape.java:12 Outer.Deep",
                        "Shape.java:13 Outer.More",
                        "Shape.java:13 Outer.More",
                        "Shape.java:14 Outer.Local");
        assertThat(code.subtypes("Inner")).containsExactly("Shape.java:10 Kind");
        assertThat(code.subtypes("Comparable")).containsExactly("Shape.java:6 Box");
        assertThat(code.subtypes("ArrayList")).containsExactly("Shape.java:12 Outer.Deep");
        assertThat(code.subtypes("Box")).isEmpty();
        assertThat(code.subtypes("Mark")).isEmpty();
    }

    @Test
    void aLocalVariableHidesAField() {
        code.with("A.java", """
                class A {
                    int size;
                    int size() { return size; }
                    void set(int size) {
                        this.size = size;
                        size++;
                    }
                    Runnable later() {
                        return () -> { int size = 1; use(size); };
                    }
                    void use(int x) { this.size(); }
                }
                """);
        assertThat(code.uses("A.java", "A.size")).containsExactly("A.java:3 read", "A.java:5 write", "A.java:11 call");
    }

    @Test
    void genericsOfThePlatformTellTypesInLambdas() {
        code.with("User.java", "public record User(String name) { boolean active() { return true; } }\n")
                .with("Use.java", """
                        import java.util.*;
                        import java.util.stream.*;
                        class Use {
                            List<User> users = new ArrayList<>();
                            Map<String, User> byName;
                            void use() {
                                users.stream().filter(user -> user.active()).map(User::name).toList();
                                for (User user : users) { user.active(); }
                                for (var user : byName.values()) { user.active(); }
                                users.forEach(one -> one.active());
                                byName.entrySet().forEach(entry -> entry.getValue().active());
                                Optional.of(users.get(0)).ifPresent(user -> user.active());
                            }
                        }
                        """);
        assertThat(code.uses("User.java", "User.active"))
                .containsExactly(
                        "Use.java:7 call",
                        "Use.java:8 call",
                        "Use.java:9 call",
                        "Use.java:10 call",
                        "Use.java:11 call",
                        "Use.java:12 call");
        assertThat(code.uses("User.java", "User.name")).containsExactly("Use.java:7 call");
    }

    @Test
    void typeParametersOfTheCodeBaseAreReplaced() {
        code.with(
                        "Box.java",
                        "class Box<T> { T value; T get() { return value; } <R> Box<R> map(Mapper<T, R> m) { return null; } }\n")
                .with("Mapper.java", "interface Mapper<A, B> { B apply(A a); }\n")
                .with("Cat.java", "class Cat { void meow() {} }\n")
                .with("Use.java", """
                        class Use {
                            void use(Box<Cat> box, Box<String> names) {
                                box.get().meow();
                                box.value.meow();
                                names.map(name -> new Cat()).get().meow();
                                box.map(cat -> { cat.meow(); return 1; });
                            }
                        }
                        """);
        assertThat(code.uses("Cat.java", "Cat.meow"))
                .containsExactly("Use.java:3 call", "Use.java:4 call", "Use.java:5 call", "Use.java:6 call");
    }

    @Test
    void staticImportsNestedTypesAndEnumLabelsAreFound() {
        code.with("p/Color.java", """
                package p;
                public enum Color {
                    RED, GREEN;
                    public static Color parse(String s) { return RED; }
                    public static class Mixer {}
                }
                """).with("q/Use.java", """
                package q;
                import static p.Color.parse;
                import p.Color;
                class Use {
                    Color.Mixer mixer;
                    int use(Color c) {
                        switch (c) { case RED: return 1; default: return parse("x").ordinal(); }
                    }
                }
                """);
        assertThat(code.uses("p/Color.java", "Color.RED")).containsExactly("p/Color.java:4 read", "q/Use.java:7 read");
        assertThat(code.uses("p/Color.java", "Color.parse"))
                .containsExactly("q/Use.java:2 import", "q/Use.java:7 call");
        assertThat(code.uses("p/Color.java", "Color.Mixer")).containsExactly("q/Use.java:5 type");
    }

    @Test
    void aNameOfUnknownTypeIsLikelyIfOnlyOneSymbolHasIt() {
        code.with("A.java", "class A { void frobnicate() {} void run() {} }\n")
                .with("B.java", "class B { void run() {} }\n")
                .with("Use.java", """
                        class Use {
                            void use() {
                                var x = unknown.thing;
                                x.frobnicate();
                                x.run();
                            }
                        }
                        """);
        assertThat(code.uses("A.java", "A.frobnicate")).containsExactly("Use.java:4 call?");
        assertThat(code.uses("A.java", "A.run")).containsExactly("Use.java:5 call??");
    }

    @Test
    void aCallOfAnotherConstructorRefersToItsType() {
        code.with("Base.java", "class Base { Base(int x) {} }\n")
                .with("Sub.java", "class Sub extends Base {\n  Sub() { this(1); }\n  Sub(int x) { super(x); }\n}\n");
        assertThat(code.uses("Base.java", "Base")).containsExactly("Sub.java:1 type", "Sub.java:3 call");
        assertThat(code.uses("Sub.java", "Sub")).containsExactly("Sub.java:2 call");
    }

    @Test
    void brokenAndCircularCodeEnds() {
        code.with("A.java", "class A extends B { A a = a; int x = x + y; int y = x; void f() { f().g(); } }\n")
                .with("B.java", "class B extends A { <T extends T> T g() { return g(); } class C extends C {} }\n")
                .with("Nested.java", "class Nested { " + "A<".repeat(2_000) + "A" + ">".repeat(2_000) + " x; }\n")
                .with("Long.java", "class Long { a" + ".b".repeat(5_000) + " x; }\n")
                .with("Deep.java", "class Deep { Object x = " + "a.".repeat(5_000) + "b(" + "(".repeat(500) + "; }\n");
        assertThat(code.uses("A.java", "A")).contains("B.java:1 type");
        assertThat(code.uses("B.java", "B.g")).contains("B.java:1 call");
        assertThat(code.uses("A.java", "A.f")).contains("A.java:1 call");
    }

    @Test
    void whatALibraryReturnsHasNoMembersOfTheCodeBase() {
        code.with("A.java", "class A { Object asList() { return null; } }\n").with("Use.java", """
                import static org.library.Checks.check;
                import static java.util.List.of;
                class Use {
                    void use() {
                        check(1).asList();
                        of(1).asList();
                        missing(1).asList();
                    }
                }
                """);

        assertThat(code.uses("A.java", "A.asList")).containsExactly("Use.java:7 call?");
    }

    @Test
    void theBodyOfAnEnumConstantIsASubtypeOfTheEnum() {
        code.with("Policy.java", "interface Policy { Number read(); }\n").with("Policies.java", """
                enum Policies implements Policy {
                    ONE {
                        @Override public Number read() { return 1; }
                    },
                    TWO { public Number read() { return other(); } };
                    Number other() { return 2; }
                }
                """);

        assertThat(code.uses("Policy.java", "Policy.read"))
                .containsExactly("Policies.java:3 override", "Policies.java:5 override");
        assertThat(code.uses("Policies.java", "Policies.other")).containsExactly("Policies.java:5 call");
    }

    @Test
    void onlyTheFileOfAPrivateMemberCanReferToIt() {
        code.with(
                "A.java", "class A { private static final int X = 1; @Deprecated private void f() {} void g() {} }\n");

        assertThat(code.ofFileOnly("A.java")).containsExactly("A.X", "A.f");
    }

    @Test
    void typesThatDoubleEnd() {
        StringBuilder bounds = new StringBuilder("class F<X, Y> {}\nclass Bounds<T0");
        for (int i = 1; i < 40; i++) {
            bounds.append(", T")
                    .append(i)
                    .append(" extends F<T")
                    .append(i - 1)
                    .append(", T")
                    .append(i - 1)
                    .append('>');
        }
        StringBuilder values = new StringBuilder("class P<A, B> { A first; }\nclass Values {\n");
        values.append("  static <T> P<T, T> p(T t) { return null; }\n  void f() {\n    var a0 = \"\";\n");
        for (int i = 1; i < 60; i++) {
            values.append("    var a").append(i).append(" = p(a").append(i - 1).append(");\n");
        }
        String nested = "class N {".repeat(3_000) + "}".repeat(3_000);
        code.with("Bounds.java", bounds + "> { T39 t; void f() { t.run(); } }\n")
                .with("Values.java", values + "    a59.first.run();\n  }\n}\n")
                .with("Nested.java", nested)
                .with("Run.java", "class Run { void run() {} }\n");
        assertThat(code.uses("Run.java", "Run.run")).containsExactly("Bounds.java:2 call?");
        assertThat(code.uses("Nested.java", "N")).isEmpty();
    }
}
