package dev.codebasemcp.symbols.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that goes in circles, or is endless, ends here. */
@Timeout(120)
class PythonHostileTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, PythonResolver::new);
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void circlesEnd() {
        code.with("a.py", "from b import *\nfrom b import name\nname()\nX = Y\nY = X\n")
                .with("b.py", "from a import *\nfrom a import name\ndef real(): pass\n")
                .with("c.py", """
                        class A(B): pass
                        class B(A):
                            def go(self): self.missing()
                        class C(C): pass
                        C().missing()
                        a = a
                        def f(): return f()
                        f().missing()
                        x: "x"
                        x.missing()
                        class D:
                            def missing(self): pass
                        while y:
                            y = y.missing()
                        """);
        assertThat(code.uses("b.py", "real")).isEmpty();
        assertThat(code.uses("a.py", "X")).containsExactly("a.py:5 read");
        assertThat(code.uses("c.py", "D.missing")).hasSize(5).allMatch(use -> use.endsWith("call?"));
    }

    @Test
    void longExpressionsEnd() {
        code.with("a.py", "class A:\n    def run(self): pass\na = A()\nb = " + "a + ".repeat(5_000) + "a\n")
                .with("b.py", "from a import A\nc = A()" + ".run()".repeat(2_000) + "\n")
                .with("c.py", "from a import A\nd = " + "lambda x: ".repeat(1_000) + "A\n" + "A\n".repeat(5_000))
                .with("d.py", "from a import A\nd = " + "[".repeat(500) + "A" + "]".repeat(500) + "\n");
        assertThat(code.uses("a.py", "a")).hasSize(5_001);
        assertThat(code.uses("a.py", "A.run")).contains("b.py:2 call");
        assertThat(code.uses("a.py", "A")).hasSize(2 + 3 + 5_001 + 1);
    }

    @Test
    void valuesThatDoubleStaySmall() {
        StringBuilder text = new StringBuilder("def f(): pass\nx0 = (1, 2)\n");
        for (int i = 1; i <= 80; i++) {
            text.append(String.format(Locale.ROOT, "x%d = (x%d, x%d)\n", i, i - 1, i - 1));
        }
        code.with("a.py", text + "x80[0][0].f()\n");
        assertThat(code.uses("a.py", "f")).containsExactly("a.py:83 call??");
    }

    @Test
    void manyOfOneNameEnd() {
        code.with("a.py", "x = 1\n".repeat(5_000))
                .with("b.py", "def f(): pass\n".repeat(300) + "f()\n".repeat(3_000))
                .with("c.py", "def g(y):\n" + "    if isinstance(y, int): y.z()\n".repeat(1_000))
                .with("d.py", "from a import *\n".repeat(500) + "x\n".repeat(500));
        assertThat(code.uses("a.py", "x")).hasSize(4_999 + 500);
        assertThat(code.uses("b.py", "f")).hasSize(3_000);
    }

    @Test
    void brokenCodeIsRead() {
        code.with("a.py", "x = 1\nclass A(:\n  def run(self\nimport \nfrom . import\nA(\nx: = 3\n@\ndef\nlambda\n");
        code.with("b.py", "from ........ import z\nfrom .a.b import (\n");
        assertThat(new PythonResolver(code)
                        .declarations(code.defining("x").stream().findFirst().orElseThrow()))
                .isNotEmpty();
    }
}
