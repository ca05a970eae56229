package dev.codebasemcp.cli;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What {@code doctor} found. Skips a warning that repeats a failure of another check. For one thread. */
final class Findings {
    /** The column of findings and of their continuation lines. */
    private static final int COLUMN = 39;

    private final UnaryOperator<String> words;
    private final List<Finding> all = new ArrayList<>();

    /** Collects findings; {@code words} translates names in messages, see {@link CommandWords}. */
    Findings(UnaryOperator<String> words) {
        this.words = words;
    }

    /** How serious a finding is; the worst first. */
    enum State {
        FAIL,
        WARN,
        OK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One finding.
     *
     * @param check what was checked
     * @param text what was found; for a problem also what to do
     */
    private record Finding(State state, String check, String text) {}

    void add(State state, String check, String text) {
        boolean known = state == State.WARN
                && all.stream().anyMatch(other -> other.text().equals(text));
        if (!known) {
            all.add(new Finding(state, check, text));
        }
    }

    /** Runs a check, which returns what is well or fails with the next step. */
    boolean check(String check, Supplier<String> work) {
        try {
            add(State.OK, check, work.get());
            return true;
        } catch (CodebaseException failure) {
            add(State.FAIL, check, failure.worded(words));
            return false;
        }
    }

    /** The worst state. */
    State state() {
        return all.stream().map(Finding::state).min(Comparator.naturalOrder()).orElse(State.OK);
    }

    /** Returns the problems, the worst first; then everything else if {@code complete}; then a summary. */
    String text(boolean complete, Paint paint) {
        StringBuilder text = new StringBuilder();
        all.stream()
                .filter(finding -> complete || finding.state() != State.OK)
                .sorted(Comparator.comparing(Finding::state))
                .forEach(finding -> text.append(line(finding, paint)).append('\n'));
        return text.append(summary(complete)).toString();
    }

    /** Returns all findings for a program. */
    Map<String, Object> structured() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", state().label());
        answer.put(
                "findings",
                all.stream()
                        .map(finding -> Map.of(
                                "state", finding.state().label(), "check", finding.check(), "finding", finding.text()))
                        .toList());
        return answer;
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

    private String summary(boolean complete) {
        long problems =
                all.stream().filter(finding -> finding.state() != State.OK).count();
        String well = Counted.of(all.size() - problems, "check") + (problems == 0 ? " passed" : " passed, ");
        return (problems == 0 ? "All is well: " + well : well + Counted.of(problems, "problem") + " found")
                + (complete ? "." : "; 'doctor --all' shows all of them.");
    }
}
