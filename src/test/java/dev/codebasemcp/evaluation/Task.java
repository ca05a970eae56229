package dev.codebasemcp.evaluation;

import java.util.List;

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
}
