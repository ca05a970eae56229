package dev.codebasemcp.search.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {
    private static final List<String> RESULTS = List.of("12345678", "1234", "1234567890123456", "1");

    @Test
    void dropsWholeResultsFromTheEndAndCountsThem() {
        // 8 + 4 of 3 tokens x 4 characters
        TokenBudget.Kept<String> kept = TokenBudget.keep(RESULTS, 3, String::length);

        assertThat(kept.results()).containsExactly("12345678", "1234");
        assertThat(kept.dropped()).isEqualTo(2);
    }

    @Test
    void keepsAllThatFit() {
        assertThat(TokenBudget.keep(RESULTS, 8, String::length).dropped()).isZero();
        assertThat(TokenBudget.keep(List.<String>of(), 1, String::length).results())
                .isEmpty();
    }

    @Test
    void aFirstResultThatDoesNotFitIsDroppedToo() {
        assertThat(TokenBudget.keep(RESULTS, 1, String::length))
                .isEqualTo(new TokenBudget.Kept<>(List.of(), RESULTS.size()));
    }

    @Test
    void countsWithoutOverflow() {
        assertThat(TokenBudget.keep(RESULTS, Integer.MAX_VALUE, String::length).dropped())
                .isZero();
    }
}
