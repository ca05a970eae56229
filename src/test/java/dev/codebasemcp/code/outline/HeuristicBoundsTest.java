package dev.codebasemcp.code.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Texts that the patterns do not expect. The timeouts catch hangs: with quadratic time, one of these texts takes
 * longer.
 */
@OnOneJdk
class HeuristicBoundsTest {
    private static final int SIZE = 1 << 20;
    /** Enough for a cost by pairs of lines to show. */
    private static final int MOST_LINES = 1 << 18;

    private static final List<String> LINES = List.of(
            "[".repeat(480) + "module A",
            "[" + " ".repeat(480),
            "# a" + "[".repeat(990),
            "# " + " ".repeat(480) + "#".repeat(480),
            "class A" + " ".repeat(480),
            "@property " + "a ".repeat(240),
            "def f(" + "(".repeat(480),
            "{",
            "a",
            "");

    private final HeuristicOutliner outliner = new HeuristicOutliner();

    @ParameterizedTest
    @EnumSource(Language.class)
    @Timeout(60)
    void manyOfAnyLineAreOutlinedInTime(Language language) {
        for (String line : LINES) {
            String text = (line + "\n").repeat(Math.min(MOST_LINES, SIZE / (line.length() + 1)));
            assertThat(outliner.outline(language, SourceText.of(text)).fault()).isEmpty();
        }
    }

    /** All blocks surround one long line with a definition, so none can be skipped. */
    @Test
    @Timeout(30)
    void blocksAroundALongLineAreReadInTime() {
        StringBuilder text = new StringBuilder();
        List<String> ends = new ArrayList<>();
        for (int depth = 0; depth < 700; depth++) {
            text.append(" ".repeat(depth)).append("x do\n");
            ends.add(0, " ".repeat(depth) + "end\n");
        }
        text.append(" ".repeat(700)).append("a ".repeat(SIZE)).append("def f\n");
        ends.forEach(text::append);
        byte[] code = SourceText.of(text.toString()).utf8();
        assertThat(PrunedSource.of(Language.ELIXIR, code).bytes()).hasSameSizeAs(code);
    }

    /** Without limits, each definition's name would be as long as the depth, and each head as long as the line. */
    @Test
    @Timeout(30)
    void definitionsInOneLineAreNamedInTime() {
        SourceText text = SourceText.of("class A{".repeat(60_000) + "}".repeat(60_000));
        OutlineBuilder builder = new OutlineBuilder(Language.TEXT, text, false);
        int end = text.utf8().length;
        for (int i = 0; i < 60_000; i++) {
            Span span = new Span(8 * i, end - i);
            builder.add(new DefinitionCandidate(DefinitionKind.CLASS, "A", "", span, 8 * i + 6, 0));
        }
        List<Definition> found = builder.build().definitions();
        assertThat(found).hasSize(60_000).allMatch(one -> one.qualifiedName().length() < 1_100);
        assertThat(found.get(2).qualifiedName()).isEqualTo("A.A.A");
    }
}
