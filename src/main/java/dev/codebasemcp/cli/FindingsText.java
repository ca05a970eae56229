package dev.codebasemcp.cli;

import dev.codebasemcp.health.Findings;
import dev.codebasemcp.health.Findings.Finding;
import dev.codebasemcp.health.Findings.State;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes what {@code doctor} found for a terminal. */
final class FindingsText {
    /** The column of findings and of their continuation lines. */
    private static final int COLUMN = 39;

    private FindingsText() {}

    /** Returns the problems, the worst first; then everything else if {@code complete}; then a summary. */
    static String of(Findings findings, boolean complete, Paint paint) {
        StringBuilder text = new StringBuilder();
        findings.all().stream()
                .filter(finding -> complete || finding.state() != State.OK)
                .sorted(Comparator.comparing(Finding::state))
                .forEach(finding -> text.append(line(finding, paint)).append('\n'));
        return text.append(summary(findings.all(), complete)).toString();
    }

    private static String line(Finding finding, Paint paint) {
        String shown = Quoted.lines(finding.text()).strip().replace("\n", "\n" + " ".repeat(COLUMN));
        String state = switch (finding.state()) {
            case OK -> paint.good("ok") + "  ";
            case WARN -> paint.warning("warn");
            case FAIL -> paint.failure("FAIL");
        };
        return state + String.format(Locale.ROOT, "  %-32s %s", Quoted.line(finding.check()), shown);
    }

    private static String summary(List<Finding> all, boolean complete) {
        long problems =
                all.stream().filter(finding -> finding.state() != State.OK).count();
        String well = Counted.of(all.size() - problems, "check") + (problems == 0 ? " passed" : " passed, ");
        return (problems == 0 ? "All is well: " + well : well + Counted.of(problems, "problem") + " found")
                + (complete ? "." : "; 'doctor --all' shows all of them.");
    }
}
