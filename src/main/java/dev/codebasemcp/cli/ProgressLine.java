package dev.codebasemcp.cli;

import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.requests.JobPace;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The progress of a job on standard error: a bar that redraws its line on a terminal, and a line per tenth elsewhere.
 * For one thread.
 */
final class ProgressLine {
    /** Erases the rest of the line; the terminal may have echoed a Ctrl-C behind the bar. */
    private static final String ERASE = "\u001b[K";

    private static final int MOST_CELLS = 30;
    private static final int LEAST_CELLS = 5;
    private static final int TENTH = 10;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    private final PrintWriter err;
    private final Supplier<OptionalInt> terminal;
    private final Clock clock;
    /** Determined for the first progress, because that takes a process. */
    private Optional<OptionalInt> width = Optional.empty();

    private int shownTenth = -1;
    private boolean drawn;

    /** Creates a line; {@code terminal} gives its number of columns, or nothing where there is no terminal. */
    ProgressLine(PrintWriter err, Supplier<OptionalInt> terminal, Clock clock) {
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
    }

    void show(JobReport report) {
        int percent = JobPace.percent(report);
        List<String> facts = facts(report);
        OptionalInt columns = columns();
        if (columns.isPresent()) {
            redraw(percent, facts, columns.getAsInt());
        } else if (percent / TENTH != shownTenth) {
            shownTenth = percent / TENTH;
            err.println(percent + "% " + String.join(", ", facts));
            err.flush();
        }
    }

    /** Removes the bar before other output. */
    void end() {
        if (drawn) {
            err.print("\r" + ERASE);
            err.flush();
            drawn = false;
        }
    }

    private OptionalInt columns() {
        OptionalInt columns = width.orElseGet(terminal);
        width = Optional.of(columns);
        return columns;
    }

    /** Returns what is worth telling, the most important first. */
    private List<String> facts(JobReport report) {
        JobProgress progress = report.progress();
        List<String> facts = new ArrayList<>();
        String scanned = String.format(Locale.ROOT, "%,d", progress.filesScanned());
        facts.add(progress.phase().label() + (progress.filesScanned() == 0 ? "" : ": " + scanned + of(progress)));
        Instant now = clock.instant();
        long left = JobPace.secondsLeft(report, now).orElse(0);
        if (left > 0) {
            facts.add(duration(left) + " left");
        }
        report.startedAt()
                .map(start -> Duration.between(start, now).toMillis())
                .filter(spent -> spent > 0 && progress.filesScanned() > 0)
                .ifPresent(spent ->
                        facts.add(String.format(Locale.ROOT, "%,d files/s", progress.filesScanned() * 1_000L / spent)));
        return facts;
    }

    private static String of(JobProgress progress) {
        return progress.filesTotal() > 0
                ? String.format(Locale.ROOT, " of %,d files", progress.filesTotal())
                : " files so far";
    }

    private static String duration(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
                : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }

    /** Leaves the last column free: some terminals go to the next line when it is written. */
    private void redraw(int percent, List<String> facts, int columns) {
        err.print("\r" + line(percent, facts, Math.max(0, columns - 1)) + ERASE);
        err.flush();
        drawn = true;
    }

    /** Drops facts from the end, then the bar, then the end of the text, until it fits. */
    static String line(int percent, List<String> facts, int columns) {
        String share = percent + "%";
        for (int count = facts.size(); count > 0; count--) {
            String text = share + " " + String.join(", ", facts.subList(0, count));
            int cells = Math.min(MOST_CELLS, columns - text.length() - "[] ".length());
            if (cells >= LEAST_CELLS) {
                int done = cells * percent / 100;
                return "[" + "#".repeat(done) + ".".repeat(cells - done) + "] " + text;
            }
        }
        String text = share + " " + facts.get(0);
        return text.substring(0, Math.min(text.length(), columns));
    }
}
