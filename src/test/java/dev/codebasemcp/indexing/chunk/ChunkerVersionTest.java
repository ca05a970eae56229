package dev.codebasemcp.indexing.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that outlines, chunks and terms only change with a new {@link Chunker#CHUNKER_VERSION}, because an index of
 * the same version is reused. The file has a line for each version. After a change, raise the version and run this test
 * with {@code -Dgolden.update=true}. The next run then rebuilds users' indexes.
 */
class ChunkerVersionTest {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/codebasemcp/code/outline");
    private static final Path HASHES = Path.of("src/test/resources/dev/codebasemcp/indexing/chunker-versions.txt");

    @TempDir
    private Path natives;

    @Test
    void outlinesChunksAndTermsMatchTheVersion() throws IOException {
        String version = "version " + Chunker.CHUNKER_VERSION + " ";
        List<String> known = Files.readAllLines(HASHES);
        boolean isNew = known.stream().noneMatch(line -> line.startsWith(version));
        String line = version + hashOfSamples();
        if (isNew && Boolean.getBoolean("golden.update")) {
            Files.write(HASHES, Stream.concat(known.stream(), Stream.of(line)).toList());
        }
        assertThat(Files.readAllLines(HASHES))
                .as("outlines, chunks or terms of the samples changed: raise Chunker.CHUNKER_VERSION")
                .contains(line);
    }

    private String hashOfSamples() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Outliner outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
                Stream<Path> files = Files.list(SAMPLES)) {
            for (Path sample : files.filter(file -> !file.toString().endsWith(".expected"))
                    .sorted()
                    .toList()) {
                SourceText text = SourceText.of(Files.readString(sample));
                Outline outline = outliner.outline(Language.of(sample.toString(), text.line(1)), text);
                all.append(sample.getFileName()).append('\n').append(outline).append('\n');
                for (Chunk chunk : Chunker.chunk(text, outline)) {
                    all.append(chunk)
                            .append('\n')
                            .append(new Terms().of(chunk.text()))
                            .append('\n');
                }
            }
        }
        return ContentHash.of(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
