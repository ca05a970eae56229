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
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}_$@]+");
    /** The marks around a name that a question may have without meaning them: {@code save!}, {@code empty?}, {@code size=}. */
    private static final Pattern MARKS = Pattern.compile("^[^\\p{L}\\p{N}_$@]+|[^\\p{L}\\p{N}_$@]+$");

    private final AnalysedQuery query;
    private final Passage passage;
    private final List<NamedRange> named;
    /** The names of those that the query spells the same. */
    private final Set<String> spelled;

    /** Searches the definitions that start in {@code passage}. */
    AskedDefinition(Passage passage, AnalysedQuery query) {
        this.query = query;
        this.passage = passage;
        Set<String> names = query.kind() == QueryKind.SYMBOL ? query.namesToLookUp() : identifiers(query);
        this.named = names.isEmpty()
                ? List.of()
                : passage.starting().stream()
                        .filter(definition -> isAsked(definition, names))
                        .filter(definition -> query.kind() == QueryKind.SYMBOL || !isOfAnotherScope(definition))
                        .toList();
        this.spelled =
                named.stream().map(NamedRange::name).filter(query::spells).collect(Collectors.toUnmodifiableSet());
    }

    private boolean isAsked(NamedRange definition, Set<String> names) {
        return names.contains(definition.name().toLowerCase(Locale.ROOT))
                || (names.contains(bare(definition)) && query.spells(definition.name()));
    }

    /** The name in lower case and without marks. */
    private static String bare(NamedRange definition) {
        return MARKS.matcher(definition.name().toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** The names that appear in prose as code. Joined or capitalised words are too ambiguous. */
    private static Set<String> identifiers(AnalysedQuery query) {
        return query.names().stream()
                .filter(name -> name.role() == NameRole.IDENTIFIER)
                .map(AskedName::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The definition for a query that is one name, also in words; prefers the same spelling and qualification. */
    Optional<NamedRange> byWholeQuery() {
        return nearest(query.kind() == QueryKind.SYMBOL ? named : inWords());
    }

    private List<NamedRange> inWords() {
        NameInWords words = new NameInWords(query);
        return passage.starting().stream()
                .filter(definition -> words.is(definition.name()))
                .toList();
    }

    /** Whether a query in prose names a definition here. */
    boolean byNames() {
        return query.kind() == QueryKind.PROSE && !named.isEmpty();
    }

    /** The definition that a query in prose names; empty if it names several of which none is a member of the other. */
    Optional<NamedRange> inProse() {
        List<NamedRange> asWritten = named.stream().filter(this::isAsWritten).toList();
        List<NamedRange> likely = asWritten.isEmpty() ? named : asWritten;
        List<NamedRange> inner = likely.stream()
                .filter(outer -> likely.stream().noneMatch(other -> outer.encloses(other) && !isNamesake(outer, other)))
                .toList();
        return inner.stream().allMatch(definition -> isNamesake(definition, inner.get(0)))
                ? nearest(inner)
                : Optional.empty();
    }

    private boolean isAsWritten(NamedRange definition) {
        return query.spells(definition.name()) && !isOnlyPartOfMarked(definition);
    }

    /** Whether the query has the name only within the same name with marks: {@code save} within {@code save!}. */
    private boolean isOnlyPartOfMarked(NamedRange definition) {
        String name = definition.name();
        return spelled.stream()
                .filter(other -> other.length() > name.length() && other.contains(name))
                .anyMatch(other -> occurrences(other) == occurrences(name));
    }

    private int occurrences(String name) {
        int count = 0;
        for (int at = query.text().indexOf(name); at >= 0; at = query.text().indexOf(name, at + 1)) {
            count++;
        }
        return count;
    }

    private static boolean isNamesake(NamedRange first, NamedRange second) {
        return bare(first).equals(bare(second));
    }

    private Optional<NamedRange> nearest(List<NamedRange> definitions) {
        return definitions.stream()
                .min(Comparator.comparing((NamedRange definition) -> !isAsWritten(definition))
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
        String name = bare(definition);
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
