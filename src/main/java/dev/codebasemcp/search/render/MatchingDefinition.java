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
 * Tells which of the small definitions in a chunk a question is about, if one matches it clearly better than all others: in
 * its name, the names around it, its comment and its code. {@code docs/ranking.md} has the rules in words.
 */
final class MatchingDefinition {
    /** A word of the question in a definition's comment or code; 1 is one in its name. */
    private static final double IN_TEXT = 0.5;
    /** What a word of the name that the question does not have takes away. */
    private static final double OTHER_WORD = 0.25;

    private static final double MOST_OTHER_WORDS = 0.5;
    /** What a name in capitals is worth that stands so in the question. */
    private static final double SPELLED = 0.5;
    /** By how much the best must lead: half of what one word in the text is worth is chance. */
    private static final double LEAD = 0.2;

    /** The part of a question that must match a definition of which the name matches. */
    private static final double SHARE_BY_NAME = 1.0 / 3;
    /** The same for one of which only the comment or the first line does. */
    private static final double SHARE_BY_TEXT = 0.5;

    private final Passage passage;
    private final AnalysedQuery query;
    private final LineWorth worth;
    private final List<Word> asked;
    private final double weight;
    private final Map<String, double[]> likenesses = new HashMap<>();

    MatchingDefinition(Passage passage, AnalysedQuery query, LineWorth worth) {
        this.passage = passage;
        this.query = query;
        this.worth = worth;
        this.asked = asked(query);
        this.weight = asked.stream().mapToDouble(Word::weight).sum();
    }

    /** A word of the question. */
    private record Word(PathWord word, double weight) {}

    /**
     * How well a definition matches.
     *
     * @param points of its own name, the names around it, and its text
     * @param ownPoints the same without the names around it
     * @param isAnswer whether it may be what is meant
     */
    private record Match(NamedRange definition, double points, double ownPoints, boolean isAnswer) {
        /** A member that has nothing but the name of its type does not compete with the type. */
        double against(NamedRange other) {
            return other.encloses(definition) ? ownPoints : points;
        }
    }

    /** What the question says; what it may have meant where nothing holds that. */
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
     * @param around the one that is named if none does: only what is clearly better takes its place
     * @param best the line that is named after {@code around}, or is in no definition
     */
    Optional<NamedRange> besides(Optional<NamedRange> around, Snippet.Line best) {
        // Most chunks have no second definition that could be named instead.
        if (asked.isEmpty() || passage.definitions().stream().noneMatch(one -> isOther(one, around))) {
            return Optional.empty();
        }
        List<Match> matches = matches();
        Optional<Match> first = matches.stream().filter(Match::isAnswer).max(Comparator.comparingDouble(Match::points));
        return first.filter(one -> around.isPresent() || leads(one, looseLine(best)))
                .filter(one -> matches.stream()
                        .filter(other -> !other.definition().isCalledAs(one.definition()))
                        .allMatch(other -> leads(one, other.against(one.definition()))))
                .map(Match::definition);
    }

    private boolean isOther(NamedRange definition, Optional<NamedRange> around) {
        return around.filter(definition::isCalledAs).isEmpty() && isShownWhole(definition);
    }

    private static boolean leads(Match match, double points) {
        return match.points() - points >= LEAD;
    }

    private double looseLine(Snippet.Line line) {
        return IN_TEXT * worth.termsOf(line.number()).size();
    }

    private List<Match> matches() {
        IdentityHashMap<NamedRange, Set<String>> texts = new IdentityHashMap<>();
        for (Snippet.Line line : passage.lines()) {
            Set<String> terms = worth.termsOf(line.number());
            if (!terms.isEmpty()) {
                passage.owners(line.number())
                        .forEach(owner -> texts.computeIfAbsent(owner, unused -> new HashSet<>())
                                .addAll(terms));
            }
        }
        return passage.definitions().stream()
                .map(one -> match(one, texts.getOrDefault(one, Set.of())))
                .toList();
    }

    private Match match(NamedRange definition, Set<String> text) {
        List<double[]> name = likenesses(definition.name());
        List<double[]> scope = likenesses(definition.scope());
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

    /** For each word of a name, how nearly it is each of those that are asked. The names of a chunk share many words. */
    private List<double[]> likenesses(String name) {
        List<double[]> words = new ArrayList<>();
        for (String word : Identifiers.split(name)) {
            words.add(likenesses.computeIfAbsent(word, this::likeness));
        }
        return words;
    }

    private double[] likeness(String word) {
        PathWord one = new PathWord(word, Stemmer.stem(word));
        return asked.stream()
                .mapToDouble(other -> PathMatch.likeness(other.word(), one))
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
        double spelled = isInCapitals(definition.name()) && query.spells(definition.name()) ? SPELLED : 0;
        return spelled - Math.min(MOST_OTHER_WORDS, OTHER_WORD * others);
    }

    private static boolean isAsked(double[] word) {
        return Arrays.stream(word).anyMatch(likeness -> likeness > 0);
    }

    /** Prose has no capitals behind the first letter of a word. */
    private static boolean isInCapitals(String name) {
        return name.chars().skip(1).anyMatch(Character::isUpperCase);
    }

    /** A definition that is no more than an excerpt has room for can take the place of what is around it. */
    private boolean isShownWhole(NamedRange definition) {
        return passage.holds(definition) && Excerpt.hasRoomFor(definition, passage);
    }

    /** Whether enough of the question matches, or all words of a name that has several. */
    private boolean isNamed(List<double[]> name, double matched) {
        if (query.kind() == QueryKind.SYMBOL) {
            return IntStream.range(0, asked.size()).allMatch(i -> best(i, name) >= 1);
        }
        return matched >= SHARE_BY_NAME * weight
                || (name.size() > 1 && name.stream().allMatch(MatchingDefinition::isAsked));
    }

    /** Whether enough of the question is in the comment or the first line. */
    private boolean isDescribed(NamedRange definition) {
        LineRange head = new LineRange(
                passage.extent(definition).start(), definition.lines().start());
        Set<String> terms = new HashSet<>();
        for (int line = head.start(); line <= head.end(); line++) {
            terms.addAll(worth.termsOf(line));
        }
        double described = asked.stream()
                .filter(word -> terms.contains(word.word().stem()))
                .mapToDouble(Word::weight)
                .sum();
        return described > 0 && described >= SHARE_BY_TEXT * weight;
    }
}
