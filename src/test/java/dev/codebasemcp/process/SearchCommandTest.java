package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search from the command line right after the files have changed. */
@OnOneJdk
@Timeout(180)
class SearchCommandTest {
    private static final int MANY = 70;

    @TempDir
    private Path folder;

    @Test
    void hasWhatWasEditedAMomentAgoAndLeavesNothingBehind() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("edited");
        assertThat(run("index", sample.toString()).code()).isZero();
        for (String name : new String[] {"gallop", "canter"}) {
            Files.writeString(sample.root().resolve(name + ".py"), "def " + name + "_zebra():\n    return 1\n");

            ProgramRun search = run("search", name + "_zebra", "--path", sample.toString());

            assertThat(search.err()).isEmpty();
            assertThat(search.out())
                    .contains(sample.root().toRealPath() + "/" + name + ".py:1  " + name + "_zebra (function)")
                    .doesNotContain("changed", "may be stale", "stopped before its end");
        }
        assertThat(run("search", "zebra", "--path", sample.toString()).out())
                .contains("gallop.py", "canter.py")
                .doesNotContain("changed", "may be stale", "stopped before its end");
        assertThat(run("status", "--path", sample.toString()).out()).containsOnlyOnce(sample.root() + " (");
    }

    @Test
    void saysWhatIsLeftToDoWhereThatIsMuchAndStartsNothingThatItCannotEnd() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("much-edited");
        assertThat(run("index", sample.toString()).code()).isZero();
        for (int i = 0; i < MANY; i++) {
            Files.writeString(sample.root().resolve("m" + i + ".py"), "def zebra" + i + "():\n    return 1\n");
        }

        ProgramRun search = run("search", "refresh a session", "--path", sample.toString());

        assertThat(search.err()).isEmpty();
        assertThat(search.out())
                .contains(
                        "70 files have changed since the last indexing.",
                        "index " + sample.root().toRealPath() + " again.");
        assertThat(run("status", "--path", sample.toString()).out()).containsOnlyOnce(sample.root() + " (");
    }

    @Test
    void tellsThatADefinitionGoesOnWhereItShowsAPart() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("long-function");
        String lines = IntStream.rangeClosed(2, 400)
                .mapToObj(i -> "    total += weigh(" + i + ")\n")
                .collect(Collectors.joining());
        Files.writeString(sample.root().resolve("weights.py"), "def sum_of_weights(total):\n" + lines);

        ProgramRun search = run("search", "sum_of_weights", "--path", sample.toString(), "--limit", "1");

        assertThat(search.out())
                .contains(
                        "/weights.py:1  sum_of_weights (function, part of lines 1-400)\n 1: def sum_of_weights(total):\n")
                .doesNotContain("weigh(400)");
        assertThat(run("search", "parse_config", "--path", sample.toString(), "--limit", "1")
                        .out())
                .doesNotContain("part of lines");
    }

    @Test
    void aRepositoryThatIsGoneIsToldWithoutATrace() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        new SampleRepository(shared).named("partly-gone");
        SampleRepository kept = SampleRepository.in(shared.resolve("kept"));
        SampleRepository gone = SampleRepository.in(shared.resolve("gone"));
        assertThat(run("index", kept.toString()).code()).isZero();
        assertThat(run("index", gone.toString()).code()).isZero();
        delete(gone.root());

        for (String[] command : new String[][] {
            {"search", "refresh a session", "--project", "partly-gone", "--path", shared.toString()},
            {"index", kept.toString()},
            {"repositories", "--path", shared.toString()},
            {"projects"}
        }) {
            ProgramRun run = run(command);
            assertThat(run.code()).as(run.toString()).isZero();
            assertThat(run.err()).doesNotContain("WARN", "\tat ", "Exception");
        }
    }

    private static void delete(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static ProgramRun run(String... arguments) throws Exception {
        return ProgramRun.of(Map.of(), arguments);
    }
}
