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
        PrunedSource pruned = prune("0123456789", Elision.between(7, 9), Elision.between(1, 3));
        assertThat(text(pruned)).isEqualTo("034569");
        assertThat(pruned.inWhole(0, 6)).isEqualTo(new Span(0, 10));
        assertThat(pruned.inWhole(1, 2)).isEqualTo(new Span(3, 4));
        assertThat(pruned.inWhole(4, 5)).isEqualTo(new Span(6, 7));
    }

    @Test
    void leavesPartsOutWithThoseAroundThem() {
        assertThat(text(prune("0123456789", Elision.between(3, 4), Elision.between(2, 6), Elision.between(5, 6))))
                .isEqualTo("016789");
    }

    @Test
    void joinsNeighbours() {
        PrunedSource pruned = prune("0123456789", Elision.between(2, 4), Elision.between(4, 6));
        assertThat(text(pruned)).isEqualTo("016789");
        assertThat(pruned.inWhole(1, 2)).isEqualTo(new Span(1, 2));
        assertThat(pruned.inWhole(2, 3)).isEqualTo(new Span(6, 7));
    }

    @Test
    void goesOnToTheEndOfATail() {
        PrunedSource pruned = prune("0123456789", Elision.between(2, 4), Elision.tail(6, 9));
        assertThat(pruned.inWhole(0, 2)).isEqualTo(new Span(0, 2));
        assertThat(pruned.inWhole(2, 4)).isEqualTo(new Span(4, 9));
        assertThat(pruned.inWhole(4, 5)).isEqualTo(new Span(9, 10));
    }

    private static PrunedSource prune(String code, Elision... elisions) {
        return PrunedSource.without(code.getBytes(StandardCharsets.US_ASCII), List.of(elisions), List.of(), List.of());
    }

    private static String text(PrunedSource pruned) {
        return new String(pruned.bytes(), StandardCharsets.US_ASCII);
    }
}
