package dev.codebasemcp.code.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outlines files that no parser expects, in processes that a file may crash. A longer run:
 * {@code -Dfuzz.seconds=1800 -Dfuzz.first=1000000 -Dfuzz.chars=60000}.
 */
class ParserFuzzTest {
    private static final Logger LOG = LoggerFactory.getLogger(ParserFuzzTest.class);
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 8);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final int MOST_CHARS = Integer.getInteger("fuzz.chars", 10_000);
    private static final int FILE_MILLIS = 300;
    /** The exit status of {@link FuzzRun} when parsers hang. */
    private static final int PARSERS_HANG = 3;

    @TempDir
    private Path directory;

    @Test
    void noFileEndsTheProcess() throws Exception {
        Path report = directory.resolve("report");
        Files.createFile(report);
        List<String> deaths = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long next = FIRST;
        while (System.nanoTime() < end) {
            Process process = OutlineProcess.start(
                    FuzzRun.class,
                    directory.resolve("printed"),
                    directory.resolve("home").toString(),
                    report.toString(),
                    Long.toString(next),
                    Integer.toString(Integer.MAX_VALUE),
                    Integer.toString(MOST_CHARS),
                    Integer.toString(FILE_MILLIS));
            boolean over = !process.waitFor(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            String last = lastBegun(report, next);
            if (!over && process.exitValue() != PARSERS_HANG) {
                deaths.add(last + ", status " + process.exitValue());
            }
            next = Long.parseLong(last.split(" ", 3)[1]) + 1;
        }
        List<String> ends = Files.readAllLines(report).stream()
                .filter(line -> line.startsWith("< "))
                .toList();
        LOG.info(
                "{} files of {} samples in {} s: {} took too long, {} did not end, {} ended the process",
                ends.size(),
                FuzzCase.samples().size(),
                SECONDS,
                ends.stream().filter(line -> line.contains("took longer")).count(),
                ends.stream().filter(line -> line.contains("did not return")).count(),
                deaths.size());
        assertThat(deaths).isEmpty();
        assertThat(ends).isNotEmpty();
    }

    private static String lastBegun(Path report, long first) throws IOException {
        return Files.readAllLines(report).stream()
                .filter(line -> line.startsWith("> "))
                .reduce((one, other) -> other)
                .orElse("> " + first + " nothing");
    }
}
