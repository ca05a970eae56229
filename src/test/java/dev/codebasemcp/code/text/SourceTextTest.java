package dev.codebasemcp.code.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.parser.RandomText;
import dev.codebasemcp.model.LineRange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    @Test
    void cutsEveryKindOfLineBreak() {
        SourceText text = SourceText.of("a\nb\r\nc\rd\n\ne");
        assertThat(text.lineCount()).isEqualTo(6);
        assertThat(text.text(new LineRange(1, 6))).isEqualTo("a\nb\nc\nd\n\ne");
        assertThat(text.line(3)).isEqualTo("c");
        assertThat(text.isBlank(5)).isTrue();
    }

    @Test
    void aFinalLineBreakStartsNoLine() {
        assertThat(SourceText.of("").lineCount()).isZero();
        assertThat(SourceText.of("a\n").lineCount()).isEqualTo(1);
        assertThat(SourceText.of("a\r\n\r\n").lineCount()).isEqualTo(2);
    }

    @Test
    void cleansWhatCannotBeStored() {
        SourceText text = SourceText.of("\uFEFFa\0b\uD83Dc\uDE00\n\uD83D\uDE00\uD83D");
        assertThat(text.line(1)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(text.line(2)).isEqualTo("\uD83D\uDE00\uFFFD");
    }

    @Test
    void measuresIndentationWithTabs() {
        SourceText text = SourceText.of("a\n  b\n\tc\n  \td\n\u00a0e\n \t ");
        assertThat(text.indent(1)).isZero();
        assertThat(text.indent(2)).isEqualTo(2);
        assertThat(text.indent(3)).isEqualTo(4);
        assertThat(text.indent(4)).isEqualTo(4);
        assertThat(text.indent(5)).isZero();
        assertThat(text.indent(6)).isEqualTo(-1);
    }

    @RepeatedTest(50)
    void findsTheLineOfEveryByte(RepetitionInfo seed) {
        String source = RandomText.of(seed.getCurrentRepetition());
        SourceText text = SourceText.of(source);
        int line = 1;
        for (int i = 0; i < text.utf8().length; i++) {
            while (line < text.lineCount() && i >= text.byteStart(line + 1)) {
                line++;
            }
            assertThat(text.lineOfByte(i)).isEqualTo(line);
        }
        for (int i = 1; i <= text.lineCount(); i++) {
            String slice = text.slice(text.byteStart(i), text.byteEnd(i));
            assertThat(slice.replaceAll("[\r\n]+$", "")).isEqualTo(text.line(i));
            assertThat(text.lineLength(i)).isEqualTo(text.line(i).length());
        }
        byte[] encoded = text.text(new LineRange(1, text.lineCount())).getBytes(StandardCharsets.UTF_8);
        assertThat(new String(encoded, StandardCharsets.UTF_8))
                .isEqualTo(text.text(new LineRange(1, text.lineCount())));
    }
}
