package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.model.UnavailableException;
import org.junit.jupiter.api.Test;

class CountedCallsTest {
    private final CountedCalls calls = new CountedCalls(new CallStats());

    @Test
    void moreThanADozenAtOnceAreRefused() throws InterruptedException {
        assertThat(nested(12)).isEqualTo(12);
        assertThatThrownBy(() -> nested(13))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The page asks 12 questions at once already; ask again when one is answered.");
    }

    @Test
    void whatEndsMakesRoom() throws InterruptedException {
        assertThatThrownBy(() -> calls.count("find_symbol", () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(nested(12)).isEqualTo(12);
    }

    /** Makes calls within calls, all unfinished at once. */
    private int nested(int depth) throws InterruptedException {
        return depth == 0 ? 0 : calls.count("find_symbol", () -> 1 + nested(depth - 1));
    }
}
