package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifiersTest {
    @Test
    void quotesAreDoubled() {
        assertThat(Identifiers.quote("plain")).isEqualTo("\"plain\"");
        assertThat(Identifiers.quote("a\"; DROP TABLE b; --")).isEqualTo("\"a\"\"; DROP TABLE b; --\"");
        assertThat(Identifiers.quoteText("it's")).isEqualTo("'it''s'");
    }

    @Test
    void whatNoDatabaseCanHoldIsRefused() {
        assertThatThrownBy(() -> Identifiers.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifiers.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifiers.quoteText("a\\'b")).isInstanceOf(IllegalArgumentException.class);
    }
}
