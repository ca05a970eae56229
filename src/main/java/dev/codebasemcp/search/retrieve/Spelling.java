package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.database.index.WordShape;
import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Corrects a query that matches nothing in what is searched, by what is searched: completes the beginning of a name, or fixes typos in a name or word. Assumes
 * that the first letter is right, as typos there are rare.
 */
final class Spelling {
    /** A shorter word is similar to too many others. */
    private static final int MIN_LETTERS = 4;
    /** Words from this length on may have two typos. */
    private static final int LONG = 8;

    private static final int MAX_EXTENSION = 40;
    private static final int MAX_NAMES = 8;
    /** The number of similar names to look up in filtered searches, to find some that the filters let pass. */
    private static final int MAX_LOOKED_UP = 1_024;

    private static final int NAMES_PER_QUERY = 64;
    private static final int MAX_WORDS = 3;
    /** The number of terms whose postings are fetched at once. */
    private static final int TERMS_PER_QUERY = 16;
    /** The maximum number of names with the same first letter and about the same length to compare. */
    private static final int MAX_COMPARED = 20_000;

    private static final Comparator<String> SHORTEST_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** Corrected terms weigh less than those of the query. */
    private static final float CORRECTED_WEIGHT = 0.5f;

    private final LoadedIndex index;
    private final IndexSnapshot snapshot;

    Spelling(LoadedIndex index, IndexSnapshot snapshot) {
        this.index = index;
        this.snapshot = snapshot;
    }

    /** Returns the query with similar names and terms; empty if there are none. */
    Optional<AnalysedQuery> correct(AnalysedQuery query) {
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
                terms.stream()
                        .map(term -> new QueryTerm(term, CORRECTED_WEIGHT))
                        .toList()));
    }

    private List<String> similarNames(AnalysedQuery query) {
        Set<String> similar = new LinkedHashSet<>();
        for (AskedName asked : query.names()) {
            similar.addAll(similar.isEmpty() ? namesLike(asked.name()) : longer(asked.name()));
        }
        return new ArrayList<>(similar);
    }

    /** Returns the names that begin with a name, or else those nearest to it; in lower case. */
    List<String> namesLike(String name) {
        List<String> longer = longer(name);
        return longer.isEmpty() && name.length() >= MIN_LETTERS
                ? nearest(name, snapshot.definedNames(shapeAround(name), MAX_COMPARED))
                : longer;
    }

    private List<String> longer(String name) {
        if (name.length() < MIN_LETTERS) {
            return List.of();
        }
        WordShape longer = new WordShape(name, name.length() + 1, name.length() + MAX_EXTENSION);
        return selected(snapshot.definedNames(longer, index.selection().isEverything() ? MAX_NAMES : MAX_LOOKED_UP));
    }

    /** Returns the first of {@code names} that selected chunks define. */
    private List<String> selected(List<String> names) {
        if (index.selection().isEverything()) {
            return names.subList(0, Math.min(MAX_NAMES, names.size()));
        }
        List<String> selected = new ArrayList<>();
        int end = Math.min(MAX_LOOKED_UP, names.size());
        for (int from = 0; from < end && selected.size() < MAX_NAMES; from += NAMES_PER_QUERY) {
            List<String> some = names.subList(from, Math.min(end, from + NAMES_PER_QUERY));
            Set<String> defined = new HashSet<>();
            snapshot.forEachDefinition(
                    Set.copyOf(some),
                    row -> index.place(row.chunkId())
                            .filter(place -> index.selection().contains(index.contentOf(place)))
                            .ifPresent(place -> defined.add(row.nameKey())));
            some.stream()
                    .filter(defined::contains)
                    .limit(MAX_NAMES - selected.size())
                    .forEach(selected::add);
        }
        return selected;
    }

    private List<String> similarTerms(String term) {
        if (term.length() < MIN_LETTERS) {
            return List.of();
        }
        List<SortedSet<String>> near = new ArrayList<>();
        for (int errors = 0; errors <= errors(term); errors++) {
            near.add(new TreeSet<>(SHORTEST_FIRST));
        }
        snapshot.forEachTerm(index.segmentIds(), shapeAround(term), other -> {
            int errors = EditDistance.between(term, other, errors(term));
            if (errors > 0 && errors < near.size()) {
                near.get(errors).add(other);
            }
        });
        return near.stream()
                .map(this::inSelectedChunks)
                .filter(held -> !held.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Returns the first of {@code terms} that selected chunks contain. */
    private List<String> inSelectedChunks(SortedSet<String> terms) {
        List<String> held = new ArrayList<>();
        List<String> all = List.copyOf(terms);
        for (int from = 0; from < all.size() && held.size() < MAX_WORDS; from += TERMS_PER_QUERY) {
            List<String> some = all.subList(from, Math.min(all.size(), from + TERMS_PER_QUERY));
            Set<String> alive = snapshot.postings(index.segmentIds(), some).stream()
                    .filter(index::isHeld)
                    .map(PostingsRow::term)
                    .collect(Collectors.toSet());
            some.stream().filter(alive::contains).limit(MAX_WORDS - held.size()).forEach(held::add);
        }
        return held;
    }

    private static WordShape shapeAround(String word) {
        int errors = errors(word);
        String first = word.substring(0, word.offsetByCodePoints(0, 1));
        return new WordShape(first, word.length() - errors, word.length() + errors);
    }

    private static int errors(String word) {
        return word.length() >= LONG ? 2 : 1;
    }

    private List<String> nearest(String word, List<String> vocabulary) {
        List<String> near = new ArrayList<>();
        for (int errors = 1; errors <= errors(word) && near.isEmpty(); errors++) {
            int wanted = errors;
            near.addAll(selected(vocabulary.stream()
                    .filter(other -> EditDistance.between(word, other, wanted) == wanted)
                    .toList()));
        }
        return near;
    }
}
