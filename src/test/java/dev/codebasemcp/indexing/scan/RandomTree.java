package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Creates trees with awkward names and ignore patterns from a seed. */
final class RandomTree {
    private static final List<String> COMMON_NAMES = List.of("a", "b", "c", "ab", "a.b");
    private static final List<String> NAMES = List.of(
            "ba", "abc", "*", "[", "]", "a b", "a ", "#a", "!a", "-", "a\\", "é", "\\", "{a,b}", "+", "(a)", "^", "$a",
            "|", "a*", "[ab]", "A", "B.A", "日本", ".a", "1b");
    private static final List<String> COMMON_ATOMS = List.of("a", "b", "c", "ab", "a.b", "*", "?", "**");
    private static final List<String> ATOMS = List.of(
            "[ab]",
            "[!a]",
            "[^a]",
            "[a-c]",
            "\\a",
            "\\*",
            "\\\\",
            "[",
            "]",
            "[]a]",
            "[a-]",
            "[[:alpha:]]",
            "[[:digit:]b]",
            "[[:x:]]",
            "[[:]",
            "[[a]",
            " ",
            "#",
            "!",
            "-",
            ".",
            "{a,b}",
            "+",
            "(a)",
            "$",
            "^",
            "|",
            "[\\]]",
            "[!]a]",
            "[]-a]",
            "[a\\-c]",
            "[c-a]",
            "[a-b-z]",
            "é",
            "[é]",
            "日*",
            "\\",
            "***",
            "[[:upper:]]",
            "A",
            "\\ ",
            "\t");

    private final Random random;

    RandomTree(long seed) {
        random = new Random(seed);
    }

    void fill(Path directory, int depth) throws IOException {
        for (int i = 0; i < 5; i++) {
            Path entry = entry(directory, pick(COMMON_NAMES, NAMES, 2));
            if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (depth > 0 && random.nextInt(2) == 0) {
                Files.createDirectory(entry);
                fill(entry, depth - 1);
            } else if (random.nextInt(12) == 0) {
                Files.createSymbolicLink(entry, Path.of(random.nextBoolean() ? ".." : "nowhere"));
            } else {
                Files.createFile(entry);
            }
        }
        if (random.nextInt(3) == 0) {
            Files.writeString(directory.resolve(".gitignore"), ignoreFile());
        }
    }

    /** In the locale C, Java cannot create files with non-ASCII names. */
    private static Path entry(Path directory, String name) {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException notInThisLocale) {
            return directory.resolve("n");
        }
    }

    String ignoreFile() {
        StringBuilder file = new StringBuilder(random.nextInt(10) == 0 ? "\ufeff" : "");
        int lines = 1 + random.nextInt(4);
        for (int i = 0; i < lines; i++) {
            file.append(pattern()).append(random.nextInt(10) == 0 ? "\r\n" : "\n");
        }
        return file.append(random.nextInt(4) == 0 ? pattern() : "").toString();
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        pattern.append(random.nextInt(3) == 0 ? "!" : "").append(random.nextInt(4) == 0 ? "/" : "");
        int components = 1 + random.nextInt(3);
        for (int i = 0; i < components; i++) {
            pattern.append(i > 0 && random.nextInt(3) > 0 ? "/" : "");
            int atoms = 1 + random.nextInt(2);
            for (int j = 0; j < atoms; j++) {
                pattern.append(pick(COMMON_ATOMS, ATOMS, 2));
            }
        }
        pattern.append(random.nextInt(4) == 0 ? "/" : "");
        return pattern.append(random.nextInt(8) == 0 ? " ".repeat(1 + random.nextInt(2)) : "")
                .toString();
    }

    private String pick(List<String> common, List<String> rare, int oneIn) {
        List<String> from = random.nextInt(oneIn) == 0 ? rare : common;
        return from.get(random.nextInt(from.size()));
    }
}
