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
    private final AnalysedQuery query;
    private final Weights weights;
    /** The lower-case names that have a definition in exactly the query's spelling. */
    private final Set<String> spelled;

    DefinitionMatch(AnalysedQuery query, List<Candidate> candidates, Weights weights) {
        this.query = query;
        this.weights = weights;
        this.spelled = candidates.stream()
                .flatMap(candidate -> candidate.definitions().stream())
                .map(DefinitionHit::name)
                .filter(query::spells)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The best of a candidate's definitions.
     *
     * @param points its score, above 0
     * @param name its name
     */
    record Best(double points, String name) {}

    /** Whether the query is a name that {@code candidate} defines in exactly this spelling. */
    boolean isNamed(Candidate candidate) {
        return query.kind() == QueryKind.SYMBOL
                && candidate.definitions().stream().map(DefinitionHit::name).anyMatch(query::spells);
    }

    /** The best of a candidate's definitions; empty if none scores. */
    Optional<Best> best(Candidate candidate) {
        Best best = null;
        for (DefinitionHit hit : candidate.definitions()) {
            double points = points(candidate, hit) * spelling(hit);
            if (points > 0 && (best == null || points > best.points())) {
                best = new Best(points, hit.name());
            }
        }
        return Optional.ofNullable(best);
    }

    private double spelling(DefinitionHit hit) {
        if (!spelled.contains(hit.name().toLowerCase(Locale.ROOT))) {
            return 1;
        }
        if (!query.spells(hit.name())) {
            return weights.of(Weight.OTHER_CASE);
        }
        return query.kind() == QueryKind.SYMBOL ? weights.of(Weight.SPELLED) : 1;
    }

    private double points(Candidate candidate, DefinitionHit hit) {
        String name = hit.name().toLowerCase(Locale.ROOT);
        for (AskedName asked : query.names()) {
            if (asked.name().equals(name) && isMeant(asked, hit)) {
                boolean namesFile = isNamedAfter(candidate.file().path(), name);
                double fileFactor = namesFile ? weights.of(Weight.NAMED_FILE) : 1;
                return weights.of(weight(asked.role())) * weights.of(weight(hit.kind())) * fileFactor;
            }
        }
        return 0;
    }

    /** A sentence starts with a capital, so a capitalised word means only what is spelled like it. */
    private boolean isMeant(AskedName asked, DefinitionHit hit) {
        return asked.role() != NameRole.TYPE || query.spells(hit.name());
    }

    private static boolean isNamedAfter(String path, String name) {
        return withoutSeparators(PathWords.fileStem(path)).equals(withoutSeparators(name));
    }

    private static String withoutSeparators(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static Weight weight(NameRole role) {
        return switch (role) {
            case SYMBOL -> Weight.NAME_SYMBOL;
            case COMPONENT -> Weight.NAME_COMPONENT;
            case IDENTIFIER -> Weight.NAME_IDENTIFIER;
            case TYPE -> Weight.NAME_TYPE;
            case JOINED -> Weight.NAME_JOINED;
            case SIMILAR -> Weight.NAME_SIMILAR;
            case OTHER_STYLE -> Weight.NAME_OTHER_STYLE;
        };
    }

    private static Weight weight(DefinitionKind kind) {
        return switch (kind) {
            case CLASS, INTERFACE, ENUM, STRUCT, TRAIT, RECORD, TYPE, MODULE -> Weight.KIND_TYPE;
            case FUNCTION, METHOD, CONSTRUCTOR, MACRO -> Weight.KIND_FUNCTION;
            case FIELD, CONSTANT, VARIABLE, EXTENSION, SECTION -> Weight.KIND_MINOR;
        };
    }
}
