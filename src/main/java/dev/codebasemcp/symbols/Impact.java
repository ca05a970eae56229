package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a change reaches.
 *
 * @param changed the definitions that change
 * @param removed definitions that are no more, with the places that still mean them
 * @param affected what uses them, the nearest first; each once
 * @param byName how many more places have a name of these, where nothing decides what it means
 * @param end why not all of it is here, if it is not
 * @param beside what is not followed
 */
public record Impact(
        List<Symbol> changed, List<Removed> removed, List<Affected> affected, int byName, End end, Beside beside) {
    public Impact {
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        affected = List.copyOf(affected);
    }

    /**
     * What a reader may want to look at himself.
     *
     * @param lookup of the name that was asked about
     * @param words lines with a name of the changed and removed definitions, in files that no resolver reads for it
     * @param added new files
     */
    public record Beside(Lookup lookup, WordLines words, List<FileRef> added) {
        /** Nothing. */
        public static final Beside NOTHING = new Beside(Lookup.PLAIN, WordLines.NONE, List.of());

        public Beside {
            added = List.copyOf(added);
        }
    }

    /** Why the search ended. */
    public enum End {
        /** All was found. */
        COMPLETE,
        /** The time was over. */
        TIME,
        /** There is more than anybody reads. */
        LIMIT
    }

    /**
     * A definition that uses a changed one, directly or through others.
     *
     * @param steps how many uses are between; 1 for a direct one
     * @param through what it uses
     * @param lines of the uses
     * @param confidence the least of all uses on the best way
     * @param isTest whether its file is a test
     */
    public record Affected(
            Symbol symbol,
            int steps,
            List<Symbol> through,
            List<Integer> lines,
            Confidence confidence,
            boolean isTest) {
        public Affected {
            through = List.copyOf(through);
            lines = List.copyOf(lines);
        }

        /** Whether it is the code of a file outside of its definitions. */
        public boolean isTopLevel() {
            return symbol.qualifiedName().isEmpty();
        }

        /** Adds other uses by the same definition, in as many steps. */
        Affected with(Affected other) {
            return new Affected(
                    symbol,
                    steps,
                    Stream.concat(through.stream(), other.through.stream())
                            .distinct()
                            .toList(),
                    Stream.concat(lines.stream(), other.lines.stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    confidence.compareTo(other.confidence) <= 0 ? confidence : other.confidence,
                    isTest);
        }
    }

    /**
     * A definition that a file no longer has.
     *
     * @param name its qualified name
     * @param path of the file that had it
     * @param parameters of an overload, where others of its name are left; a blank text if they are not known
     * @param movedTo where it is now, if only its place changed; then the uses are those that do not find it there
     * @param uses places that still mean it, or may mean it
     * @param search whether all places were looked at
     */
    public record Removed(
            String name,
            String path,
            Optional<String> parameters,
            Optional<Symbol> movedTo,
            List<Reference> uses,
            UsesRead search) {
        public Removed {
            uses = List.copyOf(uses);
        }

        /** Whether it is an overload, and others of its name are left. */
        public boolean isOverload() {
            return parameters.isPresent();
        }

        /** How many of the uses mean it for sure, or nearly so. */
        public long broken() {
            return uses.stream()
                    .filter(use -> use.confidence() != Confidence.BY_NAME)
                    .count();
        }
    }

    /** Which of the files that may use a definition were read. */
    public enum UsesRead {
        /** All of them. */
        ALL,
        /** Not all of them. */
        SOME,
        /** None: there was no time, or the old text has no syntax tree. */
        NONE
    }

    /** The same, with what is not followed. */
    Impact with(Beside other) {
        return new Impact(changed, removed, affected, byName, end, other);
    }

    /** The same, of which more is not known for want of time. */
    Impact withoutTime() {
        return new Impact(changed, removed, affected, byName, End.TIME, beside);
    }
}
