package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.search.retrieve.IndexedFiles.Definers;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NameUsesTest {
    private static final NameUses USES = new NameUses(
            Map.of(
                    "SessionStore",
                    12,
                    "CartItem",
                    12,
                    "BaseThing",
                    90,
                    "Gson",
                    80,
                    "Event",
                    80,
                    "Builders",
                    12,
                    "Lonely",
                    1,
                    "stack",
                    80,
                    "Widget",
                    12),
            new Definers(Map.of("cartitem", 4, "sessionstore", 1, "gson", 40), Map.of("CartItem", 4, "Gson", 1)),
            100,
            words(Map.of("SessionStore", 6, "CartItem", 6, "Gson", 30, "Event", 2, "stack", 40), 2));

    @Test
    void theFilesThatDefineANameDoNotUseIt() {
        assertThat(USES.uses("SessionStore")).contains(11);
        assertThat(USES.uses("CartItem")).contains(8);
        assertThat(USES.uses("Lonely")).contains(0);
        assertThat(USES.uses("NeverCounted")).isEmpty();
    }

    @Test
    void aNameOfSeveralDefinitionsOrOfOneWordOrOfMostFilesWeighsLess() {
        assertThat(USES.weight("SessionStore", false)).isGreaterThan(USES.weight("CartItem", false));
        assertThat(USES.weight("SessionStore", false)).isGreaterThan(USES.weight("BaseThing", false));
        assertThat(USES.weight("SessionStore", false)).isGreaterThan(USES.weight("Widget", false));
        assertThat(USES.weight("Widget", false)).isGreaterThan(USES.weight("Builders", false));
        assertThat(USES.weight("NeverCounted", false)).isZero();
    }

    @Test
    void theCaseOfATypesNameTellsItFromACommonWord() {
        assertThat(USES.weight("Gson", true)).isGreaterThan(USES.weight("SessionStore", true));
        assertThat(USES.weight("SessionStore", true)).isGreaterThan(USES.weight("Event", true));
        assertThat(USES.weight("SessionStore", true)).isGreaterThan(USES.weight("CartItem", true));
        assertThat(USES.weight("SessionStore", true)).isGreaterThan(USES.weight("stack", true));
        assertThat(USES.weight("NeverCounted", true)).isZero();
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
        NameUses few = new NameUses(
                Map.of("SessionStore", 5, "CartItem", 3),
                new Definers(Map.of(), Map.of()),
                5,
                words(Map.of("SessionStore", 5, "CartItem", 3), 1));

        assertThat(few.weight("SessionStore", false)).isGreaterThan(few.weight("CartItem", false));
    }

    private static WrittenWords words(Map<String, Integer> counts, double filesPerRead) {
        return new WrittenWords(
                counts.entrySet().stream()
                        .collect(
                                Collectors.toMap(entry -> WordsOfContents.number(entry.getKey()), Map.Entry::getValue)),
                filesPerRead);
    }
}
