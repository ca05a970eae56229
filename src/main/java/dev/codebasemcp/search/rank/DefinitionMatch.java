package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.QueryKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Scores chunks that define a name in the query. */
final class DefinitionMatch {
    private DefinitionMatch() {}

    /**
     * The best of a candidate's definitions.
     *
     * @param points its score, above 0
     * @param name its name
     */
    record Best(double points, String name) {}

    /** The lower-case names that have a definition in exactly the query's spelling. */
    static Set<String> spelled(AnalysedQuery query, List<Candidate> candidates) {
        return candidates.stream()
                .flatMap(candidate -> candidate.definitions().stream())
                .map(DefinitionHit::name)
                .filter(query::spells)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the query is a name that {@code candidate} defines in exactly this spelling. */
    static boolean isNamed(AnalysedQuery query, Candidate candidate) {
        return query.kind() == QueryKind.SYMBOL
                && candidate.definitions().stream().map(DefinitionHit::name).anyMatch(query::spells);
    }

    /**
     * The best of a candidate's definitions; empty if none scores.
     *
     * @param spelled the result of {@link #spelled} for all candidates
     */
    static Optional<Best> best(AnalysedQuery query, Candidate candidate, Set<String> spelled) {
        Best best = null;
        for (DefinitionHit hit : candidate.definitions()) {
            double points = points(query, candidate, hit) * spelling(query, hit, spelled);
            if (points > 0 && (best == null || points > best.points())) {
                best = new Best(points, hit.name());
            }
        }
        return Optional.ofNullable(best);
    }

    private static double spelling(AnalysedQuery query, DefinitionHit hit, Set<String> spelled) {
        if (!spelled.contains(hit.name().toLowerCase(Locale.ROOT))) {
            return 1;
        }
        if (!query.spells(hit.name())) {
            return Weights.OTHER_CASE;
        }
        return query.kind() == QueryKind.SYMBOL ? Weights.SPELLED : 1;
    }

    private static double points(AnalysedQuery query, Candidate candidate, DefinitionHit hit) {
        String name = hit.name().toLowerCase(Locale.ROOT);
        for (AskedName asked : query.names()) {
            if (asked.name().equals(name)) {
                double fileFactor = isNamedAfter(candidate.file().path(), name) ? Weights.NAMED_FILE : 1;
                return weight(asked.role()) * weight(hit.kind()) * fileFactor;
            }
        }
        return 0;
    }

    private static boolean isNamedAfter(String path, String name) {
        return withoutSeparators(PathWords.fileStem(path)).equals(withoutSeparators(name));
    }

    private static String withoutSeparators(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static double weight(NameRole role) {
        return switch (role) {
            case SYMBOL -> Weights.NAME_SYMBOL;
            case COMPONENT -> Weights.NAME_COMPONENT;
            case IDENTIFIER -> Weights.NAME_IDENTIFIER;
            case TYPE -> Weights.NAME_TYPE;
            case JOINED -> Weights.NAME_JOINED;
            case SIMILAR -> Weights.NAME_SIMILAR;
        };
    }

    private static double weight(DefinitionKind kind) {
        return switch (kind) {
            case CLASS, INTERFACE, ENUM, STRUCT, TRAIT, RECORD, TYPE, MODULE -> Weights.KIND_TYPE;
            case FUNCTION, METHOD, CONSTRUCTOR, MACRO -> Weights.KIND_FUNCTION;
            case FIELD, CONSTANT, VARIABLE, EXTENSION, SECTION -> Weights.KIND_MINOR;
        };
    }
}
