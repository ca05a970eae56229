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

/** The definition in a chunk that a query asks for by name. */
final class AskedDefinition {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}_$@?!]+");

    private final AnalysedQuery query;
    private final List<NamedRange> named;

    /** Searches the definitions that start in {@code passage}. */
    AskedDefinition(Passage passage, AnalysedQuery query) {
        this.query = query;
        Set<String> names = query.kind() == QueryKind.SYMBOL ? query.namesToLookUp() : identifiers(query);
        this.named = names.isEmpty()
                ? List.of()
                : passage.starting().stream()
                        .filter(definition -> names.contains(definition.name().toLowerCase(Locale.ROOT)))
                        .filter(definition -> query.kind() == QueryKind.SYMBOL || !isOfAnotherScope(definition))
                        .toList();
    }

    /** The names that appear in prose as code. Joined or capitalised words are too ambiguous. */
    private static Set<String> identifiers(AnalysedQuery query) {
        return query.names().stream()
                .filter(name -> name.role() == NameRole.IDENTIFIER)
                .map(AskedName::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The definition for a query that is one name; prefers the same spelling and qualification. */
    Optional<NamedRange> byWholeQuery() {
        return query.kind() == QueryKind.SYMBOL ? nearest(named) : Optional.empty();
    }

    /** Whether a query in prose names a definition here. */
    boolean byNames() {
        return query.kind() == QueryKind.PROSE && !named.isEmpty();
    }

    /** The definition that a query in prose names; empty if it names several of which none is a member of the other. */
    Optional<NamedRange> inProse() {
        List<NamedRange> spelled = named.stream()
                .filter(definition -> query.spells(definition.name()))
                .toList();
        List<NamedRange> likely = spelled.isEmpty() ? named : spelled;
        List<NamedRange> inner = likely.stream()
                .filter(outer -> likely.stream().noneMatch(other -> outer.encloses(other) && !isNamesake(outer, other)))
                .toList();
        return inner.stream().allMatch(definition -> isNamesake(definition, inner.get(0)))
                ? nearest(inner)
                : Optional.empty();
    }

    private static boolean isNamesake(NamedRange first, NamedRange second) {
        return first.name().equalsIgnoreCase(second.name());
    }

    private Optional<NamedRange> nearest(List<NamedRange> definitions) {
        return definitions.stream()
                .min(Comparator.comparing((NamedRange definition) -> !query.spells(definition.name()))
                        .thenComparing(definition -> -qualification(definition))
                        .thenComparing(NamedRange::isMinor));
    }

    /** Whether the query mentions the name only as a member of something else. */
    private boolean isOfAnotherScope(NamedRange definition) {
        List<List<String>> asked = identifiersNaming(definition);
        boolean qualifiedOnly = !asked.isEmpty() && asked.stream().allMatch(name -> name.size() > 1);
        return qualifiedOnly && !definition.scope().isEmpty() && qualification(definition) < 2;
    }

    /** How many trailing components of its qualified name appear in the query. */
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

    private static int commonEnd(List<String> first, List<String> second) {
        int common = 0;
        while (common < Math.min(first.size(), second.size())
                && first.get(first.size() - 1 - common).equals(second.get(second.size() - 1 - common))) {
            common++;
        }
        return common;
    }
}
