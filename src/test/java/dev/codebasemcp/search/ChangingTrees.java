package dev.codebasemcp.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two repositories that change at random as working trees do. Much of them is alike on purpose: files of the same content,
 * chunks of the same score, more definitions of one name and more paths with one word than a search looks at.
 */
final class ChangingTrees {
    private static final List<String> WORDS =
            List.of("parse", "render", "socket", "cache", "token", "invoice", "widget", "retry", "lock", "matrix");
    private static final int ALIKE = 230;
    private static final int CROWD = 700;

    private final List<Path> roots;
    private final Random random;
    private final List<Map<String, String>> trees = new ArrayList<>();
    private final List<Map<String, String>> otherBranches = new ArrayList<>();

    ChangingTrees(Path folder, Random random) throws IOException {
        this.random = random;
        this.roots = List.of(folder.resolve("one"), folder.resolve("two"));
        for (int number = 0; number < roots.size(); number++) {
            trees.add(begun());
            otherBranches.add(new TreeMap<>(trees.get(number)));
            write(number);
        }
    }

    List<Path> roots() {
        return roots;
    }

    private Map<String, String> begun() {
        Map<String, String> tree = new TreeMap<>();
        for (int i = 0; i < ALIKE; i++) {
            tree.put("ties/knot" + i + ".py", alike());
        }
        for (int i = 0; i < 3; i++) {
            tree.put("crowd/c" + i + ".py", crowd());
        }
        for (int i = 0; i < 25; i++) {
            tree.put(path(), text());
        }
        return tree;
    }

    /** Some changes of one of the trees, as an editor, a shell or git makes them. */
    void change(int number) throws IOException {
        Map<String, String> tree = trees.get(number);
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            String file = any(tree);
            switch (random.nextInt(10)) {
                case 0 -> tree.remove(file);
                case 1 -> tree.put(path(), String.valueOf(tree.remove(file)));
                case 2 -> tree.put(path(), String.valueOf(trees.get(1 - number).get(any(trees.get(1 - number)))));
                case 3 -> tree.put(path(), text());
                case 4 -> tree.put("crowd/c" + random.nextInt(3) + ".py", crowd());
                case 5 ->
                    tree.put(file, String.valueOf(otherBranches.get(number).getOrDefault(file, text())));
                default -> tree.put(file, file.startsWith("ties") ? alike() : text());
            }
        }
        write(number);
    }

    /** Goes to the other branch; what was here is there to come back to. */
    void switchBranch(int number) throws IOException {
        trees.set(number, otherBranches.set(number, trees.get(number)));
        write(number);
    }

    private void write(int number) throws IOException {
        Path root = roots.get(number);
        Map<String, String> tree = trees.get(number);
        Set<String> there = new HashSet<>();
        if (Files.exists(root)) {
            try (var files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = root.relativize(file).toString();
                    if (tree.containsKey(path)) {
                        there.add(path);
                    } else {
                        Files.delete(file);
                    }
                }
            }
        }
        for (Map.Entry<String, String> file : tree.entrySet()) {
            Path path = root.resolve(file.getKey());
            byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
            if (!there.contains(file.getKey()) || !Arrays.equals(Files.readAllBytes(path), text)) {
                Files.createDirectories(path.getParent());
                Files.write(path, text);
            }
        }
    }

    private String any(Map<String, String> tree) {
        List<String> files = List.copyOf(tree.keySet());
        return files.get(random.nextInt(files.size()));
    }

    private String path() {
        return word() + "/" + word() + "_" + random.nextInt(30) + ".py";
    }

    /** Scores as all of its kind do for all words but the number. */
    private String alike() {
        return "def knot():\n    return tangle(" + (10_000 + random.nextInt(80_000)) + ")\n";
    }

    private String crowd() {
        return ("def handler():\n    return " + random.nextInt(90) + "\n\n\n").repeat(CROWD);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append("# ").append(word()).append(' ').append(word()).append(" and more\n");
            text.append("def ").append(word()).append('_').append(word()).append("():\n");
            for (int line = random.nextInt(60); line >= 0; line--) {
                text.append("    ").append(word()).append(" = ").append(word()).append("(1)\n");
            }
            // One of many words that are near to each other, so that one is there today and gone tomorrow.
            char letter = (char) ('a' + random.nextInt(26));
            text.append("    return gossam").append(letter).append("r\n\n\n");
        }
        return random.nextInt(4) == 0 ? "def shared():\n    return " + random.nextInt(4) + "\n" : text.toString();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
