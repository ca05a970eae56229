package dev.codebasemcp.cli;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Stemmer;
import dev.codebasemcp.search.query.QueryAnalyser;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the words of a query in lines of code, with the same terms as a search: {@code tokens} in {@code parseToken}. */
final class QueryWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");

    private final Set<String> terms;

    QueryWords(String query) {
        terms = QueryAnalyser.analyse(query).terms().stream()
                .map(QueryTerm::term)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The words of the query in one line.
     *
     * @param characters the indexes of their characters
     * @param terms how many different ones there are
     */
    record Found(BitSet characters, int terms) {}

    Found in(String line) {
        BitSet characters = new BitSet(line.length());
        Set<String> found = new HashSet<>();
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            mark(words.group(), words.start(), characters, found);
        }
        return new Found(characters, found.size());
    }

    private void mark(String word, int start, BitSet characters, Set<String> found) {
        List<String> parts = Identifiers.split(word);
        String whole = Stemmer.stem(String.join("", parts));
        if (terms.contains(whole)) {
            characters.set(start, start + word.length());
            found.add(whole);
            return;
        }
        int at = 0;
        for (String part : parts) {
            at = indexOf(word, part, at);
            String term = Stemmer.stem(part);
            if (terms.contains(term)) {
                characters.set(start + at, start + at + part.length());
                found.add(term);
            }
            at += part.length();
        }
    }

    /** Parts are in lower case, character by character, and follow each other in the word. */
    private static int indexOf(String word, String part, int from) {
        int at = from;
        while (!word.regionMatches(true, at, part, 0, part.length()) && at < word.length() - part.length()) {
            at++;
        }
        return at;
    }
}
