package dev.codebasemcp.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    private static final int LIMIT = 128;

    private final RecentlyUsed<String, Integer> cache = new RecentlyUsed<>(LIMIT, Integer::longValue);

    /** A cache that keeps what is used most often would load the next project's segments at each search. */
    @Test
    void whatIsUsedNowStaysHoweverOftenOthersWereUsed() {
        for (int search = 0; search < 100; search++) {
            IntStream.range(0, 8).forEach(segment -> use("first " + segment, 15));
        }

        IntStream.range(0, 5).forEach(segment -> use("second " + segment, 15));

        assertThat(IntStream.range(0, 5))
                .allSatisfy(
                        segment -> assertThat(cache.find("second " + segment)).contains(15));
        assertThat(IntStream.range(0, 8)
                        .filter(segment -> cache.find("first " + segment).isPresent()))
                .as("the three that were used last")
                .containsExactly(5, 6, 7);
    }

    @Test
    void nothingStaysWhenItIsCleared() {
        use("value", 1);

        cache.clear();

        assertThat(cache.find("value")).isEmpty();
        assertThat(use("value", 2)).isEqualTo(2);
    }

    @Test
    void aValueThatIsTooHeavyIsMadeAndNotKept() {
        use("light", 1);

        assertThat(use("heavy", LIMIT + 1)).isEqualTo(LIMIT + 1);

        assertThat(cache.find("heavy")).isEmpty();
    }

    @Test
    void aFailureIsNotKept() {
        assertThatThrownBy(() -> cache.replace("one", known -> {
                    throw new IllegalStateException("no connection");
                }))
                .hasMessage("no connection");

        assertThat(use("one", 7)).isEqualTo(7);
    }

    private int use(String key, int weight) {
        return cache.find(key).orElseGet(() -> cache.replace(key, known -> known.orElse(weight)));
    }
}
