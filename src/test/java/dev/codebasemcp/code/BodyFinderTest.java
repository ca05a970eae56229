package dev.codebasemcp.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.Found.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyFinderTest {
    private static final String BODY = "{ if (a) { return 1; } }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP  | int f(int a) const noexcept ~",
                "CPP  | template <class T> T Foo<T>::f() ~",
                "CPP  | struct stat *f(const char *name) ~",
                "CPP  | Foo::Foo(int a) : a_(a), b_{a} ~",
                "CPP  | int table[] = ~;",
                "CPP  | long big = 1'000'000; void f() ~",
                "C    | char c = '{'; void f(void) ~",
                "JAVA | @Anno(Foo.class) public int f() throws E ~",
                "JAVA | record(\"x\"); int f() ~",
                "GO   | func (s *Shop[T]) Sell(name string) (int, error) ~",
                "RUST | pub fn f<'a>(x: &'a str) -> Result<T> where T: Fn(u8) -> u8, ~",
                "RUST | const C: char = '{'; fn f() ~",
                "RUST | cfg_net! ~"
            })
    void leavesOutBodies(Grammar grammar, String code) {
        String whole = code.replace("~", BODY);
        assertThat(skim(grammar, whole)).isEqualTo(code.replace("~", "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPP  | class __attribute__((packed)) Foo : public Bar { int a; int b; int c; };",
                "CPP  | namespace a::b { void f(); void g(); void h(); }",
                "CPP  | extern \"C\" { void f(); void g(); void h(); }",
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
    void keepsWhatDefines(Grammar grammar, String code) {
        assertThat(skim(grammar, code)).isEqualTo(code);
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
                "RUST | /* a /* { */ b { */ fn f() ~",
            })
    void readsPastLiterals(Grammar grammar, String code) {
        assertThat(skim(grammar, code.replace("~", BODY))).endsWith("f() {}");
    }

    @Test
    void leavesOutCommentsAndTellsWhereTheyWere() {
        String code =
                "/** What it is for. */\nint a; // and why it is\nint f() { // in a body that is long\n return 1; }\n";
        Skimmed skimmed = BodyFinder.skim(Grammar.JAVA, bytes(code));
        assertThat(text(skimmed.bytes())).isEqualTo("\nint a; \nint f() {}\n");
        assertThat(skimmed.comments())
                .extracting(span -> code.substring(span.from(), span.to()))
                .containsExactly("/** What it is for. */", "// and why it is", "// in a body that is long");
    }

    @Test
    void joinsNoTokens() {
        assertThat(skim(Grammar.C, "int/* a long comment here */a;")).isEqualTo("int/* a long comment here */a;");
    }

    @Test
    void leavesOutMacrosThatStandAlone() {
        String code = "template<typename T>\nSOME_ATTRIBUTE\nT f(T a);\nenum { FIRST_ONE,\nSECOND_ONE\n};\n";
        Skimmed skimmed = BodyFinder.skim(Grammar.CPP, bytes(code));
        assertThat(text(skimmed.bytes())).isEqualTo(code.replace("SOME_ATTRIBUTE", ""));
        assertThat(skimmed.attributes()).containsExactly(new Span(21, 35));
    }

    @Test
    void startsEachTextOfAChoiceAtTheSameDepth() {
        String code = "void f() {\n#if A\n  if (a) {\n#else\n  if (b) {\n#endif\n    g(); } }\nint after(void);\n";
        assertThat(skim(Grammar.C, code)).isEqualTo("void f() {}\nint after(void);\n");
    }

    @Test
    void leavesATextWholeThatDoesNotMatch() {
        for (String code : List.of(
                "int f() { if (a) { g(); }\n// a comment of some length\n",
                "} int f() { return 1 + 2 + 3; }",
                "int f( { return 1 + 2 + 3 + 4; }",
                "#if A\nint f() {\n#else\n int g() { return 12345678; } }\n#endif\n")) {
            assertThat(skim(Grammar.C, code)).isEqualTo(code);
        }
    }

    /** Whatever is left out, what is kept is where the way back says it is. */
    @Test
    void knowsTheWayBack() {
        Random random = new Random(7);
        String[] parts = {
            "int f() ", "{ return 1; }", "// a comment of some length\n", "{", "}", "\"s\"", "class X ", "ü ", "\n"
        };
        for (int round = 0; round < 2_000; round++) {
            StringBuilder code = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                code.append(parts[random.nextInt(parts.length)]);
            }
            byte[] whole = bytes(code.toString());
            byte[] kept = BodyFinder.skim(Grammar.CPP, whole).bytes();
            for (int i = 0; i < kept.length; i++) {
                Span back = BodyFinder.skim(Grammar.CPP, whole).inWhole(i, i + 1);
                assertThat(whole[back.from()]).isEqualTo(kept[i]);
                assertThat(back.to()).isEqualTo(back.from() + 1);
            }
        }
    }

    private static String skim(Grammar grammar, String code) {
        return text(BodyFinder.skim(grammar, bytes(code)).bytes());
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
