package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import java.util.List;

/**
 * Lines that have a name as a word, in files that no resolver reads.
 *
 * @param lines how many
 * @param files how many files have them
 * @param languages of these files, in the order of their names
 * @param first some of the lines
 * @param isWhole whether all files with the word were read
 */
public record WordLines(int lines, int files, List<String> languages, List<Place> first, boolean isWhole) {
    /** There are none. */
    public static final WordLines NONE = new WordLines(0, 0, List.of(), List.of(), true);

    public WordLines {
        languages = List.copyOf(languages);
        first = List.copyOf(first);
    }

    /** A line of a file. */
    public record Place(FileRef file, int line) {}
}
