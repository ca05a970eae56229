package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.Terms;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.WordShape;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for what a query may have meant that matches nothing as it is written: the beginning of a name, or a name or word
 * with a letter wrong. Typing errors at the first letter are rare, so words are sought by it.
 */
final class Spelling {
    /** A shorter word is near to too many others. */
    private static final int MIN_LETTERS = 4;
    /** From this length on two errors are forgiven. */
    private static final int LONG = 8;

    private static final int MAX_EXTENSION = 40;
    private static final int MAX_NAMES = 8;
    private static final int MAX_WORDS = 3;
    /** Words with one first letter and about one length: more are not looked at. */
    private static final int VOCABULARY = 20_000;
    /** What was not said counts less than what was. */
    private static final float GUESSED = 0.5f;

    private final Catalogue catalogue;
    private final IndexSnapshot snapshot;

    Spelling(Catalogue catalogue, IndexSnapshot snapshot) {
        this.catalogue = catalogue;
        this.snapshot = snapshot;
    }

    /** The query with names and terms that are like those that it gave; empty if there are none. */
    Optional<AnalysedQuery> mend(AnalysedQuery query) {
        List<String> names = query.kind() == QueryKind.SYMBOL ? similarNames(query) : List.of();
        Set<String> terms = new LinkedHashSet<>();
        names.forEach(name -> new Terms().forEach(name, terms::add));
        if (names.isEmpty()) {
            query.terms().forEach(term -> terms.addAll(similarTerms(term.term())));
        }
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(query.with(
                names.stream()
                        .map(name -> new AskedName(name, NameRole.SIMILAR))
                        .toList(),
                terms.stream().map(term -> new QueryTerm(term, GUESSED)).toList()));
    }

    private List<String> similarNames(AnalysedQuery query) {
        Set<String> similar = new LinkedHashSet<>();
        for (AskedName asked : query.names()) {
            String name = asked.name();
            if (name.length() >= MIN_LETTERS) {
                similar.addAll(snapshot.definedNames(
                        new WordShape(name, name.length() + 1, name.length() + MAX_EXTENSION, MAX_NAMES)));
                if (similar.isEmpty()) {
                    similar.addAll(nearest(name, snapshot.definedNames(about(name)), MAX_NAMES));
                }
            }
        }
        return new ArrayList<>(similar);
    }

    private List<String> similarTerms(String term) {
        if (term.length() < MIN_LETTERS) {
            return List.of();
        }
        List<Long> segments = catalogue.segments().stream().map(SegmentHead::id).toList();
        return nearest(term, snapshot.terms(segments, about(term)), MAX_WORDS);
    }

    private static WordShape about(String word) {
        int errors = errors(word);
        String first = word.substring(0, word.offsetByCodePoints(0, 1));
        return new WordShape(first, word.length() - errors, word.length() + errors, VOCABULARY);
    }

    private static int errors(String word) {
        return word.length() >= LONG ? 2 : 1;
    }

    private static List<String> nearest(String word, List<String> vocabulary, int limit) {
        List<String> near = new ArrayList<>();
        for (int errors = 1; errors <= errors(word) && near.isEmpty(); errors++) {
            for (String other : vocabulary) {
                if (near.size() < limit && EditDistance.between(word, other, errors) == errors) {
                    near.add(other);
                }
            }
        }
        return near;
    }
}
