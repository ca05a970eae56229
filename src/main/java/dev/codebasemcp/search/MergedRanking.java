package dev.codebasemcp.search;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.paths.PathText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Merges the rankings of several indexes into one. Each score counts with the weight of its index, so the order within an
 * index stays. A file that several indexes have is taken from the one where it is best. Pure.
 */
public final class MergedRanking {
    private MergedRanking() {}

    /**
     * A result in the merged ranking.
     *
     * @param ranking the position of its ranking among the merged ones
     * @param result with its comparable score
     */
    public record Entry(int ranking, SearchResult result) {}

    /** A file, whichever index has it. */
    private record File(Optional<MachineId> machine, String path) {}

    /** Returns the best {@code limit} results, best first; equal ones in the order of the rankings. */
    public static List<Entry> of(List<WeighedResponse> rankings, int limit) {
        List<Map<RepositoryId, RepositoryRow>> repositories = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rankings.size(); i++) {
            WeighedResponse ranking = rankings.get(i);
            repositories.add(
                    ranking.repositories().stream().collect(Collectors.toMap(RepositoryRow::id, Function.identity())));
            for (SearchResult result : ranking.response().results()) {
                entries.add(new Entry(i, result.scored(result.score() * ranking.weight())));
            }
        }
        // The sort is stable.
        entries.sort(Comparator.comparingDouble((Entry entry) -> entry.result().score())
                .reversed());
        Map<File, Integer> rankingOf = new HashMap<>();
        return entries.stream()
                .filter(entry -> file(entry, repositories.get(entry.ranking()))
                        .map(file -> rankingOf.computeIfAbsent(file, first -> entry.ranking()) == entry.ranking())
                        .orElse(true))
                .limit(limit)
                .toList();
    }

    private static Optional<File> file(Entry entry, Map<RepositoryId, RepositoryRow> repositories) {
        return Optional.ofNullable(repositories.get(entry.result().repositoryId()))
                .map(row -> new File(
                        row.machine(),
                        PathText.textOf(row.root()) + "/" + entry.result().filePath()));
    }
}
