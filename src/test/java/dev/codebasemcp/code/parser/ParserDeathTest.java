package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.LongTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that crash native code, in separate processes. */
class ParserDeathTest {
    private static final long LIKE_THE_SERVER = ParserLimits.STANDARD.stackBytes();
    /** An ordinary file is read within this time on any machine. */
    private static final long PATIENT_SECONDS = 20;

    @TempDir
    private Path directory;

    private int processes;

    @Test
    void aCrashingContentIsTriedAloneAndThenReadByPatterns() throws Exception {
        Path deadly = file("deadly.r", "a=>".repeat(3_000));
        List<Path> all = List.of(deadly, file("a.py", "def f():\n    pass\n"), file("b.r", "f <- function(x) x\n"));

        Ended first = outline(OutlineProcess.SMALL_STACK, all);
        Ended second = outline(OutlineProcess.SMALL_STACK, all);
        Ended third = outline(OutlineProcess.SMALL_STACK, List.of(deadly, deadly, deadly));

        assertThat(first.status()).as(first.toString()).isNotZero();
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.lines())
                .contains("outlined a.py: read", "outlined b.r: read")
                .anyMatch(line -> line.startsWith("outlined deadly.r: its parser ends the process"));
        assertThat(third.lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("outlined deadly.r: its parser ends the process"));
        assertThat(kept()).singleElement().matches(file -> file.toString().endsWith(".refused"));
    }

    @Test
    void concurrentProcessesSurviveASuspect() throws Exception {
        List<Path> files = List.of(file("deadly.r", "a=>".repeat(3_000)), file("a.py", "def f():\n    pass\n"));
        outline(OutlineProcess.SMALL_STACK, files);

        List<Running> together = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            together.add(start(OutlineProcess.SMALL_STACK, PATIENT_SECONDS, files));
        }
        for (Running running : together) {
            Ended ended = running.end();
            assertThat(ended.status()).as(ended.toString()).isZero();
            assertThat(ended.lines())
                    .contains("outlined a.py: read")
                    .anyMatch(line -> line.startsWith("outlined deadly.r: its parser ends the process"));
        }
    }

    @Test
    void knownCrashesAreAvoided() throws Exception {
        List<Path> files = List.of(
                file("words.rb", "x = <<" + "A".repeat(256) + "\n"),
                file("heredocs.rb", "f(" + "<<AAA, ".repeat(146) + "<<AA\n"),
                file("strings.rb", "x = " + "\"#{".repeat(203) + "<<AAAA\n"),
                file("heredocs.sh", "cat <<AAAA ".repeat(600) + "\n"),
                file("word.sh", "cat <<" + "A".repeat(1_014) + "\n"),
                file("empty.sh", "cat <<''\n".repeat(200)),
                file("nested.ml", "(*".repeat(400_000)),
                file("closed.ml", "(*".repeat(16_000) + "*)".repeat(16_000)),
                file("nested.kt", "val x = " + "\"${".repeat(1_100) + "1" + "}\"".repeat(1_100)),
                file("stairs.py", stairs(511)),
                file("a.r", "a=>".repeat(3_000)),
                file("a.java", "a=>".repeat(3_000)),
                file("a.c", "a=>".repeat(3_000)),
                file("a.m", "a=>".repeat(3_000)));

        // Some of them take whatever time they get, and what they left is released afterwards.
        long seconds =
                LongTests.run() ? PATIENT_SECONDS : ParserLimits.STANDARD.time().toSeconds();
        Ended ended = start(LIKE_THE_SERVER, seconds, files).end();

        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.lines()).hasSize(files.size());
    }

    @Test
    void similarContentIsParsed() throws Exception {
        List<Path> files = List.of(
                file("a.rb", "x = <<~AAAA\n  #{y}\nAAAA\n".repeat(600)),
                file("a.sh", "cat <<\\AAAA\n$x\nAAAA\ncat <<-'B C' >x\n\tB\n\tB C\n".repeat(300)),
                file("a.kt", "val x = \"${y}\"\n".repeat(2_000)),
                file("a.py", stairs(90).repeat(10)));

        assertThat(outline(LIKE_THE_SERVER, files).lines())
                .containsExactlyInAnyOrder(
                        "outlined a.rb: read", "outlined a.sh: read", "outlined a.kt: read", "outlined a.py: read");
    }

    private static String stairs(int levels) {
        StringBuilder stairs = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            stairs.append(" ".repeat(level)).append("if x:\n");
        }
        return stairs.append(" ".repeat(levels)).append("y = \"a\"\n").toString();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("home").resolve("parsing"))) {
            return files.toList();
        }
    }

    private Ended outline(long stackBytes, List<Path> files) throws Exception {
        return start(stackBytes, PATIENT_SECONDS, files).end();
    }

    private Running start(long stackBytes, long seconds, List<Path> files) throws IOException {
        Path log = directory.resolve("log-" + processes++);
        List<String> arguments =
                new ArrayList<>(List.of(directory.resolve("home").toString(), "" + stackBytes, "" + seconds));
        files.forEach(file -> arguments.add(file.toString()));
        return new Running(OutlineProcess.start(OutlineProcess.class, log, arguments.toArray(String[]::new)), log);
    }

    private record Running(Process process, Path log) {
        Ended end() throws IOException, InterruptedException {
            try {
                assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
                List<String> lines = Files.readString(log)
                        .lines()
                        .filter(line -> line.startsWith("outlined "))
                        .toList();
                return new Ended(process.exitValue(), lines, Files.readString(log));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private record Ended(int status, List<String> lines, String all) {}
}
