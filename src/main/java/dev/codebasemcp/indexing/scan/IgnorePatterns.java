package dev.codebasemcp.indexing.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The patterns of one ignore file; the last one that matches decides. Immutable. */
final class IgnorePatterns {
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** Those that can match a directory: all. */
    private final List<IgnorePattern> forDirectories;
    /** Those that can match a file. */
    private final List<IgnorePattern> forFiles;

    private final boolean ignoreCase;

    private IgnorePatterns(List<IgnorePattern> strongestFirst, boolean ignoreCase) {
        this.forDirectories = List.copyOf(strongestFirst);
        this.forFiles = strongestFirst.stream()
                .filter(pattern -> !pattern.directoriesOnly())
                .toList();
        this.ignoreCase = ignoreCase;
    }

    /** Parses the bytes of an ignore file. {@code ignoreCase} is git's setting core.ignoreCase. */
    static IgnorePatterns parse(byte[] file, boolean ignoreCase) {
        String text = fold(Bytes.of(file), ignoreCase);
        if (text.startsWith(fold(BYTE_ORDER_MARK, ignoreCase))) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        List<IgnorePattern> patterns = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            IgnorePattern.parse(content).ifPresent(pattern -> patterns.add(0, pattern));
        }
        return new IgnorePatterns(patterns, ignoreCase);
    }

    boolean isEmpty() {
        return forDirectories.isEmpty();
    }

    /**
     * What this file says about {@code path} (bytes, relative to the file's directory): whether it is ignored, or nothing.
     */
    Optional<Boolean> match(String path, boolean directory) {
        String folded = fold(path, ignoreCase);
        String name = folded.substring(folded.lastIndexOf('/') + 1);
        for (IgnorePattern pattern : directory ? forDirectories : forFiles) {
            if (pattern.matches(folded, name)) {
                return Optional.of(!pattern.negated());
            }
        }
        return Optional.empty();
    }

    /** Lower case for the letters of ASCII, as git folds; a class of upper case letters then stands for all letters. */
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
