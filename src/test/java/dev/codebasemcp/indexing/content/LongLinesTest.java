package dev.codebasemcp.indexing.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LongLinesTest {
    private static final String SOURCE = "function one(a) {\n    return a + 1;\n}\n".repeat(40);

    static String[] linesOfData() {
        return new String[] {
            "export const LOGO = \"" + "A".repeat(10_000) + "\";",
            "background: url(data:image/png;base64," + "iVBORw0K".repeat(3_000) + ");",
            "const TABLE = [" + "0x1f, ".repeat(4_000) + "0];",
            "const CODES = {"
                    + IntStream.range(0, 2_000)
                            .mapToObj(i -> "\"k" + i + "\":[" + i + "]")
                            .collect(Collectors.joining(","))
                    + "};",
            "//# sourceMappingURL=data:application/json;base64," + "eyJ2ZXJz".repeat(20_000),
            "<path d=\"" + "M10 20L30,40".repeat(5_000) + "\"/>"
        };
    }

    @ParameterizedTest
    @MethodSource("linesOfData")
    void keepsTheTextAroundALineOfData(String line) {
        LongLines lines = LongLines.of(line + "\n" + SOURCE);

        assertThat(lines.isMinified()).isFalse();
        assertThat(lines.cut())
                .endsWith("\n" + SOURCE)
                .startsWith(line.substring(0, 400))
                .contains("\u2026");
        assertThat(lines.cut().length()).isLessThan(SOURCE.length() + 2_001);
        assertThat(lines.cut().lines().count()).isEqualTo(1 + SOURCE.lines().count());
    }

    @Test
    void cutsLinesOfBackslashes() {
        for (String one : new String[] {"\\", "\ud83d\ude00", "\\\""}) {
            LongLines lines = LongLines.of("x".repeat(300) + one.repeat(5_000) + "\n" + SOURCE);

            assertThat(lines.cut()).startsWith("x".repeat(300)).endsWith("\n" + SOURCE);
            assertThat(lines.cut().length()).isLessThan(SOURCE.length() + 2_001);
        }
    }

    @Test
    void cutLinesKeepQuotesAndBracketsBalanced() {
        String cut = LongLines.of(linesOfData()[3] + "\n" + SOURCE).cut();
        String line = cut.substring(0, cut.indexOf('\n'));

        assertThat(line).endsWith("};");
        for (String pair : new String[] {"{}", "[]"}) {
            assertThat(line.chars().filter(c -> c == pair.charAt(0)).count())
                    .isEqualTo(line.chars().filter(c -> c == pair.charAt(1)).count());
        }
        assertThat(line.chars().filter(c -> c == '"').count() % 2).isZero();
        assertThat(LongLines.of(linesOfData()[0] + "\n" + SOURCE).cut()).contains("A\";\n");
    }

    @Test
    void packedCodeIsMinifiedAfterAnyHeader() {
        String licence = "/*! A licence.\n" + " * Some words of it.\n".repeat(30) + " */\n";
        assertThat(LongLines.of(licence + "function a(b){return b+1;}".repeat(2_000))
                        .isMinified())
                .isTrue();
        assertThat(LongLines.of(licence + ("function a(b){return b+1;}".repeat(30) + "\n").repeat(100))
                        .isMinified())
                .isTrue();
    }

    @Test
    void sentencesAreSource() {
        String paragraph = "A paragraph on one line, as many people write them. ".repeat(20) + "\n\n";
        LongLines lines = LongLines.of(paragraph.repeat(30));
        assertThat(lines.isMinified()).isFalse();
        assertThat(lines.cut()).isEqualTo(paragraph.repeat(30));
    }

    @Test
    void loneCarriageReturnsEndLines() {
        String text = SOURCE.repeat(10).replace('\n', '\r');
        assertThat(LongLines.of(text).isMinified()).isFalse();
        assertThat(LongLines.of(text).cut()).isEqualTo(text);
    }

    @Test
    void cutsBetweenCharactersAndEscapes() {
        for (int shift = 0; shift < 4; shift++) {
            String cut = LongLines.of("x".repeat(shift) + "\"" + "\\\"\ud83d\ude00".repeat(2_000) + "\"\n" + SOURCE)
                    .cut();
            assertThat(cut.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                    .isTrue();
            assertThat(cut).doesNotContain("\\\u2026");
        }
    }
}
