package dev.codebasemcp.code.parser;

import java.util.Random;

/**
 * Random texts with everything that breaks offsets: emoji, odd line breaks, tabs, byte order marks, unpaired
 * surrogates.
 */
public final class RandomText {
    private static final String[] PARTS = {
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        "    ",
        " ",
        "word ",
        "int x = 1;",
        "// comment",
        "/* a",
        "b */",
        "# note",
        "\"",
        "'",
        "é",
        "漢字",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "\0",
        "\uFEFF",
        "class A {",
        "}",
        "def f(x):",
        "function g() {",
        "{",
        "(",
        "\u2028",
        "end",
        "fn main() {",
        "-- x",
        "## Title",
        "====",
        "@Test",
        "<script>",
        "\\",
    };

    private RandomText() {}

    /** A text of at least one line. */
    public static String of(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFFa" : "a");
        int parts = 1 + random.nextInt(600);
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
            if (random.nextInt(200) == 0) {
                text.append("long \uD83D\uDE00".repeat(random.nextInt(1500)));
            }
        }
        return text.toString();
    }
}
