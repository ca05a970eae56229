package dev.codebasemcp.search;

import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.SearchResult.Variant;
import dev.codebasemcp.search.SearchResult.Variants;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.rank.OtherVariants;
import dev.codebasemcp.search.rank.Ranked;
import dev.codebasemcp.search.render.NamedRange;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Names the variants of results, with the lines where they define what the question asks for. Pure. */
final class NamedVariants {
    private NamedVariants() {}

    /** The chunks of the named variants of {@code results} that define a name of the question. */
    static Stream<Long> definers(List<Ranked> results) {
        return results.stream()
                .flatMap(ranked -> ranked.variants().first().stream())
                .flatMap(variant -> variant.match().stream())
                .map(Candidate::chunkId);
    }

    /**
     * Names the variants of a result.
     *
     * @param definitions those around the chunks of {@link #definers}, by the ids of the chunks
     */
    static Variants of(SearchScope scope, Ranked ranked, Map<Long, List<NamedRange>> definitions) {
        RepositoryId repository = ranked.candidate().file().repositoryId();
        List<Variant> first = ranked.variants().first().stream()
                .map(variant -> variant(scope, repository, variant, definitions))
                .toList();
        return new Variants(first, ranked.variants().count() - first.size());
    }

    private static Variant variant(
            SearchScope scope,
            RepositoryId repository,
            OtherVariants.Variant variant,
            Map<Long, List<NamedRange>> definitions) {
        RepositoryId own = variant.file().repositoryId();
        return new Variant(
                variant.file().path(),
                own.equals(repository) ? Optional.empty() : scope.nameOf(own),
                variant.match().flatMap(match -> line(match, definitions.getOrDefault(match.chunkId(), List.of()))));
    }

    /** The line of the first definition with a requested name. */
    private static Optional<Integer> line(Candidate match, List<NamedRange> around) {
        return around.stream()
                .filter(range ->
                        match.definitions().stream().anyMatch(hit -> hit.name().equalsIgnoreCase(range.name())))
                .map(range -> range.lines().start())
                .min(Integer::compare);
    }
}
