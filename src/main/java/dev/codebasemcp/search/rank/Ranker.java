package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.rank.Explanation.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ranks candidates by the sum of their signals, one result per file. Pure; all constants are in {@link Weight}.
 *
 * <p>BM25 scores and cosines have no common scale, so each counts relative to the highest among the candidates. This preserves
 * how far a candidate leads, which fusing reciprocal ranks would lose. Text that its file's role lowers sets the scale as little:
 * a changelog has the words of every question.
 */
public final class Ranker {
    private final AnalysedQuery query;
    private final CorpusFacts facts;
    private final Weights weights;
    private final Set<Signal> muted;
    private final DefinitionMatch definitions;
    private final double maxLexical;
    private final double maxWholeFile;
    private final double maxCosine;
    /** Whether the requested name is only defined in tests, examples and the like, which are then not demoted. */
    private final boolean definedAsideOnly;
    /** Whether no candidate defines the requested name, which may then be that of a setting. */
    private final boolean isDefinedNowhere;

    private Ranker(
            AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts, Weights weights, Set<Signal> muted) {
        this.query = query;
        this.facts = facts;
        this.weights = weights;
        this.muted = muted;
        definitions = new DefinitionMatch(query, candidates, weights);
        List<Candidate> named = candidates.stream().filter(definitions::isNamed).toList();
        definedAsideOnly = named.stream().noneMatch(candidate -> roleOf(candidate) == FileRole.SOURCE);
        isDefinedNowhere = query.kind() == QueryKind.SYMBOL && named.isEmpty();
        double lexical = 0;
        double wholeFile = 0;
        double cosine = 0;
        for (Candidate candidate : candidates) {
            double factor = factor(candidate);
            lexical = Math.max(lexical, candidate.lexical() * factor);
            wholeFile = Math.max(wholeFile, candidate.wholeFile() * factor);
            cosine = Math.max(cosine, candidate.cosine());
        }
        maxLexical = lexical;
        maxWholeFile = wholeFile;
        maxCosine = cosine;
    }

    /**
     * The best chunk of each file, best first; ties are broken by {@code facts}. Each candidate's file appears once; copies
     * appear with the best of them, and variants for other platforms with the one that is shown.
     */
    public static List<Ranked> rank(AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts) {
        return rank(query, candidates, facts, Weights.CHOSEN, Set.of());
    }

    /** The same with other weights or without some signals, to measure what each contributes. */
    public static List<Ranked> rank(
            AnalysedQuery query, List<Candidate> candidates, CorpusFacts facts, Weights weights, Set<Signal> muted) {
        return new Ranker(query, candidates, facts, weights, muted).ranked(candidates);
    }

    private List<Ranked> ranked(List<Candidate> candidates) {
        Map<FileKey, List<Scored>> files = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            files.computeIfAbsent(candidate.file().key(), key -> new ArrayList<>())
                    .add(scored(candidate));
        }
        files.values().forEach(chunks -> chunks.sort(Scored.BEST_FIRST));
        TestedFiles tested = new TestedFiles(files.values().stream()
                .map(chunks -> chunks.get(0).candidate())
                .filter(candidate -> roleOf(candidate) != FileRole.TEST)
                .map(Candidate::file));
        files.values().stream()
                .map(chunks -> chunks.get(0))
                .filter(best -> roleOf(best.candidate()) == FileRole.TEST)
                .forEach(best -> tested.add(best.candidate().file(), best.points()));
        Comparator<Ranked> bestFirst = Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(ranked -> ranked.candidate().file(), facts.order()::compare);
        List<Ranked> sorted = withoutCopies(files.values().stream()
                .map(chunks -> ranked(chunks, tested))
                .sorted(bestFirst)
                .toList());
        return muted.contains(Signal.VARIANT) ? sorted : new VariantChoice(query, facts).of(sorted);
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
        if (candidate.named().flatMap(NamedPath::holding).isPresent()) {
            add(shares, Signal.NAMED, weights.of(Weight.NAMED_LINE), "line");
        }
        if (candidate.quoted()) {
            add(shares, Signal.QUOTED, weights.of(Weight.QUOTED), "");
        }
        definitions.best(candidate).ifPresent(best -> add(shares, Signal.DEFINITION, best.points(), best.name()));
        double floor = weights.of(Weight.MEANING_FLOOR) * maxCosine;
        double meaning = share(candidate.cosine() - floor, maxCosine - floor);
        add(shares, Signal.MEANING, weights.of(Weight.MEANING) * meaning, "");
        add(shares, Signal.TEXT, weights.of(Weight.TEXT) * share(candidate.lexical(), maxLexical), "");
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

    private Ranked ranked(List<Scored> chunks, TestedFiles tested) {
        Scored best = chunks.get(0);
        Candidate candidate = best.candidate();
        FileRef file = candidate.file();
        List<Share> shares = new ArrayList<>(best.shares());
        candidate.named().ifPresent(named -> add(shares, Signal.NAMED, points(named), "file"));
        add(shares, Signal.PATH, weights.of(Weight.PATH) * PathMatch.score(query, file.words(), weights), "");
        add(shares, Signal.FILE, rest(chunks), "");
        double whole = share(candidate.wholeFile(), maxWholeFile);
        add(shares, Signal.WHOLE_FILE, weights.of(Weight.WHOLE_FILE) * whole, "");
        if (roleOf(candidate) != FileRole.TEST) {
            double points = weights.of(Weight.TESTED) * tested.points(file);
            add(shares, Signal.TESTED, Math.max(0, points - best.points()), "");
        }
        double factor = factor(candidate);
        if (factor != 1) {
            double lost = (factor - 1) * Explanation.sum(shares);
            add(shares, Signal.ROLE, lost, roleOf(candidate).label());
        }
        return Ranked.of(candidate, shares);
    }

    private double points(NamedPath named) {
        Weight weight = named.isCertain() ? Weight.NAMED_PATH : Weight.MENTIONED_PATH;
        double later = Math.pow(weights.of(Weight.NEXT_NAMED_PATH), named.position());
        return weights.of(weight) * named.share() * later;
    }

    /** The score of a file's further chunks, each weighted less than the one before. */
    private double rest(List<Scored> sorted) {
        double sum = 0;
        double factor = weights.of(Weight.NEXT_CHUNK);
        for (Scored chunk : sorted.subList(1, sorted.size())) {
            sum += factor * chunk.points();
            factor *= weights.of(Weight.NEXT_CHUNK);
        }
        return sum;
    }

    private FileRole roleOf(Candidate candidate) {
        return facts.roleOf(candidate.file());
    }

    /** By how much the role of its file lowers a candidate; 1 if the query asks for such files. */
    private double factor(Candidate candidate) {
        FileRole role = roleOf(candidate);
        boolean asked = role.liftedBy().filter(query.topics()::contains).isPresent()
                || candidate.named().isPresent()
                || (definedAsideOnly && definitions.isNamed(candidate))
                || (role == FileRole.DATA && isDefinedNowhere);
        return asked || muted.contains(Signal.ROLE) ? 1 : role.factor(weights);
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
