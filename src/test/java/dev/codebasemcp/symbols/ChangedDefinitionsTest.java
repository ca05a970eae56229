package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.ChangedDefinitions.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChangedDefinitionsTest {
    @Test
    void sameLinesHaveNoChange() {
        assertThat(ChangedDefinitions.changes(List.of("a", "b"), List.of("a", "b")))
                .isEmpty();
        assertThat(ChangedDefinitions.changes(List.of(), List.of())).isEmpty();
    }

    @Test
    void changedAndAddedLinesAreNamed() {
        assertThat(ChangedDefinitions.changes(List.of("a", "b", "c", "d"), List.of("a", "x", "y", "c", "d", "e")))
                .contains(new Change(2, 4, false, 2, 2), new Change(3, 4, true, 2, 3), new Change(6, 7, false, 5, 5))
                .allMatch(change -> change.isRemoval() || change.start() != 4);
        assertThat(ChangedDefinitions.changes(List.of(), List.of("a", "b")))
                .containsExactly(new Change(1, 3, false, 1, 1));
    }

    @Test
    void aRemovalIsBetweenTwoLines() {
        assertThat(ChangedDefinitions.changes(List.of("a", "b", "c"), List.of("a", "c")))
                .containsExactly(new Change(1, 2, true, 2, 3));
        assertThat(ChangedDefinitions.changes(List.of("a", "b"), List.of("b")))
                .containsExactly(new Change(0, 1, true, 1, 2));
        assertThat(ChangedDefinitions.changes(List.of("a", "b"), List.of("a")))
                .containsExactly(new Change(1, 2, true, 2, 3));
        assertThat(ChangedDefinitions.changes(List.of("a"), List.of())).containsExactly(new Change(0, 1, true, 1, 2));
    }

    @Test
    void aVeryLongTextIsTakenAsChangedEverywhere() {
        List<String> lines = Collections.nCopies(30_000, "a");

        assertThat(ChangedDefinitions.changes(lines, lines)).containsExactly(new Change(1, 30_001, false, 1, 1));
    }

    @RepeatedTest(30)
    void linesOutsideOfChangesStandInTheOldTextInTheSameOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> before = lines(random);
        List<String> now = lines(random);
        List<String> left = new ArrayList<>(now);
        List<Change> changes = ChangedDefinitions.changes(before, now);
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (!changes.get(i).isRemoval()) {
                left.subList(changes.get(i).start() - 1, changes.get(i).end() - 1)
                        .clear();
            }
        }

        List<String> rest = new ArrayList<>(before);
        left.forEach(line -> {
            assertThat(rest).contains(line);
            rest.subList(0, rest.indexOf(line) + 1).clear();
        });
        assertThat(changes).allMatch(change -> change.start() < change.end() && change.end() <= now.size() + 1);
    }

    private static List<String> lines(Random random) {
        return Stream.generate(() -> "abc".substring(random.nextInt(3)))
                .limit(random.nextInt(30))
                .toList();
    }
}
