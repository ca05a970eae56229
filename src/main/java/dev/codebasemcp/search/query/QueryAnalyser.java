package dev.codebasemcp.search.query;

import dev.codebasemcp.code.terms.Stemmer;
import dev.codebasemcp.code.terms.Terms;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Analyses queries. Stateless. */
public final class QueryAnalyser {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<Topic, Pattern> TOPICS = Map.of(
            Topic.TESTS, word("tests?|testing|tested|specs?|fixtures?|mock(s|ed|ing)?"),
            Topic.EXAMPLES, word("examples?|samples?|demos?|tutorials?|benchmarks?"),
            Topic.DOCS, word("docs?|documentation|readme|changelog|guides?|tutorials?|manual"),
            Topic.CONFIGURATION,
                    word("config(s|uration|urations)?|settings?|json|ya?ml|toml|xml|html|css|dependenc(y|ies)"),
            Topic.TOOLING, word("scripts?|tools?|builds?|release[ds]?|ci|workflows?|cmake|make|packaging"),
            Topic.LEGAL, word("licen[cs]e[ds]?|notices?|copyrights?|attribution"),
            Topic.OLD_VERSIONS,
                    word(
                            "v\\d{1,3}|versions?|legacy|old(er)?|previous|deprecated|migrat(e|es|ing|ion)|upgrad(e|es|ing)"));

    /** A reason is written in decisions, documents and comments. */
    private static final Pattern ASKS_WHY = Pattern.compile("^\\s*why\\b", Pattern.CASE_INSENSITIVE);
    /** What a user of the program has to do is written in its documents and shown by its configuration. */
    private static final Pattern ASKS_HOW_TO = Pattern.compile(
            "\\bhow (?:(?:do|can|could|should|would|must) (?:i|we|you|one)|to)\\b|\\b(?:my|our)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTE = Pattern.compile("\"([^\"\\n]{1,400})\"");
    /** Shorter texts are everywhere. */
    private static final int MIN_QUOTE = 4;

    private static final int MAX_QUOTES = 4;
    private static final Pattern SCOPE = Pattern.compile("^\\s*([\\w./-]{1,60}): ");

    private QueryAnalyser() {}

    /** Analyses {@code query}. */
    public static AnalysedQuery analyse(String query) {
        String[] pieces = BLANKS.split(query.strip());
        List<Token> tokens = Stream.of(pieces)
                .map(piece -> Token.of(piece, pieces.length == 1))
                .filter(token -> !token.isEmpty())
                .toList();
        QueryKind kind =
                tokens.size() == 1 && tokens.get(0).isName() && !tokens.get(0).looksLikePath()
                        ? QueryKind.SYMBOL
                        : QueryKind.PROSE;
        List<Token> significant = withoutStopWords(tokens);
        return new AnalysedQuery(
                query,
                kind,
                terms(significant),
                tokens.stream()
                        .filter(token -> token.looksLikeCode() && !token.looksLikePath())
                        .map(Token::text)
                        .distinct()
                        .toList(),
                AskedNames.in(tokens, kind),
                pathWords(significant),
                scope(query),
                new AskedFiles(AskedPaths.in(query), AskedPaths.whole(query)),
                quotes(query),
                topics(query));
    }

    /** The tokens that are not stop words; all tokens if there are no others. */
    private static List<Token> withoutStopWords(List<Token> tokens) {
        List<Token> significant = tokens.stream()
                .filter(token -> !StopWords.contains(token.lower()))
                .toList();
        return significant.isEmpty() ? tokens : significant;
    }

    private static List<QueryTerm> terms(List<Token> tokens) {
        Set<String> terms = new LinkedHashSet<>();
        Terms cutter = new Terms();
        tokens.forEach(token -> cutter.forEach(token.text(), terms::add));
        return terms.stream().map(term -> new QueryTerm(term, 1)).toList();
    }

    private static List<PathWord> pathWords(List<Token> tokens) {
        Map<String, PathWord> words = new LinkedHashMap<>();
        tokens.stream()
                .flatMap(token -> token.parts().stream())
                .filter(word -> !StopWords.contains(word))
                .forEach(word -> words.putIfAbsent(Stemmer.stem(word), new PathWord(word, Stemmer.stem(word))));
        return new ArrayList<>(words.values());
    }

    private static List<String> quotes(String query) {
        List<String> pasted = PastedCode.lines(query);
        if (!pasted.isEmpty()) {
            return pasted;
        }
        return QUOTE.matcher(query)
                .results()
                .map(quote -> quote.group(1).strip())
                .filter(text -> text.length() >= MIN_QUOTE)
                .filter(text -> !Token.of(text, false).isName() && !AskedPaths.isPath(text))
                .distinct()
                .limit(MAX_QUOTES)
                .toList();
    }

    private static Set<PathWord> scope(String query) {
        Matcher before = SCOPE.matcher(query);
        return before.find() ? Set.copyOf(pathWords(List.of(Token.of(before.group(1), false)))) : Set.of();
    }

    private static Set<Topic> topics(String query) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        TOPICS.forEach((topic, words) -> {
            if (words.matcher(query).find()) {
                topics.add(topic);
            }
        });
        boolean asksHowTo = ASKS_HOW_TO.matcher(query).find();
        if (asksHowTo || ASKS_WHY.matcher(query).find()) {
            topics.add(Topic.DOCS);
        }
        if (asksHowTo) {
            topics.add(Topic.CONFIGURATION);
        }
        return topics;
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    }
}
