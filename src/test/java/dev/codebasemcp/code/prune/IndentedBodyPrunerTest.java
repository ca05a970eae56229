package dev.codebasemcp.code.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndentedBodyPrunerTest {
    @Test
    void leavesTheFirstLetterOfABody() {
        assertThat(prune("""
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
        assertThat(prune("""
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
        assertThat(prune("""
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
        assertThat(prune("""
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
        assertThat(prune("import a; b = 1\n")).isEqualTo("import a; b = 1\n");
        assertThat(prune("import a\nfrom b import (\n    c, d)\nif e:\n    import f\n"))
                .isEqualTo("\n\nif e:\n    import f\n");
    }

    @Test
    void leavesOutParameters() {
        assertThat(prune("def f[T: (int, str)](a: T, # why\n      b=(1, 2)) -> tuple(a, b): ..."))
                .isEqualTo("def f[T: (int, str)]() -> tuple(a, b): ...");
        assertThat(prune("class A(B, metaclass=C): ...")).isEqualTo("class A(B, metaclass=C): ...");
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
            assertThat(prune(code)).isEqualTo(code);
        }
    }

    @Test
    void aFunctionEndsWhereItsBodyDid() {
        String code = "def f():\n    return all_that_there_is(1)\nb = 2\n";
        PrunedSource pruned = PrunedSource.of(Language.PYTHON, code.getBytes(StandardCharsets.UTF_8));
        String kept = new String(pruned.bytes(), StandardCharsets.UTF_8);
        assertThat(kept).isEqualTo("def f():\n    r\nb = 2\n");
        assertThat(pruned.inWhole(0, kept.indexOf("\nb"))).isEqualTo(new Span(0, code.indexOf("\nb")));
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
            PrunedSource pruned = PrunedSource.of(Language.PYTHON, whole);
            for (int i = 0; i < pruned.bytes().length; i++) {
                Span back = pruned.inWhole(i, i + 1);
                assertThat(whole[back.from()]).isEqualTo(pruned.bytes()[i]);
                assertThat(back.to()).isBetween(back.from() + 1, whole.length);
            }
        }
    }

    private static String prune(String code) {
        return new String(
                PrunedSource.of(Language.PYTHON, code.getBytes(StandardCharsets.UTF_8))
                        .bytes(),
                StandardCharsets.UTF_8);
    }
}
