package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.ProjectId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock AFTER_TEN_SECONDS = Clock.fixed(START.plusSeconds(10), ZoneOffset.UTC);

    private static final String ERASE = "\u001b[K";

    private final StringWriter err = new StringWriter();

    @Test
    void aTerminalGetsOneLineThatIsRedrawnAndRemoved() {
        ProgressLine line = line(OptionalInt.of(100));

        line.show(report(JobPhase.INDEXING, 2_500, 10_000));
        line.show(report(JobPhase.INDEXING, 9_000, 10_000));
        line.end();
        line.end();

        String first = "[#######.......................] 25% indexing: 2,500 of 10,000 files, 30 s left, 250 files/s";
        String second = "[###########################...] 90% indexing: 9,000 of 10,000 files, 2 s left, 900 files/s";
        assertThat(err.toString()).isEqualTo("\r" + first + ERASE + "\r" + second + ERASE + "\r" + ERASE);
    }

    @Test
    void elsewhereEachTenthGetsALine() {
        ProgressLine line = line(OptionalInt.empty());

        for (int scanned = 0; scanned <= 10_000; scanned += 400) {
            line.show(report(JobPhase.INDEXING, scanned, 10_000));
        }
        line.end();

        assertThat(err.toString().lines()).hasSize(10);
        assertThat(err.toString())
                .startsWith("0% indexing\n12% indexing: 1,200 of 10,000 files, 74 s left".replace("74 s", "1 min 14 s"))
                .doesNotContain("\r");
    }

    /** Rounding up showed another percentage than the list of jobs. */
    @Test
    void thePercentageIsThatOfTheListOfJobs() {
        ProgressLine line = line(OptionalInt.empty());

        line.show(report(JobPhase.INDEXING, 9_996, 10_000));

        assertThat(err.toString()).startsWith("99% ");
        err.getBuffer().setLength(0);
        line.show(report(JobPhase.INDEXING, 556, 1_000));
        assertThat(err.toString()).startsWith("55% ");
    }

    @Test
    void aWalkHasNoTimeLeft() {
        ProgressLine line = line(OptionalInt.of(80));

        line.show(report(JobPhase.SCANNING, 400, 0));

        assertThat(err.toString())
                .isEqualTo("\r[..............................] 0% scanning: 400 files so far, 40 files/s" + ERASE);
    }

    @ParameterizedTest
    @CsvSource({
        "60, '[####.....] 50% indexing: 5 of 10 files, 3 s left, 2 files/s'",
        "50, '[#####.....] 50% indexing: 5 of 10 files, 3 s left'",
        "40, '[#####.....] 50% indexing: 5 of 10 files'",
        "30, '50% indexing: 5 of 10 files'",
        "10, '50% indexi'",
        "0, ''"
    })
    void aNarrowTerminalGetsLess(int columns, String expected) {
        String line = ProgressLine.line(50, List.of("indexing: 5 of 10 files", "3 s left", "2 files/s"), columns);

        assertThat(line).isEqualTo(expected).hasSizeLessThanOrEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stty: no\n", "24\n", "24 80 3\n"})
    void whatIsNoSizeIsNoTerminal(String answer) {
        assertThat(TerminalWidth.columns(answer)).isEmpty();
    }

    @Test
    void aSizeHasColumns() {
        assertThat(TerminalWidth.columns("24 132\n")).hasValue(132);
        assertThat(TerminalWidth.columns("0 0\n")).hasValue(80);
    }

    private ProgressLine line(OptionalInt width) {
        return new ProgressLine(new PrintWriter(err), () -> width, AFTER_TEN_SECONDS);
    }

    private static JobReport report(JobPhase phase, int scanned, int total) {
        Job job = new Job(
                JobId.random(),
                ProjectId.random(),
                new DatabaseName("cb_proj_x_0123abcd"),
                Path.of("/x"),
                false,
                Optional.empty());
        return new JobReport(
                job,
                JobStatus.RUNNING,
                "",
                new JobProgress(phase, total, scanned, 0, Map.of(), 0, 0, 0),
                List.of(),
                START,
                Optional.of(START),
                Optional.empty(),
                Optional.empty());
    }
}
