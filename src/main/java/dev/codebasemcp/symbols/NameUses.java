package dev.codebasemcp.symbols;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.Definers;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How much the names of definitions are used: in how many contents they are, and in how many they are defined. */
final class NameUses {
    /** A name that is used less is assumed to be defined once. Looking up 20,000 takes more than half a second. */
    private static final int MOST_DEFINED = 5_000;
    /** In a smaller project, a name in most files is no sign of a common word. */
    private static final int MANY_CONTENTS = 20;

    private static final double COMMON = 0.5;
    /** A name of one word may be a word of comments. */
    private static final double ONE_WORD = 1.0 / 3;
    /** One that has an ending also counts where the word has another ending. */
    private static final double INFLECTED = 0.1;

    /** Some comments begin with it. */
    private static final double TYPE_OF_ONE_WORD = 0.75;

    private static final double EVERYWHERE = 0.1;

    private final Map<String, Integer> containing;
    private final Definers defining;
    private final int contents;
    private final WrittenWords written;

    /**
     * Creates the uses.
     *
     * @param containing by name; names that are not counted have no entry
     * @param defining how many define them
     * @param contents the number of all
     * @param written tells a type's name from the same word in another case
     */
    NameUses(Map<String, Integer> containing, Definers defining, int contents, WrittenWords written) {
        this.containing = Map.copyOf(containing);
        this.defining = defining;
        this.contents = contents;
        this.written = written;
    }

    /** Counts the uses of names, beside the words as they are written. */
    static NameUses of(IndexedFiles files, Collection<String> names, WrittenWords written) {
        Map<String, Integer> containing = files.containing(names);
        Set<String> mostUsed = containing.entrySet().stream()
                // What one file has, no other uses.
                .filter(entry -> entry.getValue() > 1)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_DEFINED)
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new NameUses(containing, files.defining(mostUsed), files.contents(), written);
    }

    /** Returns how many contents contain a name but do not define it; empty if it was not counted. */
    Optional<Integer> uses(String name) {
        return Optional.ofNullable(containing.get(name)).map(found -> Math.max(0, found - definers(name)));
    }

    /**
     * Returns how much a definition seems to be used. A name that several contents define speaks for each of them less, and a
     * name that is a common word for none. That of a type often is one word, too, such as {@code Command}: there the case tells
     * more.
     */
    double weight(String name, boolean isType) {
        return isType && isWithCapital(name) ? weightOfType(name) : weight(name);
    }

    private double weightOfType(String name) {
        int found = containing.getOrDefault(name, 0);
        int definers = Math.max(1, defining.asType().getOrDefault(name, 1));
        double uses = Math.max(0, Math.min(found, written.filesWith(name)) - definers);
        return uses / definers * (isWord(name) ? TYPE_OF_ONE_WORD : 1);
    }

    /** Whether the case of a name tells it from a word of a text. */
    static boolean isWithCapital(String name) {
        return !name.equals(name.toLowerCase(Locale.ROOT));
    }

    private double weight(String name) {
        double uses = uses(name).orElse(0);
        boolean everywhere = contents >= MANY_CONTENTS && containing.getOrDefault(name, 0) > COMMON * contents;
        return uses / definers(name) * (everywhere ? EVERYWHERE : 1) * wordFactor(name);
    }

    private static double wordFactor(String name) {
        if (!isWord(name)) {
            return 1;
        }
        return new Terms().of(name).contains(name.toLowerCase(Locale.ROOT)) ? ONE_WORD : INFLECTED;
    }

    /**
     * Whether the uses of a name are not exactly those of its one definition: they may be those of a like word, or of what other
     * files define by it.
     */
    boolean isAbout(String name) {
        boolean isDefinedOnce = defining.inAnyCase().getOrDefault(name.toLowerCase(Locale.ROOT), 0) == 1;
        return containing.getOrDefault(name, 0) > 1 && (isWord(name) || !isDefinedOnce);
    }

    private static boolean isWord(String name) {
        return Identifiers.split(name).size() < 2;
    }

    private int definers(String name) {
        return Math.max(1, defining.inAnyCase().getOrDefault(name.toLowerCase(Locale.ROOT), 1));
    }
}
