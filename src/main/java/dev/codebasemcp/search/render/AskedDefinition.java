package dev.codebasemcp.search.render;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.QueryKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The definition of a chunk that a query asks for by its name. */
final class AskedDefinition {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}_$@?!]+");

    private final AnalysedQuery query;
    private final List<NamedRange> named;

    /** Looks among the definitions that start in {@code passage}. */
    AskedDefinition(Passage passage, AnalysedQuery query) {
        this.query = query;
        Set<String> names = query.kind() == QueryKind.SYMBOL ? query.namesToLookUp() : identifiers(query);
        this.named = names.isEmpty()
                ? List.of()
                : passage.starting().stream()
                        .filter(one -> names.contains(one.name().toLowerCase(Locale.ROOT)))
                        .filter(one -> query.kind() == QueryKind.SYMBOL || !isOfAnotherScope(one))
                        .toList();
    }

    /** The names that stand in prose as code: words joined or capitalised may mean anything. */
    private static Set<String> identifiers(AnalysedQuery query) {
        return query.names().stream()
                .filter(name -> name.role() == NameRole.IDENTIFIER)
                .map(AskedName::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The one that a query for one name asks for; the one that is spelled and qualified so, if any is. */
    Optional<NamedRange> byWholeQuery() {
        return query.kind() == QueryKind.SYMBOL ? nearest(named) : Optional.empty();
    }

    /** Whether a question in prose has the name of a definition here. */
    boolean byNames() {
        return query.kind() == QueryKind.PROSE && !named.isEmpty();
    }

    /** The one that a question in prose has the name of; empty if it has several, none of which is a member of the other. */
    Optional<NamedRange> inProse() {
        List<NamedRange> spelled =
                named.stream().filter(one -> query.spells(one.name())).toList();
        List<NamedRange> likely = spelled.isEmpty() ? named : spelled;
        List<NamedRange> inner = likely.stream()
                .filter(one -> likely.stream().noneMatch(other -> one.encloses(other) && !isNamesake(one, other)))
                .toList();
        return inner.stream().allMatch(one -> isNamesake(one, inner.get(0))) ? nearest(inner) : Optional.empty();
    }

    private static boolean isNamesake(NamedRange one, NamedRange other) {
        return one.name().equalsIgnoreCase(other.name());
    }

    private Optional<NamedRange> nearest(List<NamedRange> definitions) {
        return definitions.stream()
                .min(Comparator.comparing((NamedRange one) -> !query.spells(one.name()))
                        .thenComparing(one -> -qualification(one))
                        .thenComparing(NamedRange::isMinor));
    }

    /** Whether the query has the name only as that of a member of something else. */
    private boolean isOfAnotherScope(NamedRange definition) {
        List<List<String>> asked = identifiersNaming(definition);
        boolean qualifiedOnly = !asked.isEmpty() && asked.stream().allMatch(name -> name.size() > 1);
        return qualifiedOnly && !definition.scope().isEmpty() && qualification(definition) < 2;
    }

    /** How many of the last components of its qualified name the query has in a row. */
    private int qualification(NamedRange definition) {
        List<String> own = components(definition.qualifiedName());
        return identifiersNaming(definition).stream()
                .mapToInt(asked -> commonEnd(own, asked))
                .max()
                .orElse(0);
    }

    private List<List<String>> identifiersNaming(NamedRange definition) {
        String name = definition.name().toLowerCase(Locale.ROOT);
        return query.identifiers().stream()
                .map(AskedDefinition::components)
                .filter(components -> !components.isEmpty()
                        && components.get(components.size() - 1).equals(name))
                .toList();
    }

    private static List<String> components(String qualifiedName) {
        return SEPARATORS
                .splitAsStream(qualifiedName.toLowerCase(Locale.ROOT))
                .map(component -> component.startsWith("@") ? component.substring(1) : component)
                .filter(component -> !component.isEmpty())
                .toList();
    }

    private static int commonEnd(List<String> one, List<String> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size())
                && one.get(one.size() - 1 - common).equals(other.get(other.size() - 1 - common))) {
            common++;
        }
        return common;
    }
}
