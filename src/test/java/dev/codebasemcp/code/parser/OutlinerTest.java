package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.quarantine.Quarantine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlinerTest {
    private static final SourceText JAVA = SourceText.of("class A {\n  int f() {\n    return 1;\n  }\n}\n");

    @TempDir
    private Path natives;

    @Test
    void unpacksOnlyWhatItUsesAndRepairsDamage() throws Exception {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            outliner.outline(Language.JAVA, JAVA);
        }
        List<Path> libraries = libraries();
        assertThat(libraries).hasSize(2).allMatch(file -> file.toString().contains("tree-sitter"));
        Path damaged = libraries.get(0);
        byte[] whole = Files.readAllBytes(damaged);
        Files.delete(damaged);
        Files.write(damaged, new byte[] {1, 2, 3});
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            assertThat(names(outliner.outline(Language.JAVA, JAVA))).containsExactly("A", "A.f");
        }
        assertThat(damaged).hasBinaryContent(whole);
        assertThat(libraries()).hasSize(2);
    }

    @Test
    void readsByRegularExpressionsWhatTakesTooLong() {
        try (Outliner outliner = new Outliner(
                new Grammars(natives),
                new Quarantine(natives, Clock.systemUTC()),
                new ParserLimits(Duration.ofNanos(-1), Duration.ofMinutes(1), 0))) {
            String large = "class A {\n" + "  int field = 1 + 2;\n".repeat(20_000) + "}\nclass B {\n}\n";
            assertThat(names(outliner.outline(Language.JAVA, SourceText.of(large))))
                    .containsExactly("A", "B");
        }
    }

    @Test
    void continuesAfterATimeout() throws Exception {
        try (SyntaxOutliner tight = new SyntaxOutliner(
                        LoadedGrammar.load(Language.JAVA, ""), new HeuristicOutliner(), Duration.ofNanos(-1));
                SyntaxOutliner patient = new SyntaxOutliner(
                        LoadedGrammar.load(Language.JAVA, ""), new HeuristicOutliner(), Duration.ofMinutes(1))) {
            assertThat(tight.outline(JAVA)).isEmpty();
            assertThat(tight.outline(JAVA)).isEmpty();
            assertThat(patient.outline(JAVA))
                    .hasValueSatisfying(one -> assertThat(names(one)).contains("A.f"));
        }
    }

    @Test
    void everyQueryFitsItsGrammar() throws Exception {
        for (Language language : Language.values()) {
            if (language.grammar().isEmpty()) {
                continue;
            }
            try (SyntaxOutliner outliner = new SyntaxOutliner(
                    LoadedGrammar.load(language, ""), new HeuristicOutliner(), Duration.ofMinutes(1))) {
                assertThat(outliner.outline(SourceText.of("\uD83D\uDE00 { ( \" x\n")))
                        .as(language.id())
                        .isPresent();
            }
        }
    }

    @Test
    void outlinesAnEmptyFile() {
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            for (Language language : Language.values()) {
                assertThat(outliner.outline(language, SourceText.of("")).definitions())
                        .isEmpty();
            }
        }
    }

    private List<Path> libraries() throws Exception {
        try (Stream<Path> files = Files.list(natives.resolve("lib"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(Outline outline) {
        return outline.definitions().stream().map(Definition::qualifiedName).toList();
    }
}
