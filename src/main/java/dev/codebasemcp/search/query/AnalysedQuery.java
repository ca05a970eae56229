package dev.codebasemcp.search.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An analysed query.
 *
 * @param text the query as given
 * @param kind one name, or prose
 * @param terms distinct terms for the lexical index, in order of appearance
 * @param identifiers the tokens that look like code and not like paths, as written
 * @param names distinct names to look up among the definitions, at most {@link #MAX_NAMES}
 * @param pathWords distinct words to find in paths, in order of appearance
 * @param scope those of them before a colon at the start, as in {@code parser: keep the order}
 * @param files what may be paths or names of files
 * @param quotes the texts in double quotes that are more than a name, or the longest lines of pasted code, as written
 * @param topics the kinds of files that the query mentions
 */
public record AnalysedQuery(
        String text,
        QueryKind kind,
        List<QueryTerm> terms,
        List<String> identifiers,
        List<AskedName> names,
        List<PathWord> pathWords,
        Set<PathWord> scope,
        AskedFiles files,
        List<String> quotes,
        Set<Topic> topics) {
    /** Enough for any real question, and few enough for one database query. */
    public static final int MAX_NAMES = 24;

    /** Separators between the components of a qualified name. */
    private static final String SCOPE = ".:#->";

    public AnalysedQuery {
        terms = List.copyOf(terms);
        identifiers = List.copyOf(identifiers);
        names = List.copyOf(names);
        pathWords = List.copyOf(pathWords);
        scope = Set.copyOf(scope);
        quotes = List.copyOf(quotes);
        topics = Set.copyOf(topics);
    }

    /** What may be paths or names of files, in order of appearance. */
    public List<AskedPath> paths() {
        return files.paths();
    }

    /** Whether a quote stands in double quotes, and not in pasted code. */
    public boolean isQuoted(String quote) {
        return text.contains('"' + quote + '"');
    }

    /** The same query with further names and terms that it may have meant. */
    public AnalysedQuery with(List<AskedName> moreNames, List<QueryTerm> moreTerms) {
        return new AnalysedQuery(
                text,
                kind,
                joined(terms, moreTerms),
                identifiers,
                joined(names, moreNames),
                pathWords,
                scope,
                files,
                quotes,
                topics);
    }

    /** Whether the query contains a name in exactly this spelling and case, and not as the scope of another name. */
    public boolean spells(String name) {
        int at = name.isEmpty() ? -1 : text.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            if ((at == 0 || !isNameCharacter(text.charAt(at - 1))) && !isScopeOfAnother(end)) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }

    /** Returns a part of the query that was put into lower case as it is written there, or else as it is. */
    public String asWritten(String lower) {
        for (int at = 0; at + lower.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, lower, 0, lower.length())) {
                return text.substring(at, at + lower.length());
            }
        }
        return lower;
    }

    private boolean isScopeOfAnother(int end) {
        int next = end;
        while (next < text.length() && SCOPE.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next < text.length() && isNameCharacter(text.charAt(next));
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The lower-case names of {@link #names}, for the lookup among the definitions. */
    public Set<String> namesToLookUp() {
        return names.stream().map(AskedName::name).collect(Collectors.toUnmodifiableSet());
    }
}
