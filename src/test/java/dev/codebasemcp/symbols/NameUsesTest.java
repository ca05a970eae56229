package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NameUsesTest {
    private static final NameUses USES = new NameUses(
            Map.of("SessionStore", 12, "CartItem", 12, "BaseThing", 90, "Gson", 12, "Builders", 12, "Lonely", 1),
            Map.of("cartitem", 4, "sessionstore", 1),
            100);

    @Test
    void theFilesThatDefineANameDoNotUseIt() {
        assertThat(USES.uses("SessionStore")).contains(11);
        assertThat(USES.uses("CartItem")).contains(8);
        assertThat(USES.uses("Lonely")).contains(0);
        assertThat(USES.uses("NeverCounted")).isEmpty();
    }

    @Test
    void aNameOfSeveralDefinitionsOrOfOneWordOrOfMostFilesWeighsLess() {
        assertThat(USES.weight("SessionStore")).isGreaterThan(USES.weight("CartItem"));
        assertThat(USES.weight("SessionStore")).isGreaterThan(USES.weight("BaseThing"));
        assertThat(USES.weight("SessionStore")).isGreaterThan(USES.weight("Gson"));
        assertThat(USES.weight("Gson")).isGreaterThan(USES.weight("Builders"));
        assertThat(USES.weight("NeverCounted")).isZero();
    }

    @Test
    void aCountThatMayBeOfSomethingElseIsAboutSoMuch() {
        assertThat(USES.isAbout("SessionStore")).isFalse();
        assertThat(USES.isAbout("Lonely")).isFalse();
        assertThat(USES.isAbout("CartItem")).isTrue();
        assertThat(USES.isAbout("Gson")).isTrue();
        // Nobody looked how many files define it.
        assertThat(USES.isAbout("BaseThing")).isTrue();
    }

    @Test
    void inASmallProjectANameMayBeInAllFiles() {
        NameUses few = new NameUses(Map.of("SessionStore", 5, "CartItem", 3), Map.of(), 5);

        assertThat(few.weight("SessionStore")).isGreaterThan(few.weight("CartItem"));
    }
}
