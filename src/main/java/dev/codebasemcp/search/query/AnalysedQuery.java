package dev.codebasemcp.search.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query asks for.
 *
 * @param text the query as given
 * @param kind one name, or prose
 * @param terms for the lexical index, each once, in order of appearance
 * @param identifiers the tokens that look like code, as written
 * @param names the names to look up among the definitions, each once, at most {@link #MAX_NAMES}
 * @param pathWords the words to look for in paths, each once, in order of appearance
 * @param paths the tokens that look like a path or a file's name, in lower case, with {@code /}
 * @param topics the sorts of files that the query speaks of
 */
public record AnalysedQuery(
        String text,
        QueryKind kind,
        List<QueryTerm> terms,
        List<String> identifiers,
        List<AskedName> names,
        List<PathWord> pathWords,
        List<String> paths,
        Set<Topic> topics) {
    /** Enough for any real question, and few enough for one look-up in the database. */
    public static final int MAX_NAMES = 24;

    /** What stands between the components of a qualified name. */
    private static final String SCOPE = ".:#->";

    public AnalysedQuery {
        terms = List.copyOf(terms);
        identifiers = List.copyOf(identifiers);
        names = List.copyOf(names);
        pathWords = List.copyOf(pathWords);
        paths = List.copyOf(paths);
        topics = Set.copyOf(topics);
    }

    /** The same query, with names and terms that it may have meant. */
    public AnalysedQuery with(List<AskedName> moreNames, List<QueryTerm> moreTerms) {
        return new AnalysedQuery(
                text, kind, joined(terms, moreTerms), identifiers, joined(names, moreNames), pathWords, paths, topics);
    }

    /** Whether a name stands in the query in these very letters, in the same case, and not as the scope of another. */
    public boolean spells(String name) {
        int at = name.isEmpty() ? -1 : text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            if ((at == 0 || !isOfName(text.charAt(at - 1))) && !goesOn(end)) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    private boolean goesOn(int end) {
        int next = end;
        while (next < text.length() && SCOPE.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next < text.length() && isOfName(text.charAt(next));
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The lower-case names of {@link #names}, for the look-up among the definitions. */
    public Set<String> namesToLookUp() {
        return names.stream().map(AskedName::name).collect(Collectors.toUnmodifiableSet());
    }
}
