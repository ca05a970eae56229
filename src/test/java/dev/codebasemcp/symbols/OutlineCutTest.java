package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OutlineCutTest {
    @RepeatedTest(20)
    void aLargerBudgetShowsTheSameAndMoreAndNoLevelBeforeTheOneAboveIsWhole(RepetitionInfo repetition) {
        List<OutlineEntry> entries = ofAFile(new Random(repetition.getCurrentRepetition()));
        OutlineCut smaller = OutlineCut.of(entries, 0, OutlineCutTest::cost);
        assertThat(smaller.shown()).isEmpty();
        for (int budget = 1; budget < 3_000; budget += 7) {
            OutlineCut cut = OutlineCut.of(entries, budget, OutlineCutTest::cost);

            assertThat(cut.shown()).containsAll(smaller.shown());
            assertThat(cut.inOrder()).containsExactlyInAnyOrderElementsOf(cut.shown());
            assertThat(cut.inOrder()).isSortedAccordingTo(Comparator.comparingInt(OutlineEntry::position));
            assertThat(cut.shown().size() + cut.omitted().size()).isEqualTo(entries.size());
            assertThat(cut.shown().stream().mapToInt(OutlineCutTest::cost).sum())
                    .isLessThanOrEqualTo(budget);
            int deepest =
                    cut.shown().stream().mapToInt(OutlineEntry::level).max().orElse(0);
            assertThat(cut.omitted()).allMatch(entry -> entry.level() >= deepest);
            smaller = cut;
        }
        assertThat(smaller.omitted()).isEmpty();
    }

    @Test
    void noFileIsNamedWithoutADefinitionThatItHas() {
        FileRef file = file("src/a.py");
        List<OutlineEntry> entries = List.of(
                new OutlineEntry(file, 0, 0, Optional.empty()),
                new OutlineEntry(file, 1, 1, Optional.of(definition("def a()"))),
                new OutlineEntry(file("src/b.txt"), 2, 0, Optional.empty()));

        assertThat(OutlineCut.of(entries, 16, OutlineCutTest::cost).shown()).isEmpty();
        assertThat(OutlineCut.of(entries, 17, OutlineCutTest::cost).shown()).hasSize(2);
        assertThat(OutlineCut.of(entries, 27, OutlineCutTest::cost).shown()).hasSize(3);
    }

    private static int cost(OutlineEntry entry) {
        return entry.definition().map(one -> one.signature().length()).orElse(10);
    }

    private static List<OutlineEntry> ofAFile(Random random) {
        FileRef file = file("src/a.py");
        List<OutlineEntry> entries = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> new OutlineEntry(
                        file, i, random.nextInt(4), Optional.of(definition("x".repeat(1 + random.nextInt(40))))))
                .toList());
        entries.sort(Comparator.comparingInt(OutlineEntry::level));
        return entries;
    }

    private static OutlinedDefinition definition(String signature) {
        return new OutlinedDefinition(
                "a", DefinitionKind.FUNCTION, new LineRange(1, 2), signature, Optional.empty(), false);
    }

    private static FileRef file(String path) {
        return FileRef.of(new FileKey(new RepositoryId(new UUID(1, 1)), path), "python");
    }
}
