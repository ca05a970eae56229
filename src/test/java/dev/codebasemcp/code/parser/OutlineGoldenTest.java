package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the outline of a sample of each language with the expected one next to it. To update those, run with
 * {@code -Dgolden.update=true} and review the diff.
 */
class OutlineGoldenTest {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/codebasemcp/code/outline");
    private static final String EXPECTED = ".expected";

    @TempDir
    private static Path natives;

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void outlinesTheSample(Path sample) throws IOException {
        SourceText text = SourceText.of(Files.readString(sample));
        String firstLine = text.line(1);
        String actual;
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()))) {
            actual = render(outliner.outline(Language.of(sample.toString(), firstLine), text));
        }
        Path expected = sample.resolveSibling(sample.getFileName() + EXPECTED);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static String render(Outline outline) {
        Stream<String> definitions = outline.definitions().stream().map(OutlineGoldenTest::render);
        String comments =
                outline.comments().stream().map(OutlineGoldenTest::render).collect(Collectors.joining(" "));
        return Stream.concat(definitions, Stream.of("comments " + comments))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String render(Definition definition) {
        return render(definition.lines()) + " " + definition.kind().label() + " " + definition.qualifiedName() + " | "
                + definition.signature();
    }

    private static String render(LineRange lines) {
        return lines.start() == lines.end() ? "" + lines.start() : lines.start() + "-" + lines.end();
    }
}
