package dev.codebasemcp.search.render;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Stemmer;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A query that may be a name of several words, written as words: "end of file" for {@code EndOfFile}. */
final class NameInWords {
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Names seldom have more words. */
    private static final int LONGEST = 8;

    private final Set<String> words;
    private final Set<String> stems;

    NameInWords(AnalysedQuery query) {
        words = SEPARATORS.splitAsStream(query.text().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        stems = query.pathWords().stream().map(PathWord::stem).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the query is this name: the name has all words that carry the query's meaning, and no word that it lacks. */
    boolean is(String name) {
        if (stems.size() < 2 || stems.size() > LONGEST) {
            return false;
        }
        List<String> parts = Identifiers.split(name);
        return parts.stream().allMatch(part -> words.contains(part) || stems.contains(Stemmer.stem(part)))
                && parts.stream().map(Stemmer::stem).collect(Collectors.toSet()).containsAll(stems);
    }
}
