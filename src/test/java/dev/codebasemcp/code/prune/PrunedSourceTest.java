package dev.codebasemcp.code.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrunedSourceTest {
    @Test
    void takesPartsInAnyOrder() {
        PrunedSource skimmed = skim("0123456789", Elision.between(7, 9), Elision.between(1, 3));
        assertThat(text(skimmed)).isEqualTo("034569");
        assertThat(skimmed.inWhole(0, 6)).isEqualTo(new Span(0, 10));
        assertThat(skimmed.inWhole(1, 2)).isEqualTo(new Span(3, 4));
        assertThat(skimmed.inWhole(4, 5)).isEqualTo(new Span(6, 7));
    }

    @Test
    void leavesPartsOutWithThoseAroundThem() {
        assertThat(text(skim("0123456789", Elision.between(3, 4), Elision.between(2, 6), Elision.between(5, 6))))
                .isEqualTo("016789");
    }

    @Test
    void joinsNeighbours() {
        PrunedSource skimmed = skim("0123456789", Elision.between(2, 4), Elision.between(4, 6));
        assertThat(text(skimmed)).isEqualTo("016789");
        assertThat(skimmed.inWhole(1, 2)).isEqualTo(new Span(1, 2));
        assertThat(skimmed.inWhole(2, 3)).isEqualTo(new Span(6, 7));
    }

    @Test
    void goesOnToTheEndOfATail() {
        PrunedSource skimmed = skim("0123456789", Elision.between(2, 4), Elision.tail(6, 9));
        assertThat(skimmed.inWhole(0, 2)).isEqualTo(new Span(0, 2));
        assertThat(skimmed.inWhole(2, 4)).isEqualTo(new Span(4, 9));
        assertThat(skimmed.inWhole(4, 5)).isEqualTo(new Span(9, 10));
    }

    private static PrunedSource skim(String code, Elision... cuts) {
        return PrunedSource.without(code.getBytes(StandardCharsets.US_ASCII), List.of(cuts), List.of(), List.of());
    }

    private static String text(PrunedSource skimmed) {
        return new String(skimmed.bytes(), StandardCharsets.US_ASCII);
    }
}
