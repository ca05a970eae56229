package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that each language has everything it needs, and names what is missing. */
class LanguageGapsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/codebasemcp/code/outline");
    private static final Path RESOURCES = Path.of("src/main/resources/dev/codebasemcp/code");
    /** Languages without named definitions, or whose few names the fallback rules find. */
    private static final Set<Language> WITHOUT_PATTERNS =
            EnumSet.of(Language.CMAKE, Language.DOCKERFILE, Language.HTML, Language.CSS);

    @ParameterizedTest
    @EnumSource(Language.class)
    void hasASampleWithItsOutline(Language language) throws IOException {
        if (language.isData() && language != Language.TOML) {
            return;
        }
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<Path> samples = files.filter(file -> !file.toString().endsWith(".expected"))
                    .filter(file -> Language.of(file.toString(), "") == language)
                    .toList();
            assertThat(samples).as("a sample." + language.id()).isNotEmpty();
            assertThat(samples)
                    .allSatisfy(sample -> assertThat(Path.of(sample + ".expected"))
                            .as("run OutlineGoldenTest with -Dgolden.update=true")
                            .exists());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void itsDefinitionsCanBeFound(Language language) throws IOException {
        if (language.grammar().isPresent()) {
            assertThat(RESOURCES.resolve("parser/queries/" + language.queryId() + ".scm"))
                    .exists();
        }
        boolean code = !language.isProse() && !language.isData();
        if (code && language.scriptLanguage().isEmpty() && !WITHOUT_PATTERNS.contains(language)) {
            assertThat(patternSections())
                    .as("a section [" + language.id() + "] of definitions.txt: a parser may stumble")
                    .contains(language.id());
        }
    }

    @Test
    void everyQueryAndSectionBelongsToALanguage() throws IOException {
        Set<String> ids = Stream.of(Language.values()).map(Language::id).collect(Collectors.toSet());
        assertThat(patternSections()).allMatch(id -> id.equals("*") || ids.contains(id));
        try (Stream<Path> queries = Files.list(RESOURCES.resolve("parser/queries"))) {
            assertThat(queries.map(file -> file.getFileName().toString().replace(".scm", "")))
                    .allMatch(ids::contains);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void scriptsOfAComponentHaveAGrammar(Language language) {
        assertThat(language.scriptLanguage().stream())
                .allSatisfy(script -> assertThat(script.grammar()).isPresent());
    }

    private static List<String> patternSections() throws IOException {
        return Files.readAllLines(RESOURCES.resolve("outline/definitions.txt")).stream()
                .filter(line -> line.startsWith("["))
                .flatMap(line -> Stream.of(line.substring(1, line.length() - 1).split(" ")))
                .toList();
    }
}
