package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.rank.Explanation.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks candidates by the sum of their signals, one result per file. Pure; all constants are in {@link Weights}.
 *
 * <p>BM25 scores and cosines have no common scale, so each counts relative to the highest among the candidates. This preserves
 * how far a candidate leads, which fusing reciprocal ranks would lose.
 */
public final class Ranker {
    private final AnalysedQuery query;
    private final CorpusFacts facts;
    private final Set<Signal> muted;
    private final double maxLexical;
    private final double maxCosine;
    private final Set<String> spelled;
    /** Whether the requested name is only defined in tests, examples and the like, which are then not demoted. */
    private final boolean definedAsideOnly;

    private Ranker(AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts, Set<Signal> muted) {
        this.query = query;
        this.facts = facts;
        this.muted = muted;
        maxLexical = candidates.stream().mapToDouble(Candidate::lexical).max().orElse(0);
        maxCosine = candidates.stream().mapToDouble(Candidate::cosine).max().orElse(0);
        spelled = DefinitionMatch.spelled(query, candidates);
        definedAsideOnly = candidates.stream()
                .filter(candidate -> DefinitionMatch.isNamed(query, candidate))
                .noneMatch(candidate -> facts.roleOf(candidate.file()) == FileRole.SOURCE);
    }

    /**
     * The best chunk of each file, best first; ties are broken by {@code facts}. Each candidate's file appears once; copies
     * appear with the best of them.
     */
    public static List<Ranked> rank(AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts) {
        return rank(query, candidates, facts, Set.of());
    }

    /** The same without some signals, to measure what each contributes. */
    public static List<Ranked> rank(
            AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts, Set<Signal> muted) {
        Ranker ranker = new Ranker(query, candidates, facts, muted);
        Map<FileKey, List<Scored>> files = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            files.computeIfAbsent(candidate.file().key(), key -> new ArrayList<>())
                    .add(ranker.scored(candidate));
        }
        Comparator<Ranked> bestFirst = Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(ranked -> ranked.candidate().file(), facts.order()::compare);
        return withoutCopies(
                files.values().stream().map(ranker::ranked).sorted(bestFirst).toList());
    }

    /** A chunk with the shares that depend on it alone. */
    private record Scored(Candidate candidate, List<Share> shares) {
        private static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::points)
                .reversed()
                .thenComparing(scored -> scored.candidate.chunkId());

        double points() {
            return Explanation.sum(shares);
        }
    }

    private Scored scored(Candidate candidate) {
        List<Share> shares = new ArrayList<>();
        DefinitionMatch.best(query, candidate, spelled)
                .ifPresent(best -> add(shares, Signal.DEFINITION, best.points(), best.name()));
        double floor = Weights.MEANING_FLOOR * maxCosine;
        add(shares, Signal.MEANING, Weights.MEANING * share(candidate.cosine() - floor, maxCosine - floor), "");
        add(shares, Signal.TEXT, Weights.TEXT * share(candidate.lexical(), maxLexical), "");
        return new Scored(candidate, shares);
    }

    private static double share(double value, double max) {
        return max > 0 ? Math.max(0, value) / max : 0;
    }

    private void add(List<Share> shares, Signal signal, double points, String detail) {
        if (points != 0 && !muted.contains(signal)) {
            shares.add(new Share(signal, points, detail));
        }
    }

    private Ranked ranked(List<Scored> chunks) {
        List<Scored> sorted = chunks.stream().sorted(Scored.BEST_FIRST).toList();
        Scored best = sorted.get(0);
        FileRef file = best.candidate().file();
        List<Share> shares = new ArrayList<>(best.shares());
        add(shares, Signal.PATH, Weights.PATH * PathMatch.score(query, file.words()), "");
        add(shares, Signal.FILE, rest(sorted), "");
        demotion(best.candidate())
                .ifPresent(
                        role -> add(shares, Signal.ROLE, (role.factor() - 1) * Explanation.sum(shares), role.label()));
        return Ranked.of(best.candidate(), shares);
    }

    /** The score of a file's further chunks, each weighted less than the one before. */
    private static double rest(List<Scored> sorted) {
        double sum = 0;
        double factor = Weights.NEXT_CHUNK;
        for (Scored chunk : sorted.subList(1, sorted.size())) {
            sum += factor * chunk.points();
            factor *= Weights.NEXT_CHUNK;
        }
        return sum;
    }

    private Optional<FileRole> demotion(Candidate candidate) {
        FileRole role = facts.roleOf(candidate.file());
        boolean asked = role.liftedBy().filter(query.topics()::contains).isPresent()
                || (definedAsideOnly && DefinitionMatch.isNamed(query, candidate));
        return asked || role == FileRole.SOURCE ? Optional.empty() : Optional.of(role);
    }

    /** Merges results with the same chunk, whose files are copies: chunks belong to contents. */
    private static List<Ranked> withoutCopies(List<Ranked> sorted) {
        Map<Long, List<Ranked>> contents = new LinkedHashMap<>();
        for (Ranked ranked : sorted) {
            contents.computeIfAbsent(ranked.candidate().chunkId(), id -> new ArrayList<>())
                    .add(ranked);
        }
        return contents.values().stream()
                .map(copies -> copies.get(0)
                        .withCopies(copies.stream()
                                .skip(1)
                                .map(copy -> copy.candidate().file())
                                .toList()))
                .toList();
    }
}
