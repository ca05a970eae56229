package dev.codebasemcp.search;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Filters;
import dev.codebasemcp.search.retrieve.Retrieval.Retrieved;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * How many results each filter would leave of a ranking. A count is the number of results of the same candidates without
 * those that the filter excludes: a result that merges copies or variants may be several in several directories.
 *
 * @param languages by the ids of languages
 * @param content by the labels of kinds
 * @param directories by the names of the directories at the top of repositories
 * @param repositories by their ids
 * @param complete whether the ranking has all that matches, so that a filter finds no more than its count
 */
public record SearchFacets(
        List<Facet> languages,
        List<Facet> content,
        List<Facet> directories,
        List<Facet> repositories,
        boolean complete) {
    /** More are no help to a reader. */
    private static final int MOST = 12;

    public SearchFacets {
        languages = List.copyOf(languages);
        content = List.copyOf(content);
        directories = List.copyOf(directories);
        repositories = List.copyOf(repositories);
    }

    /** A value of a filter, and how many results it leaves. */
    public record Facet(String value, int count) {}

    /**
     * Counts what filters leave of the candidates, most first.
     *
     * @param results the number of results of some of the candidates
     */
    static SearchFacets of(Retrieved retrieved, ToIntFunction<List<Candidate>> results) {
        Counting counting = new Counting(retrieved.candidates(), results);
        List<RepositoryRow> repositories = retrieved.catalogue().repositories();
        return new SearchFacets(
                counting.by(
                        file -> Optional.of(file.language()),
                        value -> file -> file.language().equals(value)),
                counting.by(
                        file -> Optional.of(ContentKind.of(file).label()),
                        value -> file -> ContentKind.of(file).label().equals(value)),
                counting.by(SearchFacets::top, value -> Filters.below(value, repositories)),
                counting.by(
                        file -> Optional.of(file.repositoryId().toString()),
                        value -> file -> file.repositoryId().toString().equals(value)),
                retrieved.isComplete());
    }

    /** The directory at the top that holds a file; empty if none does, or if its name means others too as a filter. */
    private static Optional<String> top(FileRef file) {
        int end = file.path().indexOf('/');
        return Optional.of(file.path().substring(0, Math.max(0, end)))
                .filter(name -> !name.isBlank() && !name.contains("*"));
    }

    /** Counts results by what their files have in common. */
    private record Counting(List<Candidate> candidates, ToIntFunction<List<Candidate>> results) {
        /**
         * The counts of the most frequent values.
         *
         * @param valueOf the value of a file, if it has one
         * @param filter the files that pass the filter with a value
         */
        List<Facet> by(Function<FileRef, Optional<String>> valueOf, Function<String, Predicate<FileRef>> filter) {
            Set<FileRef> seen = new HashSet<>();
            Map<String, Long> files = candidates.stream()
                    .map(Candidate::file)
                    .filter(seen::add)
                    .flatMap(file -> valueOf.apply(file).stream())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            return files.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST)
                    .map(entry -> new Facet(entry.getKey(), count(filter.apply(entry.getKey()))))
                    .sorted(Comparator.comparingInt(Facet::count).reversed().thenComparing(Facet::value))
                    .toList();
        }

        private int count(Predicate<FileRef> passes) {
            return results.applyAsInt(candidates.stream()
                    .filter(candidate -> passes.test(candidate.file()))
                    .toList());
        }
    }
}
