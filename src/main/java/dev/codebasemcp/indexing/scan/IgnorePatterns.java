package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.paths.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The patterns of one ignore file; the last match decides. Immutable. */
final class IgnorePatterns {
    /** About 200 bytes of memory each. Git limits the file instead, to 100 MB. */
    static final int MAX_PATTERNS = 1_000_000;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** All patterns, as each can match a directory. */
    private final PatternIndex forDirectories = new PatternIndex();
    /** The patterns that can match a file. */
    private final PatternIndex forFiles = new PatternIndex();

    private final boolean ignoreCase;
    private final boolean complete;

    private IgnorePatterns(Deque<IgnorePattern> weakestFirst, boolean ignoreCase, boolean complete) {
        for (IgnorePattern pattern : weakestFirst) {
            forDirectories.add(pattern);
            if (!pattern.directoriesOnly()) {
                forFiles.add(pattern);
            }
        }
        this.ignoreCase = ignoreCase;
        this.complete = complete;
    }

    /** Parses the bytes of an ignore file; {@code ignoreCase} is git's setting core.ignoreCase. */
    static IgnorePatterns parse(byte[] file, boolean ignoreCase) {
        String text = fold(Bytes.of(file), ignoreCase);
        if (text.startsWith(fold(BYTE_ORDER_MARK, ignoreCase))) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        Deque<IgnorePattern> patterns = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        int end = text.length();
        // Starts at the end, so that the last of equal patterns stays: it decides.
        while (end >= 0 && patterns.size() < MAX_PATTERNS) {
            int start = text.lastIndexOf('\n', end - 1) + 1;
            String line = text.substring(start, end);
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            IgnorePattern.parse(content)
                    .filter(pattern -> !pattern.matchesNothing() && seen.add(key(pattern)))
                    .ifPresent(patterns::addFirst);
            end = start - 1;
        }
        return new IgnorePatterns(patterns, ignoreCase, end < 0);
    }

    private static String key(IgnorePattern pattern) {
        return (pattern.nameOnly() ? "" : "/") + pattern.text() + (pattern.directoriesOnly() ? "/" : "");
    }

    boolean isEmpty() {
        return forDirectories.isEmpty();
    }

    /** Whether all patterns of the file were kept; if not, its first ones are missing. */
    boolean isComplete() {
        return complete;
    }

    /** Whether this file ignores {@code path}, given as bytes relative to its directory; empty if no pattern matches. */
    Optional<Boolean> match(String path, boolean directory) {
        String folded = fold(path, ignoreCase);
        String name = folded.substring(folded.lastIndexOf('/') + 1);
        PatternIndex patterns = directory ? forDirectories : forFiles;
        OptionalInt last = patterns.last(folded, name);
        return last.isPresent() ? Optional.of(!patterns.get(last.getAsInt()).negated()) : Optional.empty();
    }

    /** Converts ASCII letters to lower case, as git does. A class of upper-case letters then stands for all letters. */
    private static String fold(String bytes, boolean ignoreCase) {
        if (!ignoreCase) {
            return bytes;
        }
        StringBuilder folded = new StringBuilder(bytes);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString().replace("[:upper:]", "[:alpha:]");
    }
}
