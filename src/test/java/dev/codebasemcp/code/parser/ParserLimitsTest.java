package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that take native code much longer than others of their size. The timeouts catch hangs: without limits, these
 * take minutes.
 */
@Timeout(60)
class ParserLimitsTest {
    private static final ParserLimits ASKED =
            new ParserLimits(Duration.ofMillis(500), Duration.ofSeconds(50), 64 << 20);
    private static final ParserLimits GIVEN_UP =
            new ParserLimits(Duration.ofMillis(200), Duration.ofMillis(600), 64 << 20);
    private static final String LATE = "its parser did not return within 0.6 s";

    @TempDir
    private Path natives;

    @TempDir
    private Path home;

    /** One match of the query takes very long on such a text. */
    @ParameterizedTest
    @CsvSource({"r, (", "rs, (", "dart, (", "m, (", "js, `${", "ts, `${", "swift, [", "swift, (["})
    void aQueryEndsWhenItIsAskedTo(String ending, String token) {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(home, Clock.systemUTC()), ASKED)) {
            Outline outline = outliner.outline(
                    Language.of("a." + ending, ""), SourceText.of(token.repeat(180_000 / token.length())));
            assertThat(outline.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).startsWith("its parser took longer"));
        }
    }

    @Test
    void abandonsAHangingParserAndRejectsItsContent() throws IOException {
        try (Outliner outliner =
                new Outliner(new Grammars(natives), new Quarantine(home, Clock.systemUTC()), GIVEN_UP)) {
            assertThat(outliner.outline(Language.DART, hanging(1)).fault()).contains(LATE);
            assertThat(outliner.outline(Language.DART, hanging(1)).fault()).contains(LATE);
            assertThat(outliner.outline(Language.DART, SourceText.of("class A {}\n")))
                    .satisfies(outline -> assertThat(outline.fault()).isEmpty())
                    .satisfies(outline -> assertThat(outline.definitions()).hasSize(1));
        }
        try (Outliner later = new Outliner(new Grammars(natives), new Quarantine(home, Clock.systemUTC()), ASKED)) {
            assertThat(later.outline(Language.DART, hanging(1)).fault()).contains(LATE);
        }
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).singleElement().matches(file -> file.toString().endsWith(".refused"));
        }
    }

    @Test
    void patternsTakeOverAfterTwoHangingParsers() {
        try (Outliner outliner =
                new Outliner(new Grammars(natives), new Quarantine(home, Clock.systemUTC()), GIVEN_UP)) {
            assertThat(outliner.outline(Language.DART, hanging(1)).fault()).contains(LATE);
            assertThat(outliner.outline(Language.DART, hanging(2)).fault()).contains(LATE);
            Outline next = outliner.outline(Language.JAVA, SourceText.of("class A {\n}\n"));
            assertThat(next.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains("too many parsers hang"));
            assertThat(next.definitions()).extracting(Definition::name).containsExactly("A");
        }
    }

    /** From each of these, Dart's scanner reads on to the end. */
    private static SourceText hanging(int number) {
        return SourceText.of("`".repeat(30_000 + number));
    }
}
