package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InnermostDefinitionsTest {
    @RepeatedTest(20)
    void aLineIsOfTheShortestThatHasIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<LineRange> ranges = new ArrayList<>();
        for (int i = 0; i < random.nextInt(12); i++) {
            int start = 1 + random.nextInt(20);
            ranges.add(new LineRange(start, start + random.nextInt(15)));
        }
        InnermostDefinitions<LineRange> innermost = InnermostDefinitions.of(ranges, Function.identity());

        for (int i = 1; i < 40; i++) {
            int line = i;
            Optional<LineRange> shortest =
                    ranges.stream().filter(one -> one.contains(line)).min(Comparator.comparing(LineRange::length));
            assertThat(innermost.at(line)).as("line %d of %s", line, ranges).isEqualTo(shortest);
        }
    }

    @Test
    @Timeout(20)
    void thousandsOfNestedDefinitionsAreReadOnce() {
        int most = 20_000;
        List<LineRange> nested = IntStream.rangeClosed(1, most)
                .mapToObj(i -> new LineRange(i, 4 * most - i))
                .toList();
        InnermostDefinitions<LineRange> innermost = InnermostDefinitions.of(nested, Function.identity());

        assertThat(innermost.at(1)).contains(nested.get(0));
        assertThat(innermost.at(most + 1)).contains(nested.get(most - 1));
        assertThat(innermost.at(4 * most)).isEmpty();
    }
}
