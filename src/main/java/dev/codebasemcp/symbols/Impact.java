package dev.codebasemcp.symbols;

import java.util.List;

/**
 * What a change reaches.
 *
 * @param changed the definitions that change
 * @param removed definitions that are no more, with the places that still mean them
 * @param affected what uses them, the nearest first; each once
 * @param byName how many more places have a name of these, where nothing decides what it means
 * @param changedFiles how many files have changes
 * @param isWhole whether there was time for all of it
 */
public record Impact(
        List<Symbol> changed,
        List<Removed> removed,
        List<Affected> affected,
        int byName,
        int changedFiles,
        boolean isWhole) {
    public Impact {
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        affected = List.copyOf(affected);
    }

    /**
     * A definition that uses a changed one, directly or through others.
     *
     * @param steps how many uses are between; 1 for a direct one
     * @param through what it uses
     * @param line of the use
     * @param confidence the least of all uses between
     * @param isTest whether its file is a test
     */
    public record Affected(Symbol symbol, int steps, Symbol through, int line, Confidence confidence, boolean isTest) {}

    /**
     * A definition that a file no longer has.
     *
     * @param name its qualified name
     * @param path of the file that had it
     * @param uses places in other files that still mean it
     */
    public record Removed(String name, String path, List<Reference> uses) {
        public Removed {
            uses = List.copyOf(uses);
        }
    }
}
