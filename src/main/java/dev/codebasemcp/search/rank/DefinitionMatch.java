package dev.codebasemcp.search.rank;

import dev.codebasemcp.code.DefinitionKind;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import java.util.Locale;
import java.util.Optional;

/** What it is worth that a chunk defines a name that the query asks for. */
final class DefinitionMatch {
    private DefinitionMatch() {}

    /**
     * The best of a candidate's definitions.
     *
     * @param points its worth, above 0
     * @param name its name
     */
    record Best(double points, String name) {}

    static Optional<Best> best(AnalysedQuery query, Candidate candidate) {
        Best best = null;
        for (DefinitionHit hit : candidate.definitions()) {
            double points = points(query, candidate, hit);
            if (points > 0 && (best == null || points > best.points())) {
                best = new Best(points, hit.name());
            }
        }
        return Optional.ofNullable(best);
    }

    private static double points(AnalysedQuery query, Candidate candidate, DefinitionHit hit) {
        String name = hit.name().toLowerCase(Locale.ROOT);
        for (AskedName asked : query.names()) {
            if (asked.name().equals(name)) {
                double named = isNamedAfter(candidate.file().path(), name) ? Weights.NAMED_FILE : 1;
                return weight(asked.role()) * weight(hit.kind()) * named;
            }
        }
        return 0;
    }

    private static boolean isNamedAfter(String path, String name) {
        return squeeze(PathWords.fileStem(path)).equals(squeeze(name));
    }

    private static String squeeze(String name) {
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
