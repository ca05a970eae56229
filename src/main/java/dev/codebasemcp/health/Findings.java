package dev.codebasemcp.health;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a checkup found. Skips a warning that repeats a failure of another check. For one thread. */
public final class Findings {
    private final UnaryOperator<String> words;
    private final List<Finding> all = new ArrayList<>();

    /** Collects findings; {@code words} translates names in messages, see {@link Term}. */
    public Findings(UnaryOperator<String> words) {
        this.words = words;
    }

    /** How serious a finding is; the worst first. */
    public enum State {
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
    public record Finding(State state, String check, String text) {}

    /** Adds a finding. */
    public void add(State state, String check, String text) {
        String worded = Term.worded(text, words);
        boolean known = state == State.WARN
                && all.stream().anyMatch(other -> other.text().equals(worded));
        if (!known) {
            all.add(new Finding(state, check, worded));
        }
    }

    /** Adds a failure, which says the next step. */
    public void add(String check, CodebaseException failure) {
        add(State.FAIL, check, failure.worded(words));
    }

    /** Runs a check, which returns what is well or fails with the next step. */
    boolean check(String check, Supplier<String> work) {
        try {
            add(State.OK, check, work.get());
            return true;
        } catch (CodebaseException failure) {
            add(check, failure);
            return false;
        }
    }

    /** Returns all findings in the order of the checks. */
    public List<Finding> all() {
        return List.copyOf(all);
    }

    /** The worst state. */
    public State state() {
        return all.stream().map(Finding::state).min(Comparator.naturalOrder()).orElse(State.OK);
    }

    /** Returns all findings for a program. */
    public Map<String, Object> structured() {
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
}
