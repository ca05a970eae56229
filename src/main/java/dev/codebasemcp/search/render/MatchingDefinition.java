package dev.codebasemcp.search.render;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Stemmer;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.rank.PathMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the small definition in a chunk that matches a query clearly better than all others: by its name, enclosing names,
 * comment and code. {@code docs/ranking.md} explains the rules.
 */
final class MatchingDefinition {
    /** The points for a word of the query in a definition's comment or code; a word in its name gets 1. */
    private static final double IN_TEXT = 0.5;
    /** The penalty for a word of the name that the query lacks. */
    private static final double OTHER_WORD = 0.25;

    private static final double MAX_OTHER_WORDS = 0.5;
    /** The points for a name with a capital that the query spells the same. */
    private static final double SPELLED = 0.5;
    /** The lead that the best needs; half of what a word in the text counts is coincidence. */
    private static final double LEAD = 0.2;

    /** The share of a query that must match a definition with a matching name. */
    private static final double SHARE_BY_NAME = 1.0 / 3;
    /** The same if only the comment or the first line matches. */
    private static final double SHARE_BY_TEXT = 0.5;

    private final Passage passage;
    private final AnalysedQuery query;
    private final LineScores scores;
    private final List<Word> asked;
    private final double weight;
    private final Map<String, double[]> similarities = new HashMap<>();

    MatchingDefinition(Passage passage, AnalysedQuery query, LineScores scores) {
        this.passage = passage;
        this.query = query;
        this.scores = scores;
        this.asked = asked(query);
        this.weight = asked.stream().mapToDouble(Word::weight).sum();
    }

    private record Word(PathWord word, double weight) {}

    /**
     * How well a definition matches.
     *
     * @param points for its name, enclosing names and text
     * @param ownPoints the same without the enclosing names
     * @param isAnswer whether it may be the target
     */
    private record Match(NamedRange definition, double points, double ownPoints, boolean isAnswer) {
        /**
         * The points to compare with {@code other}; a member that only matches by its type's name does not compete with the
         * type.
         */
        double pointsAgainst(NamedRange other) {
            return other.encloses(definition) ? ownPoints : points;
        }
    }

    /** The words of the query, or the guessed ones if nothing contains those. */
    private static List<Word> asked(AnalysedQuery query) {
        List<Word> guessed = query.kind() == QueryKind.SYMBOL
                ? List.of()
                : query.terms().stream()
                        .filter(term -> term.weight() < 1)
                        .map(term -> new Word(new PathWord(term.term(), term.term()), term.weight()))
                        .toList();
        return guessed.isEmpty()
                ? query.pathWords().stream().map(word -> new Word(word, 1)).toList()
                : guessed;
    }

    /**
     * The definition that stands out.
     *
     * @param around the definition to name otherwise; only a clearly better one replaces it
     * @param best the line to name otherwise
     */
    Optional<NamedRange> standingOut(Optional<NamedRange> around, Snippet.Line best) {
        // Most chunks have no second definition that could be named instead.
        if (asked.isEmpty() || passage.definitions().stream().noneMatch(definition -> isOther(definition, around))) {
            return Optional.empty();
        }
        List<Match> matches = matches();
        Optional<Match> first = matches.stream().filter(Match::isAnswer).max(Comparator.comparingDouble(Match::points));
        return first.filter(match -> around.isPresent() || leads(match, looseLine(best)))
                .filter(match -> matches.stream()
                        .filter(other -> !other.definition().isCalledAs(match.definition()))
                        .allMatch(other -> leads(match, other.pointsAgainst(match.definition()))))
                .map(Match::definition);
    }

    private boolean isOther(NamedRange definition, Optional<NamedRange> around) {
        return around.filter(definition::isCalledAs).isEmpty() && isShownWhole(definition);
    }

    private static boolean leads(Match match, double points) {
        return match.points() - points >= LEAD;
    }

    private double looseLine(Snippet.Line line) {
        return IN_TEXT * scores.termsOf(line.number()).size();
    }

    private List<Match> matches() {
        IdentityHashMap<NamedRange, Set<String>> texts = new IdentityHashMap<>();
        for (Snippet.Line line : passage.lines()) {
            Set<String> terms = scores.termsOf(line.number());
            if (!terms.isEmpty()) {
                passage.owners(line.number())
                        .forEach(owner -> texts.computeIfAbsent(owner, unused -> new HashSet<>())
                                .addAll(terms));
            }
        }
        return passage.definitions().stream()
                .map(definition -> match(definition, texts.getOrDefault(definition, Set.of())))
                .toList();
    }

    private Match match(NamedRange definition, Set<String> text) {
        List<double[]> name = similarities(definition.name());
        List<double[]> scope = similarities(definition.scope());
        double points = 0;
        double ownPoints = 0;
        double inName = 0;
        double matched = 0;
        for (int i = 0; i < asked.size(); i++) {
            Word word = asked.get(i);
            double byName = best(i, name);
            double own = Math.max(byName, text.contains(word.word().stem()) ? IN_TEXT : 0);
            double all = Math.max(own, best(i, scope));
            inName += byName;
            ownPoints += own * word.weight();
            points += all * word.weight();
            matched += all > 0 ? word.weight() : 0;
        }
        double more = inName > 0 ? byName(definition, name) : 0;
        boolean isAnswer =
                (inName >= 1 ? isNamed(name, matched) : query.kind() == QueryKind.PROSE && isDescribed(definition))
                        && isShownWhole(definition);
        return new Match(definition, points + more, ownPoints + more, isAnswer);
    }

    /** The similarity of each word of a name to each word of the query. Cached, as the names of a chunk share many words. */
    private List<double[]> similarities(String name) {
        List<double[]> words = new ArrayList<>();
        for (String word : Identifiers.split(name)) {
            words.add(similarities.computeIfAbsent(word, this::similarity));
        }
        return words;
    }

    private double[] similarity(String word) {
        PathWord stemmed = new PathWord(word, Stemmer.stem(word));
        return asked.stream()
                .mapToDouble(other -> PathMatch.likeness(other.word(), stemmed))
                .toArray();
    }

    private static double best(int asked, List<double[]> words) {
        double best = 0;
        for (double[] word : words) {
            best = Math.max(best, word[asked]);
        }
        return best;
    }

    private double byName(NamedRange definition, List<double[]> name) {
        long others = name.stream().filter(word -> !isAsked(word)).count();
        double spelled = hasCapital(definition.name()) && query.spells(definition.name()) ? SPELLED : 0;
        return spelled - Math.min(MAX_OTHER_WORDS, OTHER_WORD * others);
    }

    private static boolean isAsked(double[] word) {
        return Arrays.stream(word).anyMatch(similarity -> similarity > 0);
    }

    /** Whether a name has a capital, unlike most words of prose. */
    private static boolean hasCapital(String name) {
        return name.chars().anyMatch(Character::isUpperCase);
    }

    /** Whether a definition fits in an excerpt, and so can replace the one around it. */
    private boolean isShownWhole(NamedRange definition) {
        return passage.holds(definition) && Excerpt.fits(definition, passage);
    }

    /** Whether enough of the query matches, or all words of a name with several. */
    private boolean isNamed(List<double[]> name, double matched) {
        if (query.kind() == QueryKind.SYMBOL) {
            return IntStream.range(0, asked.size()).allMatch(i -> best(i, name) >= 1);
        }
        return matched >= SHARE_BY_NAME * weight
                || (name.size() > 1 && name.stream().allMatch(MatchingDefinition::isAsked));
    }

    /** Whether enough of the query is in the comment or the first line. */
    private boolean isDescribed(NamedRange definition) {
        LineRange head = new LineRange(
                passage.extent(definition).start(), definition.lines().start());
        Set<String> terms = new HashSet<>();
        for (int line = head.start(); line <= head.end(); line++) {
            terms.addAll(scores.termsOf(line));
        }
        double described = asked.stream()
                .filter(word -> terms.contains(word.word().stem()))
                .mapToDouble(Word::weight)
                .sum();
        return described > 0 && described >= SHARE_BY_TEXT * weight;
    }
}
