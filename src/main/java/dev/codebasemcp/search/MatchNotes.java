package dev.codebasemcp.search;

import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.query.QueryTerm;
import dev.codebasemcp.search.rank.DefinitionHit;
import dev.codebasemcp.search.retrieve.Retrieval.Retrieved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words that results match only weakly, so that a model does not take the best of them for the answer. */
final class MatchNotes {
    private static final int FIRST_BEYOND_ASCII = 0x80;
    private static final int SHOWN = 5;
    private static final int NAME = 80;

    private static final String BY_MEANING_ALONE =
            "None of the query's words occurs in what was searched, so these results were chosen by meaning alone, and the"
                    + " model knows English only: ask in English, or by identifiers of the code.";

    private MatchNotes() {}

    /** Returns notes on results; none if they match what was asked for. */
    static List<String> of(Retrieved retrieved) {
        return Stream.concat(UnfoundNotes.of(retrieved.unfound()).stream(), words(retrieved).stream())
                .toList();
    }

    private static Optional<String> words(Retrieved retrieved) {
        AnalysedQuery query = retrieved.query();
        if (retrieved.candidates().stream()
                .anyMatch(candidate -> candidate.named().isPresent())) {
            // A named file is what was asked for, whatever its text says.
            return Optional.empty();
        }
        return switch (retrieved.match()) {
            case CORRECTED -> Optional.of(corrected(retrieved));
            case BY_MEANING_ALONE -> hasWords(query) ? Optional.of(BY_MEANING_ALONE) : Optional.empty();
            case AS_ASKED -> {
                boolean undefined = query.kind() == QueryKind.SYMBOL
                        && definitions(retrieved).findAny().isEmpty();
                yield undefined ? Optional.of(undefined(query)) : unknown(retrieved.unknown());
            }
        };
    }

    private static Optional<String> unknown(List<String> identifiers) {
        return identifiers.isEmpty()
                ? Optional.empty()
                : Optional.of(names(identifiers.stream())
                        + (identifiers.size() == 1 ? " occurs" : " occur")
                        + " nowhere in what was searched.");
    }

    private static boolean hasWords(AnalysedQuery query) {
        return !query.terms().isEmpty()
                || query.text()
                        .codePoints()
                        .anyMatch(point -> point >= FIRST_BEYOND_ASCII && Character.isLetter(point));
    }

    private static String corrected(Retrieved retrieved) {
        AnalysedQuery query = retrieved.query();
        if (query.names().stream().noneMatch(name -> name.role() == NameRole.SIMILAR)) {
            return "None of the query's words occurs in what was searched; these results have similar words: "
                    + names(query.terms().stream()
                            .filter(QueryTerm::isCorrection)
                            .map(QueryTerm::term))
                    + ".";
        }
        // The similar names may all be defined in repositories that were not searched.
        String close = names(definitions(retrieved).map(DefinitionHit::name));
        return close.isEmpty()
                ? undefined(query)
                : "Nothing in what was searched is called " + asked(query) + "; close names are " + close + ".";
    }

    private static String undefined(AnalysedQuery query) {
        return "No definition in what was searched is called " + asked(query)
                + "; these results mention it or resemble it.";
    }

    private static Stream<DefinitionHit> definitions(Retrieved retrieved) {
        return retrieved.candidates().stream().flatMap(candidate -> candidate.definitions().stream());
    }

    private static String asked(AnalysedQuery query) {
        return names(Stream.of(query.text().strip()));
    }

    private static String names(Stream<String> names) {
        return names.distinct()
                .limit(SHOWN)
                .map(name -> "'" + Quoted.brief(name, NAME) + "'")
                .collect(Collectors.joining(", "));
    }
}
