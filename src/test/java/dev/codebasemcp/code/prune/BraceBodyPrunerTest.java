package dev.codebasemcp.code.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BraceBodyPrunerTest {
    private static final String BODY = "{ if (a) { return 1; } }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP    | int f(int a) const noexcept ~                     | int f() const noexcept {}",
                "CPP    | template <class T> T Foo<T>::f() ~                | template <> T Foo<T>::f() {}",
                "CPP    | struct stat *f(const char *name) ~                | struct stat *f() {}",
                "CPP    | Foo::Foo(int a) : a_(a), b_{a} ~                  | Foo::Foo() : a_(a), b_{a} {}",
                "CPP    | int table[] = ~;                                  | int table[] = {};",
                "CPP    | long big = 1'000'000; void f() ~                  | long big = 1'000'000; void f() {}",
                "C      | char c = '{'; void f(void) ~                      | char c = '{'; void f() {}",
                "JAVA   | @Anno(Foo.class) public int f() throws E ~        | @Anno() public int f() throws E {}",
                "JAVA   | record(\"x\"); int f() ~                          | record(\"x\"); int f() {}",
                "GO     | func (s *Shop[T]) Sell(name string) (int, error) ~ | func (s *Shop[T]) Sell(name string) (int, error) {}",
                "RUST   | pub fn f<'a>(x: &'a str) -> T where T: Fn(u8), ~  | pub fn f<'a>() -> T where T: Fn(u8), {}",
                "RUST   | const C: char = '{'; fn f() ~                     | const C: char = '{'; fn f() {}",
                "RUST   | cfg_net! ~                                        | cfg_net! {}",
                "SWIFT  | func f(a: Int = 1, b: () -> Int) -> (Int, Int) ~   | func f() -> () {}",
                "SCALA  | def f[A](a: A)(implicit b: B): (A, B) = ~          | def f[A]()(): (A, B) = {}",
                "KOTLIN | fun <T : Any> Box<T>.f(a: (T) -> Int): T? ~        | fun <T : Any> Box<T>.f(): T? {}"
            })
    void leavesOutBodiesAndParameters(Language grammar, String code, String kept) {
        assertThat(prune(grammar, code.replace("~", BODY))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP  | void f(int a, const char *b);    | void f();",
                "CPP  | Foo a(b, c);                     | Foo a(b, c);",
                "CPP  | void (*f(int a))(int) {}         | void (*f(int a))(int) {}",
                "CPP  | alignas(Node) char a[1]; f() {}  | alignas(Node) char a[1]; f() {}",
                "CPP  | decltype(b::c) f(int a) {}       | decltype(b::c) f() {}",
                "CPP  | static_assert(sizeof (int) > 1); | static_assert(sizeof (int) > 1);",
                "JAVA | int f(String a) throws E;        | int f() throws E;",
                "JAVA | static { for (int i = 0; ; ) {} } | static { for (int i = 0; ; ) {} }",
                "JAVA | record Point(int x, int y) {}    | record Point(int x, int y) {}",
                "JAVA | int a = f(new A(), 12345);       | int a = f(new A(), 12345);",
                "SCALA | case class A(a: Int, b: Int)     | case class A(a: Int, b: Int)",
                "SCALA | if (a == bcd) d else e           | if (a == bcd) d else e",
                "SCALA | @deprecated(why) val a = b(cdef) | @deprecated(why) val a = b(cdef)",
                "SCALA | object A extends B(cdef) { val a = 1 } | object A extends B(cdef) { val a = 1 }",
                "SCALA | test.of(abcd)(efgh) { val a = b } | test.of()() {}",
                "SCALA | test(abcd) { def f = a }         | test() { def f = a }",
                "KOTLIN | constructor(a: Int) : this(a, 1) { f() } | constructor(a: Int) : this(a, 1) { f() }",
            })
    void tellsParametersFromOtherParentheses(Language grammar, String code, String kept) {
        assertThat(prune(grammar, code)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JAVA   | import a.b.C;~import static d.E.*;~class A {}      | ~~class A {}",
                "RUST   | use a::{b,~    c};~fn f() {}                       | ~fn f() {}",
                "RUST   | pub use a::b;~fn f() {}                           | pub use a::b;~fn f() {}",
                "SCALA  | import a.{b,~  c}~class A                         | ~class A",
                "KOTLIN | import a.b as c~class A                          | ~class A",
                "SCALA  | import a.b; class A                              | ' class A'",
                "JAVA   | import a.b; // {~class A {}                      | ' ~class A {}'",
                "SWIFT  | import Foundation~class A {}                     | ~class A {}",
                "CPP    | #include <a>~#pragma once~#undef B~int a;         | ~~~int a;",
                "CPP    | #if !defined(A) && B > 1~int a;~#elif C~#else~#endif | #if d~int a;~#elif C~#else~#endif",
                "CPP    | #~if_not_zero(a);~int b;                           | ~if_not_zero(a);~int b;",
                "CPP    | #if 0~int a;~#endif~#define F(a) g(a)             | #if 0~int a;~#endif~#define F(a) g(a)"
            })
    void leavesOutWhatDefinesNothing(Language grammar, String code, String kept) {
        assertThat(prune(grammar, code.replace('~', '\n'))).isEqualTo(kept.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ATTRIBUTE_PURE int f();                     | int f();",
                "static FORCED inline int f() {}             | static inline int f() {}",
                "SIZE_T f();                                 | SIZE_T f();",
                "HANDLE const a;                             | HANDLE const a;",
                "std::SIZE_T f();                            | std::SIZE_T f();",
                "DEPRECATED_BY(\"g\") int f();                | int f();",
                "DEFINE_FLAG(int, a, 1, \"\"); int b;          | int b;",
                "DEFINE_FLAG(int, a, 1, \"\").on([] { f(); }); int b; | int b;",
                "TEST_CASE(\"abc\") { int f; }                  | TEST_CASE() {}",
                "int f() const LOCKS_EXCLUDED(a) { int b; }  | int f() const {}",
                "int f(int a) LIFETIME_BOUND;                | int f() ;",
                "A f() : SOME_BASE(1), b(2) { int b; }       | A f() : SOME_BASE(1), b(2) {}",
                "struct MY_API A : B { int a; };             | struct A : B { int a; };",
                "struct FILE_T a;                            | struct FILE_T a;",
                "class API Foo : Base { int a; };            | class Foo : Base { int a; };",
                "class my_api A final : B<C> { int a; };     | class A final : B<C> { int a; };",
                "struct Export A { int a; };                 | struct A { int a; };",
                "struct api A { struct B { int a; }; };      | struct A { struct B { int a; }; };",
                "struct API Tag {};                          | struct Tag {};",
                "enum class Api A : int { b, c };            | enum class A : int { b, c };",
                "class a_api b_old(\"no\") A : B { int a; }; | class A : B { int a; };",
                "template <class T> class api A : B<T> {};   | template <> class A : B<T> {};",
                "class API A::B : C { int a; };              | class A::B : C { int a; };",
                "struct stat a{}; int b;                     | struct stat a{}; int b;",
                "struct Point a{1, 2}; int b;                | struct Point a{1, 2}; int b;",
                "struct Point a{{1, 2}}; int b;              | struct Point a{{1, 2}}; int b;",
                "struct A { enum B b : 3; int c : 2; };      | struct A { enum B b : 3; int c : 2; };",
                "struct a f(int b) { return c; }             | struct a f() {}",
                "enum a f() { return b; } int c;             | enum a f() {} int c;",
                "class A final { int a; };                   | class A final { int a; };",
                "class A Q_DECL_FINAL : B { int a; };        | class A Q_DECL_FINAL : B { int a; };",
                "class API A MY_FINAL : B { int a; };        | class A MY_FINAL : B { int a; };",
                "struct A { enum B b() const { return c; } }; | struct A { enum B b() const { return c; } };",
                "struct A { struct B b() noexcept { return c; } }; | struct A { struct B b() noexcept { return c; } };",
                "class API A; int a;                         | class API A; int a;",
                "static RET_T CALLED_SO f(int a) { int b; } | static RET_T f() {}",
                "ATTRIBUTE_A ATTRIBUTE_B void f();          | void f();",
                "class LOCK_ABLE(a) A { int a; };            | class A { int a; };",
                "int a GUARDED_BY(b);                        | int a ;",
                "static int MAX_OF(a);                       | static int MAX_OF(a);",
                "extern template int f<A>(A); int a;         | int a;",
                "template class A<int>; int a;               | int a;",
                "typename a::template B<int> *f() { int a; } | typename a::template B<int> *f() {}",
                "template <class T, int N = (2 > 1)> struct A { int a; }; | template <> struct A { int a; };"
            })
    void leavesOutMacrosThatAParserStumblesOver(String code, String kept) {
        String left = prune(Language.CPP, code).strip().replaceAll(" +", " ");
        assertThat(left).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCALA  | def f: A = b.map(_ + 1)~def g = 1                 | def f: A = b~def g = 1",
                "SCALA  | def f =~  a match {~    case b => c~  }~val d = 1  | def f =~  a~val d = 1",
                "SCALA  | def f(a: A) = new B[C] {~  def g(d: D) = d.e(f)~} | def f() = new B[C] {~  def g() = d~}",
                "SCALA  | def f = {~  a.b(c)~}                              | def f = {}",
                "SCALA  | def f = a {~  def g = b~}                         | def f = a {~  def g = b~}",
                "SCALA  | def ===(a: A): B = c.eqv(a)                       | def ===(): B = c",
                "SCALA  | val f = a.b(c)                                    | val f = a.b(c)",
                "KOTLIN | fun f() = when (a) {~    is B -> c~}~val d = 1     | fun f() = w~val d = 1",
                "KOTLIN | fun f() = a<B, C>(d)~fun g() = \"a\"              | fun f() = a~fun g() = \"a\"",
                "KOTLIN | fun f() = object : A {~    fun g() = b.c(d)~}     | fun f() = object : A {~    fun g() = b~}"
            })
    void leavesTheFirstLetterOfABodyThatIsAnExpression(Language grammar, String code, String kept) {
        assertThat(prune(grammar, code.replace('~', '\n'))).isEqualTo(kept.replace('~', '\n'));
    }

    @Test
    void endsAFunctionWithItsExpression() {
        String code = "def f = a +\n  b // why\ndef g = 1";
        PrunedSource pruned = PrunedSource.of(Language.SCALA, bytes(code));
        assertThat(text(pruned.bytes())).isEqualTo("def f = a \ndef g = 1");
        assertThat(pruned.inWhole(0, 9)).isEqualTo(new Span(0, code.indexOf(" // why")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP  | class __attribute__((packed)) Foo : public Bar { int a; int b; int c; };",
                "CPP  | namespace a::b { void f(); void g(); void h(); }",
                "CPP  | extern \"C\" { void f(); void g(); void h(); }",
                "CPP  | void f() { struct Local final { int a; }; return Local{1}; }",
                "CPP  | void f() { struct alignas(8) Local { int a; }; f(1); }",
                "KOTLIN | enum class E { A(1) { val b = 1 } }",
                "SCALA  | extension (a: String) { val b = 1 }",
                "CPP  | void f() { struct Local { int a; }; return Local{1}; }",
                "CPP  | #define F(x) do { g(x); h(x); i(x); } while (0)",
                "JAVA | record Point(int x, int y) { static int count; int f; }",
                "JAVA | Strategy s = new Strategy() { int name; int number; };",
                "JAVA | void f() { class Local { int a; } new Local(); }",
                "GO   | type ( Buyer interface { Buy(n int) error; Sell() } )",
                "GO   | func f() { type local struct { a int; b int } }",
                "RUST | impl Display for Shop { type X = u8; type Y = u8; }",
                "RUST | fn f() { fn nested() -> u8 { 1 } nested(); }"
            })
    void keepsWhatDefines(Language grammar, String code) {
        assertThat(prune(grammar, code)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP  | auto s = R\"x({ \" )\" )x\"; int f() ~",
                "JAVA | String s = \"\"\" { \" \"\"\"; int f() ~",
                "JAVA | char c = '\\''; String s = \"\\\"{\"; int f() ~",
                "GO   | var s = `{ \" `; func f() ~",
                "RUST | const S: &str = r#\"{ \" \"#; fn f() ~",
                "JAVA | String s = \"\"\" { \\\"\"\" \"\"\"; int f() ~",
                "SCALA | val s = \"\"\"{ \\\"\"\"\"; def f() ~",
                "RUST | /* a /* { */ b { */ fn f() ~",
            })
    void readsPastLiterals(Language grammar, String code) {
        assertThat(prune(grammar, code.replace("~", BODY))).endsWith("f() {}");
    }

    @Test
    void leavesOutCommentsAndTellsWhereTheyWere() {
        String code =
                "/** What it is for. */\nint a; // and why it is\nint f() { // in a body that is long\n return 1; }\n";
        PrunedSource pruned = PrunedSource.of(Language.JAVA, bytes(code));
        assertThat(text(pruned.bytes())).isEqualTo("\nint a; \nint f() {}\n");
        assertThat(pruned.comments())
                .extracting(span -> code.substring(span.from(), span.to()))
                .containsExactly("/** What it is for. */", "// and why it is", "// in a body that is long");
    }

    @Test
    void joinsNoTokens() {
        assertThat(prune(Language.C, "int/* a long comment here */a;")).isEqualTo("int/* a long comment here */a;");
    }

    @Test
    void leavesOutMacrosThatStandAlone() {
        String code = "template<typename T>\nSOME_ATTRIBUTE\nT f(T a);\nenum { FIRST_ONE,\nSECOND_ONE\n};\n";
        PrunedSource pruned = PrunedSource.of(Language.CPP, bytes(code));
        assertThat(text(pruned.bytes()))
                .isEqualTo(code.replace("SOME_ATTRIBUTE", "").replace("typename T", ""));
        assertThat(pruned.attributes()).containsExactly(new Span(21, 35));
    }

    @Test
    void leavesOutMacrosBehindTheLastBrace() {
        String code = "namespace a {\nnamespace b {\nint c;\n}\nNAMESPACE_END\n}";
        assertThat(prune(Language.CPP, code)).isEqualTo(code.replace("NAMESPACE_END", ""));
        assertThat(prune(Language.CPP, "enum a {\nONLY_ONE\n};")).isEqualTo("enum a {\nONLY_ONE\n};");
    }

    @Test
    void startsEachTextOfAChoiceAtTheSameDepth() {
        String code = "void f() {\n#if A\n  if (a) {\n#else\n  if (b) {\n#endif\n    g(); } }\nint after(void);\n";
        assertThat(prune(Language.C, code)).isEqualTo("void f() {}\nint after(void);\n");
    }

    @Test
    void keepsTheLastOfSeveralHeadsOfAFunction() {
        String code = "#if A\nstatic int f(int a)\n#else\nint f(void)\n#endif\n{\n  return 1;\n}\nint after;\n";
        assertThat(prune(Language.C, code)).isEqualTo("\nint f()\n\n{}\nint after;\n");
    }

    @Test
    void tellsAttributesOfWhatFollows() {
        String code = "int a;\nWARN_UNUSED(1)\nint f();\nBEGIN_DECLS\nint g();\nDEFINE_FLAG(a, b)\nint h();\n";
        assertThat(PrunedSource.of(Language.C, bytes(code)).attributes()).containsExactly(new Span(7, 21));
    }

    @Test
    void leavesATextWholeThatDoesNotMatch() {
        for (String code : List.of(
                "int f() { if (a) { g(); }\n// a comment of some length\n",
                "} int f() { return 1 + 2 + 3; }",
                "int f( { return 1 + 2 + 3 + 4; }",
                "#if A\nint f() {\n#else\n int g() { return 12345678; } }\n#endif\n")) {
            assertThat(prune(Language.C, code)).isEqualTo(code);
        }
    }

    /** Whatever is left out, what is kept is where the way back says it is. */
    @Test
    void knowsTheWayBack() {
        Random random = new Random(7);
        String[] parts = {
            "int f() ",
            "{ return 1; }",
            "// a comment of some length\n",
            "{",
            "}",
            "\"s\"",
            "class X ",
            "ü ",
            "\n",
            "int g(int a);",
            "SOME_MACRO",
            "(a, b)",
            "template <class T> ",
            "#if A\n",
            "#endif\n",
            "fun f() = a.b(c)\n",
            "= d"
        };
        for (int round = 0; round < 2_000; round++) {
            StringBuilder code = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                code.append(parts[random.nextInt(parts.length)]);
            }
            byte[] whole = bytes(code.toString());
            for (Language grammar : List.of(Language.CPP, Language.KOTLIN)) {
                PrunedSource pruned = PrunedSource.of(grammar, whole);
                byte[] kept = pruned.bytes();
                int end = 0;
                for (int i = 0; i < kept.length; i++) {
                    Span back = pruned.inWhole(i, i + 1);
                    assertThat(back.from()).isBetween(end, back.to() - 1);
                    assertThat(whole[back.from()]).isEqualTo(kept[i]);
                    end = back.to();
                }
            }
        }
    }

    private static String prune(Language grammar, String code) {
        return text(PrunedSource.of(grammar, bytes(code)).bytes());
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
