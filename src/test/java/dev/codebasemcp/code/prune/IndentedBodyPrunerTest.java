package dev.codebasemcp.code.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndentedBodyPrunerTest {
    @Test
    void leavesTheFirstLetterOfABody() {
        assertThat(skim("""
                def sell(a, b=")"):
                    total = a + b
                    if total:

                        return (total,
                    1)
                after = 1
                """)).isEqualTo("""
                def sell():
                    t
                after = 1
                """);
    }

    @Test
    void keepsDocumentation() {
        assertThat(skim("""
                class Shop:
                    async def sell(self):
                        r\"""Sells.

                    Not twice.\"""
                        # as long as there is stock
                        return self.stock.take()  # in the end

                    def close(self): return self.stock.close()
                """)).isEqualTo("""
                class Shop:
                    async def sell():
                        r\"""Sells.

                    Not twice.\"""
                        # as long as there is stock
                        r  # in the end

                    def close(): return self.stock.close()
                """);
    }

    @Test
    void keepsABodyThatDefinesButNotThoseInIt() {
        assertThat(skim("""
                def decorator(function):
                    @wraps(function)
                    def wrapper(*args):
                        return function(*args, again=True)
                    return wrapper(1, 2, 3, 4)
                """)).isEqualTo("""
                def decorator():
                    @wraps(function)
                    def wrapper():
                        r
                    r
                """);
    }

    @Test
    void keepsTheStatementsThatDefine() {
        assertThat(skim("""
                def test():
                    before = Model.of(1, 2)
                    class Model(Base):
                        x: int
                    with raises(Error):
                        Model(1)
                    try:
                        f()
                    except Error:
                        raise
                    else:
                        def g(): ...
                    (yield)
                    return model.that(it, knows)
                """)).isEqualTo("""
                def test():
                    b
                    class Model(Base):
                        x: int
                    w
                    try:
                        f()
                    except Error:
                        raise
                    else:
                        def g(): ...
                    (yield)
                    r
                """);
    }

    @Test
    void leavesOutImports() {
        assertThat(skim("import a; b = 1\n")).isEqualTo("import a; b = 1\n");
        assertThat(skim("import a\nfrom b import (\n    c, d)\nif e:\n    import f\n"))
                .isEqualTo("\n\nif e:\n    import f\n");
    }

    @Test
    void leavesOutParameters() {
        assertThat(skim("def f[T: (int, str)](a: T, # why\n      b=(1, 2)) -> tuple(a, b): ..."))
                .isEqualTo("def f[T: (int, str)]() -> tuple(a, b): ...");
        assertThat(skim("class A(B, metaclass=C): ...")).isEqualTo("class A(B, metaclass=C): ...");
    }

    @Test
    void leavesATextWholeThatDoesNotMatch() {
        String body = "    return all_that_there_is(1)\n";
        for (String code : List.of(
                "def f():\n" + body + "a = 'open\n",
                "def f():\n" + body + "a = \"\"\"open\n",
                "def f():\n" + body + "a = (1\n",
                "def f():\n" + body + "a = 1)\n",
                "def f():\n" + body + "a = 1 \\",
                "def f():\n    (1).bit_length().bit_length()\n")) {
            assertThat(skim(code)).isEqualTo(code);
        }
    }

    @Test
    void aFunctionEndsWhereItsBodyDid() {
        String code = "def f():\n    return all_that_there_is(1)\nb = 2\n";
        PrunedSource skimmed = IndentedBodyPruner.skim(code.getBytes(StandardCharsets.UTF_8));
        String kept = new String(skimmed.bytes(), StandardCharsets.UTF_8);
        assertThat(kept).isEqualTo("def f():\n    r\nb = 2\n");
        assertThat(skimmed.inWhole(0, kept.indexOf("\nb"))).isEqualTo(new Span(0, code.indexOf("\nb")));
    }

    /** Whatever is left out, what is kept is where the way back says it starts. */
    @Test
    void knowsTheWayBack() {
        Random random = new Random(7);
        List<String> parts = List.of(
                "def f():\n",
                "async def g(a, b=(1, 2)):\n",
                "class X:\n",
                "    ",
                "  ",
                "\t",
                "return a + b + c + d\n",
                "# note\n",
                "'''text'''\n",
                "\"s\"",
                "(",
                ")",
                "\\\n",
                "ü\r\n",
                "\n",
                "@d\n");
        for (int round = 0; round < 5_000; round++) {
            StringBuilder code = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                code.append(parts.get(random.nextInt(parts.size())));
            }
            byte[] whole = code.toString().getBytes(StandardCharsets.UTF_8);
            PrunedSource skimmed = IndentedBodyPruner.skim(whole);
            for (int i = 0; i < skimmed.bytes().length; i++) {
                Span back = skimmed.inWhole(i, i + 1);
                assertThat(whole[back.from()]).isEqualTo(skimmed.bytes()[i]);
                assertThat(back.to()).isBetween(back.from() + 1, whole.length);
            }
        }
    }

    private static String skim(String code) {
        return new String(
                IndentedBodyPruner.skim(code.getBytes(StandardCharsets.UTF_8)).bytes(), StandardCharsets.UTF_8);
    }
}
