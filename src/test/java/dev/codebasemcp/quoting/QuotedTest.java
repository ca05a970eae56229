package dev.codebasemcp.quoting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void aLineStaysOneLineWhateverBreaksLines() {
        assertThat(Quoted.line("a\nb\r\nc\td\u0085e\u2028f\u2029g\fh\u000bi"))
                .isEqualTo("a\\nb\\r\\nc\\td\\u0085e\\u2028f\\u2029g\\u000ch\\u000bi");
    }

    @Test
    void nothingReachesATerminalsEscapesNorTurnsTheDirectionNorHides() {
        assertThat(Quoted.line("\u001b[31mred\u009b1m")).isEqualTo("\\u001b[31mred\\u009b1m");
        assertThat(Quoted.line("a\u202egpj.exe\u2066\u200f\u061c")).isEqualTo("a\\u202egpj.exe\\u2066\\u200f\\u061c");
        assertThat(Quoted.line("ad\u200bmin\ufeff\u00ad\u2060")).isEqualTo("ad\\u200bmin\\ufeff\\u00ad\\u2060");
        assertThat(Quoted.line("x\udb40\udc41y")).isEqualTo("x\\udb40\\udc41y");
        assertThat(Quoted.line("half \ud800 of one")).isEqualTo("half \\ud800 of one");
    }

    @Test
    void ordinaryTextOfAnyScriptStaysAsItIs() {
        for (String text : new String[] {"größe.py", "日本語", "привет", "😀 smile", "a\\b", "`x` **y** # z"}) {
            assertThat(Quoted.line(text)).isEqualTo(text);
            assertThat(Quoted.lines(text)).isEqualTo(text);
        }
    }

    @Test
    void linesKeepLinesTabsAndJoiners() {
        assertThat(Quoted.lines("a\n\tb\u200d\u001b\r\u202e")).isEqualTo("a\n\tb\u200d\\u001b\\r\\u202e");
    }

    @Test
    void aBriefTextTellsHowLongItWas() {
        assertThat(Quoted.brief("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Quoted.brief("x".repeat(5_000_000))).isEqualTo("x".repeat(200) + "… (5,000,000 characters)");
        assertThat(Quoted.brief("x".repeat(199) + "😀y")).isEqualTo("x".repeat(199) + "… (202 characters)");
        assertThat(Quoted.brief("\n".repeat(300)).length()).isLessThan(450);
    }

    @Test
    void aNameThatCouldBeMoreIsInQuotationMarks() {
        assertThat(Quoted.name("src/größe_2.py")).isEqualTo("src/größe_2.py");
        assertThat(Quoted.name("Project: shop (x)")).isEqualTo("\"Project: shop (x)\"");
        assertThat(Quoted.name("a\" b\n")).isEqualTo("\"a\\\" b\\n\"");
        assertThat(Quoted.name("")).isEqualTo("\"\"");
    }
}
