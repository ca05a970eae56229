package dev.codebasemcp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelevanceTest {
    private static final double SECOND = Math.log(2) / Math.log(3);

    private final List<Hit> hits =
            List.of(hit("lib/a.c", 1, 10, 100), hit("lib/b.c", 20, 30, 200), hit("lib/a.c", 50, 60, 300));

    @Test
    void aTargetCountsAtTheFirstHitThatAnswersIt() {
        assertThat(Relevance.ndcg(hits, List.of(file("a.c")))).isEqualTo(1);
        assertThat(Relevance.ndcg(hits, List.of(file("src/lib/b.c")))).isCloseTo(SECOND, within(1e-9));
        assertThat(Relevance.ndcg(hits, List.of(file("c.c")))).isZero();
        assertThat(Relevance.ndcg(hits, List.of(new Target("a.c", Optional.of(new LineRange(55, 70))))))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void twoTargetsAtOneRankCountOnce() {
        Target top = new Target("a.c", Optional.of(new LineRange(1, 3)));
        Target bottom = new Target("a.c", Optional.of(new LineRange(4, 8)));

        assertThat(Relevance.ndcg(hits, List.of(top, bottom))).isCloseTo(1 / (1 + SECOND), within(1e-9));
    }

    @Test
    void nothingBehindTheTenthCounts() {
        List<Hit> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(hit("x" + i + ".c", 1, 2, 1));
        }
        many.add(hit("late.c", 1, 2, 1));

        assertThat(Relevance.ndcg(many, List.of(file("late.c")))).isZero();
        assertThat(Relevance.recall(many, List.of(file("late.c"), file("none.c"))))
                .isEqualTo(0.5);
    }

    @Test
    void namesMatchByWholeComponents() {
        assertThat(Relevance.recall(hits, List.of(file("ib/a.c")))).isZero();
        assertThat(Relevance.recall(hits, List.of(file("lib/a.c")))).isEqualTo(1);
    }

    @Test
    void tokensAreSpentInOrder() {
        assertThat(Relevance.within(hits, 299)).hasSize(1);
        assertThat(Relevance.within(hits, 300)).hasSize(2);
        assertThat(Relevance.tokensToFirst(hits, List.of(file("b.c")))).isEqualTo(300);
        assertThat(Relevance.tokensToFirst(hits, List.of(file("c.c")))).isEqualTo(-1);
    }

    private static Target file(String path) {
        return new Target(path, Optional.empty());
    }

    private static Hit hit(String path, int start, int end, int tokens) {
        return new Hit(path, new LineRange(start, end), tokens, "");
    }
}
