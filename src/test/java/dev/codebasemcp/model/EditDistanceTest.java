package dev.codebasemcp.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @Test
    void onlyCloseNamesAreNear() {
        List<String> names = List.of("zed", "goose", "Cursor");
        assertThat(EditDistance.nearest("foo", names)).isEmpty();
        assertThat(EditDistance.nearest("xyz", names)).isEmpty();
        assertThat(EditDistance.nearest("zde", names)).contains("zed");
        assertThat(EditDistance.nearest("CURSR", names)).contains("Cursor");
        assertThat(EditDistance.nearest("", names)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pool, pool, 0",
        "pool, pol, 1",
        "pool, pools, 1",
        "pool, poll, 1",
        "client, clietn, 1",
        "connection, conection, 1",
        "connection, conectoin, 2",
        "ab, ba, 1",
        "abc, '', 3",
        "kitten, sitting, 3",
    })
    void countsTypingErrors(String one, String other, int errors) {
        for (int limit = 0; limit < 8; limit++) {
            assertThat(Math.min(EditDistance.between(one, other, limit), limit + 1))
                    .isEqualTo(Math.min(errors, limit + 1));
            assertThat(Math.min(EditDistance.between(other, one, limit), limit + 1))
                    .isEqualTo(Math.min(errors, limit + 1));
        }
    }
}
