package dev.codebasemcp.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * A query with what answers it.
 *
 * @param category the class of the query: architecture, semantic or symbol
 * @param targets all that answers it; none before another
 */
public record Task(String query, String category, List<Target> targets) {
    public Task {
        targets = List.copyOf(targets);
    }

    /** The targets as whole files. */
    List<Target> files() {
        return targets.stream()
                .map(target -> new Target(target.path(), Optional.empty()))
                .toList();
    }
}
